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
    """Let a large wall run, take its scenes, and note the gaps of the event loop."""
    beats: list[float] = []

    def beat_for(seconds: float) -> None:
        last, end = time.perf_counter(), time.perf_counter() + seconds
        while last < end:
            QApplication.processEvents()
            now = time.perf_counter()
            beats.append(now - last)
            last = now
            time.sleep(0.001)

    beat_for(20)
    quiet, takes = spread(beats), []
    beats.clear()
    for key in (*KEYS, *KEYS):
        began = time.perf_counter()
        press(console, key, no_modifier())
        takes.append(time.perf_counter() - began)
        beat_for(1.5)
    tiles = sum(len(window.tiles) for window in console.wall.windows)
    return {
        "scenes": len(console.show.director.scenes),
        "tiles": tiles,
        "loop_at_rest": quiet,
        "loop_while_taking": spread(beats),
        "key_handled": spread(takes),
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
