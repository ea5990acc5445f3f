"""How the data stand: the link to the database, and each dataset's state, age and size."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.datasets import DATASET_WORDS, EXPECTED_EVERY, Dataset, DatasetState
from console.domain.snapshots import StatusSnapshot
from console.domain.truth import (
    TRUTH_WORDS,
    FreshnessLimits,
    LinkState,
    truth_of_data,
)
from console.widgets.ages import span_words
from console.widgets.language import language
from console.widgets.style import colour, set_state
from console.widgets.truth_badge import TRUTH_SHAPES

_ROWS = 4
_ROOMY_LINES = 20
"""Heights of a line that the panel has to be wide for all of its columns."""


class HealthPanel(QWidget):
    """A row for each dataset that the console reads, and the link's own words on top."""

    def __init__(self, limits: FreshnessLimits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits = limits
        self._link = LinkState(None, connected=False)
        self._status: StatusSnapshot | None = None
        self._items: dict[Dataset, QTreeWidgetItem] = {}
        self.link_label = QLabel(self)
        self.link_label.setProperty("role", "link")
        self.link_label.setWordWrap(True)
        self.link_label.setTextFormat(Qt.TextFormat.PlainText)
        self.table = QTreeWidget(self)
        self.table.setColumnCount(5)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.link_label)
        layout.addWidget(self.table, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._write)
        self._timer.start()
        self._write_heads()
        self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room, the names come before the number of rows.
        roomy = self.width() >= _ROOMY_LINES * self.fontMetrics().height()
        self.table.setColumnHidden(_ROWS, not roomy)

    @Slot(object)
    def show_status(self, status: StatusSnapshot) -> None:
        """Show the datasets of ``status``."""
        self._status = status
        missing = [s.dataset for s in status.datasets if s.dataset not in self._items]
        for dataset in missing:
            self._items[dataset] = self._row()
        if missing:
            self._write()
        # What else is new is written with the ages, once a second: nobody reads faster.

    @Slot(object)
    def show_link(self, link: LinkState) -> None:
        """Show the state of the link."""
        self._link = link
        self._write()

    def stop(self) -> None:
        """Write ages no longer."""
        self._timer.stop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write_heads()
            self._write()

    def _row(self) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.table)
        for column in (2, 3, 4):
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
        return item

    def _write_heads(self) -> None:
        heads = (
            self.tr("Dataset"),
            self.tr("State"),
            self.tr("As of"),
            self.tr("Changed"),
            self.tr("Rows"),
        )
        self.table.setHeaderLabels(heads)
        for column in (2, 3, 4):
            self.table.headerItem().setTextAlignment(
                column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )

    @Slot()
    def _write(self) -> None:
        now = datetime.now().astimezone()
        self._write_link(now)
        if self._status is not None:
            for state in self._status.datasets:
                self._write_row(self._items[state.dataset], state, now)

    def _write_link(self, now: datetime) -> None:
        link = self._link
        lang = language()
        if link.connected:
            words = self.tr("Database connected")
        elif link.confirmed_at is not None:
            words = self.tr("No database; last agreed {age} ago").format(
                age=span_words(now - link.confirmed_at).of(lang)
            )
        else:
            words = self.tr("No database yet")
        fault = link.fault.of(lang)
        self.link_label.setText(f"{words}\n{fault}" if fault else words)
        set_state(self.link_label, "fault", "false" if link.connected and not fault else "true")

    def _write_row(self, item: QTreeWidgetItem, state: DatasetState, now: datetime) -> None:
        lang = language()
        mark = truth_of_data(
            confirmed_at=self._link.confirmed_at,
            reported_at=state.reported_at,
            expected_every=EXPECTED_EVERY.get(state.dataset),
            demo=self._link.demo,
            now=now,
            limits=self._limits,
        )
        truth = mark.truth
        words = (
            DATASET_WORDS[state.dataset].of(lang),
            f"{TRUTH_SHAPES[truth]} {TRUTH_WORDS[truth].of(lang)}",
            str(state.newest_day) if state.newest_day is not None else "",
            span_words(now - state.changed_at).of(lang) if state.changed_at else "–",
            f"{state.rows:,}",
        )
        for column, text in enumerate(words):
            # Setting a text measures the column anew, whether it differs or not.
            if item.text(column) != text:
                item.setText(column, text)
        item.setForeground(1, colour(truth.value))
