"""A plan on record, from draft to arrival: what is asked of it, and what is known of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from console.domain.planning import PlanOutcome
from console.domain.wording import Text


class PlanState(StrEnum):
    """How far a plan is."""

    DRAFT = "draft"
    APPROVED = "approved"
    DISPATCHED = "dispatched"
    ARRIVED = "arrived"
    WITHDRAWN = "withdrawn"


STATE_WORDS = {
    PlanState.DRAFT: Text("草案", "draft"),
    PlanState.APPROVED: Text("已批准", "approved"),
    PlanState.DISPATCHED: Text("已发运", "dispatched"),
    PlanState.ARRIVED: Text("已到货", "arrived"),
    PlanState.WITHDRAWN: Text("已撤回", "withdrawn"),
}


class LineState(StrEnum):
    """How far one line of a plan is: the status of its shipment, or none yet."""

    DRAFT = "draft"
    PLANNED = "planned"
    DISPATCHED = "dispatched"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    LOST = "lost"


LINE_WORDS = {
    LineState.DRAFT: Text("草案", "draft"),
    LineState.PLANNED: Text("待发", "to be sent"),
    LineState.DISPATCHED: Text("在途", "on its way"),
    LineState.ARRIVED: Text("已到", "arrived"),
    LineState.CANCELLED: Text("取消", "cancelled"),
    LineState.LOST: Text("损失", "lost"),
}


@dataclass(frozen=True, slots=True)
class LineRecord:
    """One line of a plan on record, with its shipment.

    ``arrived`` is what came of it, None before it came.
    """

    number: int
    material: str
    material_name: Text
    unit: Text
    pack: int
    source: str
    source_name: Text
    target: str
    target_name: Text
    quantity: float
    reason: Text
    send_on: date | None
    due_on: date | None
    shipment: str
    state: LineState
    arrived: float | None
    source_cover: tuple[float | None, float | None]
    target_cover: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class PlanStep:
    """Who took a plan one step further, and when."""

    state: PlanState
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A plan on record; ``steps`` are in order, the first one made the draft.

    ``demo`` marks a plan of a demonstration: its orders move nothing real.
    """

    uid: str
    number: str
    rule: str
    rule_title: Text
    state: PlanState
    steps: tuple[PlanStep, ...]
    lines: tuple[LineRecord, ...]
    demo: bool = False

    def by(self, state: PlanState) -> str:
        """Return who brought it to ``state``; "" where nobody did."""
        return next((step.by for step in self.steps if step.state is state), "")


@dataclass(frozen=True, slots=True)
class Keep:
    """Put a plan on record as a draft."""

    outcome: PlanOutcome
    by: str


@dataclass(frozen=True, slots=True)
class Approve:
    """Approve a draft: its lines become planned shipments."""

    uid: str
    by: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Lines of an approved plan have left; empty ``lines`` are all that wait."""

    uid: str
    by: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrive:
    """A line that was sent has come: all of it, or ``quantity``.

    What is missing is lost, or (``rest_follows``) still on its way.
    """

    uid: str
    by: str
    line: int
    quantity: float | None = None
    rest_follows: bool = False


@dataclass(frozen=True, slots=True)
class Lose:
    """A line that was sent will not come."""

    uid: str
    by: str
    line: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take a plan back: what has not left is cancelled."""

    uid: str
    by: str


PlanOrder = Keep | Approve | Dispatch | Arrive | Lose | Withdraw
