"""The slot between decoding and painting: the newest picture, whole, and none that nobody wants."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.video.frames import FrameSlot, fitted
from console.video.outlets import Outlets

AT = datetime(2022, 4, 1, tzinfo=UTC)


def picture(value: int, width: int = 64, height: int = 36) -> np.ndarray:
    return np.full((height, width, 3), value, np.uint8)


def put(slot: FrameSlot, value: int, **size: int) -> None:
    slot.put(picture(value, **size), value, AT, value, value + 1.0)


def test_the_newest_picture_wins_and_is_given_once():
    slot = FrameSlot((64, 36))
    assert slot.take() is None
    put(slot, 1)
    put(slot, 2)
    frame = slot.take()
    assert (frame.sequence, frame.array[0, 0].tolist()) == (2, [2, 2, 2, 255])
    assert slot.take() is None


def test_nothing_is_wanted_until_somebody_takes():
    slot = FrameSlot((64, 36))
    assert slot.wanted
    put(slot, 1)
    assert not slot.wanted
    slot.take()
    assert slot.wanted


@given(st.lists(st.sampled_from(["put", "take", "grow", "shrink"]), max_size=60))
def test_a_picture_that_was_taken_stays_whole_until_the_next_is_taken(steps):
    slot, held, value = FrameSlot((64, 36)), None, 0
    sizes = {"grow": (96, 54), "shrink": (32, 18)}
    for step in steps:
        if step == "put":
            value += 1
            put(slot, value)
        elif step == "take":
            held = slot.take() or held
        else:
            slot.resize(sizes[step])
        if held is not None:
            assert (held.array[:, :, 0] == held.sequence).all()


def test_two_buffers_serve_for_ever():
    slot, seen = FrameSlot((64, 36)), set()
    for value in range(50):
        put(slot, value)
        if value % 3:
            frame = slot.take()
            seen.add(frame.array.__array_interface__["data"][0])
    assert len(seen) <= 2


@given(st.integers(1, 4000), st.integers(1, 3000), st.integers(1, 4000), st.integers(1, 3000))
def test_a_picture_fits_into_its_tile_and_touches_two_sides_of_it(width, height, wide, high):
    fit = fitted((width, height), (wide, high))
    assert 1 <= fit[0] <= wide or fit[0] == 1
    assert 1 <= fit[1] <= high or fit[1] == 1
    assert fit[0] == wide or fit[1] == high or 1 in fit


@pytest.mark.parametrize(("size", "expected"), [((64, 36), (36, 64)), ((32, 40), (18, 32))])
def test_pictures_are_fitted_without_distortion(size, expected):
    slot = FrameSlot(size)
    put(slot, 9)
    assert slot.take().array.shape == (*expected, 4)


def test_every_viewer_of_a_post_has_a_slot_of_its_own_size():
    outlets = Outlets()
    wall, desk = outlets.slot("wall", (64, 36)), outlets.slot("desk", (32, 18))
    Outlets.put(outlets.wanting(), picture(5), 1.0, AT, 1, live_until=2.0)
    assert wall.take().array.shape == (36, 64, 4)
    assert desk.take().array.shape == (18, 32, 4)
    assert outlets.slot("wall", (64, 36)) is wall
    assert outlets.taken == 1
    outlets.remove("desk")
    assert outlets.wanting() == [wall]


def test_a_painter_does_not_wait_for_a_thread_that_was_interrupted_while_it_writes():
    slot = FrameSlot((64, 36))
    put(slot, 1)
    with slot._lock:
        assert slot.take() is None
        assert slot.wanted
    frame = slot.take()
    assert frame is not None
    assert frame.sequence == 1
