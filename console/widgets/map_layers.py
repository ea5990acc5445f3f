"""Boundaries made ready for painting: projected paths, label points, and what lies where."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from console.domain.boundaries import Boundaries, Boundary
from console.domain.regions import Level
from console.widgets.map_projection import Fit, label_point, project, project_point


@dataclass(frozen=True, slots=True, eq=False)
class MapLayer:
    """The areas of one level in projected coordinates, in the order of the boundary file.

    Building it takes a while for a whole country; build it off the GUI thread.
    """

    boundaries: Boundaries
    codes: tuple[str, ...]
    paths: tuple[QPainterPath, ...]
    label_points: tuple[tuple[float, float], ...]
    places: dict[str, int] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """The level of the areas."""
        return self.boundaries.level


def build_layer(boundaries: Boundaries) -> MapLayer:
    """Project ``boundaries`` and make their paths."""
    items = boundaries.items
    codes = tuple(item.code for item in items)
    return MapLayer(
        boundaries,
        codes,
        tuple(_path(item) for item in items),
        tuple(project_point(*label_point(item)) for item in items),
        {code: place for place, code in enumerate(codes)},
    )


def _path(boundary: Boundary) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in boundary.rings:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in project(ring).tolist()]))
        path.closeSubpath()
    return path


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

    def touching(self, box: QRectF) -> set[int]:
        """Return the places of the areas whose boxes touch ``box``."""
        return {place for place, other in enumerate(self.boxes) if other.intersects(box)}


def fit_layer(layer: MapLayer, fit: Fit) -> FittedLayer:
    """Return ``layer`` in pixels."""
    transform = QTransform(fit.scale, 0, 0, fit.scale, fit.dx, fit.dy)
    paths = tuple(transform.map(path) for path in layer.paths)
    return FittedLayer(
        layer,
        paths,
        tuple(QPointF(*fit.pixel(*point)) for point in layer.label_points),
        tuple(path.boundingRect() for path in paths),
    )
