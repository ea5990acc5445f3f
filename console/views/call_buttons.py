"""What can be done with one call: a button and a key for each wish."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from console.domain.calls import Call, CallStage


class CallButtons(QWidget):
    """Every wish goes out as a signal, with the key of the call that it is about.

    Args:
        window: Where the keys act.
    """

    accept_wanted = Signal(str)
    hang_up_wanted = Signal(str)
    air_wanted = Signal(str, bool)
    hold_wanted = Signal(str, bool)
    mute_wanted = Signal(str, bool)
    hear_wanted = Signal(str)
    share_wanted = Signal(str, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._call: Call | None = None
        self._shared = False
        self._buttons: dict[str, QPushButton] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        wishes: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("answer", "F5", self._answer),
            ("end", "Esc", self._hang_up),
            ("air", "F6", self._take),
            ("hold", "F7", self._hold),
            ("mute", "F8", self._mute),
            ("hear", "F9", self._hear),
            ("share", "F10", self._share),
        )
        for index, (name, key, slot) in enumerate(wishes):
            button = QPushButton(self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(slot)
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)
            layout.addWidget(button, index // 3, index % 3, 1, 3 if name == "share" else 1)
            self._buttons[name] = button

    def show_call(self, call: Call | None, *, shared: bool = False) -> None:
        """Let keys and buttons be about ``call``, whose other side sees the wall if ``shared``."""
        self._call = call
        self._shared = shared
        self.write()

    def write(self) -> None:
        """Write the buttons anew in the present language."""
        call = self._call
        rings = call is not None and call.stage is CallStage.RINGING
        through = call is not None and call.is_answered
        on_air = call is not None and call.stage is CallStage.ON_AIR
        rings_here = rings and call is not None and not call.outgoing
        held = call is not None and call.held
        muted = call is not None and call.muted
        texts = {
            "answer": (self.tr("Answer (F5)"), rings_here),
            "end": (
                self.tr("Refuse (Esc)") if rings_here else self.tr("Hang up (Esc)"),
                rings or through,
            ),
            "air": (self.tr("Off air (F6)") if on_air else self.tr("On air (F6)"), through),
            "hold": (self.tr("Resume (F7)") if held else self.tr("Hold (F7)"), through),
            "mute": (
                self.tr("Microphone on (F8)") if muted else self.tr("Microphone off (F8)"),
                through,
            ),
            "hear": (self.tr("Hear (F9)"), through),
            "share": (
                self.tr("Camera again (F10)") if self._shared else self.tr("Show our wall (F10)"),
                through,
            ),
        }
        for name, (words, enabled) in texts.items():
            self._buttons[name].setText(words)
            self._buttons[name].setEnabled(enabled)

    @Slot()
    def _answer(self) -> None:
        call = self._call
        if call is not None and call.stage is CallStage.RINGING and not call.outgoing:
            self.accept_wanted.emit(call.key)

    @Slot()
    def _hang_up(self) -> None:
        call = self._call
        if call is not None and not call.is_over:
            self.hang_up_wanted.emit(call.key)

    @Slot()
    def _take(self) -> None:
        call = self._call
        if call is not None and call.is_answered:
            self.air_wanted.emit(call.key, call.stage is CallStage.CONNECTED)

    @Slot()
    def _hold(self) -> None:
        call = self._call
        if call is not None and call.is_answered:
            self.hold_wanted.emit(call.key, not call.held)

    @Slot()
    def _mute(self) -> None:
        call = self._call
        if call is not None and call.is_answered:
            self.mute_wanted.emit(call.key, not call.muted)

    @Slot()
    def _hear(self) -> None:
        call = self._call
        if call is not None and call.is_answered:
            self.hear_wanted.emit(call.key)

    @Slot()
    def _share(self) -> None:
        call = self._call
        if call is not None and call.is_answered:
            self.share_wanted.emit(call.key, not self._shared)
