"""The worst material shortages, in words for whoever must decide."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests import MaterialsRequest
from console.domain.snapshots import MaterialsSnapshot, Snapshot
from console.theme import Metrics
from console.widgets.language import language
from console.widgets.region_tile import RegionTile
from console.widgets.worst_list import WorstList


class WorstShortagesTile(RegionTile):
    """Name the worst shortages of the chosen region, worst first."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._list = WorstList(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)

    @override
    def request(self) -> MaterialsRequest:
        return MaterialsRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("Most urgent shortages")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, MaterialsSnapshot):
            lang = language()
            empty = self.tr("No shortage within {0} days").format(snapshot.horizon_days)
            if not snapshot.materials:
                empty = self.tr("No material reports yet")
            self._list.show_sentences([text.of(lang) for text in snapshot.worst], empty)

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._list.set_metrics(metrics)
