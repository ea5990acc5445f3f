"""A row of names with the marks they stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.theme import Metrics
from console.widgets.painting import draw_text
from console.widgets.style import font_metrics

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Mark(Enum):
    """What stands beside a name."""

    LINE = auto()
    BAR = auto()
    OPEN_BAR = auto()
    NOTE = auto()
    GAP = auto()


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A name, its mark, and the pen whose colour and dash the mark takes."""

    name: str
    mark: Mark
    pen: QPen


class LegendRow(QWidget):
    """Paint entries side by side; what a line cannot hold goes on in the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[LegendEntry, ...] = ()
        self._metrics = Metrics(1080)

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self._metrics = metrics
        self._fit()

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Replace the entries."""
        self._entries = tuple(entries)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Take the height of as many lines as the entries need."""
        lines = 1 + max((line for _, line, _ in self._places()), default=0)
        self.setFixedHeight(lines * self._line())
        self.update()

    def _line(self) -> int:
        return round(self._metrics.share(2.0) * 1.4)

    def _places(self) -> list[tuple[float, int, float]]:
        """Return left edge, line and width of each name; a full line is followed by the next."""
        size = self._metrics.share(2.0)
        measure = font_metrics(size)
        left, line = 0.0, 0
        places = []
        for entry in self._entries:
            width = measure.horizontalAdvance(entry.name) + 1
            if left and left + size * 1.8 + width > self.width():
                left, line = 0.0, line + 1
            places.append((left, line, min(width, max(1.0, self.width() - size * 1.8))))
            left += size * 2.8 + width
        return places

    def names(self) -> list[str]:
        """Return the names in their order."""
        return [entry.name for entry in self._entries]

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics.share(30), round(self._metrics.share(2.0) * 1.4))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, height = self._metrics.share(2.0), self._line()
        for entry, (left, line, width) in zip(self._entries, self._places(), strict=True):
            middle = (line + 0.5) * height
            _paint_mark(painter, QRectF(left, middle - size * 0.35, size * 1.3, size * 0.7), entry)
            box = QRectF(left + size * 1.6, line * height, width, height)
            draw_text(painter, box, entry.name, pixels=size, role="text_soft", align=_LEFT)
        painter.end()


def _paint_mark(painter: QPainter, rect: QRectF, entry: LegendEntry) -> None:
    middle = rect.center()
    if entry.mark is Mark.LINE:
        painter.setPen(entry.pen)
        painter.drawLine(QPointF(rect.left(), middle.y()), QPointF(rect.right(), middle.y()))
        return
    if entry.mark is Mark.GAP:
        half = rect.height() / 2
        painter.setPen(entry.pen)
        for slope in (-1, 1):
            arm = QPointF(half, half * slope)
            painter.drawLine(middle - arm, middle + arm)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    if entry.mark is Mark.NOTE:
        painter.setBrush(entry.pen.color())
        half = rect.height() / 2
        corners = (QPointF(-half, -half), QPointF(half, -half), QPointF(0, half))
        painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
        return
    open_bar = entry.mark is Mark.OPEN_BAR
    style = Qt.BrushStyle.BDiagPattern if open_bar else Qt.BrushStyle.SolidPattern
    painter.fillRect(rect, QBrush(entry.pen.color(), style))
