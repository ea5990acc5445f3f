"""How much a frame differs from the one before it."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from console.video.opencv import cv2
from console.video.watchdog import Difference

Frame = npt.NDArray[np.uint8]

#: Frames are compared at about this width; single points are taken, nothing is averaged.
_WIDTH = 320

#: A point that changed by more grey levels than this has moved, not only shimmered …
_MOTION_LEVELS = 12

#: … if this share of all points did: a person, a car, a large clock.
_MOTION_SHARE = 0.002

#: The digits of a small clock: few points, but from dark to light.
_DIGIT_LEVELS, _DIGIT_POINTS = 48, 6


class Fingerprint:
    """Compare each frame with the last one on a grid of single points.

    Single points keep what averages would wash out: a sensor's noise, a running clock. An encoder
    paints a frozen picture anew at its key frames, a little different each time: across a key
    frame nothing but plain motion counts.
    """

    def __init__(self) -> None:
        self._last: Frame | None = None
        self._size: tuple[int, ...] = ()

    def compare(self, frame: Frame, *, key_between: bool = False) -> Difference:
        """Return how ``frame``, of shape (height, width, channels), differs from the last one.

        Args:
            frame: The first one, and one of another size, count as motion.
            key_between: Whether a key frame came since the last frame (or is this one).
        """
        step = max(1, frame.shape[1] // _WIDTH)
        points = np.ascontiguousarray(frame[::step, ::step, 1])
        last, self._last = self._last, points
        size, self._size = self._size, frame.shape
        if last is None or size != frame.shape:
            return Difference.MOTION
        # As few calls as will do: each lets go of the interpreter, and has to queue for it again
        # behind all other feeds. Plain motion, which is the rule, takes three.
        change = cv2.absdiff(points, last)
        moved = _above(change, _MOTION_LEVELS)
        if moved >= max(1.0, _MOTION_SHARE * change.size):
            return Difference.MOTION
        if not moved and not cv2.countNonZero(change):
            return Difference.NONE
        if key_between:
            return Difference.REPAINTED
        digits = moved >= _DIGIT_POINTS and _above(change, _DIGIT_LEVELS) >= _DIGIT_POINTS
        return Difference.MOTION if digits else Difference.NOISE


class Comparison:
    """The pictures of one feed, some of which are compared with the last that was.

    Whether a key frame came between need not be asked after plain motion, which is the rule: that
    it may have is the answer that says less. Each question queues for the interpreter behind all
    other feeds.
    """

    def __init__(self) -> None:
        self._fingerprint = Fingerprint()
        self._key_between = False

    def passed(self, key: Callable[[], bool]) -> None:
        """Take note of a picture, before it is compared if it is; ``key`` says what it is."""
        if not self._key_between:
            self._key_between = key()

    def compare(self, picture: Frame) -> Difference:
        """Return how ``picture``, of shape (height, width, channels), differs from the last one."""
        difference = self._fingerprint.compare(picture, key_between=self._key_between)
        self._key_between = difference is Difference.MOTION
        return difference


def _above(change: "cv2.typing.MatLike", level: int) -> int:
    return cv2.countNonZero(cv2.threshold(change, level, 255, cv2.THRESH_BINARY)[1])
