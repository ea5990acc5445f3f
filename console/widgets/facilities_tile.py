"""Beds and intensive care in the chosen region."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests_analysis import FacilitiesRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_response import FacilitiesSnapshot
from console.widgets.facility_rows import FacilityRows
from console.widgets.region_tile import RegionTile


class FacilitiesTile(RegionTile):
    """Show how full the sites are, by kind and by place."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._rows = FacilityRows(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rows)
        self.adopt(self._rows)

    @override
    def request(self) -> FacilitiesRequest:
        return FacilitiesRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("Beds and intensive care")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, FacilitiesSnapshot):
            self._rows.show_facilities(snapshot)
            self._rows.select_row(self.region)

    def words(self) -> list[str]:
        """Return the rows as they are shown, in words."""
        return self._rows.words()
