"""The forecast fan on the epidemic curve: two bands and a dashed median."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPolygonItem

from console.domain.provenance import FloatArray
from console.widgets.style import colour
from console.widgets.trend_scale import CountScale

#: Opacity of the outer and of the inner band.
_BANDS = (0.18, 0.3)


class TrendFan:
    """Draws a fan into ``plot``, above the bars and below the lines."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self.bands = [QGraphicsPolygonItem() for _ in _BANDS]
        for item, opacity in zip(self.bands, _BANDS, strict=True):
            fill = QColor(colour("selected"))
            fill.setAlphaF(opacity)
            item.setBrush(QBrush(fill))
            item.setPen(QPen(Qt.PenStyle.NoPen))
            item.setZValue(5)
            plot.addItem(item, ignoreBounds=True)
        self.median = pg.PlotCurveItem()
        self.median.setZValue(11)
        plot.addItem(self.median)

    def draw(self, fan: FloatArray | None, start: int, scale: CountScale, width: int) -> None:
        """Replace the fan; None takes it away.

        Args:
            fan: Quantiles of shape (5, days), from low to high.
            start: Index of its first day.
            scale: How counts become heights.
            width: Width of the median's line in pixels.
        """
        if fan is None:
            for item in self.bands:
                item.setPolygon(QPolygonF())
            self.median.setData([], [])
            return
        days = np.arange(start, start + fan.shape[1], dtype=np.float64)
        heights = np.array([scale.heights(row) for row in fan])
        heights = np.where(np.isnan(heights), scale.base, heights)
        for item, low, high in ((self.bands[0], 0, 4), (self.bands[1], 1, 3)):
            item.setPolygon(_polygon(days, heights[low], heights[high]))
        pen = QPen(colour("selected"), width, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self.median.setData(days, heights[2], pen=pen)


def _polygon(days: FloatArray, low: FloatArray, high: FloatArray) -> QPolygonF:
    """Return the band between two curves, half a day wider than its days at either end."""
    x = np.concatenate([[days[0] - 0.5], days, [days[-1] + 0.5]])
    upper, lower = (np.concatenate([[y[0]], y, [y[-1]]]) for y in (high, low))
    points = [*zip(x, upper, strict=True), *zip(x[::-1], lower[::-1], strict=True)]
    return QPolygonF([QPointF(float(a), float(b)) for a, b in points])
