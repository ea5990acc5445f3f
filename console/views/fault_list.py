"""The faults that stand, in words, with the remedy beside each."""

import re

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget
from typing_extensions import override

from console.views.fault_book import FaultBook
from console.widgets.language import language
from console.widgets.style import colour, plain_tip


class FaultList(QTreeWidget):
    """Lists what a :class:`FaultBook` holds, newest first, and says so where nothing is wrong."""

    def __init__(self, book: FaultBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self.setColumnCount(4)
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._fit_rows)
        book.changed.connect(self.write)
        self.write()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.write()

    @Slot()
    def _fit_rows(self) -> None:
        """Give every row the height of its wrapped texts, which a styled item does not ask for."""
        measures = self.fontMetrics()
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            if item is None:
                continue
            heights = [
                measures.boundingRect(
                    QRect(0, 0, max(1, self.columnWidth(column) - measures.height()), 10_000),
                    int(Qt.TextFlag.TextWordWrap),
                    item.text(column),
                ).height()
                for column in range(self.columnCount())
            ]
            width = measures.horizontalAdvance(item.text(0)) + measures.height()
            item.setSizeHint(0, QSize(width, max(heights) + measures.height() // 2))
            item.setTextAlignment(0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def write(self) -> None:
        """Write the list anew."""
        lang = language()
        self.setHeaderLabels(
            (self.tr("Since"), self.tr("Place"), self.tr("Problem"), self.tr("Remedy"))
        )
        self.clear()
        faults = self._book.faults
        for fault in faults:
            texts = [text.of(lang) for text in (fault.place, fault.problem, fault.remedy)]
            item = QTreeWidgetItem(self, [f"{fault.since:%H:%M:%S}", *map(_breakable, texts)])
            item.setForeground(2, colour("bad"))
            for column, text in enumerate(texts, 1):
                item.setToolTip(column, plain_tip(text))
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
        if not faults:
            item = QTreeWidgetItem(self, ["✓", self.tr("No faults"), "", ""])
            item.setForeground(0, colour("good"))
        self._fit_rows()


def _breakable(text: str) -> str:
    """Return ``text`` with invisible places to break a path or an address at, lest it be cut."""
    return re.sub(r"([/\\:@?&=_.-])", "\\1\u200b", text)
