"""Beds and intensive care in the chosen region."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests_analysis import FacilitiesRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_response import FacilitiesSnapshot
from console.theme import Metrics
from console.widgets.facility_rows import FacilityRows
from console.widgets.language import language
from console.widgets.tile import Tile


class FacilitiesTile(Tile):
    """Show how full the sites are, by kind and by place."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._rows = FacilityRows(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rows)
        self._rows.row_chosen.connect(self._choose)

    @override
    def request(self) -> FacilitiesRequest:
        return FacilitiesRequest(self.region)

    @override
    def heading(self) -> str:
        title = self.tr("Beds and intensive care")
        if isinstance(self.snapshot, FacilitiesSnapshot):
            return f"{title} · {self.snapshot.region_name.of(language())}"
        return title

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, FacilitiesSnapshot):
            self._rows.show_facilities(snapshot)
            self._rows.select_row(self.region)

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._rows.set_metrics(metrics)

    @Slot(str)
    @override
    def select_region(self, code: str) -> None:
        super().select_region(code)
        self._rows.select_row(code)

    def words(self) -> list[str]:
        """Return the rows as they are shown, in words."""
        return self._rows.words()

    @Slot(str)
    def _choose(self, code: str) -> None:
        self.region_chosen.emit(code)
