"""From a figure to its source: what is asked of the database, and what it answers."""

from dataclasses import dataclass
from datetime import date, datetime

from console.domain.datasets import Dataset
from console.domain.requests import SnapshotRequest, TrendRequest
from console.domain.tabulation_table import Grid


@dataclass(frozen=True, slots=True)
class RowsAsk:
    """Which rows are wanted.

    Attributes:
        dataset: Their dataset.
        regions: Codes of the regions, retired ones included; empty = of all.
        until: The newest day that is wanted; None = up to the newest there is.
        only: Whether only the day ``until`` is wanted.
    """

    dataset: Dataset
    regions: frozenset[str] = frozenset()
    until: date | None = None
    only: bool = False


@dataclass(frozen=True, slots=True)
class SourceRows:
    """What was found, newest day first; ``more`` = there are more rows than were fetched."""

    ask: RowsAsk
    grid: Grid
    more: bool
    read_at: datetime


def region_asked(request: SnapshotRequest) -> str:
    """Return the code of the region that ``request`` is about; "" = the province."""
    if isinstance(request, TrendRequest):
        return request.regions[0] if request.regions else ""
    region = getattr(request, "region", "")
    return region if isinstance(region, str) else ""
