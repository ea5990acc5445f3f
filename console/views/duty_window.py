"""The duty desk: all feeds, alarms, roll call and log, for one officer alone at night."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.feeds import FeedState, FeedStatus
from console.domain.listening import SoundStatus
from console.domain.posts import PostsSnapshot
from console.domain.truth import LinkState
from console.domain.wording import NOTHING, Text
from console.theme import Metrics, stylesheet
from console.views.alarm_list import AlarmList
from console.views.duty_commands import DutyCommands
from console.views.duty_filter import DutyFilter
from console.views.duty_full import DutyFullScreen
from console.views.duty_keys import DutyKeyHelp
from console.views.duty_log import DutyLog
from console.views.duty_pages import DutyPages
from console.views.duty_scribe import DutyScribe
from console.views.duty_status import DutyStatusLine
from console.views.panel import Panel
from console.views.roll_call_panel import RollCallPanel
from console.views.thumbnails import bring
from console.wall.feed_pages import PAGE_SIZES, Showing
from console.widgets.language import language

_NOTICE_MS = 10_000
_FOUND = frozenset(FeedState) - {FeedState.IDLE, FeedState.CONNECTING}
"""States that say something of a post, and not only of whether it is being looked at."""

_WIDTHS = (19, 53, 28)


class DutyWindow(QWidget):
    """Composes the duty desk; every wish goes out as a signal, and it shows what comes of it."""

    language_wanted = Signal()
    operator_wanted = Signal()
    """The officer goes to the operator's desk."""

    acknowledge_wanted = Signal(str)
    mute_wanted = Signal()
    handover_wanted = Signal()
    officer_changed = Signal(str)

    def __init__(self, officer: str) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.scribe = DutyScribe(officer, self)
        self._ending = False
        self._metrics = Metrics(0)
        self.filter = DutyFilter(self)
        self.pages = DutyPages(self)
        self.alarms = AlarmList(self)
        self.roll = RollCallPanel(self)
        self.log = DutyLog(self)
        contents = (self.filter, self.pages, self.alarms, self.roll, self.log)
        self._panels = [Panel(content, self) for content in contents]
        self.status = DutyStatusLine(officer, self)
        self._arrange()
        self.full = DutyFullScreen(self)
        self.commands = DutyCommands(self.pages, self.full, self.log, self.scribe, self)
        self.help = DutyKeyHelp(self)
        self._notice = QTimer(self)
        self._notice.setSingleShot(True)
        self._notice.setInterval(_NOTICE_MS)
        self._notice.timeout.connect(self._forget_notice)
        self._connect()
        self._bind()
        self._write()
        self.pages.canvas.setFocus()

    def _arrange(self) -> None:
        left, middle, *right = self._panels
        columns = QHBoxLayout()
        columns.setSpacing(8)
        for panels, width in zip(((left,), (middle,), right), _WIDTHS, strict=True):
            column = QVBoxLayout()
            column.setSpacing(8)
            for panel, height in zip(panels, (3, 3, 4), strict=False):
                panel.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
                column.addWidget(panel, height)
            columns.addLayout(column, width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addLayout(columns, 1)
        layout.addWidget(self.status)

    def _connect(self) -> None:
        self.filter.changed.connect(self.pages.filter)
        self.pages.selected.connect(self._show_selection)
        self.alarms.acknowledge_wanted.connect(self.acknowledge_wanted)
        self.alarms.ringing_changed.connect(self.full.show_alarms)
        self.commands.unsigned.connect(self._ask_officer)
        self.roll.missing_changed.connect(self.pages.show_missing)
        self.roll.post_chosen.connect(self.pages.show_post)
        self.status.officer_changed.connect(self.officer_changed)
        self.status.officer_changed.connect(self._sign)
        self.scribe.entry_made.connect(self.log.add_own)
        self.roll.unsigned.connect(self._ask_officer)
        for part in (self.alarms, self.log):
            part.name_places(self.scribe.name_of)
        self._sign(self.scribe.officer)

    def _bind(self) -> None:
        """Give every key its slot; the operator's desk lets go of its keys while this is active."""
        keys = {
            self.pages.turn_back: ("PgUp",),
            self.pages.turn_on: ("PgDown",),
            self._find: ("/", "Ctrl+F"),
            self.filter.clear: ("Ctrl+0",),
            self._show_faults: ("Ctrl+E",),
            self.commands.hear: ("M",),
            self.mute_wanted: ("F8", "Shift+M"),
            self.commands.take_picture: ("F9",),
            self.log.begin: ("L",),
            self.alarms.go: ("A",),
            self.roll.press: ("F7",),
            self.handover_wanted: ("F10",),
            self.commands.edit_post: ("F3",),
            self.language_wanted: ("F2",),
            self.operator_wanted: ("F4", "F6"),
            self.help.toggle: ("F1", "?"),
            self._step_back: ("Esc",),
            self.close: ("Ctrl+W",),
        }
        for slot, sequences in keys.items():
            for sequence in sequences:
                QShortcut(QKeySequence(sequence), self).activated.connect(slot)
        for number, size in enumerate(PAGE_SIZES, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.setProperty("size", size)
            shortcut.activated.connect(self._take_size)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self.pages.canvas)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.commands.open_selected)

    @Slot(object)
    def show_posts(self, posts: PostsSnapshot) -> None:
        """Know ``posts`` from now on."""
        self.scribe.show_posts(posts)
        self.filter.show_posts(posts)
        self.pages.show_posts(posts)
        self.roll.show_posts(posts)
        for part in (self.alarms, self.log, self.roll):
            part.write()
        self._show_selection(self.pages.selection)

    @Slot(object)
    def show_status(self, status: FeedStatus) -> None:
        """Take the state of a feed."""
        for canvas in (self.pages.canvas, self.full.canvas):
            canvas.show_status(status)
        if status.state in _FOUND:
            self.pages.know_states({status.post: status.state})
            self.roll.show_status(status)

    @Slot(object)
    def show_sound(self, sound: SoundStatus) -> None:
        """Show who is heard."""
        self.pages.show_sound(sound)
        self.status.show_sound(sound)
        self.commands.renew_full()

    @Slot(object)
    def show_link(self, link: LinkState) -> None:
        """Show the state of the link to the database, without which no alarm of others comes."""
        self.status.show_link(link)
        deaf = NOTHING if link.connected else (link.fault if link.fault != NOTHING else _NO_LINK)
        self.alarms.show_cut(deaf)
        trouble = "" if link.connected else deaf.of(language())
        self.pages.show_trouble(trouble)
        self.log.show_trouble(trouble)

    def say(self, words: str, *, fault: bool = False) -> None:
        """Say for a while what came of a key."""
        self.status.show_notice(words, fault=fault)
        self._notice.start()

    def end(self) -> None:
        """Close the desk for good."""
        self._ending = True
        self._notice.stop()
        for part in (self.alarms, self.status, self.roll):
            part.stop()
        self.close()
        self.deleteLater()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Only put it away: what it looks after goes on, and the key brings it back."""
        if not self._ending:
            self.full.leave()
            self.operator_wanted.emit()
        super().closeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.full.setGeometry(self.rect())
        metrics = Metrics(min(max(self.height(), 860), 2160))
        if metrics != self._metrics:
            self._metrics = metrics
            self.setStyleSheet(stylesheet("desk", metrics))
            for canvas in (self.pages.canvas, self.full.canvas):
                canvas.set_metrics(metrics)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1920, 1080)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1100, 640)

    @Slot(str)
    def _show_selection(self, code: str) -> None:
        self.log.show_place(self.scribe.name_of(code).of(language()))

    @Slot()
    def _ask_officer(self) -> None:
        self.say(self.tr("Type who is on duty first: entries are signed"), fault=True)
        self.status.officer.setFocus()

    @Slot(str)
    def _sign(self, officer: str) -> None:
        self.scribe.officer = officer
        self.roll.sign(officer)

    @Slot()
    def _find(self) -> None:
        bring(self)
        self.filter.words.setFocus()
        self.filter.words.selectAll()

    @Slot()
    def _show_faults(self) -> None:
        """Show what is not live; again, without what is well by now."""
        if self.filter.wish.showing is Showing.NOT_LIVE:
            self.pages.renew()
        else:
            self.filter.show_only(Showing.NOT_LIVE)

    @Slot()
    def _take_size(self) -> None:
        self.pages.set_size(int(self.sender().property("size")))

    @Slot()
    def _step_back(self) -> None:
        if self.full.post:
            self.full.leave()
        elif self.help.isVisible():
            self.help.hide()
        else:
            self.log.take_back()
            self.pages.canvas.setFocus()

    @Slot()
    def _forget_notice(self) -> None:
        self.status.show_notice("")

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Duty desk"))
        titles = (
            self.tr("Filter"),
            self.tr("Live feeds"),
            self.tr("Alarms  A"),
            self.tr("Roll call  F7"),
            self.tr("Duty log  L"),
        )
        for panel, title in zip(self._panels, titles, strict=True):
            panel.set_title(title)
        self._show_selection(self.pages.selection)


_NO_LINK = Text("数据库未连接", "the database is not connected")
