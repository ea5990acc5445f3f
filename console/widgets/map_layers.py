"""Boundaries made ready for painting: projected rings, paths in pixels, and what lies where."""

import struct
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from console.domain.boundaries import Boundaries
from console.domain.regions import Level
from console.widgets.map_projection import Fit, FloatArray, label_point, project, project_point

_ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
"""One element of a painter path as Qt's data stream holds it."""

_MOVE, _LINE = 0, 1


@dataclass(frozen=True, slots=True, eq=False)
class MapLayer:
    """The areas of one level in projected coordinates, in the order of the boundary file.

    Building it takes a while for a whole country; build it off the GUI thread.
    """

    boundaries: Boundaries
    codes: tuple[str, ...]
    rings: tuple[tuple[FloatArray, ...], ...]
    label_points: tuple[tuple[float, float], ...]
    places: dict[str, int] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """The level of the areas."""
        return self.boundaries.level


@lru_cache(maxsize=8)
def build_layer(boundaries: Boundaries) -> MapLayer:
    """Project ``boundaries``, once for all maps that draw them."""
    items = boundaries.items
    codes = tuple(item.code for item in items)
    return MapLayer(
        boundaries,
        codes,
        tuple(tuple(project(ring) for ring in item.rings) for item in items),
        tuple(project_point(*label_point(item)) for item in items),
        {code: place for place, code in enumerate(codes)},
    )


@dataclass(frozen=True, slots=True, eq=False)
class FittedLayer:
    """A layer in the pixels of one widget size."""

    layer: MapLayer
    paths: tuple[QPainterPath, ...]
    label_points: tuple[QPointF, ...]
    boxes: tuple[QRectF, ...]

    def at(self, point: QPointF) -> int | None:
        """Return the place of the area that lies under ``point``."""
        return next(
            (
                place
                for place, box in enumerate(self.boxes)
                if box.contains(point) and self.paths[place].contains(point)
            ),
            None,
        )


def fit_layer(layer: MapLayer, fit: Fit, grain: float) -> FittedLayer:
    """Return ``layer`` in pixels, without details smaller than ``grain`` pixels."""
    flat = [ring[:-1] for rings in layer.rings for ring in rings]
    coarse = iter(coarsened([ring * fit.scale + (fit.dx, fit.dy) for ring in flat], grain))
    paths = tuple(_path([next(coarse) for _ in rings]) for rings in layer.rings)
    return FittedLayer(
        layer,
        paths,
        tuple(QPointF(*fit.pixel(*point)) for point in layer.label_points),
        tuple(path.boundingRect() for path in paths),
    )


def coarsened(rings: list[FloatArray], grain: float) -> list[FloatArray]:
    """Keep one corner of every run of corners in one square of a grid: the nearest its middle.

    That choice is the same whichever way round a ring runs, so that neighbours keep one border.

    Args:
        rings: Rings of shape (n, 2), the first corner not repeated at the end.
        grain: The side of a square.

    Returns:
        The rings with fewer corners; one that would collapse stays whole.
    """
    if not rings:
        return []
    points = np.concatenate(rings)
    lengths = np.array([len(ring) for ring in rings])
    ends = np.cumsum(lengths)
    starts = ends - lengths
    squares = np.floor(points / grain)
    before = np.arange(len(points)) - 1
    before[starts] = ends - 1
    enters = (squares != squares[before]).any(axis=1)
    tiny = np.add.reduceat(enters, starts) < 3
    enters |= np.repeat(tiny, lengths)
    runs = np.cumsum(enters)
    # What precedes a ring's first entry belongs to the run at its end.
    early = runs == np.repeat(np.concatenate(([0], runs[ends[:-1] - 1])), lengths)
    runs[early] = np.repeat(runs[ends - 1], lengths)[early]
    off = ((points - (squares + 0.5) * grain) ** 2).sum(axis=1)
    nearest = np.full(runs.max() + 1, np.inf)
    np.minimum.at(nearest, runs, off)
    kept = off == nearest[runs]
    return np.split(points[kept], np.cumsum(np.add.reduceat(kept, starts))[:-1])


def _path(rings: list[FloatArray]) -> QPainterPath:
    """Return a path of open ``rings``; by a data stream, as point by point takes far longer."""
    rings = [np.concatenate((ring, ring[:1])) for ring in rings]
    elements = np.empty(sum(len(ring) for ring in rings), _ELEMENT)
    if not len(elements):
        return QPainterPath()
    points = np.concatenate(rings)
    elements["kind"] = _LINE
    starts = np.cumsum([0, *(len(ring) for ring in rings[:-1])])
    elements["kind"][starts] = _MOVE
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    tail = struct.pack(">ii", int(starts[-1]), Qt.FillRule.OddEvenFill.value)
    head = struct.pack(">i", len(elements))
    path = QPainterPath()
    stream = QDataStream(QByteArray(head + elements.tobytes() + tail))
    stream >> path
    return path
