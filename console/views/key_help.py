"""The keys of the desk, laid over it until the next key press."""

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget
from typing_extensions import override

_ONE_COLUMN = 20
"""Lines up to which the sheet is one column; more stand in two."""


_GUTTER = 48
"""Pixels between two columns of lines."""


class KeyHelp(QFrame):
    """Key and meaning; any key or a click closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = parent
        self.setProperty("role", "help")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grid = QGridLayout(self)
        self._labels: list[QLabel] = []
        self._write()
        self.hide()

    @Slot()
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

    def sheet(self) -> tuple[tuple[str, str], ...]:
        """Return what the sheet says: keys, two spaces between them, and what they do."""
        return (
            ("Space  Enter", self.tr("Take: put the preview on air")),
            ("1 – 9", self.tr("Put the scene of this number on air at once")),
            ("Ctrl+1 – Ctrl+9", self.tr("Prepare the scene of this number")),
            ("F3", self.tr("Find a scene or a post's picture")),
            ("/  Ctrl+F", self.tr("Find a place")),
            ("Enter", self.tr("In a list: prepare a scene, choose a place; again: take")),
            ("Ctrl+Return", self.tr("In the list of places: prepare the place")),
            ("Tab", self.tr("Go to the next list")),
            ("0", self.tr("Whole province")),
            ("Ctrl+Z", self.tr("Undo the last step on the wall")),
            ("F9", self.tr("Safe scene")),
            ("F8", self.tr("Freeze the wall, and let it go on")),
            ("F7  Shift+F7", self.tr("Mark the next or previous tile")),
            ("Shift+F8", self.tr("Freeze the marked tile, and let it go on")),
            ("F11  Shift+F11", self.tr("Let the marked tile fill its screen, or every screen")),
            ("B  .", self.tr("Black wall, and the picture back (also a clicker's)")),
            ("F12", self.tr("Panic: black wall, held until it is released")),
            ("Shift+F12", self.tr("Release the panic key's hold, or acknowledge an alarm's")),
            ("PgDown  PgUp", self.tr("Next and previous step of the cue sheet (also a clicker's)")),
            ("Ctrl+B", self.tr("Begin the cue sheet shown")),
            ("Ctrl+R", self.tr("Rehearse the cue sheet on plain windows; again: end")),
            ("Ctrl+O  Ctrl+S", self.tr("Open a cue sheet, save it as a file")),
            ("Ctrl+L", self.tr("Go to the alarms; Enter acknowledges")),
            ("Ctrl+F12", self.tr("Arm the alarm rules, or disarm them")),
            ("Ctrl+E", self.tr("Scene editor")),
            ("F10", self.tr("Take the wall over from another console")),
            ("Ctrl+H", self.tr("Replay: the wall and its figures at an earlier moment")),
            ("S", self.tr("Source of the marked tile's figures; or click it in the small picture")),
            ("Ctrl+P", self.tr("Daily brief as PDF and PNG")),
            ("Ctrl+Shift+E", self.tr("Export what the wall shows: pictures and figures")),
            (
                "Ctrl+I  Ctrl+Shift+I",
                self.tr("Show which window each screen carries; forget screens that stay away"),
            ),
            ("F2", self.tr("Switch between Chinese and English")),
            ("F4", self.tr("Go to the wall windows and back")),
            ("F5", self.tr("Allocation desk")),
            ("F6", self.tr("Duty desk")),
            ("Ctrl+T", self.tr("Calls")),
            ("F1  ?", self.tr("These keys")),
            ("Ctrl+,", self.tr("Set up: language, database, screens, posts")),
            ("Ctrl+Q", self.tr("End the console (press twice)")),
        )

    def _write(self) -> None:
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        entries = self.sheet()
        self._grid.setColumnMinimumWidth(2, _GUTTER if len(entries) > _ONE_COLUMN else 0)
        rows = len(entries) if len(entries) <= _ONE_COLUMN else (len(entries) + 1) // 2
        for number, entry in enumerate(entries):
            for column, (text, role) in enumerate(zip(entry, ("key", "body"), strict=True)):
                label = QLabel(text, self)
                label.setProperty("role", role)
                self._grid.addWidget(label, number % rows, 3 * (number // rows) + column)
                self._labels.append(label)
