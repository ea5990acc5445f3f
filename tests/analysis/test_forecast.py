"""Forecasts and their scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from console.analysis.forecast import (
    LEAST_DAYS,
    LEVELS,
    MODELS,
    baseline,
    damped_renewal,
    forecasts,
    long_enough,
    rolling_scores,
    weighted_interval_score,
)

FIVE = (0.1, 0.25, 0.5, 0.75, 0.9)


def wave(days: int = 80) -> np.ndarray:
    day = np.arange(days)
    return np.round(40 * np.exp(-((day - 40) ** 2) / 200) + 2)


def test_the_weighted_interval_score_reproduces_published_values():
    quantiles = np.array([[-1, -2, -2], [0, 1, 0], [1, 2, 3], [2, 2, 3], [3, 4, 4]], float)
    found = weighted_interval_score(np.array([1.0, -15, 22]), quantiles, FIVE)
    np.testing.assert_allclose(found, [0.36, 15.34, 19.14], atol=1e-12)


@given(st.floats(-100, 100), arrays(float, 5, elements=st.floats(-100, 100)))
def test_a_score_is_never_negative_and_zero_only_for_a_sure_and_right_forecast(observed, drawn):
    quantiles = np.sort(drawn)[:, None]
    score = weighted_interval_score(np.array([observed]), quantiles, FIVE)[0]
    assert score >= 0
    sure = np.full((5, 1), observed)
    assert weighted_interval_score(np.array([observed]), sure, FIVE)[0] == 0


@pytest.mark.parametrize("name", MODELS)
def test_a_forecast_is_a_fan_of_rising_quantiles_and_never_below_zero(name):
    found = forecasts(wave(), 14)[name].quantiles
    assert found.shape == (len(LEVELS), 14)
    assert (np.diff(found, axis=0) >= 0).all()
    assert (found >= 0).all()


@pytest.mark.parametrize("name", MODELS)
def test_the_same_history_gives_the_same_forecast(name):
    first = forecasts(wave(), 7)[name].quantiles
    np.testing.assert_array_equal(first, forecasts(wave(), 7)[name].quantiles)


def test_the_baseline_stays_where_the_series_ended():
    history = wave()
    np.testing.assert_allclose(baseline(history, 7).median, history[-1])


def test_the_stronger_the_damping_the_less_a_growing_series_is_projected_to_grow():
    history = np.round(5 * np.exp(0.15 * np.arange(40)))
    ends = [damped_renewal(history, 14, damping=damping).median[-1] for damping in (0.95, 0.8, 0.5)]
    assert ends[0] > ends[1] > ends[2]


@pytest.mark.parametrize(
    "history",
    [np.ones(LEAST_DAYS - 1) * 9, np.zeros(60), np.array([5.0] * 40 + [np.nan])],
    ids=["too short", "no cases", "a day not published"],
)
def test_no_forecast_is_made_where_the_series_does_not_bear_one(history):
    assert not long_enough(history)
    assert rolling_scores(history[:-1], 7) == {} or np.isnan(history).any()


def test_scores_are_measured_on_this_very_series_and_held_against_the_baseline():
    scores = rolling_scores(wave(), 7)
    assert set(scores) == set(MODELS)
    assert scores["baseline"].relative_wis == 1.0
    halfway = (scores["baseline"].wis + scores["damped_renewal"].wis) / 2
    assert scores["mean"].wis <= halfway + 1e-9
    assert all(0 <= score.coverage <= 1 and score.origins > 5 for score in scores.values())
