"""The desk under load: 50 scenes and 100 tiles at once, and what the small pictures cost.

    python -m bench.bench_desk large         gaps of the event loop, at rest and while taking
    python -m bench.bench_desk thumbnails    CPU of the process with and without the small pictures

Runs like ``bench_session``: see bench/four_screens.sh.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtWidgets import QApplication

from bench.bench_session import KEYS, spread
from bench.session import no_modifier, pause, press, session
from console import paths
from console.app.root import Console


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


def measure_desk(console: Console) -> dict[str, object]:
    """Let a large wall run, take its scenes, and note what blocks the event loop.

    ``cpu`` is the GUI thread's own time, whatever else the machine does.
    """
    beats: dict[str, list[float]] = {"gap": [], "cpu": []}

    def beat_for(seconds: float) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            began, own = time.perf_counter(), time.thread_time()
            QApplication.processEvents()
            beats["gap"].append(time.perf_counter() - began)
            beats["cpu"].append(time.thread_time() - own)
            time.sleep(0.001)

    def told() -> dict[str, object]:
        found = {name: spread(each) for name, each in beats.items()}
        for each in beats.values():
            each.clear()
        return found

    beat_for(20)
    quiet = told()
    takes: dict[str, list[float]] = {"gap": [], "cpu": []}
    for key in (*KEYS, *KEYS):
        began, own = time.perf_counter(), time.thread_time()
        press(console, key, no_modifier())
        takes["gap"].append(time.perf_counter() - began)
        takes["cpu"].append(time.thread_time() - own)
        beat_for(1.5)
    return {
        "scenes": len(console.show.director.scenes),
        "tiles": sum(len(window.tiles) for window in console.wall.windows),
        "loop_at_rest": quiet,
        "loop_while_taking": told(),
        "key_handled": {name: spread(each) for name, each in takes.items()},
        "longest_turn_of_the_preview_cpu_ms": round(
            console.desk_parts.previewing.stage.longest_ms, 1
        ),
    }


def large_scenes(folder: Path) -> None:
    """Write 50 scenes into ``folder``, each of which puts 34 tiles on each of three screens."""
    folder.mkdir(parents=True)
    kinds = ("trend", "worst", "headline", "materials", "reproduction", "warning")
    for number in range(50):
        lines = [f'title = {{ zh = "场景 {number}", en = "Scene {number}" }}', "order = 1"]
        lines += ["[[walls]]", "screens = 3", "tiles = ["]
        for screen in range(3):
            for place in range(34):
                column, row = 2 * (place % 6) + 1, 2 * (place // 6) + 1
                kind = kinds[(place + screen + number) % len(kinds)]
                where = f"screen = {screen + 1}, column = {column}, row = {row}"
                lines.append(f'  {{ {where}, width = 2, height = 2, display = "{kind}" }},')
        lines.append("]")
        (folder / f"large_{number:02}.toml").write_text("\n".join(lines), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("large", "thumbnails"))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONSOLE_HOME"] = home
        if chosen.what == "large":
            large_scenes(paths.user_config() / "scenes")
        load = os.getloadavg()[0]
        with session(scene="large_00" if chosen.what == "large" else None) as console:
            large = chosen.what == "large"
            found = measure_desk(console) if large else measure_thumbnails(console)
    print(json.dumps({"load": round(load, 1), **found}, indent=1))


if __name__ == "__main__":
    main()
