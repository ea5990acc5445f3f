"""From the server's sending to the paint clock's fetching: the age of each picture, burned into it.

Four feeds of 640 x 360 at 25 Hz on loopback: opened without load, after the server stood still for
five seconds, opened while two processes for each core keep the machine busy, after these ended, and
over some minutes. Ages are known up to the clip's length, 8 s.

    python -m bench.bench_video_glass [--seconds 15] [--minutes 2]
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from bench.bench_video_cost import SMALL, Canvas, wait_live, watch
from tests.rtsp_server import Mount, RtspServer

TILE = (960, 540)
STALL_SECONDS = 5.0
SETTLE_SECONDS = 3.0


class Glass:
    """Four feeds on a canvas that notes their ages."""

    def __init__(self, app: QApplication, urls: list[str]) -> None:
        self._app = app
        self.service, self.posts = watch(urls, TILE)
        self.canvas = Canvas(self.service, self.posts, TILE)
        self.canvas.show()
        self.wait()

    def wait(self) -> None:
        """Wait until all are LIVE, and a little longer."""
        wait_live(self.service, self.posts)
        self.run(SETTLE_SECONDS)

    def run(self, seconds: float) -> None:
        QTimer.singleShot(int(seconds * 1000), self._app.quit)
        self._app.exec()

    def tell(self, what: str, seconds: float) -> None:
        """Print the ages of the pictures of the next ``seconds``."""
        self.canvas.ages.clear()
        self.run(seconds)
        ages = self.canvas.ages
        print(
            f"{what:24} median {statistics.median(ages) * 1000:4.0f} ms  "
            f"p95 {statistics.quantiles(ages, n=20)[-1] * 1000:4.0f} ms  "
            f"longest {max(ages) * 1000:5.0f} ms  {len(ages)} pictures  "
            f"(load average {os.getloadavg()[0]:.1f})",
            flush=True,
        )

    def close(self) -> None:
        self.canvas.close()
        self.service.stop()


@contextmanager
def busy() -> Iterator[None]:
    """Keep every core busy twice over."""
    loop = [sys.executable, "-c", "while True: pass"]
    running = [subprocess.Popen(loop) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def measure(seconds: float, minutes: int) -> None:
    app = QApplication([])
    with RtspServer([Mount(f"/{n}", SMALL) for n in range(4)]) as server:
        urls = [server.url(f"/{n}") for n in range(4)]
        glass = Glass(app, urls)
        glass.tell("opened without load", seconds)
        server.pause()
        glass.run(STALL_SECONDS)
        server.go_on()
        began = time.monotonic()
        wait_live(glass.service, glass.posts)
        print(f"all LIVE {time.monotonic() - began:.1f} s after a stall of {STALL_SECONDS:.0f} s")
        glass.run(SETTLE_SECONDS)
        glass.tell("after the stall", seconds)
        for minute in range(1, minutes + 1):
            glass.tell(f"minute {minute}", 60.0)
        glass.close()
        with busy():
            glass = Glass(app, urls)
            glass.tell("opened with load", seconds)
        glass.run(SETTLE_SECONDS)
        glass.tell("after the load", seconds)
        glass.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--minutes", type=int, default=2)
    options = parser.parse_args()
    measure(options.seconds, options.minutes)
