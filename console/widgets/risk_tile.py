"""Risk tiers of the places in the chosen region, with the rule set and every reason."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests_analysis import RiskRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_analysis import RiskSnapshot
from console.domain.wording import Text
from console.widgets.elided_label import ElidedLabel
from console.widgets.language import language
from console.widgets.region_tile import RegionTile
from console.widgets.risk_rows import RiskRows


class RiskTile(RegionTile):
    """Show the tiers, gravest first.

    Options: ``rule_set``, the name of a file in ``resources/risk`` to compute by whatever the day.
    """

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._rule_set = str(self.options.get("rule_set", ""))
        self._everywhere: tuple[Text, ...] = ()
        self._rules = ElidedLabel(self.content)
        self._rows = RiskRows(self.content)
        self._origin = ElidedLabel(self.content)
        self._origin.setProperty("role", "source")
        self._origin.set_lines(2)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rules)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self._origin)
        self.adopt(self._rows)

    @override
    def request(self) -> RiskRequest:
        return RiskRequest(self.region, self._rule_set)

    @override
    def title(self) -> str:
        return self.tr("Risk tiers")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, RiskSnapshot):
            self._everywhere = _unknown_everywhere(snapshot)
            self._rows.show_risk(snapshot, frozenset(self._everywhere))
            self._rows.select_row(self.region)
            self._rules.setText(self._rule_words(snapshot))
            self._origin.setText(self._origin_words(snapshot))

    def words(self) -> list[str]:
        """Return the rule set and the rows as they are shown, in words."""
        if not isinstance(self.snapshot, RiskSnapshot):
            return []
        rows = [self._rows.words(row) for row in self.snapshot.rows]
        return [self._rules.text(), *rows, self._origin.text()]

    def _rule_words(self, snapshot: RiskSnapshot) -> str:
        rules = snapshot.rules
        if rules is None:
            return self.tr("No rule set in force on this day: declared tiers only")
        title = rules.title.of(language())
        if rules.valid_to is None:
            return self.tr("{0}, in force since {1}").format(title, rules.valid_from)
        words = self.tr("{0}, in force {1} to {2}")
        return words.format(title, rules.valid_from, rules.valid_to)

    def _origin_words(self, snapshot: RiskSnapshot) -> str:
        lang = language()
        parts = []
        if self._everywhere:
            names = self.tr(", ").join(fact.of(lang) for fact in self._everywhere)
            parts.append(self.tr("not known of any place: {0}").format(names))
        if snapshot.rules:
            parts.append(snapshot.rules.source.of(lang))
        parts += [fault.of(lang) for fault in snapshot.faults]
        return " · ".join(parts)


def _unknown_everywhere(snapshot: RiskSnapshot) -> tuple[Text, ...]:
    """Return the facts that are not known of any of several places with a computed tier."""
    computed = [row.unknown for row in snapshot.rows if not row.declared]
    if len(computed) < 2:
        return ()
    return tuple(fact for fact in computed[0] if all(fact in other for other in computed))
