"""What a scene file may say, and what is said of one that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text
from console.wall.scene_text import parse_scene

DISPLAYS = {"map", "trend", "clock"}

GOOD = """
# A comment that says display = "nothing".
title = { zh = "总览", en = "Overview" }
order = 2

[[walls]]
screens = 1
tiles = [
  { display = "map", column = 1, row = 1, width = 8, height = 12, options = { level = "county" } },
  { display = "trend", column = 9, row = 1, width = 4, height = 12, region = "220200" },
]

[[walls]]
screens = 2
tiles = [
  { screen = 1, display = "map", column = 1, row = 1, width = 12, height = 12 },
  { screen = 2, display = "clock", column = 1, row = 1, width = 12, height = 12 },
]
"""


def parse(text: str):
    return parse_scene(text, name="overview", place="overview.toml", displays=DISPLAYS)


def fault(text: str) -> ConsoleError:
    with pytest.raises(ConsoleError) as caught:
        parse(text)
    return caught.value


def fault_in(text: str) -> ConsoleError | None:
    try:
        parse(text)
    except ConsoleError as error:
        return error
    return None


def test_a_scene_keeps_its_title_order_options_and_pinned_regions():
    scene = parse(GOOD)
    assert (scene.name, scene.order, scene.title) == ("overview", 2, Text("总览", "Overview"))
    first, second = scene.screens(1)[0].tiles
    assert dict(first.options) == {"level": "county"}
    assert (first.region, second.region) == (None, "220200")


def test_a_scene_keeps_the_layouts_of_each_size_of_wall_apart():
    scene = parse(GOOD)
    assert [len(wall) for wall in scene.walls] == [1, 2]
    assert scene.screens(2)[1].tiles[0].display == "clock"


def test_a_scene_without_a_title_is_called_by_its_name():
    assert (
        parse(GOOD.replace('title = { zh = "总览", en = "Overview" }', "")).title.en == "overview"
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        (
            'display = "map", column = 1, row = 1, width = 8',
            'display = "mop", column = 1, row = 1, width = 8',
            9,
            "mop",
        ),
        ("column = 9, row = 1", "column = 8, row = 1", 10, "overlaps"),
        ("column = 9, row = 1", "column = 10, row = 1", 10, "leaves the grid"),
        ("column = 9, row = 1", "column = 13, row = 1", 10, "from 1 to 12"),
        ("column = 9, row = 1", "column = true, row = 1", 10, "column"),
        ('region = "220200"', "region = 220200", 10, "quoted"),
        ('region = "220200"', "regoin = 1", 10, "regoin"),
        ("screen = 2, display", "screen = 3, display", 17, "from 1 to 2"),
        ("screen = 2, display", "screen = 1, display", 17, "overlaps"),
        ("options = { level", "options = { level = 1979-05-27, other", 9, "options.level"),
        ("screens = 2", "screens = 3", 13, "Screen 3 has no tile"),
        ("order = 2", "order = ", 4, "TOML"),
        ("order = 2", "colour = 2", None, "colour"),
        ("order = 2", 'order = "first"', None, "order"),
        ('title = { zh = "总览", en = "Overview" }', "title = 7", None, "title"),
    ],
)
def test_a_wrong_line_is_named_with_its_number_and_what_is_wrong(old, new, line, says):
    assert old in GOOD
    error = fault(GOOD.replace(old, new, 1))
    assert error.place == ("overview.toml" if line is None else f"overview.toml:{line}")
    assert says in error.say(Lang.EN)


@pytest.mark.parametrize("text", ["", "walls = 3", "walls = []", "[[walls]]\ntiles = []"])
def test_a_scene_that_lays_out_nothing_is_refused(text):
    assert "walls" in str(fault(text)) or "tiles" in str(fault(text))


@given(st.text())
def test_any_text_is_a_scene_or_a_fault_in_both_languages(text):
    error = fault_in(text)
    assert error is None or (error.say(Lang.ZH) and error.say(Lang.EN))


@given(st.integers(0, len(GOOD)), st.text(max_size=3))
def test_a_slip_of_the_pen_anywhere_is_a_scene_or_a_fault(at, slip):
    error = fault_in(GOOD[:at] + slip + GOOD[at:])
    assert error is None or error.place.startswith("overview.toml")
