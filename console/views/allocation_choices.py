"""What is to be planned: rule, days, course of need, materials; and what to compare it with."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.planning import NeedCase, PlanAsk, PlanOptions
from console.widgets.language import language

_CODE = int(Qt.ItemDataRole.UserRole)

_LEAST_DAYS, _MOST_DAYS, _DAYS = 3, 30, 14


class AllocationChoices(QWidget):
    """Offers what the planner can plan; a press of the button asks for it."""

    plan_wanted = Signal(object, object)
    """The :class:`PlanAsk`, and one of another rule to hold beside it, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = PlanOptions((), ())
        self.rule = QComboBox(self)
        self.other = QComboBox(self)
        self.days = QSpinBox(self)
        self.days.setRange(_LEAST_DAYS, _MOST_DAYS)
        self.days.setValue(_DAYS)
        self.need = QComboBox(self)
        self.materials = QListWidget(self)
        self.source = QLabel(self)
        self.source.setWordWrap(True)
        self.source.setProperty("role", "hint")
        self.go = QPushButton(self)
        self.go.setProperty("role", "go")
        self._labels = [QLabel(self) for _ in range(5)]
        fields = (self.rule, self.other, self.days, self.need)
        form = QFormLayout()
        for label, field in zip(self._labels, fields, strict=False):
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.source)
        layout.addWidget(self._labels[4])
        layout.addWidget(self.materials, 1)
        layout.addWidget(self.go)
        self.rule.currentIndexChanged.connect(self._write_source)
        self.go.clicked.connect(self._ask)
        self._write()

    def ask(self) -> PlanAsk:
        """Return what is chosen."""
        rows = [self.materials.item(row) for row in range(self.materials.count())]
        return PlanAsk(
            rule=str(self.rule.currentData() or ""),
            horizon=self.days.value(),
            materials=tuple(
                str(row.data(_CODE)) for row in rows if row.checkState() is Qt.CheckState.Checked
            ),
            need=NeedCase(self.need.currentData()),
        )

    @Slot(object)
    def show_options(self, options: PlanOptions) -> None:
        """Offer ``options``; what was chosen stays chosen where it still exists."""
        chosen = self.ask()
        first = not self._options.goods
        self._options = options
        self._fill(chosen, first=first)

    def set_busy(self, *, busy: bool) -> None:
        """Take no further wish while a plan is in work."""
        self.go.setEnabled(not busy)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            self._fill(self.ask(), first=False)

    def _fill(self, chosen: PlanAsk, *, first: bool) -> None:
        lang = language()
        other = self.other.currentData()
        for box in (self.rule, self.other):
            box.blockSignals(True)  # noqa: FBT003 - Qt's own argument
            box.clear()
        self.other.addItem(self.tr("no other rule"), "")
        for rule in self._options.rules:
            self.rule.addItem(rule.title.of(lang), rule.name)
            self.other.addItem(rule.title.of(lang), rule.name)
        self.rule.setCurrentIndex(max(0, self.rule.findData(chosen.rule)))
        self.other.setCurrentIndex(max(0, self.other.findData(other)))
        for box in (self.rule, self.other):
            box.blockSignals(False)  # noqa: FBT003
        self.materials.clear()
        for goods in self._options.goods:
            item = QListWidgetItem(f"{goods.name.of(lang)} ({goods.unit.of(lang)})")
            item.setData(_CODE, goods.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = goods.critical if first else goods.code in chosen.materials
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.materials.addItem(item)
        self._write_source()

    @Slot()
    def _ask(self) -> None:
        ask, other = self.ask(), self.other.currentData()
        beside = None
        if other and other != ask.rule:
            beside = PlanAsk(other, ask.horizon, ask.materials, ask.need)
        self.plan_wanted.emit(ask, beside)

    @Slot()
    def _write_source(self) -> None:
        name, lang = self.rule.currentData(), language()
        found = next((rule for rule in self._options.rules if rule.name == name), None)
        faults = " ".join(fault.of(lang) for fault in self._options.faults)
        self.source.setText(f"{found.source.of(lang) if found else ''} {faults}".strip())

    def _write(self) -> None:
        words = (
            self.tr("Rule"),
            self.tr("Compare with"),
            self.tr("Days"),
            self.tr("Need"),
            self.tr("Materials"),
        )
        for label, text in zip(self._labels, words, strict=True):
            label.setText(text)
        self.go.setText(self.tr("Make the plan"))
        index = max(0, self.need.currentIndex()) if self.need.count() else 1
        self.need.clear()
        for case, text in (
            (NeedCase.LOW, self.tr("lower bound of the forecast")),
            (NeedCase.MIDDLE, self.tr("middle of the forecast")),
            (NeedCase.HIGH, self.tr("upper bound of the forecast")),
        ):
            self.need.addItem(text, case.value)
        self.need.setCurrentIndex(index)
