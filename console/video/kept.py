"""The last picture of a feed in full size, for whoever wants it as a file."""

import threading
from datetime import datetime

import numpy as np

from console.video.opencv import cv2
from console.video.scratch import Picture

_EVERY = 1.0
"""Seconds between two pictures that are kept while nobody asks."""

_FRESH_WITHIN = 0.5
"""Seconds for which a request waits for a picture newer than itself."""


class KeptPicture:
    """Keeps one picture a second, and one at once when asked; written by the feed's thread.

    As planes of brightness and colour, as it was sent, it takes half the memory of BGR.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._array: Picture | None = None
        self._planes = False
        self._at: datetime | None = None
        self._next = 0.0
        self._asked = threading.Event()
        self._came = threading.Event()

    def keep(self, picture: Picture, now: float, at: datetime) -> None:
        """Keep a copy of ``picture`` (BGR), decoded at ``now``, if one is due."""
        if now < self._next and not self._asked.is_set():
            return
        self._asked.clear()
        self._next = now + _EVERY
        height, width = picture.shape[:2]
        planes = height % 2 == 0 and width % 2 == 0
        with self._lock:
            if planes:
                into = self._array if self._planes else None
                made = cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420, dst=into)
                self._array = np.asarray(made, np.uint8)
            else:
                self._array = picture.copy()
            self._planes, self._at = planes, at
        self._came.set()

    def take(self, *, coming: bool) -> tuple[Picture, datetime] | None:
        """Return the last picture as BGR, and when it was decoded; None = there was none yet.

        Args:
            coming: Whether pictures come, so that a newer one is worth a wait of half a second.
        """
        if coming:
            self._came.clear()
            self._asked.set()
            self._came.wait(_FRESH_WITHIN)
        with self._lock:
            if self._array is None or self._at is None:
                return None
            if not self._planes:
                return self._array.copy(), self._at
            whole = cv2.cvtColor(self._array, cv2.COLOR_YUV2BGR_I420)
            return np.asarray(whole, np.uint8), self._at
