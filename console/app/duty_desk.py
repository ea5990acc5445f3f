"""The duty desk of the run: its window, and what does its wishes."""

import logging
from getpass import getuser

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from console import paths
from console.app.alarm_watch import AlarmWatch
from console.app.duty import DutyRecords
from console.app.duty_sheets import DutySheets
from console.app.live_feeds import LiveFeeds
from console.domain.duty import (
    Alarm,
    AlarmsRequest,
    AlarmsSnapshot,
    DutyEntry,
    DutyLogRequest,
    DutyLogSnapshot,
    EntryKind,
)
from console.domain.errors import ConsoleError
from console.domain.feeds import FeedState, FeedStatus, picture_words
from console.domain.posts import Post, PostsSnapshot
from console.domain.roll_call import RollCall
from console.domain.snapshots import Snapshot
from console.domain.wording import Text
from console.live.audio import Loudspeaker, PostSound
from console.live.feed_rounds import FeedRounds, Pace
from console.live.feed_snapshots import FeedSnapshots, SnapshotResult
from console.live.post_tests import PostTests
from console.settings import VideoSettings
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.duty_window import DutyWindow
from console.views.post_form import PostForm
from console.views.thumbnails import bring
from console.views.wall_set import settle
from console.widgets.language import language

_UNSEEN = Pace(at_once=1)
"""How feeds are looked at for the alarms before this desk is opened: one at a time."""

_ENTRIES = 500
"""Entries that the desk shows, and a handover sheet can hold."""

_ALWAYS = tuple(QKeySequence(keys) for keys in ("B", "F12", "Shift+F12"))
"""Keys of the operator that act on the duty desk too: blank, panic, and its release."""

_LOG = logging.getLogger(__name__)


class DutyDesk(QObject):
    """Builds the duty desk, connects it, opens and stops it.

    Attributes:
        window: The duty desk itself.
        loudspeaker: Whoever wants to be heard asks here; a call, say.
        desks: The windows in which the operator's keys rest.
    """

    language_wanted = Signal()

    def __init__(
        self,
        settings: VideoSettings,
        board: Board,
        feeds: LiveFeeds,
        records: DutyRecords,
        operator: DeskWindow,
    ) -> None:
        super().__init__()
        self._operator = operator
        allowed = settings.also_allowed
        self._board = board
        self._feeds = feeds
        self._opened = self._ended = False
        self._last_call = ""
        self._posts: tuple[Post, ...] = ()
        self.window = DutyWindow(_user())
        self.desks: set[QWidget | None] = {self.window}
        self.loudspeaker = Loudspeaker(self)
        self._records = records
        self.watch = AlarmWatch(records, board, parent=self)
        self.sound = PostSound(self.loudspeaker, also_allowed=allowed, parent=self)
        self.pictures = FeedSnapshots(feeds.service, paths.user_data() / "pictures", self)
        self.rounds = FeedRounds(feeds.service, _UNSEEN, self)
        self.tests = PostTests(allowed, self)
        self.form = PostForm(self.tests.check, self.window)
        self.sheets = DutySheets(self.window, self)
        self._connect_window()
        self._connect_parts()
        self._key = QShortcut(QKeySequence("F6"), operator)
        self._key.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._key.activated.connect(self.open)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._share_keys)
        self._app = app

    def _connect_window(self) -> None:
        window, commands = self.window, self.window.commands
        window.language_wanted.connect(self.language_wanted)
        window.operator_wanted.connect(self._go_to_operator)
        window.scribe.entry_made.connect(self._records.record)
        window.alarms.acknowledge_wanted.connect(self._acknowledge)
        window.mute_wanted.connect(self.loudspeaker.mute_all)
        commands.hear_wanted.connect(self._hear)
        commands.picture_wanted.connect(self.pictures.save)
        commands.posts_wanted.connect(self.form.show_post)
        self.form.save_wanted.connect(self._records.save_post)
        self.form.test_wanted.connect(self.tests.begin)

    def _connect_parts(self) -> None:
        window = self.window
        self._board.posts_changed.connect(self._take_posts)
        self._board.link_changed.connect(window.show_link)
        self._board.answered.connect(self._take_answer)
        self.watch.alarms_changed.connect(self._show_alarms)
        self.watch.deaf_changed.connect(window.alarms.show_deaf)
        self._feeds.service.status_changed.connect(self._take_status)
        self.rounds.seen.connect(self.watch.take_status)
        for told in (self._feeds.service.status_changed, self.rounds.seen):
            told.connect(window.show_status)
            told.connect(self.sheets.see)
        self.sound.changed.connect(window.show_sound)
        self.pictures.done.connect(self._note_picture)
        self.tests.verdict.connect(self._show_verdict)
        self._records.queue_changed.connect(window.status.show_queue)
        self._records.rights_changed.connect(window.status.show_rights)
        self._records.saved.connect(self.form.show_saved)
        self._records.failed.connect(self._fail)
        self._records.book_read.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        """Watch over alarms as soon as they can be kept, whether anybody opens this desk or not."""
        if self._ended:  # The database answered while everything was being stopped.
            return
        self._board.also_want(DutyLogRequest(_ENTRIES), AlarmsRequest())
        self.rounds.start()
        self.watch.start()

    @Slot()
    def open(self) -> None:
        """Bring the window, and look at the posts faster, those that are not expected too."""
        if not self._opened:
            self._opened = True
            for canvas in (self.window.pages.canvas, self.window.full.canvas):
                self._feeds.hub.add(canvas, "duty")
            self.rounds.set_pace(Pace())
            self._go_round()
            settle(self.window, self._operator.screen())
        self.window.show()
        bring(self.window)

    def stop(self) -> None:
        """End everything; what waits for the database waits on the disk."""
        self._ended = True
        if isinstance(self._app, QGuiApplication):
            self._app.focusWindowChanged.disconnect(self._share_keys)
        for stop in (
            self.watch.stop,
            self.rounds.stop,
            self.sound.stop,
            self.tests.stop,
            self.pictures.stop,
            self.form.close,
            self.sheets.handover.close,
            self.window.end,
        ):
            stop()

    @Slot()
    def _go_to_operator(self) -> None:
        bring(self._operator)

    @Slot()
    def _share_keys(self) -> None:
        """Let the operator's keys, which act everywhere else, rest while the duty desk is used.

        A digit that is meant for the duty desk would take a scene on the wall otherwise. Whoever
        must have the wall dark at once need not change windows first.
        """
        active = QApplication.activeWindow()
        ours = active is not None and bool(self.desks & {active, active.parentWidget()})
        for shortcut in self._operator.findChildren(QShortcut):
            if shortcut.context() is Qt.ShortcutContext.ApplicationShortcut:
                shortcut.setEnabled(not ours or shortcut.key() in _ALWAYS)

    @Slot(object)
    def _take_posts(self, posts: PostsSnapshot) -> None:
        self.window.show_posts(posts)
        self.form.show_posts(posts)
        self.watch.take_posts(posts.posts)
        self._posts = posts.posts
        self._go_round()

    def _go_round(self) -> None:
        """Look at what has a picture; before this desk is opened, at what alarms can come of."""
        shown = [post for post in self._posts if post.has_video]
        self.rounds.set_posts(post.code for post in shown if self._opened or post.expected)

    @Slot(object)
    def _take_status(self, status: FeedStatus) -> None:
        """Judge a feed by what it is, and not by its being looked at or not."""
        if status.state not in {FeedState.IDLE, FeedState.CONNECTING}:
            self.watch.take_status(status)

    @Slot(object)
    def _show_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        self.sheets.alarms = alarms
        self.window.alarms.show_alarms(alarms)

    @Slot(object)
    def _take_answer(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, DutyLogSnapshot):
            self.window.log.show_entries(snapshot.entries)
            self._remember_roll_call(snapshot.entries)
        elif isinstance(snapshot, AlarmsSnapshot):
            self.watch.take_alarms(snapshot.alarms)

    def _remember_roll_call(self, entries: tuple[DutyEntry, ...]) -> None:
        """Tell the panel of the last roll call, of whatever desk: since when posts are missing."""
        newest = next((entry for entry in entries if entry.kind is EntryKind.ROLL_CALL), None)
        if newest is None or newest.uid == self._last_call:
            return
        self._last_call = newest.uid
        try:
            call = RollCall.from_detail(newest.detail)
        except ValueError as error:
            _LOG.warning("The last roll call cannot be read: %s", error)
            return
        self.window.roll.show_last(call)
        self.watch.take_roll_call(call)

    @Slot(str)
    def _hear(self, code: str) -> None:
        post = self._feeds.service.post(code)
        if post is None:
            self.window.say(self.tr("This post has no video address, and so no sound"), fault=True)
        else:
            self.sound.toggle(post)

    @Slot(str)
    def acknowledge_on_wall(self, key: str) -> None:
        """Acknowledge an alarm of a board in the officer's name, whether this desk is open or not.

        Who has given no name is asked for it.
        """
        if self.window.scribe.officer:
            self._records.acknowledge(key, self.window.scribe.officer)
        else:
            self.window.commands.unsigned.emit()

    @Slot(str)
    def _acknowledge(self, key: str) -> None:
        scribe = self.window.scribe
        if scribe.officer:
            self.watch.acknowledge(key, scribe.officer)
        else:
            self.window.commands.unsigned.emit()

    @Slot(object)
    def _note_picture(self, result: SnapshotResult) -> None:
        """Write into the log that a picture was taken, and of what: a frozen one says so."""
        if result.path is None:
            words = self.tr("No picture was saved: {0}").format(result.fault.of(language()))
            self.window.say(words, fault=True)
            return
        text = picture_words(self._feeds.service.status(result.post)).of(language())
        scribe = self.window.scribe
        scribe.write(EntryKind.SNAPSHOT, text, result.post, picture=str(result.path))
        self.window.say(self.tr("Saved: {0}").format(result.path))

    @Slot(str, object, bool)
    def _show_verdict(self, field: str, words: Text, good: bool) -> None:  # noqa: FBT001 - a slot
        self.form.fields.show_verdict(field, words.of(language()), good=good)

    @Slot(object)
    def _fail(self, error: ConsoleError) -> None:
        self.form.show_failure(error.problem, error.remedy)
        self.window.say(error.say(language()), fault=True)


def _user() -> str:
    """Return the name of whoever runs the program, until the officer types another."""
    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return ""
