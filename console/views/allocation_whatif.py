"""What if: more of a material, a depot closed, a road lost; planned anew beside the plan."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.planning import AddUnits, Change, CloseDepot, LoseRoad, PlanOutcome
from console.widgets.language import language

_UNITS, _MOST_UNITS = 50_000, 100_000_000


class AllocationWhatIf(QWidget):
    """Collects suppositions about the plan that is shown."""

    what_if_wanted = Signal(object)
    """Plan it anew with these: a tuple of :data:`Change`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: PlanOutcome | None = None
        self._changes: list[Change] = []
        self.kind = QComboBox(self)
        self.place = QComboBox(self)
        self.other = QComboBox(self)
        self.material = QComboBox(self)
        self.units = QSpinBox(self)
        self.units.setRange(1, _MOST_UNITS)
        self.units.setValue(_UNITS)
        self.units.setGroupSeparatorShown(True)
        self.add = QPushButton(self)
        self.clear = QPushButton(self)
        self.go = QPushButton(self)
        self.listed = QListWidget(self)
        fields = (self.kind, self.place, self.other, self.material, self.units)
        self._labels = [QLabel(self) for _ in fields]
        form = QFormLayout()
        for label, field in zip(self._labels, fields, strict=True):
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        for part in (self.add, self.listed, self.clear, self.go):
            layout.addWidget(part)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.add.clicked.connect(self._add)
        self.clear.clicked.connect(self._clear)
        self.go.clicked.connect(self._go)
        self._write()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is supposed just now."""
        return tuple(self._changes)

    def show_outcome(self, outcome: PlanOutcome) -> None:
        """Offer the places and materials of ``outcome``."""
        same = self._outcome is not None and self._outcome.places == outcome.places
        self._outcome = outcome
        if not same:
            self._changes = []
        self._fill()

    def set_busy(self, *, busy: bool) -> None:
        """Take no further wish while a plan is in work."""
        self.go.setEnabled(not busy and bool(self._changes))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            self._fill()

    def words(self, change: Change) -> str:
        """Return a supposition in words."""
        outcome, lang = self._outcome, language()
        if outcome is None:
            return ""
        if isinstance(change, AddUnits):
            goods = outcome.material(change.material)
            return self.tr("{0}: {1} {2} more of {3}").format(
                outcome.place(change.place).name.of(lang),
                f"{change.units:,.0f}",
                goods.unit.of(lang),
                goods.name.of(lang),
            )
        if isinstance(change, CloseDepot):
            name = outcome.place(change.place).name.of(lang)
            return self.tr("{0} closed").format(name)
        ends = (outcome.place(code).name.of(lang) for code in (change.source, change.target))
        return self.tr("road {0} – {1} lost").format(*ends)

    def _fill(self) -> None:
        outcome, lang = self._outcome, language()
        if outcome is None:
            return
        for box in (self.place, self.other):
            box.clear()
            for place in outcome.places:
                box.addItem(place.name.of(lang), place.code)
        self.other.setCurrentIndex(min(1, self.other.count() - 1))
        self.material.clear()
        for goods in outcome.goods:
            self.material.addItem(goods.name.of(lang), goods.code)
        self._list()

    def _list(self) -> None:
        self.listed.clear()
        self.listed.addItems([self.words(change) for change in self._changes])
        self.go.setEnabled(bool(self._changes))

    @Slot()
    def _show_fields(self) -> None:
        kind = self.kind.currentData()
        self.other.setVisible(kind == "road")
        self._labels[2].setVisible(kind == "road")
        for part in (self.material, self.units, *self._labels[3:]):
            part.setVisible(kind == "add")

    @Slot()
    def _add(self) -> None:
        place, other = self.place.currentData(), self.other.currentData()
        if self._outcome is None or not place:
            return
        change: Change
        if self.kind.currentData() == "add":
            change = AddUnits(place, self.material.currentData(), float(self.units.value()))
        elif self.kind.currentData() == "close":
            change = CloseDepot(place)
        elif place != other:
            change = LoseRoad(place, other)
        else:
            return
        if change not in self._changes:
            self._changes.append(change)
        self._list()

    @Slot()
    def _clear(self) -> None:
        self._changes = []
        self._list()

    @Slot()
    def _go(self) -> None:
        self.what_if_wanted.emit(self.changes)

    def _write(self) -> None:
        index = max(0, self.kind.currentIndex())
        self.kind.clear()
        for text, kind in (
            (self.tr("more of a material"), "add"),
            (self.tr("nothing leaves a place"), "close"),
            (self.tr("a road is lost"), "road"),
        ):
            self.kind.addItem(text, kind)
        self.kind.setCurrentIndex(index)
        words = (
            self.tr("What if"),
            self.tr("Place"),
            self.tr("and"),
            self.tr("Material"),
            self.tr("Units"),
        )
        for label, text in zip(self._labels, words, strict=True):
            label.setText(text)
        self.add.setText(self.tr("Suppose this"))
        self.clear.setText(self.tr("Suppose nothing"))
        self.go.setText(self.tr("Plan it anew"))
        self._show_fields()
