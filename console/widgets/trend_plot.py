"""The drawing of the epidemic curve: bars, means, running sums, notes, the unfinished last day."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console import theme
from console.domain.snapshots import FloatArray, TrendSeries
from console.theme import Metrics
from console.widgets.style import colour, font
from console.widgets.trend_fan import TrendFan
from console.widgets.trend_scale import CountScale, Ticks, day_ticks

_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)


@dataclass(frozen=True, slots=True, eq=False)
class TrendDrawing:
    """What the plot draws: series cut to the window shown, on common days.

    ``complete`` is the number of leading days whose counts are final; ``note_days`` are indices.
    ``fan`` has shape (5, days): quantiles from low to high, from index ``fan_from`` on.
    """

    first_day: date
    series: tuple[TrendSeries, ...]
    complete: int
    note_days: tuple[int, ...]
    cumulative: bool
    scale: CountScale
    fan: FloatArray | None = None
    fan_from: int = 0

    @property
    def days(self) -> int:
        """Number of days drawn."""
        return len(self.series[0].new) if self.series else 0

    @property
    def width(self) -> int:
        """Number of days on the axis, those of the fan included."""
        return self.days if self.fan is None else max(self.days, self.fan_from + self.fan.shape[1])

    @property
    def has_gaps(self) -> bool:
        """Whether bars are drawn, and a day among them was not published."""
        bars = not self.cumulative and not self.comparing and bool(self.series)
        return bars and bool(np.isnan(self.series[0].new).any())

    @property
    def comparing(self) -> bool:
        """Whether several regions stand beside each other."""
        return len(self.series) > 1


def series_pen(index: int, width: int) -> QPen:
    """Return the pen of series ``index``: colour and dash differ, so neither is needed alone."""
    colours = theme.palette().series
    dash = _DASHES[(index // len(colours) + index) % len(_DASHES)] if index else _DASHES[0]
    pen = QPen(QColor(colours[index % len(colours)]), width, dash)
    pen.setCosmetic(True)
    return pen


class TrendPlot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph carries no types
    """Draw one :class:`TrendDrawing`; ranges are fixed by it, and nothing moves by mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._metrics = Metrics(1080)
        self._drawing: TrendDrawing | None = None
        self._axes_drawn: object = None
        self._curves: list[pg.PlotCurveItem] = []
        self.setMenuEnabled(False)
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        # Everything changes at once or not at all: one paint instead of one for each item.
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.getViewBox().disableAutoRange()
        self.setFrameShape(self.Shape.NoFrame)
        line = QPen(colour("line"), 1)
        line.setCosmetic(True)
        self._grid = pg.PlotCurveItem(pen=line, connect="pairs")
        self._bars = pg.BarGraphItem(x=[], height=[], width=0.8, pen=None)
        self._open_bars = pg.BarGraphItem(x=[], height=[], width=0.8, pen=None)
        self._notes = pg.ScatterPlotItem(symbol="t", pen=None, brush=colour("note"))
        self._gaps = pg.ScatterPlotItem(symbol="x", pen=None, brush=colour("text_soft"))
        items = (self._grid, self._bars, self._open_bars, self._notes, self._gaps)
        for depth, item in enumerate(items):
            item.setZValue(depth)
            self.addItem(item)
        self._fan = TrendFan(self)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(line)
            axis.setTextPen(colour("text_soft"))
            axis.setStyle(tickLength=0)

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self._metrics = metrics
        size = metrics.share(2.0)
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setStyle(tickFont=font(size), tickTextOffset=size // 3)
        # The lowest number stands half below the axis, and would be left out as jutting over.
        self.getAxis("left").setStyle(hideOverlappingLabels=size)
        self.getAxis("bottom").setHeight(round(size * 1.8))
        self._redraw()

    def draw(self, drawing: TrendDrawing) -> None:
        """Replace everything drawn."""
        self._drawing = drawing
        self._redraw()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if getattr(self, "_drawing", None) is not None:
            self._draw_axes()

    def _redraw(self) -> None:
        drawing = self._drawing
        if drawing is None:
            return
        self._draw_bars(drawing)
        self._draw_curves(drawing)
        self._fan.draw(drawing.fan, drawing.fan_from, drawing.scale, self._metrics.share(0.28))
        self._draw_axes()

    def _draw_bars(self, drawing: TrendDrawing) -> None:
        shown = not drawing.cumulative and not drawing.comparing and drawing.days > 0
        counts = drawing.series[0].new if shown else np.empty(0)
        heights = drawing.scale.heights(counts)
        days = np.arange(len(counts), dtype=np.float64)
        # A day that was not published has a cross: without one it would look like a zero.
        gaps = days[np.isnan(counts)]
        size = self._metrics.share(1.0)
        self._gaps.setData(x=gaps, y=np.full(len(gaps), drawing.scale.base), size=size)
        drawn = ~np.isnan(heights) & (heights != drawing.scale.base)
        final = days < drawing.complete
        base = drawing.scale.base
        hatched = QBrush(colour("bar"), Qt.BrushStyle.BDiagPattern)
        for item, which, brush in (
            (self._bars, drawn & final, QBrush(colour("bar"))),
            (self._open_bars, drawn & ~final, hatched),
        ):
            item.setOpts(x=days[which], y0=base, height=heights[which] - base, brush=brush)

    def _draw_curves(self, drawing: TrendDrawing) -> None:
        while len(self._curves) < len(drawing.series):
            curve = pg.PlotCurveItem(connect="finite")
            curve.setZValue(10)
            curve.setSegmentedLineMode("on")
            self._curves.append(curve)
            self.addItem(curve)
        width = max(1, self._metrics.share(0.28))
        days = np.arange(drawing.days, dtype=np.float64)
        for index, curve in enumerate(self._curves):
            if index >= len(drawing.series):
                curve.setData([], [])
                continue
            values = _curve_of(drawing, drawing.series[index])
            single = not drawing.comparing
            pen = series_pen(index, width)
            if single:
                pen.setColor(colour("accent"))
            curve.setData(days, drawing.scale.heights(values), pen=pen)

    def _draw_axes(self) -> None:
        drawing = self._drawing
        if drawing is None or drawing.days == 0:
            self.getAxis("bottom").setTicks([[]])
            return
        low, high = _extent(drawing)
        bottom, top = drawing.scale.span(low, high)
        key = (drawing.first_day, drawing.width, drawing.note_days, drawing.scale, bottom, top)
        sizes = (self.width(), self.height(), self._metrics)
        if (key, sizes) == self._axes_drawn:
            return
        # Axes that are set anew are laid out anew, and the whole plot is then painted twice.
        self._axes_drawn = (key, sizes)
        self.setRange(xRange=(-0.7, drawing.width - 0.3), yRange=(bottom, top), padding=0)
        size = self._metrics.share(2.0)
        counts = drawing.scale.ticks(
            low,
            high if drawing.scale.logarithmic else top,
            max(2, int(self.height() / (size * 3.2))),
        )
        self._set_counts(counts)
        wished = max(2, int(self.width() / (size * 6)))
        self.getAxis("bottom").setTicks([day_ticks(drawing.first_day, drawing.width, wished)])
        heights = [height for height, _ in counts if bottom <= height <= top]
        self._grid.setData(
            [-0.7, drawing.width - 0.3] * len(heights), np.repeat(heights, 2), connect="pairs"
        )
        y = bottom + (top - bottom) * 0.97
        self._notes.setData(
            x=list(drawing.note_days), y=[y] * len(drawing.note_days), size=size * 0.6
        )

    def _set_counts(self, counts: Ticks) -> None:
        """Number the left axis; its width is told, for it measures itself only when painted."""
        axis, size = self.getAxis("left"), self._metrics.share(2.0)
        axis.setTicks([counts])
        letters = QFontMetricsF(font(size))
        widest = max((letters.horizontalAdvance(words) for _, words in counts), default=0.0)
        axis.setWidth(math.ceil(widest) + size // 3)


def _curve_of(drawing: TrendDrawing, series: TrendSeries) -> FloatArray:
    """Return the values of a line: running sums, or means that end where counts are not final."""
    if drawing.cumulative:
        return series.cumulative
    mean = series.mean7.copy()
    mean[drawing.complete :] = np.nan
    return mean


def _extent(drawing: TrendDrawing) -> tuple[float, float]:
    """Return the lowest and highest count drawn."""
    lowest, highest = 0.0, 0.0
    for series in drawing.series:
        drawn = [_curve_of(drawing, series)]
        if not drawing.cumulative and not drawing.comparing:
            drawn.append(series.new)
        for values in drawn:
            published = values[~np.isnan(values)]
            if len(published):
                lowest = min(lowest, float(published.min()))
                highest = max(highest, float(published.max()))
    if drawing.fan is not None:
        # The far edge of a wide fan may leave the plot: the counts must stay readable.
        highest = max(highest, drawing.fan[3].max(), min(drawing.fan[4].max(), highest * 2))
    return lowest, float(highest)
