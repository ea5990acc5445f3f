"""The four earlies of a region and its places, from the weeks that the database keeps."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from console.analysis.timeliness import STEPS, trend
from console.data.snapshots.context import BuildContext, frozen, known
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.provenance import Basis
from console.domain.requests import Measure
from console.domain.requests_analysis import TimelinessRequest
from console.domain.snapshots_timeliness import (
    TimelinessPlace,
    TimelinessSnapshot,
    TimelinessStep,
)

_WEEK = timedelta(days=7)

#: Weeks looked back for the newest case, and weeks that a step draws.
_BACK, _DRAWN = 520, 13


def build_timeliness(
    store: Store, request: TimelinessRequest, context: BuildContext
) -> TimelinessSnapshot:
    """Return the newest week that is over and has a case of the region, beside its places'.

    The week under way is left out: its cases are not all reported, and of those that are, the
    slow ones are not isolated yet, so that it would look better than it will have been.

    How fresh it is follows from the daily reports of cases: where they come in, that no case has
    been added to the line list since is news, however old its newest week.
    """
    code = store.code_or_province(request.region)
    present = context.today - timedelta(days=context.today.weekday())
    week = _newest(store, code, present - _WEEK)
    running = _row(store, code, present)
    return TimelinessSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.CASE_DAILY,
            Dataset.TIMELINESS_WEEKLY,
            Dataset.REGION,
            as_of=week + timedelta(days=6) if week else None,
            basis=Basis.REPORT,
        ),
        region_name=store.regions.name(code),
        week=week,
        whole=_place(store, code, week, context) if week else None,
        places=tuple(_places(store, code, week, context)) if week else (),
        under_way=int(str(running["cases"])) if running else 0,
    )


def _row(store: Store, code: str, week: date) -> Row | None:
    return store.table(Dataset.TIMELINESS_WEEKLY).get((code, week))


def _newest(store: Store, code: str, week: date) -> date | None:
    weeks = (week - n * _WEEK for n in range(_BACK))
    return next((one for one in weeks if _row(store, code, one) is not None), None)


def _places(
    store: Store, code: str, week: date, context: BuildContext
) -> Iterator[TimelinessPlace]:
    """Yield the places below ``code``: those with cases first, the slowest report first."""
    places = [_place(store, r.code, week, context) for r in store.regions.children(code)]
    yield from sorted(places, key=_slowest_first)


def _slowest_first(place: TimelinessPlace) -> tuple[bool, float, str]:
    median = place.steps[0].median
    return place.cases == 0, -(median if median is not None else float("-inf")), place.region


def _place(store: Store, code: str, week: date, context: BuildContext) -> TimelinessPlace:
    rows = [_row(store, code, week - n * _WEEK) for n in range(_DRAWN - 1, -1, -1)]
    newest = rows[-1]
    first = week.toordinal()
    slot = store.cases.whole(code)
    counts = store.cases.window([slot], [Measure.CONFIRMED], first, first + 6)[0, 0]
    return TimelinessPlace(
        region=code,
        name=store.regions.name(code),
        cases=int(str(newest["cases"])) if newest else 0,
        published=known(float(counts.sum())),
        steps=tuple(
            _step(step, rows, target)
            for step, target in zip(STEPS, context.basis.targets, strict=True)
        ),
    )


def _step(key: str, rows: list[Row | None], target: float) -> TimelinessStep:
    medians = np.array([_figure(row, f"{key}_hours") for row in rows])
    newest = rows[-1]
    return TimelinessStep(
        key=key,
        median=known(float(medians[-1])),
        p90=known(_figure(newest, f"{key}_p90_hours")),
        told=int(np.nan_to_num(_figure(newest, f"{key}_count"))),
        before=int(np.nan_to_num(_figure(newest, f"{key}_before"))),
        target=target or None,
        trend=trend(medians),
        medians=frozen(medians),
    )


def _figure(row: Row | None, name: str) -> float:
    value = row.get(name) if row else None
    return float(value) if isinstance(value, int | float) else float("nan")
