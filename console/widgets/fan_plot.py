"""A curve with its fan over days, against a line that matters: R and the line at one."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.provenance import FloatArray
from console.theme import Metrics
from console.widgets.painting import draw_text, hatch
from console.widgets.style import colour
from console.widgets.trend_scale import day_ticks

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

#: The axis ends here at least and at most, whatever the fan does.
_LEAST_TOP, _MOST_TOP = 2.0, 6.0

#: Labels of values are at least so many heights of letters apart, from middle to middle.
_APART = 1.3
_STEPS = (0.5, 1.0, 2.0, 3.0)

#: How much of a colour is left where few cases stand behind a figure.
_FAINT = 0.35


@dataclass(frozen=True, slots=True, eq=False)
class FanDrawing:
    """What the plot draws, a value a day from ``first_day``; NaN = not known.

    Attributes:
        first_day: Day of the first value.
        middle: The curve.
        low: Lower edge of the fan.
        high: Upper edge of the fan.
        told: Where there is anything to draw; what is told by nothing stays empty.
        sure: Where the curve is drawn in full; it is faint elsewhere.
        line: The value that a line is drawn at.
    """

    first_day: date
    middle: FloatArray
    low: FloatArray
    high: FloatArray
    told: npt.NDArray[np.bool_]
    sure: npt.NDArray[np.bool_]
    line: float

    @property
    def top(self) -> float:
        """The highest value on the axis: what is sure fits, and the fan within reason."""
        known = self.sure & ~np.isnan(self.high)
        highest = float(self.high[known].max()) if known.any() else _LEAST_TOP
        return min(_MOST_TOP, max(_LEAST_TOP, math.ceil(highest * 2) / 2))


class FanPlot(QWidget):
    """Paint one :class:`FanDrawing`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1080)
        self._drawing: FanDrawing | None = None

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self._metrics = metrics
        self.update()

    def draw(self, drawing: FanDrawing | None) -> None:
        """Replace everything drawn."""
        self._drawing = drawing
        self.update()

    @property
    def drawing(self) -> FanDrawing | None:
        """What is being drawn."""
        return self._drawing

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics.share(50), self._metrics.share(25))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        drawing, size = self._drawing, self._metrics.share(2.0)
        plot = QRectF(self.rect()).adjusted(size * 2.0, size * 0.5, -size * 0.3, -size * 1.5)
        if drawing is None or plot.width() < size or plot.height() < size:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        canvas = _Canvas(plot, len(drawing.middle), drawing.top)
        self._paint_gaps(painter, canvas, drawing)
        self._paint_axes(painter, canvas, drawing)
        painter.setClipRect(plot)
        self._paint_fan(painter, canvas, drawing)
        painter.end()

    def _paint_gaps(self, painter: QPainter, canvas: "_Canvas", drawing: FanDrawing) -> None:
        """Hatch the days of which nothing is known."""
        for start, stop in runs(np.isnan(drawing.middle)):
            left, right = canvas.x(start - 0.5), canvas.x(stop - 0.5)
            hatch(painter, QRectF(left, canvas.plot.top(), right - left, canvas.plot.height()))

    def _paint_axes(self, painter: QPainter, canvas: "_Canvas", drawing: FanDrawing) -> None:
        size, plot = self._metrics.share(2.0), canvas.plot
        step = value_step(drawing.top, plot.height() / (size * _APART))
        for n in range(int(drawing.top / step) + 1):
            y = canvas.y(n * step)
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            box = QRectF(0, y - size * 0.7, plot.left() - size * 0.4, size * 1.4)
            words = f"{n * step:g}"
            draw_text(painter, box, words, pixels=size, role="text_soft", align=_RIGHT)
        wished = max(2, int(plot.width() / (size * 6)))
        for at, words in day_ticks(drawing.first_day, canvas.days, wished):
            box = QRectF(canvas.x(at) - size * 3, plot.bottom(), size * 6, size * 1.5)
            if box.left() >= 0 and box.right() <= self.width():
                draw_text(painter, box, words, pixels=size, role="text_soft")
        pen = QPen(colour("text"), max(1, self._metrics.share(0.2)), Qt.PenStyle.DashLine)
        painter.setPen(pen)
        y = canvas.y(drawing.line)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_fan(self, painter: QPainter, canvas: "_Canvas", drawing: FanDrawing) -> None:
        for start, stop in runs(drawing.told & ~np.isnan(drawing.middle)):
            for first, last in runs(drawing.sure[start:stop]):
                self._paint_part(painter, canvas, drawing, (start + first, start + last), 1.0)
            for first, last in runs(~drawing.sure[start:stop]):
                # A faint part reaches to its neighbours, so that the curve is not broken.
                part = (max(start, start + first - 1), min(stop, start + last + 1))
                self._paint_part(painter, canvas, drawing, part, _FAINT)

    def _paint_part(
        self,
        painter: QPainter,
        canvas: "_Canvas",
        drawing: FanDrawing,
        part: tuple[int, int],
        strength: float,
    ) -> None:
        days = range(*part)
        upper = [canvas.point(day, float(drawing.high[day])) for day in days]
        lower = [canvas.point(day, float(drawing.low[day])) for day in reversed(days)]
        fill = QColor(colour("accent"))
        fill.setAlphaF(0.28 * strength)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF(upper + lower))
        line = QColor(colour("accent"))
        line.setAlphaF(strength)
        dash = Qt.PenStyle.SolidLine if strength == 1.0 else Qt.PenStyle.DotLine
        painter.setPen(QPen(line, max(1, self._metrics.share(0.28)), dash))
        middle = [canvas.point(day, float(drawing.middle[day])) for day in days]
        painter.drawPolyline(QPolygonF(middle))


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Where days and values lie on the widget."""

    plot: QRectF
    days: int
    top: float

    def x(self, day: float) -> float:
        return self.plot.left() + (day + 0.5) / max(1, self.days) * self.plot.width()

    def y(self, value: float) -> float:
        # A painter needs no more than a little beyond the plot, which is cut off.
        shown = min(value, self.top * 1.5)
        return self.plot.bottom() - shown / self.top * self.plot.height()

    def point(self, day: float, value: float) -> QPointF:
        return QPointF(self.x(day), self.y(value))


def value_step(top: float, room: float) -> float:
    """Return the step between labels of the values up to ``top``, with room for so many labels."""
    least = 1.0 if top > 2.5 else 0.5
    fitting = (step for step in _STEPS if step >= least and top / step <= room)
    return next(fitting, top)


def runs(flags: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the half-open index ranges in which ``flags``, of shape (n,), is true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
