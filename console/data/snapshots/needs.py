"""Gaps, cover and transit of every reporting place: what the materials tiles and the map share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from console.analysis import supply
from console.data.grid import FloatArray, Slots
from console.data.snapshots.context import BuildContext
from console.data.snapshots.dry import Coming, dry_days
from console.data.stock import StockBook
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.regions import Level, RegionTree


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the materials tile: a region, and which reporting places it sums.

    ``whole`` tells that shipments to any region below it count as well.
    """

    code: str
    reporters: tuple[int, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Needs:
    """Figures of shape (places, materials); NaN = unknown.

    ``day`` and ``dry`` hold ordinals, 0 = none: of the newest figures, and of the first day whose
    use finds too little.
    """

    reserve: FloatArray
    burn: FloatArray
    demand: FloatArray
    cover: FloatArray
    gap: FloatArray
    in_transit: FloatArray
    day: FloatArray
    dry: FloatArray


def critical_materials(store: Store) -> frozenset[str]:
    """Return the codes of the materials that the catalogue calls critical."""
    rows = store.table(Dataset.MATERIAL).values()
    return frozenset(str(row["code"]) for row in rows if row.get("critical"))


def reporting_places(tree: RegionTree, stock: StockBook, code: str) -> list[Place]:
    """Return the places below ``code`` that the materials tile lists.

    A child stands for all that report in and below it. But where it reports itself, and only a few
    of its own children do (at most half), these stand apart: publishers list such counties beside
    their prefecture, not in it. A region that reports beside its children (a province's own depot)
    is listed too; one without reporting children stands for itself.
    """
    places = [Place(code, (stock.row_of[code],), whole=False)] if code in stock.row_of else []
    for child in tree.children(code):
        places += _places_of(tree, stock.row_of, child.code)
    return places


def _places_of(tree: RegionTree, row_of: Mapping[str, int], code: str) -> list[Place]:
    below = [region.code for region in tree.descendants(code) if region.code in row_of]
    rows = tuple(row_of[place] for place in below)
    if code not in row_of:
        return [Place(code, rows, whole=True)] if rows else []
    own = row_of[code]
    if len(below) * 2 > len(tree.children(code)):
        return [Place(code, (own, *rows), whole=True)]
    apart = [Place(place, (row_of[place],), whole=False) for place in below]
    return [Place(code, (own,), whole=not below), *apart]


def reporters_within(store: Store, code: str) -> tuple[int, ...]:
    """Return the rows of the stock book that lie in ``code`` or below it."""
    row = store.stock.row_of
    codes = (code, *(region.code for region in store.regions.descendants(code)))
    return tuple(row[place] for place in codes if place in row)


def needs_of(store: Store, places: Sequence[Place], context: BuildContext) -> Needs:
    """Return the needs of ``places``; a place's gap is the sum of its reporters' gaps.

    Surplus in one place does not fill a gap in another before somebody sends it. Where demand is
    not stated, the burn rate stands for it.
    """
    stock = store.stock
    transit = _Transit(store, context)
    need = np.where(np.isnan(stock.demand), stock.burn, stock.demand)
    gaps = supply.gap_over_horizon(stock.reserve, need, transit.due, context.horizon_days)
    both = ~np.isnan(stock.reserve) & ~np.isnan(stock.burn)
    reporters, starts = _groups(places)
    # Due at a place of its own that counts no stock (a store of a city, say): it is for the rest.
    beside = np.where(np.isnan(gaps), transit.due, 0.0)
    reserve, burn, demand, gap, held, used, under_way, beside = _sums(
        np.stack(
            (
                stock.reserve,
                stock.burn,
                stock.demand,
                gaps,
                np.where(both, stock.reserve, np.nan),
                np.where(both, stock.burn, np.nan),
                transit.under_way,
                beside,
            )
        )[:, reporters],
        starts,
    )
    gap = np.maximum(0.0, gap - beside)
    cover = supply.days_of_cover(held, used)
    cover[(reserve == 0) & (burn == 0) & (demand > 0)] = 0.0
    for index, place in enumerate(places):
        if place.whole and transit.has_loose:
            loose, loose_due = transit.loose_below(place.code)
            under_way[index] += loose
            gap[index] = np.maximum(0.0, gap[index] - loose_due)
    day = np.maximum.reduceat(stock.day[reporters], starts, axis=0).astype(np.float64)
    dry = dry_days(held, used, day, _coming(places, transit))
    return Needs(reserve, burn, demand, cover, gap, under_way, day, dry)


def _coming(places: Sequence[Place], transit: "_Transit") -> Coming:
    """Return what each place may count on, by place and material."""
    # All of them together come last, and must not take what is for one of them.
    last_first = reversed(list(enumerate(places)))
    place_of = {row: at for at, place in last_first for row in place.reporters}
    found: Coming = {}
    for (code, column), due in transit.coming.items():
        row = transit.row_of(code)
        at = place_of.get(row) if row is not None else transit.whole_around(code, places)
        if at is not None:
            found.setdefault((at, column), []).extend(due)
    return found


def _groups(places: Sequence[Place]) -> tuple[Slots, Slots]:
    """Return the reporters of all places, one after the other, and where each place begins."""
    index = [reporter for place in places for reporter in place.reporters]
    starts = np.cumsum([0, *(len(place.reporters) for place in places)])[: len(places)]
    return np.array(index, dtype=np.intp), starts.astype(np.intp)


def _sums(rows: FloatArray, starts: Slots) -> FloatArray:
    """Sum (figures, reporters, materials) by place; NaN where a place published nothing."""
    missing = np.isnan(rows)
    sums: FloatArray = np.add.reduceat(np.where(missing, 0.0, rows), starts, axis=1)
    sums[np.logical_and.reduceat(missing, starts, axis=1)] = np.nan
    return sums


def _present(store: Store, context: BuildContext) -> int:
    """Return the present day's ordinal: in a demonstration that of its newest stocks."""
    if context.demo and store.stock.newest is not None:
        return store.stock.newest
    return context.today.toordinal()


class _Transit:
    """Shipments under way, booked on the reporting place that they are for."""

    def __init__(self, store: Store, context: BuildContext) -> None:
        self._store = store
        self._row = store.stock.row_of
        column = {material: index for index, material in enumerate(store.stock.materials)}
        self.under_way: FloatArray = np.zeros_like(store.stock.reserve)
        self.due: FloatArray = np.zeros_like(store.stock.reserve)
        self._loose: dict[str, FloatArray] = {}
        today = _present(store, context)
        span = range(today - context.horizon_days, today + context.horizon_days + 1)
        self._rows: dict[str, tuple[FloatArray, FloatArray]] = {}
        self.coming: dict[tuple[str, int], list[tuple[int, float]]] = {}
        for shipment in store.shipments.under_way():
            if shipment.material in column:
                under_way, due = self._cells(shipment.to_region)
                under_way[column[shipment.material]] += shipment.quantity
                if shipment.due is not None and shipment.due in span:
                    due[column[shipment.material]] += shipment.quantity
                    key = (self._receiver(shipment.to_region), column[shipment.material])
                    self.coming.setdefault(key, []).append((shipment.due, shipment.quantity))

    def row_of(self, code: str) -> int | None:
        """Return the row of a place that reports itself."""
        return self._row.get(code)

    def whole_around(self, code: str, places: Sequence[Place]) -> int | None:
        """Return which of ``places`` stands for all below it, and so for ``code``, too."""
        inside = (
            at
            for at, place in enumerate(places)
            if place.whole and code in self._store.codes_below(place.code)
        )
        return next(inside, None)

    @property
    def has_loose(self) -> bool:
        """Whether anything is for a region that reports nothing itself."""
        return bool(self._loose)

    def _cells(self, to_region: str) -> tuple[FloatArray, FloatArray]:
        """Return the rows (under way, due) that a shipment to ``to_region`` is added to."""
        found = self._rows.get(to_region)
        if found is None:
            code = self._receiver(to_region)
            row = self._row.get(code)
            if row is not None:
                found = self.under_way[row], self.due[row]
            else:
                loose = self._loose.setdefault(code, self._nothing())
                found = loose[0], loose[1]
            self._rows[to_region] = found
        return found

    def _receiver(self, to_region: str) -> str:
        """Return the place whose stock the shipment will show in, else the region itself."""
        tree = self._store.regions
        code = tree.canonical(to_region)
        if code in self._row or any(r.code in self._row for r in tree.descendants(code)):
            return code
        above = (r.code for r in tree.ancestors(code) if r.level is not Level.PROVINCE)
        return next((region for region in above if region in self._row), code)

    def loose_below(self, code: str) -> FloatArray:
        """Return (under way, due) for regions in ``code`` that report nothing themselves."""
        inside = self._store.codes_below(code)
        found = [rows for region, rows in self._loose.items() if region in inside]
        return np.sum(found, axis=0) if found else self._nothing()

    def _nothing(self) -> FloatArray:
        return np.zeros((2, len(self._store.stock.materials)))
