"""Arcs over a map: what goes where, by quantity; shipped, arrived and promised told apart."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QRegion
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.supply import FlowArc, FlowsSnapshot
from console.domain.wording import Text
from console.theme import Metrics
from console.widgets import figures
from console.widgets.language import language
from console.widgets.map_native import NativeMap
from console.widgets.map_words import short_name
from console.widgets.painting import draw_text
from console.widgets.style import colour, font_metrics

#: Width of the widest and the narrowest arc, in percent of the wall's height.
_WIDEST, _NARROWEST = 0.9, 0.2

#: How far an arc bows out, as a share of its length; arcs of one way lie side by side.
_BOW, _STEP = 0.18, 0.10

#: Height of what is written, and how far from the left edge flows from outside begin, in percent.
_LABEL, _OUTSIDE = 2.0, 5.0

#: Where a receiver's name may stand, in widths and heights of it off the arrow, the best first.
_BESIDE = ((0.6, 0.0), (0.5, 0.7), (0.0, 0.9), (0.5, -0.7), (0.7, 1.2), (0.0, -0.9), (-0.6, 0.7))

#: The greatest flows are drawn; more would hide the map.
_SHOWN = 14


@dataclass(frozen=True, slots=True)
class FlowLook:
    """How one kind of flow is drawn: its colour, its dash (a kind of its own), its arrow."""

    role: str
    dash: Qt.PenStyle
    filled: bool


SHIPPED = FlowLook("accent", Qt.PenStyle.DashLine, filled=True)
ARRIVED = FlowLook("good", Qt.PenStyle.SolidLine, filled=True)
PLANNED = FlowLook("text_soft", Qt.PenStyle.DotLine, filled=False)

LOOKS = (SHIPPED, ARRIVED, PLANNED)


def quantities(arc: FlowArc) -> tuple[float, float, float]:
    """Return what an arc carries, in the order of :data:`LOOKS`."""
    return arc.shipped, arc.arrived, arc.planned


class FlowArcs(QWidget):
    """Lies over a :class:`NativeMap` and draws the flows of one snapshot on it."""

    def __init__(self, ground: NativeMap) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ground = ground
        ground.installEventFilter(self)
        self._metrics = Metrics(1080)
        self._arcs: Sequence[FlowArc] = ()
        self._seats: Mapping[str, tuple[float, float]] = {}
        self.named: set[str] = set()
        """The areas whose names are to be read, on the map or beside an arrow."""

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw for a wall of this height."""
        self._metrics = metrics
        self.update()

    def show_flows(self, snapshot: FlowsSnapshot) -> None:
        """Draw the flows of ``snapshot``."""
        self._arcs = snapshot.arcs
        self._seats = {code: (lon, lat) for code, lon, lat in snapshot.seats}
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the map."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._ground.rect())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._ground.is_placed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        flows = sorted(
            (
                (units, at, arc)
                for arc in self._arcs
                for at, units in enumerate(quantities(arc))
                if units > 0
            ),
            key=lambda flow: flow[0],
        )[-_SHOWN:]
        labels = [
            (self._paint_arc(painter, arc, at, math.sqrt(units / flows[-1][0])), units)
            for units, at, arc in flows
        ]
        taken = self._ground.paint_labels(painter)
        shown = [arc for _, _, arc in flows]
        taken += self._paint_origins(painter, shown, taken)
        taken += self._paint_ends(painter, shown, taken)
        self._paint_labels(painter, labels, taken)
        painter.end()

    def _paint_arc(self, painter: QPainter, arc: FlowArc, at: int, share: float) -> QPointF:
        """Draw the flow of kind ``at`` of an arc; return where its label belongs."""
        look = LOOKS[at]
        start, end = self._point(arc.source), self._point(arc.target)
        across = QPointF(start.y() - end.y(), end.x() - start.x()) * (_BOW + at * _STEP)
        bend = (start + end) / 2 + across
        path = QPainterPath(start)
        path.quadTo(bend, end)
        percent = _NARROWEST + (_WIDEST - _NARROWEST) * share
        width = max(1.5, self._metrics.height * percent / 100)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("window"), width + 3, Qt.PenStyle.SolidLine))
        painter.drawPath(path)
        pen = QPen(colour(look.role), width, look.dash)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPath(path)
        self._paint_head(painter, bend, end, look, width)
        return path.pointAtPercent(0.5)

    def _paint_head(
        self, painter: QPainter, bend: QPointF, end: QPointF, look: FlowLook, width: float
    ) -> None:
        """Draw the head at the receiver: full, or an outline for what is only promised."""
        angle = math.atan2(end.y() - bend.y(), end.x() - bend.x())
        size = width * 1.6 + self._metrics.share(0.7)
        corners = [end] + [
            end - QPointF(math.cos(angle + turn), math.sin(angle + turn)) * size
            for turn in (0.45, -0.45)
        ]
        painter.setPen(QPen(colour(look.role), max(1.0, self._metrics.share(0.15))))
        painter.setBrush(colour(look.role) if look.filled else colour("panel"))
        painter.drawPolygon(QPolygonF(corners))

    def _point(self, code: str) -> QPointF:
        """Return where a place lies; what comes from outside comes from one point at the left."""
        if code in self._seats:
            return self._ground.point_of_degrees(*self._seats[code])
        return QPointF(self._metrics.share(_OUTSIDE), self.height() / 2)

    def _paint_origins(self, painter: QPainter, arcs: Sequence[FlowArc], names: QRegion) -> QRegion:
        """Name the senders that are no area of the map; return what that takes up."""
        taken, lang = QRegion(), language()
        for code, name in self.origins(arcs).items():
            point = self._point(code)
            radius = self._metrics.share(0.6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("text"))
            painter.drawEllipse(point, radius, radius)
            box = self._box(name.of(lang))
            self._place(box, point, names + taken, QRectF(self.rect()))
            if (box.center() - point).manhattanLength() > 3 * box.height():
                painter.setPen(QPen(colour("text_soft"), max(1.0, self._metrics.share(0.12))))
                painter.drawLine(point, box.center())
            taken += self._paint_label(painter, box, name.of(lang), "text")
        return taken

    def _paint_ends(self, painter: QPainter, arcs: Sequence[FlowArc], taken: QRegion) -> QRegion:
        """Name the receivers whose own names found no room on the map, beside their arrows."""
        painted, lang = QRegion(), language()
        self.named = set(self._ground.labelled)
        for code, name in {arc.target: arc.target_name for arc in arcs}.items():
            if code in self.named or code not in self._seats:
                continue
            words, point = short_name(name, lang), self._point(code)
            box = self._box(words)
            for across, down in _BESIDE:
                box.moveCenter(point + QPointF(across * box.width(), down * box.height()))
                if not (taken + painted).intersects(box.toAlignedRect()):
                    painted += self._paint_label(painter, box, words, "text_soft")
                    self.named.add(code)
                    break
        return painted

    def origins(self, arcs: Sequence[FlowArc]) -> dict[str, Text]:
        """Return the senders that the map has no name for: outside, and the province's reserve."""
        return {
            arc.source: arc.source_name
            for arc in arcs
            if not arc.source or self._ground.point_of(arc.source) is None
        }

    @staticmethod
    def _place(box: QRectF, point: QPointF, taken: QRegion, room: QRectF) -> None:
        """Move ``box`` to the nearest place around ``point`` where it covers no other name."""
        spots = (
            QPointF(across * box.width() / 2, down * box.height() / 2)
            for across in range(-4, 5)
            for down in range(-12, 13)
            if abs(down) > 1
        )
        for spot in sorted(spots, key=QPointF.manhattanLength):
            box.moveCenter(point + spot)
            if room.contains(box) and not taken.intersects(box.toAlignedRect()):
                return
        box.moveCenter(point + QPointF(0, box.height()))
        box.moveLeft(max(0.0, box.left()))

    def _box(self, words: str) -> QRectF:
        """Return the room that ``words`` take."""
        size = self._metrics.share(_LABEL)
        width = font_metrics(int(size)).horizontalAdvance(words)
        return QRectF(0, 0, width + size * 0.8, size * 1.35)

    def _paint_label(self, painter: QPainter, box: QRectF, words: str, role: str) -> QRegion:
        """Write ``words`` on a ground of their own; return what that takes up."""
        size = self._metrics.share(_LABEL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("window"))
        painter.drawRoundedRect(box, size * 0.2, size * 0.2)
        draw_text(painter, box, words, pixels=size, role=role, least=int(size * 0.8))
        return QRegion(box.toAlignedRect())

    def _paint_labels(
        self, painter: QPainter, labels: list[tuple[QPointF, float]], taken: QRegion
    ) -> None:
        """Write quantities, the greatest first, where there is room for them."""
        for middle, units in reversed(labels):
            words = figures.amount(units, language())
            box = self._box(words)
            box.moveCenter(middle)
            if not taken.intersects(box.toAlignedRect()):
                taken += self._paint_label(painter, box, words, "figure")
