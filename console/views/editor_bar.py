"""The top lines of the scene editor: which scene, which screen, what it is called, the buttons."""

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.scenes import Scene
from console.domain.wording import Text
from console.wall.scene_draft import SceneDraft
from console.widgets.language import language

_MOST_SCREENS = 4
_NAME = re.compile(r"[A-Za-z0-9_-]+")


class EditorBar(QFrame):
    """Offers scenes and screens, and has the scene's names."""

    scene_chosen = Signal(str)
    """The scene to work on; "" = a new one."""

    layout_chosen = Signal(int, int)
    """For how many screens, and which of them from 0."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.scenes = QComboBox(self)
        self.screens = QComboBox(self)
        for screens in range(1, _MOST_SCREENS + 1):
            for screen in range(screens):
                self.screens.addItem(f"{screen + 1} / {screens}", (screens, screen))
        self._screens_words = QLabel(self)
        self.file = QLineEdit(self)
        self.title_zh = QLineEdit(self)
        self.title_en = QLineEdit(self)
        self.add = QPushButton(self)
        self.delete = QPushButton(self)
        self.undo = QPushButton(self)
        self.redo = QPushButton(self)
        self.save = QPushButton(self)
        self._notice = QLabel(self)
        self._notice.setProperty("role", "notice")
        self._arrange()
        self.scenes.activated.connect(self._choose_scene)
        self.screens.activated.connect(self._choose_layout)

    def _arrange(self) -> None:
        what, deeds = QHBoxLayout(), QHBoxLayout()
        for widget, share in (
            (self.scenes, 3),
            (self._screens_words, 0),
            (self.screens, 1),
            (self.title_zh, 3),
            (self.title_en, 3),
            (self.file, 2),
        ):
            what.addWidget(widget, share)
        for button in (self.add, self.delete, self.undo, self.redo, self.save):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            deeds.addWidget(button)
        deeds.addWidget(self._notice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(6)
        layout.addLayout(what)
        layout.addLayout(deeds)

    def show_scenes(self, scenes: Mapping[str, Scene], chosen: str) -> None:
        """Offer ``scenes``, and a new one."""
        self.scenes.clear()
        for name, scene in scenes.items():
            self.scenes.addItem(f"{scene.title.of(language())}  ({name})", name)
        self.scenes.addItem(self.tr("New scene"), "")
        self.scenes.setCurrentIndex(max(0, self.scenes.findData(chosen)))

    def show_draft(self, draft: SceneDraft) -> None:
        """Show what is worked on."""
        scene = draft.scene
        self.screens.setCurrentIndex(self.screens.findText(f"{draft.screen + 1} / {draft.screens}"))
        for field, words in (
            (self.file, scene.name),
            (self.title_zh, scene.title.zh),
            (self.title_en, scene.title.en),
        ):
            if not field.isModified():
                field.setText(words)
        self.undo.setEnabled(draft.can_undo)
        self.redo.setEnabled(draft.can_redo)

    def named(self) -> tuple[str, Text]:
        """Return the file's name ("" where it is none) and the title."""
        name = self.file.text().strip()
        zh, en = self.title_zh.text().strip(), self.title_en.text().strip()
        sound = name if _NAME.fullmatch(name) else ""
        return sound, Text(zh or en or name, en or zh or name)

    def say(self, words: str) -> None:
        """Write ``words`` beside the buttons."""
        self._notice.setText(words)

    def write(self) -> None:
        """Write every text in the present language."""
        self._screens_words.setText(self.tr("Screen"))
        self.title_zh.setPlaceholderText(self.tr("Title in Chinese"))
        self.title_en.setPlaceholderText(self.tr("Title in English"))
        self.file.setPlaceholderText(self.tr("File name"))
        self.add.setText(self.tr("Add  Ctrl+Enter"))
        self.delete.setText(self.tr("Delete  Del"))
        self.undo.setText(self.tr("Undo  Ctrl+Z"))
        self.redo.setText(self.tr("Redo  Ctrl+Y"))
        self.save.setText(self.tr("Save  Ctrl+S"))

    @Slot()
    def _choose_scene(self) -> None:
        for field in (self.file, self.title_zh, self.title_en):
            field.setModified(False)
        self.scene_chosen.emit(self.scenes.currentData())

    @Slot()
    def _choose_layout(self) -> None:
        self.layout_chosen.emit(*self.screens.currentData())
