"""Which labels fit on the map: none overlaps another, the weightier goes first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NUDGES = (0.0, -0.35, 0.35, -0.68, 0.68)
"""Where a label may lie, in its own heights off its point, the best first."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

_SQUARE = 96.0


@dataclass(frozen=True, slots=True)
class LabelWish:
    """A label that wants to be centred at ``x``, ``y``, in any of ``sizes``, the best first.

    A size is width and height in pixels. ``slack`` is how far up or down the label may move, in
    pixels, and still be read as its own region's.
    """

    place: int
    x: float
    y: float
    sizes: tuple[tuple[float, float], ...]
    slack: float


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """Where a label goes: its wish's ``place``, which of its sizes, and its left top corner."""

    place: int
    size: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class LabelRoom:
    """The pixels there are for labels, which none leaves; ``marks`` are better not covered."""

    width: float
    height: float
    marks: tuple[Box, ...] = ()


class _Taken:
    """The boxes already given away, found by the squares of a grid that they touch."""

    def __init__(self) -> None:
        self._by_square: dict[tuple[int, int], list[Box]] = {}

    def free(self, box: Box) -> bool:
        left, top, right, bottom = box
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for square in _squares(box)
            for other in self._by_square.get(square, ())
        )

    def take(self, box: Box) -> None:
        for square in _squares(box):
            self._by_square.setdefault(square, []).append(box)


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = box
    for column in range(int(left // _SQUARE), int(right // _SQUARE) + 1):
        for row in range(int(top // _SQUARE), int(bottom // _SQUARE) + 1):
            yield column, row


def place_labels(wishes: Iterable[LabelWish], room: LabelRoom) -> list[LabelSpot]:
    """Give spots to as many labels as fit.

    Args:
        wishes: The labels, the most important first.
        room: Where they may go.

    Returns:
        The spots, in the order of the wishes; a wish that finds no room is left out.
    """
    labels, marks = _Taken(), _Taken()
    for mark in room.marks:
        marks.take(mark)
    spots = []
    for wish in wishes:
        spot = _spot(wish, room, labels, marks)
        if spot is not None:
            labels.take(_box(spot.left, spot.top, wish.sizes[spot.size]))
            spots.append(spot)
    return spots


def _box(left: float, top: float, size: tuple[float, float]) -> Box:
    return left, top, left + size[0], top + size[1]


def _spot(wish: LabelWish, room: LabelRoom, labels: _Taken, marks: _Taken) -> LabelSpot | None:
    for number, size in enumerate(wish.sizes):
        covering = None
        left = wish.x - size[0] / 2
        for nudge in _NUDGES:
            if abs(nudge) * size[1] > wish.slack:
                continue
            top = wish.y + (nudge - 0.5) * size[1]
            box = _box(left, top, size)
            inside = left >= 0 and top >= 0 and box[2] <= room.width and box[3] <= room.height
            if not inside or not labels.free(box):
                continue
            if marks.free(box):
                return LabelSpot(wish.place, number, left, top)
            covering = covering or LabelSpot(wish.place, number, left, top)
        if covering is not None:
            return covering
    return None
