"""Scenes and posts to choose from, with a line that finds one of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.scenes import Scene
from console.views.scene_list import SceneList
from console.views.search_field import SearchField


class ScenePicker(QWidget):
    """The list, and above it the search: Chinese, pinyin or its initials, English, code."""

    def __init__(self, scenes: Sequence[Scene], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField(self)
        self.list = SceneList(scenes, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.field.textChanged.connect(self.list.show_found)
        self.field.returnPressed.connect(self._load_found)
        self.field.left_downwards.connect(self._into_list)
        self._write()

    @Slot()
    def begin_search(self) -> None:
        """Let the next keys be the search."""
        self.field.setFocus()
        self.field.selectAll()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @Slot()
    def _load_found(self) -> None:
        if not self.list.finds_something:
            return
        self.list.load_current()
        self.field.clear()
        self.list.setFocus()

    @Slot()
    def _into_list(self) -> None:
        self.list.setFocus()

    def _write(self) -> None:
        self.field.setPlaceholderText(self.tr("Find a scene or a post: name, pinyin, code"))
