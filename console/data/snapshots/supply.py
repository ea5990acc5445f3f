"""Flows, balance and the newest plan, for the wall."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from console.data.grid import FloatArray
from console.data.shipments import Shipment
from console.data.snapshots.context import BuildContext, day_or_none, known
from console.data.snapshots.materials import build_materials
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.regions import Level
from console.domain.requests import MaterialsRequest
from console.domain.snapshots import Basis, MaterialsSnapshot
from console.domain.supply import (
    BalanceRequest,
    BalanceRow,
    BalanceSnapshot,
    FlowArc,
    FlowsRequest,
    FlowsSnapshot,
)
from console.domain.wording import NOTHING, Text

#: Days over which arrivals and the balance are summed.
DAYS = 7

_OUTSIDE = Text("省外调入", "from outside")
_RESERVE = Text("储备库", " reserve")
_DATASETS = (Dataset.MATERIAL_FLOW, Dataset.MATERIAL_DAILY, Dataset.MATERIAL, Dataset.REGION)


@dataclass(slots=True)
class _Sums:
    shipped: float = 0.0
    arrived: float = 0.0
    planned: float = 0.0


def build_flows(store: Store, request: FlowsRequest, context: BuildContext) -> FlowsSnapshot:
    """Return who sent what to whom: on its way, promised, and come within the last days."""
    wanted = request.material or _planned_material(store)
    materials = _materials(store, request.region, wanted, context)
    chosen = materials.series.material if materials.series else ""
    named = next((one for one in materials.materials if one.code == chosen), None)
    sums: dict[tuple[str, str], _Sums] = {}
    last = store.stock.newest or context.today.toordinal()
    for one, source, target in _moving(store, request.region, chosen):
        held = sums.setdefault((source, target), _Sums())
        if one.under_way:
            held.shipped += one.quantity
        elif one.planned:
            held.planned += one.quantity
        elif one.arrived is not None and one.arrived > last - DAYS:
            held.arrived += one.received
    arcs = [
        FlowArc(
            source=source,
            source_name=_name(store, source),
            target=target,
            target_name=_name(store, target),
            shipped=one.shipped,
            arrived=one.arrived,
            planned=one.planned,
        )
        for (source, target), one in sums.items()
        if source != target and one.shipped + one.arrived + one.planned > 0
    ]
    ends = {code for arc in arcs for code in (arc.source, arc.target)}
    return FlowsSnapshot(
        request=request,
        provenance=context.provenance(
            *_DATASETS, as_of=day_or_none(store.stock.newest), basis=Basis.STOCKTAKE
        ),
        region_name=materials.region_name,
        material=named.name if named else NOTHING,
        unit=named.unit if named else NOTHING,
        days=DAYS,
        arcs=tuple(sorted(arcs, key=lambda arc: (-arc.total, arc.source, arc.target))),
        seats=tuple(_seats(store, ends)),
    )


def _planned_material(store: Store) -> str | None:
    """Return the material of the newest plan of allocation that goes on; None without one."""
    planned = [one for one in store.shipments if one.plan is not None and not one.ended]
    newest = max(planned, key=lambda one: (one.plan or 0, -(one.plan_line or 0)), default=None)
    return newest.material if newest is not None else None


def _materials(
    store: Store, region: str, material: str | None, context: BuildContext
) -> MaterialsSnapshot:
    return build_materials(store, MaterialsRequest(region, material), context)


def _moving(store: Store, region: str, material: str) -> Iterator[tuple[Shipment, str, str]]:
    """Yield the shipments of a material from or to a region, with the prefectures at both ends."""
    inside = store.codes_below(store.code_or_province(region))
    for one in store.shipments:
        if one.material == material and not one.ended:
            source, target = _end(store, one.from_region), _end(store, one.to_region)
            if {one.from_region, one.to_region} & inside:
                yield one, source, target


def _end(store: Store, code: str) -> str:
    if not code:
        return ""
    found = store.regions.at_or_above(code, Level.PREFECTURE)
    return found.code if found is not None else store.regions.canonical(code)


def _name(store: Store, code: str) -> Text:
    region = store.regions.get(code)
    if region is None:
        return Text(code, code) if code else _OUTSIDE
    if region.level is Level.PROVINCE:
        return Text(region.name.zh + _RESERVE.zh, region.name.en + _RESERVE.en)
    return region.name


def _seats(store: Store, codes: set[str]) -> Iterator[tuple[str, float, float]]:
    """Yield where places lie: at their command post, which stands at the seat, else at centre."""
    posts = {
        str(row["region"]): (row["lon"], row["lat"])
        for row in store.table(Dataset.COMMAND_POST).values()
        if isinstance(row.get("lon"), float) and isinstance(row.get("lat"), float)
    }
    for code in sorted(codes):
        region = store.regions.get(code)
        if code in posts:
            lon, lat = posts[code]
            yield code, float(str(lon)), float(str(lat))
        elif region is not None and region.lon is not None and region.lat is not None:
            yield code, region.lon, region.lat


@dataclass(slots=True)
class _Flows:
    """Units by material that came to, and left, a region."""

    came: dict[str, float] = field(default_factory=dict)
    left: dict[str, float] = field(default_factory=dict)


def build_balance(store: Store, request: BalanceRequest, context: BuildContext) -> BalanceSnapshot:
    """Return the account of every material: what there was, came, went and is."""
    materials = _materials(store, request.region, None, context)
    code, newest = store.code_or_province(request.region), store.stock.newest
    last = newest if newest is not None else context.today.toordinal()
    flows = _flows(store, code, last)
    slots = [store.stock_daily.whole(code, one.code) for one in materials.materials]
    columns = ("reserve", "produced", "consumed")
    figures = store.stock_daily.window(slots, columns, last - DAYS, last)
    rows = [
        BalanceRow(
            material=info.code,
            name=info.name,
            unit=info.unit,
            critical=info.critical,
            opening=known(own[0, 0]),
            produced=_sum(own[1, 1:]),
            arrived=flows.came.get(info.code, 0.0),
            sent=flows.left.get(info.code, 0.0),
            consumed=_sum(own[2, 1:]),
            closing=known(own[0, -1]),
            in_transit=total.in_transit,
            gap=total.gap,
            cover_days=total.cover_days,
        )
        for info, total, own in zip(materials.materials, materials.totals, figures, strict=True)
    ]
    return BalanceSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.MATERIAL_DAILY,
            *(one for one in _DATASETS if one is not Dataset.MATERIAL_DAILY),
            as_of=day_or_none(newest),
            basis=Basis.STOCKTAKE,
        ),
        region_name=materials.region_name,
        first=date.fromordinal(last - DAYS) if newest else None,
        last=day_or_none(newest),
        rows=tuple(rows),
        horizon_days=context.horizon_days,
    )


def _sum(values: FloatArray) -> float:
    return float(np.nansum(values))


def _flows(store: Store, code: str, last: int) -> _Flows:
    """Return what came to the region and left it within the days, by material.

    What moves inside it left once and came once: both are counted, each on its day.
    """
    inside, found = store.codes_below(code), _Flows()
    days = range(last - DAYS + 1, last + 1)
    for one in store.shipments:
        if one.to_region in inside and one.arrived in days:
            found.came[one.material] = found.came.get(one.material, 0.0) + one.received
        if one.from_region in inside and one.dispatched in days and one.status != "cancelled":
            found.left[one.material] = found.left.get(one.material, 0.0) + one.quantity
    return found
