"""A list of texts of several lines, written anew without losing the place of whoever reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from console.widgets.phrases import unbroken
from console.widgets.style import colour, plain_tip

_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its key, its text, the palette's role of its colour, and whether it is bold."""

    key: str
    text: str
    role: str = "text"
    bold: bool = False


class WrappedList(QListWidget):
    """Shows :class:`Row` s; an empty list says so in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setSpacing(1)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return self._rows

    @property
    def chosen(self) -> str:
        """Key of the row that the cursor is on; "" = none."""
        item = self.currentItem()
        return str(item.data(_KEY) or "") if item is not None else ""

    def set_rows(self, rows: Sequence[Row], empty: str) -> None:
        """Show ``rows``, or the words ``empty``; the cursor stays at its row."""
        wanted = tuple(rows) or (Row("", empty, "text_soft"),)
        if wanted == self._rows:
            return
        if [row.key for row in wanted] != [row.key for row in self._rows]:
            self._make_items(wanted)
        self._rows = wanted
        for number, row in enumerate(wanted):
            self._write(self.item(number), row)

    def choose(self, key: str) -> None:
        """Put the cursor on the row ``key``, if there is one."""
        for number, row in enumerate(self._rows):
            if row.key == key:
                self.setCurrentRow(number)

    def _make_items(self, wanted: tuple[Row, ...]) -> None:
        chosen, at = self.chosen, self.currentRow()
        self.clear()
        for row in wanted:
            item = QListWidgetItem(self)
            item.setData(_KEY, row.key)
            if not row.key:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        keys = [row.key for row in wanted]
        if chosen in keys:
            self.setCurrentRow(keys.index(chosen))
        elif at >= 0:
            self.setCurrentRow(min(at, len(keys) - 1))

    @staticmethod
    def _write(item: QListWidgetItem, row: Row) -> None:
        text = unbroken(row.text)
        if item.text() != text:
            item.setText(text)
            item.setToolTip(plain_tip(row.text))
        item.setForeground(colour(row.role))
        if item.font().bold() != row.bold:
            font = QFont(item.font())
            font.setBold(row.bold)
            item.setFont(font)
