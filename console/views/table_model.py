"""A read-only table of texts, a row an object: what the tables of the desk share."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

#: Space beside a text, in widths of a letter.
_PADDING = 3

_ROOT = QModelIndex()

#: The role under which a row gives the object that it shows.
OBJECT = int(Qt.ItemDataRole.UserRole)


class TableModel(QAbstractTableModel):
    """Texts by row and column; columns in ``numbers`` stand to the right."""

    def __init__(self, numbers: frozenset[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._objects: Sequence[object] = ()

    def show_rows(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], objects: Sequence[object]
    ) -> None:
        """Replace everything; ``objects`` are what the rows are about."""
        self.beginResetModel()
        self._heads, self._rows, self._objects = heads, rows, objects
        self.endResetModel()

    def object_at(self, row: int) -> object:
        """Return what ``row`` is about, None outside the table."""
        return self._objects[row] if 0 <= row < len(self._objects) else None

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._numbers:
            return _RIGHT
        if role == OBJECT:
            return self._objects[index.row()]
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._heads[section]
        return None


def fit_columns(view: QTableView) -> None:
    """Make all columns but the last as wide as their texts, each different text measured once.

    Qt's own ``ResizeToContents`` lays out every cell, at every change: that holds the wall up.
    """
    model, metrics = view.model(), view.fontMetrics()
    for column in range(model.columnCount() - 1):
        texts = {str(model.index(row, column).data()) for row in range(model.rowCount())}
        texts.add(str(model.headerData(column, Qt.Orientation.Horizontal)))
        widest = max(map(metrics.horizontalAdvance, texts))
        view.setColumnWidth(column, widest + _PADDING * metrics.averageCharWidth())
