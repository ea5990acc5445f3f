"""Outlines of the regions, as a map draws them: plain arrays of longitude and latitude."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.domain.regions import Level
from console.domain.wording import Text


@dataclass(frozen=True, slots=True, eq=False)
class Boundary:
    """The outline of one region.

    Attributes:
        code: The region's code, as in the region table.
        name: The region's name in both languages.
        rings: Closed rings of shape (n, 2), longitude and latitude in WGS84 degrees, read-only.
            Outer rings and holes alike: what lies within an odd number of rings is the region.
        parent: The code of the region above, where the file tells it.
        label: Longitude and latitude of a point well inside, for the name.
    """

    code: str
    name: Text
    rings: tuple[npt.NDArray[np.float64], ...]
    parent: str | None = None
    label: tuple[float, float] | None = None

    def contains(self, lon: float, lat: float) -> bool:
        """Tell whether the point lies in the region, by counting the edges east of it."""
        return sum(_edges_east(ring, lon, lat) for ring in self.rings) % 2 == 1


@dataclass(frozen=True, slots=True, eq=False)
class Boundaries:
    """The outlines of all regions of one level.

    Attributes:
        level: The level that the outlines divide the province into.
        items: One outline a region, in the order of the file.
        note: Where the outlines come from, to be printed on the map.
        bounds: West, south, east and north of everything, in degrees.
    """

    level: Level
    items: tuple[Boundary, ...]
    note: Text
    bounds: tuple[float, float, float, float]

    def at(self, lon: float, lat: float) -> Boundary | None:
        """Return the region that the point lies in, if there is one."""
        return next((item for item in self.items if item.contains(lon, lat)), None)


def _edges_east(ring: npt.NDArray[np.float64], lon: float, lat: float) -> int:
    start, end = ring[:-1], ring[1:]
    crosses = (start[:, 1] > lat) != (end[:, 1] > lat)
    low, high = start[crosses], end[crosses]
    at = low[:, 0] + (lat - low[:, 1]) * (high[:, 0] - low[:, 0]) / (high[:, 1] - low[:, 1])
    return int(np.count_nonzero(at > lon))
