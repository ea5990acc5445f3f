"""How soon a call that goes wrong is marked, and how soon it is well again: for bench_calls."""

import os
import signal
import statistics
from collections.abc import Callable
from typing import TYPE_CHECKING

import psutil

from console.domain.calls import Media

if TYPE_CHECKING:
    from bench.bench_calls import Bench

_ROUNDS = 5
_CALM_SECONDS = 30.0


def measure(bench: "Bench", key: str) -> None:
    """Hurt the call ``key`` with the post p1 in every way."""
    _calm(bench, key)
    post = bench.posts["p1"].pid
    _rounds(bench, key, "post stopped", _Stop(post))
    _rounds(bench, key, "the post's page killed", _KillTheirs(post))
    _rounds(bench, key, "our page killed", _KillOurs(bench, key))


def _calm(bench: "Bench", key: str) -> None:
    """Count the marks of a call with which all is well."""
    bench.centre.marks.clear()
    bench.rest(_CALM_SECONDS)
    marks = [mark.value for mark, _at in bench.centre.marks]
    frames = bench.centre.call(key).quality.frames or 0
    print(
        f"marks in {_CALM_SECONDS:.0f} s with which all was well: {marks or 'none'}; "
        f"{frames:.0f} pictures a second, load {psutil.getloadavg()[0]:.1f}",
        flush=True,
    )


class _Stop:
    """The other side stands still as a whole, until it is marked."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def hurt(self) -> None:
        os.kill(self._pid, signal.SIGSTOP)

    def heal(self) -> None:
        os.kill(self._pid, signal.SIGCONT)


class _KillTheirs:
    """The process of the other side's page is gone; its program makes another."""

    def __init__(self, pid: int) -> None:
        self._post = psutil.Process(pid)

    def hurt(self) -> None:
        engine = [p for p in self._post.children(recursive=True) if "--type=zygote" in p.cmdline()]
        max(engine, key=_used).kill()

    def heal(self) -> None:
        """It heals by itself."""


class _KillOurs:
    """The process of our page is gone; we make another."""

    def __init__(self, bench: "Bench", key: str) -> None:
        self._page: Callable[[], int] = lambda: _process(bench, key)

    def hurt(self) -> None:
        os.kill(self._page(), signal.SIGKILL)

    def heal(self) -> None:
        """It heals by itself."""


def _rounds(bench: "Bench", key: str, what: str, fault: "_Stop | _KillTheirs | _KillOurs") -> None:
    marked, well = [], []
    for _ in range(_ROUNDS):
        fault.hurt()
        marked.append(bench.until(lambda: bench.media(key) is not Media.MOVING))
        fault.heal()
        well.append(bench.until(lambda: bench.media(key) is Media.MOVING))
        bench.rest(3.0)
    print(
        f"{what} -> marked: median {statistics.median(marked):.2f} s, longest {max(marked):.2f} s; "
        f"well again after {statistics.median(well):.2f} s, at most {max(well):.2f} s "
        f"(load {psutil.getloadavg()[0]:.1f})",
        flush=True,
    )


def _used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _process(bench: "Bench", key: str) -> int:
    page = bench.centre.service.lines.page(key)
    if page is None:
        raise TimeoutError
    return page.process_id
