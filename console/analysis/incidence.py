"""Daily counts, running sums, means, rates and growth. NaN means "not published", never zero.

Formulas, units and sources are in docs/methods.md.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

#: Days of the notification rate that ECDC and WHO/Europe published weekly in 2020-2022.
RATE_DAYS = 14


def moving_mean(daily: FloatArray, window: int = 7, least: int = 4) -> FloatArray:
    """Return the trailing mean over the published days of each window.

    Args:
        daily: Counts a day, shape (days,).
        window: Days in a window, today included.
        least: Published days that a window needs.

    Returns:
        Shape (days,); NaN where fewer than ``least`` of the window's days were published.
    """
    published = ~np.isnan(daily)
    sums = _trailing_sum(np.where(published, daily, 0.0), window)
    counts = _trailing_sum(published.astype(np.float64), window)
    means = np.full(daily.shape, np.nan)
    np.divide(sums, counts, out=means, where=counts >= least)
    return means


def _trailing_sum(values: FloatArray, window: int) -> FloatArray:
    running = np.cumsum(values)
    running[window:] -= running[:-window].copy()
    return running


def running_total(daily: FloatArray) -> FloatArray:
    """Return the running sum; an unpublished day carries the last value.

    Args:
        daily: Counts a day, shape (days,); corrections may be negative.

    Returns:
        Shape (days,); NaN before the first published day.
    """
    published = ~np.isnan(daily)
    totals = np.cumsum(np.where(published, daily, 0.0))
    first = int(published.argmax()) if published.any() else len(daily)
    totals[:first] = np.nan
    return totals


def daily_from_cumulative(cumulative: FloatArray) -> FloatArray:
    """Return new counts whose running sum is ``cumulative`` on every published day.

    What was added over unpublished days is booked on the next published one; a fall becomes a
    negative count.

    Args:
        cumulative: Published running sums, shape (days,), NaN = not published.

    Returns:
        Shape (days,), NaN where ``cumulative`` is.
    """
    published = np.flatnonzero(~np.isnan(cumulative))
    daily = np.full(cumulative.shape, np.nan)
    daily[published] = np.diff(cumulative[published], prepend=0.0)
    return daily


def per_100k(count: FloatArray, population: FloatArray) -> FloatArray:
    """Return ``count`` per 100,000 inhabitants; NaN where the population is unknown or zero.

    Args:
        count: Cases, any shape.
        population: Inhabitants, the same shape.
    """
    rates = np.full(np.shape(count), np.nan)
    np.divide(count * 100_000.0, population, out=rates, where=population > 0)
    return rates


def sum_published(values: FloatArray, axis: int = 0) -> FloatArray:
    """Sum over ``axis`` what was published; NaN where nothing was."""
    missing = np.isnan(values)
    sums: FloatArray = np.where(missing, 0.0, values).sum(axis=axis)
    sums[missing.all(axis=axis)] = np.nan
    return sums


def first_unfinal(reporting: npt.NDArray[np.int_], tail: int = 7) -> int | None:
    """Return the index of the first day of the unfinished end of a series.

    A day at the end is unfinished while fewer places reported it than usual: than the median of the
    days before the ``tail`` newest ones, or, in a shorter series, than the best of its days.

    Args:
        reporting: How many places published each day, shape (days,).
        tail: How many of the newest days may be unfinished.
    """
    begun = np.flatnonzero(reporting > 0)
    if not len(begun):
        return None
    before = reporting[begun[0] : -tail]
    usual = float(np.median(before)) if len(before) >= tail else float(reporting.max())
    earliest = max(int(begun[0]), len(reporting) - tail)
    first = len(reporting)
    while first > earliest and reporting[first - 1] < usual:
        first -= 1
    return first if first < len(reporting) else None


@dataclass(frozen=True, slots=True)
class Growth:
    """A growth rate a day with its 95 % interval, and the doubling time that follows from it.

    ``doubling_days`` is negative where cases halve; its interval is None where that of the rate
    holds zero, for then neither doubling nor halving is certain.
    """

    rate: float
    low: float
    high: float
    doubling_days: float
    doubling_interval: tuple[float, float] | None
    days_used: int


@dataclass(frozen=True, slots=True, eq=False)
class GrowthRates:
    """Growth rates a day of many places with their 95 % intervals, of shape (places,).

    They are NaN where fewer than three days have cases; ``days_used`` says how many have.
    """

    rate: FloatArray
    low: FloatArray
    high: FloatArray
    days_used: npt.NDArray[np.int_]


def growth(incidence: npt.ArrayLike) -> Growth | None:
    """Return the least-squares growth of log I over the days with I > 0.

    The interval of the slope takes Student's t with n − 2 degrees of freedom; the doubling time is
    ln 2 / rate.

    Args:
        incidence: Daily new cases of shape (days,); NaN is "not published" and is left out.

    Returns:
        The growth, or None with fewer than three days to fit.
    """
    found = growth_rates(np.asarray(incidence, dtype=np.float64)[:, None])
    rate, low, high = (float(part[0]) for part in (found.rate, found.low, found.high))
    if math.isnan(rate):
        return None
    certain = low > 0 or high < 0
    return Growth(
        rate=rate,
        low=low,
        high=high,
        doubling_days=math.log(2) / rate if rate else math.inf,
        doubling_interval=(math.log(2) / high, math.log(2) / low) if certain else None,
        days_used=int(found.days_used[0]),
    )


def growth_rates(incidence: FloatArray) -> GrowthRates:
    """Return the growth of many places in one pass; see :func:`growth`.

    Args:
        incidence: Daily new cases of shape (days, places), NaN = not published.
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - heavy: only where needed

    used = incidence > 0
    n = used.sum(axis=0)
    enough = n >= 3
    count = np.where(enough, n, 3).astype(np.float64)
    logs = np.log(np.where(used, incidence, 1.0))
    days = np.where(used, np.arange(len(incidence), dtype=np.float64)[:, None], 0.0)
    spread = np.where(used, days - days.sum(axis=0) / count, 0.0)
    rest = np.where(used, logs - logs.sum(axis=0) / count, 0.0)
    squares = np.where(enough, (spread**2).sum(axis=0), 1.0)
    rate = (spread * rest).sum(axis=0) / squares
    error = np.sqrt(((rest - rate * spread) ** 2).sum(axis=0) / (count - 2) / squares)
    margin = stdtrit(count - 2, 0.975) * error
    low, high, rate = (
        np.where(enough, part, np.nan) for part in (rate - margin, rate + margin, rate)
    )
    return GrowthRates(rate, low, high, n)
