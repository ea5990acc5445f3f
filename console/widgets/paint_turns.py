"""Shares a canvas' painting out over its beats, so that none of them keeps the GUI thread long."""

import sys
from collections.abc import Iterable

BEAT_SECONDS = 0.012
"""Of the processor, that one beat may take."""

_FIRST_COST = 0.0005
"""Seconds that a cell is thought to take before any was painted."""

_LEARNT = 0.3
"""Weight of the newest beat in what a cell is thought to take."""


class PaintTurns:
    """How many cells a beat may paint, and whose turn it is.

    With few cells, or a quick machine, that is all of them. Before the first beat nothing is
    bounded.
    """

    def __init__(self) -> None:
        self._cost = _FIRST_COST
        self._left = sys.maxsize
        self._first: str | None = None

    def painted(self, cells: int, seconds: float) -> None:
        """Take note of what ``cells`` took to paint, in seconds of the processor."""
        if cells:
            self._cost += _LEARNT * (seconds / cells - self._cost)

    def begin(self) -> None:
        """Begin a beat: as many cells may be painted as fit, and one at least."""
        self._left = max(1, int(BEAT_SECONDS / max(1e-6, self._cost)))

    def take(self) -> bool:
        """Use up a turn, and say whether there was one."""
        self._left -= 1
        return self._left >= 0

    @property
    def left(self) -> int:
        """How many more cells may be painted in this beat."""
        return max(0, self._left)

    def order(self, posts: Iterable[str]) -> list[str]:
        """Return ``posts`` beginning with the one that had to wait in the last beat."""
        found = list(posts)
        at = found.index(self._first) if self._first in found else 0
        return found[at:] + found[:at]

    def wait(self, post: str) -> None:
        """Have ``post`` wait for the next beat, which begins with it."""
        self._first = post
