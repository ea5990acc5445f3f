"""Axes of the epidemic curve: round ticks for counts and for days, linear and logarithmic."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from console.domain.snapshots import FloatArray

Ticks = list[tuple[float, str]]

#: A logarithmic axis starts here, so that a count of one still has a bar.
LOG_FLOOR = math.log10(0.5)


@dataclass(frozen=True, slots=True)
class CountScale:
    """Map counts to plot heights; on a logarithmic scale zero and less have no height (NaN)."""

    logarithmic: bool = False

    def heights(self, counts: FloatArray) -> FloatArray:
        """Return plot heights of shape (n,) for ``counts`` of shape (n,)."""
        if not self.logarithmic:
            return counts
        positive = np.where(counts > 0, counts, np.nan)
        heights: FloatArray = np.log10(positive)
        return heights

    @property
    def base(self) -> float:
        """The height at which bars stand."""
        return LOG_FLOOR if self.logarithmic else 0.0

    def span(self, low: float, high: float) -> tuple[float, float]:
        """Return the lowest and highest plot height for counts between ``low`` and ``high``.

        Both are round, so that they stay put while counts rise a little.
        """
        if self.logarithmic:
            return LOG_FLOOR, math.ceil(math.log10(max(10.0, high)) * 2) / 2 + 0.1
        least, most = min(0.0, low), max(1.0, high)
        step = whole_step((most - least) / 10)
        bottom, top = math.floor(least / step) * step, math.ceil(most / step) * step
        room = top - bottom
        return bottom - room * 0.02, top + room * 0.06

    def ticks(self, low: float, high: float, wished: int) -> Ticks:
        """Return about ``wished`` round ticks within the counts ``low`` to ``high``."""
        if self.logarithmic:
            decades = range(math.ceil(math.log10(max(10.0, high))) + 1)
            return [(float(power), f"{10**power:,}") for power in decades]
        step = whole_step(max(1.0, high - min(0.0, low)) / max(1, wished))
        first = math.ceil(min(0.0, low) / step)
        last = math.floor(max(1.0, high) / step)
        return [(n * step, f"{n * step:,.0f}".replace("-", "−")) for n in range(first, last + 1)]


def whole_step(least: float) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, 50, … that is at least ``least``."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if factor * power >= least:
                return factor * power
        power *= 10


def day_ticks(first_day: date, days: int, wished: int) -> Ticks:
    """Return ticks ``(index, label)`` over ``days`` days from ``first_day``, at most ``wished``.

    Months' first days where the span allows, else whole steps of days counted back from the last.
    """
    months = [index for index in range(days) if (first_day + timedelta(days=index)).day == 1]
    if len(months) >= 3:
        every = max(1, math.ceil(len(months) / max(1, wished)))
        return [(float(at), f"{first_day + timedelta(days=at):%Y-%m}") for at in months[::every]]
    step = whole_step(days / max(1, wished))
    indices = range(days - 1, -1, -step)
    return [(float(at), f"{first_day + timedelta(days=at):%m-%d}") for at in indices][::-1]
