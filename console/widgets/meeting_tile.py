"""The meeting of another conference system that is on air."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.snapshots import Snapshot
from console.domain.truth import Truth, TruthMark
from console.widgets.call_view import CallView, Pictures
from console.widgets.elided_label import ElidedLabel
from console.widgets.style import set_state
from console.widgets.tile import Tile


class MeetingTile(Tile):
    """Shows a foreign page, and says whose it is; nobody here can say what in it is true."""

    shows_without_data = True

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._page: Pictures | None = None
        self._host = ""
        self.view = CallView(self.content)
        self._nobody = ElidedLabel(self.content)
        self._nobody.setProperty("role", "waiting")
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._nobody, 1)
        self.view.hide()
        self.badge.hide()
        set_state(self, "truth", Truth.LIVE.value)

    @override
    def request(self) -> None:
        return None

    @override
    def heading(self) -> str:
        return self.tr("Meeting")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        """Nothing here comes from the database."""

    @override
    def source_words(self) -> str:
        words = self.tr("Page of {0}; nothing in it is checked here")
        return words.format(self._host) if self._host else ""

    @Slot(object)
    @override
    def show_truth(self, mark: TruthMark) -> None:
        """Pass over the mark of the database: the page does not come from there."""

    def show_meeting(self, page: Pictures | None, host: str) -> None:
        """Show ``page`` of ``host``; None = no meeting is on air."""
        self._page, self._host = page, host if page is not None else ""
        self.view.setVisible(page is not None)
        self._nobody.setVisible(page is None)
        self.view.show_page(page if self.isVisible() else None)
        self.write_labels()

    @Slot()
    @override
    def write_labels(self) -> None:
        super().write_labels()
        self._nobody.setText(self.tr("No meeting is on air"))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_meeting(self._page, self._host)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.view.show_page(None)
