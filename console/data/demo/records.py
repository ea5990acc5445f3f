"""Generate a line list that agrees with the published counts; no person is behind any case."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import numpy as np

from console.data.days import CENTRE_ZONE

Row = dict[str, object]

#: Where the publisher counts what belongs to no area, and what a line list says of such cases.
_SOURCES = {"2200y0": "imported", "2200xx": "unknown"}

#: Days from onset to report: their median in the first month, and what a month takes off it.
_FIRST_DELAY, _FASTER = 6.5, 0.75

#: Shares of cases that lack a moment, that were in quarantine already, and found before onset.
_MISSING, _QUARANTINED, _SCREENED = 0.08, 0.2, 0.06


def line_list(counts: Iterable[tuple[str, date, int]], seed: int) -> list[Row]:
    """Return a case for every one that was published; corrections take none away.

    Intervals are drawn at random: they shorten from month to month, a few are negative (a contact
    in quarantine, a case found by screening), and a few moments are missing, as in a real list.

    Args:
        counts: Region, day and new cases, as published.
        seed: Equal seeds give equal rows.
    """
    random = np.random.default_rng(seed)
    rows: list[Row] = []
    first: date | None = None
    for region, day, new in sorted(counts, key=lambda count: (count[1], count[0])):
        first = first or day
        months = (day - first).days / 30.0
        for _ in range(new):
            rows.append(_case(random, region, day, months))
            rows[-1]["id"] = f"DEMO-{len(rows):04d}"
    return rows


def _case(random: np.random.Generator, region: str, day: date, months: float) -> Row:
    reported = datetime.combine(day, time(8), CENTRE_ZONE) + _hours(random.uniform(0, 12))
    delay = 24 * max(1.2, _FIRST_DELAY * _FASTER**months) * float(random.lognormal(0, 0.45))
    onset = reported - _hours(delay if random.random() > _SCREENED else -random.uniform(6, 60))
    quick = float(random.exponential(5.0 * 0.8**months))
    if random.random() < _QUARANTINED:
        quick = -float(random.uniform(12, 120))
    isolated = reported + _hours(quick)
    treated = isolated + _hours(float(random.exponential(6.0)) + max(0.0, -quick))
    return {
        "region": region,
        "onset_at": _unless_missing(random, onset),
        "reported_at": reported,
        "isolated_at": _unless_missing(random, isolated),
        "treated_at": _unless_missing(random, treated),
        "confirmed_at": reported,
        "cluster": None,
        "source": _SOURCES.get(region, "local"),
    }


def _hours(hours: float) -> timedelta:
    return timedelta(minutes=round(hours * 60))


def _unless_missing(random: np.random.Generator, moment: datetime) -> datetime | None:
    return None if random.random() < _MISSING else moment
