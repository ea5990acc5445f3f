"""The early warning of many places at once: three rules, gaps respected, alarms joined to runs."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from console.analysis.warning import DEFAULT_ALPHA, Method, upper_bounds

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

RULES: tuple[Method, ...] = ("C1", "C2", "C3")

#: Days before a day on which its verdict rests: baseline, lag, and the two days that C3 sums up.
_REACH: dict[Method, int] = {"C1": 7, "C2": 9, "C3": 11}

#: Alarm days at most this far apart belong to one alarm.
APART = 7


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """Upper bounds and alarms of every rule, of shape (rules, days, places).

    A bound is NaN where the rule cannot judge: too little history, or a day in it not published,
    after which a count may be that of several days.
    """

    upper: FloatArray
    alarm: BoolArray

    @property
    def any_rule(self) -> BoolArray:
        """Whether any rule alarms, of shape (days, places); worked out at each asking."""
        found: BoolArray = np.logical_or.reduce(self.alarm, axis=0)
        return found


def judge(counts: FloatArray) -> Judgement:
    """Return what each of :data:`RULES` says of every day.

    Args:
        counts: Daily counts of shape (days, places), NaN = not published, none negative.
    """
    missing = np.cumsum(np.isnan(counts), axis=0)
    uppers = []
    for rule in RULES:
        reach = _REACH[rule]
        upper = upper_bounds(counts, rule)
        gaps = missing.copy()
        gaps[reach + 1 :] -= missing[: -reach - 1]
        upper[gaps > 0] = np.nan
        uppers.append(upper)
    upper = np.stack(uppers)
    return Judgement(upper, counts[None] > upper)


def alphas() -> tuple[tuple[str, float], ...]:
    """Return the rules with their one-sided probability of a false alarm."""
    return tuple((rule, DEFAULT_ALPHA[rule]) for rule in RULES)


def key_of_alarm(region: str, rules: tuple[str, ...], since: date) -> str:
    """Return what an alarm is known by on every console: place, rule and first day.

    Args:
        region: The code of the place.
        rules: The rules that alarmed on the first day; the first of them stands for all.
        since: The first day.
    """
    return f"ears/{region}/{rules[0]}/{since}"


def newest_run(alarmed: BoolArray) -> tuple[int, int] | None:
    """Return the first and last index of the newest alarm, joined over pauses; None if none.

    Args:
        alarmed: Whether there was an alarm, by day, of shape (days,).
    """
    days = np.flatnonzero(alarmed)
    if not len(days):
        return None
    breaks = np.flatnonzero(np.diff(days) > APART)
    first = days[breaks[-1] + 1] if len(breaks) else days[0]
    return int(first), int(days[-1])
