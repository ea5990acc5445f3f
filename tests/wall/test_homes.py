"""Which screen a window goes to when screens come, go and change their places."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.wall.homes import Home, Homes, Place, arrange
from console.wall.screens import ScreenInfo


def screen(name: str, x: int, serial: str = "", *, primary: bool = False) -> ScreenInfo:
    """One screen of a make that tells what it is; the same serial number means the same one."""
    return ScreenInfo(name, x, 0, primary, 1920, 1080, name, "DELL", "U2720Q", serial)


DESK = screen("DP-1", 0, "d", primary=True)
ONE = screen("HDMI-1", 1920, "a")
TWO = screen("HDMI-2", 3840, "b")
ALL = (DESK, ONE, TWO)


def names(screens, wanted=0, remembered=None, outputs=()):
    return [place.screen for place in arrange(remembered, screens, wanted, outputs).wall]


def test_a_window_whose_screen_goes_waits_and_the_others_stay_where_they_are():
    first = arrange(None, ALL, 0)
    assert first.wall == (Place("HDMI-1"), Place("HDMI-2"))
    without = arrange(first.homes, (DESK, TWO), 0)
    assert without.wall == (Place(None, Home.of(ONE)), Place("HDMI-2"))
    assert without.desk == "DP-1"
    assert arrange(without.homes, ALL, 0).wall == first.wall


def test_a_window_whose_screen_goes_takes_one_that_nobody_uses():
    spare = screen("VGA-1", 5760, "v")
    first = arrange(None, (*ALL, spare), 2)
    assert names((DESK, ONE, spare), 2, first.homes) == ["HDMI-1", "VGA-1"]
    assert names((*ALL, spare), 2, first.homes) == ["HDMI-1", "HDMI-2"]


def test_a_screen_is_known_by_its_serial_number_on_whatever_output_it_hangs():
    first = arrange(None, ALL, 0)
    swapped = (DESK, replace(ONE, name="HDMI-2", connector="HDMI-2", x=3840), replace(
        TWO, name="HDMI-1", connector="HDMI-1", x=1920
    ))  # fmt: skip
    assert names(swapped, 0, first.homes) == ["HDMI-2", "HDMI-1"]


def test_screens_that_tell_nothing_are_known_by_their_output_and_then_by_their_place():
    plain = [replace(s, maker="", model="", serial="") for s in ALL]
    first = arrange(None, plain, 0)
    moved = [plain[0], replace(plain[2], x=1920)]
    assert names(moved, 0, first.homes) == [None, "HDMI-2"]
    renamed = [plain[0], plain[1], replace(plain[2], name="X", connector="X")]
    assert names(renamed, 0, first.homes) == ["HDMI-1", "X"]


def test_two_screens_with_one_serial_number_are_told_apart_by_their_outputs():
    twins = (DESK, replace(ONE, serial="1"), replace(TWO, serial="1"))
    first = arrange(None, twins, 0)
    assert names((DESK, twins[2]), 0, first.homes) == [None, "HDMI-2"]


def test_the_homes_of_an_earlier_run_hold_where_a_screen_is_missing_at_the_start():
    saved = Homes.from_json(arrange(None, ALL, 0).homes.to_json())
    assert names((DESK, TWO), 0, saved) == [None, "HDMI-2"]


def test_another_number_of_windows_or_other_outputs_begin_anew():
    saved = arrange(None, ALL, 0).homes
    assert names(ALL, 1, saved) == ["HDMI-1"]
    assert names(ALL, 0, saved, ("HDMI-2", "HDMI-1")) == ["HDMI-2", "HDMI-1"]


def test_an_output_of_the_settings_that_is_not_there_is_waited_for():
    late = arrange(None, (DESK, ONE), 0, ("HDMI-2", "HDMI-1"))
    assert [place.screen for place in late.wall] == [None, "HDMI-1"]
    assert names(ALL, 0, late.homes, ("HDMI-2", "HDMI-1")) == ["HDMI-2", "HDMI-1"]


def test_a_wall_that_began_on_the_only_screen_moves_to_the_one_that_comes():
    alone = arrange(None, (DESK,), 0)
    assert (alone.wall, alone.desk) == ((Place("DP-1"),), "DP-1")
    assert names((DESK, ONE), 0, alone.homes) == ["HDMI-1"]
    alone = arrange(None, (DESK,), 1)
    assert names((DESK, ONE), 1, alone.homes) == ["HDMI-1"]


def test_a_new_screen_gets_a_window_of_its_own_where_every_screen_is_the_walls():
    first = arrange(None, (DESK, ONE), 0)
    assert names(ALL, 0, first.homes) == ["HDMI-1", "HDMI-2"]
    assert names(ALL, 1, arrange(None, (DESK, ONE), 1).homes) == ["HDMI-1"]


def test_the_desk_goes_back_to_its_own_screen_when_that_returns():
    first = arrange(None, ALL, 0)
    without = arrange(first.homes, (replace(ONE, primary=True), TWO), 0)
    assert (without.desk, [p.screen for p in without.wall]) == (None, ["HDMI-1", "HDMI-2"])
    assert arrange(without.homes, ALL, 0).desk == "DP-1"


def test_no_screen_at_all_loses_no_window():
    first = arrange(None, ALL, 0)
    assert names((), 0, first.homes) == [None, None]
    assert names(ALL, 0, arrange(first.homes, (), 0).homes) == ["HDMI-1", "HDMI-2"]


def test_what_is_no_memory_of_screens_is_refused():
    with pytest.raises(ValueError, match="wall"):
        Homes.from_json('{"wall": 3}')


SOME = [DESK, *(screen(f"H{n}", 1920 * n, str(n)) for n in range(1, 6))]


@given(
    st.integers(0, 6),
    st.lists(st.sets(st.sampled_from(range(6))), max_size=8),
)
def test_however_screens_come_and_go_each_window_is_back_where_it_was(wanted, steps):
    first = arrange(None, SOME, wanted)
    homes = first.homes
    for step in steps:
        now = arrange(homes, [SOME[n] for n in sorted(step)], wanted)
        used = [place.screen for place in now.wall if place.screen]
        assert len(used) == len(set(used))
        homes = now.homes
    last = arrange(homes, SOME, wanted)
    assert [place.screen for place in last.wall] == [place.screen for place in first.wall]
