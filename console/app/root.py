"""One run of the console, as a list: what is built, what is connected, the order of the stop."""

import gc
import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from console import logs, paths, settings
from console.app.alerting import Alerting
from console.app.allocating import Allocating
from console.app.assistant import SetupDoor, ask_first
from console.app.calls import make_calling
from console.app.desk_parts import DeskParts
from console.app.directing import Directing
from console.app.duty import DutyRecords
from console.app.duty_desk import DutyDesk
from console.app.environment import prepare
from console.app.feeding import Feeding
from console.app.languages import Languages
from console.app.live_feeds import LiveFeeds
from console.app.loop_watch import LoopWatch
from console.app.options import RunOptions, WrongUsageError
from console.app.outlines import Outlines
from console.app.replaying import Replaying
from console.app.screens import Screens
from console.app.shots import Shots
from console.app.signals import EndSignals
from console.app.station import Station
from console.app.usage import RegionCheck, first_program, overrides
from console.live.stragglers import leave
from console.settings import LoadedSettings
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.displays import DISPLAYS
from console.views.fault_book import FaultBook
from console.views.wall_set import WallSet, settle
from console.wall.program import Program
from console.wall.scene_files import SceneBook, load_scenes
from console.widgets import map_engine

if TYPE_CHECKING:
    from console.app.calling import Calling

_LOG = logging.getLogger(__name__)

_POOL_MS = 15_000
"""Milliseconds for a job of the thread pool to end at the stop: it must not outlive Qt."""

_DONE, _FAILED = 0, 1


def run(options: RunOptions) -> int:
    """Run the console until it is ended, and return the exit code: 0, or 1 where it failed.

    Raises:
        WrongUsageError: A name on the command line is not known.
        ConsoleError: The console cannot start here.
    """
    prepare()
    loaded = settings.load(options.settings, overrides(options))
    scenes = load_scenes([paths.resources() / "scenes", paths.user_config() / "scenes"], DISPLAYS)
    program = first_program(options, loaded, scenes)
    book = logs.open_book("run")
    try:
        # The application object ends in there, while the book still takes what Qt says of it.
        code, refusal = _live(options, loaded, scenes, program, book)
    finally:
        book.close()
    if refusal is not None:
        raise refusal
    return code


def _live(
    options: RunOptions,
    loaded: LoadedSettings,
    scenes: SceneBook,
    program: Program,
    book: logs.LogBook,
) -> tuple[int, WrongUsageError | None]:
    book.catch_errors()
    book.catch_qt_messages()
    map_engine.register()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP_NAME)
    app.setDesktopFileName(paths.APP_NAME)
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "command-console-256.png")))
    loaded = ask_first(options, loaded)
    map_engine.warm_up()
    console = Console(options, loaded, scenes, program)
    book.catch_errors(console.hear_error)
    console.ended.connect(app.exit)  # quit() would ask the windows, which refuse to close
    try:
        console.start()
        app.exec()
    finally:
        # Threads and web pages have to end before the application object does, come what may.
        code = console.finish()
        leave(code)
    return code, console.refusal


class Console(QObject):
    """Everything that runs, held together for as long as it runs."""

    ended = Signal()
    """The run is over: what is held is to be stopped by :meth:`finish`."""

    _error_heard = Signal(str)

    def __init__(
        self, options: RunOptions, loaded: LoadedSettings, scenes: SceneBook, program: Program
    ) -> None:
        super().__init__()
        self._options = options
        self._settings = loaded.settings
        self.region_check = RegionCheck(options.region, scenes.scenes, self)
        self._exit_code = _DONE
        self._finished = False
        self.refusal: WrongUsageError | None = None
        limits = self._settings.freshness.limits
        self.faults = FaultBook(self)
        self.languages = Languages(self)
        self.languages.use(self._settings.lang)
        self.signals = EndSignals()
        self.setup_door = SetupDoor(self)
        self.watch = LoopWatch()
        self.board = Board(limits, self)
        screens, outputs = self._settings.wall.screens, self._settings.wall.outputs
        if options.screens is not None:
            outputs = ()
        self.wall = WallSet(
            DISPLAYS, self.board, screens=screens, windowed=options.windowed, outputs=outputs
        )
        self.station = Station(self.wall, keep_awake=not options.windowed)
        by_name = {scene.name: scene for scene in scenes.scenes}
        self.directing = Directing(
            options, self._settings, by_name, program, (self.board, self.wall)
        )
        self.show = self.directing.show
        self.desk = DeskWindow(scenes.scenes, limits, self.faults)
        name = options.wall or self._settings.wall.name
        self.replaying = Replaying(self._settings, name, self.wall, by_name, self.desk)
        self.screens = Screens(self.wall, self.desk, self.faults, remember=not options.windowed)
        maps = self._settings.map
        self.outlines = Outlines(maps.prefectures, maps.counties, maps.review_number)
        self.live_feeds = LiveFeeds(self._settings.video, self)
        self.feeding = Feeding(self._settings, demo=options.demo)
        self.duty = DutyRecords(self)
        self.duty_desk = DutyDesk(
            self._settings.video, self.board, self.live_feeds, self.duty, self.desk
        )
        self.calling = make_calling(
            self._settings.calls, self.desk, self.duty_desk.loudspeaker, self.faults
        )
        self.allocating = Allocating(self.desk, self)
        self.desk_parts = DeskParts(self.desk, self.directing, self.duty_desk, self)
        self.desk_parts.serve((self.board, self.wall), (self.outlines, self.live_feeds))
        self.desk_parts.take_papers(self._settings, self.feeding, self.wall)
        self.alerting = Alerting(self)
        self.alerting.serve(self.board, self.wall)
        windows: dict[str, QWidget] = {"duty": self.duty_desk.window}
        if self.calling is not None:
            self._serve(self.calling)
            windows["calls"] = self.calling.window
        self.shots = Shots(options.shots, self.desk, windows) if options.shots else None
        for error in (*loaded.faults, *scenes.faults):
            self.faults.report(error)
        if self.languages.fault is not None:
            self.faults.report(self.languages.fault)
        self._connect()

    def _serve(self, calling: "Calling") -> None:
        calling.serve((self.board, self.wall), self.directing, self.duty, self.faults)
        self.duty_desk.desks |= calling.windows
        self.feeding.database_ready.connect(calling.open)

    def _connect(self) -> None:
        board, desk, wall = self.board, self.desk, self.wall
        board.wanted_changed.connect(self.feeding.want)
        self.feeding.snapshots_ready.connect(board.take_batch)
        self.feeding.link_changed.connect(board.take_link)
        self.feeding.failed.connect(self.faults.report)
        self.feeding.mended.connect(self.faults.mended)
        self.feeding.database_ready.connect(self.duty.open)
        self.feeding.database_ready.connect(self.replaying.use)
        self.replaying.tile_built.connect(self.outlines.supply)
        self.feeding.database_ready.connect(self.allocating.use)
        self.feeding.database_ready.connect(self.alerting.use)
        self.alerting.raised.connect(self.duty.raise_alarm)
        self.alerting.acknowledge_wanted.connect(self.duty_desk.acknowledge_on_wall)
        self.duty.failed.connect(self.faults.report)
        self.duty.mended.connect(self.faults.mended)
        board.link_changed.connect(self.faults.note_link)
        board.places_changed.connect(self.region_check.check)
        self.region_check.found.connect(self.faults.report)
        self.region_check.refused.connect(self._refuse)
        board.tile_failed.connect(self.faults.report_bug)
        desk.language_wanted.connect(self.languages.switch)
        desk.end_wanted.connect(self.end)
        desk.setup_wanted.connect(self.setup_door.open)
        self.duty_desk.language_wanted.connect(self.languages.switch)
        self.directing.serve(desk, self.faults)
        wall.tile_built.connect(self.outlines.supply)
        wall.tile_built.connect(self.live_feeds.hub.supply)
        board.posts_changed.connect(self.live_feeds.take_posts)
        wall.tile_failed.connect(self.faults.report)
        self.outlines.failed.connect(self.faults.report)
        self.signals.ended.connect(self.end)
        self._error_heard.connect(self.faults.report_bug)
        if self.shots is not None:
            self.shots.done.connect(self.ended)

    def start(self) -> None:
        """Open the windows, then set going what feeds them."""
        self.outlines.start()
        self.directing.start()
        settle(self.desk, self.wall.desk_screen())
        self.desk.show()
        if self._options.duty:
            self.duty_desk.open()
        self.board.start()
        self.desk_parts.start(self._options.rehearse)
        self.feeding.start()
        if self._options.seconds is not None:
            QTimer.singleShot(round(self._options.seconds * 1000), self.end)
        # What was built so far stays to the end: the collector need not look at it again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        self.watch.start()
        self.station.start()
        _LOG.info("the wall is open: %d windows", len(self.wall.windows))

    @Slot()
    def end(self) -> None:
        """End the run, after the pictures if any are wanted."""
        self.watch.stop()
        if self.shots is not None:
            self.shots.take(self.wall.windows)
        else:
            self.ended.emit()

    def finish(self) -> int:
        """Stop everything in order, each with its deadline, and return the exit code."""
        if self._finished:
            return self._exit_code
        self._finished = True
        self.watch.stop()
        came_up = all(window.isVisible() for window in (*self.wall.windows, self.desk))
        if not came_up or (self.shots is not None and not self.shots.complete):
            self._exit_code = self._exit_code or _FAILED
        self._stop_all()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        pool = QThreadPool.globalInstance()
        pool.clear()
        if not pool.waitForDone(_POOL_MS):
            _LOG.error("A job of the thread pool did not end in time")
        gc.unfreeze()
        return self._exit_code

    def _stop_all(self) -> None:
        """Stop each part, even where another fails at it: a thread left running aborts Qt."""
        for stop in (
            *(() if self.calling is None else (self.calling.stop,)),
            self.desk_parts.stop,
            self.board.stop,
            self.directing.stop,
            self.duty_desk.stop,
            self.live_feeds.stop,
            self.duty.stop,
            self.allocating.stop,
            self.replaying.stop,
            self.feeding.stop,
            self.outlines.stop,
            self.desk.end,
            self.wall.close,
            self.station.stop,
            self.signals.close,
        ):
            try:
                stop()
            except Exception:  # noqa: BLE001 - logged with its trace
                _LOG.exception("The stop met an error and goes on")
                self._exit_code = _FAILED

    def hear_error(self, words: str) -> None:
        """Show an uncaught error on the desk; callable from any thread."""
        self._error_heard.emit(words)

    @Slot(object)
    def _refuse(self, refusal: WrongUsageError) -> None:
        """End the run over a wrong word of the command line."""
        self.refusal = refusal
        self.ended.emit()
