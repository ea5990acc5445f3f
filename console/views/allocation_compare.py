"""Two plans side by side: another rule, or a what-if, and where they leave a place otherwise."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.plan_changes import CoverChange, compare
from console.domain.planning import PlanOutcome
from console.views.allocation_words import PlanWords
from console.views.table_model import TableModel
from console.widgets import figures
from console.widgets.language import language

_NUMBERS = frozenset({2, 3, 4, 5, 6})


class AllocationCompare(QWidget):
    """Shows what changes from the first plan to the second."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plans: tuple[PlanOutcome, PlanOutcome, str] | None = None
        self._words = PlanWords(self)
        self.head = QLabel(self)
        self.head.setWordWrap(True)
        self.texts = (QPlainTextEdit(self), QPlainTextEdit(self))
        self._table = TableModel(_NUMBERS, self)
        self.table = QTableView(self)
        self.table.setModel(self._table)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        sides = QHBoxLayout()
        for text in self.texts:
            text.setReadOnly(True)
            sides.addWidget(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.head)
        layout.addLayout(sides, 2)
        layout.addWidget(self.table, 3)
        self._write()

    def show_plans(self, first: PlanOutcome, second: PlanOutcome, supposed: str) -> None:
        """Compare ``first`` with ``second``, which supposes ``supposed`` ("" = nothing)."""
        self._plans = first, second, supposed
        self._write()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    def _write(self) -> None:
        if self._plans is None:
            self.head.setText(self.tr("Choose a second rule, or suppose something, to compare."))
            return
        first, second, supposed = self._plans
        title = second.rule.title.of(language())
        right = self.tr("Right: what if {0}") if supposed else self.tr("Right: {0}")
        head = right.format(supposed or title)
        for text, outcome in zip(self.texts, (first, second), strict=True):
            text.setPlainText(self._words.of(outcome))
        changes = compare(first, second)
        same = "" if changes else self.tr("Both leave every place with the same cover.")
        self.head.setText(f"{head}  {same}".strip())
        heads = (
            self.tr("Place"),
            self.tr("Material"),
            self.tr("Brought, left"),
            self.tr("Brought, right"),
            self.tr("Cover, left"),
            self.tr("Cover, right"),
            self.tr("Change"),
        )
        self._table.show_rows(heads, [self._row(first, one) for one in changes], changes)

    def _row(self, outcome: PlanOutcome, one: CoverChange) -> tuple[str, ...]:
        lang = language()
        goods, change = outcome.material(one.material), one.cover[1] - one.cover[0]
        return (
            outcome.place(one.place).name.of(lang),
            goods.name.of(lang),
            *(f"{figures.count(units)} {goods.unit.of(lang)}" for units in one.brought),
            *(self.tr("{0} d").format(f"{days:.2f}") for days in one.cover),
            self.tr("{0} d").format(f"{change:+.2f}"),
        )
