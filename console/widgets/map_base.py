"""The native map's ground: the coloured areas, kept as a picture and mended where they change."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QRegion

from console.theme import Metrics
from console.widgets.map_layers import FittedLayer
from console.widgets.map_picture import ClassLook, MapPicture
from console.widgets.style import colour

_FULL_REPAINT_FROM = 0.3


class MapBase:
    """A pixmap of all areas; after a change only the boxes of the changed ones are painted.

    A box is painted whole, neighbours and all, so that the result is the same, pixel for pixel, as
    if everything had been painted.
    """

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._drawn: MapPicture | None = None
        self.painted = 0
        """How many areas the last :meth:`pixmap` painted."""

    def forget(self) -> None:
        """Paint everything anew the next time: the size or the areas are others."""
        self._drawn = None

    def pixmap(
        self,
        fitted: FittedLayer,
        picture: MapPicture,
        borders: Iterable[QPainterPath],
        metrics: Metrics,
        size: QSize,
    ) -> QPixmap:
        """Return the ground for ``picture``.

        Args:
            fitted: The areas in pixels.
            picture: Their classes.
            borders: Outlines of the level above, drawn stronger.
            metrics: Sizes for the wall.
            size: Pixels of the picture.
        """
        self.painted = 0
        if self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
            self._drawn = None
        changed = self._changed(fitted, picture)
        if changed is None:
            self._paint(fitted, picture, borders, metrics, None)
        elif changed:
            self._paint(fitted, picture, borders, metrics, changed)
        self._drawn = picture
        return self._pixmap

    def _changed(self, fitted: FittedLayer, picture: MapPicture) -> list[int] | None:
        """Return the places of the areas to paint anew, None for all of them."""
        drawn = self._drawn
        if drawn is None or (drawn.level, drawn.classes) != (picture.level, picture.classes):
            return None
        changed = [
            place
            for place, code in enumerate(fitted.layer.codes)
            if drawn.areas[code].klass != picture.areas[code].klass
        ]
        return changed if len(changed) <= len(fitted.paths) * _FULL_REPAINT_FROM else None

    def _paint(
        self,
        fitted: FittedLayer,
        picture: MapPicture,
        borders: Iterable[QPainterPath],
        metrics: Metrics,
        changed: list[int] | None,
    ) -> None:
        rim = max(1.0, metrics.height * 0.0013)
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places: Iterable[int] = range(len(fitted.paths))
        if changed is not None:
            clip, places = _reach(fitted, changed, rim * 3)
            painter.setClipRegion(clip)
        painter.fillRect(self._pixmap.rect(), colour("panel"))
        brushes = [_brushes(look, metrics) for look in picture.classes]
        painter.setPen(QPen(colour("panel"), rim))
        for place in places:
            self.painted += 1
            for brush in brushes[picture.areas[fitted.layer.codes[place]].klass]:
                painter.setBrush(brush)
                painter.drawPath(fitted.paths[place])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("text_soft"), rim * 1.2))
        for border in borders:
            painter.drawPath(border)
        painter.end()


def _reach(fitted: FittedLayer, changed: list[int], rim: float) -> tuple[QRegion, list[int]]:
    """Return what must be painted for ``changed``: the region of pixels, and the areas in it."""
    clip = QRegion()
    touched: set[int] = set()
    for place in changed:
        box = fitted.boxes[place].adjusted(-rim, -rim, rim, rim)
        clip = clip.united(box.toAlignedRect())
        touched |= fitted.touching(box)
    return clip, sorted(touched)


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
