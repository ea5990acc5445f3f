"""The scene editor: displays on a grid, drawn live and small, saved as a readable file."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.wording import Text
from console.theme import Metrics, stylesheet
from console.views.display_words import display_words
from console.views.editor_bar import EditorBar
from console.views.panel import Panel
from console.views.preview_stage import PreviewStage
from console.views.scene_canvas import SceneCanvas
from console.views.tile_fields import TileFields
from console.wall.scene_draft import SceneDraft
from console.widgets.language import language

EMPTY = Scene("new_scene", Text("新场景", "New scene"), ((ScreenLayout((
    TilePlace("clock", 1, 1, 3, 2),)),),))  # fmt: skip
"""What a new scene begins with: a screen needs a tile."""


class SceneEditor(QWidget):
    """Works on a :class:`SceneDraft`; saving it is the owner's."""

    save_wanted = Signal(object)
    """The scene is to be kept: a :class:`Scene`."""

    def __init__(self, stage: PreviewStage, displays: Sequence[str], desk: QWidget) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._stage = stage
        self._scenes: Mapping[str, Scene] = {}
        self.draft = SceneDraft(EMPTY)
        self.bar = EditorBar(self)
        self.canvas = SceneCanvas(self)
        self.displays = QListWidget(self)
        for name in displays:
            self.displays.addItem(name)
            self.displays.item(self.displays.count() - 1).setData(Qt.ItemDataRole.UserRole, name)
        self.displays.setCurrentRow(0)
        self.displays.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields = TileFields(self)
        self._panels = [Panel(w, self) for w in (self.displays, self.canvas, self.fields)]
        self._arrange()
        self._connect()
        self._write()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for panel, share in zip(self._panels, (15, 62, 23), strict=True):
            row.addWidget(panel, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addLayout(row, 1)

    def _connect(self) -> None:
        self._stage.renewed.connect(self._show_picture)
        self._stage.tile_failed.connect(self.say)
        self.canvas.changed.connect(self._changed)
        self.canvas.chosen_changed.connect(self._show_tile)
        self.fields.changed.connect(self._set_options)
        self.fields.failed.connect(self.say)
        self.displays.itemDoubleClicked.connect(self.add)
        bar = self.bar
        for keys, slot, button in (
            ("Ctrl+Z", self._undo, bar.undo),
            ("Ctrl+Y", self._redo, bar.redo),
            ("Delete", self.canvas.delete, bar.delete),
            ("Ctrl+S", self._save, bar.save),
            ("Ctrl+Return", self.add, bar.add),
            ("F7", self.canvas.choose_next, None),
            ("Shift+F7", self.canvas.choose_previous, None),
            ("F6", self.canvas.setFocus, None),
            ("F4", self._go_to_desk, None),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
            if button is not None:
                button.clicked.connect(slot)
        bar.scene_chosen.connect(self._open)
        bar.layout_chosen.connect(self._choose_layout)

    def open(self, scenes: Mapping[str, Scene], name: str) -> None:
        """Show the editor, with the scene ``name`` of ``scenes`` in it."""
        self._scenes = dict(scenes)
        self.bar.show_scenes(self._scenes, name)
        self._open(name)
        self.show()
        self.raise_()
        self.activateWindow()
        self.canvas.setFocus()

    @Slot()
    def add(self) -> None:
        """Put the chosen display on the screen."""
        try:
            number = self.draft.add(self.displays.currentItem().data(Qt.ItemDataRole.UserRole))
        except ConsoleError as error:
            self.say(error)
            return
        self._changed()
        self.canvas.choose(number)
        self.canvas.setFocus()

    @Slot(object)
    def say(self, error: ConsoleError) -> None:
        """Say what cannot be done, and what to do instead."""
        lang = language()
        self.bar.say(f"{error.problem.of(lang)} {error.remedy.of(lang)}".strip())

    def saved(self, place: str, *, on_air: bool) -> None:
        """Say that the scene was kept at ``place``; the wall shows it only when it is taken."""
        later = self.tr("The wall shows it as it was until it is taken again.") if on_air else ""
        self.bar.say(f"{self.tr('Saved: {0}').format(place)}  {later}".strip())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._stage.stop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def sizeHint(self) -> QSize:
        return QSize(1600, 900)

    def restyle(self, metrics: Metrics) -> None:
        """Take the sizes of the desk."""
        self.setStyleSheet(stylesheet("desk", metrics))
        self._fit_list()

    def _fit_list(self) -> None:
        """Let no name of a display be cut."""
        self.displays.ensurePolished()
        beside = self.displays.verticalScrollBar().sizeHint().width()
        wide = self.displays.sizeHintForColumn(0) + 2 * self.displays.frameWidth() + beside
        self.displays.setMinimumWidth(wide)

    @Slot(str)
    def _open(self, name: str) -> None:
        self.draft = SceneDraft(self._scenes.get(name, EMPTY))
        self.canvas.edit(self.draft)
        self._changed()

    @Slot(int, int)
    def _choose_layout(self, screens: int, screen: int) -> None:
        self.draft.choose(screens, screen)
        self.canvas.choose(0)
        self._changed()

    @Slot()
    def _undo(self) -> None:
        if self.draft.undo():
            self._changed()

    @Slot()
    def _redo(self) -> None:
        if self.draft.redo():
            self._changed()

    @Slot()
    def _save(self) -> None:
        name, title = self.bar.named()
        if not name:
            self.bar.say(self.tr("Name the file: letters, digits and _"))
            return
        self.draft.name(name, title)
        self.save_wanted.emit(self.draft.scene)

    @Slot()
    def _set_options(self) -> None:
        options, region = self.fields.values
        if self.draft.set_options(self.canvas.chosen, MappingProxyType(dict(options)), region):
            self._changed()

    @Slot()
    def _changed(self) -> None:
        draft = self.draft
        self._stage.show_scene(draft.scene, draft.screens)
        self.bar.show_draft(draft)
        self._show_picture()
        self._show_tile()
        self.canvas.update()

    @Slot()
    def _show_tile(self) -> None:
        self.fields.show_tile(self.draft.tiles[self.canvas.chosen])

    @Slot()
    def _show_picture(self) -> None:
        pictures = self._stage.pictures
        shown = pictures[self.draft.screen] if self.draft.screen < len(pictures) else None
        self.canvas.show_picture(shown)

    @Slot()
    def _go_to_desk(self) -> None:
        self._desk.raise_()
        self._desk.activateWindow()

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Scene editor"))
        titles = (
            self.tr("Displays: Ctrl+Enter adds"),
            self.tr("Arrows move, Shift+arrows resize, F7 next tile"),
            self.tr("The chosen tile"),
        )
        for panel, title in zip(self._panels, titles, strict=True):
            panel.set_title(title)
        for item in map(self.displays.item, range(self.displays.count())):
            item.setText(display_words(item.data(Qt.ItemDataRole.UserRole)))
        self._fit_list()
        self.canvas.update()
        self.bar.write()
        self.fields.write()
