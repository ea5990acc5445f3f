"""Words of allocation that cross from the planner to the displays, all frozen.

Amounts are in the material's unit; covers are in days, infinite where nothing is used; days are
dates of the centre's calendar.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from console.domain.plan_bounds import Bound
from console.domain.wording import Text


class NeedCase(StrEnum):
    """Which course of the forecast the need follows: its lower bound, its middle, its upper one."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class AddUnits:
    """What if ``place`` had ``units`` more of a material on the first day?"""

    place: str
    material: str
    units: float


@dataclass(frozen=True, slots=True)
class CloseDepot:
    """What if nothing could be fetched at ``place``?"""

    place: str


@dataclass(frozen=True, slots=True)
class LoseRoad:
    """What if the road between two places were lost, in both directions?"""

    source: str
    target: str


Change = AddUnits | CloseDepot | LoseRoad


@dataclass(frozen=True, slots=True)
class PlanAsk:
    """What is to be planned.

    Attributes:
        rule: Name of the rule set; "" takes the first.
        horizon: Days planned.
        materials: Codes; empty takes the critical ones.
        need: The course of need.
        changes: What is supposed to be otherwise than it is.
        bounds: What the officer decided beforehand.
    """

    rule: str = ""
    horizon: int = 14
    materials: tuple[str, ...] = ()
    need: NeedCase = NeedCase.MIDDLE
    changes: tuple[Change, ...] = ()
    bounds: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule set that can be planned by."""

    name: str
    title: Text
    source: Text


@dataclass(frozen=True, slots=True)
class GoodsChoice:
    """A material that can be planned."""

    code: str
    name: Text
    unit: Text
    critical: bool


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What the desk can choose from; ``demo`` = of a demonstration, where all is made up."""

    rules: tuple[RuleChoice, ...]
    goods: tuple[GoodsChoice, ...]
    faults: tuple[Text, ...] = ()
    demo: bool = False


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """A depot or a place that uses material; ``why`` says where its weight comes from."""

    code: str
    name: Text
    depot: bool
    weight: float
    why: Text


@dataclass(frozen=True, slots=True)
class PlanGoods:
    """A material of a plan; ``burn`` says where its burn rate comes from, ``need`` its forecast."""

    code: str
    name: Text
    unit: Text
    pack: int
    critical: bool
    burn: Text
    need: Text


@dataclass(frozen=True, slots=True)
class PlanCover:
    """Cover of one place and material without and with the plan, and the day it runs dry."""

    place: str
    material: str
    before: float
    after: float
    dry_before: date | None
    dry_after: date | None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One shipment; covers are (before, after) of each end; ``locked`` = fixed by the officer."""

    number: int
    material: str
    source: str
    target: str
    send_on: date
    due_on: date
    quantity: float
    pack: int
    source_cover: tuple[float, float]
    target_cover: tuple[float, float]
    target_dry: tuple[date | None, date | None]
    reason: Text
    locked: bool = False

    @property
    def cartons(self) -> float:
        """How many cartons it is; whole but for locked shipments."""
        return self.quantity / self.pack


@dataclass(frozen=True, slots=True)
class PlanShortage:
    """A need that the plan cannot meet."""

    place: str
    material: str
    quantity: float
    from_day: date
    words: Text


@dataclass(frozen=True, slots=True)
class PlanLevel:
    """The least weighted cover of one material, and what any plan could make of it."""

    material: str
    before: float
    after: float
    bound: float


@dataclass(frozen=True, slots=True)
class PlanBalance:
    """The province's account of one material over the days planned.

    stock + produced + coming = met + left + on_road, and need = met + gap.
    """

    material: str
    stock: float
    produced: float
    coming: float
    need: float
    met: float
    gap: float
    gap_before: float
    left: float
    on_road: float
    moved: float

    @property
    def residue(self) -> float:
        """What does not add up; 0 but for rounding."""
        return self.stock + self.produced + self.coming - self.met - self.left - self.on_road


@dataclass(frozen=True, slots=True)
class PlanBasis:
    """What of the database a plan rests on: revision and epoch of each dataset that it read."""

    marks: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOutcome:
    """A plan, proved; where the proof fails, it has no lines, and ``violations`` say why.

    Attributes:
        ask: What was asked.
        rule: The rule set.
        start: Day 0.
        made_at: When it was made; aware.
        places: Depots first.
        goods: The materials.
        lines: The shipments, by material, worst-off target first.
        covers: Every place and material that uses it.
        shortages: What cannot be met, largest share of the need first.
        levels: How far each material was raised.
        balances: The province's account of each material.
        worth: What one more carton would buy, a sentence a material.
        notes: What the plan rests on and what was left out.
        violations: What the independent checker found.
        cost: What the carriage costs.
        basis: What of the database it rests on.
        fixed: What the officer decided beforehand, and what came of it, in words.
    """

    ask: PlanAsk
    rule: RuleChoice
    start: date
    made_at: datetime
    places: tuple[PlanPlace, ...]
    goods: tuple[PlanGoods, ...]
    lines: tuple[PlanLine, ...]
    covers: tuple[PlanCover, ...]
    shortages: tuple[PlanShortage, ...]
    levels: tuple[PlanLevel, ...]
    balances: tuple[PlanBalance, ...]
    worth: tuple[Text, ...]
    notes: tuple[Text, ...]
    violations: tuple[Text, ...]
    cost: float
    basis: PlanBasis = field(default_factory=PlanBasis)
    fixed: tuple[Text, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the independent checker found nothing wrong."""
        return not self.violations

    def place(self, code: str) -> PlanPlace:
        """Return the place called ``code``."""
        return next(place for place in self.places if place.code == code)

    def material(self, code: str) -> PlanGoods:
        """Return the material called ``code``."""
        return next(goods for goods in self.goods if goods.code == code)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far the planner is: ``done`` of ``total`` steps; ``words`` say what it does."""

    done: int
    total: int
    words: Text
