"""The black that covers a wall window: nothing else is seen, and it is there at once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class Curtain(QWidget):
    """Black over everything, the pointer included."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.hide()

    def draw(self, *, closed: bool) -> None:
        """Cover the window before anything else is painted, or uncover it."""
        self.setVisible(closed)
        if closed:
            self.setGeometry(self._window.rect())
            self.raise_()
            self.repaint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), Qt.GlobalColor.black)
