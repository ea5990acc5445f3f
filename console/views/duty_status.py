"""The bottom line of the duty desk: link, what waits on disk, who is heard, the shift."""

from datetime import datetime

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from console.domain.listening import SILENCE, SOUND_SHAPES, SOUND_WORDS, SoundState, SoundStatus
from console.domain.truth import LinkState
from console.widgets.ages import span_words
from console.widgets.elided_label import ElidedLabel
from console.widgets.language import language
from console.widgets.style import set_state


class DutyStatusLine(QFrame):
    """Says what the officer must know besides the pictures; the shift's name can be typed."""

    officer_changed = Signal(str)

    def __init__(self, officer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._link = LinkState(None, connected=False)
        self._sound = SILENCE
        self._queue = 0
        self._may_write = True
        self._notice = ""
        self.link_label = ElidedLabel(self)
        self.queue_label = QLabel(self)
        self.sound_label = ElidedLabel(self)
        self.notice_label = ElidedLabel(self)
        self._shift_words = QLabel(self)
        self.officer = QLineEdit(officer, self)
        self.officer.setMaxLength(100)
        self.officer.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self._clock = QLabel(self)
        self._clock.setProperty("role", "clock")
        for label in (self.link_label, self.queue_label, self.sound_label, self.notice_label):
            label.setProperty("role", "duty-status")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(14)
        layout.addWidget(self.link_label, 3)
        layout.addWidget(self.queue_label)
        layout.addWidget(self.sound_label, 3)
        layout.addWidget(self.notice_label, 4)
        for widget in (self._shift_words, self.officer, self._clock):
            layout.addWidget(widget)
        self.officer.editingFinished.connect(self._tell_officer)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.write)
        self._timer.start()
        self.write()

    def show_link(self, link: LinkState) -> None:
        """Show the state of the link to the database."""
        self._link = link
        self.write()

    def show_queue(self, count: int) -> None:
        """Say how many entries wait on disk."""
        self._queue = count
        self.write()

    @Slot(bool)
    def show_rights(self, may_write: bool) -> None:  # noqa: FBT001 - a slot
        """Say whether what is entered here can reach the database."""
        self._may_write = may_write
        self.write()

    def show_sound(self, sound: SoundStatus) -> None:
        """Say who is heard."""
        self._sound = sound
        self.write()

    def show_notice(self, words: str, *, fault: bool = False) -> None:
        """Say what came of the last key; an empty text takes it away."""
        self._notice = words
        set_state(self.notice_label, "fault", "true" if fault else "false")
        self.write()

    def stop(self) -> None:
        """Stop the clock."""
        self._timer.stop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.write()

    @Slot()
    def write(self) -> None:
        """Write every text in the present language."""
        now = datetime.now().astimezone()
        self.link_label.setText(self._link_words(now))
        set_state(self.link_label, "fault", "false" if self._link.connected else "true")
        self.queue_label.setText(self._queue_words())
        held_up = bool(self._queue) or not self._may_write
        set_state(self.queue_label, "fault", "true" if held_up else "false")
        self.sound_label.setText(self._sound_words())
        heard = self._sound.state in {SoundState.HEARD, SoundState.STARTING, SoundState.OFF}
        set_state(self.sound_label, "fault", "false" if heard else "true")
        self.notice_label.setText(self._notice)
        self._shift_words.setText(self.tr("On duty"))
        self.officer.setToolTip(self.tr("Name of the officer or the shift; it signs every entry"))
        self._clock.setText(f"{now:%Y-%m-%d  %H:%M:%S}")

    def _queue_words(self) -> str:
        if not self._may_write and self._queue:
            words = self.tr("This login may only read: {0} entries stay on this machine")
            return words.format(self._queue)
        if not self._may_write:
            return self.tr("This login may only read: entries stay on this machine")
        if self._queue:
            return self.tr("{0} entries wait on disk").format(self._queue)
        return self.tr("Nothing waits on disk")

    def _link_words(self, now: datetime) -> str:
        if self._link.connected:
            return self.tr("✓ Database connected")
        if self._link.confirmed_at is None:
            return self.tr("✕ No database yet")
        age = span_words(now - self._link.confirmed_at).of(language())
        return self.tr("✕ No database for {0}").format(age)

    def _sound_words(self) -> str:
        lang = language()
        state = SOUND_WORDS[self._sound.state].of(lang)
        if not self._sound.post:
            return self.tr("Sound: off")
        reason = self._sound.reason.of(lang)
        shape = SOUND_SHAPES[self._sound.state]
        return f"{shape} {self._sound.name.of(lang)}: {reason or state}"

    @Slot()
    def _tell_officer(self) -> None:
        self.officer_changed.emit(self.officer.text().strip())
