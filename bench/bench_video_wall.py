"""The real wall window with 32 and 64 feeds, shedding as the console does, some of them hurt.

The server of the streams shares the machine, but stands behind the wall in priority, with the
feeds' threads. A gap of the GUI thread is told with what it was made of: the thread's own work,
its wait for a core (the kernel's run delay), and the rest, most of it waiting for the interpreter.

A third of the time all is well, then two feeds show a frozen picture and two nothing, then all is
well again. A cell that says LIVE is wrong if the number burned into the
picture it shows has not changed for two seconds.

    python -m bench.bench_video_wall [--feeds 32 64] [--seconds 45] [--json]

With ``--all`` also 9 and 16 small feeds and 4 large ones beside mpv and QMediaPlayer
(:mod:`bench.bench_video_peers`); about seven minutes.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time

import numpy as np
import psutil
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from bench.bench_video_cost import WALLS, floor
from bench.bench_video_peers import compare, words_of
from console.domain.feeds import FeedState
from console.video.priority import GIVES_WAY
from tests.rtsp.feed_wall import SAMPLE_MS, FeedWall, post
from tests.rtsp_server import Clip, Mount, RtspServer, read_number

MAIN = Clip(640, 360, noise=6, preset="veryfast")
SUB = Clip(320, 180, noise=6, preset="veryfast")
STILL_SECONDS = 2.0
SETTLE_SECONDS = 15.0
#: The bare decode is measured on some of the streams and told for all.
FLOOR_FEEDS = 16
FLOOR_SECONDS, PEER_SECONDS = 8.0, 10.0
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

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

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


def gap_of(wall: FeedWall, when: str = "") -> dict[str, float]:
    """Return the longest gap of the GUI thread and what it was made of, in milliseconds."""
    gaps = wall.gaps
    return {
        f"{when}gap_ms": gaps.longest * 1000,
        f"{when}gap_work_ms": gaps.work * 1000,
        f"{when}gap_delay_ms": gaps.delay * 1000,
        f"{when}gap_without_delay_ms": gaps.without_delay * 1000,
        f"{when}gaps_over": gaps.over,
    }


def run(count: int, seconds: float) -> dict[str, float]:
    """Show ``count`` feeds for ``seconds``; return what that cost, and what was said of them."""
    app = QApplication([])  # noqa: F841 - held
    mounts = [Mount(f"/{n}", MAIN) for n in range(count)]
    mounts += [Mount(f"/{n}/sub", SUB) for n in range(count)]
    me = psutil.Process()
    with RtspServer(mounts, nice=GIVES_WAY) as server:
        some = [server.url(f"/{n}/sub") for n in range(min(count, FLOOR_FEEDS))]
        bare = floor(FLOOR_SECONDS, some) * count / len(some)
        idle = me.memory_info().rss
        posts = [post(str(n), server.url(f"/{n}"), server.url(f"/{n}/sub")) for n in range(count)]
        wall = FeedWall(posts, (1920, 1080))
        wall.gaps.begin()
        wall.run(SETTLE_SECONDS)
        opening = gap_of(wall, "opening_")
        wall.gaps.begin()
        begin, threads = me.memory_info().rss, me.num_threads()
        judge, cpu = Judge(wall), time.process_time()
        worker = threading.Thread(target=hurt, args=(server, seconds))
        worker.start()
        wall.run(seconds)
        judge.stop()
        cores = (time.process_time() - cpu) / seconds
        no_core = wall.gaps.delayed / seconds
        states = [wall.feeds.service.status(p.code) for p in posts]
        made = {
            "feeds": count,
            "seconds": seconds,
            "floor_cores": bare,
            "painted": cores / bare,
            "cores": cores,
            **gap_of(wall),
            **opening,
            "no_core": no_core,
            "samples": judge.samples,
            "live_samples": judge.live,
            "wrong_live": judge.wrong,
            "mb_per_feed": (begin - idle) / count / 1e6,
            "mb_per_feed_end": (me.memory_info().rss - idle) / count / 1e6,
            "threads": threads,
            "threads_end": me.num_threads(),
            "live_end": sum(s.state is FeedState.LIVE for s in states),
            "reduced_end": sum(s.reduced for s in states),
            "fps": sum(s.figures.painted_fps for s in states) / count,
            "load": os.getloadavg()[0],
        }
        worker.join()
        wall.close()
    return made


LINE = (
    "{feeds} feeds: {painted:.2f}x of the bare decode's {floor_cores:.2f} cores, {fps:.1f} fps; "
    "GUI gap {gap_ms:.0f} ms, of which work {gap_work_ms:.0f} and no core {gap_delay_ms:.0f} "
    "(longest without that {gap_without_delay_ms:.0f}, {gaps_over} over 100); while opening "
    "{opening_gap_ms:.0f}, work {opening_gap_work_ms:.0f} and no core {opening_gap_delay_ms:.0f} "
    "({opening_gap_without_delay_ms:.0f}, {opening_gaps_over}); GUI thread without a core for "
    "{no_core:.0%} of the time; {samples} samples, "
    "{live_samples} LIVE, {wrong_live} wrong; {mb_per_feed:.1f} MB a feed, {mb_per_feed_end:.1f} "
    "after {seconds:.0f} s; threads {threads}, {threads_end}; {live_end} live and {reduced_end} "
    "reduced at the end (load average {load:.1f})"
)


def run_alone(count: int, seconds: float) -> dict[str, float]:
    """Return what :func:`run` does in a process of its own, whose memory is that of this wall."""
    call = [sys.executable, "-m", "bench.bench_video_wall", "--one", str(count)]
    call += ["--seconds", str(seconds)]
    done = subprocess.run(
        call, stdout=subprocess.PIPE, text=True, check=True, timeout=seconds + 240
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", nargs="+", type=int, default=[32, 64])
    parser.add_argument("--seconds", type=float, default=45.0)
    parser.add_argument("--all", action="store_true", help="also beside mpv and QMediaPlayer")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(run(options.one, options.seconds)))
        return
    for name in WALLS if options.all else ():
        row = compare(name, PEER_SECONDS)
        print(json.dumps(row) if options.json else words_of(row), flush=True)
    for count in options.feeds:
        made = run_alone(count, options.seconds)
        print(json.dumps(made) if options.json else LINE.format(**made), flush=True)


if __name__ == "__main__":
    main()
