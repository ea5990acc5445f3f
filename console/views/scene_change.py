"""How a wall goes from one scene to the next: at once, whole, and in no long turn."""

from collections.abc import Sequence
from time import monotonic, thread_time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.domain.scenes import ScreenLayout
from console.views.wall_window import WallWindow

_TURN_SECONDS = 0.008
"""Processor time of one turn after which no other tile is begun."""

_AHEAD_MS = 15
"""Milliseconds between two turns while nobody waits for the scene."""

_FRESH_MS = 250
"""How often what was prepared is looked through for figures that changed since."""

_FIGURES_SECONDS = 0.5
"""How long a scene whose tiles all stand waits for figures that the database has yet to tell."""

_LONGEST_SECONDS = 2.0
"""How long it waits for anything, should its tiles change faster than they are painted."""

_LOOK_MS = 20


class SceneChange(QObject):
    """Builds what the next scene needs beside what is shown, then lets all windows show it.

    Until then people see the picture that they saw. What was prepared is there at once.
    """

    ready = Signal()
    """Every window can show its new layout now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._windows: tuple[WallWindow, ...] = ()
        """Those whose wings have something to do."""
        self._asked = False
        self._answers = False
        self._built_at: float | None = None
        self._held: list[WallWindow] = []
        self._covered: tuple[WallWindow, ...] = ()
        self._turns = self._timer(self._take_turn)
        self._reveals = self._timer(self._reveal)

    def _timer(self, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        return timer

    @property
    def pending(self) -> bool:
        """Whether a scene was asked for that is not to be seen yet."""
        return self._asked

    @property
    def complete(self) -> bool:
        """Whether everything stands that was prepared or asked for, and was painted."""
        return all(window.wings.complete for window in self._windows)

    def prepare(self, windows: Sequence[WallWindow], layouts: Sequence[ScreenLayout]) -> None:
        """Build ahead what ``layouts`` need, unless a scene is on its way to be seen."""
        if self._asked:
            return
        self._windows = tuple(windows)
        for window, layout in zip(windows, layouts, strict=True):
            window.plan(layout, ahead=True)
        self._turns.start(_AHEAD_MS)

    def bring(
        self, windows: Sequence[WallWindow], layouts: Sequence[ScreenLayout], *, answers: bool
    ) -> None:
        """Have ``windows`` show ``layouts`` as soon as all their tiles stand.

        Args:
            windows: All windows of the wall.
            layouts: What each is to show.
            answers: Whether figures that are missing can be expected from the database.
        """
        self._asked, self._answers, self._built_at = True, answers, None
        self._windows = ()
        for window, layout in zip(windows, layouts, strict=True):
            if not window.shows(layout):
                window.plan(layout, ahead=False)
                self._windows += (window,)
        # A window that nobody sees yet has no picture to keep: it is filled before it is shown.
        if self._may_show() or not all(window.isVisible() for window in windows):
            self._finish()
        else:
            self._turns.start(0)

    def hold(self, windows: Sequence[WallWindow]) -> None:
        """Let ``windows``, which paint nothing at present, paint again: one a turn.

        They paint the pictures of the new tiles first, and then, one a turn, the tiles.
        """
        self._held += [window for window in windows if window not in self._held]
        self._covered = tuple(dict.fromkeys((*self._covered, *windows)))
        self._reveals.start(0)

    def stop(self) -> None:
        """Build nothing more, and keep nothing that was built ahead."""
        self._turns.stop()
        self._asked = False
        self._windows = ()
        self._reveals.stop()
        while self._held:
            self._held.pop().reveal()
        self.uncover()

    @Slot()
    def _take_turn(self) -> None:
        end = thread_time() + _TURN_SECONDS
        while not self.complete and thread_time() < end:
            next(window.wings for window in self._windows if not window.wings.complete).go_on()
        if not self._asked:
            self._turns.start(_FRESH_MS if self.complete else _AHEAD_MS)
        elif self._may_show():
            self._finish()
        else:
            self._turns.start(_LOOK_MS if self.complete else 0)

    def _may_show(self) -> bool:
        if not all(window.wings.built for window in self._windows):
            return False
        now = monotonic()
        self._built_at = self._built_at or now
        waited = now - self._built_at
        ready = self.complete and (
            not self._answers
            or waited > _FIGURES_SECONDS
            or all(window.wings.drawn for window in self._windows)
        )
        return ready or waited > _LONGEST_SECONDS

    def _finish(self) -> None:
        self._asked = False
        self._turns.stop()
        self.ready.emit()

    @Slot()
    def _reveal(self) -> None:
        if self._held:
            self._held.pop(0).reveal()
            self._reveals.start(0)
        elif any(window.wings.uncover() for window in self._covered):
            self._reveals.start(0)
        else:
            self._covered = ()

    def uncover(self) -> None:
        """Let all new tiles be seen themselves."""
        while any(window.wings.uncover() for window in self._covered):
            pass
        self._covered = ()
