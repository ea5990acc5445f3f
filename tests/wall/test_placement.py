"""Rectangles without holes or overlaps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from console.domain.scenes import GRID, TilePlace
from console.wall.placement import Rect, place

SIZES = st.integers(1, 8000)
GAPS = st.integers(0, 80)


@st.composite
def tilings(draw) -> list[TilePlace]:
    """A grid cut into whole columns and each of these into whole rows: no cell stays empty."""
    tiles = []
    for left, right in draw(cuts()):
        tiles += [
            TilePlace("x", left + 1, top + 1, right - left, bottom - top)
            for top, bottom in draw(cuts())
        ]
    return tiles


def cuts():
    lines = st.sets(st.integers(1, GRID - 1)).map(lambda inner: [0, *sorted(inner), GRID])
    return lines.map(lambda found: list(pairwise(found)))


@given(tilings(), SIZES, SIZES, GAPS)
def test_tiles_lie_inside_the_screen_and_never_overlap(tiles, width, height, gap):
    rects = [place(tile, width, height, gap) for tile in tiles]
    for index, rect in enumerate(rects):
        assert rect.x >= 0
        assert rect.y >= 0
        assert rect.x + rect.width <= width
        assert rect.y + rect.height <= height
        assert not any(overlap(rect, other) for other in rects[:index])


@given(tilings(), SIZES, SIZES)
def test_tiles_without_gaps_cover_every_pixel(tiles, width, height):
    area = sum(r.width * r.height for r in (place(tile, width, height, 0) for tile in tiles))
    assert area == width * height


@given(tilings(), st.integers(900, 8000), st.integers(900, 8000), st.integers(1, 15))
def test_every_edge_is_exactly_one_gap_from_its_neighbour_or_the_screens_edge(
    tiles, width, height, gap
):
    rects = [(tile, place(tile, width, height, gap)) for tile in tiles]
    for tile, rect in rects:
        right = rect.x + rect.width
        if tile.column == 1:
            assert rect.x == gap
        if tile.column + tile.width == GRID + 1:
            assert right == width - gap
        for other, beside in rects:
            if other.column == tile.column + tile.width:
                assert beside.x == right + gap


@given(SIZES, SIZES, GAPS)
def test_a_screen_of_any_size_gives_every_cell_a_size_of_no_less_than_nothing(width, height, gap):
    for index in range(GRID):
        rect = place(TilePlace("x", index + 1, index + 1, 1, 1), width, height, gap)
        assert rect.width >= 0
        assert rect.height >= 0


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )
