"""The form of a post: clear faults at their fields, a test in words, and no password shown."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from console.domain.errors import ConsoleError
from console.domain.feeds import FeedPost
from console.domain.posts import Post
from console.domain.wording import Text
from console.live.post_tests import address_fault
from console.views.post_form import PostForm
from tests.views.duty_samples import POSTS, posts

SECRET = Post("S1", "220100", Text("密", "Secret"), "hospital", "rtsp://duty:s3cret@10.0.0.1/main")


def check(text: str) -> ConsoleError | None:
    return address_fault(text, frozenset())


class Ear(QObject):
    def __init__(self, form: PostForm) -> None:
        super().__init__()
        self.saved: list[Post] = []
        self.tested: list[tuple[str, FeedPost]] = []
        form.save_wanted.connect(self.hear)
        form.test_wanted.connect(self.hear_test)

    @Slot(object)
    def hear(self, post: Post) -> None:
        self.saved.append(post)

    @Slot(str, object)
    def hear_test(self, field: str, post: FeedPost) -> None:
        self.tested.append((field, post))


@pytest.fixture
def form(qtbot):
    made = PostForm(check)
    qtbot.addWidget(made)
    made.show_posts(posts(*POSTS, SECRET))
    made.show_post()
    qtbot.waitUntil(made.isActiveWindow)  # its keys act in the active window only
    return made


@pytest.fixture
def ear(form):
    return Ear(form)


def fill(form: PostForm, **texts: str) -> None:
    for name, text in texts.items():
        form.fields.lines[name].setText(text)


def notes(form: PostForm) -> dict[str, str]:
    below = form.fields._below
    return {name: label.text() for name, label in below.items() if not label.isHidden()}


def test_a_new_post_is_saved_as_it_was_typed(form, ear):
    fill(
        form, code="N1", name_zh="新点位", name_en="New post", main_url="demo:pattern", phone="110"
    )
    form.fields.region.setCurrentIndex(form.fields.region.findData("220282"))
    form.fields.kind.setCurrentIndex(form.fields.kind.findData("checkpoint"))
    form.fields.expected.setChecked(False)
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert ear.saved == [
        Post("N1", "220282", Text("新点位", "New post"), "checkpoint", "demo:pattern",
             phone="110", expected=False)
    ]  # fmt: skip
    assert "Being saved" in form.state.text()
    form.show_saved("N1")
    assert "N1 is saved" in form.state.text()


def test_faults_stand_below_their_fields_with_the_remedy_and_nothing_is_saved(form, ear):
    fill(form, code="P220282", main_url="concat:/etc/passwd")
    form._save()
    assert ear.saved == []
    assert set(notes(form)) == {"code", "region", "name_zh", "kind", "main_url"}
    assert "rtsp://" in notes(form)["main_url"]
    assert form.fields.lines["code"].property("fault") == "true"
    assert form.focusWidget() is form.fields.lines["code"]


def test_no_password_is_shown_anywhere_and_an_untouched_one_is_kept(form, ear):
    form.show_post("S1")
    shown = [line.text() + line.toolTip() for line in form.findChildren(QLineEdit)]
    assert not any("s3cret" in text for text in shown)
    fill(form, phone="120")
    form._save()
    assert ear.saved == [replace(SECRET, phone="120")]


def test_a_password_is_not_taken_along_to_another_host(form, ear):
    form.show_post("S1")
    fill(form, main_url="rtsp://duty:***@evil.example/main")
    form._save()
    assert ear.saved == []
    assert "Type the password" in notes(form)["main_url"]


def test_the_test_button_sends_the_real_address_and_says_the_verdict(form, ear):
    form.show_post("S1")
    QTest.mouseClick(form.fields.tests["main_url"], Qt.MouseButton.LeftButton)
    assert ear.tested == [("main_url", FeedPost("S1", SECRET.name, SECRET.main_url))]
    assert "examined" in notes(form)["main_url"]
    form.fields.show_verdict("main_url", "Good: H.264", good=True)
    assert notes(form)["main_url"] == "✓ Good: H.264"


def test_a_bad_address_is_not_even_tried(form, ear):
    fill(form, main_url="ftp://h/x")
    QTest.mouseClick(form.fields.tests["main_url"], Qt.MouseButton.LeftButton)
    assert ear.tested == []
    assert "not allowed" in notes(form)["main_url"]


def test_what_is_being_typed_survives_news_of_the_posts(form):
    fill(form, code="N1", name_zh="新")
    form.show_posts(posts(*POSTS))
    assert form.fields.lines["code"].text() == "N1"
    assert form.list.count() == len(POSTS)


def test_a_refused_save_says_why_and_what_to_do(form):
    form.show_post("S1")
    form._save()
    form.show_failure(Text("无权限。", "No right."), Text("请用值班账号。", "Use the duty login."))
    assert "No right. Use the duty login." in form.state.text()


def test_without_regions_nothing_is_saved_and_the_remedy_is_said(qtbot):
    form = PostForm(check)
    qtbot.addWidget(form)
    ear = Ear(form)
    form.show_post()
    form._save()
    assert ear.saved == []
    assert "wait for the database" in form.state.text()


def test_the_code_of_a_saved_post_cannot_be_changed(form):
    form.show_post("S1")
    assert form.fields.lines["code"].isReadOnly()
    form.begin_new()
    assert not form.fields.lines["code"].isReadOnly()
