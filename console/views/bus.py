"""A side entrance to the board: tiles that are not on the wall, with a region key of their own."""

from datetime import datetime

from PySide6.QtCore import SignalInstance

from console.views.board import Board
from console.widgets.tile import Tile


class Bus:
    """Serves tiles by the wall's board, and turns them without turning the wall.

    Args:
        board: Where the figures come from.
        name: The bus, which nothing else uses at the same time.
    """

    def __init__(self, board: Board, name: str) -> None:
        self._board = board
        self._name = name

    @property
    def places_changed(self) -> SignalInstance:
        """The board's own signal of regions that are known anew."""
        return self._board.places_changed

    def attach(self, tile: Tile, pinned: str | None = None) -> None:
        """Serve ``tile``; ``pinned`` is a region it stays at."""
        self._board.attach(tile, pinned, bus=self._name)

    def detach(self, tile: Tile) -> None:
        """Serve ``tile`` no longer."""
        self._board.detach(tile)

    def freeze(self, tile: Tile, since: datetime | None) -> None:
        """Let ``tile`` stand still since ``since``; None = let it go on."""
        self._board.freeze(tile, since)

    @property
    def answers(self) -> bool:
        """Whether figures that are missing can be expected soon."""
        return self._board.answers

    def draw(self) -> None:
        """Draw what is pending and due."""
        self._board.draw()

    def select(self, region: str, material: str) -> None:
        """Turn the tiles of this bus."""
        self._board.select(region, material, bus=self._name)

    def beside(self, name: str) -> "Bus":
        """Return another bus of the same board, which is turned by itself."""
        return Bus(self._board, f"{self._name}-{name}")


Server = Board | Bus
"""Whoever serves the tiles of a window."""


def wings_of(server: Server) -> Bus:
    """Return the bus of what waits to be served by ``server``: the next scene may be elsewhere."""
    return server.beside("next") if isinstance(server, Bus) else Bus(server, "next")
