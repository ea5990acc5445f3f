"""Corrections are booked back without changing what there is in all."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.corrections import booked_back

counts = st.lists(st.one_of(st.integers(-6, 12).map(float), st.just(np.nan)), max_size=40)


def test_a_correction_is_taken_off_the_newest_cases_before_it():
    daily = np.array([2.0, 3.0, 0.0, np.nan, -1.0, -3.0, 4.0])
    np.testing.assert_array_equal(booked_back(daily), [1.0, 0.0, 0.0, np.nan, 0.0, 0.0, 4.0])
    assert daily[4] == -1.0


def test_a_correction_of_more_than_there_ever_was_leaves_nothing():
    np.testing.assert_array_equal(booked_back(np.array([1.0, -5.0, 2.0])), [0.0, 0.0, 2.0])


@given(counts)
def test_counts_are_never_negative_and_gaps_stay_where_they_are(values):
    daily = np.array(values, dtype=np.float64)
    booked = booked_back(daily)
    assert not (booked < 0).any()
    np.testing.assert_array_equal(np.isnan(booked), np.isnan(daily))


@given(counts)
def test_the_sum_is_kept_wherever_the_running_sum_never_fell_below_zero(values):
    daily = np.array(values, dtype=np.float64)
    running = np.nancumsum(daily)
    if not len(daily) or running.min() >= 0:
        assert np.nansum(booked_back(daily)) == (running[-1] if len(daily) else 0.0)


@given(counts, counts)
def test_places_side_by_side_are_booked_as_each_alone(first, second):
    size = min(len(first), len(second))
    both = np.column_stack([np.array(x[:size], dtype=np.float64) for x in (first, second)])
    together = booked_back(both)
    for column in (0, 1):
        np.testing.assert_array_equal(together[:, column], booked_back(both[:, column]))
