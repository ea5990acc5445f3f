"""The keys of the desk, laid over it until the next key press."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget
from typing_extensions import override


class KeyHelp(QFrame):
    """Two columns, key and meaning; any key or a click closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = parent
        self.setProperty("role", "help")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grid = QGridLayout(self)
        self._labels: list[QLabel] = []
        self._write()
        self.hide()

    def toggle(self) -> None:
        """Show the keys in the middle of the desk, or hide them."""
        if self.isVisible():
            self.hide()
            return
        self._centre()
        self.show()
        self.raise_()
        self.setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            self._centre()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hide()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    def _centre(self) -> None:
        self.adjustSize()
        frame = self.geometry()
        frame.moveCenter(self._desk.rect().center())
        self.setGeometry(frame)

    def _keys(self) -> tuple[tuple[str, str], ...]:
        return (
            ("1 – 9", self.tr("Take the scene of this number")),
            ("0", self.tr("Whole province")),
            ("/", self.tr("Find a place")),
            ("Enter", self.tr("Take what is selected")),
            ("Tab", self.tr("Go to the next list")),
            ("Ctrl+Z", self.tr("Undo the last step on the wall")),
            ("PgDn  PgUp", self.tr("Next and previous step of the cue sheet (also a clicker's)")),
            ("B  .", self.tr("Black wall, and the picture back (also a clicker's)")),
            ("F9", self.tr("Safe scene")),
            ("F8", self.tr("Freeze the wall, and let it go on")),
            ("F7  Shift+F7", self.tr("Mark the next or previous tile")),
            ("Shift+F8", self.tr("Freeze the marked tile, and let it go on")),
            ("F11  Shift+F11", self.tr("Let the marked tile fill its screen, or every screen")),
            ("F12", self.tr("Panic: black wall, held until it is released")),
            ("Shift+F12", self.tr("Release the panic key's hold, or acknowledge an alarm's")),
            ("F10", self.tr("Take the wall over from another console")),
            ("F2", self.tr("Switch between Chinese and English")),
            ("F4", self.tr("Go to the wall windows and back")),
            ("F6", self.tr("Duty desk")),
            ("F5", self.tr("Allocation desk")),
            ("F1  ?", self.tr("These keys")),
            ("Ctrl+I", self.tr("Show on every screen which window it carries")),
            ("Ctrl+,", self.tr("Set up: language, database, screens, posts")),
            ("Ctrl+Q", self.tr("End the console (press twice)")),
        )

    def _write(self) -> None:
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        for row, (key, words) in enumerate(self._keys()):
            for column, (text, role) in enumerate(((key, "key"), (words, "body"))):
                label = QLabel(text, self)
                label.setProperty("role", role)
                self._grid.addWidget(label, row, column)
                self._labels.append(label)
