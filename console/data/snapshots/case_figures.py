"""Case figures of several regions on one day: what the map and the headline share."""

from collections.abc import Sequence

import numpy as np

from console.analysis import incidence
from console.data.cubes import DailyCube
from console.data.grid import FloatArray
from console.data.store import Store
from console.domain.regions import Region
from console.domain.requests import Measure


def newest_day(cube: DailyCube, slot: int, column: str, until: int) -> int | None:
    """Return the newest day, ``until`` at the latest, on which ``slot`` published ``column``.

    The newest weeks are looked through first, so that the cost does not grow with history.
    """
    first, last = cube.first, min(cube.last, until)
    for start in (max(first, last - 63), first):
        values = cube.window([slot], [column], start, last)[0, 0]
        published = np.flatnonzero(~np.isnan(values))
        if len(published):
            return start + int(published[-1])
    return None


def on_day(store: Store, slots: Sequence[int], column: str, day: int) -> FloatArray:
    """Return what each slot published for ``day``, shape (slots,)."""
    return store.cases.window(slots, [column], day, day)[:, 0, 0]


def cumulative(store: Store, slots: Sequence[int], column: str, day: int) -> FloatArray:
    """Return the running sums up to ``day``, shape (slots,); NaN where nothing was published."""
    return store.cases.totals(slots, column, day)


def active(store: Store, slots: Sequence[int], day: int) -> FloatArray:
    """Return the active cases on ``day``: confirmed less recovered less dead, shape (slots,).

    Where recoveries were never published, the number in hospital on that day; where neither was,
    NaN. Deaths that were never published count as none.
    """
    recovered = cumulative(store, slots, Measure.RECOVERED, day)
    deaths = np.nan_to_num(cumulative(store, slots, Measure.DEATHS, day))
    left = cumulative(store, slots, Measure.CONFIRMED, day) - recovered - deaths
    return np.where(np.isnan(recovered), on_day(store, slots, "in_hospital", day), left)


def notification_rate(
    store: Store, regions: Sequence[Region], slots: Sequence[int], day: int
) -> FloatArray:
    """Return confirmed cases of the 14 days up to ``day`` per 100,000 inhabitants."""
    first = day - incidence.RATE_DAYS + 1
    new = store.cases.window(slots, [Measure.CONFIRMED], first, day)[:, 0]
    people = np.array([population(store, region) for region in regions], dtype=np.float64)
    return incidence.per_100k(incidence.sum_published(new, axis=1), people)


def population(store: Store, region: Region) -> float:
    """Return the inhabitants of ``region``, summed from below where it has none itself; or NaN."""
    if region.population is not None:
        return float(region.population)
    children = store.regions.children(region.code)
    return float(sum(population(store, child) for child in children)) if children else np.nan
