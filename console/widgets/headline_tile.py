"""The headline figures of the chosen region."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests import HeadlineRequest
from console.domain.snapshots import HeadlineSnapshot, Snapshot
from console.theme import Metrics
from console.widgets.headline_band import HeadlineBand
from console.widgets.region_tile import RegionTile
from console.widgets.tile import TileFrame


class HeadlineTile(RegionTile):
    """Show the headline figures, with their change against the day and the week before."""

    frame = TileFrame.COMPACT

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._band = HeadlineBand(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._band)

    @override
    def request(self) -> HeadlineRequest:
        return HeadlineRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("Situation")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, HeadlineSnapshot):
            self._band.show_figures(snapshot.figures)

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._band.set_metrics(metrics)

    def words(self) -> list[str]:
        """Return the figures as they are shown, in words."""
        return self._band.words()
