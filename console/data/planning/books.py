"""The ledger of a database: its reports and shipments as entries, place by place and day by day.

Places are those of plans (see :class:`Units`): what counties report counts for their place, and a
stocktake of a place is one on which all counted that ever count. What left before the first day and
was still on its way then is booked as on its way from the first day on.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from console.analysis.ledger import Ledger, build_ledger
from console.analysis.ledger_entries import Entry, Kind
from console.data.planning.places import Units
from console.data.planning.reading import STOCK_DAYS, Reading
from console.data.shipments import Shipment
from console.data.snapshots.words import unit_text
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.wording import Text

#: The longest books that a reading has the figures for.
MOST_DAYS = STOCK_DAYS - 1

_REPORTED = {"produced": Kind.PRODUCED, "consumed": Kind.CONSUMED, "reserve": Kind.COUNTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """A ledger with the names of what it speaks of.

    Attributes:
        ledger: The books.
        places: Names of its places.
        goods: Name and unit of each material.
        counted: The places and materials of which there is a stocktake: of others no stock is
            known.
        demo: Whether it is a demonstration's.
    """

    ledger: Ledger
    places: Mapping[str, Text]
    goods: Mapping[str, tuple[Text, Text]]
    counted: frozenset[tuple[str, str]]
    demo: bool


def keep_books(reading: Reading, apart: frozenset[str], days: int) -> Books:
    """Return the books of the ``days`` days that end before the reading's present day.

    Args:
        reading: What was read of the database.
        apart: Codes of counties that are served beside their prefecture.
        days: How many days, at most :data:`MOST_DAYS`.
    """
    store = reading.store
    last = reading.today - timedelta(days=1)
    first = last - timedelta(days=days - 1)
    units = Units(store, store.stock_daily.reporters(), apart)
    entries = [*_reports(store, units, first, last), *_moves(store, units, first, last)]
    ledger = build_ledger(entries, first, last)
    named = {unit.code: unit.name for unit in units.units}
    return Books(
        ledger=ledger,
        places={code: named.get(code, store.regions.name(code)) for code in ledger.regions},
        goods=_goods(store, ledger.materials),
        counted=frozenset((e.region, e.material) for e in entries if e.kind is Kind.COUNTED),
        demo=reading.demo,
    )


def _goods(store: Store, materials: tuple[str, ...]) -> dict[str, tuple[Text, Text]]:
    rows = store.table(Dataset.MATERIAL)
    found = {}
    for code in materials:
        row = rows.get((code,), {})
        name = Text(str(row.get("name_zh") or code), str(row.get("name_en") or code))
        found[code] = name, unit_text(str(row.get("unit") or ""))
    return found


def _reports(store: Store, units: Units, first: date, last: date) -> Iterator[Entry]:
    """Yield what was made, used and counted at each place."""
    slots: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (code, material), slot in store.stock_daily.reporters().items():
        if owner := units.owner(code):
            slots[owner, material].append(slot)
    span = first.toordinal(), last.toordinal()
    for (place, material), own in slots.items():
        figures = store.stock_daily.window(own, tuple(_REPORTED), *span)
        for column, kind in enumerate(_REPORTED.values()):
            part = figures[:, column]
            stated = part[~np.isnan(part).all(axis=1)]
            sums = stated.sum(axis=0) if kind is Kind.COUNTED else np.nansum(stated, axis=0)
            for day in np.flatnonzero(~np.isnan(sums)) if len(stated) else ():
                yield Entry(
                    kind=kind,
                    day=first + timedelta(days=int(day)),
                    material=material,
                    quantity=float(sums[day]),
                    region=place,
                )


def _moves(store: Store, units: Units, first: date, last: date) -> Iterator[Entry]:
    """Yield what left for each place, and what became of it."""
    for number, one in enumerate(store.shipments):
        source = units.owner(one.from_region) if one.from_region else ""
        target = units.owner(one.to_region)
        left = one.dispatched
        if left is None or not target or source == target or left > last.toordinal():
            continue
        settled = one.arrived if one.arrived is not None else left if one.ended else None
        if settled is not None and settled < first.toordinal():
            continue
        before = left < first.toordinal()
        yield Entry(
            kind=Kind.SHIPPED,
            day=first if before else date.fromordinal(left),
            material=one.material,
            quantity=one.quantity,
            region="" if before else source,
            shipment=str(number),
            to=target,
            due=None if one.due is None else date.fromordinal(one.due),
        )
        if settled is not None and settled <= last.toordinal():
            yield from _settled(one, date.fromordinal(settled), str(number))


def _settled(one: Shipment, day: date, shipment: str) -> Iterator[Entry]:
    """Yield the end of a shipment; when one was lost or cancelled is not on record: as it left."""

    def entry(kind: Kind, units: float) -> Entry:
        return Entry(kind=kind, day=day, material=one.material, quantity=units, shipment=shipment)

    if one.ended:
        yield entry(Kind.LOST if one.status == "lost" else Kind.CANCELLED, one.quantity)
        return
    yield entry(Kind.ARRIVED, one.received)
    if one.received < one.quantity:
        yield entry(Kind.LOST, one.quantity - one.received)
