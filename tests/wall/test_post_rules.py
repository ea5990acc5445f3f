"""What a post must be before it is saved; and no password comes back out of the form."""

import pytest

from console.domain.errors import ConsoleError
from console.domain.posts import Post
from console.domain.regions import Level, Region, RegionTree
from console.domain.wording import Text
from console.wall.post_rules import (
    faults_of,
    keeps_password,
    shown_address,
    stars_fault,
    typed_address,
)

TREE = RegionTree(
    [
        Region("220000", Text("吉林省", "Jilin"), Level.PROVINCE),
        Region("220381", Text("旧", "Old"), Level.COUNTY, "220000", successor_code="220000"),
    ]
)
GOOD = {
    "code": "P1",
    "region": "220000",
    "name": Text("点位", "Post"),
    "kind": "command",
    "main_url": "rtsp://h/main",
    "phone": "0431-123 转 8",
}
STORED = "rtsp://duty:s3c/ret@10.1.1.2:554/main?x=1"


def only_rtsp(address: str) -> ConsoleError | None:
    if address.startswith("rtsp://"):
        return None
    return ConsoleError("feed", Text("不允许。", "Not allowed."), Text("改。", "Mend it."))


def faults(**changes: object) -> list[str]:
    post = Post(**{**GOOD, **changes})
    return [fault.field for fault in faults_of(post, {"TAKEN"}, TREE, only_rtsp)]


def test_a_good_post_has_no_fault():
    assert faults() == []
    assert faults(main_url="", sub_url="", call_url="", phone="", expected=False) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", ""),
        ("code", "has blank"),
        ("code", "x" * 33),
        ("code", "TAKEN"),
        ("region", "999"),
        ("region", "220381"),
        ("kind", ""),
        ("main_url", "concat:/etc/passwd"),
        ("sub_url", "ftp://x"),
        ("call_url", "javascript:alert(1)"),
        ("call_url", "https://[broken"),
        ("phone", "call me"),
    ],
)
def test_a_fault_names_its_field(field, value):
    assert faults(**{field: value}) == [field]


def test_a_name_is_needed_in_chinese_and_may_be_missing_in_english():
    assert faults(name=Text("", "Post")) == ["name_zh"]
    assert faults(name=Text("点位", "")) == []
    assert faults(name=Text("点位", "x" * 201)) == ["name_en"]


def test_every_fault_says_the_remedy_in_both_languages():
    bad = Post("", "", Text("", "\n"), "", "x", "x", "x", "call")
    found = (*faults_of(bad, (), TREE, only_rtsp), stars_fault("main_url"))
    assert len(found) == 10
    assert all(f.problem.zh and f.problem.en and f.remedy.zh and f.remedy.en for f in found)


def test_the_form_shows_no_password_and_an_untouched_field_keeps_it():
    shown = shown_address(STORED)
    assert "s3c" not in shown
    assert typed_address(shown, STORED) == STORED
    assert keeps_password(STORED)
    assert not keeps_password("rtsp://h/x")


def test_the_path_can_be_changed_without_typing_the_password_again():
    stored = "rtsp://duty:s3cret@10.1.1.2:554/main"
    typed = shown_address(stored).replace("/main", "/sub")
    assert typed_address(typed, stored) == "rtsp://duty:s3cret@10.1.1.2:554/sub"


@pytest.mark.parametrize(
    "typed",
    [
        "rtsp://duty:***@evil.example:554/main",
        "rtsp://duty:***@10.1.1.2:555/main",
        "http://duty:***@10.1.1.2:554/main",
        "rtsp://other:***@10.1.1.2:554/main",
        "rtsp://10.1.1.2:554/***",
    ],
)
def test_a_stored_password_goes_to_no_other_place(typed):
    with pytest.raises(ValueError, match=r"\*"):
        typed_address(typed, "rtsp://duty:s3cret@10.1.1.2:554/main")


def test_a_new_address_is_taken_as_it_is_typed():
    assert typed_address(" rtsp://a:b@h/x ", STORED) == "rtsp://a:b@h/x"
    assert typed_address("", STORED) == ""
