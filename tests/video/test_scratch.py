"""Pictures that all feeds use in turn, and the one that is kept for a file."""

from datetime import UTC, datetime

import numpy as np
import pytest

from console.video.kept import KeptPicture
from console.video.scratch import Scratch

AT = datetime(2022, 4, 1, tzinfo=UTC)
LATER = datetime(2022, 4, 1, 0, 0, 1, tzinfo=UTC)


def grey(value: int, width: int = 64, height: int = 36) -> np.ndarray:
    return np.full((height, width, 3), value, np.uint8)


def test_a_picture_is_lent_to_one_at_a_time_and_in_the_size_that_was_asked_for():
    scratch = Scratch()
    small, large = grey(1), grey(2, 128, 72)
    scratch.give_back(small)
    scratch.give_back(large)
    assert scratch.lend((36, 64, 3)) is small
    assert scratch.lend((36, 64, 3)) is None
    assert scratch.lend((72, 128, 3)) is large
    assert scratch.lend(None) is None


def test_what_is_kept_does_not_grow_with_what_is_given_back():
    scratch = Scratch()
    for width in range(10, 60):
        for _ in range(5):
            scratch.give_back(grey(1, width))
    kept = 0
    for width in range(10, 60):
        while scratch.lend((36, width, 3)) is not None:
            kept += 1
    assert kept <= 12


@pytest.mark.parametrize("size", [(64, 36), (63, 35)])
def test_the_last_picture_is_kept_as_it_was_with_its_own_time(size):
    kept = KeptPicture()
    assert kept.take(coming=False) is None
    for n, at in ((0, AT), (3, LATER)):
        picture = grey(50 + 100 * n // 3, *size)
        picture[:10] = (200, 60, 20)
        kept.keep(picture, float(n), at)
        picture[:] = 0  # its buffer is used again
        taken, when = kept.take(coming=False)
        assert when == at
        assert taken.shape == (size[1], size[0], 3)
        assert np.abs(taken[20:].astype(int) - (50 + 100 * n // 3)).max() <= 3
        assert np.abs(taken[2:6].astype(int) - (200, 60, 20)).max() <= 6


def test_one_picture_a_second_is_kept_and_the_next_one_at_once_when_it_is_asked_for():
    kept = KeptPicture()
    kept.keep(grey(10), 100.0, AT)
    kept.keep(grey(90), 100.5, LATER)
    assert kept.take(coming=False)[1] == AT
    assert kept.take(coming=True)[1] == AT  # it was asked for, and nothing came
    kept.keep(grey(90), 100.6, LATER)
    assert kept.take(coming=False)[1] == LATER
