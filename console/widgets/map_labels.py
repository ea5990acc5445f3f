"""Which labels fit on the map: none overlaps another, the weightier goes first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_NUDGES = (0.0, -0.55, 0.55)


@dataclass(frozen=True, slots=True)
class LabelWish:
    """A label that wants to be centred at ``x``, ``y``, in any of ``sizes``, the best first.

    A size is width and height in pixels.
    """

    place: int
    x: float
    y: float
    sizes: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """Where a label goes: its wish's ``place``, which of its sizes, and its left top corner."""

    place: int
    size: int
    left: float
    top: float


class _Taken:
    """The rectangles already given away, found by the squares of a grid that they touch."""

    def __init__(self, square: float) -> None:
        self._square = max(8.0, square)
        self._by_square: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}

    def _squares(
        self, left: float, top: float, right: float, bottom: float
    ) -> Iterator[tuple[int, int]]:
        for column in range(int(left // self._square), int(right // self._square) + 1):
            for row in range(int(top // self._square), int(bottom // self._square) + 1):
                yield column, row

    def free(self, left: float, top: float, right: float, bottom: float) -> bool:
        return not any(
            left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
            for square in self._squares(left, top, right, bottom)
            for other in self._by_square.get(square, ())
        )

    def take(self, left: float, top: float, right: float, bottom: float) -> None:
        for square in self._squares(left, top, right, bottom):
            self._by_square.setdefault(square, []).append((left, top, right, bottom))


def place_labels(wishes: Iterable[LabelWish], width: float, height: float) -> list[LabelSpot]:
    """Give spots to as many labels as fit.

    Args:
        wishes: The labels, the most important first.
        width: Pixels there are; a label never leaves them.
        height: Pixels there are.

    Returns:
        The spots, in the order of the wishes; a wish that finds no room is left out.
    """
    taken = _Taken(square=96.0)
    spots = []
    for wish in wishes:
        spot = _spot(wish, taken, width, height)
        if spot is not None:
            label_width, label_height = wish.sizes[spot.size]
            taken.take(spot.left, spot.top, spot.left + label_width, spot.top + label_height)
            spots.append(spot)
    return spots


def _spot(wish: LabelWish, taken: _Taken, width: float, height: float) -> LabelSpot | None:
    for size, (label_width, label_height) in enumerate(wish.sizes):
        left = wish.x - label_width / 2
        if left < 0 or left + label_width > width:
            continue
        for nudge in _NUDGES:
            top = wish.y - label_height / 2 + nudge * label_height
            inside = top >= 0 and top + label_height <= height
            if inside and taken.free(left, top, left + label_width, top + label_height):
                return LabelSpot(wish.place, size, left, top)
    return None
