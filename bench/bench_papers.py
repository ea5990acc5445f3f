"""What opening a source, exporting the wall and the brief cost the GUI thread of the real program.

    python -m bench.bench_papers [--scenes risk outbreak …] [--rounds 2] [--full]

Each turn of the event loop is taken by itself: its length by the clock; ``held``, the same without
the time that the thread was ready and another process had the core (Linux tells it), so that it is
what a machine without other work would show; and ``own``, the GUI thread's processor time alone.
``at rest`` is the same program doing nothing: what it has, the actions did not bring. Needs an X
server; ``--full`` fills its screen.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from bench.bench_session import spread
from bench.session import has_data, pause, session, until
from console.app.root import Console

_LONGEST = 60.0
_AFTER = 1.0
"""Seconds after an action that are counted as its own: what it had painted comes by then."""


def waited() -> float:
    """Return for how many seconds this thread was ready to run, and had no core."""
    return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9


class Turns:
    """Lets the event loop run, and notes how long each turn of it took."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.held: list[float] = []
        self.own: list[float] = []

    def take(self, work: Callable[[], object]) -> None:
        """Do ``work`` as one turn."""
        ready = waited()
        began, own = time.perf_counter(), time.thread_time()
        work()
        self.own.append(time.thread_time() - own)
        self.clock.append(time.perf_counter() - began)
        self.held.append(max(self.own[-1], self.clock[-1] - (waited() - ready)))

    def until(self, what: Callable[[], bool], seconds: float) -> None:
        """Run until ``what`` holds, and for as long after as belongs to it."""
        deadline = time.monotonic() + seconds
        while not what() and time.monotonic() < deadline:
            self.once()
        self.rest(_AFTER)

    def rest(self, seconds: float) -> None:
        """Run for a while."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.once()

    def once(self) -> None:
        """Let what waits in the loop have its turn."""
        self.take(QApplication.processEvents)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        time.sleep(0.0005)

    def told(self) -> dict[str, object]:
        """Return the turns by the clock and by the thread's own time."""
        kinds = {"clock": self.clock, "held": self.held, "own": self.own}
        return {name: spread(times) for name, times in kinds.items()}


def measure(console: Console, scenes: Sequence[str], rounds: int) -> dict[str, object]:
    """Open the source of every tile, export the wall and make the brief, in each of ``scenes``."""
    papers = console.desk_parts.papers
    sources, briefing = papers.sources, papers.briefing
    turns = {name: Turns() for name in ("at rest", "source", "export", "brief")}
    slowest: list[tuple[float, str]] = []
    for _ in range(rounds):
        for scene in scenes:
            console.show.take(scene)
            until(lambda: all(has_data(t) for w in console.wall.windows for t in w.tiles))
            pause(3)
            tiles = [tile for window in console.wall.windows for tile in window.tiles]
            turns["at rest"].rest(4)
            for tile in tiles:
                before = len(turns["source"].own)
                turns["source"].take(lambda tile=tile: sources.open(tile))
                turns["source"].until(lambda: not sources.window.asked.text().endswith("…"), 10)
                worst = max(turns["source"].own[before:])
                slowest.append((round(1000 * worst, 1), f"{scene} {type(tile).__name__}"))
                pause(0.2)
            sources.window.close()
            for name, wish, signal in (
                ("export", sources.export_wall, sources.told),
                ("brief", briefing.make, briefing.told),
            ):
                told = QSignalSpy(signal)
                wanted = 1 if name == "export" else 2
                turns[name].take(wish)
                turns[name].until(lambda told=told, n=wanted: told.count() >= n, _LONGEST)
    found: dict[str, object] = {name: each.told() for name, each in turns.items()}
    found["slowest_sources"] = sorted(slowest, reverse=True)[:6]
    return found


def main() -> None:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = ["risk", "outbreak", "investigation", "overview"]
    parser.add_argument("--scenes", nargs="+", default=names)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--full", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONSOLE_HOME"] = home
        load = os.getloadavg()[0]
        with session(windowed=not chosen.full, screens=1) as console:
            sizes = [[*window.size().toTuple()] for window in console.wall.windows]
            found = measure(console, chosen.scenes, chosen.rounds)
    load = max(load, os.getloadavg()[0])
    print(json.dumps({"load": round(load, 1), "windows": sizes, **found}, indent=1))


if __name__ == "__main__":
    main()
