"""What the presenter says at this step, and how long it has lasted: for the desk only."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.widgets.style import set_state


class CueWords(QWidget):
    """A clock line, and below it the words, which scroll where they are long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock = QLabel(self)
        self.clock.setProperty("role", "cue-clock")
        self.clock.setTextFormat(Qt.TextFormat.PlainText)
        self.clock.setWordWrap(True)
        self.say = QLabel(self)
        self.say.setProperty("role", "cue-words")
        self.say.setTextFormat(Qt.TextFormat.PlainText)
        self.say.setWordWrap(True)
        self.say.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(self.say)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.clock)
        layout.addWidget(area, 1)

    def show_step(self, clock: str, words: str, *, over: bool) -> None:
        """Write the clock and the words; ``over`` says that the planned time is used up."""
        self.clock.setText(clock)
        self.say.setText(words)
        set_state(self.clock, "over", "true" if over else "false")

    def show_nothing(self, words: str) -> None:
        """Say why there is no step."""
        self.show_step(words, "", over=False)
