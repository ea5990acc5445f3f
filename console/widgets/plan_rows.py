"""The lines of a plan on the wall: from, to, how much, cover before and after, and why."""

import itertools

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from console.domain.workflow import LINE_WORDS, LineRecord, LineState, PlanRecord
from console.widgets import figures
from console.widgets.cover_bars import paint_cover
from console.widgets.language import language
from console.widgets.painting import draw_text
from console.widgets.row_list import LEFT, RowList
from console.widgets.style import colour, font

#: Edges of the columns, as shares of the width: state, way, amount, cover of the receiver.
_EDGES = (0.0, 0.09, 0.42, 0.70, 1.0)

#: Lines of text that a row has; the reason takes all but the first.
_LINES = 3

_WRAPPED = int(
    Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
)

_TONES = {LineState.DISPATCHED: "accent", LineState.ARRIVED: "good", LineState.LOST: "bad"}


class PlanRows(RowList):
    """Paint the lines of one plan: what goes where, and on two lines below it why."""

    _plan: PlanRecord | None = None
    _scale = 14.0

    def show_plan(self, plan: PlanRecord | None) -> None:
        """Replace the rows."""
        self._plan = plan
        lines = plan.lines if plan else ()
        covers = [days for line in lines for days in line.target_cover if days is not None]
        self._scale = max([14.0, *covers])
        empty = self.tr("No plan of allocation yet: F5 at the desk makes one")
        self.set_rows([line.target for line in lines], empty)
        self.setAccessibleDescription("; ".join(line.reason.of(language()) for line in lines))

    @override
    def lines(self) -> int:
        return _LINES

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        if self._plan is None:
            return
        line, lang = self._plan.lines[index], language()
        inner = rect.adjusted(size * 0.3, size * 0.1, -size * 0.3, -size * 0.1)
        high, least = inner.height() / _LINES, self.metrics.share(1.6)
        boxes = [
            QRectF(inner.left() + a * inner.width(), inner.top(), (b - a) * inner.width(), high)
            for a, b in itertools.pairwise(_EDGES)
        ]
        tone = _TONES.get(line.state, "text_soft")
        words = (LINE_WORDS[line.state].of(lang), self._way(line), self._amount(line))
        for box, text, role in zip(boxes, words, (tone, "figure", "text"), strict=False):
            fitted = box.adjusted(0, 0, -size * 0.4, 0)
            draw_text(painter, fitted, text, pixels=size, role=role, align=LEFT, least=least)
        paint_cover(painter, boxes[3], line.target_cover, self._scale, size)
        below = QRectF(inner.left(), inner.top() + high, inner.width(), inner.height() - high)
        painter.setFont(font(round(size * 0.9)))
        painter.setPen(colour("text_soft"))
        painter.drawText(below, _WRAPPED, line.reason.of(lang))

    @staticmethod
    def _way(line: LineRecord) -> str:
        lang = language()
        return f"{line.source_name.of(lang)} → {line.target_name.of(lang)}"

    @staticmethod
    def _amount(line: LineRecord) -> str:
        lang = language()
        amount = f"{figures.amount(line.quantity, lang)} {line.unit.of(lang)}"
        return f"{line.material_name.of(lang)} {amount}"
