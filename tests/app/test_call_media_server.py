"""Calls by way of a media server of another make: no database is between the two ends."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from console.domain.calls import EndReason, Media, Party, PartyKind
from console.domain.wording import Text
from console.wall.call_book import CallStep
from tests.calling import Centre
from tests.media_server import media_server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WAIT = 120_000


@pytest.fixture
def centre(qapp: object) -> Iterator[Centre]:
    made = Centre()
    yield made
    made.service.stop()


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
