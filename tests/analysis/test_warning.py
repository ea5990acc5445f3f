"""EARS against published alarms, and its edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.warning import ears, upper_bounds
from tests.analysis.test_reproduction import FLU_2009


@pytest.mark.parametrize(
    ("method", "days", "first"),
    [("C1", [12, 13], 8), ("C2", [13, 14, 15], 10), ("C3", [13, 14, 15, 16, 17], 12)],
)
def test_the_influenza_outbreak_of_2009_alarms_on_the_published_days(method, days, first):
    found = ears(FLU_2009, method)
    assert found.loc[found["alarm"], "t"].tolist() == days
    assert found["t"].iloc[0] == first


def test_the_first_bound_is_the_mean_of_a_week_and_its_spread():
    week = np.array([1.0, 2, 3, 4, 5, 6, 7])
    bound = ears([*week, 5], "C1", alpha=0.05)["upper"].iloc[0]
    assert bound == pytest.approx(week.mean() + 1.6448536269514722 * week.std(ddof=1))


def test_a_single_case_in_a_quiet_place_raises_no_alarm():
    assert not ears([0] * 20 + [1], "C1")["alarm"].any()
    assert ears([0] * 20 + [1], "C1", min_sd=0.01)["alarm"].any()


@given(st.lists(st.integers(0, 500), max_size=40), st.sampled_from(["C1", "C2"]))
def test_a_constant_shift_moves_c1_and_c2_alarms_nowhere(counts, method):
    before = ears(counts, method)
    after = ears([count + 1000 for count in counts], method)
    assert before["alarm"].tolist() == after["alarm"].tolist()


@given(st.lists(st.integers(0, 50), max_size=9))
def test_a_history_too_short_gives_no_verdict(counts):
    assert len(ears(counts, "C1")) == max(0, len(counts) - 7)
    assert len(ears(counts, "C2")) == max(0, len(counts) - 9)


def test_many_places_in_one_pass_equal_each_place_alone():
    together = np.random.default_rng(3).poisson(5, (50, 4)).astype(float)
    found = upper_bounds(together, "C3")
    for place in range(4):
        np.testing.assert_array_equal(found[:, place], upper_bounds(together[:, place], "C3"))


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="C1, C2, C3"):
        ears([1] * 20, "C4")
