"""Scenes on their grid."""

import pytest

from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.wording import Text


def layout(display: str) -> ScreenLayout:
    return ScreenLayout((TilePlace(display, 1, 1, 12, 12),))


def scene(*sizes: int) -> Scene:
    walls = tuple(tuple(layout(f"{size}-{n + 1}") for n in range(size)) for size in sizes)
    return Scene("s", Text("场景", "Scene"), walls)


def shown(scene: Scene, count: int) -> list[str]:
    return [screen.tiles[0].display for screen in scene.screens(count)]


def test_a_wall_shows_the_layout_that_was_made_for_its_number_of_screens():
    assert shown(scene(1, 2, 3), 2) == ["2-1", "2-2"]


def test_screens_beyond_the_largest_fitting_layout_show_it_again_and_none_stays_dark():
    assert shown(scene(1, 3), 2) == ["1-1", "1-1"]
    assert shown(scene(1, 3), 5) == ["3-1", "3-2", "3-3", "3-1", "3-2"]


def test_a_wall_smaller_than_every_layout_shows_the_first_screens_of_the_smallest():
    assert shown(scene(3, 2), 1) == ["2-1"]


def test_every_tile_of_every_layout_is_listed():
    assert len(list(scene(1, 3).tiles())) == 4


@pytest.mark.parametrize(
    ("tile", "inside"),
    [
        (TilePlace("x", 1, 1, 12, 12), True),
        (TilePlace("x", 12, 12, 1, 1), True),
        (TilePlace("x", 12, 1, 2, 1), False),
        (TilePlace("x", 1, 12, 1, 2), False),
        (TilePlace("x", 0, 1, 1, 1), False),
        (TilePlace("x", 1, 1, 0, 1), False),
    ],
)
def test_a_tile_lies_inside_only_with_all_of_its_cells(tile, inside):
    assert tile.inside is inside


def test_tiles_overlap_exactly_where_they_share_a_cell():
    tiles = [
        TilePlace("x", column, row, width, height)
        for column in (1, 2, 3)
        for row in (1, 3)
        for width in (1, 2)
        for height in (1, 3)
    ]
    for one in tiles:
        for other in tiles:
            assert one.overlaps(other) == bool(set(one.cells()) & set(other.cells()))
