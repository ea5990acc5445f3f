"""A form that collects entries about the plan that is shown: a place, a material, an amount."""

from abc import abstractmethod
from typing import ClassVar

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFormLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.plan_bounds import Bound
from console.domain.planning import Change, PlanOutcome
from console.widgets.language import language

Entry = Bound | Change

_UNITS, _MOST_UNITS = 50_000, 100_000_000


class AllocationEntries(QWidget):
    """Collects entries of several kinds; a subclass says what they are and how they are called."""

    wanted = Signal(object)
    """Plan it anew with these: a tuple of entries."""

    fields: ClassVar[dict[str, frozenset[str]]] = {}
    """The fields of each kind of entry beside ``place``: other, material, units, day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome: PlanOutcome | None = None
        self._entries: list[Entry] = []
        self.kind, self.place, self.other = QComboBox(self), QComboBox(self), QComboBox(self)
        self.material, self.units, self.day = QComboBox(self), QSpinBox(self), QDateEdit(self)
        self.units.setRange(0, _MOST_UNITS)
        self.units.setValue(_UNITS)
        self.units.setGroupSeparatorShown(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.add, self.clear, self.go = QPushButton(self), QPushButton(self), QPushButton(self)
        self.listed = QListWidget(self)
        self.listed.setWordWrap(True)
        self._parts: dict[str, QWidget] = {
            "kind": self.kind,
            "place": self.place,
            "other": self.other,
            "material": self.material,
            "units": self.units,
            "day": self.day,
        }
        self._labels = {name: QLabel(self) for name in self._parts}
        form = QFormLayout()
        for name, part in self._parts.items():
            form.addRow(self._labels[name], part)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addLayout(form)
        for button in (self.add, self.listed, self.clear, self.go):
            self.column.addWidget(button)
        self.kind.currentIndexChanged.connect(self._show_fields)
        self.add.clicked.connect(self._add)
        self.clear.clicked.connect(self._clear)
        self.go.clicked.connect(self._go)
        self.set_busy(busy=False)

    @abstractmethod
    def words(self, entry: Entry) -> str:
        """Return an entry in words."""

    @abstractmethod
    def entry(self) -> Entry | None:
        """Return what the form says; None where it says nothing that can be."""

    @abstractmethod
    def kind_words(self) -> dict[str, str]:
        """Return what each kind of entry is called."""

    @abstractmethod
    def label_words(self) -> dict[str, str]:
        """Return what each field and button is called."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is listed just now."""
        return tuple(self._entries)

    def take(self, entry: Entry) -> None:
        """List ``entry``, once."""
        if entry not in self._entries:
            self._entries.append(entry)
        self._list()

    def forget(self) -> None:
        """List nothing."""
        self._entries = []
        self._list()

    def show_outcome(self, outcome: PlanOutcome) -> None:
        """Offer the places, materials and days of ``outcome``."""
        self.outcome = outcome
        self.fill()

    def set_busy(self, *, busy: bool) -> None:
        """Take no further wish while a plan is in work."""
        self.add.setEnabled(not busy and self.outcome is not None)
        self.go.setEnabled(not busy and self.ready())

    def ready(self) -> bool:
        """Whether there is something to plan anew with."""
        return bool(self._entries)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.write()
            self.fill()

    def fill(self) -> None:
        """Fill the choices anew; what was chosen stays chosen where it still exists."""
        outcome, lang = self.outcome, language()
        if outcome is None:
            return
        places = [(place.name.of(lang), place.code) for place in outcome.places]
        _refill(self.place, places, 0)
        _refill(self.other, places, 1)
        _refill(self.material, [(goods.name.of(lang), goods.code) for goods in outcome.goods], 0)
        self._list()

    def write(self) -> None:
        """Write every text anew in the present language."""
        kinds = [(words, kind) for kind, words in self.kind_words().items()]
        _refill(self.kind, kinds, 0)
        words = self.label_words()
        for name, label in self._labels.items():
            label.setText(words[name])
        self.add.setText(words["add"])
        self.go.setText(words["go"])
        self.clear.setText(self.tr("Remove the chosen one, else all"))
        self._show_fields()

    def _list(self) -> None:
        self.listed.clear()
        self.listed.addItems([self.words(entry) for entry in self._entries])
        self.go.setEnabled(self.ready())

    @Slot()
    def _show_fields(self) -> None:
        shown = {"kind", "place"} | self.fields.get(str(self.kind.currentData()), frozenset())
        for name, part in self._parts.items():
            part.setVisible(name in shown)
            self._labels[name].setVisible(name in shown)

    @Slot()
    def _add(self) -> None:
        entry = self.entry() if self.outcome is not None else None
        if entry is not None:
            self.take(entry)

    @Slot()
    def _clear(self) -> None:
        row = self.listed.currentRow()
        del self._entries[slice(row, row + 1) if row >= 0 else slice(None)]
        self._list()

    @Slot()
    def _go(self) -> None:
        self.wanted.emit(self.entries)


def _refill(box: QComboBox, items: list[tuple[str, str]], first: int) -> None:
    chosen = box.currentData()
    box.blockSignals(True)  # noqa: FBT003 - Qt's own argument
    box.clear()
    for text, data in items:
        box.addItem(text, data)
    found = box.findData(chosen)
    box.setCurrentIndex(found if found >= 0 else min(first, box.count() - 1))
    box.blockSignals(False)  # noqa: FBT003
