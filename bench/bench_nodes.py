"""How far apart three nodes of one wall follow a take: three processes, one PostgreSQL database.

Each process is what ``run --node`` is without its windows: a director and its link. One takes, and
all note on the clock that they share when their director holds the new state.

    python bench/bench_nodes.py [--takes 300] [--json FILE]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from console.domain.scenes import Scene, ScreenLayout, TilePlace  # noqa: E402
from console.domain.wording import Text  # noqa: E402
from console.live.wall_link import WallLink  # noqa: E402
from console.wall.director import Director  # noqa: E402
from console.wall.program import Program  # noqa: E402
from console.wall.restoring import begun  # noqa: E402
from console.wall.state import Author, WallState  # noqa: E402
from tests.postgres import PostgresServer  # noqa: E402

NAMES = ("overview", "outbreak")
LAYOUT = ((ScreenLayout((TilePlace("map", 1, 1, 12, 12),)),),)
SCENES = {name: Scene(name, Text(name, name), LAYOUT) for name in NAMES}
BETWEEN_MS = 150


class Node(QObject):
    """Notes when it shows which revision; the first one also takes."""

    def __init__(self, name: str, url: str, folder: Path, takes: int) -> None:
        super().__init__()
        author = Author("bench", name)
        state = begun(None, Program(NAMES[0]), author, datetime.now(UTC))
        self.director = Director(SCENES, state, author=author)
        self.seen: dict[int, float] = {}
        self.left = takes
        self.file = folder / f"{name}.json"
        self.link = WallLink(url, "bench", folder / f"{name}.sqlite", state, shared=True)
        self.link.followed.connect(self.follow)
        self.link.start()
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.take)

    @Slot(object)
    def follow(self, state: WallState) -> None:
        if self.director.follow(state) is not None:
            self.seen[state.revision] = time.monotonic()

    @Slot()
    def take(self) -> None:
        if self.left == 0:
            self.timer.stop()
            QTimer.singleShot(2000, self.end)
            return
        self.left -= 1
        event = self.director.take(NAMES[self.left % 2])
        if event is not None:
            self.seen[event.after.revision] = time.monotonic()
            self.link.share(event)

    @Slot()
    def end(self) -> None:
        self.link.stop()
        self.file.write_text(json.dumps(self.seen))
        QCoreApplication.quit()


def be_a_node(name: str, url: str, folder: Path, takes: int) -> None:
    app = QCoreApplication([])
    node = Node(name, url, folder, takes)
    if name == "a":
        QTimer.singleShot(3000, node.timer.start)
        QTimer.singleShot(3000, node.timer, node.timer.start)
        node.timer.setInterval(BETWEEN_MS)
    else:
        QTimer.singleShot(3000 + takes * BETWEEN_MS + 2000, node.end)
    app.exec()


def measure(takes: int) -> dict[str, float]:
    with (
        PostgresServer() as server,
        server.fresh_database() as url,
        tempfile.TemporaryDirectory() as folder,
    ):
        words = [
            [sys.executable, __file__, "--node", name, url, folder, str(takes)] for name in "abc"
        ]
        nodes = [subprocess.Popen(line) for line in words]
        for node in nodes:
            node.wait(60 + takes * BETWEEN_MS / 1000)
        seen = [json.loads((Path(folder) / f"{name}.json").read_text()) for name in "abc"]
    common = set(seen[0]) & set(seen[1]) & set(seen[2])
    skews = sorted(
        (max(times) - min(times)) * 1000
        for times in ([one[revision] for one in seen] for revision in common)
    )
    return {
        "takes": takes,
        "seen_by_all": len(skews),
        "median_ms": round(statistics.median(skews), 1),
        "p99_ms": round(skews[int(len(skews) * 0.99) - 1], 1),
        "worst_ms": round(skews[-1], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--takes", type=int, default=300)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--node", nargs=4, metavar=("NAME", "URL", "FOLDER", "TAKES"))
    chosen = parser.parse_args()
    if chosen.node:
        name, url, folder, takes = chosen.node
        be_a_node(name, url, Path(folder), int(takes))
        return
    figures = measure(chosen.takes)
    print(json.dumps(figures, indent=2))
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2), "utf-8")


if __name__ == "__main__":
    main()
