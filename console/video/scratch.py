"""Pictures in full size that all feeds use in turn: one of 1080p is 6 MB, and needed for 10 ms."""

import threading

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]

_KEPT = 2
"""Pictures of each size that are kept, as many as cores convert at a time on a small machine."""

_SIZES = 6
"""Sizes that are kept: what a wall shows at a time, and one that was before."""


class Scratch:
    """Lends pictures; used by all feeds' threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[tuple[int, ...], list[Picture]] = {}

    def lend(self, shape: tuple[int, ...] | None) -> Picture | None:
        """Return a picture of ``shape`` whose content is nobody's, None = there is none idle."""
        with self._lock:
            idle = self._idle.get(shape) if shape else None
            return idle.pop() if idle else None

    def give_back(self, picture: Picture) -> None:
        """Take a picture, lent here or new; whoever gives it may not look at it any more."""
        with self._lock:
            # The size that was given back last stands last, and the first one goes.
            idle = self._idle.pop(picture.shape, [])
            self._idle[picture.shape] = idle
            if len(idle) < _KEPT:
                idle.append(picture)
            while len(self._idle) > _SIZES:
                del self._idle[next(iter(self._idle))]


SCRATCH = Scratch()
