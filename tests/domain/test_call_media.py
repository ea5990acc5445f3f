"""What comes from the other side is told by its pictures."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.call_media import CallMedia, IceServer, MediaReport, media_of
from console.domain.calls import Media


def report(**told) -> MediaReport:
    usual = {"state": "connected", "frames": 9, "newAge": 40, "movedAge": 40, "heardAge": 20}
    usual["packetAge"] = 10
    return MediaReport.parse(json.dumps(usual | told))


@pytest.mark.parametrize(
    ("told", "media"),
    [
        ({}, Media.MOVING),
        ({"movedAge": 1599, "packetAge": 1249}, Media.MOVING),
        ({"movedAge": 1600}, Media.STILL),
        ({"packetAge": 1250}, Media.STILL),
        ({"packetAge": None}, Media.STILL),
        ({"newAge": 2000, "movedAge": 2000}, Media.STILL),
        ({"newAge": 3000, "movedAge": 3000, "heardAge": None}, Media.LOST),
        ({"newAge": 3000, "movedAge": 3000}, Media.STILL),
        ({"newAge": None, "movedAge": None}, Media.SOUND),
        ({"newAge": None, "movedAge": None, "heardAge": None}, Media.CONNECTING),
        ({"state": "disconnected"}, Media.LOST),
        ({"state": "connecting"}, Media.CONNECTING),
        ({"state": "idle"}, Media.CONNECTING),
    ],
)
def test_only_pictures_that_come_and_differ_are_moving(told, media):
    assert media_of(report(**told)) is media


@pytest.mark.parametrize(
    ("seconds", "media"), [(0.0, Media.MOVING), (1.5, Media.MOVING), (1.6, Media.STILL)]
)
def test_a_report_after_which_nothing_comes_grows_old(seconds, media):
    assert media_of(report().aged(seconds)) is media


def test_what_never_came_does_not_grow_old():
    never = report(newAge=None, movedAge=None, packetAge=None, heardAge=None)
    assert never.aged(60.0) == never


def test_what_is_not_known_stays_unknown():
    quality = report(loss=None, delay=None, fps=None, width=None).quality
    assert (quality.loss, quality.delay, quality.frames, quality.width) == (None,) * 4


@given(st.dictionaries(st.text(), st.none() | st.booleans() | st.floats() | st.text()))
def test_a_page_that_reports_nonsense_is_never_taken_for_moving(told):
    found = MediaReport.parse(json.dumps(told))
    assert media_of(found) is not Media.MOVING or found.state not in ("", "failed")


@given(st.text())
def test_what_is_no_report_is_refused(text):
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        with pytest.raises(ValueError, match=r"."):
            MediaReport.parse(text)


def test_passwords_of_servers_reach_the_page_and_no_log():
    media = CallMedia(ice=(IceServer("turn:10.0.0.1:3478", "wall", "secret"),))
    assert "secret" not in repr(media)
    assert json.loads(media.to_page())["ice"] == [
        {"urls": "turn:10.0.0.1:3478", "username": "wall", "credential": "secret"}
    ]
