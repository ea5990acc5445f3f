"""The headline figures of a region, against the day and the week before."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from console.analysis.incidence import sum_published
from console.data.cubes import DailyCube
from console.data.snapshots import case_figures, words
from console.data.snapshots.case_figures import newest_day
from console.data.snapshots.context import BuildContext, day_or_none, known
from console.data.snapshots.needs import Place, critical_materials, needs_of, reporters_within
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.regions import Level
from console.domain.requests import HeadlineRequest, Measure
from console.domain.snapshots import HeadlineFigure, HeadlineSnapshot
from console.domain.wording import Text

#: A figure on the day of an ordinal, NaN = not published.
Reading = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a figure is called, and whether its rise is bad news."""

    key: str
    label: Text
    unit: Text = words.CASES
    rise_is_bad: bool | None = True


_NEW = _Kind("confirmed_new", Text("新增确诊", "New cases"))
_CONFIRMED = _Kind("confirmed", Text("累计确诊", "Total cases"))
_ACTIVE = _Kind("active", Text("现有确诊", "Active"))
_RECOVERED = _Kind("recovered", Text("累计治愈", "Recovered"), rise_is_bad=False)
_DEATHS = _Kind("deaths", Text("累计死亡", "Deaths"))
_IMPORTED = _Kind("imported", Text("累计境外输入", "Imported, total"))
_NOT_PLACED = _Kind("imported", Text("境外输入等", "Imported etc."))
_SCREENED = _Kind("screened", Text("当日排查", "Screened"), words.PERSON_TIMES, rise_is_bad=None)
_SHORT = _Kind("materials_short", Text("紧缺关键物资", "Materials short"), words.KINDS)


def build_headline(
    store: Store, request: HeadlineRequest, context: BuildContext
) -> HeadlineSnapshot:
    """Return the headline figures of ``request.region``."""
    code = store.code_or_province(request.region)
    today = context.today.toordinal()
    cases = tuple(_cases(store, code, today))
    return HeadlineSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.CASE_DAILY,
            Dataset.INVESTIGATION_DAILY,
            Dataset.MATERIAL_DAILY,
            Dataset.MATERIAL_FLOW,
            Dataset.MATERIAL,
            Dataset.REGION,
            as_of=max((case.as_of for case in cases if case.as_of is not None), default=None),
        ),
        region_name=store.regions.name(code),
        figures=(*cases, _screened(store, code, today), _short(store, code, context)),
    )


def _cases(store: Store, code: str, today: int) -> Iterator[HeadlineFigure]:
    slot = store.cases.whole(code)

    def newest(column: str) -> int | None:
        return newest_day(store.cases, slot, column, today)

    def total(column: str) -> Reading:
        return _total(store, [slot], column)

    confirmed = newest(Measure.CONFIRMED)
    yield _figure(_NEW, confirmed, _published(store.cases, slot, Measure.CONFIRMED))
    yield _figure(_CONFIRMED, confirmed, total(Measure.CONFIRMED))
    yield _figure(_ACTIVE, confirmed, lambda day: float(case_figures.active(store, [slot], day)[0]))
    yield _figure(_RECOVERED, newest(Measure.RECOVERED), total(Measure.RECOVERED))
    yield _figure(_DEATHS, newest(Measure.DEATHS), total(Measure.DEATHS))
    region = store.regions.get(code)
    if region is not None and region.level is Level.PROVINCE:
        yield _imported(store, slot, today)


def _imported(store: Store, slot: int, today: int) -> HeadlineFigure:
    """Return imported cases; where none are published apart, the confirmed that lie in no area."""
    newest = newest_day(store.cases, slot, Measure.IMPORTED, today)
    if newest is not None:
        return _figure(_IMPORTED, newest, _total(store, [slot], Measure.IMPORTED))
    loose = [store.cases.whole(r.code) for r in store.regions.at_level(Level.UNASSIGNED)]
    newest = newest_day(store.cases, slot, Measure.CONFIRMED, today)
    return _figure(_NOT_PLACED, newest, _total(store, loose, Measure.CONFIRMED))


def _total(store: Store, slots: list[int], column: str) -> Reading:
    def read(day: int) -> float:
        return float(sum_published(case_figures.cumulative(store, slots, column, day)[:, None])[0])

    return read


def _screened(store: Store, code: str, today: int) -> HeadlineFigure:
    cube = store.investigation
    slot = cube.whole(code)
    newest = newest_day(cube, slot, "screened", today)
    return _figure(_SCREENED, newest, _published(cube, slot, "screened"))


def _published(cube: DailyCube, slot: int, column: str) -> Reading:
    return lambda day: float(cube.window([slot], [column], day, day)[0, 0, 0])


def _figure(kind: _Kind, newest: int | None, read: Reading) -> HeadlineFigure:
    """Return a figure on its newest day, the day before and the same day of the week before."""
    values = [known(read(newest - back)) if newest else None for back in (0, 1, 7)]
    return HeadlineFigure(
        key=kind.key,
        label=kind.label,
        unit=kind.unit,
        value=values[0],
        day_before=values[1],
        week_before=values[2],
        as_of=day_or_none(newest),
        rise_is_bad=kind.rise_is_bad,
    )


def _short(store: Store, code: str, context: BuildContext) -> HeadlineFigure:
    """Return how many critical materials are short anywhere in the region, now only.

    What was short on an earlier day depends on what was under way then, which nobody has recorded.
    """
    store.stock.refresh(context.today)
    newest = store.stock.newest
    count = _materials_short(store, code, context)
    return _figure(_SHORT, newest, lambda day: count if day == newest else math.nan)


def _materials_short(store: Store, code: str, context: BuildContext) -> float:
    reporters = reporters_within(store, code)
    critical = critical_materials(store)
    columns = [i for i, material in enumerate(store.stock.materials) if material in critical]
    if not reporters or not columns:
        return math.nan
    gaps = needs_of(store, [Place(code, reporters, whole=True)], context).gap[0, columns]
    return math.nan if np.isnan(gaps).all() else float((gaps > 0).sum())
