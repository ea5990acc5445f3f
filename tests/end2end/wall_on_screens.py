"""A full-screen wall that tells, one line of JSON at a time, where its windows lie.

Arguments: how many windows, and a scene's file, which is then shown with figures made up.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from console import paths
from console.domain.snapshots import SnapshotBatch
from console.domain.truth import FreshnessLimits
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.wall_set import WallSet
from console.wall.scene_files import load_scenes
from console.wall.scene_text import parse_scene
from console.widgets.map_tile import MapTile
from console.widgets.tile import Tile
from tests.widgets import map_samples, samples


class Teller(QObject):
    """Writes the geometry of every wall window and of the desk's screen whenever it changed."""

    def __init__(self, wall: WallSet) -> None:
        super().__init__()
        self._wall = wall
        self._last = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.tell)
        self._timer.start(100)

    @Slot()
    def tell(self) -> None:
        screens = [screen.name() for screen in QApplication.screens()]
        windows = [list(window.geometry().getRect()) for window in self._wall.windows]
        line = json.dumps({"screens": screens, "windows": windows})
        if line != self._last:
            self._last = line
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


class Supplier(QObject):
    """Gives maps their areas, as the console does."""

    @Slot(object)
    def supply(self, tile: Tile) -> None:
        if isinstance(tile, MapTile):
            tile.set_boundaries(*map_samples.outlines())


def main() -> int:
    app = QApplication([])
    board = Board(FreshnessLimits())
    wall = WallSet(DISPLAYS, board, screens=int(sys.argv[1]), windowed=False)
    supplier = Supplier()
    wall.tile_built.connect(supplier.supply)
    if len(sys.argv) > 2:
        file = Path(sys.argv[2])
        text = file.read_text("utf-8")
        wall.open(parse_scene(text, name=file.stem, place=str(file), displays=DISPLAYS))
        figures = samples.provenance()
        board.take_batch(SnapshotBatch((replace(map_samples.snapshot(), provenance=figures),)))
    else:
        wall.open(load_scenes([paths.resources() / "scenes"], DISPLAYS).scenes[0])
    teller = Teller(wall)
    code = app.exec()
    del teller, supplier
    return code


if __name__ == "__main__":
    sys.exit(main())
