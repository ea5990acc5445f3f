"""From grid cells to pixels: rectangles with even gaps that leave no hole and no overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from console.domain.scenes import GRID, ScreenLayout, TilePlace
from console.wall.program import OnAir


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


def _line(index: int, length: int, gap: int) -> int:
    """Return where grid line ``index`` (0 to 12) lies; the last leaves one gap to the edge."""
    return (index * (length - gap) * 2 + GRID) // (GRID * 2)


def place(tile: TilePlace, width: int, height: int, gap: int) -> Rect:
    """Return where ``tile`` lies on a screen of ``width`` × ``height`` pixels.

    Between neighbours, and between tiles and the edge, lie exactly ``gap`` pixels: both sides of a
    gap are measured from the same rounded grid line. A screen too small for gaps gets none.
    """
    if min(width, height) < 4 * GRID * max(gap, 1):
        gap = 0
    left = _line(tile.column - 1, width, gap) + gap
    top = _line(tile.row - 1, height, gap) + gap
    right = _line(tile.column - 1 + tile.width, width, gap)
    bottom = _line(tile.row - 1 + tile.height, height, gap)
    return Rect(left, top, right - left, bottom - top)


def shown_layouts(
    layouts: Sequence[ScreenLayout], on_air: OnAir | None
) -> tuple[ScreenLayout, ...]:
    """Return what each screen shows of ``layouts``: a tile spotlit on the whole wall is on all.

    The tile's own screen keeps its layout, in which that tile grows over the others.
    """
    spot = on_air.spotlight if on_air is not None else None
    if spot is None or not spot.whole or not 1 <= spot.tile.screen <= len(layouts):
        return tuple(layouts)
    own = layouts[spot.tile.screen - 1]
    corner = (spot.tile.column, spot.tile.row)
    tile = next((tile for tile in own.tiles if (tile.column, tile.row) == corner), None)
    if tile is None:
        return tuple(layouts)
    guest = ScreenLayout((filling(tile),))
    return tuple(own if n == spot.tile.screen else guest for n in range(1, len(layouts) + 1))


def spotlit(layout: ScreenLayout, column: int, row: int) -> ScreenLayout:
    """Return ``layout`` with only the tile that begins at ``column`` and ``row``, as large as fits.

    Where there is no such tile, the layout stays as it is.
    """
    found = [tile for tile in layout.tiles if (tile.column, tile.row) == (column, row)]
    return ScreenLayout(tuple(filling(tile) for tile in found)) if found else layout


def filling(tile: TilePlace) -> TilePlace:
    """Return ``tile`` over the whole of its screen."""
    return replace(tile, column=1, row=1, width=GRID, height=GRID)
