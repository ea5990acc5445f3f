"""What is on air, and the way back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.errors import ConsoleError
from console.wall.director import Director
from console.wall.events import Step
from console.wall.precedence import RefusedError, Source
from console.wall.program import OnAir, Program, Spotlight, TileKey
from console.wall.state import WallState
from tests.wall.wall_samples import SCENES, SHEET, START, attempt, director

TILE = TileKey(1, 1, 1)

STEPS = st.one_of(
    st.tuples(st.just("take"), st.sampled_from(tuple(SCENES))),
    st.tuples(st.just("choose_region"), st.sampled_from(["", "220100", "220200"])),
    st.tuples(st.just("choose_material"), st.sampled_from(["", "n95", "suit"])),
)


@given(st.lists(STEPS, max_size=40))
def test_undo_goes_back_through_exactly_what_was_on_air(steps):
    wall = director()
    seen = [wall.program]
    for method, value in steps:
        if getattr(wall, method)(value) is not None:
            seen.append(wall.program)
    back = [wall.program]
    while (event := wall.undo()) is not None:
        assert event.after.program == wall.program
        assert event.before.program == back[-1]
        back.append(wall.program)
    assert back == seen[::-1]
    assert not wall.can_undo


def test_a_change_is_told_with_before_and_after_and_who_when_and_where():
    wall = director()
    event = wall.take("outbreak")
    assert (event.step, event.source) == (Step.TAKE, Source.OPERATOR)
    assert (event.before.program, event.after.program) == (START, Program("outbreak"))
    assert (event.after.author.by, event.after.author.desk) == ("li", "desk-1")
    assert event.at == event.after.at
    assert event.after.revision == event.before.revision + 1
    assert wall.scene is SCENES["outbreak"]


def test_every_event_has_an_identity_of_its_own():
    wall = director()
    assert wall.take("outbreak").id != wall.take("materials").id


def test_what_is_on_air_already_is_no_step():
    wall = director()
    assert wall.take("overview") is None
    assert wall.choose_region("") is None
    assert wall.choose_material("") is None
    assert wall.freeze(on=False) is None
    assert wall.blank(on=False) is None
    assert wall.spotlight(None) is None
    assert wall.release() is None
    assert not wall.can_undo


def test_an_unknown_scene_is_refused_with_those_that_there_are_and_changes_nothing():
    wall = director()
    for wish in (wall.take, lambda name: wall.load(scene=name)):
        with pytest.raises(ConsoleError, match="overview, outbreak, materials"):
            wish("nothing")
    assert wall.state == WallState.of(START)


def test_a_wall_cannot_start_with_an_unknown_scene():
    with pytest.raises(ConsoleError, match="There is no such scene"):
        Director(SCENES, WallState.of(Program("nothing")))


def test_what_is_loaded_is_seen_only_when_it_is_taken():
    wall = director()
    wall.load(scene="outbreak")
    wall.load(region="220200", material="n95")
    assert wall.program == START
    assert not wall.can_undo
    wall.take()
    assert wall.program == wall.preview == Program("outbreak", "220200", "n95")
    wall.undo()
    assert wall.program == START
    assert wall.preview == Program("outbreak", "220200", "n95")


def test_a_region_chosen_on_air_turns_a_preview_that_showed_the_same_and_no_other():
    wall = director()
    wall.choose_region("220100")
    assert wall.preview == Program("overview", "220100")
    wall.load(scene="outbreak")
    wall.choose_region("220200")
    assert wall.preview == Program("outbreak", "220100")


def test_the_safe_key_shows_the_safe_scene_with_nothing_laid_over_it():
    wall = director()
    wall.choose_region("220100")
    wall.freeze(on=True)
    wall.spotlight(TILE)
    wall.go_safe()
    assert wall.state.on_air == OnAir(Program("materials"))
    wall.undo()
    assert wall.state.on_air.spotlight == Spotlight(TILE)


def test_without_a_usable_safe_scene_the_first_is_safe():
    wall = Director(SCENES, WallState.of(Program("outbreak")), safe="gone")
    wall.go_safe()
    assert wall.program == START


def test_a_frozen_tile_keeps_the_moment_at_which_it_was_frozen():
    wall = director()
    wall.freeze(on=True, tile=TILE)
    since = wall.state.on_air.frozen_at(TILE)
    assert since is not None
    wall.freeze(on=True)
    assert wall.state.on_air.frozen_at(TILE) == since
    assert wall.state.on_air.frozen_at(TileKey(2, 1, 1)) == wall.state.on_air.frozen_since
    wall.freeze(on=False)
    assert wall.state.on_air.frozen_at(TILE) is None


def test_one_tile_goes_on_while_another_stays_frozen():
    wall, other = director(), TileKey(1, 5, 5)
    wall.freeze(on=True, tile=other)
    wall.freeze(on=True, tile=TILE)
    assert [frozen.tile for frozen in wall.state.on_air.frozen_tiles] == [TILE, other]
    wall.freeze(on=False, tile=TILE)
    assert wall.state.on_air.frozen_at(TILE) is None
    assert wall.state.on_air.frozen_at(other) is not None


def test_another_scene_begins_with_nothing_laid_over_it_and_undo_gives_it_back():
    wall = director()
    wall.freeze(on=True, tile=TILE)
    wall.spotlight(TILE, whole=True)
    before = wall.state.on_air
    wall.take("outbreak")
    assert wall.state.on_air == OnAir(Program("outbreak"))
    wall.undo()
    assert wall.state.on_air == before


def test_a_blank_wall_shows_nothing_and_comes_back_as_it_was():
    wall = director()
    wall.take("outbreak")
    before = wall.state.on_air
    wall.blank(on=True)
    assert wall.state.dark
    wall.blank(on=False)
    assert wall.state.on_air == before
    wall.undo()
    wall.undo()
    assert wall.state.on_air == before


def test_a_blank_by_a_slip_of_the_hand_is_undone_like_any_step():
    wall = director()
    wall.blank(on=True)
    wall.undo()
    assert not wall.state.dark


def test_the_panic_key_holds_the_wall_black_against_everything_until_its_release():
    wall = director()
    wall.take("outbreak")
    before = wall.state
    wall.panic()
    wishes = (
        wall.take, wall.undo, wall.go_safe, wall.next_cue, lambda: wall.begin_sheet("visit"),
        lambda: wall.choose_region("220100"), lambda: wall.blank(on=True),
        lambda: wall.freeze(on=True), lambda: wall.spotlight(TILE),
    )  # fmt: skip
    held = wall.state
    wall.load(scene="materials")
    for wish in wishes:
        event, refusal = attempt(wish)
        assert event is None
        assert refusal is None or "held by the panic key" in str(refusal)
    assert replace(wall.state, preview=held.preview, revision=held.revision, at=held.at) == held
    wall.release()
    assert (wall.state.on_air, wall.state.past) == (before.on_air, before.past)


def test_the_cue_sheet_is_walked_forth_and_back_and_stays_within_its_ends():
    wall = director()
    assert wall.next_cue() is None
    assert wall.begin_sheet("nothing") is None
    wall.begin_sheet("visit")
    wall.next_cue()
    assert wall.program == Program("outbreak", "220100")
    wall.next_cue()
    assert wall.program == Program("materials", "", "n95")
    assert wall.next_cue() is None
    wall.previous_cue()
    wall.previous_cue()
    assert wall.program == Program("overview")
    assert wall.previous_cue() is None
    wall.undo()
    assert wall.program == Program("outbreak", "220100")


def test_a_step_that_advances_by_itself_is_due_after_its_seconds():
    wall = director()
    wall.begin_sheet("visit")
    assert wall.cue_due() == wall.state.on_air.cue.since + timedelta(seconds=10)
    wall.next_cue(Source.SCHEDULE)
    wall.next_cue(Source.SCHEDULE)
    assert wall.program == Program("materials", "", "n95")
    assert wall.cue_due() is None


@pytest.mark.parametrize("hand", ["region", "freeze", "blank", "panic", "undo"])
def test_the_cue_sheet_waits_as_soon_as_a_person_did_something(hand):
    wall = director()
    wall.begin_sheet("visit")
    wall.next_cue()
    {
        "region": lambda: wall.choose_region("220200"),
        "freeze": lambda: wall.freeze(on=True),
        "blank": lambda: wall.blank(on=True),
        "panic": wall.panic,
        "undo": wall.undo,
    }[hand]()
    assert wall.cue_due() is None
    with pytest.raises(RefusedError):
        wall.next_cue(Source.SCHEDULE)


def test_the_next_key_hands_the_wall_back_to_the_cue_sheet():
    wall = director()
    wall.begin_sheet("visit")
    wall.choose_region("220200")
    wall.next_cue()
    assert wall.program == Program("outbreak", "220100")
    assert wall.cue_due() is not None


def test_a_cue_whose_scene_is_gone_is_told_and_changes_nothing():
    gone = replace(SHEET, steps=(replace(SHEET.steps[0], scene="gone"),))
    wall = Director(SCENES, WallState.of(START), sheets={"visit": gone})
    with pytest.raises(ConsoleError, match="no such scene"):
        wall.begin_sheet("visit")
    assert wall.state == WallState.of(START)


def test_writing_the_region_key_differently_is_told_but_is_no_step_to_undo():
    wall = director(WallState.of(Program("overview", "220000")))
    event = wall.correct_regions(lambda code: "" if code == "220000" else code)
    assert event.step is Step.CORRECTION
    assert (wall.program.region, wall.preview.region) == ("", "")
    assert wall.correct_regions(lambda code: code) is None
    assert wall.undo() is None


def test_the_state_of_another_node_is_followed_as_it_is():
    here, there = director(), director()
    there.take("outbreak")
    event = here.follow(there.state)
    assert event.step is Step.FOLLOW
    assert here.state == there.state
    assert here.follow(there.state) is None


def test_a_state_with_a_scene_that_is_unknown_here_is_not_followed():
    wall = director()
    with pytest.raises(ConsoleError, match="no such scene"):
        wall.follow(WallState.of(Program("elsewhere")))
    assert wall.program == START
