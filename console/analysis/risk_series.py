"""Facts and tiers of many places and days at once, for "since when" and for whole countries.

It says the same as :func:`console.analysis.risk.assess`, without the reasons.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from console.analysis.incidence import RATE_DAYS, running_total
from console.analysis.risk_rules import Condition, RuleSet

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]


def case_facts(new: FloatArray) -> dict[str, FloatArray]:
    """Return what case counts alone tell of each day and place.

    Args:
        new: Counts of shape (days, places), NaN = not published, none negative.

    Returns:
        ``cases_total``, ``new_14d`` and ``days_without_new``, of the same shape; NaN = not known:
        a fortnight with an unpublished day has no known sum, and days without a case are counted
        only over published ones.
    """
    days = np.arange(len(new), dtype=np.float64)[:, None]
    total = np.apply_along_axis(running_total, 0, new) if len(new) else new.copy()
    sums = np.full_like(new, np.nan)
    if len(new) >= RATE_DAYS:
        windows = np.lib.stride_tricks.sliding_window_view(new, RATE_DAYS, axis=0)
        sums[RATE_DAYS - 1 :] = windows.sum(axis=-1)
    last_case = np.maximum.accumulate(np.where(new > 0, days, -1.0), axis=0)
    last_gap = np.maximum.accumulate(np.where(np.isnan(new), days, -1.0), axis=0)
    known = last_case > last_gap
    return {
        "cases_total": total,
        "new_14d": sums,
        "days_without_new": np.where(known, days - last_case, np.nan),
    }


def tiers(facts: Mapping[str, FloatArray], rules: RuleSet) -> IntArray:
    """Return the index in ``rules.tiers`` of every day and place, -1 where it is undecided.

    Args:
        facts: Arrays of one shape by fact, NaN = not known; a fact that is absent is not known.
        rules: The rule set; its tiers are tried from the gravest down.
    """
    shape = next(iter(facts.values())).shape
    found = np.full(shape, -1, dtype=np.intp)
    for index in range(len(rules.tiers) - 1, -1, -1):
        for choice in rules.tiers[index].any_of:
            holds = np.ones(shape, dtype=np.bool_)
            for condition in choice:
                holds &= _holds(condition, facts.get(condition.fact), shape)
            found[holds] = index
    return found


def _holds(
    condition: Condition, known: FloatArray | None, shape: tuple[int, ...]
) -> npt.NDArray[np.bool_]:
    """Return where a condition holds for sure: nothing does that is not known."""
    if known is None:
        return np.zeros(shape, dtype=np.bool_)
    held: npt.NDArray[np.bool_] = {
        "above": np.greater,
        "at_least": np.greater_equal,
        "at_most": np.less_equal,
        "below": np.less,
        "is": np.equal,
    }[condition.comparison](known, float(condition.value))
    return held


def unchanged_since(codes: IntArray) -> tuple[int, bool]:
    """Return the first index of the last run of equal codes, and whether it begins the array.

    Args:
        codes: Shape (days,), at least one.
    """
    changes = np.flatnonzero(codes[1:] != codes[:-1])
    return (int(changes[-1]) + 1, False) if len(changes) else (0, True)
