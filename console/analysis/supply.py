"""Stock against need: burn rate, days of cover, gap over a horizon. NaN means "not reported".

Formulas, units and sources are in docs/methods.md.
"""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def latest(values: FloatArray) -> tuple[FloatArray, npt.NDArray[np.int_]]:
    """Return the newest published value along the last axis, and its index.

    Args:
        values: Shape (..., days).

    Returns:
        Values of shape (...), NaN where nothing was published, and indexes, there -1.
    """
    published = ~np.isnan(values)
    days = values.shape[-1]
    index = np.where(published.any(axis=-1), days - 1 - published[..., ::-1].argmax(axis=-1), -1)
    found = np.take_along_axis(values, np.maximum(index, 0)[..., None], axis=-1)[..., 0]
    return np.where(index >= 0, found, np.nan), index


def burn_rate(consumed: FloatArray, days: int = 7) -> FloatArray:
    """Return the mean consumption of the newest ``days`` published days, in units a day.

    Args:
        consumed: Units consumed a day, shape (..., days).
        days: How many published days count.

    Returns:
        Shape (...), NaN where nothing was published.
    """
    published = ~np.isnan(consumed)
    newer = np.cumsum(published[..., ::-1], axis=-1)[..., ::-1]
    taken = published & (newer <= days)
    counts = taken.sum(axis=-1).astype(np.float64)
    rates = np.full(counts.shape, np.nan)
    sums = np.where(taken, consumed, 0.0).sum(axis=-1)
    np.divide(sums, counts, out=rates, where=counts > 0)
    return rates


def days_of_cover(reserve: FloatArray, burn: FloatArray) -> FloatArray:
    """Return how many days ``reserve`` lasts at ``burn`` units a day.

    Infinity where there is stock and nothing burns; NaN where either is unknown, or where there is
    neither stock nor burn: an empty store that uses nothing says nothing of its need.
    """
    cover = np.full(np.shape(reserve), np.nan)
    np.divide(reserve, burn, out=cover, where=burn > 0)
    cover[(burn == 0) & (reserve > 0)] = np.inf
    return cover


def gap_over_horizon(
    reserve: FloatArray, demand: FloatArray, due: FloatArray, horizon_days: float
) -> FloatArray:
    """Return the units that stock and arrivals fall short of demand over the horizon.

    Args:
        reserve: Units in stock.
        demand: Units needed a day.
        due: Units on their way that arrive within the horizon.
        horizon_days: Length of the horizon in days.

    Returns:
        ``max(0, horizon_days * demand - reserve - due)``; NaN where stock or demand is unknown.
    """
    return np.maximum(0.0, horizon_days * demand - reserve - due)
