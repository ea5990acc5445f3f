"""What stands in a replay in the place of what no record holds: video, the clock, registers."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.snapshots import Snapshot
from console.widgets.elided_label import ElidedLabel
from console.widgets.tile import Tile, TileFrame


class UnrecordedTile(Tile):
    """Says that nothing was kept: a picture of now would be a lie about then."""

    frame = TileFrame.COMPACT
    shows_without_data = True

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self.badge.set_brief(brief=True)
        self._words = ElidedLabel(self.content)
        self._words.setProperty("role", "waiting")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words)

    @override
    def request(self) -> None:
        return None

    @override
    def heading(self) -> str:
        return ""

    @override
    def draw(self, snapshot: Snapshot) -> None:
        """Nothing is ever asked for."""

    @override
    def write_labels(self) -> None:
        super().write_labels()
        self._words.setText(self.tr("Not recorded, so not replayed"))
