"""The assistant's window: keyboard alone, both languages, and no step that traps anybody."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from console.domain.errors import ConsoleError
from console.domain.setup import ServerAddress, SetupAnswers, address_of
from console.domain.verdicts import Level, Verdict
from console.domain.wording import Lang, Text
from console.views.assistant import AssistantWindow
from console.views.screen_marks import ScreenMarks

FULL = ServerAddress("db.centre", "5433", "centre", "duty", "")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[AssistantWindow]:
    made = AssistantWindow(ServerAddress(), ())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def settled(qtbot: QtBot, window: AssistantWindow, page: int) -> None:
    qtbot.waitUntil(lambda: window.page == page and window.focusWidget() is not None)
    QApplication.processEvents()


def press(qtbot: QtBot, window: AssistantWindow, key: Qt.Key) -> None:
    qtbot.keyClick(window.focusWidget() or window, key)


def test_enter_alone_leads_from_the_first_page_to_writing(
    qtbot: QtBot, window: AssistantWindow
) -> None:
    written: list[SetupAnswers] = []
    window.written.connect(written.append)
    for page in range(4):
        settled(qtbot, window, page)
        press(qtbot, window, Qt.Key.Key_Return)
    assert [answers.server for answers in written] == [None]
    assert window.page == 3
    window.show_written()
    settled(qtbot, window, 4)
    press(qtbot, window, Qt.Key.Key_Return)
    assert not window.isVisible()
    assert window.done


@pytest.mark.parametrize("page", range(4))
def test_escape_leaves_every_page_before_the_last_with_nothing_written(
    qtbot: QtBot, window: AssistantWindow, page: int
) -> None:
    written: list[SetupAnswers] = []
    left: list[bool] = []
    window.written.connect(written.append)
    window.left.connect(lambda: left.append(True))
    for step in range(page):
        settled(qtbot, window, step)
        window.next.click()
    settled(qtbot, window, page)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert left == [True]
    assert written == []
    assert not window.done


def test_the_central_database_must_be_whole_before_one_goes_on(
    qtbot: QtBot, window: AssistantWindow
) -> None:
    window.next.click()
    page = window.database
    page.central.click()
    assert not window.next.isEnabled()
    assert not page.test.isEnabled()
    for field, text in ((page.database, "centre"), (page.user, "duty")):
        qtbot.keyClicks(field, text)
    assert window.next.isEnabled()
    assert page.test.isEnabled()
    page.demonstration.click()
    assert window.next.isEnabled()
    assert window.answers.server is None


def test_the_password_is_hidden_and_in_no_address(qtbot: QtBot, window: AssistantWindow) -> None:
    page = window.database
    page.central.click()
    for field, text in ((page.database, "c"), (page.user, "d"), (page.password, "hush/@:")):
        qtbot.keyClicks(field, text)
    assert page.password.echoMode() is QLineEdit.EchoMode.Password
    server = page.server
    assert server is not None
    assert server.password == "hush/@:"
    assert "hush" not in server.url
    assert "hush" not in repr(server)


def test_a_test_is_asked_for_by_its_button_with_what_was_typed(
    qtbot: QtBot, window: AssistantWindow
) -> None:
    asked: list[ServerAddress] = []
    window.database_test_wanted.connect(asked.append)
    page = window.database
    page.central.click()
    for field, text in ((page.database, "c"), (page.user, "d")):
        qtbot.keyClicks(field, text)
    page.test.click()
    assert [server.url for server in asked] == ["postgresql://d@localhost:5432/c"]


def test_verdicts_are_listed_with_their_remedies_and_summed_up(window: AssistantWindow) -> None:
    page = window.check
    page.begin()
    remedy = Text("插上屏幕。", "Plug one in.")
    page.add(Verdict("qt", Level.OK, Text("Qt", "Qt"), Text("好", "fine")))
    page.add(Verdict("screens", Level.FAIL, Text("屏幕", "Screens"), Text("没有", "none"), remedy))
    page.end()
    texts = [label.text() for label, _, _ in page.results._labels]
    assert "none\n→ Plug one in." in texts
    assert "1" in page.state.text()


def test_a_refusal_is_told_and_the_page_stays(window: AssistantWindow) -> None:
    for _ in range(3):
        window.next.click()
    window.show_refusal(ConsoleError("file", Text("不行", "no"), Text("再试", "again")))
    assert "no" in window.notice.text()
    assert window.page == 3
    assert not window.done


def test_an_address_fills_the_form_and_comes_back_the_same(qtbot: QtBot) -> None:
    url = "postgresql://d%40y@db.centre:5433/ce%20ntre"
    window = AssistantWindow(address_of(url), ())
    qtbot.addWidget(window)
    assert window.database.server is not None
    assert window.database.server.url == url


@pytest.mark.parametrize("url", ["", "sqlite:///a", "postgresql://h:notaport/d", "nonsense"])
def test_whatever_is_no_server_gives_an_empty_form(url: str) -> None:
    assert address_of(url) == ServerAddress()


def test_the_choice_of_language_goes_out_at_once(window: AssistantWindow) -> None:
    chosen: list[Lang] = []
    window.language_chosen.connect(chosen.append)
    window.language.chinese.click()
    window.language.english.click()
    assert chosen == [Lang.ZH, Lang.EN]


def test_marks_stand_on_every_screen_and_go(qtbot: QtBot) -> None:
    marks = ScreenMarks()
    marks.show()
    screens = QApplication.screens()
    assert [mark._number for mark in marks.marks] == [str(n + 1) for n in range(len(screens))]
    for mark, screen in zip(marks.marks, screens, strict=True):
        assert screen.geometry().contains(mark.geometry())
        qtbot.waitUntil(lambda mark=mark: not mark.grab().isNull())
    marks.hide()
    assert marks.marks == []
