"""Names and figures on the native map, each drawn once and kept as a small picture."""

import heapq
import math
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QRegion

from console.theme import Metrics
from console.widgets.figures import NOT_PUBLISHED
from console.widgets.map_labels import LabelRoom, LabelSpot, LabelWish, place_labels
from console.widgets.map_layers import FittedLayer
from console.widgets.map_picture import AreaLook, ClassLook, MapPicture
from console.widgets.style import font

_HALO = tuple((math.cos(step * math.pi / 8), math.sin(step * math.pi / 8)) for step in range(16))

_MOST_TRIED = 300
"""Labels for which room is sought; the lesser ones of a whole country would find none."""

_SLACK = 0.3

_FORMAT = QImage.Format.Format_ARGB32_Premultiplied

_Key = tuple[tuple[str, ...], str, str]


class LabelLayer:
    """The labels of all areas: placed when they change, and painted from pictures.

    It may be prepared in another thread than the one that paints it, one after the other.
    """

    def __init__(self, metrics: Metrics) -> None:
        self.places: tuple[int, ...] = ()
        """The places of the areas whose labels found room."""
        self._metrics = metrics
        self._name_font = font(metrics.body)
        self._value_font = font(metrics.body, bold=True)
        self._name_size = QFontMetricsF(self._name_font)
        self._value_size = QFontMetricsF(self._value_font)
        self._line = self._value_size.ascent() + self._value_size.descent() * 0.4
        self._widths: dict[tuple[str, bool], float] = {}
        self._pictures: dict[_Key, QImage] = {}
        self._shown: list[tuple[QPointF, _Key]] | None = None
        self._first = ""

    def forget(self) -> None:
        """Place the labels anew the next time."""
        self._shown = None

    def prepare(
        self, fitted: FittedLayer, picture: MapPicture, selected: str, room: LabelRoom
    ) -> None:
        """Find room for the labels if due: that of ``selected`` first, then by figure and area."""
        if self._shown is not None and self._first == selected:
            return
        self._first = selected
        self._shown = self._place(fitted, picture, selected, room)
        self._pictures = {
            key: self._pictures[key] if key in self._pictures else self._draw(key)
            for _, key in self._shown
        }

    def paint(self, painter: QPainter) -> None:
        """Paint every label that found room."""
        for corner, key in self._shown or ():
            painter.drawImage(corner, self._pictures[key])

    def covered(self) -> QRegion:
        """Return what the labels cover."""
        region = QRegion()
        for corner, key in self._shown or ():
            size = self._pictures[key].deviceIndependentSize()
            region += QRegion(QRectF(corner, size).toAlignedRect())
        return region

    def _place(
        self,
        fitted: FittedLayer,
        picture: MapPicture,
        selected: str,
        room: LabelRoom,
    ) -> list[tuple[QPointF, _Key]]:
        codes = fitted.layer.codes
        ranked = heapq.nsmallest(
            _MOST_TRIED,
            range(len(codes)),
            key=lambda place: (
                codes[place] != selected,
                -picture.areas[codes[place]].weight,
                -fitted.boxes[place].width() * fitted.boxes[place].height(),
            ),
        )
        spots = place_labels(self._wishes(ranked, fitted, picture), room)
        self.places = tuple(spot.place for spot in spots)
        return [self._shown_at(spot, picture, codes[spot.place]) for spot in spots]

    def _wishes(
        self, ranked: list[int], fitted: FittedLayer, picture: MapPicture
    ) -> Iterator[LabelWish]:
        for place in ranked:
            area = picture.areas[fitted.layer.codes[place]]
            point = fitted.label_points[place]
            sizes = tuple(self._size(lines) for lines in versions(area))
            slack = fitted.boxes[place].height() * _SLACK
            yield LabelWish(place, point.x(), point.y(), sizes, slack)

    def _shown_at(self, spot: LabelSpot, picture: MapPicture, code: str) -> tuple[QPointF, _Key]:
        area = picture.areas[code]
        look: ClassLook = picture.classes[area.klass]
        corner = QPointF(round(spot.left - self._rim), round(spot.top - self._rim))
        return corner, (versions(area)[spot.size], look.ink, look.halo)

    @property
    def _rim(self) -> float:
        return self._metrics.body * 0.16

    def _width(self, text: str, *, bold: bool) -> float:
        key = (text, bold)
        if key not in self._widths:
            size = self._value_size if bold else self._name_size
            self._widths[key] = size.horizontalAdvance(text)
        return self._widths[key]

    def _size(self, lines: tuple[str, ...]) -> tuple[float, float]:
        bold_from = len(lines) - 1
        widest = max(self._width(text, bold=i == bold_from) for i, text in enumerate(lines))
        return widest, self._line * len(lines)

    def _draw(self, key: _Key) -> QImage:
        lines, ink, halo = key
        width, height = self._size(lines)
        rim = self._rim
        size = QSize(round(width + 2 * rim) + 1, round(height + 2 * rim) + 1)
        image, stencil = (QImage(size, _FORMAT) for _ in range(2))
        for each in (image, stencil):
            each.fill(Qt.GlobalColor.transparent)
        self._write(stencil, lines, width, halo)
        painter = QPainter(image)
        # A halo of shifted copies costs a tenth of a stroked outline.
        for across, down in _HALO:
            painter.drawImage(QPoint(round(across * rim), round(down * rim)), stencil)
        painter.end()
        self._write(image, lines, width, ink)
        return image

    def _write(self, onto: QImage, lines: tuple[str, ...], width: float, ink: str) -> None:
        painter = QPainter(onto)
        painter.setPen(QColor(ink))
        for place, line in enumerate(lines):
            bold = place == len(lines) - 1
            painter.setFont(self._value_font if bold else self._name_font)
            left = self._rim + (width - self._width(line, bold=bold)) / 2
            base = self._rim + self._line * place + self._value_size.ascent() * 0.96
            painter.drawText(QPointF(left, base), line)
        painter.end()


def versions(area: AreaLook) -> tuple[tuple[str, ...], ...]:
    """Return the texts a label may have, the best first: name over figure, then the figure alone.

    A lone zero, dash or blank would tell nothing, so such a label is whole or absent.
    """
    whole = (area.short, area.value)
    return (whole,) if area.value in ("", "0", NOT_PUBLISHED) else (whole, (area.value,))
