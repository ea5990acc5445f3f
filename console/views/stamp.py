"""A word over a wall window that nobody can take for the wall: 演练 REHEARSAL, say."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from console.theme import Metrics, stylesheet

REHEARSAL = "演练 REHEARSAL"


class Stamp(QLabel):
    """Lies over a window's middle, as wide as the words need, and lets every click through."""

    def __init__(self, words: str, window: QWidget) -> None:
        super().__init__(words, window)
        self.setObjectName("stamp")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        window.installEventFilter(self)
        self._fit()
        self.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        elif event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        return False

    def _fit(self) -> None:
        window = self._window
        self.setStyleSheet(stylesheet("stamp", Metrics(max(window.height(), 360))))
        self.adjustSize()
        frame = self.geometry()
        frame.moveCenter(window.rect().center())
        frame.moveTop(0)
        self.setGeometry(frame)
        self.raise_()
