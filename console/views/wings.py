"""The tiles of a window's next scene, built beside what it shows, a piece at a time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize

from console.domain.scenes import TilePlace
from console.views.bus import Server
from console.views.tile_shelf import PlacedTile, TileShelf
from console.widgets.tile import Tile

_ASIDE = 1 << 16
"""Pixels to the right at which tiles wait: farther than any wall reaches.

There they count as visible, so that they are styled, laid out and drawn, but nothing is painted.
"""


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
        self._refused: list[TilePlace] = []

    @property
    def complete(self) -> bool:
        """Whether every tile stands that was planned."""
        return not (self._waiting or self._unserved)

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
            self._server.detach(tile)
            self._shelf.put_back(place, tile)
        standing = self.tiles
        self._unserved = [placed for placed in self._unserved if placed[1] in standing]

    def go_on(self) -> None:
        """Do one piece of what is left to do."""
        if self._unserved:
            place, tile = self._unserved.pop(0)
            self._server.attach(tile, place.region)
        elif self._waiting:
            self._build(self._waiting.pop(0))

    def take(self, wanted: TilePlace) -> Tile | None:
        """Give away the tile that was built for ``wanted``; None where there is none."""
        found = self._shelf.pull(self._standing, wanted)
        if found is None:
            return None
        self._unserved = [placed for placed in self._unserved if placed[1] is not found[1]]
        return self._shelf.adapted(found, wanted)

    def refused(self, wanted: TilePlace) -> bool:
        """Tell whether a tile for ``wanted`` was tried, and could not be built."""
        return wanted in self._refused

    def clear(self) -> None:
        """Keep nothing."""
        self.plan((), (), ahead=True)

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


def _is_drawn(tile: Tile) -> bool:
    request = tile.request()
    if request is None:
        return True
    return tile.snapshot is not None and tile.snapshot.request == request and tile.is_drawn
