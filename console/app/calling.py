"""The calls of the run: the service, its window on the desk, its tiles on the wall, its record."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from console.app.call_policy import policy_of
from console.app.call_service import CallService
from console.app.device_trial import DeviceTrial
from console.app.directing import Directing
from console.app.duty import DutyRecords
from console.app.meeting import Meeting
from console.app.side_links import SideLinks
from console.domain.calls import Call, CallStage, Party
from console.domain.contacts import ExpertsSnapshot, party_of_expert, party_of_post
from console.domain.duty import Alarm
from console.domain.posts import PostsSnapshot
from console.domain.regions import RegionTree
from console.domain.requests import ExpertsRequest
from console.domain.snapshots import Snapshot
from console.domain.wording import NOTHING, Text
from console.live.audio import Loudspeaker
from console.settings import CallsSettings
from console.views.board import Board
from console.views.call_window import CallWindow
from console.views.desk_window import DeskWindow
from console.views.fault_book import FaultBook
from console.views.thumbnails import bring
from console.views.wall_set import WallSet, settle
from console.wall.call_book import CallEvent, CallStep
from console.widgets.call_engine import CallEngine
from console.widgets.call_face import CallFace
from console.widgets.call_tile import CallTile
from console.widgets.tile import Tile

KEY = "Ctrl+T"

_SEVERITY = 3


class Calling(QObject):
    """Builds the calls of a console, connects them, and stops them.

    Attributes:
        service: What is done and what becomes of it.
        window: The calls on the desk.
        meeting: A page of another conference system.
        trial: Camera and microphone, tried before a call.
    """

    missed = Signal(object)
    """An :class:`Alarm`: somebody called, and nobody answered."""

    def __init__(self, settings: CallsSettings, desk: DeskWindow, loudspeaker: Loudspeaker) -> None:
        super().__init__()
        self._desk = desk
        self._wall: WallSet | None = None
        self._opened = False
        policy, self._faults = policy_of(settings)
        self.service = CallService(policy, loudspeaker, self)
        self.window = CallWindow()
        self.meeting = Meeting(settings, loudspeaker, self)
        self.trial = DeviceTrial(self.service, loudspeaker, self)
        self._tiles: list[CallTile] = []
        self._regions = RegionTree(())
        self._key = QShortcut(QKeySequence(KEY), desk)
        self._key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._key.activated.connect(self.open_window)
        self._connect()

    def _connect(self) -> None:
        service, window, buttons = self.service, self.window, self.window.buttons
        window.call_wanted.connect(self._call)
        window.mute_all_wanted.connect(service.mute_all)
        window.operator_wanted.connect(self._go_to_operator)
        window.meeting_wanted.connect(self._open_meeting)
        window.trial_wanted.connect(self._open_trial)
        buttons.accept_wanted.connect(service.accept)
        buttons.hang_up_wanted.connect(service.hang_up)
        buttons.air_wanted.connect(self._put_on_air)
        buttons.hold_wanted.connect(service.hold)
        buttons.mute_wanted.connect(service.mute)
        buttons.hear_wanted.connect(service.hear)
        buttons.share_wanted.connect(self._share)
        service.refused.connect(window.say)
        service.ringing_changed.connect(window.ring)
        service.ringing_changed.connect(self._call_attention)
        service.lines.capturing_changed.connect(window.show_devices)
        service.changed.connect(self._show)
        service.happened.connect(self._note)

    def serve(
        self,
        surfaces: tuple[Board, WallSet],
        directing: Directing,
        records: DutyRecords,
        faults: FaultBook,
    ) -> None:
        """Know whom to call, show on the wall who is on air, keep the record, list the faults."""
        board, wall = surfaces
        self._wall = wall
        board.also_want(ExpertsRequest())
        board.posts_changed.connect(self._take_posts)
        board.answered.connect(self._take_answer)
        wall.tile_built.connect(self.supply)
        self.meeting.serve(wall)
        self.service.happened.connect(directing.note_call)
        self.meeting.happened.connect(directing.note_call)
        self.missed.connect(records.raise_alarm)
        self._links = SideLinks(faults)
        board.link_changed.connect(self._links.take_link)
        self.service.failed.connect(self._links.report)
        self.service.mended.connect(self._links.mended)
        for error in self._faults:
            faults.report(error)

    @property
    def windows(self) -> frozenset[QWidget]:
        """The windows of the desk that have keys of their own."""
        return frozenset({self.window, self.meeting.window, self.trial.window})

    @Slot(str)
    def open(self, url: str) -> None:
        """Let this console be rung through the database at ``url``."""
        self.service.open(url)
        QTimer.singleShot(0, self._warm)

    @Slot()
    def _warm(self) -> None:
        """Make the engine of the calls now, where there can be calls: the first takes 0.1 s."""
        if self.service.can_call:
            CallEngine.shared()

    @Slot()
    def open_window(self) -> None:
        """Bring the calls on the desk."""
        if not self._opened:
            self._opened = True
            settle(self.window, self._desk.screen())
        self.window.show()
        bring(self.window)

    def stop(self) -> None:
        """Hang up everything and end the threads."""
        self.service.changed.disconnect(self._show)
        self.meeting.stop()
        self.trial.stop()
        self.service.stop()
        for tile in self._tiles:
            if isValid(tile):
                tile.show_faces(())
        self.window.end()

    @Slot(object)
    def supply(self, tile: Tile) -> None:
        """Let ``tile`` show who is on air, if it is one for calls."""
        if isinstance(tile, CallTile):
            self._tiles = [known for known in self._tiles if isValid(known)]
            self._tiles.append(tile)
            tile.show_faces(self._on_air())

    @Slot(object)
    def _call(self, party: Party) -> None:
        self.service.place(party)

    @Slot(str, bool)
    def _put_on_air(self, key: str, on: bool) -> None:  # noqa: FBT001 - a slot
        if on:
            self.window.cell.release()  # the pictures go to the wall
            self.service.take(key)
        else:
            self.service.take_off(key)

    @Slot(str, bool)
    def _share(self, key: str, on: bool) -> None:  # noqa: FBT001 - a slot
        """Show the other side the wall's first window, and never a window of the desk."""
        if self._wall is None or key not in self.service.lines:
            return
        titles = [window.windowTitle() for window in self._wall.windows]
        sent_by = self.service.outlet.key(self.service.calls[key])
        self.service.lines[sent_by].share_window(titles[0] if on and titles else "")

    @Slot()
    def _go_to_operator(self) -> None:
        bring(self._desk)

    @Slot()
    def _open_meeting(self) -> None:
        self.meeting.open_window(self._desk.screen())

    @Slot()
    def _open_trial(self) -> None:
        self.trial.open_window(self._desk.screen())

    @Slot(bool)
    def _call_attention(self, rings: bool) -> None:  # noqa: FBT001 - a slot
        """Show who rings, without taking the keys from whoever types."""
        if rings and not self.window.isVisible():
            self.window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.window.show()
            self.window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, on=False)

    @Slot(object)
    def _take_posts(self, posts: PostsSnapshot) -> None:
        self._regions = posts.regions
        self.service.know(map(party_of_post, posts.posts))
        self.window.contacts.show_posts(posts)

    @Slot(object)
    def _take_answer(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, ExpertsSnapshot):
            self.service.know(map(party_of_expert, snapshot.experts))
            self.window.contacts.show_experts(snapshot)

    @Slot()
    def _show(self) -> None:
        calls = list(self.service.calls.values())
        newest = [*reversed([call for call in calls if call.is_over])]
        going_on = [call for call in calls if not call.is_over]
        self.window.show_faces([self._face(call) for call in (*going_on, *newest)])
        on_air = self._on_air()
        for tile in self._tiles:
            if isValid(tile):
                tile.show_faces(on_air)

    @Slot(object)
    def _note(self, event: CallEvent) -> None:
        if event.step is CallStep.ENDED and event.call.is_missed:
            self.missed.emit(_alarm(event.call))

    def _on_air(self) -> tuple[CallFace, ...]:
        return tuple(self._face(call) for call in self.service.book.on_air)

    def _face(self, call: Call) -> CallFace:
        place = NOTHING
        if call.party.region and call.party.region in self._regions:
            place = self._regions.name(call.party.region)
        lines = self.service.lines
        shown = call.stage in (CallStage.CONNECTED, CallStage.ON_AIR)
        page = lines.page(call.key) if shown else None
        report = lines.report(self.service.outlet.key(call))
        shared = report is not None and report.sharing
        return CallFace(call, page, place, lines.is_heard(call.key), shared)


def _alarm(call: Call) -> Alarm:
    """Return what stays listed until somebody has seen that a call was missed."""
    name, at = call.party.name, f"{call.placed_at.astimezone():%H:%M}"
    return Alarm(
        key=f"call:{call.key}",
        region=call.party.region,
        post="",
        kind="call",
        severity=_SEVERITY,
        raised_at=call.ended_at or datetime.now(UTC),
        text=Text(f"未接来电：{name.zh}（{at}）", f"Missed call: {name.en} ({at})"),
    )
