"""Takes a picture of every window, once they show what they can."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import MappingProxyType

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.views.desk_window import DeskWindow
from console.views.wall_window import WallWindow
from console.widgets.tile import Tile

_LOG = logging.getLogger(__name__)

_LONGEST_WAIT = 15.0
"""Seconds to wait for tiles that show nothing yet; then the picture is taken as it is."""

_LOOK_MS = 100
_SETTLE_LOOKS = 5
"""Looks in a row at which all tiles showed something: what they draw has reached the screen."""


class Shots(QObject):
    """Writes ``wall-1.png`` …, ``desk.png``, and the other windows that are open by their names."""

    done = Signal()

    def __init__(
        self, folder: Path, desk: DeskWindow, others: Mapping[str, QWidget] = MappingProxyType({})
    ) -> None:
        super().__init__()
        self._others = others
        self._folder = folder
        self._desk = desk
        self._walls: Sequence[WallWindow] = ()
        self._until = 0.0
        self._good_looks = 0
        self.complete = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def take(self, walls: Sequence[WallWindow]) -> None:
        """Take the pictures as soon as every tile shows something, or after a while."""
        self._walls = walls
        self._until = monotonic() + _LONGEST_WAIT
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        tiles = [tile for wall in self._walls for tile in wall.tiles]
        self._good_looks = self._good_looks + 1 if all(map(_shows, tiles)) else 0
        if self._good_looks >= _SETTLE_LOOKS or monotonic() > self._until:
            self._timer.stop()
            self._write()
            self.done.emit()

    def _write(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._desk.thumbnails.renew_all()
        names = [(f"wall-{wall.number}", wall) for wall in self._walls]
        others = [(name, window) for name, window in self._others.items() if window.isVisible()]
        pictures: list[tuple[str, QWidget]] = [*names, ("desk", self._desk), *others]
        saved = [w.grab().save(str(self._folder / f"{name}.png")) for name, w in pictures]
        self.complete = all(saved)
        if not self.complete:
            _LOG.error("Not every picture could be written to %s", self._folder)


def _shows(tile: Tile) -> bool:
    return tile.is_drawn and (tile.snapshot is not None or tile.request() is None)
