"""From the picture that a station sees of itself to the same picture at the other station.

Run it as ``python -m bench.bench_call_glass``: two stations of one program, a real PostgreSQL and
two pages in processes of their own; a film takes the camera's place, each of whose pictures is a
number in black and white bars. Both views are read as they are on the screen.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path
from time import monotonic

import cv2
import numpy as np
import psutil
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bench.bench_calls import Bench, run, say
from console.domain.call_media import CallMedia
from console.domain.calls import Call, Media, Party, PartyKind
from console.domain.wording import Text
from console.widgets.call_view import CallView
from tests.calling import Centre

_BITS = 10
_SIZE = (640, 360)
_SECONDS = 20.0
_LOOK = 0.015
_LATE = 10.0
"""Seconds after which a number is another round's: the film lasts half a minute."""


class OtherCentre(Centre):
    """The station that sends the film, and sees itself in a corner."""

    station = "centre2"


def film(path: Path) -> None:
    """Write the numbers from 0 to 1023, in Gray code, as Motion JPEG."""
    wide, high = _SIZE
    with path.open("wb") as out:
        for number in range(1 << _BITS):
            code = number ^ (number >> 1)
            bits = [255 * (code >> (_BITS - 1 - place) & 1) for place in range(_BITS)]
            row = np.repeat(np.array(bits, np.uint8), wide // _BITS)
            _, coded = cv2.imencode(".jpg", np.tile(row, (high, 1)))
            out.write(coded.tobytes())


def number(image: QImage, left: float, top: float, wide: float) -> int:
    """Read the number whose bars begin at ``left``, at the height ``top``."""
    code = 0
    for place in range(_BITS):
        colour = image.pixelColor(round(left + (place + 0.5) * wide / _BITS), round(top))
        code = code << 1 | (colour.lightness() > 127)
    found = 0
    while code:
        found ^= code
        code >>= 1
    return found


class Glass:
    """Both views on the screen, and when each number was first seen in which."""

    def __init__(self) -> None:
        self.own: dict[int, float] = {}
        self.far: dict[int, float] = {}

    def look(self, sending: CallView, taking: CallView) -> None:
        screen = QApplication.primaryScreen()
        for view, seen, corner in ((sending, self.own, True), (taking, self.far, False)):
            image = screen.grabWindow(view.winId()).toImage()
            now = monotonic()
            wide, high = image.width(), image.height()
            # The corner is 24 % wide, 2 % from the right and 3 % from below, as call.css has it.
            at = (
                (0.74 * wide, 0.97 * high - 0.06 * high, 0.24 * wide)
                if corner
                else (0, high / 2, wide)
            )
            seen.setdefault(number(image, *at), now)

    def delays(self) -> list[float]:
        """Return the seconds from here to there of each number that was seen in both."""
        both = {n: self.far[n] - self.own[n] for n in self.own if n in self.far}
        return [late for late in both.values() if 0 < late < _LATE]


def measure(bench: Bench) -> None:
    """Call the other station, and watch the same pictures in both."""
    other = OtherCentre(bench.url)
    other.service.media = CallMedia(own=True, sound=False)
    sending, taking = CallView(), CallView()
    for view, left in ((sending, 0), (taking, 960)):
        view.setGeometry(left, 0, 950, 534)
        view.show()
    try:
        key = bench.centre.service.place(Party("centre2", PartyKind.CONSOLE, Text("二", "Two")))
        bench.until(lambda: key in other.service.calls)
        other.service.accept(key)
        bench.until(lambda: bench.media(key) is Media.MOVING)
        sending.show_page(other.service.lines.page(key))
        taking.show_page(bench.centre.service.lines.page(key))
        bench.rest(5.0)
        glass, end = Glass(), monotonic() + _SECONDS
        while monotonic() < end:
            bench.rest(_LOOK)
            glass.look(sending, taking)
        tell(glass, bench.centre.call(key))
    finally:
        sending.show_page(None)
        taking.show_page(None)
        other.service.stop()


def tell(glass: Glass, call: Call) -> None:
    """Print what was found."""
    delays = sorted(glass.delays())
    quality = call.quality
    say(
        f"seen by oneself -> seen over there: median {statistics.median(delays) * 1000:.0f} ms, "
        f"95 of 100: {delays[int(len(delays) * 0.95)] * 1000:.0f} ms, longest "
        f"{delays[-1] * 1000:.0f} ms of {len(delays)} pictures; {quality.frames or 0:.0f} a "
        f"second, {quality.width}x{quality.height}, load {psutil.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        numbers = Path(folder) / "numbers.mjpeg"
        film(numbers)
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = (
            f"--use-fake-device-for-media-stream --use-file-for-fake-video-capture={numbers}"
        )
        run(measure)
        sys.exit(0)
