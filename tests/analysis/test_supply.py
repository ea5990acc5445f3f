"""Cover and gaps against the figures that Jilin published in March 2022."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.supply import burn_rate, days_of_cover, gap_over_horizon, latest

NAN = np.nan


def test_days_of_cover_are_those_of_changchun_and_jilin_in_march_2022():
    """Hospital stock and daily burn of 2022-03-19/20 in 10,000: N95, suits, test kits."""
    reserve = np.array([[525.4, 196.72, 335.03], [156.01, 71.47, 67.14]])
    burn = np.array([[62.73, 46.09, 187.99], [27.14, 19.69, 9.46]])
    np.testing.assert_array_equal(
        np.round(days_of_cover(reserve, burn), 1), [[8.4, 4.3, 1.8], [5.7, 3.6, 7.1]]
    )


def test_cover_is_endless_where_nothing_burns_and_unknown_where_there_is_no_stock_either():
    cover = days_of_cover(np.array([5.0, 0, NAN, 5, 0]), np.array([0.0, 0, 1, NAN, 2]))
    np.testing.assert_array_equal(cover, [np.inf, NAN, NAN, NAN, 0.0])


def test_the_gap_is_what_wuhan_published_for_one_day():
    """2020-02-06, needed a day and gap: suits 59,900/41,400, N95 119,000/56,800, goggles."""
    need = np.array([59_900.0, 119_000, 22_500])
    gap = np.array([41_400.0, 56_800, 19_200])
    np.testing.assert_array_equal(gap_over_horizon(need - gap, need, np.zeros(3), 1), gap)


def test_what_is_due_fills_the_gap_and_a_surplus_is_no_negative_gap():
    gap = gap_over_horizon(
        np.array([10.0, 10, 100, NAN]), np.full(4, 5.0), np.array([0.0, 20, 0, 0]), 7
    )
    np.testing.assert_array_equal(gap, [25.0, 5.0, 0.0, NAN])


def test_the_burn_rate_is_the_mean_of_the_newest_published_days():
    consumed = np.array([[100.0, 1, 2, NAN, 3, NAN], [NAN] * 6])
    np.testing.assert_array_equal(burn_rate(consumed, 3), [2.0, NAN])


def test_the_latest_figure_is_the_newest_published_one():
    values, index = latest(np.array([[1.0, NAN, 3, NAN], [NAN] * 4]))
    np.testing.assert_array_equal(values, [3.0, NAN])
    np.testing.assert_array_equal(index, [2, -1])


amounts = st.floats(0, 1e9)


@given(amounts, st.floats(1e-3, 1e6), amounts, st.integers(1, 60))
def test_a_gap_is_what_must_be_added_for_stock_to_last_the_horizon(reserve, need, due, days):
    gap = gap_over_horizon(np.array([reserve]), np.array([need]), np.array([due]), days)
    filled = days_of_cover(np.array([reserve + due + gap[0]]), np.array([need]))
    assert filled[0] >= days * (1 - 1e-9)
    assert gap[0] == 0 or filled[0] == pytest.approx(days)
