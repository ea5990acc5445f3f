"""Sixteen feeds under one fault after another, each hurt for real: what is said, and how soon.

For each fault: seconds until it is marked, seconds until LIVE again after its end, and samples
that said LIVE while it was not so (a sampler looks every 100 ms). Memory, threads and open files
are told at the start, at the end, and every few minutes between.

    python -m bench.bench_video_faults [--minutes 30] [--seed 1]
"""

import argparse
import os
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack

import psutil

from console.domain.feeds import FeedState
from tests.rtsp.peers import Peer
from tests.rtsp.watching import Watched
from tests.rtsp_server import Clip, Mount, RtspServer

FREEZE_BOUND, SILENCE_BOUND = 2.0, 1.3
TELL_SECONDS = 180.0
FEEDS = [f"/{n}" for n in range(16)]
PEERED = FEEDS[:4]
PEER_FAULTS = ("401", "403", "404", "503", "silent", "closes", "describes", "garbage")


class Wall:
    """A server, doors to it for some feeds, and the feeds under watch."""

    def __init__(self, stack: ExitStack) -> None:
        mounts = [
            Mount(path, Clip(320, 180, codec="h265" if n % 5 == 4 else "h264"))
            for n, path in enumerate(FEEDS)
        ]
        self.server = stack.enter_context(RtspServer(mounts))
        self.door = f"door {self.server.port}"
        self.peers = {path: stack.enter_context(Peer(self.door)) for path in PEERED}
        urls = {path: self.server.url(path) for path in FEEDS}
        urls |= {path: f"rtsp://127.0.0.1:{p.port}{path}" for path, p in self.peers.items()}
        self.watched = stack.enter_context(Watched(urls))

    def hurt(self, chance: random.Random) -> tuple[str, list[str], float, Callable[[], None]]:
        """Begin a fault; return its name, the feeds it hits, its bound, and what ends it."""
        kind = chance.choice(["freeze", "mute", "stall", "kill", "peer", "peer"])
        if kind == "peer":
            path, behaviour = chance.choice(PEERED), chance.choice(PEER_FAULTS)
            self.peers[path].behave(behaviour)
            return behaviour, [path], SILENCE_BOUND, lambda: self.peers[path].behave(self.door)
        if kind in {"freeze", "mute"}:
            path = chance.choice(FEEDS)
            self.server.tell(kind, path)
            bound = FREEZE_BOUND if kind == "freeze" else SILENCE_BOUND
            return kind, [path], bound, lambda: self.server.tell("resume", path)
        if kind == "stall":
            self.server.pause()
            return kind, FEEDS, SILENCE_BOUND, self.server.go_on
        self.server.kill()
        return kind, FEEDS, SILENCE_BOUND, self.server.start


def footprint() -> str:
    me = psutil.Process()
    return (
        f"{me.memory_info().rss / 1e6:.0f} MB, {me.num_threads()} threads, "
        f"{me.num_fds()} open files (load average {os.getloadavg()[0]:.1f})"
    )


def run(minutes: float, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - faults are drawn, no secrets
    marked: dict[str, list[float]] = defaultdict(list)
    back: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        wall = Wall(stack)
        wall.watched.all_reach(FEEDS, FeedState.LIVE, seconds=120)
        print("at the start:", footprint(), flush=True)
        began = told = time.monotonic()
        samples = wrong = 0
        while time.monotonic() < began + minutes * 60:
            if time.monotonic() > told + TELL_SECONDS:
                told = time.monotonic()
                print(f"after {(told - began) / 60:4.1f} min:", footprint(), flush=True)
            name, hit, bound, mend = wall.hurt(chance)
            wall.watched.broken(hit, time.monotonic() + bound)
            others = [state for state in FeedState if state is not FeedState.LIVE]
            marked[name].append(wall.watched.all_reach(hit, *others, seconds=60))
            wall.watched.watch_on(chance.uniform(2, 12))
            wall.watched.mended(hit)
            mend()
            back[name].append(wall.watched.all_reach(FEEDS, FeedState.LIVE, seconds=600))
            wall.watched.watch_on(1.0)
            wrong += len(wall.watched.wrong_live())
            samples += wall.watched.forget_judged()
        print("at the end:  ", footprint())
        print(f"{'fault':10} {'times':>5} {'marked, worst':>14} {'back, median':>13} {'worst':>6}")
        for name in sorted(marked):
            print(
                f"{name:10} {len(marked[name]):5} {max(marked[name]):12.2f} s "
                f"{statistics.median(back[name]):11.1f} s {max(back[name]):4.1f} s"
            )
        print("samples:", samples, " wrong:", wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    run(options.minutes, options.seed)
