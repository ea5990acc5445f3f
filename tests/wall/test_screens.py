"""Who gets which screen."""

from hypothesis import given
from hypothesis import strategies as st

from console.wall.screens import ScreenInfo, assign

DESK = ScreenInfo("desk", 0, 0, primary=True)
LEFT = ScreenInfo("left", 1920, 0, primary=False)
RIGHT = ScreenInfo("right", 5760, 0, primary=False)


def test_the_wall_takes_every_screen_but_the_desks_from_left_to_right():
    assert assign([RIGHT, DESK, LEFT], 0).wall == ("left", "right")
    assert assign([RIGHT, DESK, LEFT], 0).desk == "desk"


def test_a_single_screen_carries_the_wall_and_the_desk():
    found = assign([DESK], 0)
    assert (found.wall, found.desk) == (("desk",), "desk")


def test_a_wall_that_needs_the_primary_screen_too_gets_it_in_its_place():
    assert assign([RIGHT, DESK, LEFT], 3).wall == ("desk", "left", "right")


def test_fewer_windows_than_screens_leave_the_last_screens_alone():
    assert assign([RIGHT, DESK, LEFT], 1).wall == ("left",)


def test_windows_beyond_the_screens_are_plain_ones():
    assert assign([DESK], 3).wall == ("desk", None, None)


def test_no_screen_at_all_still_means_one_window():
    found = assign([], 0)
    assert (found.wall, found.desk) == ((None,), None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6), st.integers(0, 8))
def test_no_screen_is_given_twice_and_every_wish_is_met(places, wanted):
    screens = [ScreenInfo(str(i), x, y, i == 0) for i, (x, y) in enumerate(places)]
    found = assign(screens, wanted)
    named = [name for name in found.wall if name is not None]
    assert len(named) == len(set(named))
    assert len(found.wall) == (wanted or max(1, len(screens) - 1))


def test_named_screens_are_the_wall_in_their_order_whatever_the_number_says() -> None:
    found = assign([RIGHT, DESK, LEFT], 1, ("right", "left"))
    assert found.wall == ("right", "left")
    assert found.desk == "desk"


def test_where_the_wall_takes_the_primary_screen_the_desk_takes_what_is_free() -> None:
    assert assign([RIGHT, DESK, LEFT], 0, ("desk", "right")).desk == "left"


def test_names_of_screens_that_are_gone_are_passed_over() -> None:
    assert assign([RIGHT, DESK], 0, ("left", "right")).wall == ("right",)
    assert assign([RIGHT, DESK], 0, ("left",)) == assign([RIGHT, DESK], 0)
