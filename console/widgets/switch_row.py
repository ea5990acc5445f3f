"""A row of small switches, one choice out of a few, usable by mouse and keyboard."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget


class SwitchRow(QWidget):
    """Let one of several keys be chosen; the words are set apart from the keys."""

    chosen = Signal(str)

    def __init__(self, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._group = QButtonGroup(self)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        for index, key in enumerate(keys):
            button = QToolButton(self)
            button.setCheckable(True)
            button.setProperty("role", "switch")
            button.setObjectName(key)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, index)
            self._layout.addWidget(button)
        self._group.buttonClicked.connect(self._clicked)

    def set_words(self, words: tuple[str, ...]) -> None:
        """Write ``words``, one for each key in the same order."""
        for button, word in zip(self._group.buttons(), words, strict=True):
            button.setText(word)

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen, without telling anybody."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(button.objectName())
