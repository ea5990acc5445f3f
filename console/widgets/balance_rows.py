"""The table of balances: a material a row, the terms of its account in columns."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from typing_extensions import override

from console.domain.supply import BalanceRow, BalanceSnapshot
from console.widgets import figures
from console.widgets.language import language
from console.widgets.painting import draw_text
from console.widgets.row_list import LEFT, RowList

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

#: The part of the width for the material's name.
_NAME = 0.23

_COLUMNS = 9


class BalanceRows(RowList):
    """Paint one :class:`BalanceSnapshot`; the first row holds the headings."""

    _snapshot: BalanceSnapshot | None = None

    def show_balance(self, snapshot: BalanceSnapshot) -> None:
        """Replace the rows."""
        self._snapshot = snapshot
        rows = [""] * (len(snapshot.rows) + 1) if snapshot.rows else []
        self.set_rows(rows, self.tr("No material reports yet"))
        self.setAccessibleDescription("; ".join(" ".join(self._cells(r)) for r in snapshot.rows))

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        if self._snapshot is None:
            return
        inner, least = rect.adjusted(size * 0.3, 0, -size * 0.3, 0), self.metrics.share(1.5)
        name = QRectF(inner.left(), inner.top(), inner.width() * _NAME, inner.height())
        cells, row = self._heads(), None
        if index:
            row = self._snapshot.rows[index - 1]
            cells = self._cells(row)
        role = "text_soft" if row is None or not row.critical else "figure"
        draw_text(painter, name, cells[0], pixels=size, role=role, align=LEFT, least=least)
        width = (inner.width() - name.width()) / _COLUMNS
        for column, words in enumerate(cells[1:]):
            left = name.right() + column * width
            box = QRectF(left, inner.top(), width - size * 0.3, inner.height())
            tone = self._tone(row, column)
            draw_text(painter, box, words, pixels=size, role=tone, align=_RIGHT, least=least)

    def _heads(self) -> tuple[str, ...]:
        return (
            self.tr("Material"),
            self.tr("Stock"),
            self.tr("+ made"),
            self.tr("+ came"),
            self.tr("− sent"),
            self.tr("− used"),
            self.tr("± count"),
            self.tr("= now"),
            self.tr("Coming"),
            self.tr("Gap"),
        )

    def _cells(self, row: BalanceRow) -> tuple[str, ...]:
        lang = language()
        terms = (
            row.opening,
            row.produced,
            row.arrived,
            row.sent,
            row.consumed,
            row.difference,
            row.closing,
            row.in_transit,
            row.gap,
        )
        name = f"{row.name.of(lang)} ({row.unit.of(lang)})"
        return (name, *(figures.amount(term, lang) for term in terms))

    @staticmethod
    def _tone(row: BalanceRow | None, column: int) -> str:
        if row is None:
            return "text_soft"
        if column == _COLUMNS - 1 and row.gap:
            return "bad"
        if column == 5 and row.difference:
            return "warn"
        return "figure" if column in {0, 6} else "text"
