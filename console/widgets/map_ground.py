"""The native map's ground: the coloured areas, kept as a picture and mended where they change.

The labels belong to it, as they take their time, too.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from console.domain.regions import Level
from console.theme import Metrics
from console.widgets.map_label_layer import LabelLayer
from console.widgets.map_labels import LabelRoom
from console.widgets.map_layers import FittedLayer, MapLayer, fit_layer
from console.widgets.map_marks import post_radius
from console.widgets.map_picture import ClassLook, MapPicture
from console.widgets.map_projection import Fit, fit, project_point
from console.widgets.style import colour

Step = Callable[[], bool]
"""Called between two areas; tells whether to go on."""


@dataclass(frozen=True)
class GroundFrame:
    """What a ground is made for, but for its data: the areas, and the room for them.

    ``layers`` hold one layer a level, the first of which fixes what is in sight; ``width`` and
    ``height`` are those of the widget, of whose pixels the screen shows ``ratio`` each.
    """

    layers: tuple[MapLayer, ...]
    width: int
    height: int
    ratio: float
    metrics: Metrics

    @cached_property
    def fit(self) -> Fit:
        """How projected coordinates become the widget's pixels."""
        bounds = self.layers[0].boundaries.bounds
        return fit(bounds, self.width, self.height, self.metrics.share(1.2))

    def pixel(self, lon: float, lat: float) -> QPointF:
        """Return where a place lies in the widget."""
        return QPointF(*self.fit.pixel(*project_point(lon, lat)))

    def layer(self, level: Level) -> MapLayer | None:
        """Return the areas of ``level``, None where there are none."""
        return next((layer for layer in self.layers if layer.level is level), None)


_CLEAR = QColor(0, 0, 0, 0)


class Ground:
    """Two pictures, one over the other: areas filled by class, and borders, which never change.

    The fills are not antialiased. Neighbours thus share out every pixel between them, so that an
    area can be filled anew by itself, leaving the same picture as if all had been; the borders,
    which are antialiased, lie over their edges. Borders cost ten times what fills do.
    """

    def __init__(
        self,
        frame: GroundFrame,
        picture: MapPicture,
        layers: Mapping[Level, FittedLayer],
        fills: QImage,
        borders: QImage,
    ) -> None:
        self.labels = LabelLayer(frame.metrics)
        self.frame = frame
        self.picture = picture
        self.layers = layers
        self._fills = fills
        self.borders = borders
        """The outlines on nothing; never changed, so that grounds may share them."""

    @property
    def fitted(self) -> FittedLayer:
        """The areas in sight, in pixels."""
        return self.layers[self.picture.level]

    def prepare_labels(self, selected: str) -> None:
        """Find room for the labels of the picture, that of the area ``selected`` first."""
        reach = post_radius(self.frame.metrics)
        posts = [self.frame.pixel(post.lon, post.lat) for post in self.picture.posts]
        marks = tuple((p.x() - reach, p.y() - reach, p.x() + reach, p.y() + reach) for p in posts)
        room = LabelRoom(self.frame.width, self.frame.height, marks)
        self.labels.prepare(self.fitted, self.picture, selected, room)

    def paint(self, painter: QPainter) -> None:
        """Paint the areas."""
        painter.drawImage(0, 0, self._fills)
        painter.drawImage(0, 0, self.borders)

    def changed(self, picture: MapPicture) -> list[int]:
        """Return the places of the areas that look otherwise in ``picture``, of the same level."""
        if self.picture.classes != picture.classes:
            return list(range(len(self.fitted.layer.codes)))
        return [
            place
            for place, code in enumerate(self.fitted.layer.codes)
            if self.picture.areas[code].klass != picture.areas[code].klass
        ]

    def mend(self, picture: MapPicture, places: Iterable[int]) -> None:
        """Fill the areas at ``places`` anew, and show ``picture`` from now on."""
        self.picture = picture
        self.labels.forget()
        _fill(self._fills, self.fitted, picture, places, self.frame.metrics)

    def toward(self, frame: GroundFrame) -> QTransform:
        """Return what lays this ground where ``frame`` has the same places."""
        here, there = self.frame.fit, frame.fit
        grown = there.scale / here.scale
        return QTransform(
            grown, 0, 0, grown, there.dx - here.dx * grown, there.dy - here.dy * grown
        )


def make_ground(
    frame: GroundFrame, picture: MapPicture, selected: str, before: Ground | None, step: Step
) -> Ground | None:
    """Fit and paint everything; for a thread of the pool.

    Args:
        frame: The areas and the room; a layer of the picture's level is among them.
        picture: The areas' classes and words.
        selected: The area whose label goes first.
        before: A ground whose fitted areas and borders are taken over where they would be the same.
        step: Called between two areas; once it tells not to go on, nothing is made.
    """
    if before is None or before.frame != frame:
        before = None
    layers = before.layers if before is not None else _fitted(frame, step)
    if not step():
        return None
    if before is not None and before.picture.level is picture.level:
        borders = before.borders
    else:
        borders = _image(frame, QImage.Format.Format_ARGB32_Premultiplied, _CLEAR)
        _draw_borders(borders, layers, picture.level, frame.metrics, step)
    fills = _image(frame, QImage.Format.Format_RGB32, colour("panel"))
    places = (place for place in range(len(layers[picture.level].paths)) if step())
    _fill(fills, layers[picture.level], picture, places, frame.metrics)
    ground = Ground(frame, picture, layers, fills, borders)
    if step():
        ground.prepare_labels(selected)
    return ground if step() else None


def _image(frame: GroundFrame, form: QImage.Format, ink: QColor) -> QImage:
    size = math.ceil(frame.width * frame.ratio), math.ceil(frame.height * frame.ratio)
    image = QImage(*size, form)
    image.setDevicePixelRatio(frame.ratio)
    image.fill(ink)
    return image


def _fitted(frame: GroundFrame, step: Step) -> dict[Level, FittedLayer]:
    grain = max(0.5, frame.metrics.height / 650)
    return {layer.level: fit_layer(layer, frame.fit, grain) for layer in frame.layers if step()}


def _draw_borders(
    image: QImage,
    layers: Mapping[Level, FittedLayer],
    level: Level,
    metrics: Metrics,
    step: Step,
) -> None:
    """Stroke the outlines, those of the level above stronger; leave off where told to stop."""
    rim = max(1.4, metrics.height * 0.0013)
    strokes = [(path, QPen(colour("panel"), rim)) for path in layers[level].paths]
    if level is Level.COUNTY and Level.PREFECTURE in layers:
        stronger = QPen(colour("text_soft"), rim * 1.2)
        strokes += [(path, stronger) for path in layers[Level.PREFECTURE].paths]
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for path, pen in strokes:
        if not step():
            break
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
        painter.strokePath(path, pen)
    painter.end()


def _fill(
    image: QImage,
    fitted: FittedLayer,
    picture: MapPicture,
    places: Iterable[int],
    metrics: Metrics,
) -> None:
    brushes = [_brushes(look, metrics) for look in picture.classes]
    painter = QPainter(image)
    for place in places:
        for brush in brushes[picture.areas[fitted.layer.codes[place]].klass]:
            painter.fillPath(fitted.paths[place], brush)
    painter.end()


def _brushes(look: ClassLook, metrics: Metrics) -> tuple[QBrush, ...]:
    if not look.hatched:
        return (QBrush(QColor(look.fill)),)
    return (QBrush(colour("raised")), QBrush(hatching(look.fill, metrics)))


def hatching(ink: str, metrics: Metrics) -> QImage:
    """Return the pattern of "not published": slanted lines, to be laid over ``raised``."""
    side = max(6, metrics.share(1.1))
    tile = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(_CLEAR)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), max(1.5, side / 5)))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
    painter.end()
    return tile
