"""From grid cells to pixels: rectangles with even gaps that leave no hole and no overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from console.domain.scenes import GRID, Part, ScreenLayout, TilePlace
from console.wall.program import OnAir, TileKey

Size = tuple[int, int]
"""Width and height of a window in its own pixels."""


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


def place(tile: TilePlace, width: int, height: int, gap: int, beside: Sequence[int] = ()) -> Rect:
    """Return where ``tile`` lies on a screen of ``width`` × ``height`` pixels.

    Between neighbours, and between tiles and the edge, lie exactly ``gap`` pixels: both sides of a
    gap are measured from the same rounded grid line. A screen too small for gaps gets none.

    A tile that runs over several screens gets its whole rectangle, of which this screen sees its
    part: the rest lies left and right of the screen, and no gap is left where screens meet.

    Args:
        tile: The tile, or its part on this screen.
        width: The screen's width.
        height: The screen's height.
        gap: Pixels between tiles.
        beside: Widths of all screens that the picture is laid over, see :func:`widths_beside`; () =
            each is as wide as this one.
    """
    if min(width, height) < 4 * GRID * max(gap, 1):
        gap = 0
    part = tile.part or Part(0, 0, 0)
    widths = beside or (width,) * (part.last - part.first + 1)
    here = part.screen - part.first
    begin = max(tile.column - 1 - GRID * part.first, 0)
    end = min(tile.column - 1 + tile.width - GRID * part.last, GRID)
    left = _line(begin, widths[0], gap) + gap - sum(widths[:here])
    top = _line(tile.row - 1, height, gap) + gap
    right = _line(end, widths[-1], gap) + sum(widths[here:-1])
    bottom = _line(tile.row - 1 + tile.height, height, gap)
    return Rect(left, top, right - left, bottom - top)


def widths_beside(tile: TilePlace, number: int, sizes: Sequence[Size]) -> tuple[int, ...]:
    """Return how wide the screens are over which ``tile`` runs, in pixels of one of them.

    A screen of another height counts as if it were magnified to the height of this one: rows meet
    rows, and sizes are shares of the height, so the picture goes on at the same share of each.

    Args:
        tile: The tile's part on this screen.
        number: The number of this screen's window, from 1.
        sizes: Sizes of all windows, number 1 first.
    """
    if tile.part is None:
        return ()
    height = sizes[number - 1][1]
    own = number - 1 - tile.part.screen
    run = sizes[own + tile.part.first : own + tile.part.last + 1]
    return tuple(round(wide * height / max(1, high)) for wide, high in run)


def key_of(tile: TilePlace, number: int) -> TileKey:
    """Return by which key the director knows ``tile`` of the window ``number``.

    All parts of a tile that runs over several screens have that of the first.
    """
    first = number - tile.part.screen if tile.part else number
    return TileKey(first, tile.column, tile.row)


def shown_layouts(
    layouts: Sequence[ScreenLayout], on_air: OnAir | None
) -> tuple[ScreenLayout, ...]:
    """Return what each screen shows of ``layouts``: a tile spotlit on the whole wall is on all.

    The tile's own screens keep their layouts, in which that tile grows over the others.
    """
    spot = on_air.spotlight if on_air is not None else None
    if spot is None or not spot.whole:
        return tuple(layouts)
    own = [find(layout, number, spot.tile) for number, layout in enumerate(layouts, 1)]
    tile = next(filter(None, own), None)
    if tile is None:
        return tuple(layouts)
    guest = ScreenLayout((filling(replace(tile, spans=1, part=None)),))
    return tuple(
        layout if mine is not None else guest for layout, mine in zip(layouts, own, strict=True)
    )


def find(layout: ScreenLayout, number: int, key: TileKey) -> TilePlace | None:
    """Return the tile that the director calls ``key``; None where window ``number`` has none."""
    return next((tile for tile in layout.tiles if key_of(tile, number) == key), None)


def filling(tile: TilePlace) -> TilePlace:
    """Return ``tile`` over the whole of its screens."""
    return replace(tile, column=1, row=1, width=GRID * tile.spans, height=GRID)
