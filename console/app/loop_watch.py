"""Measures how long the GUI thread's event loop leaves a due timer waiting."""

import json
import logging
import os
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Slot

_LOG = logging.getLogger(__name__)

ENVIRONMENT = "CONSOLE_LOOP_WATCH"
"""Names a file: the loop is then watched every 5 ms, and the figures written there at the end."""

_USUAL_MS = 50
_FINE_MS = 5
_LONGEST_MS = 100
_START_UP_MS = 5000
"""The first paint of all windows and of the map's page is the start-up, and is measured as such."""

_BUCKETS = 10_000


class LoopWatch(QObject):
    """A timer that notes how late it comes: the longest gap is what a key press has to wait.

    The usual beat of 50 ms costs a thousandth of one core and sees every gap of over 100 ms.
    """

    def __init__(self) -> None:
        super().__init__()
        self._report = os.environ.get(ENVIRONMENT)
        self._interval = _FINE_MS if self._report else _USUAL_MS
        self._counts = [0] * (_BUCKETS + 1)
        self._last = 0.0
        self._longest = 0.0
        self._start_up = QTimer(self)
        self._start_up.setSingleShot(True)
        self._start_up.setInterval(_START_UP_MS)
        self._start_up.timeout.connect(self._begin)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self._interval)
        self._timer.timeout.connect(self._beat)

    @property
    def longest_ms(self) -> float:
        """The longest gap so far, in milliseconds."""
        return self._longest

    def start(self) -> None:
        """Begin to watch as soon as the start-up is over."""
        self._start_up.start()

    @Slot()
    def _begin(self) -> None:
        self._last = perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """End, and write the figures where a file was named."""
        self._start_up.stop()
        if not self._timer.isActive():
            return
        self._timer.stop()
        if self._report:
            Path(self._report).write_text(json.dumps(self.figures(), indent=2), "utf-8")

    def figures(self) -> dict[str, float]:
        """Return how many beats there were, and their lateness in ms: median, p99, p99.9, worst."""
        return {
            "beats": sum(self._counts),
            "median_ms": self._quantile(0.5),
            "p99_ms": self._quantile(0.99),
            "p999_ms": self._quantile(0.999),
            "longest_ms": round(self._longest, 1),
        }

    def _quantile(self, share: float) -> float:
        wanted = share * sum(self._counts)
        seen = 0
        for late, count in enumerate(self._counts):
            seen += count
            if seen >= wanted:
                return float(late)
        return float(_BUCKETS)

    @Slot()
    def _beat(self) -> None:
        now = perf_counter()
        late = max(0.0, (now - self._last) * 1000 - self._interval)
        self._last = now
        self._counts[min(int(late), _BUCKETS)] += 1
        self._longest = max(self._longest, late)
        if late > _LONGEST_MS:
            _LOG.warning("The event loop stood still for %.0f ms", late)
