"""What the simulation knows of the database: enough to choose a plausible next change.

The database is the truth: every change is written relative to what stands there, on the condition
that it is still what the world believes; where it is not, the world is loaded anew.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from console.data.days import CENTRE_ZONE

StockKey = tuple[str, str]


@dataclass(slots=True)
class Stock:
    """One row of ``material_daily`` on the day at work; ``demand`` 0 is not stated."""

    reserve: float
    produced: float
    consumed: float
    demand: float

    @property
    def cover(self) -> float:
        """Days that the reserve lasts at the stated demand."""
        return self.reserve / self.demand if self.demand > 0 else float("inf")


@dataclass(slots=True)
class Flow:
    """A shipment that has not arrived."""

    code: str
    material: str
    source: str | None
    target: str
    quantity: float
    dispatched_at: datetime | None


@dataclass(slots=True)
class Tally:
    """One row of ``investigation_daily`` on the day at work; ``new`` has no row yet."""

    screened: int
    under_observation: int
    new: bool


@dataclass(slots=True)
class CaseDay:
    """One region's cases: ``active`` over all days; ``new`` has no row on the day at work yet."""

    active: int
    confirmed: int
    in_hospital: int | None
    new: bool


@dataclass(slots=True)
class Beds:
    """Beds of one facility."""

    region: str
    total: int
    used: int


@dataclass(slots=True)
class Unit:
    """A reporting unit, and whether it has long been silent."""

    region: str
    silent: bool
    last_report_at: datetime | None


@dataclass(slots=True)
class World:
    """The state that events are chosen from; lists and mappings are in the order of their keys."""

    material_day: date
    investigation_day: date
    case_day: date
    clock: "Clock"
    stock: dict[StockKey, Stock] = field(default_factory=dict)
    packs: dict[str, int] = field(default_factory=dict)
    material_names: dict[str, str] = field(default_factory=dict)
    region_names: dict[str, str] = field(default_factory=dict)
    planned: list[Flow] = field(default_factory=list)
    dispatched: list[Flow] = field(default_factory=list)
    next_flow: int = 1
    investigation: dict[str, Tally] = field(default_factory=dict)
    population: dict[str, int] = field(default_factory=dict)
    cases: dict[str, CaseDay] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    beds: dict[str, Beds] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, bool] = field(default_factory=dict)
    post_regions: dict[str, str] = field(default_factory=dict)
    experts: list[str] = field(default_factory=list)
    open_alerts: int = 0

    def some_stock(self, chance: random.Random, tries: int = 6) -> list[StockKey]:
        """Draw a few rows of stock for which somebody states a demand."""
        keys = self._keys()
        drawn = [keys[chance.randrange(len(keys))] for _ in range(tries)] if keys else []
        return [key for key in drawn if self.stock[key].demand > 0]

    def _keys(self) -> list[StockKey]:
        return list(self.stock)


class Clock:
    """The time of day that changes are stamped with: it goes on, and never reaches midnight.

    Args:
        since: The latest moment that the database knows of the day at work.
        live: Whether the present itself is the time (rows are dated today).
    """

    def __init__(self, since: time, *, live: bool) -> None:
        self._live = live
        self._seconds = since.hour * 3600.0 + since.minute * 60 + since.second + 1

    def tick(self) -> None:
        """Let a little of what is left of the day pass."""
        self._seconds += min(20.0, (86_399 - self._seconds) / 2000)

    def on(self, day: date) -> datetime:
        """Return the moment on ``day``."""
        midnight = datetime.combine(day, time(), CENTRE_ZONE)
        if self._live:
            return min(datetime.now(CENTRE_ZONE), midnight + timedelta(seconds=86_399))
        return midnight + timedelta(seconds=int(self._seconds))
