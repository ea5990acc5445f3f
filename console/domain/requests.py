"""What a tile asks to be shown; a request is the key under which its snapshots travel."""

from dataclasses import dataclass
from enum import StrEnum

from console.domain.duty import DutyRequest
from console.domain.regions import Level
from console.domain.requests_analysis import AnalysisRequest
from console.domain.supply import SupplyRequest


class MapMetric(StrEnum):
    """What the choropleth colours by."""

    NEW = "new"
    CUMULATIVE = "cumulative"
    ACTIVE = "active"
    PER_100K = "per_100k"
    GAP = "gap"
    RISK = "risk"


class Measure(StrEnum):
    """A daily count of cases, by the column of ``case_daily`` that holds it."""

    CONFIRMED = "confirmed_new"
    ASYMPTOMATIC = "asymptomatic_new"
    IMPORTED = "imported_new"
    SUSPECTED = "suspected_new"
    RECOVERED = "recovered_new"
    DEATHS = "deaths_new"


@dataclass(frozen=True, slots=True)
class MapRequest:
    """The map of the province by regions of ``level``; ``material`` only matters for GAP."""

    metric: MapMetric = MapMetric.CUMULATIVE
    level: Level = Level.PREFECTURE
    material: str | None = None


@dataclass(frozen=True, slots=True)
class TrendRequest:
    """The case series of one region, or of several to compare; an empty code is the province.

    ``forecast`` is the number of days to look ahead for the first region; 0 looks at none.
    """

    regions: tuple[str, ...] = ("",)
    measure: Measure = Measure.CONFIRMED
    forecast: int = 0


@dataclass(frozen=True, slots=True)
class MaterialsRequest:
    """Cover and gap of every material, for the reporting places in ``region`` ("" = province).

    ``material`` is the one whose series is shown; None follows the worst shortage.
    """

    region: str = ""
    material: str | None = None


@dataclass(frozen=True, slots=True)
class HeadlineRequest:
    """The headline figures of a region ("" = province)."""

    region: str = ""


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """How far every dataset is held, and how old it is."""


@dataclass(frozen=True, slots=True)
class PlacesRequest:
    """The region tree and the command posts, for pickers and names."""


@dataclass(frozen=True, slots=True)
class PostsRequest:
    """The command posts with their addresses, for feeds, calls and the roll call."""


@dataclass(frozen=True, slots=True)
class ExpertsRequest:
    """The experts and when they are on call, for calls."""


SnapshotRequest = (
    MapRequest
    | TrendRequest
    | MaterialsRequest
    | HeadlineRequest
    | StatusRequest
    | PlacesRequest
    | PostsRequest
    | ExpertsRequest
    | AnalysisRequest
    | DutyRequest
    | SupplyRequest
)
