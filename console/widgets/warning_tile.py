"""The early-warning board: which places alarm, by which rule, since when, how far above."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests_analysis import WarningRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_analysis import AlarmState, WarningSnapshot
from console.widgets.elided_label import ElidedLabel
from console.widgets.region_tile import RegionTile
from console.widgets.warning_rows import WarningRows


class WarningTile(RegionTile):
    """Show the early warning of the places in the chosen region, alarms first.

    The key A acknowledges the alarm of the chosen row.
    """

    acknowledge_wanted = Signal(str)
    """The viewer acknowledged an alarm: what it is known by."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._summary = ElidedLabel(self.content)
        self._rows = WarningRows(self.content)
        self._rule = ElidedLabel(self.content)
        self._rule.setProperty("role", "source")
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._summary)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self._rule)
        self.adopt(self._rows)
        self._rows.acknowledge_wanted.connect(self.acknowledge_wanted)

    @override
    def request(self) -> WarningRequest:
        return WarningRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("Early warning")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, WarningSnapshot):
            self._rows.show_warning(snapshot)
            self._rows.select_row(self.region)
            self._summary.setText(self.summary(snapshot))
            self._rule.setText(self._rule_words(snapshot))

    def summary(self, snapshot: WarningSnapshot) -> str:
        """Return how many places are in which state, and up to which day."""
        found = [row.state for row in snapshot.rows]
        words = self.tr("In alarm {0} · alarm within 7 days {1} · quiet {2} · not judged {3}")
        counts = (AlarmState.ALARM, AlarmState.RECENT, AlarmState.QUIET, AlarmState.UNJUDGED)
        return words.format(*(found.count(state) for state in counts))

    def words(self) -> list[str]:
        """Return the rows as they are shown, in words."""
        if not isinstance(self.snapshot, WarningSnapshot):
            return []
        return [self._rows.words(row) for row in self.snapshot.rows]

    def _rule_words(self, snapshot: WarningSnapshot) -> str:
        rules = " ".join(f"{rule} α={alpha:g}" for rule, alpha in snapshot.alphas)
        parts = [self.tr("EARS rules: {0}").format(rules)]
        if snapshot.corrected_days:
            parts.append(self.tr("{0} corrections booked back").format(snapshot.corrected_days))
        if snapshot.redefined:
            words = self.tr("counted otherwise since {0}: bounds across it are unsure")
            parts.append(words.format(snapshot.redefined[-1]))
        if snapshot.unfinished_from is not None:
            parts.append(self.tr("{0} is not over: left out").format(snapshot.unfinished_from))
        return " · ".join(parts)
