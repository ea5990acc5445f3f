"""Any moment of a recorded day can be seen again."""

import itertools
from datetime import date, timedelta

from console.domain.scenes import GRID, Scene, ScreenLayout, TilePlace
from console.domain.wording import Text
from console.wall.program import TileKey
from console.wall.replay import Moment, Tape, as_seen
from console.wall.state import WallState
from tests.wall.wall_samples import START, director

SECOND = timedelta(seconds=1)


def recorded() -> tuple[Tape, list]:
    wall = director()
    events = [wall.take("outbreak"), wall.choose_region("220100"), wall.blank(on=True)]
    moments = tuple(Moment(e.at, e.step.value, "li@desk-1", e.after) for e in events)
    return Tape(date(2026, 2, 1), WallState.of(START), moments), events


def test_between_two_changes_the_wall_is_as_the_first_left_it():
    tape, events = recorded()
    for event, following in itertools.pairwise(events):
        assert tape.state(event.at) == event.after
        assert tape.state(following.at - SECOND / 2) == event.after


def test_before_the_first_change_the_wall_is_as_the_day_found_it():
    tape, events = recorded()
    assert tape.state(events[0].at - SECOND) == WallState.of(START)
    assert Tape(tape.day).state(events[0].at) is None


def test_the_changes_are_gone_through_one_by_one_and_no_further():
    tape, _events = recorded()
    first, second, third = tape.moments
    assert tape.following(first.at) is second
    assert tape.previous(second.at) is first
    assert tape.following(third.at) is None
    assert tape.previous(first.at) is None
    assert tape.previous(second.at + SECOND / 2) is second


def test_a_spotlit_tile_is_seen_alone_on_its_screen_and_on_all_where_it_filled_the_wall():
    left = ScreenLayout((TilePlace("map", 1, 1, 6, 12), TilePlace("trend", 7, 1, 6, 12)))
    right = ScreenLayout((TilePlace("clock", 1, 1, 12, 12),))
    scene = Scene("overview", Text("", ""), ((left, right),))
    wall = director()
    wall.spotlight(TileKey(1, 7, 1))
    alone = as_seen(scene, wall.state, 2).screens(2)
    assert alone == (ScreenLayout((TilePlace("trend", 1, 1, GRID, GRID),)), right)
    wall.spotlight(TileKey(1, 7, 1), whole=True)
    everywhere = as_seen(scene, wall.state, 2).screens(2)
    assert everywhere[0] == everywhere[1] == alone[0]
    wall.spotlight(None)
    assert as_seen(scene, wall.state, 2).screens(2) == (left, right)
