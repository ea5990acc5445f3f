"""Plans on record: who drafted, approved and sent them, what came; and the next step of each."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.workflow import (
    LINE_WORDS,
    STATE_WORDS,
    LineRecord,
    LineState,
    PlanRecord,
    PlanState,
    PlanStep,
)
from console.views.table_model import TableModel, fit_columns
from console.widgets import figures
from console.widgets.language import language

_MOST = 2_000_000_000


class AllocationRecords(QWidget):
    """Lists plans and their lines; every button is a wish that goes out as a signal."""

    step_wanted = Signal(str)
    """The step of this name for the chosen plan and lines."""

    export_wanted = Signal(object, str)
    """Dispatch orders of a :class:`PlanRecord`, as "xlsx" or "pdf"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: tuple[PlanRecord, ...] = ()
        self._plan_rows, self._line_rows = (
            TableModel(frozenset({2}), self),
            TableModel(frozenset({0, 4, 8}), self),
        )
        self.plans, self.lines = QTableView(self), QTableView(self)
        for view, model in ((self.plans, self._plan_rows), (self.lines, self._line_rows)):
            view.setModel(model)
            view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            view.verticalHeader().hide()
            view.horizontalHeader().setStretchLastSection(True)
        self.plans.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.came = QSpinBox(self)
        self.came.setRange(0, _MOST)
        self.came.setGroupSeparatorShown(True)
        self.came_label = QLabel(self)
        self.follows = QCheckBox(self)
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plans, 2)
        layout.addLayout(self._row(("approve", "dispatch", "withdraw", "xlsx", "pdf")))
        layout.addWidget(self.lines, 3)
        below = self._row(("arrive", "lose"))
        for at, part in enumerate((self.came_label, self.came, self.follows)):
            below.insertWidget(at, part)
        layout.addLayout(below)
        self.plans.selectionModel().selectionChanged.connect(self._choose)
        self.lines.selectionModel().selectionChanged.connect(self._enable)
        self._write()

    def _row(self, names: tuple[str, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        for name in names:
            button = QPushButton(self)
            button.setProperty("step", name)
            button.clicked.connect(self._press)
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    @property
    def records(self) -> tuple[PlanRecord, ...]:
        """The plans that are listed."""
        return self._records

    @property
    def plan(self) -> PlanRecord | None:
        """The chosen plan."""
        rows = self.plans.selectionModel().selectedRows()
        found = self._plan_rows.object_at(rows[0].row()) if rows else None
        return found if isinstance(found, PlanRecord) else None

    @property
    def chosen_lines(self) -> tuple[LineRecord, ...]:
        """The chosen lines of it."""
        rows = self.lines.selectionModel().selectedRows()
        found = [self._line_rows.object_at(row.row()) for row in rows]
        return tuple(line for line in found if isinstance(line, LineRecord))

    def show_records(self, records: tuple[PlanRecord, ...]) -> None:
        """Show ``records``; what was chosen stays chosen."""
        if records == self._records:
            return
        chosen = self.plan.uid if self.plan else None
        self._records = records
        self._write()
        uids = [record.uid for record in records]
        if uids:
            self.plans.selectRow(uids.index(chosen) if chosen in uids else 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @Slot()
    def _press(self) -> None:
        step = str(self.sender().property("step"))
        if step in {"xlsx", "pdf"}:
            self.export_wanted.emit(self.plan, step)
        else:
            self.step_wanted.emit(step)

    @Slot()
    def _choose(self) -> None:
        plan, lang = self.plan, language()
        lines = plan.lines if plan else ()
        heads = (
            self.tr("No."),
            self.tr("Material"),
            self.tr("From"),
            self.tr("To"),
            self.tr("Quantity"),
            self.tr("Leaves"),
            self.tr("Due"),
            self.tr("State"),
            self.tr("Came"),
            self.tr("Why"),
        )
        rows = [
            (
                str(line.number),
                line.material_name.of(lang),
                line.source_name.of(lang),
                line.target_name.of(lang),
                f"{figures.count(line.quantity)} {line.unit.of(lang)}",
                str(line.send_on or ""),
                str(line.due_on or ""),
                LINE_WORDS[line.state].of(lang),
                figures.count(line.arrived) if line.arrived is not None else "",
                line.reason.of(lang),
            )
            for line in lines
        ]
        self._line_rows.show_rows(heads, rows, lines)
        fit_columns(self.lines)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        plan, lines = self.plan, self.chosen_lines
        state = plan.state if plan else None
        under_way = len(lines) == 1 and lines[0].state is LineState.DISPATCHED
        waiting = plan is not None and any(o.state is LineState.PLANNED for o in plan.lines)
        allowed = {
            "approve": state is PlanState.DRAFT,
            "dispatch": state in {PlanState.APPROVED, PlanState.DISPATCHED} and waiting,
            "withdraw": state in {PlanState.DRAFT, PlanState.APPROVED}
            or (state is PlanState.DISPATCHED and waiting),
            "xlsx": bool(plan and plan.number),
            "pdf": bool(plan and plan.number),
            "arrive": under_way,
            "lose": under_way,
        }
        for name, button in self.buttons.items():
            button.setEnabled(allowed[name])
        for part in (self.came, self.follows):
            part.setEnabled(under_way)
        if under_way:
            self.came.setValue(round(lines[0].quantity - (lines[0].arrived or 0.0)))

    def _write(self) -> None:
        lang = language()
        words = {
            "approve": self.tr("Approve"),
            "dispatch": self.tr("Sent (chosen lines, else all)"),
            "withdraw": self.tr("Take back"),
            "xlsx": self.tr("Orders as Excel"),
            "pdf": self.tr("Orders as PDF"),
            "arrive": self.tr("Arrived"),
            "lose": self.tr("Lost"),
        }
        for name, button in self.buttons.items():
            button.setText(words[name])
        self.came_label.setText(self.tr("Came of the chosen line"))
        self.follows.setText(self.tr("the rest follows"))
        heads = (
            self.tr("Number"),
            self.tr("State"),
            self.tr("Lines"),
            self.tr("Rule"),
            self.tr("Who, when"),
        )
        rows = [
            (
                record.number or self.tr("(none yet)"),
                STATE_WORDS[record.state].of(lang),
                str(len(record.lines)),
                record.rule_title.of(lang),
                " · ".join(map(_step_words, record.steps)),
            )
            for record in self._records
        ]
        self._plan_rows.show_rows(heads, rows, self._records)
        fit_columns(self.plans)
        self._choose()


def _step_words(step: PlanStep) -> str:
    name = STATE_WORDS[step.state].of(language())
    return f"{name} {step.by} {step.at.astimezone():%m-%d %H:%M}"
