"""A meeting in another conference system: opened on the desk, taken on the wall, left again."""

from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QScreen
from shiboken6 import isValid
from typing_extensions import override

from console.domain.calls import CallStage, EndReason, Party, PartyKind
from console.domain.errors import ConsoleError
from console.domain.meetings import MeetingHosts, host_of
from console.domain.wording import NOTHING, Text
from console.live.audio import Loudspeaker
from console.settings import CallsSettings
from console.views.meeting_window import MeetingWindow
from console.views.thumbnails import bring
from console.views.wall_set import WallSet, settle
from console.wall.call_book import CallBook, CallEvent
from console.widgets.meeting_page import MeetingPage
from console.widgets.meeting_tile import MeetingTile
from console.widgets.tile import Tile

_NOT_THERE = Text(
    "页面打不开，请检查网络、地址与证书。",
    "The page does not open: check the network, the address and its certificate.",
)
_DIED = Text("会议页面已中断，请重新打开。", "The page of the meeting broke down: open it again.")


class _Ear:
    """The meeting as an owner of the loudspeaker."""

    def __init__(self, meeting: "Meeting") -> None:
        self._meeting = meeting

    def silence(self) -> None:
        """Be heard no longer."""
        self._meeting.fall_silent()

    @override
    def __repr__(self) -> str:
        return "_Ear(meeting)"


class Meeting(QObject):
    """One meeting at a time; its steps are kept as those of a call are.

    Attributes:
        window: The meeting on the desk.
        page: The page; None while there is no meeting.
    """

    happened = Signal(object)
    """A :class:`CallEvent`."""

    def __init__(
        self, settings: CallsSettings, loudspeaker: Loudspeaker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hosts = MeetingHosts(settings.meeting_hosts, plain=settings.allow_http)
        self._loudspeaker = loudspeaker
        self._ear = _Ear(self)
        self._book = CallBook()
        self._key = ""
        self._host = ""
        self._wall: WallSet | None = None
        self._tiles: list[MeetingTile] = []
        self._opened = False
        self.page: MeetingPage | None = None
        self.window = MeetingWindow(settings.meetings)
        self.window.open_wanted.connect(self.open)
        self.window.air_wanted.connect(self.put_on_air)
        self.window.hear_wanted.connect(self.hear)
        self.window.share_wanted.connect(self.share)
        self.window.end_wanted.connect(self.leave)

    @property
    def is_on_air(self) -> bool:
        """Whether the wall shows the meeting, where its scene has a place for one."""
        call = self._book.calls.get(self._key)
        return call is not None and call.stage is CallStage.ON_AIR

    def serve(self, wall: WallSet) -> None:
        """Show on ``wall`` the meeting that is on air."""
        self._wall = wall
        wall.tile_built.connect(self.supply)

    def open_window(self, screen: QScreen | None) -> None:
        """Bring the meeting on the desk."""
        if not self._opened:
            self._opened = True
            settle(self.window, screen)
        self.window.show()
        bring(self.window)

    @Slot(object)
    def supply(self, tile: Tile) -> None:
        """Let ``tile`` show the meeting on air, if it is one for meetings."""
        if isinstance(tile, MeetingTile):
            self._tiles = [known for known in self._tiles if isValid(known)]
            self._tiles.append(tile)
            self._show()

    @Slot(str)
    def open(self, address: str) -> None:
        """Go to a meeting; what is no allowed address is refused in words."""
        try:
            checked = self._hosts.check(address)
        except ConsoleError as error:
            self.window.refuse(error)
            return
        self.leave()
        self._host = host_of(checked)
        page = MeetingPage(self._hosts, self)
        page.led_away.connect(self._note_refusal)
        page.loaded.connect(self._note_loaded)
        page.capturing_changed.connect(self.window.show_devices)
        page.died.connect(self._note_death)
        self.page = page
        self._key = str(uuid4())
        party = Party(self._host, PartyKind.MEETING, Text(self._host, self._host))
        self._note(self._book.place(self._key, party, _now()))
        self._note(self._book.answered(self._key, _now()))
        self.window.say(NOTHING)
        self.window.show_open(open_=True)
        self._show()
        page.open(checked)

    @Slot(bool)
    def put_on_air(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Take the meeting on the wall, or off it; it goes on."""
        if self.page is None or on is self.is_on_air:
            return
        step = self._book.take if on else self._book.take_off
        self._note(step(self._key, _now()))
        self._show()

    @Slot(bool)
    def hear(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Give the loudspeaker to the meeting, or silence it."""
        if self.page is None:
            return
        if on:
            self._loudspeaker.take(self._ear)
            self.page.set_loud(loud=True)
        else:
            self._loudspeaker.give_back(self._ear)
            self.fall_silent()

    def fall_silent(self) -> None:
        """Be heard no longer: another one has the loudspeaker."""
        self.window.hear.setChecked(False)
        if self.page is not None:
            self.page.set_loud(loud=False)

    @Slot(bool)
    def share(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Offer the wall's first window to the page when it asks for a screen; never the desk."""
        titles = [window.windowTitle() for window in self._wall.windows] if self._wall else []
        if self.page is not None:
            self.page.share(titles[0] if on and titles else "")

    @Slot()
    def leave(self) -> None:
        """Close the page with its devices, on air or not."""
        page, self.page = self.page, None
        if page is None:
            return
        self._loudspeaker.give_back(self._ear)
        for event in self._book.end(self._key, EndReason.HUNG_UP, _now()):
            self._note(event)
        self._show()
        self.window.show_open(open_=False)
        page.retire()

    def stop(self) -> None:
        """Leave the meeting and close the window, at the end of the run."""
        self.leave()
        self.window.close()
        self.window.deleteLater()

    def _note(self, event: CallEvent) -> None:
        self.happened.emit(event)

    def _show(self) -> None:
        on_air = self.is_on_air
        tiles = [tile for tile in self._tiles if isValid(tile)]
        if not on_air:
            for tile in tiles:
                tile.show_meeting(None, "")
        self.window.view.show_page(None if on_air else self.page)
        if on_air:
            for tile in tiles:
                tile.show_meeting(self.page, self._host)

    @Slot(str)
    def _note_refusal(self, host: str) -> None:
        self.window.say(
            Text(
                f"页面要转到 {host}，该主机不在允许之列，已拦下。",
                f"The page wanted to go to {host}, which is not allowed; it was kept here.",
            )
        )

    @Slot(bool)
    def _note_loaded(self, there: bool) -> None:  # noqa: FBT001 - a slot
        if not there and not self.window.says_something:
            self.window.say(_NOT_THERE)

    @Slot()
    def _note_death(self) -> None:
        self.leave()
        self.window.say(_DIED)


def _now() -> datetime:
    return datetime.now(UTC)
