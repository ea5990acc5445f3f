"""The map of the daily brief: areas by class, their figures, and what is not published."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QPolygonF

from console.domain.boundaries import Boundaries, Boundary
from console.domain.brief import Brief
from console.domain.snapshots import MapSnapshot, MapValue
from console.domain.wording import Lang, Text
from console.views.paper import CENTRE, INK, LINE, SOFT, STEPS, Letters, Paper
from console.widgets.map_projection import Fit, fit, label_point, project
from console.widgets.map_words import class_range, figure, short_name

TITLE = Text("现有确诊分布", "Active cases by area")
NOT_PUBLISHED = Text("未公布", "not published")
_OFF = Text("不属任何区域：{0}", "belonging to no area: {0}")
_LEGEND = 124.0
_BORDER = "#8b98a3"
_DARK = 3
"""Classes from this one on are dark: letters on them are white."""


def draw_map(paper: Paper, rect: QRectF, brief: Brief, boundaries: Boundaries | None) -> None:
    """Draw the map with its legend into ``rect``; without outlines or figures, say so."""
    snapshot = brief.map
    if snapshot is None or boundaries is None:
        words = Text("没有数据或边界文件", "no figures, or no outlines")
        paper.text(rect, words.of(brief.lang), Letters(28, colour=SOFT, align=CENTRE))
        return
    legend = QRectF(rect.left(), rect.bottom() - _LEGEND, rect.width(), _LEGEND)
    room = rect.adjusted(0, 0, 0, -_LEGEND - 8)
    found = fit(boundaries.bounds, room.width(), room.height(), 8)
    drawing = _Drawing(paper, snapshot, found, brief.lang)
    paper.painter.save()
    paper.painter.translate(room.topLeft())
    values = {value.region: value for value in snapshot.values}
    for item in boundaries.items:
        drawing.area(item, values.get(item.code), chosen=item.code == brief.region)
    for item in boundaries.items:
        drawing.name(item, values.get(item.code))
    paper.painter.restore()
    drawing.legend(legend, boundaries.note)


@dataclass(frozen=True, slots=True)
class _Drawing:
    paper: Paper
    snapshot: MapSnapshot
    fit: Fit
    lang: Lang

    def area(self, item: Boundary, value: MapValue | None, *, chosen: bool) -> None:
        """Fill an area by its class, hatched where nothing was published, and frame it."""
        painter, klass = self.paper.painter, value.klass if value is not None else 0
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in item.rings:
            points = project(ring) * self.fit.scale + np.array([self.fit.dx, self.fit.dy])
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points.tolist()]))
        painter.fillPath(path, QBrush(QColor(self._fill(klass))) if klass else self.paper.hatch)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(INK if chosen else _BORDER), 6 if chosen else 2))
        painter.drawPath(path)

    def name(self, item: Boundary, value: MapValue | None) -> None:
        """Write an area's name and figure, white on dark."""
        (point,) = project(np.array([label_point(item)])).tolist()
        x, y = self.fit.pixel(*point)
        dark = value is not None and value.klass > 0 and self._step(value.klass) >= _DARK
        colour = "#ffffff" if dark else INK
        shown = figure(value.value if value else None, self.snapshot.request.metric, self.lang)
        rect = QRectF(x - 140, y - 34, 280, 34)
        words = short_name(item.name, self.lang)
        self.paper.text(rect, words, Letters(24, colour=colour, align=CENTRE))
        bold = Letters(28, bold=True, colour=colour, align=CENTRE)
        self.paper.text(rect.translated(0, 32), shown, bold)

    def legend(self, rect: QRectF, note: Text) -> None:
        """Draw the classes, and below them what is off the map and where the outlines are from."""
        paper, snapshot, lang = self.paper, self.snapshot, self.lang
        metric = snapshot.request.metric
        entries = [(NOT_PUBLISHED.of(lang), "")]
        for index, klass in enumerate(snapshot.classes[1:], 1):
            entries.append((class_range(klass, metric, lang), self._fill(index)))
        step = rect.width() / len(entries)
        for index, (words, fill) in enumerate(entries):
            box = QRectF(rect.left() + index * step, rect.top(), step - 8, 22)
            paper.box(box, fill or paper.hatch, LINE)
            letters = Letters(22, colour=SOFT, align=CENTRE)
            paper.text(box.translated(0, 22).adjusted(0, 0, 0, 10), words, letters)
        off = _OFF.of(lang).format(figure(snapshot.unmapped, metric, lang))
        below = QRectF(rect.left(), rect.top() + 58, rect.width(), 66)
        paper.paragraph(below, f"{off} · {note.of(lang)}", Letters(18, colour=SOFT))

    def _fill(self, klass: int) -> str:
        return STEPS[self._step(klass)]

    def _step(self, klass: int) -> int:
        """Return the shade of a class: the lowest is palest and the highest darkest."""
        most = max(1, len(self.snapshot.classes) - 2)
        return round((klass - 1) / most * (len(STEPS) - 1))
