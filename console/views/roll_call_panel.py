"""The roll call: who is expected, who answered, who is missing and since when."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.feeds import FEED_WORDS, FeedStatus
from console.domain.posts import Post, PostsSnapshot
from console.domain.roll_call import (
    PRESENCE_WORDS,
    PRESENT,
    Presence,
    RollCall,
    RollPost,
    SheetRow,
)
from console.views.wrapped_list import Row, WrappedList
from console.wall.feed_pages import in_order
from console.widgets.ages import span_words
from console.widgets.language import language
from console.widgets.phrases import unbroken

_SECOND_MS = 5000

_SHAPES = {
    Presence.VIDEO: "✓",
    Presence.VOICE: "✓",
    Presence.EXCUSED: "–",
    Presence.MISSING: "✕",
}
_ROLES = {
    Presence.VIDEO: "good",
    Presence.VOICE: "good",
    Presence.EXCUSED: "text_soft",
    Presence.MISSING: "bad",
}
_KEYS = {
    "Space": Presence.VOICE,
    "V": Presence.VIDEO,
    "E": Presence.EXCUSED,
    "N": Presence.MISSING,
}


class RollCallPanel(QWidget):
    """Goes through the expected posts; feeds that are live are proposed as present."""

    unsigned = Signal()
    """No roll call was begun, for nobody has said who is on duty."""

    begun = Signal()
    """A roll call has begun."""

    finished = Signal(object)
    """The whole :class:`RollCall`: to be kept."""

    missing_changed = Signal(object)
    """Codes of the posts that were marked, or ended, as missing: a frozenset."""

    post_chosen = Signal(str)
    """The officer calls this post now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._posts: PostsSnapshot | None = None
        self._statuses: dict[str, FeedStatus] = {}
        self._call: RollCall | None = None
        self._last: RollCall | None = None
        self._officer = ""
        self._told: frozenset[str] = frozenset()
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        self.heading.setProperty("role", "soft")
        self.list = WrappedList(self)
        self.begin_button = QPushButton(self)
        self.accept = QPushButton(self)
        self._arrange()
        self.begin_button.clicked.connect(self.press)
        self.accept.clicked.connect(self.accept_live)
        self.list.currentRowChanged.connect(self._tell_chosen)
        for key, presence in _KEYS.items():
            shortcut = self._key(key)
            shortcut.setProperty("presence", presence.value)
            shortcut.activated.connect(self._answer)
        self._key("Y").activated.connect(self.accept_live)
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self.write)
        self.write()

    def _key(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self.list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        return shortcut

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        for button in (self.accept, self.begin_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)

    @property
    def call(self) -> RollCall | None:
        """The roll call that runs, if one does."""
        return self._call

    def sign(self, officer: str) -> None:
        """Note who calls the roll."""
        self._officer = officer

    def show_posts(self, posts: PostsSnapshot) -> None:
        """Know who is expected at the next roll call; one that runs goes on as it began."""
        self._posts = posts
        self.write()

    def show_status(self, status: FeedStatus) -> None:
        """Take what was last seen of a feed: one that is live is proposed as present."""
        self._statuses[status.post] = status
        if self._call is not None:
            self._call = self._call.see(status.post, status.state, _now())
            self.write()

    def show_last(self, call: RollCall) -> None:
        """Know the roll call before: it tells since when posts have been missing."""
        self._last = call

    @Slot()
    def press(self) -> None:
        """Begin; go on with one that was put off; or finish, where it has the keys."""
        if self._call is None:
            self._begin()
        elif self.list.hasFocus():
            self._finish()
        else:
            self.list.setFocus()

    @Slot()
    def accept_live(self) -> None:
        """Mark every post as present by video whose picture moves and that nobody marked."""
        if self._call is not None:
            for code in sorted(self._call.proposed):
                self._call = self._call.mark(code, Presence.VIDEO, _now(), self._officer)
            self._take()

    def stop(self) -> None:
        """Write ages no longer."""
        self._timer.stop()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.write()

    def _begin(self) -> None:
        expected = [post for post in self._posts.posts if post.expected] if self._posts else []
        if not self._officer:
            self.unsigned.emit()
        if not expected or not self._officer:
            return
        called = [RollPost(post.code, post.region, post.name) for post in in_order(expected)]
        self._call = RollCall.start(called, _now(), self._officer, last=self._last)
        for status in self._statuses.values():
            self._call = self._call.see(status.post, status.state, _now())
        self._timer.start()
        self._take()
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.begun.emit()

    def _finish(self) -> None:
        if self._call is None:
            return
        call, self._call = self._call.finish(_now(), self._officer), None
        self._last = call
        self._timer.stop()
        self._tell_missing(frozenset(post.code for post in call.missing()))
        self.finished.emit(call)
        self.write()

    @Slot()
    def _answer(self) -> None:
        """Mark the chosen post, or take the same mark back; then go to the next that is open."""
        code, presence = self.list.chosen, Presence(self.sender().property("presence"))
        if self._call is None or not code:
            return
        held = self._call.answers.get(code)
        if held is not None and held.presence is presence:
            self._call = self._call.unmark(code)
            self._take()
            return
        self._call = self._call.mark(code, presence, _now(), self._officer)
        self._take()
        self._go_on(code)

    def _go_on(self, code: str) -> None:
        """Go to the next post that nobody marked, after ``code`` or from the top."""
        if self._call is None:
            return
        codes = [post.code for post in self._call.expected]
        at = codes.index(code)
        unmarked = {post.code for post in self._call.unmarked()}
        for later in (*codes[at + 1 :], *codes[:at]):
            if later in unmarked:
                self.list.choose(later)
                return

    def _take(self) -> None:
        if self._call is not None:
            marked = self._call.answers
            missing = [post.code for post in self._call.missing() if post.code in marked]
            self._tell_missing(frozenset(missing))
        self.write()

    def _tell_missing(self, missing: frozenset[str]) -> None:
        if missing != self._told:
            self._told = missing
            self.missing_changed.emit(missing)

    @Slot()
    def _tell_chosen(self) -> None:
        if self._call is not None and self.list.chosen:
            self.post_chosen.emit(self.list.chosen)

    @Slot()
    def write(self) -> None:
        """Write every text in the present language, with the ages of this moment."""
        running = self._call is not None
        self.begin_button.setText(self.tr("Finish  F7") if running else self.tr("Begin  F7"))
        self.accept.setText(self.tr("All live: present  Y"))
        self.accept.setVisible(running)
        self.heading.setText(unbroken(self._heading()))
        rows = [self._row(line) for line in self._call.sheet()] if self._call is not None else []
        self.list.set_rows(rows, self._empty())

    def _heading(self) -> str:
        call = self._call
        if call is None:
            expected = sum(p.expected for p in self._posts.posts) if self._posts else 0
            return self.tr("{0} posts are expected").format(expected)
        words = self.tr("Begun {0} · expected {1} · present {2} · missing {3} · open {4}")
        begun = f"{call.started_at.astimezone():%H:%M}"
        missing = sum(held.presence is Presence.MISSING for held in call.answers.values())
        counts = len(call.expected), call.count(*PRESENT), missing, len(call.unmarked())
        return words.format(begun, *counts)

    def _empty(self) -> str:
        if self._posts is None:
            return self.tr("Waiting for the list of posts")
        if not any(post.expected for post in self._posts.posts):
            return self.tr("No post is expected: mark them with F3")
        return self.tr(
            "F7 begins. Then Space: voice, V: video, E: excused, N: missing, Y: all that are live"
        )

    def _row(self, line: SheetRow) -> Row:
        lang, code = language(), line.post.code
        name = line.post.name.of(lang)
        call = self._call
        if call is None or code in call.answers:
            words = [PRESENCE_WORDS[line.presence].of(lang)]
            if line.missing_since is not None:
                age = span_words(_now() - line.missing_since).of(lang)
                words.append(self.tr("for {0}").format(age))
            text = " · ".join((f"{_SHAPES[line.presence]} {name}", *words))
            return Row(code, text, _ROLES[line.presence])
        if code in call.proposed:
            return Row(code, f"◐ {name} · " + self.tr("picture moves: propose present"), "accent")
        status, post = self._statuses.get(code), self._post(code)
        state = FEED_WORDS[status.state].of(lang) if status is not None else ""
        phone = post.phone if post is not None else ""
        return Row(code, " · ".join(filter(None, (f"○ {name}", state, phone))))

    def _post(self, code: str) -> Post | None:
        posts = self._posts.posts if self._posts is not None else ()
        return next((post for post in posts if post.code == code), None)


def _now() -> datetime:
    return datetime.now(UTC)
