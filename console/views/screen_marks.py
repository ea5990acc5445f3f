"""Great numbers on every screen, so that people see which is which."""

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.widgets.style import colour, font

_SHOWN_MS = 4000


class ScreenMark(QWidget):
    """One number, half as high as its screen."""

    def __init__(self, number: int, place: QRect) -> None:
        super().__init__(None, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._number = str(number)
        side = min(place.width(), place.height()) // 2
        area = QRect(0, 0, side, side)
        area.moveCenter(place.center())
        self.setGeometry(area)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("selected"))
        wanted = font(round(self.height() * 0.8), bold=True)
        painter.setFont(wanted)
        painter.setPen(colour("window"))
        ink = QFontMetricsF(wanted).tightBoundingRect(self._number)
        centre = self.rect().center() - ink.center().toPoint()
        painter.drawText(centre, self._number)
        painter.end()


class ScreenMarks(QObject):
    """Shows the marks for a few seconds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.marks: list[ScreenMark] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)

    @Slot()
    def show(self) -> None:
        """Mark every screen with its number, in the order in which Qt names them."""
        self.hide()
        for number, screen in enumerate(QGuiApplication.screens(), start=1):
            mark = ScreenMark(number, screen.geometry())
            mark.show()
            self.marks.append(mark)
        self._timer.start()

    @Slot()
    def hide(self) -> None:
        """Take the marks away."""
        self._timer.stop()
        while self.marks:
            mark = self.marks.pop()
            mark.close()
            mark.deleteLater()
