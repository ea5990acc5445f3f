"""What is on air, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.errors import ConsoleError
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.wording import Text
from console.wall.director import Director, Program, Step

NAMES = ("overview", "outbreak", "materials")
LAYOUT = ((ScreenLayout((TilePlace("map", 1, 1, 12, 12),)),),)
SCENES = {name: Scene(name, Text(name, name), LAYOUT) for name in NAMES}
START = Program("overview")

STEPS = st.one_of(
    st.tuples(st.just("take"), st.sampled_from(NAMES)),
    st.tuples(st.just("choose_region"), st.sampled_from(["", "220100", "220200"])),
    st.tuples(st.just("choose_material"), st.sampled_from(["", "n95", "suit"])),
)


def director() -> Director:
    return Director(SCENES, START)


@given(st.lists(STEPS, max_size=100))
def test_undo_goes_back_through_exactly_what_was_on_air(steps):
    wall = director()
    seen = [wall.program]
    for method, value in steps:
        if getattr(wall, method)(value) is not None:
            seen.append(wall.program)
    back = [wall.program]
    while (change := wall.undo()) is not None:
        assert change.after == wall.program
        assert change.before == back[-1]
        back.append(wall.program)
    assert back == seen[::-1]
    assert not wall.can_undo


def test_a_take_is_told_with_what_was_on_air_before_and_after():
    wall = director()
    change = wall.take("outbreak")
    assert change is not None
    assert (change.step, change.before, change.after) == (Step.TAKE, START, Program("outbreak"))
    assert wall.scene is SCENES["outbreak"]


def test_what_is_on_air_already_is_no_step():
    wall = director()
    assert wall.take("overview") is None
    assert wall.choose_region("") is None
    assert wall.choose_material("") is None
    assert not wall.can_undo


def test_an_unknown_scene_is_refused_with_those_that_there_are_and_changes_nothing():
    wall = director()
    with pytest.raises(ConsoleError, match="overview, outbreak, materials"):
        wall.take("nothing")
    assert wall.program == START
    assert not wall.can_undo


def test_a_wall_cannot_start_with_an_unknown_scene():
    with pytest.raises(ConsoleError, match="There is no such scene"):
        Director(SCENES, Program("nothing"))


def test_writing_the_region_key_differently_is_told_but_is_no_step_to_undo():
    wall = Director(SCENES, Program("overview", "220000"))
    change = wall.correct_region("")
    assert change is not None
    assert change.step is Step.CORRECTION
    assert wall.program.region == ""
    assert wall.correct_region("") is None
    assert wall.undo() is None


def test_an_undo_is_told_as_such():
    wall = director()
    wall.choose_region("220200")
    change = wall.undo()
    assert change is not None
    assert change.step is Step.UNDO
