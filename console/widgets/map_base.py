"""The native map's ground: the coloured areas, kept as a picture and mended where they change."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap

from console.theme import Metrics
from console.widgets.map_layers import FittedLayer
from console.widgets.map_picture import ClassLook, MapPicture
from console.widgets.style import colour


class MapBase:
    """Two pictures, one over the other: areas filled by class, and borders, which never change.

    The fills are not antialiased. Neighbours thus share out every pixel between them, so that an
    area can be filled anew by itself, leaving the same picture as if all had been; the borders,
    which are antialiased, lie over their edges. Borders cost ten times what fills do.
    """

    def __init__(self) -> None:
        self._fills = QPixmap()
        self._borders = QPixmap()
        self._drawn: MapPicture | None = None
        self.painted = 0
        """How many areas the last :meth:`paint` had to fill anew."""

    def forget(self) -> None:
        """Paint everything anew the next time: the size or the areas are others."""
        self._drawn = None

    def paint(
        self,
        painter: QPainter,
        fitted: FittedLayer,
        picture: MapPicture,
        above: Iterable[QPainterPath],
        metrics: Metrics,
    ) -> None:
        """Paint the ground.

        Args:
            painter: Paints on the widget, whose size the ground takes.
            fitted: The areas in pixels.
            picture: Their classes.
            above: Outlines of the level above, drawn stronger.
            metrics: Sizes for the wall.
        """
        size = painter.viewport().size()
        drawn = self._drawn
        if drawn is None or drawn.level != picture.level or self._fills.size() != size:
            self._draw_borders(size, fitted, above, metrics)
            self._fills = QPixmap(size)
            self._fills.fill(colour("panel"))
            drawn = None
        changed = _changed(drawn, picture, fitted)
        self._fill(fitted, picture, changed, metrics)
        self.painted = len(changed)
        self._drawn = picture
        painter.drawPixmap(0, 0, self._fills)
        painter.drawPixmap(0, 0, self._borders)

    def _fill(
        self, fitted: FittedLayer, picture: MapPicture, places: list[int], metrics: Metrics
    ) -> None:
        if not places:
            return
        brushes = [_brushes(look, metrics) for look in picture.classes]
        painter = QPainter(self._fills)
        for place in places:
            for brush in brushes[picture.areas[fitted.layer.codes[place]].klass]:
                painter.fillPath(fitted.paths[place], brush)
        painter.end()

    def _draw_borders(
        self,
        size: QSize,
        fitted: FittedLayer,
        above: Iterable[QPainterPath],
        metrics: Metrics,
    ) -> None:
        rim = max(1.4, metrics.height * 0.0013)
        self._borders = QPixmap(size)
        self._borders.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._borders)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for paths, pen in (
            (fitted.paths, QPen(colour("panel"), rim)),
            (above, QPen(colour("text_soft"), rim * 1.2)),
        ):
            pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)
            for path in paths:
                painter.strokePath(path, pen)
        painter.end()


def _changed(drawn: MapPicture | None, picture: MapPicture, fitted: FittedLayer) -> list[int]:
    """Return the places of the areas that look otherwise than ``drawn``, which may be nothing."""
    anew = drawn is None or drawn.classes != picture.classes
    return [
        place
        for place, code in enumerate(fitted.layer.codes)
        if anew or drawn is None or drawn.areas[code].klass != picture.areas[code].klass
    ]


def _brushes(look: ClassLook, metrics: Metrics) -> tuple[QBrush, ...]:
    if not look.hatched:
        return (QBrush(QColor(look.fill)),)
    return (QBrush(colour("raised")), QBrush(hatching(look.fill, metrics)))


def hatching(ink: str, metrics: Metrics) -> QPixmap:
    """Return the pattern of "not published": slanted lines, to be laid over ``raised``."""
    side = max(6, metrics.share(1.1))
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink), max(1.5, side / 5)))
    for shift in (-side, 0, side):
        painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
    painter.end()
    return tile
