"""One feed over the whole screen of the duty desk, with everything that its cell says."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.feeds import FeedStatus
from console.widgets.feed_canvas import FeedCanvas, FeedCell
from console.widgets.style import set_state


class DutyFullScreen(QWidget):
    """Lies over the desk while a post is looked at; the window itself fills its screen."""

    left = Signal()
    """The viewer went back to the pages."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._was_full = False
        self._alarms = 0
        self._strip = QLabel(self)
        self._strip.setProperty("role", "ring")
        self._strip.setTextFormat(Qt.TextFormat.PlainText)
        self.canvas = FeedCanvas(self)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.post_opened.connect(self._leave_by_mouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._strip)
        layout.addWidget(self.canvas, 1)
        self.show_alarms(0)
        self.hide()

    @property
    def post(self) -> str:
        """Code of the post shown; "" = none."""
        cells = self.canvas.cells
        return cells[0].post if cells and not self.isHidden() else ""

    def open(self, cell: FeedCell, status: FeedStatus | None) -> None:
        """Show ``cell`` over the whole screen."""
        desk = self.window()
        if self.isHidden():
            self._was_full = desk.isFullScreen()
        self.canvas.set_cells((cell,))
        self.canvas.set_focus_post(cell.post)
        if status is not None:
            self.canvas.show_status(status)
        self.setGeometry(desk.rect())
        self.show()
        self.raise_()
        self.setFocus()
        desk.showFullScreen()

    def show_cell(self, cell: FeedCell) -> None:
        """Write the cell's name anew, where it is the one shown."""
        if cell.post == self.post:
            self.canvas.set_cells((cell,))

    def show_alarms(self, count: int) -> None:
        """Say how many alarms nobody acknowledged: they are not hidden by any picture."""
        self._alarms = count
        self._strip.setText(self.tr("▲ {0} alarms not acknowledged").format(count))
        self._strip.setVisible(count > 0)
        set_state(self._strip, "ringing", "true" if count else "false")

    @Slot()
    def leave(self) -> None:
        """Go back to the pages."""
        if self.isHidden():
            return
        self.hide()
        self.canvas.set_focus_post(None)
        self.canvas.set_cells(())
        if not self._was_full:
            self.window().showNormal()
        self.left.emit()

    @Slot(str)
    def _leave_by_mouse(self, _post: str) -> None:
        self.leave()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_alarms(self._alarms)
