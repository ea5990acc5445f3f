"""Frozen pictures of the data that cross from the readers to the displays.

Arrays are float64 of shape (days,), read-only, with NaN for "not published"; times are aware.
"""

from dataclasses import dataclass
from datetime import date

from console.domain.contacts import ExpertsSnapshot
from console.domain.datasets import DatasetState
from console.domain.duty import DutySnapshot
from console.domain.posts import PostsSnapshot
from console.domain.provenance import Basis, FloatArray, Provenance
from console.domain.regions import Region, RegionTree
from console.domain.requests import (
    HeadlineRequest,
    MapRequest,
    MaterialsRequest,
    PlacesRequest,
    SnapshotRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.snapshots_analysis import AnalysisSnapshot, TrendForecast
from console.domain.snapshots_response import ResponseSnapshot
from console.domain.supply import SupplySnapshot
from console.domain.wording import Text

__all__ = [
    "Basis",
    "FloatArray",
    "HeadlineFigure",
    "HeadlineSnapshot",
    "MapClass",
    "MapSnapshot",
    "MapValue",
    "MaterialCell",
    "MaterialInfo",
    "MaterialSeries",
    "MaterialsSnapshot",
    "PlacesSnapshot",
    "PostMark",
    "Provenance",
    "Snapshot",
    "SnapshotBatch",
    "StatusSnapshot",
    "TrendNote",
    "TrendSeries",
    "TrendSnapshot",
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrendNote:
    """A definition change, correction or late report, drawn on the chart at its day."""

    region: str
    place: Text
    day: date
    kind: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrendSeries:
    """One region's daily counts, their running sum and trailing 7-day mean."""

    region: str
    name: Text
    new: FloatArray
    cumulative: FloatArray
    mean7: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrendSnapshot:
    """Case series on common days: entry ``i`` belongs to ``first_day + i`` days.

    ``incomplete_from`` is the first day whose count is not final (not every place has reported, or
    the day is not over); None where all are. ``forecast`` is None where none was asked for.
    """

    request: TrendRequest
    provenance: Provenance
    first_day: date | None
    series: tuple[TrendSeries, ...]
    notes: tuple[TrendNote, ...]
    incomplete_from: date | None
    forecast: TrendForecast | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMark:
    """A command post as the map and the pickers show it; it carries no address and no telephone."""

    code: str
    region: str
    name: Text
    kind: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapClass:
    """One class of the legend: ``low <= value < high``; both None is "not published".

    A class with a ``name`` (a risk tier) is called by it; its bounds say no more than its order.
    """

    low: float | None
    high: float | None
    name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapValue:
    """One region on the map; ``value`` None is "not published", and ``klass`` indexes classes.

    ``words`` stand in the place of the figure where there are any; ``why`` gives the reasons.
    """

    region: str
    name: Text
    value: float | None
    klass: int
    words: Text | None = None
    why: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSnapshot:
    """Values and classes of every region of one level.

    ``classes[0]`` is always "not published"; the rest stay put while values change.
    ``unmapped`` counts what belongs to no area (imported, not attributed), None if none is known.
    """

    request: MapRequest
    provenance: Provenance
    classes: tuple[MapClass, ...]
    values: tuple[MapValue, ...]
    posts: tuple[PostMark, ...]
    unit: Text
    unmapped: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialInfo:
    """A material, as the catalogue names it."""

    code: str
    name: Text
    unit: Text
    standard: str
    critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialCell:
    """Stock of one material in one place.

    Attributes:
        reserve: Units in stock; None = not reported.
        burn: Units consumed a day (mean over the reporting days of the last week); None = unknown.
        demand: Units needed a day; None = not stated.
        cover_days: ``reserve / burn``; None where either is unknown, infinity where nothing burns.
        gap: Units short over the horizon (see :class:`MaterialsSnapshot`); None = unknown.
        in_transit: Units dispatched and not yet arrived.
        day: The day of the newest figures.
        dry_on: The first day whose use finds too little, what is due by then counted; None = not
            within two months, or not known.
    """

    region: str
    material: str
    reserve: float | None
    burn: float | None
    demand: float | None
    cover_days: float | None
    gap: float | None
    in_transit: float
    day: date | None
    dry_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MaterialSeries:
    """Daily figures of one material over the request's region; shipped and arrived kept apart."""

    material: str
    first_day: date | None
    produced: FloatArray
    consumed: FloatArray
    reserve: FloatArray
    demand: FloatArray
    shipped: FloatArray
    arrived: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MaterialsSnapshot:
    """Cover and gap, places × materials, most needy first in both directions.

    ``cells[i][j]`` is place ``places[i]`` and material ``materials[j]``; ``totals[j]`` sums places.
    ``gap`` is what stock and arrivals due fall short of demand over ``horizon_days``.
    ``worst`` names the worst shortages in words, worst first.
    """

    request: MaterialsRequest
    provenance: Provenance
    region_name: Text
    places: tuple[Region, ...]
    materials: tuple[MaterialInfo, ...]
    cells: tuple[tuple[MaterialCell, ...], ...]
    totals: tuple[MaterialCell, ...]
    worst: tuple[Text, ...]
    series: MaterialSeries | None
    horizon_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineFigure:
    """One headline figure with its change; None is "not published", which is not zero.

    ``rise_is_bad`` is None where a change is neither good nor bad.
    """

    key: str
    label: Text
    unit: Text
    value: float | None
    day_before: float | None
    week_before: float | None
    as_of: date | None
    rise_is_bad: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineSnapshot:
    """The figures at the top of the wall, for one region."""

    request: HeadlineRequest
    provenance: Provenance
    region_name: Text
    figures: tuple[HeadlineFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSnapshot:
    """How far every dataset is held."""

    request: StatusRequest
    provenance: Provenance
    datasets: tuple[DatasetState, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlacesSnapshot:
    """Every region, retired ones included, and every command post."""

    request: PlacesRequest
    provenance: Provenance
    regions: RegionTree
    posts: tuple[PostMark, ...]


Snapshot = (
    MapSnapshot
    | TrendSnapshot
    | MaterialsSnapshot
    | HeadlineSnapshot
    | StatusSnapshot
    | PlacesSnapshot
    | PostsSnapshot
    | ExpertsSnapshot
    | AnalysisSnapshot
    | ResponseSnapshot
    | SupplySnapshot
    | DutySnapshot
)


@dataclass(frozen=True, slots=True, eq=False)
class SnapshotBatch:
    """All that one change of the database means for the tiles, carried by one signal.

    ``failed`` are requests for which there is no snapshot of what the database holds now: what a
    tile shows of them is confirmed by nothing any more.
    """

    snapshots: tuple[Snapshot, ...]
    failed: frozenset[SnapshotRequest] = frozenset()
