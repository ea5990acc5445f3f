"""The real wall window with 32 and 64 feeds, shedding as the console does, some of them hurt.

A third of the time all is well, then two feeds show a frozen picture and two nothing, then all is
well again. A cell that says LIVE is wrong if the number burned into the
picture it shows has not changed for two seconds.

    python -m bench.bench_video_wall [--feeds 32 64] [--seconds 45]
"""

import argparse
import os
import subprocess
import sys
import threading
import time

import numpy as np
import psutil
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from console.domain.feeds import FeedState
from tests.rtsp.feed_wall import SAMPLE_MS, FeedWall, post
from tests.rtsp_server import Clip, Mount, RtspServer, read_number

MAIN = Clip(640, 360, noise=6, preset="veryfast")
SUB = Clip(320, 180, noise=6, preset="veryfast")
STILL_SECONDS = 2.0
SETTLE_SECONDS = 15.0
#: What the first feeds suffer; a change waits for the next key frame, so a few are enough.
HURT = ("freeze", "freeze", "mute", "mute")


class Judge(QObject):
    """Looks at each cell of a wall: what it says, and whether its picture moves."""

    def __init__(self, wall: FeedWall) -> None:
        super().__init__()
        self._wall = wall
        self._numbers: dict[str, tuple[int, float]] = {}
        self.samples = self.live = self.wrong = self.pictures = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(SAMPLE_MS)

    @Slot()
    def _look(self) -> None:
        canvas, now = self._wall.tile.canvas, time.monotonic()
        for cell in canvas.cells:
            view = canvas.view(cell.post)
            image = view.picture() if view else None
            self.samples += 1
            if view is None or image is None or view.status().state is not FeedState.LIVE:
                continue
            self.live += 1
            rows = (image.height(), image.bytesPerLine() // 4, 4)
            pixels = np.frombuffer(image.constBits(), np.uint8).reshape(rows)
            number = read_number(pixels[:, : image.width()])
            known, since = self._numbers.get(cell.post, (-1, now))
            if number != known:
                self._numbers[cell.post] = (number, now)
            elif now - since > STILL_SECONDS:
                self.wrong += 1


def hurt(server: RtspServer, seconds: float) -> None:
    """Freeze and silence some streams after a third of ``seconds``, and mend them after two."""
    time.sleep(seconds / 3)
    for n, word in enumerate(HURT):
        server.tell(word, f"/{n}/sub")
    time.sleep(seconds / 3)
    for n in range(len(HURT)):
        server.tell("resume", f"/{n}/sub")


def run(count: int, seconds: float) -> None:
    app = QApplication([])  # noqa: F841 - held
    mounts = [Mount(f"/{n}", MAIN) for n in range(count)]
    mounts += [Mount(f"/{n}/sub", SUB) for n in range(count)]
    me = psutil.Process()
    with RtspServer(mounts) as server:
        idle = me.memory_info().rss
        posts = [post(str(n), server.url(f"/{n}"), server.url(f"/{n}/sub")) for n in range(count)]
        wall = FeedWall(posts, (1920, 1080))
        wall.run(SETTLE_SECONDS)
        opening, wall.gaps.longest = wall.gaps.longest, 0.0
        begin, threads = me.memory_info().rss, me.num_threads()
        judge, cpu = Judge(wall), time.process_time()
        worker = threading.Thread(target=hurt, args=(server, seconds))
        worker.start()
        wall.run(seconds)
        cores = (time.process_time() - cpu) / seconds
        states = [wall.feeds.service.status(p.code) for p in posts]
        end, ending = me.memory_info().rss, me.num_threads()
        worker.join()
        gap = wall.gaps.longest
        print(
            f"{count} feeds: {cores:.2f} cores, {seconds:.0f} s; GUI gap {gap * 1000:.0f} ms "
            f"(while opening {opening * 1000:.0f}); {judge.samples} samples, {judge.live} LIVE, "
            f"{judge.wrong} wrong; {(begin - idle) / count / 1e6:.1f} MB a feed at the start, "
            f"{(end - idle) / count / 1e6:.1f} at the end; threads {threads}, {ending}; "
            f"{sum(s.state is FeedState.LIVE for s in states)} live and "
            f"{sum(s.reduced for s in states)} reduced at the end, "
            f"{sum(s.figures.painted_fps for s in states) / count:.1f} pictures/s "
            f"(load average {os.getloadavg()[0]:.1f})",
            flush=True,
        )
        wall.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", nargs="+", type=int, default=[32, 64])
    parser.add_argument("--seconds", type=float, default=45.0)
    options = parser.parse_args()
    if len(options.feeds) == 1:
        run(options.feeds[0], options.seconds)
    for number in options.feeds if len(options.feeds) > 1 else []:
        # A process of its own, so that memory and threads are those of this wall.
        call = [sys.executable, "-m", "bench.bench_video_wall", "--feeds", str(number)]
        subprocess.run([*call, "--seconds", str(options.seconds)], check=True)
