"""The early warning of every place that reports cases by itself."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

import numpy as np

from console.analysis.alarms import (
    APART,
    RULES,
    Judgement,
    alphas,
    judge,
    key_of_alarm,
    newest_run,
)
from console.analysis.corrections import booked_back
from console.data.grid import FloatArray
from console.data.snapshots.context import BuildContext, day_or_none, frozen, known
from console.data.snapshots.notes import REDEFINED, days_noted
from console.data.snapshots.reporting import PlaceCounts, reporting_places
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.requests_analysis import WarningRequest
from console.domain.snapshots_analysis import AlarmState, RuleVerdict, WarningRow, WarningSnapshot

#: Days looked back for the last alarm, and days that a row draws.
_HISTORY, _DRAWN = 400, 28

#: What cannot be judged stands before what is quiet, so that it is seen.
_ORDER = (AlarmState.ALARM, AlarmState.RECENT, AlarmState.UNJUDGED, AlarmState.QUIET)


def build_warning(store: Store, request: WarningRequest, context: BuildContext) -> WarningSnapshot:
    """Return what the three rules say of each place's newest day that is over.

    A place is judged on its own newest day, for an alarm must not wait until all have reported.
    """
    today = context.today.toordinal()
    counts = reporting_places(store, request.region, _HISTORY, today - 1)
    rows = sorted(_rows(counts, _alerts(store)), key=_gravest_first)
    begun = store.cases.newest(today) == today
    return WarningSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.CASE_DAILY, Dataset.REGION, as_of=day_or_none(counts.last if rows else None)
        ),
        region_name=store.regions.name(store.code_or_province(request.region)),
        rows=tuple(rows),
        alphas=alphas(),
        unfinished_from=context.today if begun else None,
        corrected_days=int(np.count_nonzero(counts.new[-_DRAWN:] < 0)),
        redefined=days_noted(
            store,
            store.code_or_province(request.region),
            REDEFINED,
            counts.last - _DRAWN + 1,
            counts.last,
        ),
    )


def _alerts(store: Store) -> Mapping[object, Row]:
    """Return the alarms that the database holds, by what they are known by."""
    return {row.get("key"): row for row in store.table(Dataset.ALERT).values()}


def _rows(counts: PlaceCounts, alerts: Mapping[object, Row]) -> Iterator[WarningRow]:
    if not len(counts.new):
        return
    new = booked_back(counts.new)
    found = judge(new)
    alarmed = found.any_rule
    for column, place in enumerate(counts.places):
        published = np.flatnonzero(~np.isnan(new[:, column]))
        newest = int(published[-1]) if len(published) else None
        run = newest_run(alarmed[:, column])
        state = _state(found, column, newest, run, len(new))
        current = run if state in {AlarmState.ALARM, AlarmState.RECENT} else None
        since = _day(counts, current[0]) if current else None
        raised_by = _alarming(found, current[0], column) if current else ()
        alarm = key_of_alarm(place.code, raised_by, since) if since else ""
        by, at = _acknowledged(alerts.get(alarm))
        yield WarningRow(
            region=place.code,
            name=place.name,
            state=state,
            day=None if newest is None else _day(counts, newest),
            observed=None if newest is None else known(float(new[newest, column])),
            verdicts=() if newest is None else _verdicts(found, newest, column),
            since=since,
            raised_by=raised_by,
            alarm=alarm,
            acknowledged_by=by,
            acknowledged_at=at,
            last_alarm=_day(counts, run[1]) if run else None,
            last_rules=_alarming(found, run[1], column) if run else (),
            counts=frozen(_drawn(new[:, column])),
            alarms=tuple((_drawn(alarmed[:, column].astype(np.float64)) == 1).tolist()),
        )


def _acknowledged(row: Row | None) -> tuple[str, datetime | None]:
    at = row.get("acknowledged_at") if row else None
    return (
        (str(row.get("acknowledged_by") or ""), at)
        if row and isinstance(at, datetime)
        else ("", None)
    )


def _state(
    found: Judgement, column: int, newest: int | None, run: tuple[int, int] | None, days: int
) -> AlarmState:
    if newest is None or newest < days - APART:
        return AlarmState.UNJUDGED
    if run is not None and run[1] == newest:
        return AlarmState.ALARM
    if run is not None and newest - run[1] <= APART:
        return AlarmState.RECENT
    judged = not np.isnan(found.upper[:, newest, column]).all()
    return AlarmState.QUIET if judged else AlarmState.UNJUDGED


def _verdicts(found: Judgement, day: int, column: int) -> tuple[RuleVerdict, ...]:
    return tuple(
        RuleVerdict(
            rule=rule,
            upper=known(float(found.upper[index, day, column])),
            alarm=bool(found.alarm[index, day, column]),
        )
        for index, rule in enumerate(RULES)
    )


def _alarming(found: Judgement, day: int, column: int) -> tuple[str, ...]:
    return tuple(rule for index, rule in enumerate(RULES) if found.alarm[index, day, column])


def _day(counts: PlaceCounts, index: int) -> date:
    return date.fromordinal(counts.first + index)


def _drawn(values: FloatArray) -> FloatArray:
    """Return the newest days that a row draws, NaN before the first one held."""
    shown = np.full(_DRAWN, np.nan)
    newest = values[-_DRAWN:]
    shown[_DRAWN - len(newest) :] = newest
    return shown


def _gravest_first(row: WarningRow) -> tuple[int, float, int]:
    """Order rows: by state, then how far above its lowest bound, then the newest last alarm."""
    bounds = [v.upper for v in row.verdicts if v.upper is not None]
    above = (row.observed or 0.0) - min(bounds, default=0.0)
    return _ORDER.index(row.state), -above, -(row.last_alarm or date.min).toordinal()
