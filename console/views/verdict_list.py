"""A list of verdicts: mark, topic, what was found, and below it what to do."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from console.domain.verdicts import Level, Verdict
from console.widgets.language import language

_MARKS = {Level.OK: "✓", Level.WARN: "!", Level.FAIL: "✕"}


class VerdictList(QScrollArea):
    """Shows verdicts in the order in which they come; shape, word and colour tell them apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "verdicts")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verdicts: list[Verdict] = []
        self._labels: list[tuple[QLabel, Verdict, bool]] = []
        self._rows()

    def clear(self) -> None:
        """Forget all."""
        self.verdicts = []
        self._labels = []
        self._rows()

    def add(self, verdict: Verdict) -> None:
        """Show ``verdict`` below the others."""
        self.verdicts.append(verdict)
        row = len(self.verdicts)
        mark = QLabel(_MARKS[verdict.level], self._page)
        mark.setProperty("verdict", verdict.level.value)
        mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._grid.addWidget(mark, row, 0)
        for column, is_title in ((1, True), (2, False)):
            label = QLabel(self._page)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "soft" if is_title else "body")
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._labels.append((label, verdict, is_title))
            self._grid.addWidget(label, row, column)
        self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(row + 1, 1)
        self._write()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    def _rows(self) -> None:
        self._page = QWidget()
        self._page.setProperty("role", "page")
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(0, 0, 12, 0)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 10)
        self.setWidget(self._page)

    def _write(self) -> None:
        lang = language()
        for label, verdict, is_title in self._labels:
            remedy = verdict.remedy.of(lang)
            found = verdict.found.of(lang)
            text = verdict.title.of(lang) if is_title else found
            label.setText(f"{text}\n→ {remedy}" if remedy and not is_title else text)
