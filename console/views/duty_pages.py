"""The feeds in the middle of the duty desk, page by page."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.feeds import FeedState
from console.domain.listening import SILENCE, SOUND_SHAPES, SoundStatus
from console.domain.posts import Post, PostsSnapshot
from console.domain.wording import NOTHING, Text
from console.wall.feed_pages import (
    PAGE_SIZES,
    HeldList,
    Page,
    PostFilter,
    Showing,
    fitting,
    in_trouble,
    page_of,
    page_with,
)
from console.widgets.elided_label import ElidedLabel
from console.widgets.feed_canvas import FeedCanvas, FeedCell
from console.widgets.switch_row import SwitchRow

_FIRST_SIZE = 9
_NO_ADDRESS = Text("此点位没有视频地址", "This post has no video address")


class DutyPages(QWidget):
    """A canvas with one page of posts, and above it the pages' number and size."""

    selected = Signal(str)
    """The post that keys speak of now; "" = none."""

    opened = Signal(str)
    """A post is to fill the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._posts: PostsSnapshot | None = None
        self._wish = PostFilter()
        self._held = HeldList()
        self._states: dict[str, FeedState] = {}
        self._missing: frozenset[str] = frozenset()
        self._sound = SILENCE
        self._size = _FIRST_SIZE
        self._page = Page((), 1, 1, 0)
        self._told = ""
        self._trouble = ""
        self._counted = ElidedLabel(self)
        self._number = QLabel(self)
        self.previous = QPushButton("◀", self)
        self.next = QPushButton("▶", self)
        self.sizes = SwitchRow(tuple(map(str, PAGE_SIZES)), self)
        self.sizes.set_words(tuple(map(str, PAGE_SIZES)))
        self.sizes.choose(str(self._size))
        self.canvas = FeedCanvas(self)
        self._arrange()
        self.previous.clicked.connect(self.turn_back)
        self.next.clicked.connect(self.turn_on)
        self.sizes.chosen.connect(self._take_size)
        self.canvas.post_opened.connect(self.opened)
        self.canvas.post_chosen.connect(self._tell_selected)
        self.canvas.states_changed.connect(self._tell_selected)
        self.canvas.installEventFilter(self)
        self._place()

    def _arrange(self) -> None:
        header = QHBoxLayout()
        header.addWidget(self._counted, 1)
        for widget in (self.sizes, self.previous, self._number, self.next):
            header.addWidget(widget)
        for button in (self.previous, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(header)
        layout.addWidget(self.canvas, 1)

    @property
    def page(self) -> Page:
        """The page shown."""
        return self._page

    @property
    def shown(self) -> tuple[str, ...]:
        """Codes of the posts on the page."""
        return tuple(post.code for post in self._page.posts)

    @property
    def selection(self) -> str:
        """Code of the post that keys speak of: where the cursor stands, else the first."""
        code = self.canvas.cursor_post
        if code in self.shown:
            return code or ""
        return self.shown[0] if self.shown else ""

    def cell_of(self, code: str) -> FeedCell | None:
        """Return the cell of any post, of this page or not."""
        posts = self._posts.posts if self._posts is not None else ()
        return next((self._cell(post) for post in posts if post.code == code), None)

    def show_posts(self, posts: PostsSnapshot) -> None:
        """Know ``posts`` from now on."""
        self._posts = posts
        self._place()

    def show_trouble(self, words: str) -> None:
        """Say ``words`` where no posts are known; "" = they are being waited for."""
        self._trouble = words
        self._place()

    def filter(self, wish: PostFilter) -> None:
        """Show what fits ``wish``, from its first page."""
        self._wish = wish
        self._renew_held()
        self._show_page(1)

    def know_states(self, states: Mapping[str, FeedState]) -> None:
        """Know these states: they move no tile, and may add one to the list of faults."""
        self._states.update(states)
        if self._wish.showing is not Showing.ALL and self._held.take(self._troubled()):
            self._place()

    def show_missing(self, posts: frozenset[str]) -> None:
        """Know which posts the roll call has as missing."""
        self._missing = posts
        if self._wish.showing is Showing.MISSING:
            self._renew_held()
            self._place()

    def show_sound(self, sound: SoundStatus) -> None:
        """Mark the cell of the post that is heard."""
        self._sound = sound
        self._place()

    def show_post(self, code: str) -> None:
        """Turn to the page of a post."""
        self._show_page(page_with(self._fitting(), self._size, code))

    @Slot()
    def renew(self) -> None:
        """Leave out of the list of faults what is well by now."""
        self._renew_held()
        self._place()

    @Slot()
    def turn_on(self) -> None:
        """Show the next page."""
        self._show_page(self._page.number + 1)

    @Slot()
    def turn_back(self) -> None:
        """Show the page before."""
        self._show_page(self._page.number - 1)

    def set_size(self, size: int) -> None:
        """Show ``size`` posts on a page, and go on from the first of the present ones."""
        first = self.shown[0] if self.shown else ""
        self._size = size
        self.sizes.choose(str(size))
        self._show_page(page_with(self._fitting(), size, first))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._place()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear that a key moved the cursor, of which the canvas says nothing."""
        if event.type() == QEvent.Type.KeyRelease:
            self._tell_selected()
        return super().eventFilter(watched, event)

    @Slot(str)
    def _take_size(self, key: str) -> None:
        self.set_size(int(key))

    def _fitting(self) -> tuple[Post, ...]:
        if self._posts is None:
            return ()
        posts = fitting(self._posts.posts, self._posts.regions, self._wish)
        return posts if self._wish.showing is Showing.ALL else self._held.of(posts)

    def _troubled(self) -> tuple[str, ...]:
        if self._posts is None:
            return ()
        posts = fitting(self._posts.posts, self._posts.regions, self._wish)
        return in_trouble(posts, self._wish.showing, self._states, self._missing)

    def _renew_held(self) -> None:
        self._held.renew(self._troubled())

    def _show_page(self, number: int) -> None:
        self._page = page_of(self._fitting(), self._size, number)
        self._place()

    def _place(self) -> None:
        self._page = page_of(self._fitting(), self._size, self._page.number)
        self.canvas.set_cells(map(self._cell, self._page.posts), self._empty_words())
        self._counted.setText(self.tr("{0} posts").format(self._page.total))
        self._number.setText(self.tr("Page {0} of {1}").format(self._page.number, self._page.count))
        self.previous.setEnabled(self._page.number > 1)
        self.next.setEnabled(self._page.number < self._page.count)
        self._tell_selected()

    def _cell(self, post: Post) -> FeedCell:
        place = self._posts.regions.name(post.region) if self._posts is not None else NOTHING
        mark = SOUND_SHAPES[self._sound.state] if self._sound.post == post.code else ""
        name = Text(f"{mark} {post.name.zh}", f"{mark} {post.name.en}") if mark else post.name
        return FeedCell(post.code, name, place, NOTHING if post.has_video else _NO_ADDRESS)

    def _empty_words(self) -> str:
        if self._posts is None:
            return self._trouble or self.tr("Waiting for the list of posts")
        if not self._posts.posts:
            return self.tr("There are no posts yet: add one with F3, or run “import posts”")
        if self._wish.showing is Showing.NOT_LIVE:
            return self.tr("Every post that fits is live")
        if self._wish.showing is Showing.MISSING:
            return self.tr("The roll call misses nobody here")
        return self.tr("No post fits the filter: Ctrl+0 clears it")

    @Slot()
    def _tell_selected(self) -> None:
        if self.selection != self._told:
            self._told = self.selection
            self.selected.emit(self._told)
