"""The ground over pictures that are not drawn as they should be seen."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

_GRACE_MS = 300
"""A cover as short as this is no more than a flicker, as while a border is dragged."""


class CallCover(QWidget):
    """Hides what is below it, and tells when that has lasted so long that people must be told."""

    lasting_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = parent
        self.setPalette(QPalette(Qt.GlobalColor.black))
        self.setAutoFillBackground(True)
        self._is_lasting = False
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(_GRACE_MS)
        self._grace.timeout.connect(self._last)

    @property
    def is_lasting(self) -> bool:
        """Whether the pictures have been hidden for longer than a flicker."""
        return self._is_lasting

    def lay(self) -> None:
        """Hide everything of the place."""
        self.setGeometry(self._place.rect())
        self.show()
        self.raise_()  # above what the engine made since
        if not (self._is_lasting or self._grace.isActive()):
            self._grace.start()

    def lift(self) -> None:
        """Show the place again."""
        self.hide()
        self._grace.stop()
        self._note(lasting=False)

    @Slot()
    def _last(self) -> None:
        self._note(lasting=True)

    def _note(self, *, lasting: bool) -> None:
        if lasting != self._is_lasting:
            self._is_lasting = lasting
            self.lasting_changed.emit()
