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

_TALL = 26.0
"""Per cent of the wall's height from which a cell has a second line."""


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
    columns = max(
        range(1, count + 1),
        key=lambda columns: _picture_width(count, columns, room, metrics, captions=captions),
    )
    rows = math.ceil(count / columns)
    gap = max(1, metrics.gap // 3)
    return tuple(
        _box(_cell(room, n, columns, rows, gap), metrics, captions=captions) for n in range(count)
    )


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


def _box(cell: QRect, metrics: Metrics, *, captions: bool) -> CellBox:
    text = text_size(cell.height(), metrics)
    small = max(metrics.share(1.4), round(text * 0.85))
    if not captions:
        return CellBox(cell, QRect(), QRect(cell), QRect(), text, small)
    head = QRect(cell.left(), cell.top(), cell.width(), min(round(text * _LINE), cell.height()))
    foot = QRect()
    if cell.height() >= metrics.share(_TALL):
        height = round(small * _LINE)
        foot = QRect(cell.left(), cell.bottom() - height + 1, cell.width(), height)
    picture = cell.adjusted(0, head.height(), 0, -foot.height())
    return CellBox(cell, head, picture, foot, text, small)


def text_size(height: int, metrics: Metrics) -> int:
    """Return the size of the text on a cell of this height: a tenth, within reason."""
    return max(metrics.share(1.4), min(metrics.share(2.6), round(height * 0.1)))


def _picture_width(
    count: int, columns: int, room: QRect, metrics: Metrics, *, captions: bool
) -> tuple[float, int]:
    rows = math.ceil(count / columns)
    cell = QRect(0, 0, room.width() // columns, room.height() // rows)
    picture = _box(cell, metrics, captions=captions).picture
    return min(picture.width(), picture.height() * _SHAPE), -columns * rows
