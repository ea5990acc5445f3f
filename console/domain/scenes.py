"""Scenes: which display stands where on the wall, on a grid of 12 columns and 12 rows a screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from console.domain.wording import Text

GRID = 12
"""Columns and rows that every screen is divided into."""

OptionValue = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TilePlace:
    """One display on a screen.

    Attributes:
        display: The display's name, as scene files call it.
        column: First column, 1 to 12.
        row: First row, 1 to 12.
        width: Columns covered.
        height: Rows covered.
        options: What the display is told besides; each display knows its own.
        region: A region code that this tile stays at; None follows the region key.
    """

    display: str
    column: int
    row: int
    width: int
    height: int
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    region: str | None = None

    @property
    def inside(self) -> bool:
        """Whether the tile covers at least one cell, and none outside the grid."""
        return (
            min(self.column, self.row, self.width, self.height) >= 1
            and self.column + self.width - 1 <= GRID
            and self.row + self.height - 1 <= GRID
        )

    def overlaps(self, other: "TilePlace") -> bool:
        """Return whether both tiles cover some cell."""
        return (
            self.column < other.column + other.width
            and other.column < self.column + self.width
            and self.row < other.row + other.height
            and other.row < self.row + self.height
        )

    def cells(self) -> Iterable[tuple[int, int]]:
        """Yield (column, row) of every cell covered."""
        for row in range(self.row, self.row + self.height):
            for column in range(self.column, self.column + self.width):
                yield column, row


@dataclass(frozen=True, slots=True)
class ScreenLayout:
    """The tiles of one screen."""

    tiles: tuple[TilePlace, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A named picture of the whole wall, laid out for walls of several sizes.

    ``walls`` holds one tuple of screens for each number of screens that the scene was laid out for.
    """

    name: str
    title: Text
    walls: tuple[tuple[ScreenLayout, ...], ...]
    order: int = 100

    def screens(self, count: int) -> tuple[ScreenLayout, ...]:
        """Return the layouts of a wall of ``count`` screens, left to right.

        The scene's layout for the most screens that fit is taken; screens beyond it show the same
        again, so that none of them stays dark.
        """
        fitting = [wall for wall in self.walls if len(wall) <= count]
        wall = max(fitting, key=len) if fitting else min(self.walls, key=len)
        return tuple(wall[index % len(wall)] for index in range(count))

    def tiles(self) -> Iterable[TilePlace]:
        """Yield every tile of every layout."""
        for wall in self.walls:
            for screen in wall:
                yield from screen.tiles
