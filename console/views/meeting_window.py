"""The desk's meeting: a page of another conference system, seen before it is taken on the wall."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.wording import NOTHING, Text
from console.theme import Metrics, stylesheet
from console.widgets.call_view import CallView
from console.widgets.language import language
from console.widgets.style import set_state


class MeetingWindow(QWidget):
    """Every wish goes out as a signal.

    Args:
        addresses: What is offered; any other may be typed.
    """

    open_wanted = Signal(str)
    air_wanted = Signal(bool)
    hear_wanted = Signal(bool)
    share_wanted = Signal(bool)
    end_wanted = Signal()

    def __init__(self, addresses: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._metrics = Metrics(0)
        self._words = NOTHING
        self.address = QComboBox(self)
        self.address.setEditable(True)
        self.address.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.address.addItems(list(addresses))
        self.view = CallView(self)
        self._devices = QLabel(self)
        self._devices.setProperty("role", "ring")
        self._notice = QLabel(self)
        self._notice.setProperty("role", "notice")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self.go = self._button("", self._go)
        self.air = self._button("F6", self.air_wanted, checkable=True)
        self.hear = self._button("F9", self.hear_wanted, checkable=True)
        self.share = self._button("F10", self.share_wanted, checkable=True)
        self.end = self._button("Esc", self.end_wanted)
        field = self.address.lineEdit()
        if field is not None:
            field.returnPressed.connect(self._go)
        self._arrange()
        self.show_devices(False)  # noqa: FBT003 - a slot
        self.show_open(open_=False)
        self._write()

    def _button(self, key: str, wish: object, *, checkable: bool = False) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCheckable(checkable)
        button.clicked.connect(wish)
        if key:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(button.click)
        return button

    def _arrange(self) -> None:
        head, buttons, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.address, 1)
        head.addWidget(self.go)
        head.addWidget(self._devices)
        for button in (self.air, self.hear, self.share, self.end):
            buttons.addWidget(button, 1)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._notice)
        layout.addWidget(self.view, 1)
        layout.addLayout(buttons)

    def show_open(self, *, open_: bool) -> None:
        """Offer what can be done with a meeting, while there is one."""
        for button in (self.air, self.hear, self.share, self.end):
            button.setEnabled(open_)
            if not open_:
                button.setChecked(False)

    @Slot(bool)
    def show_devices(self, opened: bool) -> None:  # noqa: FBT001 - a slot
        """Mark that the page may use camera, microphone or screen, for as long as it may."""
        self._devices.setVisible(opened)
        set_state(self._devices, "ringing", "true" if opened else "false")

    def say(self, words: Text) -> None:
        """Say what is the matter, until there is something else to say."""
        self._words = words
        self._notice.setText(words.of(language()))
        self._notice.setVisible(bool(self._notice.text()))

    @property
    def says_something(self) -> bool:
        """Whether words stand there already."""
        return self._words != NOTHING

    def refuse(self, error: ConsoleError) -> None:
        """Say why an address was not opened, and what to do."""
        self.say(
            Text(f"{error.problem.zh}{error.remedy.zh}", f"{error.problem.en} {error.remedy.en}")
        )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.end_wanted.emit()

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
        return QSize(1600, 900)

    @Slot()
    def _go(self) -> None:
        self.open_wanted.emit(self.address.currentText().strip())

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Meeting page"))
        self._devices.setText(self.tr("● Camera or microphone open to this page"))
        self.go.setText(self.tr("Open (Enter)"))
        self.air.setText(self.tr("On air (F6)"))
        self.hear.setText(self.tr("Hear (F9)"))
        self.share.setText(self.tr("Offer our wall (F10)"))
        self.end.setText(self.tr("Leave (Esc)"))
        self.say(self._words)
