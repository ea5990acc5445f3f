"""The four earlies: how long from onset to report, to isolation, to treatment.

A step is told by its median and 90th percentile, by region and ISO week of the report, with how
many cases tell it and in how many it came out negative. The database keeps the same figures from
the line list, which no wall may read; this module says what they mean, and is their measure.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

STEPS = ("onset_report", "report_isolation", "isolation_treatment")

#: Longer than a year, either way, an interval is taken for a typing error: it is not known.
LONGEST_HOURS = 366 * 24.0

#: The quantiles of a step: its middle, and what nine of ten cases keep within.
SHARES = (0.5, 0.9)

#: How many of the weeks before the newest one a trend is held against.
TREND_WEEKS = 4

#: Changes of a median within this share of it are called steady.
_STEADY = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Timeliness:
    """Figures of every step, group and quantile.

    Attributes:
        region: The region of each group, of shape (groups,).
        week: Ordinal of the Monday that begins the group's ISO week, of the same shape.
        cases: Cases reported, of the same shape.
        count: Cases that tell the step, of shape (steps, groups).
        before: Those of them in which the later event came first: a negative interval.
        hours: Quantiles in hours, of shape (steps, groups, shares); NaN where no case tells.
    """

    region: IntArray
    week: IntArray
    cases: IntArray
    count: IntArray
    before: IntArray
    hours: FloatArray

    @property
    def missing(self) -> FloatArray:
        """Share of the cases that do not tell the step, of shape (steps, groups)."""
        share: FloatArray = 1.0 - self.count / self.cases
        return share


def intervals(moments: FloatArray) -> FloatArray:
    """Return the hours of each step and case.

    An interval may be negative and is kept so: a case found by screening is reported before onset,
    and a contact is isolated before being reported, which is what the four earlies strive for.

    Args:
        moments: Hours of onset, report, isolation and treatment since any one moment, of shape
            (4, cases), NaN = not known.

    Returns:
        Shape (3, cases); NaN where an end is not known, or where they lie over a year apart.
    """
    hours = np.diff(moments, axis=0)
    hours[np.abs(hours) > LONGEST_HOURS] = np.nan
    return hours


def monday(day: IntArray) -> IntArray:
    """Return the ordinals of the Mondays that begin the ISO weeks of ``day`` (ordinals)."""
    begun: IntArray = day - (day - 1) % 7
    return begun


def timeliness(region: IntArray, day: IntArray, hours: FloatArray) -> Timeliness:
    """Return the figures of every region and week that has a case, in that order.

    Quantiles are interpolated linearly between the two cases around them (type 7 of Hyndman and
    Fan 1996, as ``percentile_cont`` of SQL). All groups are worked out in one pass.

    Args:
        region: A number for the region of each case, of shape (cases,).
        day: Ordinal of the centre's day on which it was reported, of the same shape.
        hours: Hours of each step, of shape (steps, cases), as from :func:`intervals`.
    """
    keys = np.stack((region, monday(day)))
    groups, member = np.unique(keys, axis=1, return_inverse=True)
    member = member.reshape(-1)
    number = groups.shape[1]
    told = ~np.isnan(hours)
    return Timeliness(
        region=groups[0],
        week=groups[1],
        cases=np.bincount(member, minlength=number),
        count=np.stack([np.bincount(member[known], minlength=number) for known in told]),
        before=np.stack([np.bincount(member[step < 0], minlength=number) for step in hours]),
        hours=np.stack([_quantiles(step, member, number) for step in hours]),
    )


def _quantiles(hours: FloatArray, member: npt.NDArray[np.intp], number: int) -> FloatArray:
    """Return quantiles of shape (groups, shares), NaN for a group in which nothing is known."""
    order = np.lexsort((hours, member))
    values, group = hours[order], member[order]
    known = ~np.isnan(values)
    values, group = values[known], group[known]
    counts = np.bincount(group, minlength=number)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    found = np.full((number, len(SHARES)), np.nan)
    some = counts > 0
    for column, share in enumerate(SHARES):
        place = (counts[some] - 1) * share
        below = np.floor(place).astype(np.intp)
        above = np.ceil(place).astype(np.intp)
        low, high = values[starts[some] + below], values[starts[some] + above]
        found[some, column] = low + (place - below) * (high - low)
    return found


def trend(medians: FloatArray) -> int | None:
    """Return whether a step became slower (1), faster (−1) or neither (0) in its newest week.

    The newest week is held against the median of the weeks with cases among the four before it;
    changes within a tenth of that, or within an hour, count as none.

    Args:
        medians: Medians in hours by week, oldest first, of shape (weeks,), NaN = no case tells.

    Returns:
        None where the newest week, or all of those before it, tell nothing.
    """
    before = medians[-TREND_WEEKS - 1 : -1]
    before = before[~np.isnan(before)]
    if not len(medians) or np.isnan(medians[-1]) or not len(before):
        return None
    usual = float(np.median(before))
    change = float(medians[-1]) - usual
    if abs(change) <= max(1.0, abs(usual) * _STEADY):
        return 0
    return 1 if change > 0 else -1
