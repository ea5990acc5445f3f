"""The words of an allocation plan: what is asked (Problem) and what is answered (Plan).

Amounts are in the material's unit, days are numbered from ``Problem.start`` (day 0), costs are in
the currency of ``Lane.cost``. A depot is a place that needs nothing.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from console.domain.wording import Text

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """A depot, or a place that uses material."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Goods:
    """A material as a plan needs to know it.

    Attributes:
        code: Its code.
        name: Its name.
        unit: What it is counted in.
        unit_en: The same in English; "" = the same word.
        pack: Units in a carton; only whole cartons are sent.
        volume: Cubic metres that a unit takes on a truck.
        weight: How many of its days of cover count for one where materials compete for trucks.
    """

    code: str
    name: Text
    unit: str
    pack: int = 1
    volume: float = 1.0
    weight: float = 1.0
    unit_en: str = ""

    def __post_init__(self) -> None:
        if self.pack < 1 or not 0 <= self.volume < float("inf") or not self.weight > 0:
            msg = f"{self.code}: the pack must be 1 or more, the volume 0 or more, the weight above"
            raise ValueError(msg + " 0")


@dataclass(frozen=True, slots=True)
class Lane:
    """A road from one place to another; ``cost`` is for carrying a cubic metre along it."""

    source: str
    target: str
    lead_days: int = 0
    cost: float = 0.0

    def __post_init__(self) -> None:
        if self.lead_days < 0 or not 0 <= self.cost < float("inf") or self.source == self.target:
            msg = (
                f"{self.source} → {self.target}: lead time and cost must be 0 or more, ends differ"
            )
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Lock:
    """A shipment decided by a person: exactly this, and nothing more of the material on its road.

    A quantity of 0 forbids the road to the material.
    """

    source: str
    target: str
    material: str
    quantity: float
    day: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """What is to be divided, among whom, over which days.

    Attributes:
        start: Day 0.
        places: P places, depots and regions alike.
        goods: M materials.
        stock: Units in stock on the morning of day 0, shape (P, M).
        need: Units needed a day, shape (P, M, days); 0 throughout for a depot.
        production: Units produced a day, ready to be sent the same day, shape (P, M, days).
        due: Units already on their way, by the day they are due, shape (P, M, days).
        floor: Units that a place keeps and never sends on, shape (P, M); infinite = sends nothing.
        cap: The most that a place may be sent and keep, within the days planned and rounded up to a
            carton, shape (P, M); infinite = no bound.
        weights: Risk weight of each place, shape (P,): a place with 2 is raised to twice the days.
        trucks: Cubic metres that can leave a place a day, shape (P, days); infinite = no bound.
        lanes: The roads.
        locks: Shipments that are fixed beforehand.
    """

    start: date
    places: tuple[Place, ...]
    goods: tuple[Goods, ...]
    stock: FloatArray
    need: FloatArray
    production: FloatArray
    due: FloatArray
    floor: FloatArray
    cap: FloatArray
    weights: FloatArray
    trucks: FloatArray
    lanes: tuple[Lane, ...]
    locks: tuple[Lock, ...] = ()

    def __post_init__(self) -> None:
        count, kinds, days = len(self.places), len(self.goods), self.need.shape[-1]
        shapes = {
            "stock": (count, kinds),
            "need": (count, kinds, days),
            "production": (count, kinds, days),
            "due": (count, kinds, days),
            "floor": (count, kinds),
            "cap": (count, kinds),
            "weights": (count,),
            "trucks": (count, days),
        }
        bounds = {"floor", "cap", "trucks"}
        for name, shape in shapes.items():
            values = getattr(self, name)
            sound = values.shape == shape and bool((values >= 0).all())
            if not sound or (name not in bounds and not np.isfinite(values).all()):
                msg = f"{name} must be amounts of 0 or more, none missing, of shape {shape}"
                raise ValueError(msg)
        if days < 1 or (self.weights <= 0).any():
            msg = "a plan needs at least one day, and weights above zero"
            raise ValueError(msg)
        self._check_names()

    def _check_names(self) -> None:
        if len(self.place_index) < len(self.places) or len(self.goods_index) < len(self.goods):
            msg = "two places or two materials have the same code"
            raise ValueError(msg)
        roads = {(lane.source, lane.target) for lane in self.lanes}
        if len(roads) < len(self.lanes):
            msg = "two lanes join the same places"
            raise ValueError(msg)
        ends = {end for road in roads for end in road}
        wrong = sorted(ends - set(self.place_index))
        wrong += [
            f"{lock.source} → {lock.target} ({lock.material}, day {lock.day})"
            for lock in self.locks
            if (lock.source, lock.target) not in roads
            or lock.material not in self.goods_index
            or not 0 <= lock.day < self.days
            or not 0 <= lock.quantity < float("inf")
        ]
        if wrong:
            msg = f"a lane or lock names what is not in the problem: {', '.join(wrong)}"
            raise ValueError(msg)

    @property
    def days(self) -> int:
        """How many days are planned."""
        return int(self.need.shape[-1])

    @cached_property
    def place_index(self) -> dict[str, int]:
        """The row of each place by its code."""
        return {place.code: index for index, place in enumerate(self.places)}

    @cached_property
    def goods_index(self) -> dict[str, int]:
        """The column of each material by its code."""
        return {goods.code: index for index, goods in enumerate(self.goods)}

    @cached_property
    def burn(self) -> FloatArray:
        """Mean need in units a day over the days planned, shape (P, M)."""
        mean: FloatArray = self.need.mean(axis=2)
        return mean

    @cached_property
    def own(self) -> FloatArray:
        """Units that a place has without the plan: stock, production and due, shape (P, M)."""
        total: FloatArray = self.stock + self.production.sum(axis=2) + self.due.sum(axis=2)
        return total


def cap_for_cover(
    days: float, stock: FloatArray, need: FloatArray, inflow: FloatArray
) -> FloatArray:
    """Return the caps that raise a place to ``days`` of cover and no further, shape (P, M).

    ``cap = max(0, days · burn − stock − inflow)`` with the mean need as burn.

    Args:
        days: Days of cover wanted, counted from day 0.
        stock: Shape (P, M).
        need: Shape (P, M, days planned).
        inflow: Production and due together, shape (P, M, days planned).
    """
    missing: FloatArray = days * need.mean(axis=2) - stock - inflow.sum(axis=2)
    return np.maximum(0.0, missing)


@dataclass(frozen=True, slots=True)
class Line:
    """One shipment of a plan, with the cover of both ends without and with the whole plan.

    Cover is stock, production and due of the horizon over mean need, in days; infinite for a depot.
    """

    material: str
    source: str
    target: str
    day: int
    arrives: int
    quantity: float
    locked: bool
    source_cover: tuple[float, float]
    target_cover: tuple[float, float]
    reason: Text


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A need, or a locked shipment, that the plan cannot meet: by how much, and from which day."""

    place: str
    material: str
    quantity: float
    first_day: int
    words: Text


@dataclass(frozen=True, slots=True)
class Level:
    """How far one material was raised.

    Attributes:
        material: Its code.
        before: The least weighted cover without the plan, in days; infinite where nobody needs it.
        after: The least weighted cover with it.
        bound: The most that any plan could make of it if it had all trucks to itself.
    """

    material: str
    before: float
    after: float
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """Who sends what to whom on which day, and what comes of it.

    Attributes:
        lines: The shipments, by material, then worst-off target first.
        cover_before: Days of cover without the plan, shape (P, M); infinite where nothing burns.
        cover_after: Days of cover with it.
        unmet_before: Need left unmet a day without the plan, shape (P, M, days).
        unmet: Need left unmet a day with it.
        levels: How far each material was raised.
        shortfalls: What cannot be met, largest share of the need first, locks before all.
        cost: What the carriage costs.
    """

    lines: tuple[Line, ...]
    cover_before: FloatArray
    cover_after: FloatArray
    unmet_before: FloatArray
    unmet: FloatArray
    levels: tuple[Level, ...]
    shortfalls: tuple[Shortfall, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the planning is: ``done`` of ``total`` steps; ``words`` say which one begins."""

    done: int
    total: int
    words: Text


class PlanCancelledError(Exception):
    """The person who asked for the plan no longer wants it."""
