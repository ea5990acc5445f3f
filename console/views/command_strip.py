"""The operator's buttons below the pictures, each with its key, and who holds the wall."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.wall.precedence import PRECEDENCE, Source
from console.wall.state import WallState
from console.widgets.language import language
from console.widgets.style import set_state


class CommandStrip(QWidget):
    """Take, undo and what is laid over the wall; a button that is in force is lit.

    No button takes the focus: each has its key, and the space bar stays the take key.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.take = self._button("take")
        self.undo = self._button()
        self.safe = self._button()
        self.freeze = self._button()
        self.spotlight = self._button()
        self.blank = self._button()
        self.panic = self._button()
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (
            self.take,
            self.undo,
            self.safe,
            self.freeze,
            self.spotlight,
            self.blank,
            self.panic,
        ):
            buttons.addWidget(button, 2 if button is self.take else 1)
        self._ranks = {rank.source: QLabel(self) for rank in PRECEDENCE}
        self._held = QLabel(self)
        self._held.setProperty("role", "soft")
        self._arming = (False, False)
        self.armed = QLabel(self)
        self.armed.setProperty("role", "rank")
        ranks = QHBoxLayout()
        ranks.setSpacing(4)
        ranks.addWidget(self._held)
        for number, label in enumerate(self._ranks.values()):
            label.setProperty("role", "rank")
            if number:
                arrow = QLabel("›", self)
                arrow.setProperty("role", "soft")
                ranks.addWidget(arrow)
            ranks.addWidget(label)
        ranks.addStretch(1)
        ranks.addWidget(self.armed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(buttons)
        layout.addLayout(ranks)

    def _button(self, role: str = "command") -> QPushButton:
        button = QPushButton(self)
        button.setProperty("role", role)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def show_state(self, state: WallState) -> None:
        """Light what is in force, and name who holds the wall."""
        air = state.on_air
        frozen = air.frozen_since is not None or bool(air.frozen_tiles)
        ready = state.preview != state.program and not state.dark
        self.undo.setEnabled(bool(state.past))
        for button, on in (
            (self.take, ready),
            (self.freeze, frozen),
            (self.spotlight, air.spotlight is not None),
            (self.blank, air.blank_since is not None),
            (self.panic, state.panic_since is not None),
        ):
            set_state(button, "lit", "true" if on else "false")
        for source, label in self._ranks.items():
            held = source is state.holder
            set_state(label, "held", _weight(source) if held else "no")

    def show_armed(self, *, armed: bool, possible: bool) -> None:
        """Say whether an alarm may take the wall by itself."""
        self._arming = (armed, possible)
        set_state(self.armed, "armed", "true" if armed else "false")
        self._write_armed()

    def _write_armed(self) -> None:
        armed, possible = self._arming
        if armed:
            words = self.tr("ARMED: alarms may take  Ctrl+F12")
        elif possible:
            words = self.tr("Disarmed: alarms only propose  Ctrl+F12")
        else:
            words = self.tr("Alarms only propose")
        self.armed.setText(words)

    def write(self) -> None:
        """Write every text in the present language."""
        self._write_armed()
        self.take.setText(self.tr("TAKE\nSpace"))
        self.undo.setText(self.tr("Undo\nCtrl+Z"))
        self.safe.setText(self.tr("Safe\nF9"))
        self.freeze.setText(self.tr("Freeze\nF8"))
        self.spotlight.setText(self.tr("Enlarge\nF11"))
        self.blank.setText(self.tr("Black\nB"))
        self.panic.setText(self.tr("Panic\nF12"))
        self._held.setText(self.tr("Wall held by"))
        for rank in PRECEDENCE:
            label = self._ranks[rank.source]
            label.setText(rank.title.of(language()))
            label.setToolTip(f"{rank.holds.of(language())} {rank.lifted.of(language())}")


def _weight(source: Source) -> str:
    return "alert" if source > Source.OPERATOR else "calm"
