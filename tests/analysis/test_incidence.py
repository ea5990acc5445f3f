"""Counts, means and rates against figures worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.incidence import (
    daily_from_cumulative,
    first_unfinal,
    moving_mean,
    per_100k,
    running_total,
    sum_published,
)

NAN = np.nan
counts = st.lists(
    st.one_of(st.none(), st.integers(-50, 5000)).map(lambda v: NAN if v is None else float(v)),
    max_size=60,
).map(lambda values: np.array(values, dtype=np.float64))


def test_the_mean_takes_the_published_days_of_each_window_only():
    daily = np.array([7.0, NAN, 7, 14, 14, NAN, 28, 0, 7])
    expected = [NAN, NAN, NAN, NAN, 10.5, 10.5, 14.0, 12.6, 12.6 + 0.0]
    expected[8] = (7 + 14 + 14 + 28 + 0 + 7) / 6
    np.testing.assert_allclose(moving_mean(daily), expected)


def test_three_published_days_of_seven_are_too_few_for_a_mean():
    assert np.isnan(moving_mean(np.array([1.0, 1, 1, NAN, NAN, NAN, NAN]))).all()


@given(counts)
def test_the_mean_equals_a_plain_loop_over_every_window(daily):
    means = moving_mean(daily)
    for day in range(len(daily)):
        window = daily[max(0, day - 6) : day + 1]
        published = window[~np.isnan(window)]
        if len(published) < 4:
            assert np.isnan(means[day])
        else:
            assert means[day] == pytest.approx(published.mean())


def test_the_running_total_carries_over_unpublished_days_and_starts_with_the_first_published():
    np.testing.assert_array_equal(
        running_total(np.array([NAN, 3.0, NAN, -1, 2])), [NAN, 3.0, 3, 2, 4]
    )


def test_a_fall_of_the_cumulative_count_becomes_a_negative_new_count():
    """吉林市 5 → 4 → 3 on 2020-02-05 and 02-06."""
    np.testing.assert_array_equal(
        daily_from_cumulative(np.array([NAN, 5.0, 4, 3, NAN, 5])), [NAN, 5.0, -1, -1, NAN, 2]
    )


@given(counts)
def test_new_counts_add_up_to_the_published_cumulative_figures(cumulative):
    again = running_total(daily_from_cumulative(cumulative))
    published = ~np.isnan(cumulative)
    np.testing.assert_array_equal(again[published], cumulative[published])


def test_a_rate_is_not_published_where_the_population_is_unknown_or_zero():
    rates = per_100k(np.array([48.0, 1, 1, NAN]), np.array([3_623_713.0, NAN, 0, 100_000]))
    np.testing.assert_allclose(rates, [1.3246082, NAN, NAN, NAN], rtol=1e-6)


def test_a_sum_counts_what_was_published_and_is_missing_only_where_nothing_was():
    values = np.array([[1.0, NAN, NAN], [2.0, 5.0, NAN]])
    np.testing.assert_array_equal(sum_published(values), [3.0, 5.0, NAN])
    np.testing.assert_array_equal(sum_published(values, axis=1), [1.0, 7.0])


def test_the_newest_days_that_fewer_places_reported_are_unfinished():
    assert first_unfinal(np.array([9] * 20 + [9, 9, 5, 3])) == 22


def test_a_series_that_every_usual_place_reported_is_finished():
    assert first_unfinal(np.array([0, 0, 2, *[9] * 20])) is None
    assert first_unfinal(np.array([0, 0, 0])) is None
    assert first_unfinal(np.array([], dtype=np.int_)) is None


def test_a_short_series_is_measured_against_the_best_of_its_days():
    assert first_unfinal(np.array([0, 0, 9, 9, 4])) == 4


def test_a_place_that_fell_silent_long_ago_no_longer_holds_the_series_open():
    assert first_unfinal(np.array([9] * 5 + [8] * 23)) is None
