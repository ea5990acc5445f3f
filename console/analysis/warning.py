"""Early warning by EARS (Hutwagner et al. 2003, J Urban Health 80:i89): C1, C2 and C3.

Each day is held against the mean and spread of a week before it, so that nothing but a short
history is needed; the forms and defaults are those of the R package surveillance.
"""

from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]
Method = Literal["C1", "C2", "C3"]

#: One-sided probability of a false alarm, by method.
DEFAULT_ALPHA: dict[Method, float] = {"C1": 0.001, "C2": 0.001, "C3": 0.025}

#: Days between the baseline and the day that is judged.
_LAG: dict[Method, int] = {"C1": 0, "C2": 2, "C3": 2}


def upper_bounds(
    counts: FloatArray,
    method: Method = "C1",
    *,
    alpha: float | None = None,
    baseline: int = 7,
    min_sd: float = 0.5,
) -> FloatArray:
    """Return the upper bound of every day, NaN where the history is too short.

    C1: mean(y[t−7..t−1]) + z·sd. C2: the same, two days earlier. C3: max(0, y_t + sd_t·(z −
    Σ_{i=1,2} max(0, C2_{t−i} − 1))), where C2_t counts the spreads by which day t stands above
    its lagged mean: it alarms when the two days before stood out. sd has n−1 in its denominator.

    Args:
        counts: Daily counts of shape (days,) or (days, places).
        method: Which of the three.
        alpha: One-sided probability; None takes the method's own default.
        baseline: Days in the baseline.
        min_sd: The least spread, or quiet places would raise an alarm at a single case.

    Raises:
        ValueError: The method is not known or the baseline is under 2 days.
    """
    if method not in _LAG or baseline < 2:
        msg = f"EARS knows C1, C2, C3 over at least 2 days, not {method} over {baseline}"
        raise ValueError(msg)
    values = np.asarray(counts, dtype=np.float64)
    chosen = DEFAULT_ALPHA[method] if alpha is None else alpha
    z = NormalDist().inv_cdf(1 - chosen)
    mean, spread = _baseline(values, baseline, _LAG[method], min_sd)
    if method != "C3":
        return mean + z * spread
    excess = np.maximum(0.0, (values - mean) / spread - 1)
    before = np.full_like(values, np.nan)
    before[2:] = excess[1:-1] + excess[:-2]
    bounds: FloatArray = np.maximum(0.0, values + spread * (z - before))
    return bounds


def ears(
    counts: npt.ArrayLike,
    method: Method = "C1",
    *,
    alpha: float | None = None,
    baseline: int = 7,
    min_sd: float = 0.5,
) -> pd.DataFrame:
    """Return the alarms of one place.

    Args:
        counts: Daily counts of shape (days,).
        method: "C1", "C2" or "C3".
        alpha: One-sided probability of a false alarm; None takes the method's own default.
        baseline: Days in the baseline.
        min_sd: The least spread of the baseline.

    Returns:
        Columns ``t`` (from 1), ``observed``, ``upper``, ``alarm``; one row for every day that has
        enough history. An alarm is an observation above the upper bound.

    Raises:
        ValueError: As :func:`upper_bounds`.
    """
    values = np.asarray(counts, dtype=np.float64)
    upper = upper_bounds(values, method, alpha=alpha, baseline=baseline, min_sd=min_sd)
    judged = ~np.isnan(upper)
    return pd.DataFrame(
        {
            "t": np.flatnonzero(judged) + 1,
            "observed": values[judged],
            "upper": upper[judged],
            "alarm": values[judged] > upper[judged],
        }
    )


def _baseline(
    values: FloatArray, days: int, lag: int, min_sd: float
) -> tuple[FloatArray, FloatArray]:
    """Return mean and spread of the ``days`` that end ``lag`` + 1 days before each day."""
    mean = np.full_like(values, np.nan)
    spread = np.full_like(values, np.nan)
    first = days + lag
    if len(values) > first:
        windows = np.lib.stride_tricks.sliding_window_view(values, days, axis=0)
        usable = windows[: len(values) - first]
        mean[first:] = usable.mean(axis=-1)
        spread[first:] = np.maximum(min_sd, usable.std(axis=-1, ddof=1))
    return mean, spread
