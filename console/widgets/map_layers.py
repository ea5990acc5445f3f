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
    paths = tuple(
        _path([_coarsened(ring * fit.scale + (fit.dx, fit.dy), grain) for ring in rings])
        for rings in layer.rings
    )
    return FittedLayer(
        layer,
        paths,
        tuple(QPointF(*fit.pixel(*point)) for point in layer.label_points),
        tuple(path.boundingRect() for path in paths),
    )


def _coarsened(ring: FloatArray, grain: float) -> FloatArray:
    """Keep one corner of every run of corners in one square of a grid: the nearest its middle.

    That choice is the same whichever way round a ring runs, so that neighbours keep one border.
    """
    corners = ring[:-1]
    squares = np.floor(corners / grain)
    enters = (squares != np.roll(squares, 1, axis=0)).any(axis=1)
    starts = np.flatnonzero(enters)
    if len(starts) < 3:
        return ring
    corners, squares, enters = (
        np.roll(each, -starts[0], axis=0) for each in (corners, squares, enters)
    )
    off = ((corners - (squares + 0.5) * grain) ** 2).sum(axis=1)
    nearest = np.minimum.reduceat(off, np.flatnonzero(enters))
    kept = corners[off == nearest[np.cumsum(enters) - 1]]
    return np.concatenate((kept, kept[:1]))


def _path(rings: list[FloatArray]) -> QPainterPath:
    """Return a path of ``rings``; by way of a data stream, as point by point takes far longer."""
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
