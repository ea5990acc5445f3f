"""Reconnects are paced, for one feed and for all together."""

import random

from hypothesis import given
from hypothesis import strategies as st

from console.video.budget import LONGEST_PAUSE, Backoff, ConnectBudget


@given(st.integers(0, 2**32), st.integers(1, 30))
def test_pauses_grow_to_a_bound_and_start_anew_after_a_reset(seed, failures):
    backoff = Backoff(random.Random(seed))
    pauses = [backoff.pause() for _ in range(failures)]
    assert all(0.25 <= pause <= LONGEST_PAUSE for pause in pauses)
    assert pauses[-1] >= min(LONGEST_PAUSE, 0.5 * 2 ** (failures - 1)) / 2
    backoff.reset()
    assert backoff.pause() <= 0.5


def test_a_refusal_is_asked_again_slowly():
    assert Backoff(random.Random(1)).pause(refused=True) >= 15


@given(st.lists(st.floats(0, 0.5), min_size=1, max_size=100))
def test_never_more_attempts_than_allowed_in_any_second(pauses):
    budget, now, moments = ConnectBudget(attempts=4), 0.0, []
    for pause in pauses:
        now += pause
        moments.append(now + budget.wait(now))
    moments.sort()
    for first, fifth in zip(moments, moments[4:], strict=False):
        assert fifth - first >= 1.0 - 1e-9


def test_whoever_asks_first_goes_first():
    budget = ConnectBudget(attempts=1)
    assert [budget.wait(0.0) for _ in range(3)] == [0.0, 1.0, 2.0]
