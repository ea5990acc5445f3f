"""The cell between the thread that decodes and the clock that paints: newest picture only."""

import threading
from datetime import datetime

import numpy as np

from console.domain.feeds import Frame
from console.video.opencv import cv2
from console.video.scratch import SCRATCH, Picture

__all__ = ["FrameSlot", "Picture", "fitted", "scaled"]


def fitted(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Return the largest (width, height) of the shape of ``size`` that fits into ``box``."""
    scale = min(box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def scaled(picture: Picture, size: tuple[int, int], into: Picture | None = None) -> Picture:
    """Return ``picture`` at ``size`` (width, height), written to ``into`` where that fits.

    Linear: averaging areas would cost twelve times as much where the factor is no whole number.
    """
    return np.asarray(cv2.resize(picture, size, dst=into), np.uint8)


class FrameSlot:
    """One tile's pictures: written by the feed's thread, taken by one painter.

    Two buffers: one the painter holds, one is written to or waits; a picture that nobody took is
    written over. So one that was taken stays whole until the next is, also while the feed is down.

    Args:
        size: Width and height of the tile in device pixels; pictures are fitted into it.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self._lock = threading.Lock()
        self._box = size
        self._ring: list[Picture] = []
        self._waiting: Frame | None = None
        self._held: Frame | None = None
        self._wanted = True
        self._taken = 0

    def take(self) -> Frame | None:
        """Return the newest picture, or None if there is none since the last call.

        Each call also asks for one more: where nobody calls, nothing is converted. The painter does
        not wait for the feed's thread, which may have to wait for a core just while it writes.
        """
        self._wanted = True
        if not self._lock.acquire(blocking=False):
            return None
        try:
            frame, self._waiting = self._waiting, None
            if frame is not None:
                self._held = frame
                self._taken += 1
            return frame
        finally:
            self._lock.release()

    @property
    def wanted(self) -> bool:
        """Whether a picture was asked for since the last one was put."""
        return self._wanted

    @property
    def taken(self) -> int:
        """How many pictures were taken."""
        return self._taken

    def resize(self, size: tuple[int, int]) -> None:
        """Fit the next pictures into ``size``."""
        with self._lock:
            if size != self._box:
                self._box = size
                self._wanted = True

    def put(
        self,
        picture: Picture,
        moment: float,
        at: datetime,
        sequence: int,
        live_until: float,
    ) -> None:
        """Fit the BGR ``picture`` of shape (height, width, 3) into a free buffer and offer it.

        Only the feed's thread calls this.
        """
        with self._lock:
            self._wanted = False
            self._waiting = None
            buffer = self._free(fitted((picture.shape[1], picture.shape[0]), self._box))
        height, width = buffer.shape[:2]
        if picture.shape[:2] == (height, width):
            cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA, dst=buffer)
        else:
            small = scaled(picture, (width, height), SCRATCH.lend((height, width, 3)))
            cv2.cvtColor(small, cv2.COLOR_BGR2BGRA, dst=buffer)
            SCRATCH.give_back(small)
        with self._lock:
            self._waiting = Frame(buffer, moment, at, sequence, live_until)

    def _free(self, size: tuple[int, int]) -> Picture:
        shape = (size[1], size[0], 4)
        if not self._ring or self._ring[0].shape != shape:
            self._ring = [np.empty(shape, np.uint8) for _ in range(2)]
        held = self._held.array if self._held is not None else None
        return self._ring[self._ring[0] is held]
