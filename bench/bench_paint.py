"""COMMIT -> painted on a real wall window of six tiles at 1920x1080, beside the floor of the run.

The floor of a change: the notification received, the same rows fetched by bare psycopg2, and one
bare widget of the window's size painted. Both start when the writer, a process of its own, is about
to send COMMIT. "Painted" is the end of the window's first repaint after the change arrived.

    python -m bench.bench_paint [--changes 500] [--days 400 4000] [--renderer native]
"""

import argparse
import json
import os
import select
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg2
from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from bench.bench_refresh import PAUSE_MS, ROWS, Writer, figures, fill
from console.app.environment import prepare
from console.app.options import RunOptions
from console.app.root import Console
from console.settings import load
from console.views.displays import DISPLAYS
from console.wall.program import Program
from console.wall.scene_files import load_scenes
from console.widgets.map_scheme import register_scheme
from tests.postgres import PostgresServer

SIZE = (1920, 1080)
WARM_UP = 20
MAP = 'level = "county", metric = "new", renderer = "{}"'
SCENE = """
title = {{ zh = "测量", en = "Bench" }}
[[walls]]
screens = 1
tiles = [
  {{ display = "headline", column = 1, row = 1, width = 10, height = 2 }},
  {{ display = "clock", column = 11, row = 1, width = 2, height = 2 }},
  {{ display = "map", column = 1, row = 3, width = 7, height = 9, options = {{ {options} }} }},
  {{ display = "trend", column = 8, row = 3, width = 5, height = 5 }},
  {{ display = "materials", column = 8, row = 8, width = 5, height = 4 }},
  {{ display = "status", column = 1, row = 12, width = 12, height = 1 }},
]
"""


class Bare(QWidget):
    """The least that can be painted: one rectangle."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#141a21"))
        painter.end()


def floor(app: QApplication, url: str, writer: Writer, changes: int) -> list[float]:
    bare = Bare()
    bare.resize(*SIZE)
    bare.show()
    while not (bare.windowHandle() and bare.windowHandle().isExposed()):
        app.processEvents()
    listening, reading = psycopg2.connect(url), psycopg2.connect(url)
    listening.autocommit = reading.autocommit = True
    taken = []
    with listening.cursor() as listen, reading.cursor() as read:
        listen.execute("LISTEN command_changed")
        read.execute("SELECT revision FROM command.revision WHERE dataset = 'case_daily'")
        held = read.fetchone()[0]
        for _ in range(changes):
            time.sleep(PAUSE_MS / 1000)
            writer.ask()
            while not listening.notifies:
                select.select([listening], [], [])
                listening.poll()
            newest = max(int(n.payload.rpartition(":")[2]) for n in listening.notifies)
            listening.notifies.clear()
            read.execute(ROWS, (held,))
            assert len(read.fetchall()) == 1
            bare.repaint()
            taken.append(time.monotonic() - writer.moment())
            held = newest
    listening.close()
    reading.close()
    bare.close()
    return taken


class PaintWatch(QObject):
    """Notes when the wall window has painted what a change of the database brought."""

    def __init__(self, console: Console, writer: Writer, changes: int) -> None:
        super().__init__()
        self._console = console
        self._writer = writer
        self._left = changes + WARM_UP
        self._arrived: float | None = None
        self._asked = False
        self.arrived: list[float] = []
        self.painted: list[float] = []
        self._window = console.wall.windows[0]
        self._window.resize(*SIZE)
        self._window.installEventFilter(self)
        console.feeding.snapshots_ready.connect(self.note_arrival)

    @Slot()
    def change(self) -> None:
        self._asked = True
        self._writer.ask()

    @Slot(object)
    def note_arrival(self, batch: object) -> None:
        if self._asked and self._arrived is None:
            self._arrived = time.monotonic()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.UpdateRequest or self._arrived is None:
            return False
        watched.event(event)
        self._note(time.monotonic())
        return True

    def _note(self, now: float) -> None:
        moment = self._writer.moment()
        self.arrived.append(self._arrived - moment)
        self.painted.append(now - moment)
        self._arrived, self._asked = None, False
        if len(self.painted) == self._left:
            QApplication.exit(0)
        else:
            QTimer.singleShot(PAUSE_MS, self.change)


def ours(
    console: Console, writer: Writer, changes: int
) -> tuple[list[float], list[float], dict[str, float]]:
    console.start()
    watch = PaintWatch(console, writer, changes)
    QTimer.singleShot(6000, watch.change)
    QApplication.exec()
    gaps = console.watch.figures()
    console.finish()
    return watch.arrived[WARM_UP:], watch.painted[WARM_UP:], gaps


def measure(app: QApplication, server: PostgresServer, days: int, options: Any) -> Any:
    with server.fresh_database() as url, tempfile.TemporaryDirectory() as folder:
        fill(url, days)
        scene = Path(folder) / "bench.toml"
        scene.write_text(SCENE.format(options=MAP.format(options.renderer)), "utf-8")
        writer = Writer(url)
        least = floor(app, url, writer, options.changes // 2)
        run = RunOptions(database=url, windowed=True, screens=1)
        loaded = load(None, {"database.url": url, "wall.screens": 1})
        scenes = load_scenes([Path(folder)], DISPLAYS)
        console = Console(run, loaded, scenes, Program("bench"))
        arrived, painted, gaps = ours(console, writer, options.changes)
        least += floor(app, url, writer, options.changes // 2)
        writer.close()
    return {
        "days": days,
        "renderer": options.renderer,
        "changes": options.changes,
        "floor": figures(least),
        "snapshots_received": figures(arrived),
        "painted": figures(painted),
        "loop": gaps,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--days", type=int, nargs="+", default=[400, 4000])
    parser.add_argument("--renderer", choices=["native", "web"], default="native")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, PostgresServer() as server:
        os.environ["CONSOLE_HOME"] = home
        prepare()
        register_scheme()
        app = QApplication([])
        for days in options.days:
            print(json.dumps(measure(app, server, days, options)), flush=True)


if __name__ == "__main__":
    main()
