"""What is known of the tile that is being placed: its options and the region it stays at."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from console.domain.errors import ConsoleError
from console.domain.scenes import OptionValue, TilePlace
from console.views.display_words import display_words
from console.wall.scene_text import parse_options
from console.wall.scene_writing import options_text


class TileFields(QWidget):
    """Fields that are taken with Enter, or when they are left."""

    changed = Signal()
    failed = Signal(object)
    """What was typed cannot be used: a :class:`ConsoleError`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile: TilePlace | None = None
        self.values: tuple[Mapping[str, OptionValue], str | None] = ({}, None)
        self._name = QLabel(self)
        self._name.setProperty("role", "state")
        self._options_words = QLabel(self)
        self.options = QLineEdit(self)
        self._region_words = QLabel(self)
        self.region = QLineEdit(self)
        self._hint = QLabel(self)
        self._hint.setWordWrap(True)
        for label in (self._options_words, self._region_words, self._hint):
            label.setProperty("role", "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self._name,
            self._options_words,
            self.options,
            self._region_words,
            self.region,
            self._hint,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)
        for field in (self.options, self.region):
            field.editingFinished.connect(self._take)

    def show_tile(self, tile: TilePlace) -> None:
        """Show ``tile``; what is being typed for the same tile stays."""
        if tile == self._tile:
            return
        self._tile = tile
        self._name.setText(f"{display_words(tile.display)}  {tile.width} × {tile.height}")
        self.options.setText(options_text(tile.options))
        self.region.setText(tile.region or "")

    def write(self) -> None:
        """Write every text in the present language."""
        self._options_words.setText(self.tr("Options"))
        self.options.setPlaceholderText('mode = "daily", days = 90')
        self._region_words.setText(self.tr("Stays at region (empty: follows the region key)"))
        self.region.setPlaceholderText("220200")
        hints = (
            self.tr("The manual lists the options of every display."),
            self.tr("A tile made wider than its screen runs on over the next one."),
        )
        self._hint.setText("\n\n".join(hints))

    @Slot()
    def _take(self) -> None:
        if self._tile is None:
            return
        try:
            options = parse_options(self.options.text(), self._tile.display)
        except ConsoleError as error:
            self.failed.emit(error)
            return
        values = (options, self.region.text().strip() or None)
        if values != (self._tile.options, self._tile.region):
            self.values = values
            self.changed.emit()
