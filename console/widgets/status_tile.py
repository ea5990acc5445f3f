"""The status line: which data the wall holds, of which day, and how old."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.datasets import Dataset
from console.domain.requests import StatusRequest
from console.domain.snapshots import Snapshot, StatusSnapshot
from console.theme import Metrics
from console.widgets.status_strip import StatusStrip
from console.widgets.tile import Tile, TileFrame

#: In the order of their weight for whoever watches; the rest is on the desk.
SHOWN = (
    Dataset.CASE_DAILY,
    Dataset.MATERIAL_DAILY,
    Dataset.MATERIAL_FLOW,
    Dataset.INVESTIGATION_DAILY,
    Dataset.FACILITY,
    Dataset.COMMAND_POST,
    Dataset.RISK_TIER,
    Dataset.ALERT,
)


class StatusTile(Tile):
    """Show the datasets and their ages."""

    frame = TileFrame.INLINE
    freezes = False

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self.badge.set_brief(brief=True)
        self._strip = StatusStrip(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._strip)

    @override
    def request(self) -> StatusRequest:
        return StatusRequest()

    @override
    def heading(self) -> str:
        return self.tr("Data received")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, StatusSnapshot):
            held = {state.dataset: state for state in snapshot.datasets}
            self._strip.show_states([held[dataset] for dataset in SHOWN if dataset in held])

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._strip.set_metrics(metrics)
