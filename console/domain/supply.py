"""What the displays of supply ask and get: flows on the map, the province's balance, the plan."""

from dataclasses import dataclass
from datetime import date

from console.domain.provenance import Provenance
from console.domain.wording import Text
from console.domain.workflow import PlanRecord


@dataclass(frozen=True, slots=True)
class FlowsRequest:
    """Who sends what to whom in a region ("" = province).

    No material = that of the newest plan of allocation, else the one that is shortest.
    """

    region: str = ""
    material: str | None = None


@dataclass(frozen=True, slots=True)
class BalanceRequest:
    """Production, reserve, flow and gap of every material in a region ("" = province)."""

    region: str = ""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """The newest plan of allocation that is not taken back."""


SupplyRequest = FlowsRequest | BalanceRequest | PlanRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowArc:
    """What goes from one place to another, in units; ``source`` "" is outside the province.

    Attributes:
        shipped: Sent and still on its way.
        arrived: Came within the snapshot's days.
        planned: Promised and not sent yet.
    """

    source: str
    source_name: Text
    target: str
    target_name: Text
    shipped: float
    arrived: float
    planned: float

    @property
    def total(self) -> float:
        """Everything that goes this way."""
        return self.shipped + self.arrived + self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowsSnapshot:
    """Flows of one material, the greatest first; ``seats`` are (longitude, latitude) by code."""

    request: FlowsRequest
    provenance: Provenance
    region_name: Text
    material: Text
    unit: Text
    days: int
    arcs: tuple[FlowArc, ...]
    seats: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceRow:
    """One material's account over the days from ``opening`` to ``closing``; None = not reported.

    opening + produced + arrived − sent − consumed + difference = closing, where ``difference`` is
    what stocktakes say otherwise.
    """

    material: str
    name: Text
    unit: Text
    critical: bool
    opening: float | None
    produced: float
    arrived: float
    sent: float
    consumed: float
    closing: float | None
    in_transit: float
    gap: float | None
    cover_days: float | None

    @property
    def difference(self) -> float | None:
        """What stocktakes say beyond the entries."""
        if self.opening is None or self.closing is None:
            return None
        entered = self.opening + self.produced + self.arrived - self.sent - self.consumed
        return self.closing - entered


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceSnapshot:
    """The account of every material, most needy first, from the end of ``first`` to ``last``."""

    request: BalanceRequest
    provenance: Provenance
    region_name: Text
    first: date | None
    last: date | None
    rows: tuple[BalanceRow, ...]
    horizon_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSnapshot:
    """The newest plan on record that was not taken back; None where there is none."""

    request: PlanRequest
    provenance: Provenance
    plan: PlanRecord | None


SupplySnapshot = FlowsSnapshot | BalanceSnapshot | PlanSnapshot
