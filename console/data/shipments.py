"""Shipments of material: what is under way, and what was sent and received, day by day."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from console.data.cubes import DailyCube, Key
from console.data.days import day_of
from console.domain.regions import RegionTree

SHIPPED = "shipped"
ARRIVED = "arrived"

#: What becomes of a shipment that never arrives.
ENDED = frozenset({"cancelled", "lost"})


@dataclass(frozen=True, slots=True)
class Shipment:
    """One shipment; days are ordinals in the centre's calendar, None where it has not happened.

    ``from_region`` is "" where it comes from outside; ``received`` is what arrived of it.
    """

    material: str
    to_region: str
    quantity: float
    dispatched: int | None
    due: int | None
    arrived: int | None
    from_region: str = ""
    status: str = ""
    received: float = 0.0
    plan: int | None = None
    plan_line: int | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it though it never arrived."""
        return self.status in ENDED

    @property
    def under_way(self) -> bool:
        """Whether it was sent and has not arrived."""
        return self.dispatched is not None and self.arrived is None and not self.ended

    @property
    def planned(self) -> bool:
        """Whether it is promised and has not left."""
        return self.dispatched is None and not self.ended


def read_shipment(row: Mapping[str, object]) -> Shipment:
    """Read a row of ``material_flow``.

    Raises:
        ValueError: A quantity or time is not one; KeyError and TypeError likewise.
    """
    quantity = float(str(row["quantity"]))
    if not 0 < quantity < math.inf:
        msg = f"a shipment's quantity is a number above zero, not {quantity}"
        raise ValueError(msg)
    arrived, received = _day(row["arrived_at"]), row.get("arrived_quantity")
    return Shipment(
        material=str(row["material"]).strip(),
        to_region=str(row["to_region"]).strip(),
        quantity=quantity,
        dispatched=_day(row["dispatched_at"]),
        due=_day(row["due_at"]),
        arrived=arrived,
        from_region=str(row.get("from_region") or "").strip(),
        status=str(row.get("status") or "").strip(),
        received=0.0 if arrived is None else _received(received, quantity),
        plan=_number(row.get("plan")),
        plan_line=_number(row.get("plan_line")),
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _received(stated: object, quantity: float) -> float:
    """Return what arrived: as stated, else all of it."""
    return quantity if stated is None else min(max(float(str(stated)), 0.0), quantity)


def _day(moment: object) -> int | None:
    if moment is None:
        return None
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        msg = f"a moment with a time zone is needed, not {moment!r}"
        raise TypeError(msg)
    return day_of(moment).toordinal()


class Shipments:
    """Every shipment, with daily sums of sent and received by receiving region and material.

    A day's sum is taken anew from its shipments when one of them changes, so it never drifts.
    """

    def __init__(self) -> None:
        self.daily = DailyCube((SHIPPED, ARRIVED))
        self.clear()

    def clear(self) -> None:
        """Forget every shipment."""
        self.daily.clear()
        self.version = getattr(self, "version", 0) + 1
        self._by_code: dict[str, Shipment] = {}
        self._under_way: dict[str, Shipment] = {}
        self._booked: dict[tuple[Key, int], tuple[dict[str, float], dict[str, float]]] = {}

    def set_tree(self, tree: RegionTree) -> None:
        """Sum the daily figures up by ``tree`` from now on."""
        self.daily.set_tree(tree)

    def __len__(self) -> int:
        return len(self._by_code)

    def __iter__(self) -> Iterator[Shipment]:
        return iter(self._by_code.values())

    def of_plan(self, plan: int) -> Iterator[Shipment]:
        """Yield the shipments of a plan of allocation."""
        return (one for one in self._by_code.values() if one.plan == plan)

    def under_way(self) -> Iterable[Shipment]:
        """Return the shipments that were sent and have not arrived."""
        return self._under_way.values()

    def put(self, shipments: Mapping[str, Shipment]) -> None:
        """Add shipments by code, or replace those that have changed."""
        changed: set[tuple[Key, int]] = set()
        for code, shipment in shipments.items():
            changed |= self._book(code, self._by_code.get(code), booked=False)
            changed |= self._book(code, shipment, booked=True)
            self._by_code[code] = shipment
            self._under_way.pop(code, None)
            if shipment.under_way:
                self._under_way[code] = shipment
        self.daily.write(
            (key, day, [math.fsum(sums.values()) if sums else math.nan for sums in booked])
            for key, day in changed
            for booked in [self._booked[key, day]]
        )
        self.version += 1

    def _book(self, code: str, shipment: Shipment | None, *, booked: bool) -> set[tuple[Key, int]]:
        changed: set[tuple[Key, int]] = set()
        if shipment is None:
            return changed
        key = (shipment.to_region, shipment.material)
        moved = ((shipment.dispatched, shipment.quantity), (shipment.arrived, shipment.received))
        for column, (day, quantity) in enumerate(moved):
            if day is not None:
                cell = self._booked.setdefault((key, day), ({}, {}))[column]
                cell.pop(code, None)
                if booked:
                    cell[code] = quantity
                changed.add((key, day))
        return changed
