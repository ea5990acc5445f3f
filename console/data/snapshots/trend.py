"""The case series of one region, or of several on common days."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from console.analysis import incidence
from console.analysis.forecast import SerialInterval
from console.data.cubes import DailyCube, Key
from console.data.grid import FloatArray
from console.data.snapshots.context import BuildContext, day_or_none, frozen
from console.data.snapshots.forecast import build_forecast
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.requests import TrendRequest
from console.domain.snapshots import TrendNote, TrendSeries, TrendSnapshot
from console.domain.wording import Text

#: The end of a series that is searched for days on which fewer places reported than usual.
_REPORTING_DAYS = 28

#: Days that a forecast looks ahead at most.
_MOST_AHEAD = 28


def build_trend(store: Store, request: TrendRequest, context: BuildContext) -> TrendSnapshot:
    """Return the series that ``request`` asks for, from the first published day to the newest."""
    codes = tuple(dict.fromkeys(store.code_or_province(code) for code in request.regions))
    slots = [store.cases.whole(code) for code in codes]
    today = context.today.toordinal()
    first, values = trimmed(store.cases, slots, request.measure, today)
    newest = first + values.shape[1] - 1 if values.shape[1] else None
    unfinished = _incomplete_from(store, codes, request.measure, newest, today)
    ahead = min(request.forecast, _MOST_AHEAD) if len(codes) == 1 else 0
    return TrendSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.CASE_DAILY, Dataset.CASE_NOTE, Dataset.REGION, as_of=day_or_none(newest)
        ),
        first_day=day_or_none(first) if newest else None,
        series=tuple(_series(store, *pair) for pair in zip(codes, values, strict=True)),
        notes=tuple(_notes(store, codes, first, newest)),
        incomplete_from=unfinished,
        forecast=build_forecast(
            first,
            _finished(first, values[0], unfinished),
            ahead,
            SerialInterval(context.basis.serial_mean, context.basis.serial_std),
        )
        if ahead > 0
        else None,
    )


def _finished(first: int, new: FloatArray, unfinished: date | None) -> FloatArray:
    return new if unfinished is None else new[: max(0, unfinished.toordinal() - first)]


def trimmed(cube: DailyCube, slots: list[int], column: str, until: int) -> tuple[int, FloatArray]:
    """Return the first published day of any slot, and (slots, days) values up to the newest."""
    values = cube.window(slots, [column], cube.first, min(cube.last, until))[:, 0]
    published = np.flatnonzero(~np.isnan(values).all(axis=0))
    if not len(published):
        return cube.first, values[:, :0]
    return cube.first + int(published[0]), values[:, published[0] : published[-1] + 1]


def _series(store: Store, code: str, new: FloatArray) -> TrendSeries:
    return TrendSeries(
        region=code,
        name=store.regions.name(code),
        new=frozen(new.copy()),
        cumulative=frozen(incidence.running_total(new)),
        mean7=frozen(incidence.moving_mean(new)),
    )


def _notes(
    store: Store, codes: tuple[str, ...], first: int, newest: int | None
) -> Iterator[TrendNote]:
    """Yield the notes of the regions shown and of all below them, by day."""
    if newest is None:
        return
    shown = frozenset[str]().union(*(store.codes_below(code) for code in codes))
    rows = [row for row in store.table(Dataset.CASE_NOTE).values() if row["region"] in shown]
    notes = sorted(rows, key=lambda row: (str(row["date"]), str(row["region"]), str(row["kind"])))
    for row in notes:
        note = _note(store, row)
        if note is not None and first <= note.day.toordinal() <= newest:
            yield note


def _note(store: Store, row: Row) -> TrendNote | None:
    day = row["date"]
    if not isinstance(day, date):
        return None
    words = Text(str(row.get("text_zh") or ""), str(row.get("text_en") or ""))
    code = str(row["region"])
    return TrendNote(
        region=code, place=store.regions.name(code), day=day, kind=str(row["kind"]), text=words
    )


def _incomplete_from(
    store: Store, codes: tuple[str, ...], measure: str, newest: int | None, today: int
) -> date | None:
    """Return the first day that is not over, or that fewer places than usual have reported."""
    if newest is None:
        return None
    found = [first_unfinal_day(store.cases, (code, ""), measure, newest) for code in codes]
    days = [day for day in found if day is not None]
    if newest >= today:
        days.append(today)
    return date.fromordinal(min(days)) if days else None


def first_unfinal_day(cube: DailyCube, key: Key, column: str, newest: int) -> int | None:
    """Return the first day of the end of a series that fewer places than usual have reported."""
    first = newest - _REPORTING_DAYS + 1
    index = incidence.first_unfinal(cube.reporting(key, column, first, newest))
    return None if index is None else first + index
