"""The top line of the desk: what is on air, the time, the language, help."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from console.widgets.style import set_state

_SAID_MS = 6000
"""Milliseconds for which a notice stands."""


class DeskBar(QFrame):
    """Shows and offers what concerns the whole wall."""

    language_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._on_air_words = QLabel(self)
        self._on_air_words.setProperty("role", "on-air-mark")
        self._on_air = QLabel(self)
        self._on_air.setProperty("role", "on-air")
        self._on_air.setTextFormat(Qt.TextFormat.PlainText)
        self._on_air.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._marks = QLabel(self)
        self._marks.setProperty("role", "notice")
        self._marks.hide()
        self._notice = QLabel(self)
        self._notice.setProperty("role", "notice")
        self._notice.hide()
        self._clock = QLabel(self)
        self._clock.setProperty("role", "clock")
        self._language = QPushButton(self)
        self._help = QPushButton(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(10)
        layout.addWidget(self._on_air_words)
        layout.addWidget(self._on_air, 1)
        for widget in (
            self._marks,
            self._notice,
            self._clock,
            self._language,
            self._help,
        ):
            layout.addWidget(widget)
        for button in (self._language, self._help):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._language.clicked.connect(self.language_wanted)
        self._help.clicked.connect(self.help_wanted)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID_MS)
        self._said.timeout.connect(self._forget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        self._tick()

    def show_on_air(self, scene: str, region: str) -> None:
        """Write what is on air."""
        self._on_air.setText(f"{scene} · {region}" if region else scene)

    def show_marks(self, words: str) -> None:
        """Write what is laid over the wall, and who holds it; an empty text takes them away."""
        self._marks.setText(words)
        self._marks.setVisible(bool(words))

    def say(self, words: str) -> None:
        """Write ``words`` beside the clock for a while."""
        self._show_notice(words)
        self._said.start()

    def says(self, words: str) -> bool:
        """Return whether ``words`` stand there now."""
        return self._said.isActive() and self._notice.text() == words

    @Slot()
    def _forget(self) -> None:
        self._show_notice("")

    def _show_notice(self, words: str) -> None:
        self._notice.setText(words)
        self._notice.setVisible(bool(words))
        set_state(self, "notice", "true" if words else "false")

    def write(self) -> None:
        """Write every text in the present language."""
        self._on_air_words.setText(self.tr("ON AIR"))
        self._language.setText("中文 / English  F2")
        self._help.setText(self.tr("Keys  F1"))

    def stop(self) -> None:
        """Stop the clock, and say no more."""
        self._timer.stop()
        self._said.stop()

    @Slot()
    def _tick(self) -> None:
        now = datetime.now().astimezone()
        self._clock.setText(f"{now:%Y-%m-%d  %H:%M:%S}")
        self._timer.start(1000 - now.microsecond // 1000)
