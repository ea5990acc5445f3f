"""Cover and gap, places by materials, most needy first; the worst in words; one as a series."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

import numpy as np

from console.analysis import incidence
from console.data.grid import FloatArray
from console.data.schema import MATERIAL_AMOUNTS
from console.data.shipments import ARRIVED, SHIPPED
from console.data.snapshots.context import BuildContext, day_or_none, frozen
from console.data.snapshots.needs import Needs, Place, needs_of, reporting_places
from console.data.snapshots.trend import first_unfinal_day
from console.data.snapshots.words import unit_text
from console.data.snapshots.worst import Worst, worst_in_words
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.regions import Level, Region
from console.domain.requests import MaterialsRequest
from console.domain.snapshots import (
    Basis,
    MaterialCell,
    MaterialInfo,
    MaterialSeries,
    MaterialsSnapshot,
)
from console.domain.wording import Text

Values = list[list[float | None]]


def build_materials(
    store: Store, request: MaterialsRequest, context: BuildContext
) -> MaterialsSnapshot:
    """Return the matrix, the worst shortages and the chosen material's series."""
    store.stock.refresh(context.today)
    code = store.code_or_province(request.region)
    places = reporting_places(store.regions, store.stock, code)
    catalogue = [_info(row) for row in store.table(Dataset.MATERIAL).values()]
    matrix = _aligned(_with_total(store, places, context), store.stock.materials, catalogue)
    rows, columns = _by_need(matrix.cover[:-1], catalogue)
    regions = tuple(_region(store, places[row].code) for row in rows)
    materials = tuple(catalogue[column] for column in columns)
    cell_rows = _cells(matrix, [*rows, -1], columns, [*(r.code for r in regions), code], materials)
    cells = cell_rows[:-1]
    worst = worst_in_words(cells, regions, materials, context.horizon_days)
    chosen = _chosen(request.material, materials, worst)
    return MaterialsSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.MATERIAL_DAILY,
            Dataset.MATERIAL_FLOW,
            Dataset.MATERIAL,
            Dataset.REGION,
            as_of=day_or_none(store.stock.newest),
            basis=Basis.STOCKTAKE,
        ),
        region_name=store.regions.name(code),
        places=regions,
        materials=materials,
        cells=cells,
        totals=cell_rows[-1],
        worst=worst.texts,
        series=_series(store, code, chosen, context) if chosen else None,
        horizon_days=context.horizon_days,
    )


def _info(row: Row) -> MaterialInfo:
    return MaterialInfo(
        code=str(row["code"]),
        name=Text(str(row.get("name_zh") or ""), str(row.get("name_en") or "")),
        unit=unit_text(str(row.get("unit") or "")),
        standard=str(row.get("standard") or ""),
        critical=bool(row.get("critical")),
    )


def _region(store: Store, code: str) -> Region:
    return store.regions.get(code) or Region(code, Text(code, code), Level.UNASSIGNED)


def _with_total(store: Store, places: Sequence[Place], context: BuildContext) -> Needs:
    """Return the needs of ``places`` and, in a last row, of all of them together."""
    everybody = tuple(reporter for place in places for reporter in place.reporters)
    total = [Place("", everybody, whole=False)] if everybody else []
    needs = needs_of(store, [*places, *total], context)
    if not everybody:
        nobody = np.full((1, len(store.stock.materials)), np.nan)
        return Needs(*(nobody for _ in fields(Needs)))
    needs.gap[-1] = incidence.sum_published(needs.gap[:-1])
    needs.in_transit[-1] = needs.in_transit[:-1].sum(axis=0)
    # A province has no one day on which it runs dry: stock lies where it lies.
    needs.dry[-1] = 0.0
    return needs


def _aligned(needs: Needs, held: Sequence[str], catalogue: Sequence[MaterialInfo]) -> Needs:
    """Return ``needs`` with the catalogue's columns; NaN for a material that nobody reports."""
    column = {code: index for index, code in enumerate(held)}
    index = np.array([column.get(material.code, -1) for material in catalogue], dtype=np.intp)

    def align(values: FloatArray) -> FloatArray:
        aligned = np.full((len(values), len(index)), np.nan)
        aligned[:, index >= 0] = values[:, index[index >= 0]]
        return aligned

    return Needs(*(align(getattr(needs, field.name)) for field in fields(Needs)))


def _by_need(cover: FloatArray, catalogue: Sequence[MaterialInfo]) -> tuple[list[int], list[int]]:
    """Return the order of places and of materials: critical ones first, then by least cover."""
    critical = np.array([material.critical for material in catalogue], dtype=bool)
    days = np.where(np.isnan(cover), np.inf, cover)
    least_critical = np.min(days, axis=1, where=critical, initial=np.inf)
    least = np.min(days, axis=1, initial=np.inf)
    rows = np.lexsort((least, least_critical))
    columns = np.lexsort((np.min(days, axis=0, initial=np.inf), ~critical))
    return rows.tolist(), columns.tolist()


def _cells(
    needs: Needs,
    rows: Sequence[int],
    columns: Sequence[int],
    codes: Sequence[str],
    materials: Sequence[MaterialInfo],
) -> tuple[tuple[MaterialCell, ...], ...]:
    """Return the cells of ``rows``, whose regions are ``codes``, in the order of ``columns``."""
    where = np.ix_(np.array(rows, dtype=np.intp), np.array(columns, dtype=np.intp))

    def values(matrix: FloatArray) -> Values:
        picked = matrix[where]
        found: Values = np.where(np.isnan(picked), None, picked).tolist()  # type: ignore[call-overload]  # objects on purpose
        return found

    matrices = [values(getattr(needs, field.name)) for field in fields(Needs)]
    days = _Days()
    return tuple(
        tuple(
            MaterialCell(
                region=code,
                material=material.code,
                reserve=reserve,
                burn=burn,
                demand=demand,
                cover_days=cover,
                gap=gap,
                in_transit=in_transit or 0.0,
                day=days[day],
                dry_on=days[dry],
            )
            for material, reserve, burn, demand, cover, gap, in_transit, day, dry in zip(
                materials, *row, strict=True
            )
        )
        for code, *row in zip(codes, *matrices, strict=True)
    )


class _Days(dict[float | None, date | None]):
    """Days by ordinal, each made once."""

    def __missing__(self, ordinal: float | None) -> date | None:
        day = self[ordinal] = date.fromordinal(int(ordinal)) if ordinal else None
        return day


def _chosen(asked: str | None, materials: Sequence[MaterialInfo], worst: Worst) -> str | None:
    """Return the material to show as a series: as asked, the worst one, or the most needy."""
    codes = [material.code for material in materials]
    wanted = [asked] if asked in codes else [*worst.materials, *codes]
    return next(iter(wanted), None)


def _series(store: Store, code: str, material: str, context: BuildContext) -> MaterialSeries:
    """Return the daily figures of ``material``; an unfinished end of the stocktake is left open.

    A sum over the few places that have reported already would look like a collapse of stock.
    Shipments are a register: from the first one on, a day without one is a day of zero.
    """
    daily, register = store.stock_daily, store.shipments.daily
    first, last = daily.first, min(max(daily.last, register.last), context.today.toordinal())
    stock = daily.window([daily.whole(code, material)], MATERIAL_AMOUNTS, first, last)[0]
    flows = register.window([register.whole(code, material)], (SHIPPED, ARRIVED), first, last)[0]
    stock_days = np.flatnonzero(~np.isnan(stock).all(axis=0))
    if not len(stock_days):
        return _series_of(material, None, np.empty((6, 0)))
    newest = first + int(stock_days[-1])
    unfinal = first_unfinal_day(daily, (code, material), "reserve", newest)
    if unfinal is not None:
        stock[:, unfinal - first :] = np.nan
    if len(store.shipments):
        registered = flows[:, max(0, register.first - first) :]
        registered[np.isnan(registered)] = 0.0
    figures = np.concatenate((stock, flows))[:, stock_days[0] :]
    return _series_of(material, date.fromordinal(first + int(stock_days[0])), figures)


def _series_of(material: str, first_day: date | None, figures: FloatArray) -> MaterialSeries:
    produced, consumed, reserve, demand, shipped, arrived = (frozen(row.copy()) for row in figures)
    return MaterialSeries(
        material=material,
        first_day=first_day,
        produced=produced,
        consumed=consumed,
        reserve=reserve,
        demand=demand,
        shipped=shipped,
        arrived=arrived,
    )
