"""What the officer decides beforehand: shipments fixed as they are, what a place keeps or gets."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from console.domain.plan_bounds import AtMost, Bound, FixShipment, KeepUnits
from console.domain.planning import PlanLine, PlanOutcome
from console.views.allocation_entries import AllocationEntries, Entry
from console.widgets.language import language

_AMOUNT = frozenset({"material", "units"})


class AllocationFixed(AllocationEntries):
    """Collects decisions that the next plan has to keep."""

    fields: ClassVar[dict[str, frozenset[str]]] = {
        "fix": _AMOUNT | {"other", "day"},
        "keep": _AMOUNT,
        "most": _AMOUNT,
    }

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: tuple[PlanLine, ...] = ()
        self._planned: tuple[Bound, ...] = ()
        self.lock = QPushButton(self)
        self.lock.setEnabled(False)
        self.lock.clicked.connect(self._lock)
        self.column.insertWidget(0, self.lock)
        self.write()

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """What is decided just now."""
        return tuple(o for o in self.entries if isinstance(o, FixShipment | KeepUnits | AtMost))

    @override
    def show_outcome(self, outcome: PlanOutcome) -> None:
        self._planned = outcome.ask.bounds
        first = _qdate(outcome.start)
        self.day.setDateRange(first, first.addDays(outcome.ask.horizon - 1))
        super().show_outcome(outcome)

    @override
    def ready(self) -> bool:
        """Also where the last decision was taken back: the plan still rests on it."""
        return self.outcome is not None and self.entries != self._planned

    @Slot(object)
    def show_chosen(self, lines: Sequence[PlanLine]) -> None:
        """Take ``lines`` of the plan as those to be fixed; a single one fills the form."""
        self._chosen = tuple(lines)
        self.lock.setEnabled(bool(lines))
        if len(lines) == 1:
            self._fill_form(lines[0])

    def _fill_form(self, line: PlanLine) -> None:
        self.kind.setCurrentIndex(self.kind.findData("fix"))
        for box, code in (
            (self.place, line.source),
            (self.other, line.target),
            (self.material, line.material),
        ):
            box.setCurrentIndex(box.findData(code))
        self.units.setValue(round(line.quantity))
        self.day.setDate(_qdate(line.send_on))

    @Slot()
    def _lock(self) -> None:
        for line in self._chosen:
            ends = line.source, line.target, line.material
            self.take(FixShipment(*ends, line.quantity, line.send_on))

    @override
    def take(self, entry: Entry) -> None:
        """List ``entry`` in place of one about the same that it contradicts."""
        self._entries = [one for one in self._entries if _about(one) != _about(entry)]
        super().take(entry)

    @override
    def entry(self) -> Bound | None:
        place, other = str(self.place.currentData()), str(self.other.currentData())
        material, units = str(self.material.currentData()), float(self.units.value())
        kind = self.kind.currentData()
        if kind == "keep":
            return KeepUnits(place, material, units)
        if kind == "most":
            return AtMost(place, material, units)
        chosen = self.day.date()
        start = self.outcome.start if self.outcome is not None else None
        if place == other or start is None:
            return None
        day = start + timedelta(days=_qdate(start).daysTo(chosen))
        return FixShipment(place, other, material, units, day)

    @override
    def words(self, entry: Entry) -> str:
        outcome, lang = self.outcome, language()
        codes = {goods.code: goods for goods in outcome.goods} if outcome else {}
        if not isinstance(entry, FixShipment | KeepUnits | AtMost):
            return ""
        if outcome is None or entry.material not in codes:
            return self.tr("of a material that is not planned")
        goods = codes[entry.material]
        names = {place.code: place.name.of(lang) for place in outcome.places}
        amount = f"{goods.name.of(lang)} {entry.units:,.0f} {goods.unit.of(lang)}"
        if isinstance(entry, FixShipment):
            ends = names.get(entry.source, entry.source), names.get(entry.target, entry.target)
            return self.tr("{0} → {1}: {2}, leaves {3}").format(*ends, amount, f"{entry.day:%m-%d}")
        name = names.get(entry.place, entry.place)
        if isinstance(entry, KeepUnits):
            return self.tr("{0} keeps {1}").format(name, amount)
        return self.tr("{0} gets at most {1}").format(name, amount)

    @override
    def kind_words(self) -> dict[str, str]:
        return {
            "fix": self.tr("fix a shipment"),
            "keep": self.tr("a place keeps"),
            "most": self.tr("a place gets at most"),
        }

    @override
    def label_words(self) -> dict[str, str]:
        return {
            "kind": self.tr("Decide"),
            "place": self.tr("Place, sender"),
            "other": self.tr("Receiver"),
            "material": self.tr("Material"),
            "units": self.tr("Units"),
            "day": self.tr("Leaves"),
            "add": self.tr("Decide this"),
            "go": self.tr("Plan with these decisions"),
        }

    @override
    def write(self) -> None:
        self.lock.setText(self.tr("Fix the chosen lines as they are"))
        super().write()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _about(entry: Entry) -> tuple[object, ...]:
    """Return what an entry decides; two shipments by one road on different days are two."""
    if isinstance(entry, FixShipment):
        return ("fix", entry.source, entry.target, entry.material, entry.day)
    if isinstance(entry, KeepUnits | AtMost):
        return (type(entry), entry.place, entry.material)
    return (entry,)
