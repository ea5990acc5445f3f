"""Where places lie on the map: Web Mercator, as the web map draws it, and its fit to a widget.

Projected coordinates grow east and south, one unit being a radian of longitude.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.domain.boundaries import Boundary

FloatArray = npt.NDArray[np.float64]

_UTMOST_LATITUDE = 85.05
_EMPTY = 1e-9


def project(lonlat: FloatArray) -> FloatArray:
    """Project points.

    Args:
        lonlat: Longitude and latitude in degrees, shape (n, 2).

    Returns:
        Mercator coordinates, shape (n, 2); latitudes beyond 85.05° are drawn at that edge.
    """
    lat = np.radians(np.clip(lonlat[:, 1], -_UTMOST_LATITUDE, _UTMOST_LATITUDE))
    return np.column_stack((np.radians(lonlat[:, 0]), -np.log(np.tan(math.pi / 4 + lat / 2))))


def project_point(lon: float, lat: float) -> tuple[float, float]:
    """Project one point given in degrees."""
    (x, y), *_ = project(np.array([[lon, lat]])).tolist()
    return x, y


def label_point(boundary: Boundary) -> tuple[float, float]:
    """Return longitude and latitude where the region's name belongs, in degrees.

    The file's own point where it has one, else the middle of the largest ring.
    """
    if boundary.label is not None:
        return boundary.label
    largest = max(boundary.rings, key=_shoelace)
    west, south = largest.min(axis=0)
    east, north = largest.max(axis=0)
    return float(west + east) / 2, float(south + north) / 2


def _shoelace(ring: FloatArray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


@dataclass(frozen=True, slots=True)
class Fit:
    """How projected coordinates become pixels: ``pixel = projected * scale + offset``."""

    scale: float
    dx: float
    dy: float

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel of a projected point."""
        return x * self.scale + self.dx, y * self.scale + self.dy


def fit(
    bounds: tuple[float, float, float, float], width: float, height: float, margin: float
) -> Fit:
    """Return the fit that shows everything, as large as it goes, in the middle.

    Args:
        bounds: West, south, east and north in degrees.
        width: Pixels to fill.
        height: Pixels to fill.
        margin: Pixels to leave free on every side.
    """
    west, south, east, north = bounds
    left, top = project_point(west, north)
    right, bottom = project_point(east, south)
    scale = min(
        max(1.0, width - 2 * margin) / max(_EMPTY, right - left),
        max(1.0, height - 2 * margin) / max(_EMPTY, bottom - top),
    )
    return Fit(scale, (width - (left + right) * scale) / 2, (height - (top + bottom) * scale) / 2)
