"""Live feeds on the wall: one post, or a grid of them."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.feeds import FeedState
from console.domain.posts import Post, PostsSnapshot, post_for
from console.domain.requests import PostsRequest
from console.domain.snapshots import Snapshot
from console.domain.truth import Truth, TruthMark
from console.domain.wording import NOTHING, Text
from console.theme import Metrics
from console.widgets import feed_words
from console.widgets.feed_canvas import FeedCanvas, FeedCell
from console.widgets.feed_cell import CellView
from console.widgets.language import language
from console.widgets.tile import Tile

_NO_POST = Text("数据库中没有这个点位", "There is no such post in the database")
_NO_ADDRESS = Text("此点位没有视频地址", "This post has no video address")


class FeedTileBase(Tile):
    """A tile around a canvas of feeds: its mark is that of the feeds, not the database's."""

    shows_without_data = True
    marks_inside = True

    captions = True
    """Whether each cell bears its name and mark."""

    post_chosen = Signal(str)
    """The viewer picked a post: its code."""

    post_opened = Signal(str)
    """The viewer double-clicked a post: its code."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self.canvas = FeedCanvas(self.content, captions=self.captions)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.canvas.states_changed.connect(self.show_states)
        self.canvas.post_chosen.connect(self.post_chosen)
        self.canvas.post_opened.connect(self._open)

    @abstractmethod
    def cells(self, posts: PostsSnapshot) -> list[FeedCell]:
        """Return the cells to show of ``posts`` for the present region."""

    @abstractmethod
    def show_states(self) -> None:
        """Write anew what depends on the states of the feeds."""

    def take_options(self, options: Mapping[str, object]) -> None:
        """Go on with other options; feeds that both have are not interrupted."""
        self.options = dict(options)
        self._place()

    @property
    @override
    def is_drawn(self) -> bool:
        """Whether some feed shows a picture, or each has told why there is none."""
        views = [v for cell in self.canvas.cells if (v := self.canvas.view(cell.post)) is not None]
        return any(v.picture_at for v in views) or not any(map(_is_begun, views))

    @override
    def request(self) -> PostsRequest:
        return PostsRequest()

    @override
    def draw(self, snapshot: Snapshot) -> None:
        self._place()

    @Slot(str)
    @override
    def select_region(self, code: str) -> None:
        super().select_region(code)
        self._place()

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.canvas.set_metrics(metrics)

    @Slot(object)
    @override
    def show_truth(self, mark: TruthMark) -> None:
        """Pass over the mark of the database: pictures do not come from there."""
        self.show_states()

    @override
    def retranslate(self) -> None:
        super().retranslate()
        self.show_states()
        self.canvas.update()

    def carry(self, mark: TruthMark) -> None:
        """Bear the mark of the feeds."""
        super().show_truth(mark)

    @property
    def posts(self) -> PostsSnapshot | None:
        """The posts that the database holds; None before they are known."""
        return self.snapshot if isinstance(self.snapshot, PostsSnapshot) else None

    def _place(self) -> None:
        if self.posts is not None:
            self.canvas.set_cells(self.cells(self.posts), self.tr("No post sends video here"))
            self.write_labels()
        else:
            self.canvas.set_cells((), self.tr("Waiting for data"))
        self.show_states()

    @Slot(str)
    def _open(self, code: str) -> None:
        """Turn the wall to the region of the post, so that all tiles speak of the same place."""
        self.post_opened.emit(code)
        post = post_of(code, self.posts)
        if post is not None:
            self.region_chosen.emit(post.region)


class FeedTile(FeedTileBase):
    """One feed: the post that the scene names, or the one nearest to the chosen region.

    Options: ``post`` (its code, which then stays), or ``kind`` of the posts that come first.
    """

    captions = False

    @override
    def heading(self) -> str:
        cells = self.canvas.cells
        return cells[0].name.of(language()) if cells else self.tr("Live video")

    @override
    def cells(self, posts: PostsSnapshot) -> list[FeedCell]:
        fixed = self.options.get("post")
        if fixed is not None:
            return [cell_of(str(fixed), posts)]
        kind = self.options.get("kind")
        wished = [post for post in posts.posts if post.kind == kind and post.has_video]
        choice = post_for(self.region, wished or posts.posts, posts.regions)
        if choice is None:
            return []
        return [cell_of(choice.post.code, posts, NOTHING if wished else choice.reason)]

    @Slot()
    @override
    def show_states(self) -> None:
        cells = self.canvas.cells
        view = self.canvas.view(cells[0].post) if cells else None
        self.carry(view.mark() if view else TruthMark(Truth.LOST))
        self.write_labels()

    @override
    def source_words(self) -> str:
        cells = self.canvas.cells
        view = self.canvas.view(cells[0].post) if cells else None
        if view is None:
            return ""
        lang, status = language(), view.status()
        place = view.cell.note.of(lang) or view.cell.region.of(lang)
        if status.state is not FeedState.LIVE:
            return place
        quality, delay = feed_words.quality_words(status), feed_words.delay_words(status)
        words = (_clock(view), quality.of(lang), place, delay.of(lang))
        return " · ".join(word for word in words if word)


def post_of(code: str, posts: PostsSnapshot | None) -> Post | None:
    """Return the post with this code, if there is one."""
    return next((post for post in posts.posts if post.code == code), None) if posts else None


def cell_of(code: str, posts: PostsSnapshot, note: Text = NOTHING) -> FeedCell:
    """Return the cell of a post; one that cannot be shown says why."""
    post = post_of(code, posts)
    if post is None:
        return FeedCell(code, Text(code, code), note=_NO_POST)
    return FeedCell(
        code, post.name, posts.regions.name(post.region), note if post.has_video else _NO_ADDRESS
    )


def _is_begun(view: CellView) -> bool:
    """Return whether the first picture, or the reason why there is none, is still to come."""
    lacks = view.cell.note in (_NO_POST, _NO_ADDRESS)
    return not lacks and view.status().state in (FeedState.IDLE, FeedState.CONNECTING)


def _clock(view: CellView) -> str:
    at = view.picture_at
    return feed_words.clock_words(at, datetime.now().astimezone()) if at else ""
