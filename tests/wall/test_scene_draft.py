"""A scene that is being changed, and the file that comes of it."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import paths
from console.domain.errors import ConsoleError
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.wording import Text
from console.wall.scene_draft import SceneDraft
from console.wall.scene_text import parse_options, parse_scene
from console.wall.scene_writing import options_text, scene_to_toml, write_scene

DISPLAYS = ("map", "trend", "clock")
SHIPPED = sorted((paths.resources() / "scenes").glob("*.toml"))

SCENE = Scene(
    "two",
    Text("两块", "Two"),
    ((ScreenLayout((TilePlace("map", 1, 1, 6, 6), TilePlace("clock", 7, 1, 6, 2))),),),
    50,
)

WIDE = Scene(
    "two",
    Text("跨屏", "Wide"),
    (
        (
            ScreenLayout(
                (TilePlace("trend", 5, 1, 14, 6, spans=2), TilePlace("clock", 1, 1, 2, 2))
            ),
            ScreenLayout((TilePlace("map", 1, 7, 12, 6),)),
        ),
    ),
)


def any_display(file: Path) -> Scene:
    text = file.read_text("utf-8")
    names = {word.strip('"') for word in text.replace(",", " ").split() if word.startswith('"')}
    return parse_scene(text, name=file.stem, place=str(file), displays=names)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_scene_is_written_and_read_back_the_same(file):
    scene = any_display(file)
    names = {tile.display for tile in scene.tiles()}
    written = scene_to_toml(scene)
    assert parse_scene(written, name=scene.name, place="x", displays=names) == scene


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8),
        st.one_of(
            st.text(max_size=8),
            st.booleans(),
            st.integers(-10_000, 10_000),
            st.floats(-1e6, 1e6, allow_nan=False),
            st.lists(st.text(max_size=4), max_size=3).map(tuple),
        ),
        max_size=3,
    )
)
def test_options_are_read_back_as_they_were_written(options):
    assert dict(parse_options(options_text(options), "x")) == options


def test_wrong_options_are_refused_in_words():
    for text in ("mode = daily", "a = { b = 1 }", "= 3"):
        with pytest.raises(ConsoleError):
            parse_options(text, "x")


@st.composite
def deeds(draw) -> list[tuple[str, int, int, int]]:
    step = st.tuples(
        st.sampled_from(("add", "move", "resize", "delete", "choose")),
        st.integers(0, 5),
        st.integers(-3, 3),
        st.integers(-3, 3),
    )
    return draw(st.lists(step, max_size=25))


def do(draft: SceneDraft, deed: tuple[str, int, int, int]) -> None:
    what, number, x, y = deed
    number %= len(draft.tiles)
    if what == "add":
        try:
            draft.add(DISPLAYS[number % 3])
        except ConsoleError:
            assert len({c for tile in draft.tiles for c in tile.cells()}) == 144
    elif what == "choose":
        draft.choose(1 + number % 3, abs(x))
    elif what == "delete":
        draft.delete(number)
    else:
        getattr(draft, what)(number, x, y)


@given(deeds(), st.sampled_from((SCENE, WIDE)))
def test_whatever_is_done_the_scene_is_one_that_its_file_gives_back(steps, scene):
    draft = SceneDraft(scene)
    for deed in steps:
        do(draft, deed)
    written = scene_to_toml(draft.scene)
    assert parse_scene(written, name="two", place="x", displays=DISPLAYS) == draft.scene


@given(deeds(), st.sampled_from((SCENE, WIDE)))
def test_undo_gives_back_every_scene_and_redo_goes_forth_again(steps, begun):
    draft = SceneDraft(begun)
    seen = [draft.scene]
    for deed in steps:
        do(draft, deed)
        if draft.scene != seen[-1]:
            seen.append(draft.scene)
    for scene in reversed(seen[:-1]):
        assert draft.undo()
        assert draft.scene == scene
    assert not draft.undo()
    for scene in seen[1:]:
        assert draft.redo()
        assert draft.scene == scene
    assert not draft.redo()


def test_a_tile_neither_leaves_the_grid_nor_covers_another():
    draft = SceneDraft(SCENE)
    assert not draft.move(0, -1, 0)
    assert not draft.resize(0, 1, 0)
    assert draft.resize(0, 0, 6)
    assert not draft.resize(0, 0, 1)
    assert draft.scene.walls[0][0].tiles[0].height == 12


def test_a_drag_is_one_step_and_one_that_ends_where_it_began_is_none():
    draft = SceneDraft(SCENE)
    tile = draft.tiles[0]
    for row in (2, 3, 4):
        assert draft.drag(0, replace(tile, row=row))
    draft.drop()
    assert draft.undo()
    assert draft.scene == SCENE
    assert not draft.can_undo
    draft.drag(0, replace(tile, row=2))
    draft.drag(0, tile)
    draft.drop()
    assert not draft.can_undo


def test_the_last_tile_of_a_screen_stays():
    draft = SceneDraft(SCENE)
    assert draft.delete(1)
    assert not draft.delete(0)


def test_a_layout_that_is_missing_begins_as_the_wall_would_show_the_scene():
    draft = SceneDraft(SCENE)
    draft.choose(2, 1)
    assert (draft.screens, draft.screen) == (2, 1)
    assert draft.tiles == SCENE.walls[0][0].tiles
    assert draft.undo()
    assert draft.scene == SCENE
    assert draft.screens == 1


def test_a_tile_keeps_its_options_and_its_place_of_its_own():
    draft = SceneDraft(SCENE)
    draft.set_options(0, MappingProxyType({"metric": "gap"}), "220200")
    tile = draft.tiles[0]
    assert tile == replace(SCENE.walls[0][0].tiles[0], options={"metric": "gap"}, region="220200")


def test_a_scene_is_written_whole_and_with_chinese_as_it_is(tmp_path):
    target = tmp_path / "scenes" / "two.toml"
    write_scene(SCENE, target)
    assert 'zh = "两块"' in target.read_text("utf-8")
    assert list(target.parent.iterdir()) == [target]


def test_a_tile_that_grows_past_the_edge_runs_on_over_the_next_screen_and_back():
    draft = SceneDraft(SCENE)
    draft.choose(2, 1)
    assert draft.delete(1)
    assert draft.move(0, 0, 6)
    draft.choose(2, 0)
    clock = 1
    assert draft.resize(clock, 12, 0)
    assert (draft.tiles[clock].width, draft.tiles[clock].spans) == (18, 2)
    draft.choose(2, 1)
    assert [tile.display for tile in draft.tiles] == ["clock", "map"]
    assert draft.resize(0, -12, 0)
    assert [tile.display for tile in draft.tiles] == ["map"]
    assert draft.scene.walls[1][0].tiles[1].spans == 1


def test_a_tile_that_runs_over_screens_is_changed_on_any_of_them():
    draft = SceneDraft(WIDE)
    draft.choose(2, 1)
    assert draft.move(0, 2, 0)
    assert draft.resize(0, 1, -1)
    draft.set_options(0, MappingProxyType({"days": 90}), "220200")
    first = draft.scene.walls[0][0].tiles[0]
    assert first == TilePlace("trend", 7, 1, 15, 5, {"days": 90}, "220200", spans=2)
    assert draft.delete(0)
    assert [len(layout.tiles) for layout in draft.scene.walls[0]] == [1, 1]


def test_moving_takes_no_tile_over_an_edge_and_growing_none_over_the_last_one():
    draft = SceneDraft(WIDE)
    assert not draft.move(0, 7, 0)
    assert not draft.move(0, -5, 0)
    assert not draft.resize(0, 7, 0)
    draft.choose(2, 1)
    assert not draft.move(1, 1, 0)
    assert draft.scene == WIDE


def test_a_page_that_lives_in_one_window_stays_on_one_screen():
    call = (TilePlace("call", 1, 1, 12, 6), TilePlace("map", 1, 7, 12, 6))
    below = (TilePlace("map", 1, 7, 12, 6),)
    draft = SceneDraft(Scene("two", Text("", ""), ((ScreenLayout(call), ScreenLayout(below)),)))
    assert not draft.resize(0, 1, 0)


@pytest.mark.parametrize("screens", [1, 3])
def test_a_new_layout_holds_what_ran_over_screens_in_the_room_that_there_is(screens):
    draft = SceneDraft(WIDE)
    draft.choose(screens, screens - 1)
    made = next(wall for wall in draft.scene.walls if len(wall) == screens)
    assert all(tile.part is None for layout in made for tile in layout.tiles)
    assert made[-1].tiles[0] == TilePlace("trend", 5, 1, 8, 6)
    written = scene_to_toml(draft.scene)
    assert parse_scene(written, name="two", place="x", displays=DISPLAYS) == draft.scene
