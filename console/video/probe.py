"""Why a feed does not come, and what it would send: asked before FFmpeg opens it.

OpenCV says of a failed open only that it failed. One DESCRIBE of our own, two seconds at most,
tells a wrong password from a missing stream from a dead line, so that the tile can say it.
"""

import errno
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from console.domain.bounded import within
from console.domain.feeds import FeedFault
from console.video.address import FeedAddress
from console.video.opencv import cv2, open_capture
from console.video.rtsp import Connection, NotRtspError, Response

#: Faults that stay until a person mends something: they are asked about rarely.
FOR_PEOPLE = frozenset(
    {
        FeedFault.BAD_ADDRESS,
        FeedFault.UNAUTHORIZED,
        FeedFault.FORBIDDEN,
        FeedFault.NO_SUCH_STREAM,
        FeedFault.NOT_RTSP,
        FeedFault.NOT_DECODABLE,
    }
)

_CODECS = {"H264": "H.264", "H265": "H.265", "JPEG": "MJPEG", "MP4V-ES": "MPEG-4"}
_DECODED = frozenset(_CODECS.values())
_FAULT_OF_STATUS = {
    401: FeedFault.UNAUTHORIZED,
    403: FeedFault.FORBIDDEN,
    404: FeedFault.NO_SUCH_STREAM,
    410: FeedFault.NO_SUCH_STREAM,
    454: FeedFault.NO_SUCH_STREAM,
}
_ROUTE = frozenset(
    {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, errno.EADDRNOTAVAIL}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What was learned of a feed; ``fault`` NONE = it is there. None = not known.

    Attributes:
        address: The address with its host as a number.
        codec: As people write it, as in H.264.
        fps: Pictures a second, announced or measured.
        key_interval: Seconds between key frames, measured.
        delay: Seconds from the sender's clock to here, where the stream carries it.
        answered_after: Seconds until the answer.
    """

    address: FeedAddress
    fault: FeedFault = FeedFault.NONE
    codec: str = ""
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    key_interval: float | None = None
    delay: float | None = None
    answered_after: float = 0.0


def _never() -> bool:
    return False


def numbered(address: FeedAddress, seconds: float = 2.0) -> FeedAddress:
    """Return ``address`` with its host as a number; the name service is given ``seconds``.

    Raises:
        OSError: The host has no number, or the name service did not answer.
    """
    host = address.host.strip("[]")
    if re.fullmatch(r"[0-9.]+", host) or ":" in host or not host:
        return address
    found = within(
        seconds,
        f"name of {host}",
        lambda: socket.getaddrinfo(host, address.port, type=socket.SOCK_STREAM),
    )
    return address.at(str(found[0][4][0]))


def probe(
    address: FeedAddress, *, seconds: float = 2.0, cancelled: Callable[[], bool] = _never
) -> Probe:
    """Ask an RTSP server about ``address`` once; never raises for what the other side does.

    Addresses of other kinds pass unasked, with a number for their host.

    Args:
        address: With its login.
        seconds: Limit of everything together.
        cancelled: Asked several times a second; True ends the probe with NO_ANSWER.
    """
    began = time.monotonic()
    found = Probe(address=address)
    try:
        found = replace(found, address=numbered(address, seconds))
        if address.scheme in {"rtsp", "rtsps"}:
            response = _describe(found.address, began + seconds, cancelled)
            found = _read(found, response)
    except NotRtspError:
        found = replace(found, fault=FeedFault.NOT_RTSP)
    except OSError as error:
        found = replace(found, fault=_fault_of(error))
    return replace(found, answered_after=time.monotonic() - began)


def _describe(address: FeedAddress, deadline: float, cancelled: Callable[[], bool]) -> Response:
    connection = Connection(address, deadline, cancelled)
    try:
        return connection.describe()
    finally:
        connection.close()


def _fault_of(error: OSError) -> FeedFault:
    if isinstance(error, socket.gaierror):
        return FeedFault.NO_SUCH_HOST
    if isinstance(error, ssl.SSLError) and not isinstance(error, TimeoutError):
        return FeedFault.NOT_RTSP
    if isinstance(error, ConnectionRefusedError):
        return FeedFault.CONNECTION_REFUSED
    if isinstance(error, ConnectionError):
        return FeedFault.ENDED
    return FeedFault.NO_ROUTE if error.errno in _ROUTE else FeedFault.NO_ANSWER


def _read(found: Probe, response: Response) -> Probe:
    if response.status != 200:
        return replace(found, fault=_FAULT_OF_STATUS.get(response.status, FeedFault.SERVER_ERROR))
    video = re.search(r"(?ms)^m=video .*?(?=^m=|\Z)", response.body)
    if not video:
        return replace(found, fault=FeedFault.NO_MEDIA)
    text = video[0]
    name = re.search(r"(?m)^a=rtpmap:\d+ ([\w.+-]+)/", text)
    codec = name[1].upper() if name else "JPEG" if re.match(r"m=video \S+ \S+ 26\b", text) else ""
    size = re.search(r"(?m)^a=(?:framesize:\d+ |x-dimensions: ?)(\d+)[-,](\d+)", text)
    rate = re.search(r"(?m)^a=(?:x-)?framerate: ?([\d.]+)", text)
    codec = _CODECS.get(codec, codec)
    return replace(
        found,
        fault=FeedFault.NONE if codec in _DECODED else FeedFault.NOT_DECODABLE,
        codec=codec,
        width=int(size[1]) if size else None,
        height=int(size[2]) if size else None,
        fps=_number(rate[1]) if rate else None,
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def sends_packets(address: FeedAddress, cancelled: Callable[[], bool] = _never) -> bool:
    """Return whether packets come from ``address``, decodable or not; takes four seconds at most.

    It tells an encoder that sends nothing from one whose next key frame is far.
    """
    capture = open_capture(
        address, open_seconds=2.0, read_seconds=1.0, cancelled=cancelled, packets_only=True
    )
    if capture is None:
        return False
    try:
        return not cancelled() and capture.grab()
    finally:
        capture.release()


def examine(
    address: FeedAddress, *, seconds: float = 5.0, cancelled: Callable[[], bool] = _never
) -> Probe:
    """Probe ``address``, then take its packets for ``seconds`` and measure what they are."""
    found = probe(address, cancelled=cancelled)
    if found.fault is not FeedFault.NONE:
        return found
    capture = open_capture(
        found.address, open_seconds=3.0, read_seconds=2.0, cancelled=cancelled, packets_only=True
    )
    if capture is None:
        return replace(found, fault=FeedFault.NO_MEDIA)
    try:
        return _measure(found, capture, seconds, cancelled)
    finally:
        capture.release()


def _measure(
    found: Probe, capture: cv2.VideoCapture, seconds: float, cancelled: Callable[[], bool]
) -> Probe:
    times: list[float] = []
    keys: list[float] = []
    end = time.monotonic() + seconds
    delay = None
    while time.monotonic() < end and not cancelled() and capture.grab():
        times.append(capture.get(cv2.CAP_PROP_POS_MSEC) / 1000)
        if capture.get(cv2.CAP_PROP_LRF_HAS_KEY_FRAME):
            keys.append(times[-1])
        delay = delay_of(capture, time.time())
    if not times:
        return replace(found, fault=FeedFault.NO_MEDIA)
    span = times[-1] - times[0]
    between = [later - earlier for earlier, later in pairwise(keys)]
    return replace(
        found,
        width=int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)) or found.width,
        height=int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)) or found.height,
        fps=(len(times) - 1) / span if span > 0 else found.fps,
        key_interval=median(between) if between else None,
        delay=delay,
    )


def delay_of(capture: cv2.VideoCapture, now: float) -> float | None:
    """Return how old the last frame is by its sender's clock at the moment ``now`` of ours.

    Both are seconds since 1970. None until the sender has told its time (by RTCP, seconds after
    the start), and where its clock is plainly wrong.
    """
    base = capture.get(cv2.CAP_PROP_STREAM_OPEN_TIME_USEC) / 1e6
    if base <= 0:
        return None
    delay = now - base - capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
    return delay if -0.5 < delay < 60 else None
