"""The forecast fan of a series, with the score that it earned on this very series."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import numpy as np

from console.analysis.corrections import booked_back
from console.analysis.forecast import (
    LEAST_CASES,
    LEAST_DAYS,
    LEVELS,
    SerialInterval,
    long_enough,
    mean_of_both,
    score_origin,
    summary,
)
from console.data.grid import FloatArray
from console.data.snapshots.context import frozen
from console.domain.snapshots_analysis import ForecastScore, TrendForecast
from console.domain.wording import Text

#: The quantiles that a fan is drawn with.
_DRAWN = [LEVELS.index(level) for level in (0.025, 0.25, 0.5, 0.75, 0.975)]

#: Days between the origins that are tried, and how many of the newest ones: each costs some
#: milliseconds, once, for it is remembered by what the series was.
_EVERY, _ORIGINS = 3, 30

_TOO_SHORT = Text(
    f"连续公布不足 {LEAST_DAYS} 天，不作预测",
    f"no forecast: fewer than {LEAST_DAYS} days published without a gap",
)
_TOO_FEW = Text(
    f"近 {LEAST_DAYS} 天不足 {LEAST_CASES} 例，不作预测",
    f"no forecast: fewer than {LEAST_CASES} cases in {LEAST_DAYS} days",
)


def build_forecast(
    first: int, finished: FloatArray, horizon: int, interval: SerialInterval | None = None
) -> TrendForecast:
    """Return the fan that follows the finished days of a series.

    Args:
        first: Ordinal of the first day.
        finished: Signed daily counts of the finished days, NaN = not published.
        horizon: Days to look ahead.
        interval: The serial interval by which R is estimated; the default where omitted.
    """
    given = interval or SerialInterval()
    gaps = np.flatnonzero(np.isnan(finished))
    history = booked_back(finished)[gaps[-1] + 1 if len(gaps) else 0 :]
    if not long_enough(history):
        short = len(history) < LEAST_DAYS
        return TrendForecast(
            first_day=None,
            quantiles=frozen(np.empty((len(_DRAWN), 0))),
            score=None,
            refused=_TOO_SHORT if short else _TOO_FEW,
        )
    return TrendForecast(
        first_day=date.fromordinal(first + len(finished)),
        quantiles=frozen(mean_of_both(history, horizon, interval=given).quantiles[_DRAWN]),
        score=_score(history, horizon, given),
        refused=None,
    )


def _score(history: FloatArray, horizon: int, interval: SerialInterval) -> ForecastScore | None:
    # Origins are counted from the start, so that a new day adds one at most.
    tried = range(LEAST_DAYS, len(history) - horizon + 1, _EVERY)
    days = [day for day in tried if long_enough(history[:day])][-_ORIGINS:]
    scores = [
        _origin(history[:day].tobytes(), history[day : day + horizon].tobytes(), interval)
        for day in days
    ]
    found = summary(scores).get("mean")
    if found is None:
        return None
    return ForecastScore(
        relative_wis=found.relative_wis, coverage=found.coverage, origins=found.origins
    )


@lru_cache(maxsize=1024)
def _origin(
    history: bytes, observed: bytes, interval: SerialInterval
) -> Mapping[str, tuple[float, float]]:
    """Score one origin; the same counts are never scored twice."""
    return score_origin(np.frombuffer(history), np.frombuffer(observed), interval)
