"""The replay of the run: its window, its own reader of figures, and the record of a day."""

import logging
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console import paths
from console.data.wall_log import record_files
from console.data.wall_replay import read_tape
from console.domain.centre import CENTRE_ZONE
from console.domain.scenes import Scene
from console.live.refresher import Refresher
from console.live.runner import ServiceThread
from console.settings import Settings
from console.views.displays import DISPLAYS
from console.views.preview_stage import PreviewStage
from console.views.replay_board import ReplayBoard
from console.views.replay_window import ReplayWindow
from console.views.tile_shelf import TileKind
from console.views.wall_set import WallSet, settle
from console.widgets.unrecorded_tile import UnrecordedTile

_LOG = logging.getLogger(__name__)

_REPLAYED = frozenset(
    {
        "balance",
        "headline",
        "investigation",
        "map",
        "material_series",
        "materials",
        "reproduction",
        "risk",
        "timeliness",
        "trend",
        "warning",
        "worst",
    }
)
"""Displays whose figures have a day of their own; of others nobody knows what they showed."""

KINDS: Mapping[str, TileKind] = MappingProxyType(
    {
        name: kind if name in _REPLAYED else TileKind(UnrecordedTile)
        for name, kind in DISPLAYS.items()
    }
)


class Replaying(QObject):
    """Opens the replay with its key; what it needs runs only while its window is open."""

    tile_built = Signal(object)
    """A tile of the replay was built; whoever knows boundaries supplies it."""

    _day_asked = Signal(object)
    _wanted_changed = Signal(object)

    def __init__(
        self,
        settings: Settings,
        name: str,
        wall: WallSet,
        scenes: Mapping[str, Scene],
        desk: QWidget,
    ) -> None:
        """Prepare; nothing is read yet.

        Args:
            settings: How figures are read.
            name: The wall whose record is replayed.
            wall: The wall itself, of which the replay only counts the windows.
            scenes: The scenes there are, by name.
            desk: Whose key opens the replay.
        """
        super().__init__(desk)
        self._settings = settings
        self._wall = wall
        self._name = name
        self._demo = True
        self._url = ""
        self._thread: ServiceThread | None = None
        self._reading: _Reading | None = None
        self.board = ReplayBoard(settings.freshness.limits, self)
        self.stage = PreviewStage(KINDS, self.board)
        self.window = ReplayWindow(scenes, self.stage, self.board)
        self.stage.tile_built.connect(self.tile_built)
        self.board.wanted_changed.connect(self._wanted_changed)
        self.window.day_wanted.connect(self._read)
        self.window.figures_wanted.connect(self._day_asked)
        self.window.closed.connect(self._rest)
        shortcut = QShortcut(QKeySequence("Ctrl+H"), desk)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(self.open)

    @Slot(str)
    def use(self, url: str) -> None:
        """Read figures from the database at ``url``."""
        self._url = url
        self._demo = self._settings.database.url != url

    @Slot()
    def open(self) -> None:
        """Show the wall as it is at this moment, to go back from."""
        if self._thread is None and self._url:
            self._begin()
        self.board.start()
        if not self.window.isVisible():
            settle(self.window, self._wall.desk_screen())
        self.window.open_at(datetime.now(CENTRE_ZONE), len(self._wall.windows))

    def stop(self) -> None:
        """Close the window and end the reader."""
        self._rest()
        self.stage.stop()
        self.window.close()
        self.window.deleteLater()

    def _begin(self) -> None:
        refresher = Refresher(
            self._url,
            poll_seconds=self._settings.database.poll_seconds,
            horizon_days=self._settings.materials.horizon_days,
            basis=self._settings.analysis.basis,
        )
        refresher.snapshots_ready.connect(self.board.take_batch)
        refresher.link_changed.connect(self.board.take_link)
        self._wanted_changed.connect(refresher.want)
        self._day_asked.connect(refresher.show_day)
        self._thread = ServiceThread(refresher, "replay", self)
        self._thread.start()
        self._wanted_changed.emit(self.board.wanted)

    @Slot()
    def _rest(self) -> None:
        """End the reader: what is not looked at costs nothing."""
        self.board.stop()
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.stop()
            thread.deleteLater()

    @Slot(object)
    def _read(self, day: date) -> None:
        job = self._reading = _Reading(
            "" if self._demo else self._url, self._name, day, demo=self._demo
        )
        job.news.read.connect(self.window.show_tape)
        QThreadPool.globalInstance().start(job)


class _News(QObject):
    read = Signal(object, object)


class _Reading(QRunnable):
    """Reads the record of one day, off the GUI thread."""

    def __init__(self, url: str, wall: str, day: date, *, demo: bool) -> None:
        super().__init__()
        self.news = _News()
        self._url, self._wall, self._day, self._demo = url, wall, day, demo

    @override
    def run(self) -> None:
        files = record_files(paths.user_state(), demo=self._demo)
        tape, fault = read_tape(self._url, files, self._wall, self._day)
        self.news.read.emit(tape, fault)
