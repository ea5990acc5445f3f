"""A drawn picture with a running clock, for demonstrations and rehearsals without any server.

Addresses: ``demo:pattern``; and to rehearse faults ``demo:freezing`` (the picture stands still for
a third of every minute), ``demo:failing`` (nothing comes for a third of every minute) and
``demo:refused``.
"""

import threading
import time
import zlib
from datetime import datetime

import numpy as np

from console.domain.feeds import FeedFault, Stream
from console.video.frames import Picture
from console.video.opencv import cv2
from console.video.reading import Cancelled, FeedDownError, Grab

RATE = 25
_LATEST = 0.3
"""Seconds by which a picture may be late, before those that were missed are left out."""

SIZES = {Stream.MAIN: (1280, 720), Stream.SUB: (640, 360)}

#: What may stand behind ``demo:``.
PATTERNS = frozenset({"pattern", "freezing", "failing", "refused"})
_FAULT_SECONDS, _ROUND_SECONDS = 20.0, 60.0


class PatternReader:
    """Draws pictures in real time.

    Args:
        mode: What follows ``demo:`` in the address.
        name: Shown in the picture.
        size: Width and height.
    """

    demo = True

    def __init__(self, mode: str, name: str, size: tuple[int, int]) -> None:
        self._mode = mode
        self._name = name
        self._size = size
        self._seed = zlib.crc32(name.encode())
        self._began = time.monotonic() - self._seed % 30
        self._n = 0
        self._cancelled = threading.Event()
        self._ground: Picture | None = None
        self._font: cv2.FontFace | None = None

    def prepare(self, cancelled: Cancelled) -> None:  # noqa: ARG002 - nothing is waited for
        if self._mode not in PATTERNS:
            raise FeedDownError(FeedFault.BAD_ADDRESS)
        if self._mode == "refused":
            raise FeedDownError(FeedFault.UNAUTHORIZED)
        if self._mode == "failing" and self._in_fault():
            raise FeedDownError(FeedFault.CONNECTION_REFUSED)

    def open(self, cancelled: Cancelled) -> None:  # noqa: ARG002 - nothing is waited for
        self._n = int(time.monotonic() * RATE)

    def grab(self) -> Grab:
        self._n += 1
        late = time.monotonic() - self._n / RATE
        if late > _LATEST:
            self._n = int(time.monotonic() * RATE)
        self._cancelled.wait(max(0.0, -late))
        if self._mode == "failing" and self._in_fault():
            return Grab.END
        return Grab.PICTURE

    def key(self) -> bool:
        return True

    def retrieve(self, into: Picture | None) -> Picture | None:
        """Return the picture of this moment; the clock in it is the machine's."""
        n = self._n
        if self._mode == "freezing" and self._in_fault():
            n = int((self._began + self._rounds() * _ROUND_SECONDS) * RATE)
        ground = self._background()
        if into is None or into.shape != ground.shape:
            into = np.empty_like(ground)
        np.copyto(into, ground)
        self._draw(into, n)
        return into

    def stream_time(self) -> float:
        return self._n / RATE

    def delay(self) -> float | None:
        return 0.0

    def sends(self, cancelled: Cancelled) -> bool:  # noqa: ARG002 - nothing is waited for
        return True

    def close(self) -> None:
        """Nothing is held."""

    def _rounds(self) -> int:
        return int((time.monotonic() - self._began) / _ROUND_SECONDS)

    def _in_fault(self) -> bool:
        age = time.monotonic() - self._began
        return age >= _ROUND_SECONDS and age % _ROUND_SECONDS < _FAULT_SECONDS

    def _background(self) -> Picture:
        if self._ground is None:
            width, height = self._size
            shade = np.linspace(70, 25, height, dtype=np.float32)[:, None, None]
            tint = np.array([1.0 + (self._seed >> k & 3) * 0.12 for k in (0, 2, 4)], np.float32)
            ground = np.ascontiguousarray(
                np.broadcast_to(shade * tint, (height, width, 3)).astype(np.uint8)
            )
            for x in range(0, width, width // 8):
                cv2.line(ground, (x, height), (width // 2, height // 3), (96, 96, 96), 1)
            self._write(ground, f"DEMO 演示  {self._name}", height // 8, height // 13)
            self._ground = ground
        return self._ground

    def _draw(self, picture: Picture, n: int) -> None:
        width, height = self._size
        # Moments of the picture shift with its number, so that a frozen one shows the old time.
        moment = datetime.now().astimezone().timestamp() - (time.monotonic() - n / RATE)
        shown = datetime.fromtimestamp(moment).astimezone()
        x = (n * 6 + self._seed) % width
        y = height // 2 + int(height / 5 * np.sin(n / 40))
        cv2.circle(picture, (x, y), height // 9, (80, 200, 250), -1, cv2.LINE_AA)
        end = (n % RATE) * width // RATE
        cv2.rectangle(picture, (0, height - 6), (end, height), (210, 210, 210), -1)
        self._write(picture, f"{shown:%Y-%m-%d %H:%M:%S}", height - height // 16, height // 14)

    def _write(self, picture: Picture, text: str, baseline: int, size: int) -> None:
        if self._font is None:
            self._font = cv2.FontFace("uni")
        at = (picture.shape[1] // 40, baseline)
        cv2.putText(picture, text, at, (235, 235, 235), self._font, size)
