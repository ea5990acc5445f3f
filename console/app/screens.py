"""Screens that come and go: what is remembered of them, and what the desk is told."""

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console import paths
from console.data.homes_file import read_homes, write_homes
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.views.fault_book import FaultBook
from console.views.screen_marks import ScreenMarks
from console.views.screens import screen_called, screens_now
from console.views.wall_set import WallSet, settle
from console.wall.homes import Arrangement, Home, Homes, Place
from console.widgets.language import language

_DESK = Text("操作台", "Desk")
_FREE = Text("未用", "not used")


class Screens(QObject):
    """Remembers the wall's screens from run to run, and tells of one that is gone: on the desk."""

    failed = Signal(object)
    """A screen of the wall is gone, or one that the scene asks for: a :class:`ConsoleError`."""

    mended = Signal(str)
    """What was told of this place holds no longer."""

    def __init__(self, wall: WallSet, desk: QWidget, faults: FaultBook, *, remember: bool) -> None:
        """Prepare; nothing is shown yet.

        Args:
            wall: Whose windows are on the screens.
            desk: The desk, which follows its own screen.
            faults: Where a screen that is gone is listed.
            remember: Whether this run's screens are those of the next: not for plain windows.
        """
        super().__init__(desk)
        self._wall = wall
        self._desk = desk
        self._file = paths.user_state() / "screens.json"
        self._remember = remember
        self._saved: Homes | None = None
        self._arrangement: Arrangement | None = None
        self._told: set[str] = set()
        self.marks = ScreenMarks(self)
        self._short: str | None = None
        wall.arranged.connect(self._take)
        wall.fitted.connect(self._tell_short)
        self.failed.connect(faults.report)
        self.mended.connect(faults.mended)
        for keys, slot in (("Ctrl+I", self.identify), ("Ctrl+Shift+I", wall.forget_screens)):
            shortcut = QShortcut(QKeySequence(keys), desk)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(slot)
        if remember:
            self._saved = read_homes(self._file)
            wall.remember(self._saved)

    @Slot()
    def identify(self) -> None:
        """Show on every screen which wall window it carries, in great numbers."""
        wall = self._arrangement.wall if self._arrangement else ()
        names = {place.screen: str(n) for n, place in enumerate(wall, start=1) if place.screen}
        marks = []
        for told in screens_now():
            screen = screen_called(told.name)
            if screen is None:
                continue
            on_desk = self._arrangement is not None and told.name == self._arrangement.desk
            role = "" if told.name in names else (_DESK if on_desk else _FREE).of(language())
            scale = f"{screen.devicePixelRatio():g}×"
            words = " · ".join(filter(None, (role, Home.of(told).words(), scale)))
            marks.append((names.get(told.name, "–"), screen.geometry(), words))
        self.marks.show_these(marks)

    @Slot(object)
    def _take(self, arrangement: Arrangement) -> None:
        before, self._arrangement = self._arrangement, arrangement
        if before is not None and before.desk != arrangement.desk:
            self._follow_desk(arrangement)
        self._tell(arrangement.wall)
        if self._remember and arrangement.homes != self._saved:
            self._saved = arrangement.homes
            QThreadPool.globalInstance().start(_Saving(self._file, arrangement.homes))

    def _follow_desk(self, arrangement: Arrangement) -> None:
        """Put the desk on its screen; behind the wall where the wall has every screen."""
        screen = screen_called(arrangement.desk) if arrangement.desk else None
        settle(self._desk, screen)
        if screen is None:
            self._desk.lower()
        else:
            self._desk.raise_()

    def _tell(self, places: tuple[Place, ...]) -> None:
        lost = {
            _place(number): _gone(number, place)
            for number, place in enumerate(places, start=1)
            if place.lost is not None
        }
        for place in self._told - lost.keys():
            self.mended.emit(place)
        for error in lost.values():
            self.failed.emit(error)
        self._told = set(lost)

    @Slot(object)
    def _tell_short(self, fault: ConsoleError | None) -> None:
        """List what the scene on air lacks of screens, for as long as it does."""
        before, self._short = self._short, fault.place if fault is not None else None
        if before is not None and before != self._short:
            self.mended.emit(before)
        if fault is not None:
            self.failed.emit(fault)


class _Saving(QRunnable):
    """Writes the homes, off the GUI thread."""

    def __init__(self, path: Path, homes: Homes) -> None:
        super().__init__()
        self._path = path
        self._homes = homes

    @override
    def run(self) -> None:
        write_homes(self._path, self._homes)


def _place(number: int) -> str:
    return f"大屏 {number} / Wall {number}"


def _gone(number: int, place: Place) -> ConsoleError:
    what = place.lost.words() if place.lost else ""
    if place.screen:
        where = Text(f"画面暂在 {place.screen}", f"Its picture is on {place.screen} meanwhile")
    else:
        where = Text("画面暂在操作台后面", "Its window waits behind the desk")
    return ConsoleError(
        _place(number),
        Text(f"屏幕已断开：{what}。{where.zh}。", f"Its screen is gone: {what}. {where.en}."),
        Text(
            "接回后自动复原；如不再使用，按 Ctrl+Shift+I。",
            "It goes back by itself; Ctrl+Shift+I if the screen stays away.",
        ),
    )
