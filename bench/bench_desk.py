"""The desk under load: 50 scenes and 100 tiles at once, and what the small pictures cost.

    python -m bench.bench_desk large         turns of the event loop, at rest and while taking 102
                                             displays of which none was on the wall before
    python -m bench.bench_desk alike         the same, most displays going on in the next scene
    python -m bench.bench_desk thumbnails    CPU of the process with and without the small pictures

Runs like ``bench_session``: see bench/four_screens.sh.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from bench.bench_session import KEYS, spread
from bench.session import Painted, no_modifier, pause, press, session
from console import paths
from console.app.root import Console
from console.views.thumbnails import bring
from console.widgets.tile import Tile


def measure_thumbnails(console: Console) -> dict[str, object]:
    """Return the CPU of this process with the small pictures, and without them."""
    own = psutil.Process()

    def share(seconds: float) -> float:
        times, began = own.cpu_times(), time.perf_counter()
        pause(seconds)
        now = own.cpu_times()
        used = now.user + now.system - times.user - times.system
        return round(100 * used / (time.perf_counter() - began), 1)

    thumbnails = console.desk.thumbnails
    shares: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(3):
        shares["with"].append(share(10))
        thumbnails.stop()
        shares["without"].append(share(10))
        thumbnails.show_windows(console.wall.windows)
    return {"cpu_percent": shares, "longest_ms": round(1000 * thumbnails.longest, 1)}


class Turns:
    """Lets the event loop turn, and notes how long each turn takes.

    ``cpu`` is the GUI thread's own time, whatever else the machine does.
    """

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {"clock": [], "cpu": []}

    def turn(self) -> None:
        """Let the event loop turn once."""
        began, own = time.perf_counter(), time.thread_time()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.times["clock"].append(time.perf_counter() - began)
        self.times["cpu"].append(time.thread_time() - own)
        time.sleep(0.0005)

    def until(self, what: Callable[[], bool], seconds: float = 60) -> None:
        """Turn until ``what`` holds, or the time is over."""
        end = time.perf_counter() + seconds
        while not what() and time.perf_counter() < end:
            self.turn()

    def told(self) -> dict[str, object]:
        """Return what was noted, and begin anew."""
        found = {name: spread(each) for name, each in self.times.items()}
        for each in self.times.values():
            each.clear()
        return found


def measure_desk(console: Console) -> dict[str, object]:
    """Let a large wall run, take its scenes cold and prepared, and note what blocks the loop."""
    turns, painted = Turns(), Painted(console)
    bring(console.desk)
    turns.until(console.desk.isActiveWindow)
    turns.until(lambda: False, 15)
    found: dict[str, object] = {
        "scenes": len(console.show.director.scenes),
        "tiles": sum(len(window.tiles) for window in console.wall.windows),
        "at_rest": turns.told(),
    }
    own = psutil.Process()
    for kind in ("cold", "prepared"):
        keyed: dict[str, list[float]] = {"key_cpu": [], "painted_clock": [], "painted_cpu": []}
        taken = 0
        for key in (*KEYS, *KEYS):
            if kind == "prepared":
                press(console, key, Qt.KeyboardModifier.ControlModifier)
                turns.until(lambda: console.desk_parts.previewing.stage.complete)
                turns.until(lambda: False, 1.5)  # A rest makes the wall's own be built ahead.
                turns.until(lambda: console.wall.change.complete)
            before = console.show.state.program
            began, cpu = time.perf_counter(), time.thread_time()
            if kind == "prepared":
                press(console, Qt.Key.Key_Space, no_modifier())
            else:
                press(console, key, no_modifier())
            keyed["key_cpu"].append(time.thread_time() - cpu)
            turns.until(lambda: not console.wall.change.pending)
            painted.begin()
            turns.until(lambda: len(painted.windows) == len(console.wall.windows), 10)
            taken += console.show.state.program != before
            keyed["painted_clock"].append(time.perf_counter() - began)
            keyed["painted_cpu"].append(time.thread_time() - cpu)
            turns.until(lambda: False, 2)
        found[kind] = {
            "taken": taken,
            "turns": turns.told(),
            **{name: spread(each) for name, each in keyed.items()},
            "memory_mib": round(own.memory_info().rss / 2**20),
            "displays": sum(isinstance(w, Tile) for w in QApplication.allWidgets()),
        }
    longest = console.desk_parts.previewing.stage.longest_ms
    return {**found, "longest_turn_of_the_preview_cpu_ms": round(longest, 1)}


def large_scenes(folder: Path, *, alike: bool) -> None:
    """Write 50 scenes into ``folder``, each of which puts 34 tiles on each of three screens.

    Where they are not ``alike``, each is pinned elsewhere: none can use a tile of the one before.
    """
    folder.mkdir(parents=True)
    kinds = ("trend", "worst", "headline", "materials", "reproduction", "warning")
    for number in range(50):
        lines = [f'title = {{ zh = "场景 {number}", en = "Scene {number}" }}', "order = 1"]
        lines += ["[[walls]]", "screens = 3", "tiles = ["]
        pinned = "" if alike else f', region = "{220100 + 100 * (number % 8)}"'
        for screen in range(3):
            for place in range(34):
                column, row = 2 * (place % 6) + 1, 2 * (place // 6) + 1
                kind = kinds[(place + screen + number) % len(kinds)]
                where = f"screen = {screen + 1}, column = {column}, row = {row}"
                size = f'width = 2, height = 2, display = "{kind}"{pinned}'
                lines.append(f"  {{ {where}, {size} }},")
        lines.append("]")
        (folder / f"large_{number:02}.toml").write_text("\n".join(lines), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("large", "alike", "thumbnails"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONSOLE_HOME"] = home
        large = chosen.what != "thumbnails"
        if large:
            large_scenes(paths.user_config() / "scenes", alike=chosen.what == "alike")
        load = os.getloadavg()[0]
        with session(scene="large_00" if large else None) as console:
            found = measure_desk(console) if large else measure_thumbnails(console)
    print(json.dumps({"load": round(load, 1), **found}, indent=1))


if __name__ == "__main__":
    main()
