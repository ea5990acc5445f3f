"""The tiles of a window's next scene, built beside what it shows, a piece at a time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from console.domain.scenes import TilePlace
from console.domain.snapshots import Snapshot
from console.views.bus import Server
from console.views.tile_shelf import PlacedTile, TileShelf
from console.widgets.style import colour
from console.widgets.tile import Tile

_ASIDE = 1 << 16
"""Pixels to the right at which tiles wait: farther than any wall reaches.

There they count as visible, so that they are styled, laid out and drawn, but nothing is painted.
"""

_Look = tuple[Snapshot | None, str]


class _Cover(QWidget):
    """Shows what a tile looks like without painting it anew: many at once would take too long."""

    def __init__(self, tile: Tile) -> None:
        self.look = _look(tile)
        layout = tile.layout()
        if layout is not None:
            layout.activate()  # What is not painted is laid out late.
        self._picture = tile.grab()
        super().__init__(tile)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(tile.rect())
        tile.installEventFilter(self)
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.hide()  # The picture is of another size.
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("window"))
        painter.drawPixmap(self.rect(), self._picture)
        painter.end()


class Wings:
    """Holds what one window needs besides for the layout that comes next.

    Args:
        shelf: Builds the window's tiles, and keeps those that are not needed after all.
        server: Serves tiles that wait, on the region key of the scene to come.
        size_of: Says how large a tile will be.
    """

    def __init__(
        self, shelf: TileShelf, server: Server, size_of: Callable[[TilePlace], QSize]
    ) -> None:
        self._shelf = shelf
        self._server = server
        self._size_of = size_of
        self._waiting: list[TilePlace] = []
        self._unserved: list[PlacedTile] = []
        self._standing: list[PlacedTile] = []
        self._covers: dict[Tile, _Cover] = {}
        self._on_stage: list[_Cover] = []
        self._refused: list[TilePlace] = []

    @property
    def built(self) -> bool:
        """Whether every tile stands that was planned."""
        return not (self._waiting or self._unserved)

    @property
    def complete(self) -> bool:
        """Whether, besides, every tile that is drawn was painted as it is now."""
        return self.built and self._unpainted() is None

    @property
    def drawn(self) -> bool:
        """Whether every tile that stands shows what it asks for."""
        return all(_is_drawn(tile) for _, tile in self._standing)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles that wait."""
        return tuple(tile for _, tile in self._standing)

    def plan(
        self, wanted: Sequence[TilePlace], shown: Sequence[PlacedTile], *, ahead: bool
    ) -> None:
        """Have, from now on, what ``wanted`` needs beside the tiles that are ``shown``.

        With ``ahead`` nobody has asked to see it yet: what costs more than memory is left out.
        """
        goes_on, before = list(shown), self._standing
        self._waiting, self._refused, self._standing = [], [], []
        for place in wanted:
            if self._shelf.pull(goes_on, place) is not None:
                continue
            kept = self._shelf.pull(before, place)
            if kept is not None:
                self._standing.append(kept)
            elif not ahead or self._shelf.is_plain(place):
                self._waiting.append(place)
        for place, tile in before:
            self._uncover(tile)
            self._server.detach(tile)
            self._shelf.put_back(place, tile)
        standing = self.tiles
        self._unserved = [placed for placed in self._unserved if placed[1] in standing]

    def go_on(self) -> None:
        """Do one piece of what is left to do."""
        if self._unserved:
            place, built = self._unserved.pop(0)
            self._server.attach(built, place.region)
        elif self._waiting:
            self._build(self._waiting.pop(0))
        elif (tile := self._unpainted()) is not None:
            self._uncover(tile)
            self._covers[tile] = _Cover(tile)

    def take(self, wanted: TilePlace) -> Tile | None:
        """Give away the tile that was built for ``wanted``; None where there is none."""
        found = self._shelf.pull(self._standing, wanted)
        if found is None:
            return None
        cover = self._covers.pop(found[1], None)
        self._on_stage += [cover] if cover is not None else []
        self._unserved = [placed for placed in self._unserved if placed[1] is not found[1]]
        return self._shelf.adapted(found, wanted)

    def uncover(self) -> bool:
        """Let one tile that was given away be seen itself; return whether there was one."""
        covers = self._on_stage
        while covers and not isValid(covers[0]):
            covers.pop(0)
        if covers:
            _remove(covers.pop(0))
            return True
        return False

    def refused(self, wanted: TilePlace) -> bool:
        """Tell whether a tile for ``wanted`` was tried, and could not be built."""
        return wanted in self._refused

    def clear(self) -> None:
        """Keep nothing."""
        self.plan((), (), ahead=True)
        while self.uncover():
            pass

    def _build(self, place: TilePlace) -> None:
        tile = self._shelf.take(place)
        if tile is None:
            self._refused.append(place)
            return
        size = self._size_of(place)
        tile.setGeometry(_ASIDE, 0, size.width(), size.height())
        tile.show()
        self._standing.append((place, tile))
        self._unserved.append((place, tile))

    def _unpainted(self) -> Tile | None:
        """Return a tile that is drawn, but not painted yet as it is now."""
        for place, tile in self._standing:
            # A clock's picture would be old, and what no tile paints comes from elsewhere.
            if tile.freezes and self._shelf.is_plain(place) and _is_drawn(tile):
                cover = self._covers.get(tile)
                if cover is None or cover.look != _look(tile):
                    return tile
        return None

    def _uncover(self, tile: Tile) -> None:
        for cover in tile.findChildren(_Cover):
            _remove(cover)
        self._covers.pop(tile, None)


def _remove(cover: _Cover) -> None:
    cover.hide()
    cover.setParent(None)
    cover.deleteLater()


def _look(tile: Tile) -> _Look:
    return tile.snapshot, tile.badge.text()


def _is_drawn(tile: Tile) -> bool:
    request = tile.request()
    if request is None:
        return True
    return tile.snapshot is not None and tile.snapshot.request == request and tile.is_drawn
