"""What a wall of feeds costs beside FFmpeg's bare decode of the same streams in the same run.

Ours is the whole way: capture, watch, convert (taken), and one canvas of 1920 x 1080 painted 25
times a second besides (painted), in a process of its own. The floor is one
``ffmpeg -threads 1 ... -f null -`` for each feed.

    python -m bench.bench_video_cost [--seconds 15] [--rounds 2]
"""

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time

import psutil
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from console.domain.feeds import FeedPost, FeedState, FeedWish, Frame, Stream
from console.domain.wording import NOTHING
from console.live.feeds import FeedService
from console.video.wall_budget import LoadLimits
from tests.rtsp_server import Clip, Mount, RtspServer, age_of, make_clip

SMALL = Clip(640, 360, noise=6, preset="veryfast")
LARGE = Clip(1920, 1080, seconds=4, noise=6, preset="veryfast")
#: Name: clip, feeds, tile.
WALLS = {
    "9 x 640x360": (SMALL, 9, (640, 360)),
    "16 x 640x360": (SMALL, 16, (480, 270)),
    "4 x 1920x1080": (LARGE, 4, (960, 540)),
}


_FLOOR_TRIES = 3


class Canvas(QWidget):
    """Paints all tiles at 25 Hz from the service's slots."""

    def __init__(self, service: FeedService, posts: list[str], tile: tuple[int, int]) -> None:
        super().__init__()
        self.setFixedSize(1920, 1080)
        self._slots = {post: service.slot(post) for post in posts}
        self._frames: dict[str, Frame] = {}
        self._tile = tile
        self._last = time.monotonic()
        self.gaps: list[float] = []
        self.ages: list[float] = []
        self.clip = SMALL
        self._clock = QTimer(self)
        self._clock.setInterval(40)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    @Slot()
    def _tick(self) -> None:
        now = time.monotonic()
        self.gaps.append(now - self._last)
        self._last = now
        for post, slot in self._slots.items():
            frame = slot.take() if slot else None
            if frame is not None:
                self._frames[post] = frame
                self.ages.append(age_of(frame.array, self.clip, now))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        across = 1920 // self._tile[0]
        for n, frame in enumerate(self._frames.values()):
            height, width, _ = frame.array.shape
            image = QImage(frame.array.data, width, height, QImage.Format.Format_RGB32)
            painter.drawImage(n % across * self._tile[0], n // across * self._tile[1], image)
        painter.end()


def watch(urls: list[str], tile: tuple[int, int]) -> tuple[FeedService, list[str]]:
    """Watch ``urls`` in tiles of this size without shedding; return the service and the posts."""
    service = FeedService(limits=LoadLimits(high=2.0))
    posts = [str(n) for n in range(len(urls))]
    found = tuple(FeedPost(post, NOTHING, url) for post, url in zip(posts, urls, strict=True))
    service.set_posts(found)
    service.watch({post: FeedWish(tile, stream=Stream.MAIN) for post in posts})
    return service, posts


def wait_live(service: FeedService, posts: list[str]) -> None:
    """Run the event loop until every one of ``posts`` is LIVE; give up after a minute."""
    end = time.monotonic() + 60
    while any(service.status(post).state is not FeedState.LIVE for post in posts):
        QApplication.processEvents()
        time.sleep(0.01)
        if time.monotonic() > end:
            sys.exit("the feeds do not come")


def ours(name: str, seconds: float, urls: list[str], *, paint: bool) -> dict[str, float]:
    """Show ``urls`` for ``seconds`` and return what that cost this process."""
    clip, _, tile = WALLS[name]
    app = QApplication([])
    idle = psutil.Process().memory_info().rss
    service, posts = watch(urls, tile)
    canvas = Canvas(service, posts, tile)
    canvas.clip = clip
    if paint:
        canvas.show()
    wait_live(service, posts)
    settled = time.monotonic() + 3
    while time.monotonic() < settled:
        app.processEvents()
        time.sleep(0.002)
    canvas.gaps.clear()
    canvas.ages.clear()
    cpu, began = time.process_time(), time.monotonic()
    QTimer.singleShot(int(seconds * 1000), app.quit)
    app.exec()
    spent = time.monotonic() - began
    ages = statistics.quantiles(canvas.ages, n=20)
    made = {
        "cores": (time.process_time() - cpu) / spent,
        "fps": statistics.fmean(service.status(post).figures.painted_fps for post in posts),
        "mb_per_feed": (psutil.Process().memory_info().rss - idle) / len(urls) / 1e6,
        "gap_ms": max(canvas.gaps) * 1000,
        "age_ms": statistics.median(canvas.ages) * 1000,
        "age95_ms": ages[-1] * 1000,
    }
    canvas.close()
    service.stop()
    return made


def floor(seconds: float, urls: list[str]) -> float:
    """Return the cores that FFmpeg takes to decode ``urls``, a process for each.

    FFmpeg now and then waits for ever on a server that has just started; then all begin anew, a few
    times. After that the floor is not a number, and neither is what is measured in it.
    """
    command = ["ffmpeg", "-nostdin", "-v", "quiet", "-threads", "1", "-rtsp_transport", "tcp"]
    tail = ["-t", str(seconds), "-an", "-f", "null", "-"]
    for _ in range(_FLOOR_TRIES):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        running = [subprocess.Popen([*command, "-i", url, *tail]) for url in urls]
        end = time.monotonic() + 2 * seconds + 5
        while time.monotonic() < end and any(process.poll() is None for process in running):
            time.sleep(0.1)
        hung = [process for process in running if process.poll() is None]
        for process in hung:
            process.kill()
            process.wait()
        if not hung:
            break
    else:
        print("FFmpeg waits for ever for some of the streams: no floor", file=sys.stderr)
        return math.nan
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / seconds


def start(name: str, seconds: float, urls: list[str], *more: str) -> dict[str, float]:
    """Return what :func:`ours` measures in a new process."""
    call = [sys.executable, "-m", "bench.bench_video_cost", "--ours", name]
    call += ["--seconds", str(seconds), *more, *urls]
    done = subprocess.run(call, capture_output=True, text=True, check=True, timeout=seconds + 90)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(name: str, seconds: float, rounds: int) -> None:
    clip, count, _ = WALLS[name]
    rate = make_clip(clip).stat().st_size * 8 / clip.seconds / 1e6
    print(f"{name}: {rate:.1f} Mbit/s a feed", flush=True)
    with RtspServer([Mount(f"/{n}", clip) for n in range(count)]) as server:
        urls = [server.url(f"/{n}") for n in range(count)]
        for _ in range(rounds):
            bare = floor(seconds, urls)
            hidden = start(name, seconds, urls, "--hidden")
            got = start(name, seconds, urls)
            print(
                f"{name:14}  floor {bare:.2f} cores  taken {hidden['cores'] / bare:.2f}x  "
                f"painted {got['cores'] / bare:.2f}x  {got['fps']:.1f} fps  "
                f"{got['mb_per_feed']:.1f} MB/feed  GUI gap {got['gap_ms']:.0f} ms  "
                f"age {got['age_ms']:.0f}, p95 {got['age95_ms']:.0f} ms  "
                f"(load average {os.getloadavg()[0]:.1f})",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--ours", choices=WALLS)
    parser.add_argument("--hidden", action="store_true", help="paint nothing")
    parser.add_argument("urls", nargs="*")
    options = parser.parse_args()
    if options.ours:
        print(
            json.dumps(ours(options.ours, options.seconds, options.urls, paint=not options.hidden))
        )
        return
    for name in WALLS:
        measure(name, options.seconds, options.rounds)


if __name__ == "__main__":
    main()
