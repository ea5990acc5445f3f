"""From the start of the process to its windows, to the first tile painted with data, and the map.

Each start is a process of its own on the embedded demonstration, built beforehand; needs a screen.

    python -m bench.bench_start [--starts 5]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from console import paths
from console.app.environment import prepare
from console.app.options import RunOptions
from console.app.root import Console
from console.data.demo import ensure_demo
from console.settings import load
from console.views.displays import DISPLAYS
from console.wall.program import Program
from console.wall.scene_files import load_scenes
from console.widgets.map_scheme import register_scheme


class Watch(QObject):
    """Notes when the wall window first paints, and when it first paints with data."""

    def __init__(self, console: Console, born: float) -> None:
        super().__init__()
        self._console = console
        self._born = born
        self._window = console.wall.windows[0]
        self.seconds: dict[str, float] = {}
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            watched.event(event)
            self._note("windows_painted")
            tiles = self._window.tiles
            if any(tile.snapshot is not None for tile in tiles):
                self._note("first_tile_painted")
            if all(tile.snapshot is not None and tile.is_drawn for tile in tiles):
                self._note("all_tiles_painted")
                QTimer.singleShot(2000, QApplication.instance(), QApplication.exit)
            return True
        return False

    def _note(self, what: str) -> None:
        self.seconds.setdefault(what, round(time.time() - self._born, 2))


def child() -> None:
    born = psutil.Process().create_time()
    prepare()
    register_scheme()
    app = QApplication([])
    scenes = load_scenes([paths.resources() / "scenes"], DISPLAYS)
    run = RunOptions(demo=True, windowed=True, screens=1)
    console = Console(run, load(None, {"wall.screens": 1}), scenes, Program("overview"))
    console.start()
    watch = Watch(console, born)
    console.wall.windows[0].resize(1920, 1080)
    app.exec()
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    memory = sum(member.memory_info().rss for member in family) / 2**20
    own = psutil.Process().memory_info().rss / 2**20
    console.finish()
    print(json.dumps({**watch.seconds, "own_mib": round(own), "with_web_mib": round(memory)}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--child", action="store_true")
    options = parser.parse_args()
    if options.child:
        child()
        return
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONSOLE_HOME"] = home
        ensure_demo()
        command = [sys.executable, "-m", "bench.bench_start", "--child"]
        runs = []
        for _ in range(options.starts):
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            runs.append(json.loads(done.stdout.splitlines()[-1]))
            print(json.dumps(runs[-1]), flush=True)
    medians = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    print(json.dumps({"median_of": options.starts, **medians}))


if __name__ == "__main__":
    main()
