"""What an officer decides before a plan is made: the planner keeps it, and says what came of it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FixShipment:
    """Exactly ``units`` leave ``source`` for ``target`` on ``day``, and no more by this road.

    Nothing (0 units) forbids the road to the material.
    """

    source: str
    target: str
    material: str
    units: float
    day: date


@dataclass(frozen=True, slots=True)
class KeepUnits:
    """``place`` keeps so many units and sends none of them on, whatever the rule says."""

    place: str
    material: str
    units: float


@dataclass(frozen=True, slots=True)
class AtMost:
    """``place`` is sent no more than so many units, in whole cartons."""

    place: str
    material: str
    units: float


Bound = FixShipment | KeepUnits | AtMost
