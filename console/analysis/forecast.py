"""Short forecasts of daily cases, and how well they would have done on this very series.

Two simple models and their mean. A constant R is never projected: it did far worse than doing
nothing. Scores are the weighted interval score (Bracher et al. 2021, PLoS Comput Biol 17:e1008618)
and the coverage of the nominal 95 % interval, by rolling origin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.analysis.reproduction import posterior, serial_interval

FloatArray = npt.NDArray[np.float64]

#: Quantiles of a forecast: the median and four central intervals, symmetric about it.
LEVELS = (0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)

#: Days and cases without which no forecast is made.
LEAST_DAYS, LEAST_CASES = 28, 20

_SAMPLES = 1000
_SEED = 20200122


@dataclass(frozen=True, slots=True)
class SerialInterval:
    """Mean and standard deviation in days; the default is that of Du et al. 2020 (EID 26:1341)."""

    mean: float = 3.96
    std: float = 4.75


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Quantiles of daily cases, of shape (levels, horizon); row ``i`` is ``LEVELS[i]``."""

    quantiles: FloatArray

    @property
    def median(self) -> FloatArray:
        """The middle of the fan, of shape (horizon,)."""
        middle: FloatArray = self.quantiles[LEVELS.index(0.5)]
        return middle


@dataclass(frozen=True, slots=True)
class Score:
    """How a model did on a series: mean WIS, the same over the baseline's, 95 % coverage."""

    wis: float
    relative_wis: float
    coverage: float
    origins: int


def baseline(history: FloatArray, horizon: int) -> Forecast:
    """Return the last value, spread by sums of the series' own day-to-day changes.

    The changes of the last 28 days are taken with both signs, so that the median stays where the
    series ended; counts below zero become zero.
    """
    random = np.random.default_rng(_SEED)
    changes = np.diff(history[-LEAST_DAYS:])
    both = np.concatenate([changes, -changes])
    sums = np.cumsum(random.choice(both, (_SAMPLES, horizon)), axis=1)
    mirrored = np.concatenate([sums, -sums])
    return _quantiles(np.maximum(0.0, history[-1] + mirrored))


def damped_renewal(
    history: FloatArray,
    horizon: int,
    *,
    damping: float = 0.65,
    interval: SerialInterval | None = None,
) -> Forecast:
    """Return a renewal process whose log R shrinks by ``damping`` a day towards R = 1.

    R is drawn from its posterior over the last 7 days, cases are drawn from Poisson's law.
    """
    random = np.random.default_rng(_SEED)
    given = interval or SerialInterval()
    found = posterior(history, mean_si=given.mean, std_si=given.std)
    weights = serial_interval(given.mean, given.std, min(len(history), 40) + 1)[1:]
    log_r = np.log(random.gamma(found.shape[-1], found.scale[-1], _SAMPLES))
    lags = len(weights)
    paths = np.empty((_SAMPLES, lags + horizon))
    paths[:, :lags] = history[-lags:]
    for day in range(horizon):
        pressure = paths[:, day : day + lags] @ weights[::-1]
        rate = np.exp(log_r * damping ** (day + 1)) * pressure
        paths[:, lags + day] = random.poisson(np.minimum(rate, 1e9))
    return _quantiles(paths[:, lags:])


def mean_of_both(
    history: FloatArray, horizon: int, *, interval: SerialInterval | None = None
) -> Forecast:
    """Return the mean of both models, quantile by quantile."""
    return forecasts(history, horizon, interval)["mean"]


def forecasts(
    history: FloatArray, horizon: int, interval: SerialInterval | None = None
) -> dict[str, Forecast]:
    """Return what each of :data:`MODELS` says."""
    plain = baseline(history, horizon)
    renewal = damped_renewal(history, horizon, interval=interval)
    mean = Forecast((plain.quantiles + renewal.quantiles) / 2)
    return dict(zip(MODELS, (plain, renewal, mean), strict=True))


MODELS = ("baseline", "damped_renewal", "mean")


def long_enough(history: FloatArray) -> bool:
    """Return whether a series allows a forecast: long enough, with cases, nothing missing."""
    return (
        len(history) >= LEAST_DAYS
        and bool(np.isfinite(history).all())
        and float(history[-LEAST_DAYS:].sum()) >= LEAST_CASES
    )


def weighted_interval_score(
    observed: FloatArray, quantiles: FloatArray, levels: tuple[float, ...] = LEVELS
) -> FloatArray:
    """Return the WIS of each observation, of shape (n,); smaller is better, 0 is perfect.

    WIS = [½|y − m| + Σ_k (α_k/2) IS_k] / (K + ½), with
    IS_k = (u − l) + (2/α)(l − y)₊ + (2/α)(y − u)₊ for the central interval of level 1 − α_k.

    Args:
        observed: Shape (n,).
        quantiles: Shape (levels, n).
        levels: An odd number of them, rising, symmetric about the median.
    """
    middle = len(levels) // 2
    total = 0.5 * np.abs(observed - quantiles[middle])
    for k in range(middle):
        low, high = quantiles[k], quantiles[-1 - k]
        below = np.maximum(0.0, low - observed)
        above = np.maximum(0.0, observed - high)
        total = total + levels[k] * (high - low) + below + above
    scores: FloatArray = total / (middle + 0.5)
    return scores


def rolling_scores(history: FloatArray, horizon: int, *, every: int = 3) -> dict[str, Score]:
    """Return how each model would have done on ``history``, from every ``every``-th day.

    Empty where no day has both enough history behind it and ``horizon`` days after it.
    """
    origins = [
        day
        for day in range(LEAST_DAYS, len(history) - horizon + 1, every)
        if long_enough(history[:day])
    ]
    return summary([score_origin(history[:day], history[day : day + horizon]) for day in origins])


def score_origin(
    history: FloatArray, observed: FloatArray, interval: SerialInterval | None = None
) -> dict[str, tuple[float, float]]:
    """Return each model's mean WIS and 95 % coverage on the days that followed ``history``."""
    found = {}
    for name, forecast in forecasts(history, len(observed), interval).items():
        quantiles = forecast.quantiles
        score = weighted_interval_score(observed, quantiles).mean()
        covered = ((quantiles[0] <= observed) & (observed <= quantiles[-1])).mean()
        found[name] = float(score), float(covered)
    return found


def summary(origins: Sequence[Mapping[str, tuple[float, float]]]) -> dict[str, Score]:
    """Return the mean of the scores of several origins by model; empty where there is none."""
    if not origins:
        return {}
    means = {
        name: (
            float(np.mean([origin[name][0] for origin in origins])),
            float(np.mean([origin[name][1] for origin in origins])),
        )
        for name in MODELS
    }
    floor = means["baseline"][0]
    return {
        name: Score(wis, wis / floor if floor else 1.0, coverage, len(origins))
        for name, (wis, coverage) in means.items()
    }


def _quantiles(samples: FloatArray) -> Forecast:
    return Forecast(np.quantile(samples, LEVELS, axis=0))
