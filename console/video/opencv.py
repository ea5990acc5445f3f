"""The only door to OpenCV for feeds: its environment must be set before it is imported.

FFmpeg's options reach OpenCV by one environment variable, which it reads at the beginning of every
open. All RTSP feeds share one value, which stands there from the start; an open of another kind
waits until it can have the variable for itself.
"""

import ctypes
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from console.video.address import PROTOCOLS, FeedAddress

__all__ = ["GATE", "OptionGate", "cv2", "open_capture", "options_of"]

_OPTIONS = "OPENCV_FFMPEG_CAPTURE_OPTIONS"

# Opens run side by side; and FFmpeg's own messages, which may name addresses, stay unsaid.
os.environ["OPENCV_FFMPEG_IS_THREAD_SAFE"] = "1"
os.environ["OPENCV_FFMPEG_LOGLEVEL"] = "-8"
os.environ["OPENCV_LOG_LEVEL"] = "ERROR"

_CODECS = "h264,hevc,mjpeg,mpeg4"

#: What may be inside a file or a web stream; no lists of other files but HTTP live streaming.
_FORMATS = {
    "rtsp": "rtsp",
    "rtsps": "rtsp",
    "http": "hls,mpegts,mpjpeg,mov",
    "https": "hls,mpegts,mpjpeg,mov",
    "file": "mov,matroska,webm,mpegts,avi",
}


def options_of(scheme: str) -> str:
    """Return FFmpeg's options for addresses of ``scheme``, as OpenCV wants them written.

    The default analysis of a stream would take three seconds of each open.
    """
    kind = "rtsps" if scheme == "rtsp" else scheme  # both share one value, so both run together
    options = {
        "analyzeduration": "500000",
        "fpsprobesize": "0",
        "protocol_whitelist": ",".join(PROTOCOLS[kind]),
        "format_whitelist": _FORMATS[kind],
        "codec_whitelist": _CODECS,
    }
    if kind == "rtsps":
        options |= {"rtsp_transport": "tcp", "timeout": "2000000", "allowed_media_types": "video"}
    elif kind != "file":
        options["rw_timeout"] = "2000000"
    return "|".join(f"{name};{value}" for name, value in options.items())


os.environ[_OPTIONS] = options_of("rtsp")

import cv2  # noqa: E402 - the environment comes first

cv2.setNumThreads(1)


def _give_memory_back() -> None:
    """Have the C library return pictures to the system when they are freed, on Linux.

    Left to itself it keeps ever larger pieces once one was freed, in a heap for each feed's thread:
    a quarter more memory for feeds of 1080p.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # glibc's own
        if mallopt is not None:
            mallopt(_M_MMAP_THRESHOLD, 1 << 20)


_M_MMAP_THRESHOLD = -3
_give_memory_back()


class OptionGate:
    """Lets opens with the same options in side by side, and others in their turn."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._strangers = 0

    @contextmanager
    def open(self, options: str, cancelled: Callable[[], bool]) -> Iterator[bool]:
        """Hold the environment at ``options``; yields False if ``cancelled()`` came first."""
        entered = self._enter(options, cancelled)
        try:
            yield entered
        finally:
            if entered:
                with self._changed:
                    self._inside -= 1
                    self._changed.notify_all()

    def _enter(self, options: str, cancelled: Callable[[], bool]) -> bool:
        with self._changed:
            if os.environ.get(_OPTIONS) == options and not self._strangers:
                self._inside += 1
                return True
            self._strangers += 1
            try:
                while self._inside and not cancelled():
                    self._changed.wait(0.1)
            finally:
                self._strangers -= 1
            if self._inside:
                return False
            os.environ[_OPTIONS] = options
            self._inside += 1
            return True


GATE = OptionGate()


def open_capture(
    address: FeedAddress,
    *,
    open_seconds: float,
    read_seconds: float,
    cancelled: Callable[[], bool],
    packets_only: bool = False,
) -> cv2.VideoCapture | None:
    """Open ``address``; return None if that was refused, failed, or took ``open_seconds``.

    FFmpeg is named as the back end, for without the name OpenCV ignores the two limits.

    Args:
        address: Its host is a number, or FFmpeg would ask for it without a limit of time.
        open_seconds: Limit of this call.
        read_seconds: Limit of every later ``grab()``.
        cancelled: Asked while another kind of open must be waited for.
        packets_only: ``grab()`` takes packets in and decodes nothing.
    """
    settings = [
        cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(open_seconds * 1000),
        cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(read_seconds * 1000),
        cv2.CAP_PROP_N_THREADS, 1,
    ]  # fmt: skip
    if packets_only:
        settings += [cv2.CAP_PROP_FORMAT, -1]
    with GATE.open(options_of(address.scheme), cancelled) as entered:
        if not entered:
            return None
        try:
            capture = cv2.VideoCapture(address.for_ffmpeg, cv2.CAP_FFMPEG, settings)
        except cv2.error:
            return None  # its text may repeat the address
    if capture.isOpened():
        return capture
    capture.release()
    return None
