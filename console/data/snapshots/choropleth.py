"""The map: a value and a class for every region of one level."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from console import paths
from console.analysis.classes import Ladder, Scale, choose_scale, class_of, load_ladders
from console.analysis.incidence import sum_published
from console.data.grid import FloatArray
from console.data.snapshots import case_figures, words
from console.data.snapshots.context import BuildContext, day_or_none, known
from console.data.snapshots.needs import Place, critical_materials, needs_of, reporters_within
from console.data.snapshots.places import post_marks
from console.data.snapshots.risk_map import build_risk_map
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.regions import Level, Region
from console.domain.requests import MapMetric, MapRequest, Measure
from console.domain.snapshots import Basis, MapClass, MapSnapshot, MapValue, Provenance
from console.domain.wording import Text

_UNITS = {
    MapMetric.NEW: words.CASES,
    MapMetric.CUMULATIVE: words.CASES,
    MapMetric.ACTIVE: words.ACTIVE_CASES,
    MapMetric.PER_100K: words.RATE,
}


@cache
def _ladders() -> Mapping[str, Ladder]:
    return load_ladders(paths.resources() / "map" / "classes.toml")


def build_map(store: Store, request: MapRequest, context: BuildContext) -> MapSnapshot:
    """Return the values and classes of all regions of ``request.level``."""
    if request.metric is MapMetric.RISK:
        return build_risk_map(store, request, context)
    if request.metric is MapMetric.GAP:
        return _gap_map(store, request, context)
    regions = store.regions.at_level(request.level)
    province = store.cases.whole(store.code_or_province(""))
    today = context.today.toordinal()
    day = case_figures.newest_day(store.cases, province, Measure.CONFIRMED, today)
    loose = store.regions.at_level(Level.UNASSIGNED)
    values = _case_values(store, request.metric, [*regions, *loose], day)
    rate = request.metric is MapMetric.PER_100K
    return _snapshot(
        store,
        request,
        context.provenance(
            Dataset.CASE_DAILY, Dataset.REGION, Dataset.COMMAND_POST, as_of=day_or_none(day)
        ),
        (regions, values[: len(regions)]),
        _UNITS[request.metric],
        None if rate else known(float(sum_published(values[len(regions) :, None])[0])),
    )


def _case_values(
    store: Store, metric: MapMetric, regions: Sequence[Region], day: int | None
) -> FloatArray:
    if day is None:
        return np.full(len(regions), np.nan)
    slots = [store.cases.whole(region.code) for region in regions]
    if metric is MapMetric.NEW:
        return case_figures.on_day(store, slots, Measure.CONFIRMED, day)
    if metric is MapMetric.CUMULATIVE:
        return case_figures.cumulative(store, slots, Measure.CONFIRMED, day)
    if metric is MapMetric.ACTIVE:
        return case_figures.active(store, slots, day)
    return case_figures.notification_rate(store, regions, slots, day)


def _gap_map(store: Store, request: MapRequest, context: BuildContext) -> MapSnapshot:
    """Return units short of one material, or how many critical materials are short."""
    store.stock.refresh(context.today)
    regions = store.regions.at_level(request.level)
    within = [(region, reporters_within(store, region.code)) for region in regions]
    reporting = [(region, rows) for region, rows in within if rows]
    gaps = needs_of(
        store, [Place(region.code, rows, whole=True) for region, rows in reporting], context
    ).gap
    held = store.stock.materials
    if request.material is None:
        critical = critical_materials(store)
        gaps = gaps[:, [index for index, code in enumerate(held) if code in critical]]
        found = np.where(np.isnan(gaps).all(axis=1), np.nan, (gaps > 0).sum(axis=1))
    else:
        column = [index for index, code in enumerate(held) if code == request.material]
        found = sum_published(gaps[:, column], axis=1)
    value_of = dict(zip((region.code for region, _ in reporting), found.tolist(), strict=True))
    return _snapshot(
        store,
        request,
        context.provenance(
            Dataset.MATERIAL_DAILY,
            Dataset.MATERIAL_FLOW,
            Dataset.MATERIAL,
            Dataset.REGION,
            Dataset.COMMAND_POST,
            as_of=day_or_none(store.stock.newest),
            basis=Basis.STOCKTAKE,
        ),
        (regions, np.array([value_of.get(region.code, np.nan) for region in regions])),
        _gap_unit(store, request.material),
        None,
    )


def _gap_unit(store: Store, material: str | None) -> Text:
    if material is None:
        return words.MATERIALS_SHORT
    row = store.table(Dataset.MATERIAL).get((material,))
    return words.unit_text(str(row.get("unit") or "") if row else "")


def _snapshot(  # noqa: PLR0913, PLR0917 - the parts of one snapshot
    store: Store,
    request: MapRequest,
    provenance: Provenance,
    valued: tuple[Sequence[Region], FloatArray],
    unit: Text,
    unmapped: float | None,
) -> MapSnapshot:
    values = [known(value) for value in valued[1].tolist()]
    scale = _scale(store, request, values)
    return MapSnapshot(
        request=request,
        provenance=provenance,
        classes=_classes(scale),
        values=tuple(
            MapValue(
                region=region.code, name=region.name, value=value, klass=class_of(value, scale)
            )
            for region, value in zip(valued[0], values, strict=True)
        ),
        posts=post_marks(store),
        unit=unit,
        unmapped=unmapped,
    )


def _scale(store: Store, request: MapRequest, values: Sequence[float | None]) -> Scale:
    """Return the scale for these values, as near to the last one shown as they allow."""
    gap_of_all = request.metric is MapMetric.GAP and request.material is None
    ladder = _ladders()["short" if gap_of_all else request.metric.value]
    largest = max((value for value in values if value is not None), default=0.0)
    step = choose_scale(ladder, largest, store.map_scales.get(request))
    store.map_scales[request] = step
    return ladder[step]


@cache
def _classes(scale: Scale) -> tuple[MapClass, ...]:
    lows = (0.0, *scale)
    highs = (*scale, None)
    return (
        MapClass(low=None, high=None),
        *(MapClass(low=low, high=high) for low, high in zip(lows, highs, strict=True)),
    )
