"""Ticks of the epidemic curve."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.widgets.fan_plot import value_step
from console.widgets.trend_scale import CountScale, day_ticks, whole_step


@given(st.floats(0.01, 1e6))
def test_a_step_is_the_smallest_round_number_that_reaches_far_enough(least):
    step = whole_step(least)
    assert step >= least
    assert str(step).strip("0") in {"1", "2", "5"}


@given(st.floats(-50, 0), st.floats(0, 1e5), st.integers(2, 12))
def test_linear_ticks_include_zero_and_stay_within_the_span(low, high, wished):
    scale = CountScale()
    bottom, top = scale.span(low, high)
    heights = [height for height, _ in scale.ticks(low, high, wished)]
    assert 0.0 in heights
    assert all(bottom - 1 <= height <= top for height in heights)
    assert len(heights) <= wished + 2


def test_zero_and_negative_counts_have_no_height_on_a_logarithmic_scale():
    heights = CountScale(logarithmic=True).heights(np.array([100.0, 0.0, -2.0, np.nan]))
    assert heights[0] == 2.0
    assert np.isnan(heights[1:]).all()


@given(st.integers(1, 4000), st.integers(2, 12))
def test_day_ticks_lie_on_drawn_days_and_never_crowd(days, wished):
    ticks = day_ticks(date(2020, 1, 22), days, wished)
    assert all(0 <= at < days for at, _ in ticks)
    assert len(ticks) <= wished + 1


def test_a_long_history_is_labelled_by_months_and_a_short_one_by_days():
    assert day_ticks(date(2020, 1, 22), 200, 20)[0] == (10.0, "2020-02")
    assert day_ticks(date(2020, 1, 22), 10, 5)[-1] == (9.0, "01-31")


@pytest.mark.parametrize(("top", "room", "step"), [(2, 10, 0.5), (6, 10, 1), (6, 4, 2), (6, 1, 6)])
def test_labels_of_values_never_run_into_one_another(top, room, step):
    assert value_step(top, room) == step
    assert top / step <= room
