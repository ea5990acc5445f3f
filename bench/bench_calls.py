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
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, thread_time

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

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

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self.folder = url, folder
        self.centre = Centre(url)
        self.beats = Beats()
        self.waiter = Waiter()
        self.views: list[CallView] = []
        self.posts: dict[str, PostProcess] = {}

    def post(self, code: str, *extra: str) -> None:
        self.posts[code] = PostProcess(self._url, code, "--answer", *extra, home=self.folder)

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


def freezes(bench: Bench, key: str) -> None:
    frozen, back = [], []
    post = bench.posts["p1"]
    for _ in range(_ROUNDS):
        os.kill(post.pid, signal.SIGSTOP)
        frozen.append(bench.until(lambda: bench.media(key) is not Media.MOVING))
        os.kill(post.pid, signal.SIGCONT)
        back.append(bench.until(lambda: bench.media(key) is Media.MOVING))
        bench.rest(1.0)
    say(
        f"stopped post -> marked: median {statistics.median(frozen):.2f} s, "
        f"longest {max(frozen):.2f} s; let go -> moving: {statistics.median(back):.2f} s"
    )


def deaths(bench: Bench, key: str) -> None:
    lost, again = [], []
    lines = bench.centre.service.lines
    for _ in range(_ROUNDS):
        page = lines.page(key)
        if page is None:
            raise TimeoutError
        os.kill(page.process_id, signal.SIGKILL)
        lost.append(bench.until(lambda: bench.media(key) is Media.LOST))
        again.append(bench.until(lambda: bench.media(key) is Media.MOVING))
        bench.rest(1.0)
    say(
        f"our page killed -> LOST: median {statistics.median(lost):.2f} s, longest "
        f"{max(lost):.2f} s; moving again after {statistics.median(again):.2f} s"
    )


def measure(bench: Bench) -> None:
    ring_to_picture(bench)
    say(f"processors of the centre without a call: {cores(bench):.2f}; {bench.beats.words()}")
    keys: list[str] = []
    costs(bench, (1,), keys)
    freezes(bench, keys[0])
    deaths(bench, keys[0])
    film = str(red_film(bench.folder, 640, 360))
    for number in range(2, 5):
        bench.post(f"p{number}", "--file", film)
    costs(bench, (2, 4), keys)


def main() -> None:
    """Run everything once."""
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--use-fake-device-for-media-stream"
    prepare()
    register_scheme()
    app = QApplication(sys.argv[:1])
    say(f"load of the machine before: {psutil.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    begun = thread_time()
    CallEngine.shared()
    say(f"the engine of the calls is made in {(thread_time() - begun) * 1000:.0f} ms of processor")
    with (
        PostgresServer() as server,
        server.fresh_database() as url,
        tempfile.TemporaryDirectory() as folder,
    ):
        bench = Bench(url, Path(folder))
        bench.beats.start()
        try:
            measure(bench)
        except TimeoutError:
            say(f"given up: nothing came within {_PATIENCE:.0f} s")
        finally:
            bench.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    main()
