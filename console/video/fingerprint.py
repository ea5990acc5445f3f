"""How much a frame differs from the one before it, found on a few hundred points of it."""

import numpy as np
import numpy.typing as npt

from console.video.watchdog import Difference

Frame = npt.NDArray[np.uint8]

#: A point that changed by more grey levels than this has moved, not only shimmered.
_MOTION_LEVELS = 12

#: Of all points, the share that must have moved: a clock's digits in a corner are enough.
_MOTION_SHARE = 0.002

_POINTS = 4096


class Fingerprint:
    """Compare each frame with the last one on a fixed grid of single pixels.

    Single pixels keep what averages would wash out: a sensor's noise, a running clock.
    """

    def __init__(self) -> None:
        self._last: npt.NDArray[np.int16] | None = None
        self._size: tuple[int, ...] = ()

    def compare(self, frame: Frame) -> Difference:
        """Return how ``frame``, of shape (height, width, channels), differs from the last one.

        The first frame and a frame of another size count as motion.
        """
        step = max(1, round((frame.shape[0] * frame.shape[1] / _POINTS) ** 0.5))
        points = frame[::step, ::step, 1].astype(np.int16)
        last, self._last = self._last, points
        size, self._size = self._size, frame.shape
        if last is None or size != frame.shape:
            return Difference.MOTION
        change = np.abs(points - last)
        if not change.any():
            return Difference.NONE
        moved = float((change > _MOTION_LEVELS).mean())
        return Difference.MOTION if moved >= _MOTION_SHARE else Difference.NOISE
