"""Where the cells of a grid of feeds lie, and the parts of each."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QRect

from console.theme import Metrics

MOST = 64
"""Cells of a grid, at most: more could not be told apart on one screen."""

_SHAPE = 16 / 9
_LINE = 1.45
"""Height of a line of text, in font heights."""

_KEPT = 0.94
"""Grids whose pictures are this part as wide as the widest are as good, if they are fuller."""

_KEPT_WITH_FOOT = 0.88
"""A cell has a second line of words where that leaves the picture this part of its width."""


@dataclass(frozen=True, slots=True)
class CellBox:
    """The parts of one cell, in pixels of the canvas; an empty ``head`` or ``foot`` is left out.

    ``text`` is the size of the head's text, ``small`` that of the foot's.
    """

    cell: QRect
    head: QRect
    picture: QRect
    foot: QRect
    text: int
    small: int


def boxes_of(
    count: int, room: QRect, metrics: Metrics, *, captions: bool = True
) -> tuple[CellBox, ...]:
    """Return ``count`` cells in ``room``, in the grid in which pictures of 16:9 become largest.

    Args:
        count: How many cells, 0 to :data:`MOST`.
        room: Where they lie.
        metrics: The sizes of the wall.
        captions: Whether each cell has its name on it.
    """
    if not count:
        return ()
    columns = _best_columns(count, room, metrics, captions=captions)
    rows = math.ceil(count / columns)
    gap = max(1, metrics.gap // 3)
    cells = [_cell(room, n, columns, rows, gap) for n in range(count)]
    # All cells are alike, though some are a pixel larger.
    smallest = QRect(0, 0, min(c.width() for c in cells), min(c.height() for c in cells))
    style = _style(smallest, metrics, captions=captions)
    return tuple(_box(cell, style) for cell in cells)


def neighbour(current: int, count: int, columns: int, step: tuple[int, int]) -> int:
    """Return the cell that is ``step`` (columns, rows) from ``current``; the edges hold."""
    row, column = divmod(current, columns)
    column = min(max(column + step[0], 0), columns - 1)
    target = max(row + step[1], 0) * columns + column
    if target < count:
        return target
    return current if step[1] else count - 1


def columns_of(boxes: tuple[CellBox, ...]) -> int:
    """Return how many cells lie side by side."""
    return sum(box.cell.top() == boxes[0].cell.top() for box in boxes) if boxes else 1


def _cell(room: QRect, n: int, columns: int, rows: int, gap: int) -> QRect:
    """Return cell ``n``; the edges are shared out so that no pixel is left over."""
    row, column = divmod(n, columns)
    left, right = (round(room.width() * (column + k) / columns) for k in (0, 1))
    top, bottom = (round(room.height() * (row + k) / rows) for k in (0, 1))
    right -= gap if column < columns - 1 else 0
    bottom -= gap if row < rows - 1 else 0
    return QRect(room.left() + left, room.top() + top, max(1, right - left), max(1, bottom - top))


@dataclass(frozen=True, slots=True)
class _Style:
    """Sizes that all cells of a grid share; a height of 0 leaves the line out."""

    text: int
    small: int
    head: int
    foot: int


def _style(cell: QRect, metrics: Metrics, *, captions: bool) -> _Style:
    text = text_size(cell.width(), cell.height(), metrics)
    small = max(metrics.share(1.4), round(text * 0.85))
    if not captions:
        return _Style(text, small, 0, 0)
    head, foot = min(round(text * _LINE), cell.height()), round(small * _LINE)
    picture = cell.adjusted(0, head, 0, 0)
    least = max(1.0, _KEPT_WITH_FOOT * _shown_width(picture))
    keeps = _shown_width(picture.adjusted(0, 0, 0, -foot)) >= least
    return _Style(text, small, head, foot if keeps else 0)


def _box(cell: QRect, style: _Style) -> CellBox:
    head = QRect(cell.left(), cell.top(), cell.width(), style.head)
    picture = cell.adjusted(0, style.head, 0, -style.foot)
    foot = QRect(cell.left(), picture.bottom() + 1, cell.width(), style.foot)
    return CellBox(cell, head, picture, foot, style.text, style.small)


def _shown_width(room: QRect) -> float:
    """Return how wide a picture of 16:9 becomes in ``room``."""
    return max(0.0, min(room.width(), room.height() * _SHAPE))


def text_size(width: int, height: int, metrics: Metrics) -> int:
    """Return the size of the text on a cell: a part of its height and width, within reason."""
    wished = min(height * 0.1, width * 0.062)
    return max(metrics.share(1.4), min(metrics.share(2.6), round(wished)))


def _best_columns(count: int, room: QRect, metrics: Metrics, *, captions: bool) -> int:
    """Return the columns that make pictures largest, or nearly so and leave fewer cells empty."""
    widths: dict[int, float] = {}
    for columns in range(1, count + 1):
        cell = QRect(0, 0, room.width() // columns, room.height() // math.ceil(count / columns))
        style = _style(cell, metrics, captions=captions)
        widths[columns] = _shown_width(_box(cell, style).picture)
    least = _KEPT * max(widths.values())
    good = [columns for columns, width in widths.items() if width >= least]
    return min(good, key=lambda columns: (-count % columns, -widths[columns]))
