"""The alarms: each stays until somebody acknowledges it, and rings on the desk until then."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.duty import SEVERITY_WORDS, Alarm, alarm_words
from console.domain.wording import NOTHING, Lang, Text
from console.views.wrapped_list import Row, WrappedList
from console.widgets.ages import age_words
from console.widgets.language import language
from console.widgets.style import set_state

_SECOND_MS = 1000
_BEEP_EVERY = 3
"""Seconds between two rings."""

_ROLES = {1: "bad", 2: "bad", 3: "warn", 4: "accent"}


def _nameless(code: str) -> Text:
    return Text(code, code)


class AlarmList(QWidget):
    """Lists alarms, those not acknowledged first, and says when none can be received."""

    acknowledge_wanted = Signal(str)
    """Somebody saw the alarm with this key."""

    chosen = Signal(str)
    """The alarm with this key is looked at."""

    ringing_changed = Signal(int)
    """So many alarms are not acknowledged now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alarms: tuple[Alarm, ...] = ()
        self._deaf = NOTHING
        self._cut = NOTHING
        self._place_of: Callable[[str], Text] = _nameless
        self._hushed: frozenset[str] = frozenset()
        self._seconds = 0
        self._lit = False
        self.banner = QLabel(self)
        self.banner.setProperty("role", "deaf")
        self.banner.setWordWrap(True)
        self.banner.setTextFormat(Qt.TextFormat.PlainText)
        self.ring = QLabel(self)
        self.ring.setProperty("role", "ring")
        self.list = WrappedList(self)
        self.acknowledge = QPushButton(self)
        self.hush = QPushButton(self)
        self._arrange()
        self.acknowledge.clicked.connect(self.acknowledge_chosen)
        self.hush.clicked.connect(self.hush_now)
        self.list.itemDoubleClicked.connect(self.acknowledge_chosen)
        self.list.currentRowChanged.connect(self._tell_chosen)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.acknowledge_chosen)
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self.write()

    def _arrange(self) -> None:
        for button in (self.acknowledge, self.hush):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout()
        row.addWidget(self.ring, 1)
        row.addWidget(self.hush)
        row.addWidget(self.acknowledge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)

    @property
    def latched(self) -> int:
        """How many alarms nobody acknowledged."""
        return sum(alarm.is_latched for alarm in self._alarms)

    def name_places(self, name: Callable[[str], Text]) -> None:
        """Write names by ``name``, which is given the code of a post or region."""
        self._place_of = name
        self.write()

    @Slot(object)
    def show_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        """Show ``alarms`` in place of the last ones."""
        before = self.latched
        self._alarms = tuple(sorted(alarms, key=_rank))
        self.write()
        if self.latched != before:
            self.ringing_changed.emit(self.latched)

    @Slot(object)
    def show_deaf(self, why: Text) -> None:
        """Say that alarms cannot be received, and why; an empty text says that they can."""
        self._deaf = why
        self.write()

    def show_cut(self, why: Text) -> None:
        """Say that the link is cut by which alarms come, and why; an empty text says it is not."""
        self._cut = why
        self.write()

    @Slot()
    def acknowledge_chosen(self) -> None:
        """Acknowledge the alarm that the cursor is on, else the first that rings."""
        ringing = [alarm.key for alarm in self._alarms if alarm.is_latched]
        key = self.list.chosen if self.list.chosen in ringing else ""
        if not key and ringing and not self.list.chosen:
            key = ringing[0]
        if key:
            self.acknowledge_wanted.emit(key)

    @Slot()
    def hush_now(self) -> None:
        """Ring no longer for the alarms there are; the next one rings again."""
        self._hushed = frozenset(alarm.key for alarm in self._alarms if alarm.is_latched)
        self._light(lit=False)

    def go(self) -> None:
        """Put the keys on the first alarm."""
        self.list.setFocus()
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def stop(self) -> None:
        """Ring no longer."""
        self._timer.stop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.write()

    @Slot()
    def write(self) -> None:
        """Write every text in the present language, with the ages of this moment."""
        lang, now = language(), datetime.now().astimezone()
        rows = [self._row(alarm, lang, now) for alarm in self._alarms]
        self.list.set_rows(rows, self.tr("No alarms"))
        self.ring.setText(self.tr("▲ {0} not acknowledged").format(self.latched))
        set_state(self.ring, "quiet", "false" if self.latched else "true")
        self.acknowledge.setText(self.tr("Acknowledge  Enter"))
        self.hush.setText(self.tr("Hush"))
        self.acknowledge.setEnabled(self.latched > 0)
        self.hush.setEnabled(bool(self._ringing()))
        words = self._deaf.of(lang) or self._cut.of(lang)
        self.banner.setText(self.tr("✕ Alarms cannot be received: {0}").format(words))
        self.banner.setVisible(bool(words))

    def _row(self, alarm: Alarm, lang: Lang, now: datetime) -> Row:
        place = self._place_of(alarm.post or alarm.region).of(lang)
        head = [
            f"{'▲' if alarm.is_latched else '△'} {SEVERITY_WORDS[alarm.severity].of(lang)}",
            alarm_words(alarm.kind).of(lang),
            place,
            age_words(now - alarm.raised_at).of(lang),
        ]
        text = " · ".join(filter(None, head)) + f"\n{alarm.text.of(lang)}"
        if alarm.cleared_at is not None:
            text += "\n" + self.tr("Over since {0}").format(_clock(alarm.cleared_at, now))
        if alarm.acknowledged_at is not None:
            at = _clock(alarm.acknowledged_at, now)
            text += "\n" + self.tr("✓ {0}, {1}").format(alarm.acknowledged_by, at)
        role = _ROLES.get(alarm.severity, "text") if alarm.is_latched else "text_soft"
        return Row(alarm.key, text, role, alarm.is_latched)

    def _ringing(self) -> list[str]:
        return [a.key for a in self._alarms if a.is_latched and a.key not in self._hushed]

    @Slot()
    def _beat(self) -> None:
        self._seconds += 1
        if self._seconds % 5 == 0:
            self.write()
        ringing = bool(self._ringing())
        self._light(lit=ringing and not self._lit)
        if ringing and self._seconds % _BEEP_EVERY == 0:
            QApplication.beep()

    def _light(self, *, lit: bool) -> None:
        self._lit = lit
        set_state(self.ring, "ringing", "true" if lit else "false")

    @Slot()
    def _tell_chosen(self) -> None:
        if self.list.chosen:
            self.chosen.emit(self.list.chosen)


def _rank(alarm: Alarm) -> tuple[bool, int, float, str]:
    return alarm.rank


def _clock(moment: datetime, now: datetime) -> str:
    local = moment.astimezone()
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%m-%d %H:%M}"
