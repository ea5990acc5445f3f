"""EARS against published alarms, and its edges."""

from itertools import pairwise
from math import isqrt, sqrt
from statistics import NormalDist, mean, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.warning import ears, upper_bounds
from tests.analysis.test_reproduction import FLU_2009

NEWPORT_BOUNDS = (3.278854, 3.278854, 3.436517, 3.855617)
"""C1 at α 0.05 of Salmonella Newport in Germany, weeks 1 to 4 of 2011 (R package surveillance)."""

NEWPORT_WEEKS = [2, 1, 1, 3, 3, 1, 1, 2, 0, 3]
"""The seven weeks before, and the first three: see the test that finds them from the bounds."""


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


def sums_behind(bound: float) -> list[tuple[int, int]]:
    """Return each sum and sum of squares of seven counts whose C1 bound has these six digits."""
    z = NormalDist().inv_cdf(0.95)
    # Neither the mean nor z spreads can exceed the bound: no other sums come into question.
    most = int(7 * bound)
    squares = int(6 * (bound / z) ** 2 + most**2 / 7) + 1
    return [
        (total, square)
        for total in range(most + 1)
        for square in range(-(-(total**2) // 7), squares + 1)
        if abs(total / 7 + z * sqrt((square - total**2 / 7) / 6) - bound) < 5e-7
    ]


def test_the_published_bounds_of_salmonella_newport_come_from_the_only_counts_that_give_them():
    windows = [sums_behind(bound) for bound in NEWPORT_BOUNDS]
    assert windows == [[(12, 26)], [(12, 26)], [(11, 25)], [(13, 33)]]
    weeks = NEWPORT_WEEKS
    for start, ((total, square),) in enumerate(windows):
        seven = weeks[start : start + 7]
        assert (sum(seven), sum(week**2 for week in seven)) == (total, square)
    found = ears([*weeks, 0], "C1", alpha=0.05, min_sd=0)["upper"]
    np.testing.assert_allclose(found, NEWPORT_BOUNDS, rtol=0, atol=5e-7)


def test_no_other_weeks_would_follow_from_the_published_bounds():
    """What leaves and what enters from one week to the next has one whole solution."""
    sums = [sums_behind(bound)[0] for bound in NEWPORT_BOUNDS]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(sums)]
    most = isqrt(max(square for _, square in sums))
    for week, (more, squares) in enumerate(steps):
        found = [
            (out, out + more)
            for out in range(most + 1)
            if 0 <= out + more <= most and (out + more) ** 2 - out**2 == squares
        ]
        if (more, squares) != (0, 0):
            assert found == [(NEWPORT_WEEKS[week], NEWPORT_WEEKS[week + 7])]
        else:
            assert NEWPORT_WEEKS[week] == NEWPORT_WEEKS[week + 7]


def plain_bound(counts: list[int], day: int, method: str, alpha: float, floor: float) -> float:
    """Return the bound of one day as the rule is written down, without arrays."""
    z = NormalDist().inv_cdf(1 - alpha)
    lag = 0 if method == "C1" else 2

    def baseline(at: int) -> tuple[float, float]:
        week = counts[at - lag - 7 : at - lag]
        return mean(week), max(floor, stdev(week))

    middle, spread = baseline(day)
    if method != "C3":
        return middle + z * spread
    excess = 0.0
    for before in (day - 1, day - 2):
        middle_then, spread_then = baseline(before)
        excess += max(0.0, (counts[before] - middle_then) / spread_then - 1)
    return max(0.0, counts[day] + spread * (z - excess))


@given(
    st.lists(st.integers(0, 60), min_size=12, max_size=40),
    st.sampled_from([("C1", 7), ("C2", 9), ("C3", 11)]),
    st.sampled_from([0.001, 0.025, 0.05]),
    st.sampled_from([0.25, 0.5, 2.0]),
)
def test_every_bound_is_that_of_the_rule_written_out_day_by_day(counts, rule, alpha, floor):
    method, first = rule
    found = ears(counts, method, alpha=alpha, min_sd=floor)
    assert found["t"].tolist() == list(range(first + 1, len(counts) + 1))
    plain = [plain_bound(counts, day, method, alpha, floor) for day in range(first, len(counts))]
    np.testing.assert_allclose(found["upper"], plain, rtol=1e-9, atol=1e-9)
    assert found["alarm"].tolist() == [
        count > upper for count, upper in zip(counts[first:], found["upper"], strict=True)
    ]


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
