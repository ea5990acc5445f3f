"""The ledger of materials: what every place had, got, sent, used and has left, day by day.

Shipped and arrived are two entries, with a place of their own in between: what has left and not
come is in transit, under the day it is due. Reported and computed stock are never blended: where a
stocktake differs, the difference stands in its own column, and the count is what the next day
opens with. So, for every material and day,

    closing = opening + produced + received + returned − sent − consumed + difference

and, over all places,

    Σ closing + in transit = Σ first opening + brought in + produced − consumed − lost + differences
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from console.analysis.ledger_entries import BOOKING_ORDER, Difference, Entry, Fault, Kind
from console.domain.wording import Text

FloatArray = npt.NDArray[np.float64]


@dataclass(slots=True)
class _Shipment:
    material: str
    source: str
    target: str
    left: date
    due: date | None
    open: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ledger:
    """The books of all places from ``first_day`` on; arrays of shape (regions, materials, days).

    Attributes:
        first_day: The day of entry 0 of every array.
        regions: Codes of the places, sorted.
        materials: Codes of the materials, sorted.
        opening: Stock in the morning.
        produced: Produced.
        received: Arrived.
        returned: Came back from cancelled shipments.
        sent: Left for elsewhere.
        consumed: Used.
        difference: Stocktake less computed stock, 0 on days without a stocktake.
        closing: Stock in the evening; negative where more was booked out than there was.
        lost: Lost on the way, by the place it was for.
        in_transit: On the way to each place in the evening.
        brought_in: What left from outside for each place.
        differences: The stocktakes that differ, by day.
        faults: What could not be booked.
    """

    first_day: date
    regions: tuple[str, ...]
    materials: tuple[str, ...]
    opening: FloatArray
    produced: FloatArray
    received: FloatArray
    returned: FloatArray
    sent: FloatArray
    consumed: FloatArray
    difference: FloatArray
    closing: FloatArray
    lost: FloatArray
    in_transit: FloatArray
    brought_in: FloatArray
    differences: tuple[Difference, ...]
    faults: tuple[Fault, ...]
    _open: tuple[_Shipment, ...] = field(default=(), repr=False)

    def due(self, days: int) -> tuple[FloatArray, FloatArray]:
        """Return what is on its way at the end, by the day it is due.

        Args:
            days: How many days after the last one to look ahead.

        Returns:
            Units due on each of those days, shape (regions, materials, days); what is overdue
            counts on the first. And units due later or on a day not known, (regions, materials).
        """
        row = {code: at for at, code in enumerate(self.regions)}
        column = {code: at for at, code in enumerate(self.materials)}
        first = self.first_day + timedelta(days=self.closing.shape[2])
        coming = np.zeros((len(row), len(column), days))
        later = np.zeros((len(row), len(column)))
        for shipment in self._open:
            at = row[shipment.target], column[shipment.material]
            if shipment.due is None or (shipment.due - first).days >= days:
                later[at] += shipment.open
            else:
                coming[(*at, max(0, (shipment.due - first).days))] += shipment.open
        return coming, later


def build_ledger(entries: Iterable[Entry], first_day: date, last_day: date) -> Ledger:
    """Return the books from ``first_day`` to ``last_day``.

    Entries of one day are booked in this order: produced, shipped, arrived, lost, cancelled,
    consumed, counted. The first stocktake of a place is its opening, carried back to the first day.
    Entries of other days, of a negative quantity, of an unknown shipment or of more than is left of
    it are faults; of the last, what is left is booked.

    Args:
        entries: The entries, in any order.
        first_day: The first day of the books.
        last_day: The last day of the books.

    Raises:
        ValueError: The last day lies before the first.
    """
    if last_day < first_day:
        msg = "the last day of a ledger lies before its first"
        raise ValueError(msg)
    book = _Book(first_day, last_day)
    for entry in sorted(entries, key=lambda one: (one.day, BOOKING_ORDER.index(one.kind))):
        book.enter(entry)
    return book.close()


_PLAIN = {Kind.PRODUCED: "produced", Kind.CONSUMED: "consumed"}

_Cell = tuple[str, str, int]


class _Book:
    """Entries summed by column and cell (region, material, day)."""

    def __init__(self, first_day: date, last_day: date) -> None:
        self._first = first_day
        self._days = (last_day - first_day).days + 1
        self._sums: dict[str, dict[_Cell, float]] = defaultdict(lambda: defaultdict(float))
        self._counts: dict[_Cell, float] = {}
        self._shipments: dict[str, _Shipment] = {}
        self._faults: list[Fault] = []

    def enter(self, entry: Entry) -> None:
        day = (entry.day - self._first).days
        quantity = entry.quantity
        if not 0 <= day < self._days:
            self._refuse(entry, Text("日期不在账期内", "its day is not in these books"))
        elif not entry.region and entry.kind in {Kind.PRODUCED, Kind.CONSUMED, Kind.COUNTED}:
            self._refuse(entry, Text("没有地区", "it names no place"))
        elif quantity is None and entry.kind is not Kind.CANCELLED:
            self._refuse(entry, Text("没有数量", "it has no quantity"))
        elif quantity is not None and not 0 <= quantity < float("inf"):
            self._refuse(entry, Text("数量应不小于 0", "its quantity must be 0 or more"))
        elif entry.kind is Kind.SHIPPED:
            self._ship(entry, day, quantity or 0.0)
        elif entry.kind is Kind.COUNTED:
            self._counts[entry.region, entry.material, day] = quantity or 0.0
        elif entry.kind in _PLAIN:
            self._add(_PLAIN[entry.kind], entry.region, entry.material, day, quantity or 0.0)
        else:
            self._settle(entry, day)

    def _add(self, column: str, region: str, material: str, day: int, units: float) -> None:
        self._sums[column][region, material, day] += units

    def _refuse(self, entry: Entry, words: Text, refused: float | None = None) -> None:
        self._faults.append(
            Fault(entry, entry.quantity or 0.0 if refused is None else refused, words)
        )

    def _ship(self, entry: Entry, day: int, quantity: float) -> None:
        if not entry.shipment or not entry.to or entry.shipment in self._shipments:
            self._refuse(
                entry,
                Text(
                    "发运单缺编号或收货地，或编号重复", "it has no code or target, or a code twice"
                ),
            )
            return
        self._shipments[entry.shipment] = _Shipment(
            entry.material, entry.region, entry.to, entry.day, entry.due, quantity
        )
        if entry.region:
            self._add("sent", entry.region, entry.material, day, quantity)
        else:
            self._add("brought_in", entry.to, entry.material, day, quantity)
        self._add("on_way", entry.to, entry.material, day, quantity)

    def _settle(self, entry: Entry, day: int) -> None:
        """Book what becomes of a shipment: arrived, lost, or back with its sender."""
        shipment = self._shipments.get(entry.shipment)
        if shipment is None or shipment.material != entry.material:
            self._refuse(entry, Text("没有这一发运单", "there is no such shipment before it"))
            return
        wanted = shipment.open if entry.quantity is None else entry.quantity
        units = min(wanted, shipment.open)
        if wanted > units:
            self._refuse(
                entry, Text("多于发运单所余", "it is more than is left of it"), wanted - units
            )
        shipment.open -= units
        self._add("on_way", shipment.target, shipment.material, day, -units)
        if entry.kind is Kind.ARRIVED:
            self._add("received", shipment.target, shipment.material, day, units)
        elif entry.kind is Kind.LOST:
            self._add("lost", shipment.target, shipment.material, day, units)
        elif shipment.source:
            self._add("returned", shipment.source, shipment.material, day, units)
        else:
            self._add("brought_in", shipment.target, shipment.material, day, -units)

    def close(self) -> Ledger:
        cells = [cell for sums in self._sums.values() for cell in sums] + list(self._counts)
        regions = tuple(sorted({region for region, _, _ in cells}))
        materials = tuple(sorted({material for _, material, _ in cells}))
        row = {code: at for at, code in enumerate(regions)}
        column = {code: at for at, code in enumerate(materials)}
        shape = len(regions), len(materials), self._days

        def table(values: dict[_Cell, float], empty: float = 0.0) -> FloatArray:
            found = np.full(shape, empty)
            for (region, material, day), units in values.items():
                found[row[region], column[material], day] = units
            return found

        names = ("produced", "received", "returned", "sent", "consumed", "lost", "brought_in")
        tables = {name: table(self._sums[name]) for name in names}
        stock = _follow(tables, table(self._counts, np.nan))
        return Ledger(
            first_day=self._first,
            regions=regions,
            materials=materials,
            **tables,
            in_transit=np.cumsum(table(self._sums["on_way"]), axis=2),
            opening=stock.opening,
            closing=stock.closing,
            difference=stock.difference,
            differences=self._differences(regions, materials, stock),
            faults=tuple(self._faults),
            _open=tuple(one for one in self._shipments.values() if one.open > 0),
        )

    def _differences(
        self, regions: tuple[str, ...], materials: tuple[str, ...], stock: "_Stock"
    ) -> tuple[Difference, ...]:
        found = np.argwhere(np.abs(stock.difference) > _SAME)
        return tuple(
            Difference(
                regions[row],
                materials[column],
                self._first + timedelta(days=int(day)),
                float(stock.closing[row, column, day]),
                float((stock.closing - stock.difference)[row, column, day]),
            )
            for row, column, day in sorted(found.tolist(), key=lambda at: at[2])
        )


#: Units by which a stocktake may differ from the books before it is worth a word.
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class _Stock:
    opening: FloatArray
    closing: FloatArray
    difference: FloatArray


def _follow(tables: dict[str, FloatArray], counted: FloatArray) -> _Stock:
    """Return stock day by day: as computed until a stocktake, as counted after it."""
    moved = tables["produced"] + tables["received"] + tables["returned"]
    moved = moved - tables["sent"] - tables["consumed"]
    opening, closing = np.zeros_like(moved), np.zeros_like(moved)
    difference = np.zeros_like(moved)
    stock = _first_opening(moved, counted)
    for day in range(moved.shape[2]):
        opening[:, :, day] = stock
        computed = stock + moved[:, :, day]
        stock = np.where(np.isnan(counted[:, :, day]), computed, counted[:, :, day])
        difference[:, :, day], closing[:, :, day] = stock - computed, stock
    return _Stock(opening, closing, difference)


def _first_opening(moved: FloatArray, counted: FloatArray) -> FloatArray:
    """Return the stock on the first morning that the first stocktake tells of; 0 without one."""
    known = ~np.isnan(counted)
    first = known.argmax(axis=2)[:, :, None]
    found = np.take_along_axis(counted - np.cumsum(moved, axis=2), first, axis=2)[:, :, 0]
    return np.where(known.any(axis=2), found, 0.0)
