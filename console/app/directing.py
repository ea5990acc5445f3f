"""Who directs the wall, from which state, and everything that outlives this run."""

import getpass
import logging
import re
import socket
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from console import paths
from console.app.options import RunOptions
from console.data.driver_lock import Driver, DriverLock
from console.data.wall_file import read_state
from console.data.wall_record import WallRecord, entry_of_call
from console.domain.errors import ConsoleError
from console.domain.scenes import Scene
from console.domain.wording import Text
from console.live.driving import Driving
from console.live.wall_link import WallLink
from console.settings import Settings
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.fault_book import FaultBook
from console.views.show import Show
from console.views.wall_keys import WallKeys
from console.views.wall_set import WallSet
from console.wall.alarm_rules import load_alarm_rules
from console.wall.call_book import CallEvent, CallStep
from console.wall.cue_files import load_sheets
from console.wall.director import Director
from console.wall.events import WallEvent
from console.wall.precedence import RefusedError
from console.wall.program import Program
from console.wall.restoring import begun, restored
from console.wall.state import Author, WallState

_LOG = logging.getLogger(__name__)


class Directing(QObject):
    """Builds the show, and keeps it: on disk, in the record, among the nodes, by one driver."""

    failed = Signal(object)
    """Something stands in the way until it is mended: a :class:`ConsoleError`."""

    mended = Signal(str)
    """What stood in the way at this place does so no longer."""

    overruled = Signal(object)
    """A wish was not followed, and why: a :class:`ConsoleError`."""

    def __init__(
        self,
        options: RunOptions,
        settings: Settings,
        scenes: Mapping[str, Scene],
        program: Program,
        surfaces: tuple[Board, WallSet],
    ) -> None:
        super().__init__()
        self._faults: list[ConsoleError] = []
        self._wall = surfaces[1]
        self._scenes = scenes
        self._program = program
        self._name = options.wall or settings.wall.name
        self._place = f"大屏 {self._name}"
        self._node = options.node
        self._url = "" if options.demo else settings.database.url
        self._told = options.scene is not None or options.region is not None
        self._author = Author(_account(), options.node or socket.gethostname())
        stem = _stem(self._name, options.node or "", "" if self._url else "demo")
        self._files = paths.user_state() / stem
        self.driving = Driving(
            DriverLock(self._files.parent, stem), Driver.here(self._author.by, self._author.desk)
        )
        folders = [paths.resources() / "cues", paths.user_config() / "cues"]
        cues = load_sheets(folders, scenes.keys())
        rules, wrong = load_alarm_rules(_alarm_file())
        self._faults += [*cues.faults, *wrong]
        self.rules = rules
        director = Director(
            scenes,
            self._first_state(overriding=self._told),
            author=self._author,
            safe=settings.wall.safe,
            sheets={sheet.name: sheet for sheet in cues.sheets},
        )
        self.show = Show(director, *surfaces, rules)
        self._record: WallRecord | None = None
        self._link: WallLink | None = None
        self.show.happened.connect(self._keep)
        self.show.refused.connect(self._hear)
        self.driving.began.connect(self._drive)
        self.driving.ended.connect(self._stand_back)

    def serve(self, desk: DeskWindow, faults: FaultBook) -> None:
        """Let ``desk`` play the wall by its keys, and see what is laid over it; list the faults."""
        show = self.show
        desk.show_sheets(show.director.sheets)
        keys = WallKeys(desk, show)
        keys.serve(desk.strip)
        for wish, slot in (
            (desk.scene_chosen, show.take),
            (desk.scene_loaded, show.load_scene),
            (desk.post_loaded, show.load_post),
            (desk.region_chosen, show.choose_region),
            (desk.region_loaded, show.load_region),
            (desk.take_wanted, show.take_preview),
            (desk.undo_wanted, show.undo),
            (desk.cues.begin_wanted, show.begin_sheet),
            (desk.cues.sheet_chosen, show.choose_sheet),
        ):
            wish.connect(slot)
        keys.takeover_wanted.connect(self.driving.take_over)
        keys.tile_marked.connect(desk.thumbnails.mark)
        self._wall.windows_changed.connect(keys.show_windows)
        self.show.happened.connect(desk.show_event)
        desk.show_state(self.show.state)
        self.overruled.connect(desk.say)
        self.failed.connect(faults.report)
        self.mended.connect(faults.mended)
        for error in self._faults:
            faults.report(error)

    def start(self) -> None:
        """Open the wall, or say who drives it already."""
        if self.driving.claim():
            self._begin()
            self.show.open()
        else:
            self._look_on(self.driving.driver())
        self.driving.start()

    def stop(self) -> None:
        """Write what waits, and end every thread within its deadline."""
        ended = [self._end_link(), self._end_record(), self.driving.stop()]
        if not all(ended):
            _LOG.error("What keeps the wall's state did not end in time")

    @Slot()
    def _drive(self) -> None:
        """Go on where the console stopped that drove so far."""
        self.mended.emit(self._place)
        state = self._first_state(overriding=False)
        self.show.drive(state)
        self._begin()

    @Slot(object)
    def _stand_back(self, driver: Driver) -> None:
        self._end_link()
        self._end_record()
        self._look_on(driver)

    @Slot(object)
    def _hear(self, error: ConsoleError) -> None:
        """Tell what was refused; what a person has to mend stays on the list of faults."""
        self.overruled.emit(error)
        if not isinstance(error, RefusedError):
            self.failed.emit(error)

    @Slot(object)
    def _keep(self, event: WallEvent) -> None:
        if self._record is not None:
            self._record.keep(event)
        if self._link is not None:
            self._link.share(event)

    @Slot(object)
    def _follow(self, state: WallState) -> None:
        """Show what the other nodes show, unless this one was told at its start what to show."""
        told, self._told = self._told, False
        self.show.follow(state)
        if told:
            self.show.put(self._program)

    @Slot(object)
    def note_call(self, event: CallEvent) -> None:
        """Keep what became of a call in the record, beside what the wall showed."""
        if self._record is not None and event.step is not CallStep.MEDIA:
            self._record.note(entry_of_call(event, self._name, self.show.state))

    def _begin(self) -> None:
        record = self._files.with_name(f"{self._files.name}.events.sqlite")
        self._record = WallRecord(
            self._state_file, record, self._name, failed=self._fail, written=self._deliver
        )
        self._record.start()
        self._record.save(self.show.state)
        if not self._url.startswith("postgresql"):
            return
        self._link = WallLink(
            self._url,
            self._name,
            record,
            self.show.state,
            shared=self._node is not None,
        )
        self._link.followed.connect(self._follow)
        self._link.overruled.connect(self.overruled)
        self._link.failed.connect(self.failed)
        self._link.mended.connect(self.mended)
        self._link.start()

    def _end_link(self) -> bool:
        link, self._link = self._link, None
        return link is None or link.stop()

    def _end_record(self) -> bool:
        record, self._record = self._record, None
        return record is None or record.stop(2.0)

    def _fail(self, error: ConsoleError) -> None:
        self.failed.emit(error)

    def _deliver(self) -> None:
        link = self._link
        if link is not None:
            link.deliver()

    @property
    def _state_file(self) -> Path:
        return self._files.with_name(f"{self._files.name}.json")

    def _first_state(self, *, overriding: bool) -> WallState:
        """Return the state of the last run, or a new one where another was asked for."""
        try:
            saved = read_state(self._state_file)
        except ConsoleError as error:
            saved = None
            self._faults.append(error)
        if saved is None or overriding:
            return begun(saved, self._program, self._author, datetime.now(UTC))
        state, fault = restored(saved, self._scenes.keys(), self._program)
        if fault is not None:
            self._faults.append(fault)
        return state

    def _look_on(self, driver: Driver | None) -> None:
        who = f"{driver.by}@{driver.desk} (PID {driver.pid})" if driver else "?"
        since = f"{driver.since.astimezone():%m-%d %H:%M:%S}" if driver else "?"
        _LOG.info("%s drives the wall; this console only looks on", who)
        self.show.only_look(
            ConsoleError(
                self._place,
                Text(
                    f"大屏由 {who} 操作，自 {since}；本机仅旁观。",
                    f"{who} drives the wall since {since}; this console only looks on.",
                ),
                Text("按 F10 接管。", "F10 takes the wall over."),
            )
        )


def _account() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


def _stem(*words: str) -> str:
    """Return a file's name from names that people chose, without what no file may be called."""
    return "-".join(re.sub(r"[^\w.]", "_", word) for word in words if word)


def _alarm_file() -> Path:
    own = paths.user_config() / "alarm_scenes.toml"
    return own if own.exists() else paths.resources() / "alarm_scenes.toml"
