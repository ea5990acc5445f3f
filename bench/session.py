"""The real program in this process, with its windows, for the measurements of a session."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from console import paths, settings
from console.app.environment import prepare
from console.app.options import RunOptions
from console.app.root import Console
from console.app.usage import first_program, overrides
from console.views.displays import DISPLAYS
from console.wall.scene_files import load_scenes
from console.widgets import map_engine


class Painted(QObject):
    """Notes which wall windows were sent to the screen since it was asked to begin."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.windows: set[int] = set()
        self._console = console

    def begin(self) -> None:
        """Forget what was painted so far."""
        self.windows.clear()
        for window in self._console.wall.windows:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.windows.add(id(watched))
        return super().eventFilter(watched, event)


@contextmanager
def session(**chosen: object) -> Iterator[Console]:
    """Run the console on the demonstration until the block ends."""
    prepare()
    options = RunOptions(demo=True, **chosen)  # type: ignore[arg-type]
    loaded = settings.load(None, overrides(options))
    folders = [paths.resources() / "scenes", paths.user_config() / "scenes"]
    scenes = load_scenes(folders, DISPLAYS)
    map_engine.register()
    app = QApplication.instance() or QApplication(["bench"])
    map_engine.warm_up()
    console = Console(options, loaded, scenes, first_program(options, loaded, scenes))
    console.start()
    try:
        until(lambda: all(has_data(tile) for w in console.wall.windows for tile in w.tiles))
        pause(3)
        yield console
    finally:
        console.finish()
        del app


def has_data(tile: object) -> bool:
    """Tell whether ``tile`` shows what it asked for."""
    return tile.request() is None or (tile.snapshot is not None and tile.is_drawn)  # type: ignore[attr-defined]


def until(what: Callable[[], bool], seconds: float = 60) -> bool:
    """Let the event loop run until ``what`` holds; tell whether it came to that."""
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        QApplication.processEvents()
        # Outside of exec() nobody else would: what is let go of has to be gone when it is counted.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        time.sleep(0.0005)
    return True


def pause(seconds: float) -> None:
    """Let the event loop run for a while."""
    until(lambda: False, seconds)


def press(console: Console, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Strike ``key`` on the desk."""
    QTest.keyClick(console.desk, key, modifiers)


def no_modifier() -> Qt.KeyboardModifier:
    """Return the state of a keyboard on which nothing is held down."""
    return Qt.KeyboardModifier.NoModifier
