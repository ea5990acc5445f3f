"""Exponential growth of an outbreak: rate and doubling time by log-linear regression."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


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


def growth(incidence: npt.ArrayLike) -> Growth | None:
    """Return the least-squares growth of log I over the days with I > 0.

    The interval of the slope takes Student's t with n − 2 degrees of freedom; the doubling time is
    ln 2 / rate.

    Args:
        incidence: Daily new cases of shape (days,); NaN is "not published" and is left out.

    Returns:
        The growth, or None with fewer than three days to fit.
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - heavy: only where needed

    counts = np.asarray(incidence, dtype=np.float64)
    days = np.flatnonzero(counts > 0).astype(np.float64)
    n = len(days)
    if n < 3:
        return None
    logs = np.log(counts[counts > 0])
    spread = days - days.mean()
    rate = float((spread * logs).sum() / (spread**2).sum())
    rest = logs - logs.mean() - rate * spread
    error = math.sqrt(float((rest**2).sum()) / (n - 2) / float((spread**2).sum()))
    margin = float(stdtrit(n - 2, 0.975)) * error
    low, high = rate - margin, rate + margin
    certain = low > 0 or high < 0
    return Growth(
        rate=rate,
        low=low,
        high=high,
        doubling_days=math.log(2) / rate if rate else math.inf,
        doubling_interval=(math.log(2) / high, math.log(2) / low) if certain else None,
        days_used=n,
    )
