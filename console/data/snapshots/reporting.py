"""Who reports cases by itself, and up to which day figures are finished."""

from dataclasses import dataclass

import numpy as np

from console.data.grid import FloatArray
from console.data.snapshots.context import BuildContext
from console.data.snapshots.trend import first_unfinal_day, trimmed
from console.data.store import Store
from console.domain.regions import Level, Region
from console.domain.requests import Measure


@dataclass(frozen=True, slots=True, eq=False)
class PlaceCounts:
    """Confirmed cases as each place itself reported them, on common days.

    ``new`` has shape (days, places), NaN = not published; row ``i`` is of day ``first + i``.
    """

    places: tuple[Region, ...]
    first: int
    new: FloatArray

    @property
    def last(self) -> int:
        """The last day, as an ordinal; the day before ``first`` where nothing is held."""
        return self.first + len(self.new) - 1


def reporting_places(store: Store, region: str, most_days: int, until: int) -> PlaceCounts:
    """Return the places in ``region`` that publish confirmed cases by themselves.

    Places that are no area (imported, not attributed) do not count.

    Args:
        store: What is held.
        region: Where to look; "" is the province.
        most_days: Days to look back at most.
        until: The last day that counts.
    """
    code = store.code_or_province(region)
    own = store.cases.reporters()
    found = store.regions.get(code)
    inside = [found] if found is not None else []
    inside += store.regions.descendants(code)
    places = [r for r in inside if r.level is not Level.UNASSIGNED and (r.code, "") in own]
    slots = [own[place.code, ""] for place in places]
    start = max(store.cases.first, min(store.cases.last, until) - most_days + 1)
    values = store.cases.window(slots, [Measure.CONFIRMED], start, min(store.cases.last, until))
    new = values[:, 0].T
    published = np.flatnonzero(~np.isnan(new).all(axis=1))
    if not len(published):
        return PlaceCounts(tuple(places), start, new[:0])
    return PlaceCounts(tuple(places), start, new[: published[-1] + 1])


def finished_series(
    store: Store, region: str, context: BuildContext
) -> tuple[int, FloatArray, int | None]:
    """Return the first day of a region's confirmed cases, their finished days, and what is not.

    Returns:
        The ordinal of the first published day; new cases of shape (days,) up to the last finished
        day; the ordinal of the first unfinished day, None where there is none.
    """
    code = store.code_or_province(region)
    today = context.today.toordinal()
    first, values = trimmed(store.cases, [store.cases.whole(code)], Measure.CONFIRMED, today)
    newest = first + values.shape[1] - 1
    if not values.shape[1]:
        return first, values[0], None
    found = first_unfinal_day(store.cases, (code, ""), Measure.CONFIRMED, newest)
    days = [day for day in (found, today if newest >= today else None) if day is not None]
    unfinished = min(days) if days else None
    return first, values[0] if unfinished is None else values[0, : unfinished - first], unfinished
