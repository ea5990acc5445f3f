"""The one clock by which a window paints its feeds."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from shiboken6 import isValid

from console.widgets.feed_canvas import FeedCanvas

FASTEST_MS, SLOWEST_MS = 40, 160
"""Milliseconds between two beats: 25 a second, and no fewer than 6 where painting is dear."""

_BUSY, _FREE = 0.5, 0.2
"""Shares of the time that painting may take before the beat is slowed, and before it quickens."""

_JUDGED_BEATS = 12


class PaintClock(QObject):
    """Lets the canvases of one window fetch and paint, as often as the GUI thread can bear."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._canvases: tuple[FeedCanvas, ...] = ()
        self._spent = 0.0
        self._beats = 0
        self._began = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FASTEST_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def beating(self) -> bool:
        """Whether the clock runs."""
        return self._timer.isActive()

    @property
    def interval_ms(self) -> int:
        """Milliseconds between two beats."""
        return self._timer.interval()

    def beat(self, canvases: Sequence[FeedCanvas]) -> None:
        """Serve exactly these canvases from now on."""
        self._canvases = tuple(canvases)
        if canvases and not self._timer.isActive():
            self._start_round()
            self._timer.start()

    def stop(self) -> None:
        """Beat no longer."""
        self._timer.stop()
        self._canvases = ()

    @Slot()
    def _tick(self) -> None:
        began = perf_counter()
        living = [canvas for canvas in self._canvases if isValid(canvas)]
        for canvas in living:
            canvas.tick()
        self._spent += perf_counter() - began
        self._beats += 1
        if self._beats >= _JUDGED_BEATS:
            self._judge(living)

    def _judge(self, canvases: Sequence[FeedCanvas]) -> None:
        """Slow down where painting takes too much of the thread, and quicken where it is free."""
        painted = sum(canvas.take_paint_seconds() for canvas in canvases)
        share = (self._spent + painted) / max(1e-3, perf_counter() - self._began)
        interval = self._timer.interval()
        if share > _BUSY:
            self._timer.setInterval(min(SLOWEST_MS, interval * 2))
        elif share < _FREE and interval > FASTEST_MS:
            self._timer.setInterval(max(FASTEST_MS, interval // 2))
        self._start_round()

    def _start_round(self) -> None:
        self._spent, self._beats, self._began = 0.0, 0, perf_counter()
