"""The scenes and the posts' pictures to choose from; the first nine scenes have a key each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from console.domain.posts import Post
from console.domain.scenes import Scene
from console.domain.wording import Text
from console.wall.place_search import NameIndex
from console.widgets.language import language

_KEYS = 9
"""Scenes that have a digit key."""

_DIGITS, _WIDE_SPACE, _POST = "１２３４５６７８９", "\u3000", "▣"


@dataclass(frozen=True, slots=True)
class _Choice:
    """One line: a scene, or a post whose picture can be shown."""

    code: str
    name: Text
    region: str | None = None

    @property
    def is_scene(self) -> bool:
        return self.region is None


class SceneList(QListWidget):
    """Lists the scenes, then the posts that send pictures; marks what is on air and prepared."""

    scene_chosen = Signal(str)
    """A scene is wanted on air at once, by its digit key or a double click."""

    scene_loaded = Signal(str)
    """A scene is to be prepared."""

    post_loaded = Signal(str)
    """The picture of the post that stands for this region is to be prepared."""

    def __init__(self, scenes: Sequence[Scene], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scenes = tuple(_Choice(scene.name, scene.title) for scene in scenes)
        self._choices = self._scenes
        self._index = _index(self._choices)
        self._typed = ""
        self._on_air = self._prepared = ""
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        # A click prepares; the arrow keys only move, and Return prepares.
        self.itemClicked.connect(self._load)
        self.itemDoubleClicked.connect(self._take)
        self._fill()

    @Slot(object)
    def show_posts(self, posts: Iterable[Post]) -> None:
        """Offer the pictures of ``posts`` below the scenes."""
        seeing = [_Choice(post.code, post.name, post.region) for post in posts if post.has_video]
        choices = (*self._scenes, *seeing)
        if choices != self._choices:
            self._choices, self._index = choices, _index(choices)
            self._fill()
            self.show_found(self._typed)

    def show_scenes(self, scenes: Sequence[Scene]) -> None:
        """Offer ``scenes`` in the place of those there were."""
        posts = self._choices[len(self._scenes) :]
        self._scenes = tuple(_Choice(scene.name, scene.title) for scene in scenes)
        self._choices = (*self._scenes, *posts)
        self._index = _index(self._choices)
        self._fill()
        self.show_found(self._typed)

    def show_on_air(self, name: str) -> None:
        """Mark the scene ``name`` as the one on air."""
        changed, self._on_air = self._on_air != name, name
        self._write()
        if changed:
            self._go_to(name)

    def show_prepared(self, name: str) -> None:
        """Mark the scene ``name`` as the one in the preview."""
        self._prepared = name
        self._write()

    def choose(self, index: int) -> None:
        """Take the scene at ``index``, counted from 0, if there is one."""
        if 0 <= index < len(self._scenes):
            self.scene_chosen.emit(self._scenes[index].code)

    def prepare(self, index: int) -> None:
        """Prepare the scene at ``index``, counted from 0, if there is one."""
        if 0 <= index < len(self._scenes):
            self.scene_loaded.emit(self._scenes[index].code)

    @Slot(str)
    def show_found(self, typed: str) -> None:
        """Show only what ``typed`` may mean, the best of it chosen; all for an empty text."""
        self._typed = typed.strip()
        found = self._index.search(self._typed)
        for row, choice in enumerate(self._choices):
            self.item(row).setHidden(bool(self._typed) and choice not in found)
        if found:
            self.setCurrentRow(self._choices.index(found[0]))

    @property
    def finds_something(self) -> bool:
        """Whether anything fits what was typed."""
        return any(not self.item(row).isHidden() for row in range(self.count()))

    @property
    def current_is_prepared(self) -> bool:
        """Whether the arrow keys stand on the scene that is in the preview, and not on air."""
        row = self.currentRow()
        if not 0 <= row < len(self._scenes):
            return False
        return self._scenes[row].code == self._prepared != self._on_air

    @Slot()
    def load_current(self) -> None:
        """Prepare what the arrow keys went to."""
        item = self.currentItem()
        if item is not None and not item.isHidden():
            self._load(item)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @Slot(QListWidgetItem)
    def _load(self, item: QListWidgetItem) -> None:
        choice = self._choices[self.row(item)]
        if choice.region is None:
            self.scene_loaded.emit(choice.code)
        else:
            self.post_loaded.emit(choice.region)

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem) -> None:
        choice = self._choices[self.row(item)]
        if choice.is_scene:
            self.scene_chosen.emit(choice.code)

    def _go_to(self, name: str) -> None:
        for row, scene in enumerate(self._scenes):
            if scene.code == name and not self._typed:
                self.setCurrentRow(row)

    def _fill(self) -> None:
        self.clear()
        for _ in self._choices:
            QListWidgetItem(self)
        self._write()
        self._go_to(self._on_air)

    def _write(self) -> None:
        for row, choice in enumerate(self._choices):
            self.item(row).setText(self._words(row, choice))

    def _words(self, row: int, choice: _Choice) -> str:
        name = choice.name.of(language())
        if not choice.is_scene:
            return f"{_POST} {name}"
        on_air, prepared = choice.code == self._on_air, choice.code == self._prepared
        mark = "  ▶" if on_air else "  ▷" if prepared else ""
        return f"{_DIGITS[row] if row < _KEYS else _WIDE_SPACE} {name}{mark}"


def _index(choices: Iterable[_Choice]) -> NameIndex[_Choice]:
    return NameIndex((choice, choice.name, choice.code) for choice in choices)
