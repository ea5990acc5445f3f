"""Calls by way of a media server of another make: no database is between the two ends."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from console.app.call_policy import Outlet
from console.domain.calls import EndReason, Media, Party, PartyKind
from console.domain.wording import Text
from console.video.whep import CallHosts, MediaServer
from console.wall.call_book import CallStep
from tests.calling import Centre
from tests.media_server import MediaServerProcess, media_server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WAIT = 120_000


@contextmanager
def running(centre: Centre) -> Iterator[Centre]:
    """Use a centre for as long as the block."""
    try:
        yield centre
    finally:
        centre.service.stop()


@pytest.fixture
def centre(qapp: object) -> Iterator[Centre]:
    with running(Centre()) as made:
        yield made


def test_a_media_server_of_another_make_is_called_by_whep_and_its_standing_picture_is_told(
    qtbot: QtBot, centre: Centre
) -> None:
    with media_server() as far:
        party = Party("far", PartyKind.EXPERT, Text("外地专家", "Expert"), address=far.url("whep"))
        key = centre.service.place(party)
        qtbot.waitUntil(lambda: centre.call(key).media is Media.MOVING, timeout=WAIT)
        assert not centre.service.lines.captures
        far.turn("frozen")
        qtbot.waitUntil(lambda: centre.call(key).media is Media.STILL, timeout=WAIT)
        centre.service.hang_up(key)
        assert centre.steps[-1] is CallStep.ENDED


def outlet(far: MediaServerProcess, path: str) -> Outlet:
    address = CallHosts(("127.0.0.1",), plain=True).check(far.url(path), "calls.send_to")
    return Outlet(MediaServer("calls.send_to"), address)


def call(centre: Centre, far: MediaServerProcess, code: str = "far") -> str:
    party = Party(code, PartyKind.EXPERT, Text("外地专家", "Expert"), address=far.url("whep"))
    return centre.service.place(party)


def test_picture_and_sound_are_sent_to_a_media_server_for_as_long_as_a_call_by_it_goes_on(
    qtbot: QtBot,
) -> None:
    with media_server() as far, running(Centre(outlet=outlet(far, "whip"))) as centre:
        service = centre.service
        first = call(centre, far)
        qtbot.waitUntil(lambda: far.taken()["moved"] > 5, timeout=WAIT)
        qtbot.waitUntil(lambda: far.taken()["loudness"] > 1000, timeout=WAIT)
        qtbot.waitUntil(lambda: centre.call(first).media is Media.MOVING, timeout=WAIT)
        assert service.lines.captures
        service.mute(first, True)  # noqa: FBT003 - a slot
        qtbot.waitUntil(lambda: far.taken()["loudness"] < 50, timeout=WAIT)
        second = call(centre, far, "other")
        qtbot.waitUntil(lambda: centre.call(second).is_answered, timeout=WAIT)
        assert far.taken()["sessions"] == 1  # it is sent once for both
        service.hang_up(first)
        assert service.lines.captures
        service.hang_up(second)
        assert not service.lines.captures
        qtbot.waitUntil(lambda: far.taken()["sessions"] == 0, timeout=WAIT)


def test_a_media_server_that_takes_nothing_is_said_and_the_call_is_seen_all_the_same(
    qtbot: QtBot,
) -> None:
    with media_server() as far, running(Centre(outlet=outlet(far, "nowhere"))) as centre:
        key = call(centre, far)
        qtbot.waitUntil(lambda: bool(centre.failures), timeout=WAIT)
        assert centre.failures[0].place == "calls.send_to"
        qtbot.waitUntil(lambda: centre.call(key).media is Media.MOVING, timeout=WAIT)
        assert not centre.service.lines.captures


@pytest.mark.parametrize("path", ["nowhere", "nonsense", "locked"])
def test_a_media_server_that_refuses_is_said_in_words_and_the_call_is_over(
    qtbot: QtBot, centre: Centre, path: str
) -> None:
    with media_server() as far:
        party = Party("far", PartyKind.EXPERT, Text("专家", "Expert"), address=far.url(path))
        key = centre.service.place(party)
        qtbot.waitUntil(lambda: bool(centre.refused), timeout=WAIT)
        assert centre.call(key).reason is EndReason.FAILED


def test_an_address_that_is_not_allowed_is_not_called(centre: Centre) -> None:
    party = Party("x", PartyKind.POST, Text("甲", "A"), address="https://elsewhere.example/whep")
    assert centre.service.place(party) == ""
    assert "calls.hosts" in centre.refused[0].remedy.en
    assert not centre.service.calls
