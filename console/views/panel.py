"""A titled box on the desk."""

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


class Panel(QFrame):
    """A title above one widget; the same margins for every box, so that the desk stays aligned."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._title = QLabel(self)
        self._title.setProperty("role", "panel-title")
        self._title.setBuddy(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(content, 1)

    def set_title(self, words: str) -> None:
        """Write the title."""
        self._title.setText(words)
