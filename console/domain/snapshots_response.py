"""Frozen pictures of the response: investigation, who reports, beds.

Arrays are float64 of shape (days,), read-only, with NaN for "not published".
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from console.domain.provenance import FloatArray, Provenance
from console.domain.requests_analysis import (
    FacilitiesRequest,
    InvestigationRequest,
    NetworkRequest,
)
from console.domain.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InvestigationStage:
    """One step from screening to release.

    Attributes:
        key: Column of ``investigation_daily``.
        values: Figures of the days up to the snapshot's ``as_of``, which is the last one.
        total: Sum of the published days; None for a level (people under observation now), or where
            nothing was published.
        share: ``total`` over that of ``share_of``; None where either is missing or the latter zero.
        share_of: The column that it is a share of; "" for none.
    """

    key: str
    values: FloatArray
    total: float | None
    share: float | None
    share_of: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InvestigationSnapshot:
    """Screening and contact tracing of a region over its newest finished days.

    ``reported`` of ``places`` places that usually publish did so on the last day;
    ``unfinished_from`` is the first day left out because it is not finished.
    """

    request: InvestigationRequest
    provenance: Provenance
    region_name: Text
    first_day: date | None
    stages: tuple[InvestigationStage, ...]
    reported: int
    places: int
    unfinished_from: date | None


class Grouping(StrEnum):
    """What reporting units are counted by."""

    LEVEL = "level"
    REGION = "region"
    SYSTEM = "system"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkGroup:
    """Units of one group: how many are expected to report, and how many did in time.

    ``region`` is the code of the region that the group is, "" for any other group.
    """

    name: Text
    region: str
    expected: int
    in_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentUnit:
    """A unit that has not reported in time; ``last_report_at`` None = never."""

    code: str
    name: Text
    region: str
    region_name: Text
    system: Text
    sector: Text
    last_report_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSnapshot:
    """Who reports in time as of ``moment``, and who is silent, the longest first."""

    request: NetworkRequest
    provenance: Provenance
    region_name: Text
    moment: datetime | None
    groups: tuple[tuple[Grouping, tuple[NetworkGroup, ...]], ...]
    silent: tuple[SilentUnit, ...]
    expected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BedLoad:
    """Beds of one kind: of those sites that state both figures; None where none does."""

    total: float | None
    used: float | None

    @property
    def share(self) -> float | None:
        """Used beds over all; more than 1 where there are too few."""
        return self.used / self.total if self.total and self.used is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityLoad:
    """Beds of all sites of a kind or in a place.

    ``silent`` sites do not state their beds; ``region`` is "" where this is a kind.
    """

    name: Text
    region: str
    sites: int
    silent: int
    beds: BedLoad
    icu: BedLoad


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitiesSnapshot:
    """Beds of a region by kind of site, and by place, the fullest first."""

    request: FacilitiesRequest
    provenance: Provenance
    region_name: Text
    kinds: tuple[FacilityLoad, ...]
    places: tuple[FacilityLoad, ...]


ResponseSnapshot = InvestigationSnapshot | NetworkSnapshot | FacilitiesSnapshot
