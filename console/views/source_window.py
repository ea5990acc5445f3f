"""From figure to source: the table behind a display, its formula, its data's age, its rows."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.datasets import DATASET_WORDS, Dataset
from console.domain.errors import ConsoleError
from console.domain.sourcing import RowsAsk, SourceRows
from console.domain.tabulation_table import Cell, Column, Grid, Table
from console.domain.wording import Text
from console.theme import Metrics, stylesheet
from console.views.grid_table import GridTable
from console.views.panel import Panel
from console.widgets.language import language
from console.widgets.style import set_state

_HEIGHT = 1080
_SIZE = QSize(1500, 900)


class SourceWindow(QWidget):
    """Shows where the figures of one display come from; what it wants goes out as a signal."""

    row_chosen = Signal(object, int)
    """A row of the figures was chosen: the :class:`Grid` and the row; −1 = none."""

    dataset_chosen = Signal(object)
    """The rows of another :class:`Dataset` are wanted."""

    export_wanted = Signal()

    language_changed = Signal()
    """All is to be shown anew, in the other language."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        metrics = Metrics(_HEIGHT)
        self.setStyleSheet(stylesheet("desk", metrics) + stylesheet("allocation", metrics))
        self._table: Table | None = None
        self._datasets: tuple[Dataset, ...] = ()
        self._place = ""
        self.title, self.formula = QLabel(self), QLabel(self)
        self.title.setProperty("role", "on-air")
        self.formula.setWordWrap(True)
        self.formula.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.facts, self.ages, self.rows = GridTable(self), GridTable(self), GridTable(self)
        for table in (self.facts, self.ages):
            table.horizontalHeader().setStretchLastSection(True)
        self.tabs = QTabWidget(self)
        self.choice = QComboBox(self)
        self.asked = QLabel(self)
        self.export, self.notice = QPushButton(self), QLabel(self)
        self.notice.setProperty("role", "notice")
        self.notice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._panels = [Panel(w, self) for w in (self.formula, self.facts, self.ages)]
        self._behind = Panel(self._rows_part(), self)
        self._arrange()
        self._connect()
        self._write()

    def _rows_part(self) -> QWidget:
        part = QWidget(self)
        line = QHBoxLayout()
        line.addWidget(self.choice)
        line.addWidget(self.asked, 1)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.rows, 1)
        return part

    def _arrange(self) -> None:
        left = QVBoxLayout()
        for panel, share in zip(self._panels, (3, 4, 3), strict=True):
            left.addWidget(panel, share)
        halves = QSplitter(Qt.Orientation.Vertical, self)
        halves.addWidget(self.tabs)
        halves.addWidget(self._behind)
        halves.setSizes([500, 400])
        middle = QHBoxLayout()
        middle.addLayout(left, 30)
        middle.addWidget(halves, 70)
        bottom = QHBoxLayout()
        bottom.addWidget(self.notice, 1)
        bottom.addWidget(self.export)
        layout = QVBoxLayout(self)
        layout.addWidget(self.title)
        layout.addLayout(middle, 1)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self.export.clicked.connect(self.export_wanted)
        self.choice.activated.connect(self._choose_dataset)
        for keys, slot in (("Esc", self.close), ("Ctrl+E", self.export_wanted)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def show_table(self, table: Table, formula: Text, ages: Grid) -> None:
        """Show the figures of a display, their formula, and how old their datasets are."""
        self._table = table
        self._datasets = tuple(d for i in range(len(ages.rows)) if (d := ages.dataset_of(i)))
        lang = language()
        self.title.setText(table.title)
        self.formula.setText(formula.of(lang) or "—")
        self.facts.show_grid(_facts(table.lines))
        self.ages.show_grid(ages)
        self.choice.clear()
        for dataset in self._datasets:
            self.choice.addItem(f"{DATASET_WORDS[dataset].of(lang)}  {dataset.value}", dataset)
        self._show_grids(table.grids)
        self.rows.show_grid(Grid())
        self.asked.setText("")
        self.say("")

    def _show_grids(self, grids: Sequence[Grid]) -> None:
        for page in self.tabs.findChildren(GridTable):
            page.stop()
            self.tabs.removeTab(self.tabs.indexOf(page))
            page.deleteLater()
        for grid in grids:
            page = GridTable(self.tabs)
            page.show_grid(grid)
            if grid.by_day:
                page.scrollToBottom()
            page.row_chosen.connect(self._choose_row)
            self.tabs.addTab(page, grid.name.of(language()) or self.tr("Figures"))

    def wait_for_rows(self, ask: RowsAsk, place: str) -> None:
        """Say which rows are being fetched."""
        if ask.dataset in self._datasets:
            self.choice.setCurrentIndex(self._datasets.index(ask.dataset))
        if ask.until is None:
            day = ""
        elif ask.only:
            day = str(ask.until)
        else:
            day = self.tr("up to {0}").format(ask.until)
        self.asked.setText(" · ".join(part for part in (place, day, self.tr("reading …")) if part))
        self._place = " · ".join(part for part in (place, day) if part)

    @Slot(object)
    def show_rows(self, found: SourceRows) -> None:
        """Show the rows that the database holds."""
        self.rows.show_grid(found.grid)
        count = self.tr("{0} rows").format(len(found.grid.rows))
        if found.more:
            count = self.tr("the newest {0} rows").format(len(found.grid.rows))
        read = self.tr("read at {0}").format(f"{found.read_at.astimezone():%H:%M:%S}")
        self.asked.setText(" · ".join(part for part in (self._place, count, read) if part))

    @Slot(object)
    def show_fault(self, error: ConsoleError) -> None:
        """Say why there are no rows, or no files."""
        self.asked.setText(self._place if self._table else "")
        self.say(error.say(language()), fault=True)

    def say(self, words: str, *, fault: bool = False) -> None:
        """Say what came of a wish."""
        self.notice.setText(words)
        self.notice.setToolTip(words)
        set_state(self.notice, "fault", "true" if fault else "false")

    def bring_up(self, over: QWidget) -> None:
        """Come to the front, in the middle of ``over`` where it was not open."""
        if not self.isVisible():
            free = over.screen().availableGeometry()
            self.resize(_SIZE.boundedTo(free.size() * 0.92))
            frame = self.geometry()
            frame.moveCenter(over.geometry().intersected(free).center())
            self.setGeometry(frame)
        self.show()
        self.raise_()
        self.activateWindow()
        # A table that gets the focus chooses its first row, which nobody asked for.
        self.tabs.tabBar().setFocus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.rows.stop()
        super().closeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            if self._table is not None:
                self.language_changed.emit()

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        page = self.sender()
        if isinstance(page, GridTable):
            self.row_chosen.emit(page.grid, row)

    @Slot(int)
    def _choose_dataset(self, index: int) -> None:
        self.dataset_chosen.emit(self._datasets[index])

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Source of the figures"))
        titles = (self.tr("Formula"), self.tr("What is true of them"), self.tr("Datasets"))
        for panel, title in zip(self._panels, titles, strict=True):
            panel.set_title(title)
        self._behind.set_title(self.tr("Rows in the database"))
        self.export.setText(self.tr("Export: CSV, Excel, PNG (Ctrl+E)"))


def _facts(lines: Sequence[tuple[Text, Cell]]) -> Grid:
    columns = (Column(Text("项目", "Item")), Column(Text("内容", "Content")))
    return Grid(columns, tuple(lines))
