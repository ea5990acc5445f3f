"""The faults that stand, in words, with the remedy beside each."""

from PySide6.QtCore import QEvent, Qt, Slot
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
        # Wrapped lines are measured again for the new widths.
        header.sectionResized.connect(self.scheduleDelayedItemsLayout)
        book.changed.connect(self.write)
        self.write()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.write()

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
            item = QTreeWidgetItem(self, [f"{fault.since:%H:%M:%S}", *texts])
            item.setForeground(2, colour("bad"))
            for column, text in enumerate(texts, 1):
                item.setToolTip(column, plain_tip(text))
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
        if not faults:
            item = QTreeWidgetItem(self, ["✓", self.tr("No faults"), "", ""])
            item.setForeground(0, colour("good"))
