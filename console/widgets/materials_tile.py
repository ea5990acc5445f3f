"""Material gaps: the matrix of places and materials, sorted by need."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests import MaterialsRequest
from console.domain.snapshots import MaterialsSnapshot, Snapshot
from console.theme import Metrics
from console.widgets.cover_matrix import DRY_MARK, CoverMatrix
from console.widgets.region_tile import RegionTile


class MaterialsTile(RegionTile):
    """Show days of cover and gap of every material in every reporting place."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._matrix = CoverMatrix(self.content)
        self._matrix.place_chosen.connect(self.region_chosen)
        self._matrix.material_chosen.connect(self.material_chosen)
        self._matrix.resized.connect(self.write_labels)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._matrix)

    @override
    def request(self) -> MaterialsRequest:
        return MaterialsRequest(self.region, self.material)

    @override
    def title(self) -> str:
        return self.tr("Material cover and gap")

    @override
    def source_words(self) -> str:
        if not isinstance(self.snapshot, MaterialsSnapshot) or not self.snapshot.materials:
            return super().source_words()
        rows, columns = self._matrix.shown_size()
        shown = self.tr("days of cover, gap over {0} days · {1} of {2} materials").format(
            self.snapshot.horizon_days, columns, len(self.snapshot.materials)
        )
        hidden = len(self.snapshot.places) + 1 - rows
        more = self.tr(" · {0} places not shown").format(hidden) if hidden > 0 else ""
        dry = self.tr("{0} day it runs dry").format(DRY_MARK)
        return f"{shown} · {dry}{more} · {super().source_words()}"

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, MaterialsSnapshot):
            self._matrix.show_materials(snapshot)

    @Slot(str)
    @override
    def select_region(self, code: str) -> None:
        super().select_region(code)
        self._matrix.select_place(code)

    @Slot(str)
    @override
    def select_material(self, code: str) -> None:
        super().select_material(code)
        self.request_changed.emit(self.request())

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._matrix.set_metrics(metrics)
