"""Great numbers on every screen, so that people see which is which."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.widgets.style import colour, font

_SHOWN_MS = 4000


class ScreenMark(QWidget):
    """One number, half as high as its screen, and what the screen is in a line below it."""

    def __init__(self, number: str, place: QRect, words: str = "") -> None:
        super().__init__(None, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._number = number
        self._words = words
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
        small = font(max(12, self.height() // 24))
        painter.setFont(small)
        line = self.rect().adjusted(8, 0, -8, -self.height() // 40)
        words = QFontMetricsF(small).elidedText(
            self._words, Qt.TextElideMode.ElideMiddle, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, words)
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
        screens = enumerate(QGuiApplication.screens(), start=1)
        self.show_these((str(number), screen.geometry(), "") for number, screen in screens)

    def show_these(self, marks: Iterable[tuple[str, QRect, str]]) -> None:
        """Show other ``marks``: what is to be read from afar, the screen's place, and its words."""
        self.hide()
        for number, place, words in marks:
            mark = ScreenMark(number, place, words)
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
