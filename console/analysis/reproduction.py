"""The instantaneous reproduction number R (Cori et al. 2013, Am J Epidemiol 178:1505).

Renewal equation with a discretised Gamma serial interval and a Gamma prior: the method of the R
package EpiEstim, with imported cases counted as sources of infection but not as infected here.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]

#: Mean and standard deviation of the prior of R (EpiEstim's defaults).
PRIOR_MEAN, PRIOR_STD = 5.0, 5.0

#: With fewer cases in a window the posterior's coefficient of variation exceeds 0.3 (Cori 2013).
FEW_CASES = 11


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """Gamma posteriors of R: window ``i`` covers days ``t_start[i]`` to ``t_end[i]``, from 1.

    ``shape`` and ``scale`` have the windows first and then any further axes of the input;
    ``cases`` counts the local cases of each window.
    """

    t_start: npt.NDArray[np.int64]
    t_end: npt.NDArray[np.int64]
    shape: FloatArray
    scale: FloatArray
    cases: FloatArray


def serial_interval(mean: float, std: float, days: int) -> FloatArray:
    """Return w_0 … w_{days-1}, a Gamma serial interval shifted by one day and cut into days.

    w_k = kF_a(k) + (k−2)F_a(k−2) − 2(k−1)F_a(k−1) + ab[2F_{a+1}(k−1) − F_{a+1}(k−2) − F_{a+1}(k)]
    with a = ((mean−1)/std)², b = std²/(mean−1) (Cori 2013, web appendix 11), floored at 0.

    Args:
        mean: Mean serial interval in days, above 1.
        std: Its standard deviation in days, above 0.
        days: How many values to return.

    Raises:
        ValueError: ``mean`` is not above 1 or ``std`` not above 0.
    """
    from scipy.special import gammainc  # noqa: PLC0415 - heavy: only where analysis runs

    if mean <= 1 or std <= 0:
        msg = f"a serial interval needs a mean above 1 and a spread above 0, not {mean}, {std}"
        raise ValueError(msg)
    a = ((mean - 1) / std) ** 2
    b = std**2 / (mean - 1)
    k = np.arange(days, dtype=np.float64)

    def first(x: FloatArray) -> FloatArray:
        return np.asarray(gammainc(a, np.maximum(0.0, x) / b), np.float64)

    def second(x: FloatArray) -> FloatArray:
        return np.asarray(gammainc(a + 1, np.maximum(0.0, x) / b), np.float64)

    weights = (
        k * first(k)
        + (k - 2) * first(k - 2)
        - 2 * (k - 1) * first(k - 1)
        + a * b * (2 * second(k - 1) - second(k - 2) - second(k))
    )
    floored: FloatArray = np.maximum(0.0, weights)
    floored[:1] = 0.0
    return floored


def infectivity(incidence: FloatArray, weights: FloatArray) -> FloatArray:
    """Return Λ_t = Σ_k I_{t−k} w_k, of the shape of ``incidence`` (days first)."""
    days = len(incidence)
    if not days:
        return np.zeros_like(incidence)
    if incidence.ndim == 1:
        return np.convolve(incidence, weights)[:days]
    # Row t of the matrix holds w_t … w_0: one product for all places at once.
    padded = np.concatenate([np.zeros(days), weights[:days], np.zeros(max(0, days - len(weights)))])
    lags = np.arange(days)
    total: FloatArray = padded[days + lags[:, None] - lags[None, :]] @ incidence
    return total


def posterior(
    incidence: FloatArray,
    *,
    mean_si: float,
    std_si: float,
    window: int = 7,
    imported: FloatArray | None = None,
) -> Posterior:
    """Return the posterior of R in every sliding window, for one place or many in one pass.

    Args:
        incidence: Daily new cases, local and imported together, of shape (days,) or
            (days, places); none may be negative or missing.
        mean_si: Mean serial interval in days.
        std_si: Standard deviation of the serial interval in days.
        window: Days in a window.
        imported: The imported part of ``incidence``, of the same shape; the first day's cases
            always count as imported, for nobody here infected them.

    Raises:
        ValueError: Counts are negative or missing, shapes differ, or the window is not positive.
    """
    total = np.asarray(incidence, dtype=np.float64)
    brought = np.zeros_like(total) if imported is None else np.asarray(imported, np.float64).copy()
    _check(total, brought, window)
    days = len(total)
    brought[:1] = total[:1]
    local = total - brought
    weights = serial_interval(mean_si, std_si, days)
    pressure = infectivity(total, weights)
    t_end = np.arange(window + 1, days + 1)
    t_end = t_end[t_end > mean_si]
    t_start = t_end - window + 1
    sums = _window_sums(local, t_start, t_end)
    pressures = _window_sums(pressure, t_start, t_end)
    prior_shape = (PRIOR_MEAN / PRIOR_STD) ** 2
    prior_scale = PRIOR_STD**2 / PRIOR_MEAN
    return Posterior(t_start, t_end, prior_shape + sums, 1 / (1 / prior_scale + pressures), sums)


def estimate_r(
    incidence: npt.ArrayLike,
    *,
    mean_si: float,
    std_si: float,
    window: int = 7,
    imported: npt.ArrayLike | None = None,
) -> pd.DataFrame:
    """Return R of one place by sliding windows, equal to EpiEstim's ``parametric_si``.

    Args:
        incidence: Daily new cases of shape (days,), local and imported together.
        mean_si: Mean serial interval in days.
        std_si: Standard deviation of the serial interval in days.
        window: Days in a window.
        imported: The imported part of ``incidence``.

    Returns:
        Columns ``t_start, t_end, mean, std, q025, median, q975``, a row a window, days from 1;
        ``attrs["few_cases"]`` lists the rows with under :data:`FEW_CASES` cases.

    Raises:
        ValueError: As :func:`posterior`.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 - heavy: only where analysis runs

    found = posterior(
        np.asarray(incidence, dtype=np.float64),
        mean_si=mean_si,
        std_si=std_si,
        window=window,
        imported=None if imported is None else np.asarray(imported, dtype=np.float64),
    )
    q025, median, q975 = (
        gammaincinv(found.shape, share) * found.scale for share in (0.025, 0.5, 0.975)
    )
    frame = pd.DataFrame(
        {
            "t_start": found.t_start,
            "t_end": found.t_end,
            "mean": found.shape * found.scale,
            "std": np.sqrt(found.shape) * found.scale,
            "q025": q025,
            "median": median,
            "q975": q975,
        }
    )
    frame.attrs["few_cases"] = np.flatnonzero(found.cases < FEW_CASES).tolist()
    return frame


def _check(total: FloatArray, imported: FloatArray, window: int) -> None:
    if window < 1:
        msg = f"a window needs at least one day, not {window}"
        raise ValueError(msg)
    if total.shape != imported.shape:
        msg = f"imported cases have shape {imported.shape}, all cases {total.shape}"
        raise ValueError(msg)
    if not (np.isfinite(total).all() and np.isfinite(imported).all()):
        msg = "daily counts must be numbers: fill or leave out days that were not published"
        raise ValueError(msg)
    if (total < 0).any() or (imported < 0).any() or (imported > total).any():
        msg = "daily counts must not be negative, nor imported ones exceed all: book corrections"
        raise ValueError(msg)


def _window_sums(
    values: FloatArray, t_start: npt.NDArray[np.int64], t_end: npt.NDArray[np.int64]
) -> FloatArray:
    """Return the sums over days ``t_start``..``t_end`` (from 1, both included)."""
    sums = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    picked: FloatArray = sums[t_end] - sums[t_start - 1]
    return picked
