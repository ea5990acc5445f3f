"""What a feed's thread reads pictures from: a stream, a clip or a drawn pattern, all alike."""

import time
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

import numpy as np
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.feeds import FeedFault
from console.video.address import FeedAddress, parse_address
from console.video.bounds import Limits
from console.video.credentials import with_login
from console.video.frames import Picture
from console.video.opencv import cv2, open_capture
from console.video.probe import delay_of, probe, sends_packets

Cancelled = Callable[[], bool]


class FeedDownError(Exception):
    """A feed cannot be opened; ``fault`` says why, as far as it can be told."""

    def __init__(self, fault: FeedFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Grab(Enum):
    """What came of waiting for a picture."""

    PICTURE = auto()
    SILENCE = auto()
    END = auto()


class Reader(Protocol):
    """A source of pictures, used by one thread; every call is bounded in time."""

    demo: bool

    def prepare(self, cancelled: Cancelled) -> None:
        """Find out whether the source is there.

        Raises:
            FeedDownError: It is not.
        """
        ...

    def open(self, cancelled: Cancelled) -> None:
        """Open what was prepared.

        Raises:
            FeedDownError: It does not open.
        """
        ...

    def grab(self) -> Grab:
        """Wait for the next picture and take it in."""
        ...

    def key(self) -> bool:
        """Whether the picture taken in stands by itself."""
        ...

    def retrieve(self, into: Picture | None) -> Picture | None:
        """Return the picture taken in as BGR, (height, width, 3), in ``into`` where it fits."""
        ...

    def stream_time(self) -> float:
        """The time of the picture taken in by the stream's own count, in seconds."""
        ...

    def delay(self) -> float | None:
        """Seconds since the picture taken in was sent, by the sender's clock, if it is known."""
        ...

    def sends(self, cancelled: Cancelled) -> bool:
        """Whether anything comes from the source, pictures or not."""
        ...

    def close(self) -> None:
        """Give everything back; may be called at any time, and again."""
        ...


class StreamReader:
    """Reads a camera's or a media server's stream.

    Args:
        post: Whose login it is.
        address_text: From the database, untrusted.
        also_allowed: Schemes that the settings allow besides RTSP.
        limits: Bounds of all calls.
    """

    demo = False

    def __init__(
        self, post: str, address_text: str, also_allowed: frozenset[str], limits: Limits
    ) -> None:
        self._post = post
        self._address_text = address_text
        self._also_allowed = also_allowed
        self._limits = limits
        self._address: FeedAddress | None = None
        self._capture = cv2.VideoCapture()

    def prepare(self, cancelled: Cancelled) -> None:
        address = with_login(_checked(self._address_text, self._also_allowed), self._post)
        found = probe(address, seconds=self._limits.ask, cancelled=cancelled)
        if found.fault is not FeedFault.NONE:
            raise FeedDownError(found.fault)
        self._address = found.address

    def open(self, cancelled: Cancelled) -> None:
        if self._address is None:
            raise FeedDownError(FeedFault.BAD_ADDRESS)
        began = time.monotonic()
        capture = open_capture(
            self._address,
            open_seconds=self._limits.open,
            read_seconds=self._limits.read,
            cancelled=cancelled,
        )
        silent = time.monotonic() - began >= 0.8 * self._limits.open
        if capture is None:
            raise FeedDownError(FeedFault.NO_MEDIA if silent else FeedFault.ENDED)
        self._capture = capture
        # Neither the description nor the first half second told the size; OpenCV never learns it.
        if not capture.get(cv2.CAP_PROP_FRAME_WIDTH):
            raise FeedDownError(FeedFault.NO_MEDIA if silent else FeedFault.NO_KEY_FRAME)

    def grab(self) -> Grab:
        began = time.monotonic()
        good = self._capture.grab()
        waited = time.monotonic() - began
        # A wait that was broken off flushes the decoder: what it gives then is an old picture.
        if waited >= self._limits.read:
            return Grab.SILENCE
        return Grab.PICTURE if good else Grab.END

    def key(self) -> bool:
        return self._capture.get(cv2.CAP_PROP_FRAME_TYPE) == ord("I")

    def retrieve(self, into: Picture | None) -> Picture | None:
        good, picture = self._capture.retrieve(into)
        return np.asarray(picture, np.uint8) if good and picture.ndim == 3 else None

    def stream_time(self) -> float:
        # A stream without times of its own is never late.
        return self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000 or time.monotonic()

    def delay(self) -> float | None:
        return delay_of(self._capture, time.time())

    def sends(self, cancelled: Cancelled) -> bool:
        return self._address is not None and sends_packets(self._address, cancelled)

    def close(self) -> None:
        self._capture.release()


class ClipReader(StreamReader):
    """Shows a file in real time, again and again: a demonstration, and marked so."""

    demo = True

    def __init__(self, post: str, address_text: str, limits: Limits) -> None:
        super().__init__(post, address_text, frozenset({"file"}), limits)
        self._began = 0.0

    @override
    def prepare(self, cancelled: Cancelled) -> None:
        self._address = _checked(self._address_text, self._also_allowed)
        if not Path(self._address.for_ffmpeg).is_file():
            raise FeedDownError(FeedFault.NO_SUCH_STREAM)

    @override
    def open(self, cancelled: Cancelled) -> None:
        super().open(cancelled)
        self._began = time.monotonic()

    @override
    def grab(self) -> Grab:
        grabbed = super().grab()
        if grabbed is not Grab.PICTURE:
            self.close()
            self.open(lambda: False)
            grabbed = super().grab()
        due = self._began + self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000  # 0 of the first one
        time.sleep(min(1.0, max(0.0, due - time.monotonic())))
        return grabbed

    @override
    def stream_time(self) -> float:
        return time.monotonic()

    @override
    def delay(self) -> float | None:
        return None


def _checked(text: str, also_allowed: frozenset[str]) -> FeedAddress:
    try:
        return parse_address(text, also_allowed=also_allowed)
    except ConsoleError:
        raise FeedDownError(FeedFault.BAD_ADDRESS) from None
