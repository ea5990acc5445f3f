"""What calls cost: ring to first picture, processors of one and four calls, marks and recoveries.

Run it as ``python -m bench.bench_calls``: real posts in processes of their own, a real PostgreSQL,
Chromium's own moving picture and tone for camera and microphone; the posts after the first send a
film of 640x360. All runs on this one machine, the posts included: only the centre is counted.
"""

import os
import signal
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, thread_time

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from bench import call_faults
from console.app.environment import prepare
from console.domain.calls import Media, Party, PartyKind
from console.domain.wording import Text
from console.widgets.call_engine import CallEngine
from console.widgets.call_view import CallView
from console.widgets.map_scheme import register_scheme
from tests.calling import Centre, PostProcess
from tests.films import red_film
from tests.postgres import PostgresServer

_ROUNDS = 5
_SECONDS = 10.0
_PATIENCE = 90.0
_BEAT_MS = 10


class Beats(QObject):
    """Comes every 10 ms, and notes how late it was and what the thread had worked meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self.worked: list[float] = []
        self._at = self._used = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._at, self._used = monotonic(), thread_time()
        self._timer.start()

    def words(self) -> str:
        """Say what was found since the last time, and begin anew."""
        late, worked = sorted(self.late), max(self.worked, default=0.0)
        self.late, self.worked = [], []
        if not late:
            return "no beats"
        p99 = late[int(len(late) * 0.99)]
        return (
            f"event loop late by at most {late[-1] * 1000:.0f} ms (99 of 100: {p99 * 1000:.0f}); "
            f"the most that its thread worked between two beats: {worked * 1000:.0f} ms"
        )

    @Slot()
    def _beat(self) -> None:
        now, used = monotonic(), thread_time()
        self.late.append(max(0.0, now - self._at - _BEAT_MS / 1000))
        self.worked.append(used - self._used)
        self._at, self._used = now, used


class Waiter(QObject):
    """Lets events run until something is found."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = QEventLoop(self)
        self._found: Callable[[], bool] = bool
        self._end = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT_MS)
        self._timer.timeout.connect(self._look)

    def wait(self, found: Callable[[], bool], seconds: float) -> bool:
        self._found, self._end = found, monotonic() + seconds
        self._timer.start()
        self._loop.exec()
        self._timer.stop()
        return found()

    @Slot()
    def _look(self) -> None:
        if self._found() or monotonic() > self._end:
            self._loop.quit()


class Bench:
    """The centre, its posts and their views."""

    def __init__(self, url: str, folder: Path, server: PostgresServer) -> None:
        self.url, self.folder, self.server = url, folder, server
        self.centre = Centre(url)
        self.beats = Beats()
        self.waiter = Waiter()
        self.views: list[CallView] = []
        self.posts: dict[str, PostProcess] = {}

    def post(self, code: str, *extra: str, url: str = "", within: Sequence[str] = ()) -> None:
        there = url or self.url
        self.posts[code] = PostProcess(
            there, code, "--answer", *extra, home=self.folder, within=within
        )

    def until(self, found: Callable[[], bool], seconds: float = _PATIENCE) -> float:
        """Let events run until ``found``; return the seconds it took."""
        begun = monotonic()
        if not self.waiter.wait(found, seconds):
            raise TimeoutError
        return monotonic() - begun

    def rest(self, seconds: float) -> None:
        """Let events run for a while."""
        self.waiter.wait(bool, seconds)

    def call(self, code: str) -> str:
        """Ring a post and wait for its first picture."""
        party = Party(code, PartyKind.POST, Text(code, code))
        key = self.centre.service.place(party)
        self.until(lambda: self.media(key) is Media.MOVING)
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
            with suppress(ProcessLookupError):
                os.kill(post.pid, signal.SIGCONT)
            post.stop()


def used(processes: list[psutil.Process]) -> dict[int, float]:
    """Return the seconds of processor that each of ``processes`` has used; not of those gone."""
    seconds = {}
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            seconds[process.pid] = sum(process.cpu_times()[:2])
    return seconds


def cores(bench: Bench) -> float:
    """Return how many processors the centre uses, events running meanwhile."""
    processes = ours(bench)
    before, begun = used(processes), monotonic()
    bench.rest(_SECONDS)
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
    bench.post("p1")
    bench.centre.service.hang_up(bench.call("p1"))  # by now it is up, and answers
    bench.rest(1.0)
    bench.beats.words()
    times = []
    for _ in range(_ROUNDS):
        begun = monotonic()
        key = bench.call("p1")
        times.append(monotonic() - begun)
        bench.centre.service.hang_up(key)
        bench.rest(1.0)
    say(
        f"ring -> first picture, answered at once: median {statistics.median(times):.2f} s, "
        f"longest {max(times):.2f} s of {_ROUNDS}; {bench.beats.words()}"
    )


def costs(bench: Bench, counts: tuple[int, ...], keys: list[str]) -> None:
    for count in counts:
        while len(keys) < count:
            keys.append(bench.call(f"p{len(keys) + 1}"))
            bench.show(keys[-1])
        bench.rest(3.0)
        bench.beats.words()
        busy = cores(bench)
        frames = [bench.centre.call(key).quality.frames or 0 for key in keys]
        say(
            f"processors of the centre, {count} call(s) shown at 960x540: {busy:.2f}; "
            f"pictures a second {min(frames):.0f}-{max(frames):.0f}; {bench.beats.words()}; "
            f"load of the machine {psutil.getloadavg()[0]:.1f}"
        )


def measure(bench: Bench) -> None:
    ring_to_picture(bench)
    say(f"processors of the centre without a call: {cores(bench):.2f}; {bench.beats.words()}")
    keys: list[str] = []
    costs(bench, (1,), keys)
    call_faults.measure(bench, keys[0])
    film = str(red_film(bench.folder, 640, 360))
    for number in range(2, 5):
        bench.post(f"p{number}", "--file", film)
    costs(bench, (2, 4), keys)


def run(work: Callable[[Bench], None], options: dict[str, str] | None = None) -> None:
    """Let ``work`` measure with a centre, a database and posts, all of them real."""
    prepare()
    register_scheme()
    app = QApplication(sys.argv[:1])
    say(f"load of the machine before: {psutil.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    begun = thread_time()
    CallEngine.shared()
    say(f"the engine of the calls is made in {(thread_time() - begun) * 1000:.0f} ms of processor")
    with (
        PostgresServer(options=options) as server,
        server.fresh_database() as url,
        tempfile.TemporaryDirectory() as folder,
    ):
        bench = Bench(url, Path(folder), server)
        bench.beats.start()
        try:
            work(bench)
        except TimeoutError:
            say(f"given up: nothing came within {_PATIENCE:.0f} s")
        finally:
            bench.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--use-fake-device-for-media-stream"
    run(measure)
