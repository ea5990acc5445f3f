"""Screening and contact tracing in the chosen region, and how complete the figures are."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests_analysis import InvestigationRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_response import InvestigationSnapshot
from console.theme import Metrics
from console.widgets.elided_label import ElidedLabel
from console.widgets.region_tile import RegionTile
from console.widgets.stage_rows import StageRows


class InvestigationTile(RegionTile):
    """Show each step from screening to release over its newest two finished weeks."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._rows = StageRows(self.content)
        self._complete = ElidedLabel(self.content)
        self._complete.setProperty("role", "source")
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rows, 1)
        layout.addWidget(self._complete)

    @override
    def request(self) -> InvestigationRequest:
        return InvestigationRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("Investigation")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, InvestigationSnapshot):
            self._rows.show_investigation(snapshot)
            self._complete.setText(self._complete_words(snapshot))

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._rows.set_metrics(metrics)

    def words(self) -> list[str]:
        """Return the rows and the remark as they are shown, in words."""
        if not isinstance(self.snapshot, InvestigationSnapshot):
            return []
        rows = [self._rows.words(stage) for stage in self.snapshot.stages]
        return [*rows, self._complete.text()]

    def _complete_words(self, snapshot: InvestigationSnapshot) -> str:
        if not snapshot.stages:
            return ""
        words = self.tr("{0} of {1} places reported")
        parts = [words.format(snapshot.reported, snapshot.places)]
        if snapshot.unfinished_from is not None:
            words = self.tr("from {0} not finished: left out")
            parts.append(words.format(f"{snapshot.unfinished_from:%m-%d}"))
        return " · ".join(parts)
