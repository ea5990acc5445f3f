"""What calls cost: ring to first picture, processors of one and four calls, marks and recoveries.

Run it as ``python -m bench.bench_calls``: real posts in processes of their own, a real PostgreSQL,
Chromium's own moving picture and tone for camera and microphone. All runs on this one machine, the
posts included, whose processors are told apart.
"""

import os
import signal
import statistics
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import psutil
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from console.app.environment import prepare
from console.app.loop_watch import LoopWatch
from console.domain.calls import Media, Party, PartyKind
from console.domain.wording import Text
from console.widgets.call_engine import CallEngine
from console.widgets.call_view import CallView
from console.widgets.map_scheme import register_scheme
from tests.calling import Centre, PostProcess
from tests.postgres import PostgresServer

_ROUNDS = 5
_SECONDS = 10.0
_PATIENCE = 90.0


class Bench:
    """The centre, its posts and their views."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self.centre = Centre(url)
        self.watch = LoopWatch()
        self.views: list[CallView] = []
        self.posts: dict[str, PostProcess] = {}

    def post(self, code: str) -> PostProcess:
        self.posts[code] = PostProcess(self._url, code, "--answer", home=self._folder)
        return self.posts[code]

    def call(self, code: str) -> str:
        """Ring a post and wait for its first picture."""
        party = Party(code, PartyKind.POST, Text(code, code))
        key = self.centre.service.place(party)
        until(lambda: self.media(key) is Media.MOVING)
        return key

    def show(self, key: str) -> None:
        view = CallView()
        view.resize(960, 540)
        view.show()
        view.show_page(self.centre.service.lines.page(key))
        self.views.append(view)

    def media(self, key: str) -> Media:
        return self.centre.call(key).media

    def close(self) -> None:
        for view in self.views:
            view.show_page(None)
            view.deleteLater()
        self.centre.service.stop()
        for post in self.posts.values():
            post.stop()


def until(found: Callable[[], bool], seconds: float = _PATIENCE) -> float:
    """Let events run until ``found``; return the seconds it took."""
    begun = monotonic()
    while not found():
        QCoreApplication.processEvents()
        sleep(0.005)
        if monotonic() - begun > seconds:
            raise TimeoutError(found)
    return monotonic() - begun


def rest(seconds: float) -> None:
    """Let events run for a while."""
    end = monotonic() + seconds
    until(lambda: monotonic() > end, seconds + 1)


def used(processes: list[psutil.Process]) -> dict[int, float]:
    """Return the seconds of processor that each of ``processes`` has used; not of those gone."""
    seconds = {}
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            seconds[process.pid] = sum(process.cpu_times()[:2])
    return seconds


def cores(processes: list[psutil.Process], seconds: float) -> float:
    """Return how many processors ``processes`` use, events running meanwhile."""
    before, begun = used(processes), monotonic()
    rest(seconds)
    after, lasted = used(processes), monotonic() - begun
    return sum(after[pid] - before[pid] for pid in after if pid in before) / lasted


def ours(bench: Bench) -> list[psutil.Process]:
    """Return this process and its web engine's, without the posts and the database."""
    theirs = {post.pid for post in bench.posts.values()}
    mine = psutil.Process()
    engine = [
        p
        for p in mine.children(recursive=True)
        if "QtWebEngineProcess" in p.name() and not theirs & {q.pid for q in p.parents()}
    ]
    return [mine, *engine]


def say(words: str) -> None:
    print(words, flush=True)


def ring_to_picture(bench: Bench) -> None:
    bench.centre.service.hang_up(bench.call("p1"))  # by now it is up, and answers
    times = []
    for _ in range(_ROUNDS):
        begun = monotonic()
        key = bench.call("p1")
        times.append(monotonic() - begun)
        bench.centre.service.hang_up(key)
        rest(1.0)
    say(
        f"ring -> first picture, answered at once: median {statistics.median(times):.2f} s, "
        f"longest {max(times):.2f} s of {_ROUNDS}"
    )


def costs(bench: Bench) -> list[str]:
    keys: list[str] = []
    idle = cores(ours(bench), _SECONDS)
    say(f"processors of the centre without a call: {idle:.2f}")
    for count in (1, 4):
        while len(keys) < count:
            keys.append(bench.call(f"p{len(keys) + 1}"))
            bench.show(keys[-1])
        busy = cores(ours(bench), _SECONDS)
        frames = [bench.centre.call(key).quality.frames or 0 for key in keys]
        say(
            f"processors of the centre, {count} call(s) shown at 960x540: {busy:.2f}; "
            f"pictures a second {min(frames):.0f}-{max(frames):.0f}"
        )
    return keys


def marks(bench: Bench, key: str) -> None:
    frozen, back = [], []
    post = bench.posts["p1"]
    for _ in range(_ROUNDS):
        os.kill(post.pid, signal.SIGSTOP)
        frozen.append(until(lambda: bench.media(key) is not Media.MOVING))
        os.kill(post.pid, signal.SIGCONT)
        back.append(until(lambda: bench.media(key) is Media.MOVING))
    say(
        f"stopped post -> marked: median {statistics.median(frozen):.2f} s, "
        f"longest {max(frozen):.2f} s; let go -> moving: {statistics.median(back):.2f} s"
    )
    lost, again = [], []
    for _ in range(_ROUNDS):
        page = bench.centre.service.lines.page(key)
        assert page is not None
        os.kill(page.process_id, signal.SIGKILL)
        lost.append(until(lambda: bench.media(key) is Media.LOST))
        again.append(until(lambda: bench.media(key) is Media.MOVING))
    say(
        f"our page killed -> LOST: median {statistics.median(lost):.2f} s, longest "
        f"{max(lost):.2f} s; moving again after {statistics.median(again):.2f} s"
    )


def main() -> None:
    """Run everything once."""
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--use-fake-device-for-media-stream"
    prepare()
    register_scheme()
    app = QApplication(sys.argv[:1])
    CallEngine.shared()
    say(f"load of the machine before: {psutil.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with (
        PostgresServer() as server,
        server.fresh_database() as url,
        tempfile.TemporaryDirectory() as folder,
    ):
        bench = Bench(url, Path(folder))
        try:
            for number in range(1, 5):
                bench.post(f"p{number}")
            ring_to_picture(bench)
            bench.watch.start()
            keys = costs(bench)
            say(f"longest gap of the event loop meanwhile: {bench.watch.longest_ms:.0f} ms")
            bench.watch.stop()
            for key in keys[1:]:
                bench.centre.service.hang_up(key)
            marks(bench, keys[0])
        finally:
            bench.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    main()
