"""The desk's calls: whom to call, what is seen before it is taken, what goes on and what was."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.calls import Call, CallStage
from console.domain.errors import ConsoleError
from console.theme import Metrics, stylesheet
from console.views.call_buttons import CallButtons
from console.views.call_contacts import CallContacts
from console.views.panel import Panel
from console.widgets.call_cell import CallCell
from console.widgets.call_face import CallFace
from console.widgets.language import language
from console.widgets.style import set_state

_RING_MS = 2_000
_SAID_MS = 10_000
_ROLE = int(Qt.ItemDataRole.UserRole)
_WIDTHS = (30, 44, 26)


class CallWindow(QWidget):
    """Composes the calls of the desk; every wish goes out as a signal of one of its parts."""

    call_wanted = Signal(object)
    mute_all_wanted = Signal()
    language_wanted = Signal()
    operator_wanted = Signal()
    meeting_wanted = Signal()
    trial_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._metrics = Metrics(0)
        self._faces: tuple[CallFace, ...] = ()
        self._rings = False
        self.contacts = CallContacts(self)
        self.cell = CallCell(self)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self._devices = QLabel(self)
        self._devices.setProperty("role", "ring")
        self._devices.hide()
        self._notice = QLabel(self)
        self._notice.setProperty("role", "notice")
        self._notice.setWordWrap(True)
        self.buttons = CallButtons(self)
        self._all = self._button("Shift+F8")
        self._quiet = self._button("F3", checkable=True)
        self._meeting = self._button("F11")
        self._meeting.clicked.connect(self.meeting_wanted)
        self._trial = self._button("Ctrl+D")
        self._trial.clicked.connect(self.trial_wanted)
        self._all.clicked.connect(self.mute_all_wanted)
        self._quiet.toggled.connect(self._keep_quiet)
        middle, right = QWidget(self), QWidget(self)
        self._arrange_middle(middle)
        self._arrange_right(right)
        self._panels = [Panel(widget, self) for widget in (self.contacts, middle, right)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        for panel, width in zip(self._panels, _WIDTHS, strict=True):
            layout.addWidget(panel, width)
        self.contacts.call_wanted.connect(self.call_wanted)
        self.list.currentItemChanged.connect(self._show_chosen)
        self._bind("/", self.contacts.begin)
        self._bind("F2", self.language_wanted)
        self._bind("F4", self.operator_wanted)
        self._ring = QTimer(self)
        self._ring.setInterval(_RING_MS)
        self._ring.timeout.connect(self._beep)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID_MS)
        self._said.timeout.connect(self._notice.clear)
        self._write()
        self.contacts.begin()

    def _arrange_middle(self, widget: QWidget) -> None:
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.cell, 1)
        layout.addWidget(self.buttons)
        layout.addWidget(self._notice)

    def _arrange_right(self, widget: QWidget) -> None:
        layout = QVBoxLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._devices)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._all)
        layout.addWidget(self._quiet)
        layout.addWidget(self._meeting)
        layout.addWidget(self._trial)

    def _button(self, key: str, *, checkable: bool = False) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(checkable)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bind(key, button.click)
        return button

    def _bind(self, key: str, slot: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(slot)

    @property
    def chosen(self) -> Call | None:
        """The call that keys and buttons are about."""
        face = self._face()
        return face.call if face is not None else None

    @Slot(object)
    def show_faces(self, faces: Sequence[CallFace]) -> None:
        """Show ``faces``: what goes on first, then what was, the newest first."""
        before = self._face()
        self._faces = tuple(faces)
        keys = [self.list.item(row).data(_ROLE) for row in range(self.list.count())]
        if keys != [face.call.key for face in faces]:
            self._list_anew(before)
        self._write_calls()
        self._show_chosen()

    @Slot(bool)
    def ring(self, rings: bool) -> None:  # noqa: FBT001 - a slot
        """Ring on the desk, unless nobody is to be disturbed."""
        self._rings = rings
        if not rings or self._quiet.isChecked():
            self._ring.stop()
            return
        self._beep()
        self._ring.start()

    @Slot(bool)
    def show_devices(self, opened: bool) -> None:  # noqa: FBT001 - a slot
        """Mark that camera or microphone are in use, for as long as they are."""
        self._devices.setVisible(opened)
        set_state(self._devices, "ringing", "true" if opened else "false")

    @Slot(object)
    def say(self, error: ConsoleError) -> None:
        """Say for a while why a wish was not followed."""
        self._notice.setText(error.say(language()))
        self._said.start()

    def end(self) -> None:
        """Close for good."""
        self._ring.stop()
        self._said.stop()
        self.cell.release()
        self.close()
        self.deleteLater()

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
            self.cell.set_metrics(metrics)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1600, 900)

    def _face(self) -> CallFace | None:
        item = self.list.currentItem()
        key = item.data(_ROLE) if item is not None else ""
        return next((face for face in self._faces if face.call.key == key), None)

    def _list_anew(self, before: CallFace | None) -> None:
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        row = 0
        for index, face in enumerate(self._faces):
            item = QListWidgetItem()
            item.setData(_ROLE, face.call.key)
            self.list.addItem(item)
            same = before is not None and face.call.key == before.call.key
            if same and not face.call.is_over:
                row = index
        self.list.setCurrentRow(row if self._faces else -1)
        blocker.unblock()

    @Slot()
    def _show_chosen(self) -> None:
        face = self._face()
        if face is None:
            self.cell.hide()
            self.cell.release()
        else:
            off_air = face.call.stage is CallStage.CONNECTED
            self.cell.show()
            self.cell.badge.setVisible(off_air)  # it is of the pictures that are seen here
            self.cell.show_face(face, pictures=off_air)
        self.buttons.show_call(self.chosen, shared=face is not None and face.shared)

    @Slot(bool)
    def _keep_quiet(self, _on: bool) -> None:  # noqa: FBT001 - a slot
        self.ring(self._rings)

    @Slot()
    def _beep(self) -> None:
        QApplication.beep()

    def _write_calls(self) -> None:
        lang = language()
        for row, face in enumerate(self._faces):
            at = f"{face.call.placed_at.astimezone():%H:%M:%S}"
            arrow = "→" if face.call.outgoing else "←"
            name, how = face.call.party.name.of(lang), face.how.of(lang)
            words = f"{at} {arrow} {name}\n{how}{self._length(face.call)}"
            item = self.list.item(row)
            if item.text() != words:
                item.setText(words)

    def _length(self, call: Call) -> str:
        if call.answered_at is None or call.ended_at is None:
            return ""
        seconds = round(call.lasted(call.ended_at).total_seconds())
        return f" · {seconds // 60}:{seconds % 60:02d}"

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Calls"))
        titles = (self.tr("Whom to call"), self.tr("Seen before it is taken"), self.tr("Calls"))
        for panel, title in zip(self._panels, titles, strict=True):
            panel.set_title(title)
        self._devices.setText(self.tr("● Camera or microphone in use"))
        self._all.setText(self.tr("Mute everything (Shift+F8)"))
        self._quiet.setText(self.tr("Do not ring (F3)"))
        self._meeting.setText(self.tr("Meeting page… (F11)"))
        self._trial.setText(self.tr("Camera and microphone… (Ctrl+D)"))
        self.cell.write()
        self._write_calls()
        self.buttons.write()
