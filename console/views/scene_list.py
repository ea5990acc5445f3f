"""The scenes to choose from; the first nine have a key each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from console.domain.scenes import Scene
from console.widgets.language import language

_NAME = Qt.ItemDataRole.UserRole


class SceneList(QListWidget):
    """Lists the scenes, the one on air marked."""

    scene_chosen = Signal(str)

    def __init__(self, scenes: Sequence[Scene], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scenes = tuple(scenes)
        self._on_air = ""
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        for scene in self._scenes:
            item = QListWidgetItem(self)
            item.setData(_NAME, scene.name)
        # A click takes; the arrow keys only move, and Return takes.
        self.itemClicked.connect(self._take)
        self._write()

    def show_on_air(self, name: str) -> None:
        """Mark the scene ``name`` as the one on air."""
        self._on_air = name
        self._write()
        for row, scene in enumerate(self._scenes):
            if scene.name == name:
                self.setCurrentRow(row)

    def choose(self, index: int) -> None:
        """Take the scene at ``index``, counted from 0, if there is one."""
        if 0 <= index < len(self._scenes):
            self.scene_chosen.emit(self._scenes[index].name)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @Slot()
    def take_current(self) -> None:
        """Take the scene that the arrow keys went to."""
        self.choose(self.currentRow())

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem) -> None:
        self.scene_chosen.emit(item.data(_NAME))

    def _write(self) -> None:
        for row, scene in enumerate(self._scenes):
            key = str(row + 1) if row < 9 else " "
            mark = "▶" if scene.name == self._on_air else "  "
            self.item(row).setText(f"{key}  {mark} {scene.title.of(language())}")
