"""The lines of a plan as a table: who sends what to whom, cover before and after as bars, why."""

import math
from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from console.domain.planning import PlanLine, PlanOutcome
from console.views.table_model import OBJECT, TableModel, fit_columns
from console.widgets import figures
from console.widgets.cover_bars import paint_cover
from console.widgets.language import language

_NUMBERS = frozenset({0, 6, 7})
_SOURCE_COVER, _TARGET_COVER, _REASON = 8, 9, 10
_LEAST_REASON, _AROUND, _TALLEST = 160, 12, 4_000
_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_COVER_WIDTH = 124

#: No column but the reason takes more than this part of the table; its texts are wrapped instead.
_WIDEST = 11


class _CoverDelegate(QStyledItemDelegate):
    """Paints the cover of one end before and after, on a scale that all rows share."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.scale = 14.0

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line = index.data(OBJECT)
        if not isinstance(line, PlanLine):
            return
        cover = line.source_cover if index.column() == _SOURCE_COVER else line.target_cover
        box = QRectF(option.rect)
        paint_cover(painter, box.adjusted(3, 2, -3, -2), cover, self.scale, 13)


class AllocationLines(QTableView):
    """Shows one plan's lines."""

    chosen = Signal(object)
    """The lines that are chosen now: a tuple of :class:`PlanLine`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: PlanOutcome | None = None
        self._natural: list[int] = []
        self._table = TableModel(_NUMBERS, self)
        self._covers = _CoverDelegate(self)
        self.setModel(self._table)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.selectionModel().selectionChanged.connect(self._choose)
        for column in (_SOURCE_COVER, _TARGET_COVER):
            self.setItemDelegateForColumn(column, self._covers)

    def show_outcome(self, outcome: PlanOutcome) -> None:
        """Show the lines of ``outcome``."""
        self._outcome = outcome
        self._covers.scale = max(float(outcome.ask.horizon), _longest(outcome.lines))
        self._write()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self._fit_rows()

    @Slot()
    def _choose(self) -> None:
        rows = self.selectionModel().selectedRows()
        found = [self._table.object_at(row.row()) for row in rows]
        self.chosen.emit(tuple(line for line in found if isinstance(line, PlanLine)))

    def _write(self) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        heads = (
            self.tr("No."),
            self.tr("Material"),
            self.tr("From"),
            self.tr("To"),
            self.tr("Leaves"),
            self.tr("Due"),
            self.tr("Quantity"),
            self.tr("Cartons"),
            self.tr("Sender's cover"),
            self.tr("Receiver's cover"),
            self.tr("Why"),
        )
        rows = [self._row(outcome, line) for line in outcome.lines]
        self._table.show_rows(heads, rows, outcome.lines)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        fit_columns(self)
        self._natural = [self.columnWidth(column) for column in range(_SOURCE_COVER)]
        self._fit_columns()
        self._fit_rows()

    def _fit_columns(self) -> None:
        widest = self.width() // _WIDEST
        for column, width in enumerate(self._natural):
            self.setColumnWidth(column, min(width, widest))
        for column in (_SOURCE_COVER, _TARGET_COVER):
            self.setColumnWidth(column, _COVER_WIDTH)
        if self._natural:
            self.horizontalHeader().setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)

    def _fit_rows(self) -> None:
        """Make every row as high as the longest reason needs.

        One measurement for all: Qt's own measures every cell, which holds the wall up.
        """
        if self._outcome is None:
            return
        lang, metrics = language(), self.fontMetrics()
        longest = max((line.reason.of(lang) for line in self._outcome.lines), key=len, default="")
        width = max(_LEAST_REASON, self.columnWidth(_REASON)) - _AROUND
        box = metrics.boundingRect(QRect(0, 0, width, _TALLEST), _WRAPPED, longest)
        self.verticalHeader().setDefaultSectionSize(box.height() + _AROUND)

    def _row(self, outcome: PlanOutcome, line: PlanLine) -> tuple[str, ...]:
        lang = language()
        goods = outcome.material(line.material)
        units = f"{figures.count(line.quantity)} {goods.unit.of(lang)}"
        return (
            str(line.number),
            goods.name.of(lang),
            outcome.place(line.source).name.of(lang),
            outcome.place(line.target).name.of(lang),
            f"{line.send_on:%m-%d}",
            f"{line.due_on:%m-%d}",
            self.tr("{0}, fixed").format(units) if line.locked else units,
            f"{line.cartons:,.10g}",
            _arrow(line.source_cover),
            _arrow(line.target_cover),
            line.reason.of(lang),
        )


def _arrow(cover: tuple[float, float]) -> str:
    return f"{figures.days(cover[0])} → {figures.days(cover[1])}"


def _longest(lines: Sequence[PlanLine]) -> float:
    ends = (days for line in lines for days in (*line.source_cover, *line.target_cover))
    return max((days for days in ends if math.isfinite(days)), default=0.0)
