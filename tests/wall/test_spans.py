"""Tiles that run over several screens: how they are written, and where they lie."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from console.domain.errors import ConsoleError
from console.domain.scenes import GRID, Part, Scene, ScreenLayout, TilePlace
from console.domain.wording import NOTHING, Lang, Text
from console.wall.placement import filling, key_of, place, shown_layouts, widths_beside
from console.wall.program import TileKey
from console.wall.replay import as_seen
from console.wall.scene_text import parse_scene
from console.wall.scene_writing import scene_to_toml
from console.wall.shortage import shortage
from tests.wall.wall_samples import director

DISPLAYS = {"map", "trend", "clock", "call"}

WIDE = """
title = { zh = "总览", en = "Overview" }

[[walls]]
screens = 3
tiles = [
  { screen = 1, spans = 2, display = "map", column = 7, row = 1, width = 12, height = 12 },
  { screen = 1, display = "clock", column = 1, row = 1, width = 6, height = 12 },
  { screen = 2, display = "trend", column = 7, row = 1, width = 6, height = 12 },
  { screen = 3, display = "trend", column = 1, row = 1, width = 12, height = 12 },
]
"""

MAP = TilePlace("map", 7, 1, 12, 12, spans=2)


def parse(text: str, displays=DISPLAYS) -> Scene:
    return parse_scene(text, name="overview", place="overview.toml", displays=displays)


def scene_of(*screens: tuple[TilePlace, ...]) -> Scene:
    return Scene("wide", Text("宽", "Wide"), (tuple(map(ScreenLayout, screens)),))


def test_a_tile_that_runs_over_two_screens_is_on_both_of_them_in_its_parts():
    first, second, third = parse(WIDE).screens(3)
    assert [tile.display for tile in first.tiles] == ["map", "clock"]
    assert [tile.display for tile in second.tiles] == ["map", "trend"]
    assert [tile.display for tile in third.tiles] == ["trend"]
    assert (first.tiles[0].part, second.tiles[0].part) == (Part(0, 0, 1), Part(1, 0, 1))
    assert list(first.tiles[0].columns) == list(range(7, 13))
    assert list(second.tiles[0].columns) == list(range(1, 7))


def test_a_scene_is_written_with_what_runs_over_several_screens_once_and_read_back_the_same():
    scene = parse(WIDE)
    written = scene_to_toml(scene)
    assert written.count("map") == written.count("spans") == 1
    assert parse(written) == scene


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("spans = 2", "spans = 4", 7, "spans"),
        ("spans = 2", "spans = 0", 7, "spans"),
        ("spans = 2", "spans = true", 7, "spans"),
        ("spans = 2, ", "", 7, "leaves the grid"),
        (
            "column = 7, row = 1, width = 12",
            "column = 7, row = 1, width = 19",
            7,
            "leaves the grid",
        ),
        ("column = 7, row = 1, width = 12", "column = 7, row = 1, width = 25", 7, "1 to 24"),
        ("column = 7, row = 1, width = 12", "column = 7, row = 1, width = 6", 7, "does not reach"),
        ("column = 7, row = 1, width = 12", "column = 7, row = 1, width = 13", 9, "columns 1–7"),
        ("column = 7, row = 1, width = 12", "column = 6, row = 1, width = 12", 8, "overlaps"),
        ('spans = 2, display = "map"', 'spans = 2, display = "call"', 7, "cannot run over"),
        ("screen = 3, display", "screen = 3, spans = 2, display", 10, "spans"),
    ],
)
def test_a_wrong_span_is_named_with_its_line_and_what_is_wrong(old, new, line, says):
    assert old in WIDE
    with pytest.raises(ConsoleError) as caught:
        parse(WIDE.replace(old, new, 1))
    assert caught.value.place == f"overview.toml:{line}"
    assert says in caught.value.say(Lang.EN)
    assert caught.value.say(Lang.ZH)


def test_a_screen_that_only_a_neighbours_tile_covers_is_not_empty():
    scene = parse(
        "[[walls]]\nscreens = 2\ntiles = [\n"
        '{ spans = 2, display = "map", column = 1, row = 1, width = 24, height = 12 } ]'
    )
    assert [len(layout.tiles) for layout in scene.screens(2)] == [1, 1]


@st.composite
def walls(draw) -> Scene:
    """A wall on which tiles lie where they found room, many of them over several screens."""
    count = draw(st.integers(1, 4))
    screens: list[list[TilePlace]] = [[] for _ in range(count)]
    taken: set[tuple[int, int]] = set()
    for _ in range(draw(st.integers(1, 12))):
        first, row = draw(st.integers(0, GRID * count - 1)), draw(st.integers(1, GRID))
        width = draw(st.integers(1, GRID * count - first))
        height = draw(st.integers(1, GRID - row + 1))
        cells = set(itertools.product(range(first, first + width), range(row, row + height)))
        if taken.isdisjoint(cells):
            taken |= cells
            screen, column = divmod(first, GRID)
            spans = (first + width - 1) // GRID - screen + 1
            screens[screen].append(TilePlace("x", column + 1, row, width, height, spans=spans))
    return scene_of(*map(tuple, screens))


@given(walls())
def test_whatever_runs_over_screens_is_read_back_as_it_was_written(scene):
    assume(all(layout.tiles for layout in scene.screens(len(scene.walls[0]))))
    assert parse_scene(scene_to_toml(scene), name="wide", place="x", displays={"x"}) == scene


@given(walls(), st.integers(1, 6), st.sets(st.integers(0, 5)), st.integers(0, 12))
def test_on_any_number_of_screens_no_tile_overlaps_another_or_is_seen_outside_its_cells(
    scene, count, gone, gap
):
    for layout in scene.screens(count, gone):
        for one, other in itertools.combinations(layout.tiles, 2):
            assert not one.overlaps(other)
            assert not set(one.cells()) & set(other.cells())
            assert not overlap(*(seen(tile, 1280, 720, gap) for tile in (one, other)))


@given(walls(), st.integers(1, 6), st.sets(st.integers(0, 5)))
def test_each_picture_lies_over_screens_that_are_there_side_by_side(scene, count, gone):
    for number, layout in enumerate(scene.screens(count, gone)):
        for tile in layout.tiles:
            if tile.part is None:
                continue
            own = number - tile.part.screen
            run = range(own + tile.part.first, own + tile.part.last + 1)
            assert number in run
            assert run.stop <= count
            assert len(run) == 1 or not gone & set(run)


@given(walls(), st.integers(1, 6), st.sets(st.integers(0, 5)))
def test_tiles_that_run_over_nothing_are_the_same_whatever_screens_are_gone(scene, count, gone):
    whole, some = scene.screens(count), scene.screens(count, gone)
    plain = [[tile for tile in layout.tiles if tile.spans == 1] for layout in whole]
    assert plain == [[tile for tile in layout.tiles if tile.spans == 1] for layout in some]


def seen(tile: TilePlace, width: int, height: int, gap: int) -> tuple[int, int, int, int]:
    rect = place(tile, width, height, gap)
    left, right = max(0, rect.x), min(width, rect.x + rect.width)
    return left, rect.y, right, rect.y + rect.height


def overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_picture_runs_to_the_very_edge_where_screens_meet_and_goes_on_behind_it():
    left, right = MAP.parts((True, True))
    there = place(left, 1200, 720, 6)
    here = place(right, 1200, 720, 6)
    assert (there.x, there.x + there.width) == (603, 1200 + 597)
    assert (here.x, here.width) == (there.x - 1200, there.width)


def test_screens_of_other_sizes_show_the_same_share_of_the_picture():
    left, right = TilePlace("map", 1, 3, 24, 9, spans=2).parts((True, True))
    sizes = ((1920, 1080), (1280, 720))
    assert widths_beside(left, 1, sizes) == (1920, 1920)
    assert widths_beside(right, 2, sizes) == (1280, 1280)
    large = place(left, 1920, 1080, 0, widths_beside(left, 1, sizes))
    small = place(right, 1280, 720, 0, widths_beside(right, 2, sizes))
    assert (large.x, large.width, large.height) == (0, 3840, 810)
    assert (small.x, small.width, small.height) == (-1280, 2560, 540)
    assert widths_beside(left, 1, ((1920, 1080), (960, 600))) == (1920, 1728)


@given(st.integers(600, 4000), st.integers(600, 4000), st.integers(600, 4000))
def test_a_picture_has_one_shape_on_screens_of_any_size(first, second, height):
    sizes = ((first, 720), (second, height))
    rects = [
        place(part, *sizes[number - 1], 0, widths_beside(part, number, sizes))
        for number, part in enumerate(
            TilePlace("map", 1, 1, 24, 12, spans=2).parts((True, True)), 1
        )
    ]
    one, other = (rect.width / rect.height for rect in rects)
    assert one == pytest.approx(other, abs=0.003)


def test_a_screen_that_is_gone_leaves_the_whole_picture_on_each_of_the_others():
    tile = TilePlace("trend", 1, 1, 36, 6, spans=3)
    first, second, third = tile.parts((True, False, True))
    assert [first.part, second.part, third.part] == [Part(0, 0, 0), Part(1, 1, 1), Part(2, 2, 2)]
    for part in (first, second, third):
        rect = place(part, 1200, 720, 6)
        assert (rect.x, rect.width) == (6, 1188)
    assert all(part.is_cut for part in (first, second, third))
    assert [part.part.last for part in tile.parts((False, True, True))] == [0, 2, 2]


def test_a_wall_too_small_for_the_scene_shows_it_whole_on_the_screens_that_there_are():
    scene = scene_of((TilePlace("trend", 1, 1, 36, 12, spans=3),), (), ())
    assert [layout.tiles[0].part for layout in scene.screens(2)] == [Part(0, 0, 1), Part(1, 0, 1)]
    assert scene.screens(1)[0].tiles[0].part == Part(0, 0, 0)


def test_a_wall_larger_than_the_scene_shows_it_again_as_far_as_it_goes():
    shown = scene_of((TilePlace("trend", 1, 1, 24, 12, spans=2),), ()).screens(3)
    assert [layout.tiles[0].part for layout in shown] == [
        Part(0, 0, 1), Part(1, 0, 1), Part(0, 0, 0),
    ]  # fmt: skip


def test_the_desk_is_told_what_a_scene_lacks_of_screens_and_only_then():
    scene = parse(WIDE)
    assert shortage(scene, 3) is None
    assert shortage(scene, 4) is None
    gone = shortage(scene, 3, {1})
    assert "(map) lacks one" in gone.say(Lang.EN)
    assert shortage(scene, 3, {2}) is None
    few = shortage(scene, 1)
    assert "laid out for 3 screens and there are 1" in few.say(Lang.EN)
    assert "(map)" in few.say(Lang.EN)
    assert "按 3 屏编排" in few.say(Lang.ZH)
    two = shortage(scene, 2)
    assert "(map)" not in two.say(Lang.EN)


def test_all_parts_of_a_tile_have_one_key_wherever_they_are():
    for gone in ((), (0,), (1,)):
        layouts = parse(WIDE).screens(3, gone)
        keys = [key_of(layout.tiles[0], number) for number, layout in enumerate(layouts, 1)]
        assert keys[:2] == [TileKey(1, 7, 1)] * 2


def test_in_the_spotlight_it_fills_all_of_its_screens_and_the_others_show_it_whole():
    scene = parse(WIDE)
    wall = director()
    wall.spotlight(TileKey(1, 7, 1))
    layouts = scene.screens(3)
    assert shown_layouts(layouts, wall.state.on_air) == layouts
    first, second, third = as_seen(scene, wall.state, 3).screens(3)
    assert [len(layout.tiles) for layout in (first, second)] == [1, 1]
    assert place(second.tiles[0], 1200, 720, 0).x == -1200
    assert (first.tiles[0].width, third) == (24, layouts[2])
    wall.spotlight(TileKey(1, 7, 1), whole=True)
    guest = shown_layouts(layouts, wall.state.on_air)[2]
    assert guest.tiles == (filling(TilePlace("map", 1, 1, 12, 12)),)
    assert shown_layouts(layouts, wall.state.on_air)[:2] == layouts[:2]


def test_a_scene_that_was_cut_into_parts_already_is_shown_as_it_is():
    shown = parse(WIDE).screens(3, (0,))
    assert Scene("again", NOTHING, (shown,)).screens(3) == shown
