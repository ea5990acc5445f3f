"""A meeting of another conference system: opened on the desk, taken on the wall, left again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from console.app.meeting import Meeting
from console.domain.wording import Lang
from console.live.audio import Loudspeaker
from console.settings import load
from console.wall.call_book import CallEvent, CallStep
from console.widgets.language import set_language
from console.widgets.meeting_tile import MeetingTile
from tests.meeting_site import Site, meeting_site

pytestmark = pytest.mark.slow

WAIT = 40_000


class Desk(QObject):
    """A meeting, and what was told of it."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        calls = load(None, {}).settings.calls
        allowed = {"meeting_hosts": (site.host,), "allow_http": True}
        self.loudspeaker = Loudspeaker(self)
        self.meeting = Meeting(calls.model_copy(update=allowed), self.loudspeaker, self)
        self.events: list[CallEvent] = []
        self.meeting.happened.connect(self.note)

    @Slot(object)
    def note(self, event: CallEvent) -> None:
        self.events.append(event)

    @property
    def steps(self) -> list[CallStep]:
        return [event.step for event in self.events]

    @property
    def notice(self) -> str:
        return self.meeting.window._notice.text()


@pytest.fixture
def site() -> Iterator[Site]:
    with meeting_site() as server:
        yield server


@pytest.fixture
def desk(qtbot: QtBot, site: Site) -> Iterator[Desk]:
    set_language(Lang.EN)
    made = Desk(site)
    made.meeting.open_window(None)
    yield made
    made.meeting.stop()


@pytest.fixture
def tile(qtbot: QtBot, desk: Desk) -> MeetingTile:
    made = MeetingTile()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    desk.meeting.supply(made)
    return made


class Other:
    """Another who may be heard."""

    def silence(self) -> None:
        """Be silent."""


def test_a_meeting_is_seen_on_the_desk_then_on_the_wall_and_is_gone_with_one_key(
    qtbot: QtBot, desk: Desk, tile: MeetingTile, site: Site
) -> None:
    meeting = desk.meeting
    meeting.open(site.url("join"))
    assert meeting.window.view.is_showing
    assert not tile.view.is_showing
    assert meeting.page is not None
    page = meeting.page
    qtbot.waitUntil(lambda: page.captures, timeout=WAIT)
    assert meeting.window._devices.isVisible()
    meeting.window.air.click()
    assert tile.view.is_showing
    assert not meeting.window.view.is_showing
    assert site.host in tile.source_words()
    meeting.window.end.click()
    assert meeting.page is None
    assert not tile.view.is_showing
    assert not meeting.window._devices.isVisible()
    assert desk.steps == [
        CallStep.PLACED,
        CallStep.ANSWERED,
        CallStep.ON_AIR,
        CallStep.OFF_AIR,
        CallStep.ENDED,
    ]
    assert desk.events[-1].call.on_air[0].until is not None


def test_an_address_that_is_not_allowed_is_refused_in_words_and_nothing_is_opened(
    desk: Desk,
) -> None:
    desk.meeting.window.address.setEditText("https://elsewhere.example/room")
    desk.meeting.window.go.click()
    assert "calls.meeting_hosts" in desk.notice
    assert desk.meeting.page is None
    assert not desk.events


def test_a_page_that_leads_elsewhere_stays_and_the_desk_says_so(
    qtbot: QtBot, desk: Desk, site: Site
) -> None:
    site.pages["/leads"] = "<script>location.href = 'https://elsewhere.example/'</script>"
    desk.meeting.open(site.url("leads"))
    qtbot.waitUntil(lambda: "elsewhere.example" in desk.notice, timeout=WAIT)


def test_a_page_that_is_not_there_is_said(qtbot: QtBot, desk: Desk, site: Site) -> None:
    desk.meeting.open(site.url("nowhere"))
    qtbot.waitUntil(lambda: "does not open" in desk.notice, timeout=WAIT)


def test_a_meeting_is_heard_only_while_it_has_the_loudspeaker(desk: Desk, site: Site) -> None:
    meeting = desk.meeting
    meeting.open(site.url("empty"))
    assert meeting.page is not None
    assert meeting.page.web_page.isAudioMuted()
    meeting.window.hear.click()
    assert not meeting.page.web_page.isAudioMuted()
    desk.loudspeaker.take(Other())
    assert meeting.page.web_page.isAudioMuted()
    assert not meeting.window.hear.isChecked()
