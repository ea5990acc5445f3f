"""The window of a city post or an expert: who calls, the picture, and a few large buttons."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.call_words import quality_words, state_words
from console.domain.calls import Call, CallStage
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.theme import Metrics, stylesheet
from console.widgets.call_page import CallPage
from console.widgets.call_view import CallView
from console.widgets.language import language
from console.widgets.style import set_state

_RING_MS = 2_000
_SAID_MS = 10_000


class PostWindow(QWidget):
    """Shows the one call of a post; every wish goes out as a signal."""

    call_wanted = Signal()
    accept_wanted = Signal(str)
    hang_up_wanted = Signal(str)
    mute_wanted = Signal(str, bool)
    low_wanted = Signal(bool)
    share_wanted = Signal(bool)
    trial_wanted = Signal()
    language_wanted = Signal()
    closed = Signal()

    def __init__(self, station: str, centre: Text) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._station = station
        self._centre = centre
        self._call: Call | None = None
        self._metrics = Metrics(0)
        self._name = _label("heading")
        self._state = _label("state")
        self._quality = _label("soft")
        self._devices = _label("ring")
        self._notice = _label("soft")
        self.view = CallView(self)
        self.answer = self._button("Return", self._answer)
        self.hang_up = self._button("Esc", self._hang_up)
        self.call = self._button("C", self.call_wanted)
        self.mute = self._button("M", self._mute, checkable=True)
        self.low = self._button("L", self._lower, checkable=True)
        self.share = self._button("S", self._share, checkable=True)
        self.trial = self._button("D", self.trial_wanted)
        self._arrange()
        key = QShortcut(QKeySequence("F2"), self)
        key.activated.connect(self.language_wanted)
        self._ring = QTimer(self)
        self._ring.setInterval(_RING_MS)
        self._ring.timeout.connect(self._beep)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID_MS)
        self._said.timeout.connect(self._notice.clear)
        self.show_devices(False)  # noqa: FBT003 - a slot
        self._write()

    def _button(self, key: str, slot: object, *, checkable: bool = False) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(checkable)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(slot)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(button.click)
        if key == "Return":
            enter = QShortcut(QKeySequence("Enter"), self)
            enter.activated.connect(button.click)
        return button

    def _arrange(self) -> None:
        head, buttons, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self._name, 1)
        head.addWidget(self._devices)
        line = QHBoxLayout()
        line.addWidget(self._state)
        line.addWidget(self._quality, 1)
        beside = (self.mute, self.low, self.share, self.trial)
        for button in (self.answer, self.hang_up, self.call, *beside):
            buttons.addWidget(button, 1)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(line)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._notice)
        layout.addLayout(buttons)

    def show_call(self, call: Call | None, page: CallPage | None) -> None:
        """Show ``call`` as it stands, with the pictures of ``page`` where it is answered."""
        self._call = call
        self.view.show_page(page if call is not None and call.is_answered else None)
        self._write()

    @Slot(bool)
    def ring(self, rings: bool) -> None:  # noqa: FBT001 - a slot
        """Ring, and come to the front, until somebody answers."""
        if not rings:
            self._ring.stop()
            return
        self._beep()
        self._ring.start()
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    @Slot(bool)
    def show_devices(self, opened: bool) -> None:  # noqa: FBT001 - a slot
        """Mark that camera or microphone are in use, for as long as they are."""
        self._devices.setVisible(opened)
        set_state(self._devices, "ringing", "true" if opened else "false")

    @Slot(object)
    def say(self, error: ConsoleError) -> None:
        """Say for a while what is the matter."""
        self._notice.setText(error.say(language()))
        self._said.start()

    @Slot(str)
    def forget(self, _place: str) -> None:
        """What was the matter is mended."""
        self._said.stop()
        self._notice.clear()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._ring.stop()
        self._said.stop()
        self.view.show_page(None)
        super().closeEvent(event)
        self.closed.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = Metrics(min(max(self.height(), 860), 2160))
        if metrics != self._metrics:
            self._metrics = metrics
            self.setStyleSheet(stylesheet("desk", metrics))

    @override
    def sizeHint(self) -> QSize:
        return QSize(1280, 860)

    @Slot()
    def _answer(self) -> None:
        if self._call is not None and self._rings_here:
            self.accept_wanted.emit(self._call.key)

    @Slot()
    def _hang_up(self) -> None:
        if self._call is not None:
            self.hang_up_wanted.emit(self._call.key)

    @Slot(bool)
    def _mute(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if self._call is not None:
            self.mute_wanted.emit(self._call.key, on)

    @Slot(bool)
    def _lower(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self.low_wanted.emit(on)

    @Slot(bool)
    def _share(self, on: bool) -> None:  # noqa: FBT001 - a slot
        self.share_wanted.emit(on)

    @Slot()
    def _beep(self) -> None:
        QApplication.beep()

    @property
    def _rings_here(self) -> bool:
        call = self._call
        return call is not None and call.stage is CallStage.RINGING and not call.outgoing

    def _write(self) -> None:
        lang, call = language(), self._call
        going_on = call is not None and not call.is_over
        through = call is not None and call.is_answered
        self.setWindowTitle(self.tr("Post {0}").format(self._station))
        name = call.party.name if call is not None else self._centre
        self._name.setText(name.of(lang) if going_on else self.windowTitle())
        self._state.setText(state_words(call).of(lang) if call else self.tr("Ready for a call"))
        self._quality.setText(quality_words(call).of(lang) if call and through else "")
        self._devices.setText(self.tr("● Camera or microphone in use"))
        for button, words, shown in (
            (self.answer, self.tr("Answer (Enter)"), self._rings_here),
            (
                self.hang_up,
                self.tr("Refuse (Esc)") if self._rings_here else self.tr("Hang up (Esc)"),
                going_on,
            ),
            (self.call, self.tr("Call {0} (C)").format(self._centre.of(lang)), not going_on),
            (self.mute, self.tr("Microphone off (M)"), through),
            (self.low, self.tr("Low bandwidth (L)"), through),
            (self.share, self.tr("Share the screen (S)"), through),
            (self.trial, self.tr("Camera and microphone… (D)"), not going_on),
        ):
            button.setText(words)
            button.setVisible(shown)
            button.setEnabled(shown)  # its key asks for nothing then
        if call is not None:
            self.mute.setChecked(call.muted)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
