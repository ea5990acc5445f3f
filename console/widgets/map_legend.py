"""The map's legend: classes that stay put, what is not on the map, and what its marks mean."""

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.theme import Metrics
from console.widgets.map_ground import hatching
from console.widgets.map_marks import draw_post
from console.widgets.map_picture import ClassLook, MapPicture
from console.widgets.style import colour, font

_LEADING = 1.12


class MapLegend(QWidget):
    """Swatches with their words, in rows below the map or in columns beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1080)
        self._picture: MapPicture | None = None
        self._unmapped: tuple[str, ...] = ()
        self._upright = False

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw for a wall of this height."""
        self._metrics = metrics
        self.update()

    def show_picture(self, picture: MapPicture, unmapped: tuple[str, ...]) -> bool:
        """Explain ``picture``; ``unmapped`` says in words what is counted but not drawn.

        Returns:
            Whether the legend reads otherwise than before, and so may want another size.
        """
        before = self.entries(), self._unmapped
        self._picture, self._unmapped = picture, unmapped
        changed = before != (self.entries(), self._unmapped)
        if changed:
            self.update()
        return changed

    def set_upright(self, *, upright: bool) -> None:
        """Run in columns (beside the map) or in rows (below it)."""
        self._upright = upright
        self.update()

    def entries(self) -> list[tuple[ClassLook | None, str]]:
        """Return swatch and words of every entry; one without a class is the post mark."""
        if self._picture is None:
            return []
        classes = self._picture.classes
        entries: list[tuple[ClassLook | None, str]] = [
            (look, look.words or self.tr("Not published")) for look in (*classes[1:], classes[0])
        ]
        if self._picture.posts:
            entries.append((None, self.tr("Command post")))
        return entries

    @property
    def unmapped(self) -> tuple[str, ...]:
        """What is counted but not on the map, in words."""
        return self._unmapped

    def height_for(self, width: float) -> int:
        """Return the height of the rows that fit into ``width`` pixels."""
        return math.ceil(max((box.bottom() for box in self._rows(width)), default=0.0))

    def width_for(self, height: float) -> int:
        """Return the width of the columns that fit into ``height`` pixels."""
        return math.ceil(max((box.right() for box in self._columns(height)), default=0.0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(self._metrics.body))
        boxes = self._columns(self.height()) if self._upright else self._rows(self.width())
        entries = self.entries()
        for (look, words), box in zip(entries, boxes, strict=False):
            swatch = QRectF(box.left(), box.top(), self._swatch, box.height())
            self._paint_swatch(painter, look, swatch.adjusted(1, box.height() * 0.16, 0, -4))
            painter.setPen(colour("text"))
            painter.drawText(box.adjusted(self._indent, 0, 0, 0), _LEFT, words)
        painter.setPen(colour("text"))
        for words, box in zip(self._unmapped, boxes[len(entries) :], strict=False):
            painter.drawText(box, _LEFT, words)

    @property
    def _swatch(self) -> float:
        return self._metrics.body * 1.3

    @property
    def _indent(self) -> float:
        return self._swatch + self._metrics.gap * 0.6

    def _wishes(self) -> tuple[list[float], float]:
        """Return the width of every entry and text, and the height of a line."""
        size = QFontMetricsF(font(self._metrics.body))
        wishes = [self._indent + size.horizontalAdvance(words) + 2 for _, words in self.entries()]
        wishes += [size.horizontalAdvance(words) + 2 for words in self._unmapped]
        return wishes, size.height()

    def _rows(self, width: float) -> list[QRectF]:
        wishes, line = self._wishes()
        left = top = 0.0
        boxes = []
        for wish in wishes:
            if left > 0 and left + wish > width:
                left, top = 0.0, top + line * _LEADING
            boxes.append(QRectF(left, top, wish, line))
            left += wish + self._metrics.gap * 1.6
        return boxes

    def _columns(self, height: float) -> list[QRectF]:
        wishes, line = self._wishes()
        rows = max(1, int((height + line * (_LEADING - 1)) // (line * _LEADING)))
        left = 0.0
        boxes = []
        for start in range(0, len(wishes), rows):
            column = wishes[start : start + rows]
            boxes += [
                QRectF(left, row * line * _LEADING, max(column), line) for row in range(len(column))
            ]
            left += max(column) + self._metrics.gap * 1.6
        return boxes

    def _paint_swatch(self, painter: QPainter, look: ClassLook | None, box: QRectF) -> None:
        if look is None:
            draw_post(painter, box.center(), self._metrics)
            return
        painter.setPen(QPen(colour("text_soft"), max(1, self._metrics.hair)))
        painter.setBrush(colour("raised") if look.hatched else QColor(look.fill))
        painter.drawRect(box)
        if look.hatched:
            painter.setBrush(QBrush(hatching(look.fill, self._metrics)))
            painter.drawRect(box)


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
