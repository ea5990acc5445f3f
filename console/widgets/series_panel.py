"""One small chart of a few daily series on common days, its newest values written beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.snapshots import FloatArray
from console.theme import Metrics
from console.widgets import figures
from console.widgets.language import language
from console.widgets.painting import draw_text
from console.widgets.style import colour

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

_AXIS, _VALUE = 4.0, 3.7
"""Room for a figure at the axis and in the legend, in font heights: 3,570万 fits."""


@dataclass(frozen=True, slots=True, eq=False)
class PanelLine:
    """A series of a panel: its name, its values of shape (days,), its colour role, its dash."""

    name: str
    values: FloatArray
    role: str
    dashed: bool = False


class SeriesPanel(QWidget):
    """Paint lines from zero to their common maximum; NaN breaks a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PanelLine, ...] = ()
        self._span: tuple[date, date] | None = None
        self._metrics = Metrics(1080)

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def show_lines(self, lines: Sequence[PanelLine], span: tuple[date, date] | None = None) -> None:
        """Replace the lines; ``span`` is written below them: their first and last day."""
        self._lines = tuple(lines)
        self._span = span
        self.update()

    def newest(self) -> list[str]:
        """Return each line's name with its newest published value."""
        lang = language()
        return [f"{line.name} {figures.amount(_newest(line.values), lang)}" for line in self._lines]

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics.share(30), self._metrics.share(9))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._metrics.share(2.0)
        legend = QRectF(0, 0, size * 12.5, self.height())
        left = legend.right() + size * (_AXIS + 0.3)
        foot = size * (1.6 if self._span else 0.6)
        plot = QRectF(left, size * 0.4, self.width() - left, self.height() - foot - size * 0.4)
        top = max((_highest(line.values) for line in self._lines), default=0.0) or 1.0
        self._paint_axes(painter, plot, top)
        for index, line in enumerate(self._lines):
            self._paint_legend(painter, legend, index, line)
            self._paint_line(painter, plot, line, top)
        painter.end()

    def _paint_axes(self, painter: QPainter, plot: QRectF, top: float) -> None:
        size = self._metrics.share(2.0)
        painter.setPen(colour("line"))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.drawLine(plot.topLeft(), plot.topRight())
        for words, middle in ((figures.amount(top, language()), plot.top()), ("0", plot.bottom())):
            box = QRectF(
                plot.left() - size * (_AXIS + 0.3), middle - size * 0.6, size * _AXIS, size * 1.2
            )
            draw_text(painter, box, words, pixels=size, role="text_soft", align=_RIGHT)
        if self._span is not None:
            below = QRectF(plot.left(), plot.bottom() + size * 0.2, plot.width(), size * 1.3)
            for day, align in zip(self._span, (_LEFT, _RIGHT), strict=True):
                words = f"{day:%Y-%m-%d}"
                draw_text(painter, below, words, pixels=size, role="text_soft", align=align)

    def _pen(self, line: PanelLine) -> QPen:
        style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
        return QPen(colour(line.role), max(1, self._metrics.share(0.25)), style)

    def _paint_legend(self, painter: QPainter, box: QRectF, index: int, line: PanelLine) -> None:
        size = self._metrics.share(2.0)
        row = QRectF(box.left(), size * (0.1 + index * 1.3), box.width() - size * 0.6, size * 1.2)
        painter.setPen(self._pen(line))
        middle = row.center().y()
        painter.drawLine(QPointF(row.left(), middle), QPointF(row.left() + size, middle))
        name = row.adjusted(size * 1.4, 0, -size * _VALUE, 0)
        draw_text(painter, name, line.name, pixels=size, role="text_soft", align=_LEFT)
        value = QRectF(row.right() - size * _VALUE, row.top(), size * _VALUE, row.height())
        words = figures.amount(_newest(line.values), language())
        draw_text(painter, value, words, pixels=size, role="figure", align=_RIGHT, bold=True)

    def _paint_line(self, painter: QPainter, plot: QRectF, line: PanelLine, top: float) -> None:
        values = line.values
        if len(values) == 0:
            return
        step = plot.width() / max(1, len(values) - 1)
        painter.setPen(self._pen(line))
        points = QPolygonF()
        for index, value in enumerate(values.tolist()):
            if value != value:  # noqa: PLR0124 - NaN: not published, the line breaks here
                painter.drawPolyline(points)
                points = QPolygonF()
                continue
            y = plot.bottom() - plot.height() * value / top
            points.append(QPointF(plot.left() + index * step, y))
        painter.drawPolyline(points)


def _newest(values: FloatArray) -> float | None:
    published = values[~np.isnan(values)]
    return float(published[-1]) if len(published) else None


def _highest(values: FloatArray) -> float:
    published = values[~np.isnan(values)]
    return float(published.max()) if len(published) else 0.0
