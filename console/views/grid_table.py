"""A table of figures on the desk: long ones at once, as only what is in sight is written."""

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from console.domain.tabulation_table import Cell, Grid
from console.domain.wording import Text
from console.views.table_model import Index
from console.widgets.language import language

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MEASURED = 60
"""Rows by which the columns are made wide enough: measuring all of them holds the desk up."""

_WIDEST = 46
"""Letters of the widest column; what is longer is in the bubble."""

_PADDING = 3
_PAUSE_MS = 120
"""Who holds an arrow key down asks for one row only, the last."""

_ROOT = QModelIndex()


def cell_words(cell: Cell) -> str:
    """Return a cell as it is read: an empty one is not published, or not known."""
    if cell is None:
        return "—"
    if isinstance(cell, Text):
        return cell.of(language())
    if isinstance(cell, datetime):
        return f"{cell.astimezone():%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, float):
        return f"{cell:,.4g}" if abs(cell) < 1 else f"{cell:,.2f}".rstrip("0").rstrip(".")
    if isinstance(cell, str | date):
        return str(cell)
    return f"{cell:,}"


class GridModel(QAbstractTableModel):
    """The cells of one :class:`Grid`."""

    def __init__(self, grid: Grid, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = grid

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.grid.rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell_words(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if isinstance(cell, float | int) or cell is None else _LEFT
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.grid.columns[section]
        name, unit = column.name.of(language()), column.unit.of(language())
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{name} ({unit})" if unit else name
        return None


class GridTable(QTableView):
    """Shows one :class:`Grid`; a click or the arrow keys choose a row."""

    row_chosen = Signal(int)
    """A row of the grid that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self._chosen = -1
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)

    @property
    def grid(self) -> Grid:
        """What is shown."""
        model = self.model()
        return model.grid if isinstance(model, GridModel) else Grid()

    def show_grid(self, grid: Grid) -> None:
        """Show ``grid``, no row of it chosen."""
        before = self.model()
        self.setModel(GridModel(grid, self))
        if before is not None:
            before.deleteLater()
        self.selectionModel().currentRowChanged.connect(self._choose)
        self._fit()

    def stop(self) -> None:
        """Tell nothing more."""
        self._pause.stop()

    def _fit(self) -> None:
        metrics, model = self.fontMetrics(), self.model()
        letters = metrics.averageCharWidth()
        heads = self.horizontalHeader().font()
        heads.setBold(True)
        head_metrics = QFontMetrics(heads)
        stretched = self.horizontalHeader().stretchLastSection()
        for column in range(model.columnCount() - stretched):
            texts = {
                str(model.index(row, column).data())
                for row in range(min(_MEASURED, model.rowCount()))
            }
            head = str(model.headerData(column, Qt.Orientation.Horizontal))
            widest = max(map(metrics.horizontalAdvance, texts), default=0)
            widest = max(widest, head_metrics.horizontalAdvance(head)) + _PADDING * letters
            self.setColumnWidth(column, min(widest, _WIDEST * letters))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        self._chosen = now.row()
        self._pause.start()

    @Slot()
    def _tell(self) -> None:
        if self._chosen >= 0:
            self.row_chosen.emit(self._chosen)
