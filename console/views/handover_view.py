"""The handover sheet before it is kept: its time, its preview, and the key that keeps it."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDateTime, QEvent, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override


class HandoverView(QDialog):
    """Never modal: alarms and feeds behind it go on."""

    period_changed = Signal(object, object)
    """The sheet of another time is wanted: its begin and end, aware."""

    keep_wanted = Signal()
    """The sheet shown is to be kept."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.setModal(False)
        self._html = ""
        self.began = QDateTimeEdit(self)
        self.began.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.ended = QDateTimeEdit(self)
        self.ended.setDisplayFormat("yyyy-MM-dd HH:mm")
        self._labels = QLabel(self), QLabel(self)
        self.preview = QTextBrowser(self)
        self.preview.setOpenLinks(False)
        self.preview.setProperty("role", "paper")
        self.keep = QPushButton(self)
        self.back = QPushButton(self)
        row = QHBoxLayout()
        for widget in (self._labels[0], self.began, self._labels[1], self.ended):
            row.addWidget(widget)
        row.addStretch(1)
        for button in (self.keep, self.back):
            button.setAutoDefault(False)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.preview, 1)
        self.began.dateTimeChanged.connect(self._tell)
        self.ended.dateTimeChanged.connect(self._tell)
        self.keep.clicked.connect(self.keep_wanted)
        self.back.clicked.connect(self.close)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.keep_wanted)
        self._write()
        self.resize(1000, 900)

    @property
    def html(self) -> str:
        """The sheet shown."""
        return self._html

    @property
    def period(self) -> tuple[datetime, datetime]:
        """Begin and end of the time that the sheet speaks of; the minute of the end is in it."""
        began = datetime.fromtimestamp(self.began.dateTime().toSecsSinceEpoch(), UTC)
        ended = datetime.fromtimestamp(self.ended.dateTime().toSecsSinceEpoch(), UTC)
        return began, ended + timedelta(seconds=59)

    def begin(self, began: datetime, ended: datetime) -> None:
        """Show the sheet of this time."""
        for field, moment in ((self.began, began), (self.ended, ended)):
            field.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            minute = int(moment.timestamp()) // 60 * 60
            field.setDateTime(QDateTime.fromSecsSinceEpoch(minute))
            field.blockSignals(False)  # noqa: FBT003
        self._tell()
        self.show()
        self.raise_()
        self.activateWindow()

    def show_sheet(self, html: str) -> None:
        """Show ``html``."""
        self._html = html
        self.preview.setHtml(html)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            if self.isVisible():
                self._tell()

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Shift handover"))
        self._labels[0].setText(self.tr("From"))
        self._labels[1].setText(self.tr("to"))
        self.keep.setText(self.tr("Keep as PDF and HTML  Ctrl+S"))
        self.back.setText(self.tr("Close  Esc"))

    @Slot()
    def _tell(self) -> None:
        self.period_changed.emit(*self.period)
