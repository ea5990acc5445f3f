"""The forecast fan follows the finished days, and is refused where history is too short."""

from datetime import date

import numpy as np

from console.analysis.forecast import (
    LEAST_DAYS,
    LEVELS,
    SerialInterval,
    mean_of_both,
    rolling_scores,
)
from console.data.snapshots import build
from console.data.snapshots.forecast import build_forecast
from console.domain.requests import Measure, TrendRequest
from console.domain.snapshots import TrendSnapshot
from console.domain.snapshots_analysis import TrendForecast
from tests.data import jilin
from tests.data.rows import cases, context, day, store_of

WAVE = np.round(30 * np.exp(-((np.arange(70) - 40) ** 2) / 300) + 2)
START = date(2020, 1, 1).toordinal()


def ahead(store, now, days=14, region="") -> TrendForecast:
    found = build(store, TrendRequest((region,), Measure.CONFIRMED, days), now)
    assert isinstance(found, TrendSnapshot)
    assert found.forecast is not None
    return found.forecast


def test_the_fan_begins_after_the_last_finished_day_and_is_the_mean_of_both_models():
    rows = [cases("2201", n, count) for n, count in enumerate(WAVE.tolist())]
    found = ahead(store_of([*rows, cases("2201", 70, 0)]), context(70), 7)
    assert found.first_day == day(70)
    drawn = [LEVELS.index(level) for level in (0.025, 0.25, 0.5, 0.75, 0.975)]
    np.testing.assert_array_equal(found.quantiles, mean_of_both(WAVE, 7).quantiles[drawn])
    assert found.refused is None


def test_the_score_beside_the_fan_is_measured_on_this_very_series():
    found = build_forecast(START, WAVE, 7)
    expected = rolling_scores(WAVE, 7)["mean"]
    assert found.score is not None
    assert found.score.relative_wis == expected.relative_wis
    assert found.score.coverage == expected.coverage
    assert found.score.origins == expected.origins


def test_a_new_day_rescores_nothing_that_was_scored(monkeypatch):
    scored = []
    original = build_forecast.__globals__["score_origin"]

    def counting(history, observed, interval):
        scored.append(len(history))
        return original(history, observed, interval)

    monkeypatch.setitem(build_forecast.__globals__, "score_origin", counting)
    own = WAVE + 1
    build_forecast(START, own[:-1], 7)
    before = len(scored)
    build_forecast(START, own, 7)
    assert before > 5
    assert len(scored) - before <= 1


def test_the_fan_and_its_score_follow_the_serial_interval_of_the_centre():
    plain = build_forecast(START, WAVE, 7)
    slow = build_forecast(START, WAVE, 7, SerialInterval(9.0, 3.0))
    assert not np.array_equal(plain.quantiles, slow.quantiles)
    assert plain.score != slow.score


def test_history_before_an_unpublished_day_does_not_count():
    gap = WAVE.copy()
    gap[-LEAST_DAYS] = np.nan
    assert build_forecast(START, gap, 7).refused is not None
    gap = WAVE.copy()
    gap[-LEAST_DAYS - 1] = np.nan
    assert build_forecast(START, gap, 7).first_day == date.fromordinal(START + 70)


def test_without_enough_days_or_cases_there_is_no_fan_and_the_reason_is_said():
    short = build_forecast(START, WAVE[: LEAST_DAYS - 1], 7)
    assert short.first_day is None
    assert short.quantiles.shape == (5, 0)
    assert short.refused is not None
    assert "28 days" in short.refused.en
    quiet = ahead(jilin.real_store(), jilin.context(date(2020, 12, 9)))
    assert quiet.refused is not None
    assert "20 cases" in quiet.refused.en


def test_the_outbreak_in_may_has_a_fan_and_a_province_wide_score():
    found = ahead(jilin.real_store(date(2020, 5, 24)), jilin.context(date(2020, 5, 25)))
    assert found.first_day == date(2020, 5, 25)
    assert found.score is not None
    assert 0 <= found.score.coverage <= 1


def test_none_is_made_unless_asked_for_nor_for_a_comparison():
    store = store_of([cases("2201", n, count) for n, count in enumerate(WAVE.tolist())])
    for request in (
        TrendRequest(),
        TrendRequest(("2201", "2205"), Measure.CONFIRMED, 14),
        TrendRequest(("",), Measure.CONFIRMED, -1),
    ):
        found = build(store, request, context(70))
        assert isinstance(found, TrendSnapshot)
        assert found.forecast is None
    assert ahead(store, context(70), 900).quantiles.shape == (5, 28)
    assert ahead(store_of([]), context(70)).first_day is None
