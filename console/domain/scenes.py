"""Scenes: which display stands where on the wall, on a grid of 12 columns and 12 rows a screen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from console.domain.wording import Text

GRID = 12
"""Columns and rows that every screen is divided into."""

ON_ONE_SCREEN = frozenset({"call", "meeting"})
"""Displays that never run over several screens: their page is in one window at a time."""

OptionValue = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one screen has of a tile that runs over several.

    Attributes:
        screen: Which of the tile's screens this is, from 0.
        first: The first of those over which one picture is laid, because they are there.
        last: The last of them.
    """

    screen: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TilePlace:
    """One display on a screen, or running on over the next ones.

    Attributes:
        display: The display's name, as scene files call it.
        column: First column, 1 to 12.
        row: First row, 1 to 12.
        width: Columns covered; they count on from screen to screen.
        height: Rows covered.
        options: What the display is told besides; each display knows its own.
        region: A region code that this tile stays at; None follows the region key.
        spans: Screens that it runs over, its own and the next ones.
        part: Which of them this place is about; None = all, as the scene is written.
    """

    display: str
    column: int
    row: int
    width: int
    height: int
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    region: str | None = None
    spans: int = 1
    part: Part | None = None

    @property
    def inside(self) -> bool:
        """Whether it covers a cell of each of its screens, and none outside the grid."""
        return (
            min(self.column, self.row, self.width, self.height, self.spans) >= 1
            and self.column <= GRID
            and -(-(self.column + self.width - 1) // GRID) == self.spans
            and self.row + self.height - 1 <= GRID
        )

    @property
    def columns(self) -> range:
        """The columns, 1 to 12, that it covers on the screen of its part."""
        before = GRID * self.part.screen if self.part else 0
        first, end = self.column - before, self.column + self.width - before
        return range(max(1, first), min(GRID + 1, end))

    @property
    def is_cut(self) -> bool:
        """Whether its picture is laid over fewer screens than the scene gives it."""
        return self.part is not None and self.part.last - self.part.first + 1 < self.spans

    def parts(self, there: Sequence[bool]) -> "tuple[TilePlace, ...]":
        """Return what the screens have of it, its own first.

        One picture is laid over screens that are there side by side; so each of them, or each group
        of them, shows the whole display, whatever became of the others.

        Args:
            there: For each of its screens that the wall has, whether people see it.
        """
        if self.spans == 1 or self.part is not None:
            return (self,)
        found = []
        for screen, seen in enumerate(there):
            first = last = screen
            while seen and first > 0 and there[first - 1]:
                first -= 1
            while seen and last + 1 < len(there) and there[last + 1]:
                last += 1
            found.append(replace(self, part=Part(screen, first, last)))
        return tuple(found)

    def overlaps(self, other: "TilePlace") -> bool:
        """Return whether both tiles cover some cell of the same screen."""
        mine, others = self.columns, other.columns
        return (
            mine.start < others.stop
            and others.start < mine.stop
            and self.row < other.row + other.height
            and other.row < self.row + self.height
        )

    def cells(self) -> Iterable[tuple[int, int]]:
        """Yield (column, row) of every cell covered on the screen of its part."""
        for row in range(self.row, self.row + self.height):
            for column in self.columns:
                yield column, row


@dataclass(frozen=True, slots=True)
class ScreenLayout:
    """The tiles of one screen."""

    tiles: tuple[TilePlace, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A named picture of the whole wall, laid out for walls of several sizes.

    ``walls`` holds one tuple of screens for each number of screens that the scene was laid out for.
    A tile that runs over several of them stands with the first.
    """

    name: str
    title: Text
    walls: tuple[tuple[ScreenLayout, ...], ...]
    order: int = 100

    def wall_for(self, count: int) -> tuple[ScreenLayout, ...]:
        """Return the layout for the most screens of at most ``count``, or else for the fewest."""
        fitting = [wall for wall in self.walls if len(wall) <= count]
        return max(fitting, key=len) if fitting else min(self.walls, key=len)

    def screens(self, count: int, gone: Collection[int] = ()) -> tuple[ScreenLayout, ...]:
        """Return the layouts of a wall of ``count`` screens, left to right.

        Screens beyond the scene's layout show the same again, so that none of them stays dark. A
        tile that runs over several is on each of them in its :class:`Part`.

        Args:
            count: How many there are.
            gone: Those that nobody sees at present, from 0.
        """
        wall = self.wall_for(count)
        there = [number not in gone for number in range(count)]
        shown: list[list[TilePlace]] = [[] for _ in range(count)]
        for index in range(count):
            for tile in wall[index % len(wall)].tiles:
                parts = tile.parts(there[index : index + tile.spans])
                for number, part in enumerate(parts, index):
                    shown[number].append(part)
        return tuple(ScreenLayout(tuple(tiles)) for tiles in shown)

    def tiles(self) -> Iterable[TilePlace]:
        """Yield every tile of every layout."""
        for wall in self.walls:
            for screen in wall:
                yield from screen.tiles
