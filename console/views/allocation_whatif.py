"""What if: more of a material, a depot closed, a road lost; planned anew beside the plan."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.planning import AddUnits, Change, CloseDepot, LoseRoad, PlanOutcome
from console.views.allocation_entries import AllocationEntries, Entry
from console.widgets.language import language


class AllocationWhatIf(AllocationEntries):
    """Collects suppositions about the plan that is shown."""

    fields: ClassVar[dict[str, frozenset[str]]] = {
        "add": frozenset({"material", "units"}),
        "close": frozenset(),
        "road": frozenset({"other"}),
    }

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.write()

    @override
    def show_outcome(self, outcome: PlanOutcome) -> None:
        if self.outcome is not None and self.outcome.places != outcome.places:
            self.forget()
        super().show_outcome(outcome)

    @override
    def entry(self) -> Change | None:
        place, other = str(self.place.currentData()), str(self.other.currentData())
        kind = self.kind.currentData()
        if kind == "add":
            units = float(self.units.value())
            return AddUnits(place, str(self.material.currentData()), units) if units else None
        if kind == "close":
            return CloseDepot(place)
        return LoseRoad(place, other) if place != other else None

    @override
    def words(self, entry: Entry) -> str:
        outcome, lang = self.outcome, language()
        if outcome is None:
            return ""
        if isinstance(entry, AddUnits):
            goods = outcome.material(entry.material)
            return self.tr("{0}: {1} {2} more of {3}").format(
                outcome.place(entry.place).name.of(lang),
                f"{entry.units:,.0f}",
                goods.unit.of(lang),
                goods.name.of(lang),
            )
        if isinstance(entry, CloseDepot):
            name = outcome.place(entry.place).name.of(lang)
            return self.tr("{0} closed").format(name)
        if not isinstance(entry, LoseRoad):
            return ""
        ends = (outcome.place(code).name.of(lang) for code in (entry.source, entry.target))
        return self.tr("road {0} – {1} lost").format(*ends)

    @override
    def kind_words(self) -> dict[str, str]:
        return {
            "add": self.tr("more of a material"),
            "close": self.tr("nothing leaves a place"),
            "road": self.tr("a road is lost"),
        }

    @override
    def label_words(self) -> dict[str, str]:
        return {
            "kind": self.tr("What if"),
            "place": self.tr("Place"),
            "other": self.tr("and"),
            "material": self.tr("Material"),
            "units": self.tr("Units"),
            "day": "",
            "add": self.tr("Suppose this"),
            "go": self.tr("Plan it anew"),
        }
