"""A grid of live feeds, painted on one widget at the beat of its window's paint clock."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.feeds import FeedWish
from console.widgets.feed_cell import FeedCell
from console.widgets.feed_grid import columns_of, neighbour
from console.widgets.feed_surface import FeedSurface

__all__ = ["FeedCanvas", "FeedCell"]

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class FeedCanvas(FeedSurface):
    """Shows up to 64 feeds; it is given sources and statuses, and fetches pictures when told to.

    Args:
        captions: Whether each cell bears its name and mark; without, the owner shows them.
        parent: The owner.
    """

    wishes_changed = Signal()
    """What :meth:`wishes` returns changed."""

    post_chosen = Signal(str)
    """The viewer picked a post, by a click or Enter: its code."""

    post_opened = Signal(str)
    """The viewer double-clicked a post: its code."""

    def __init__(self, parent: QWidget | None = None, *, captions: bool = True) -> None:
        super().__init__(parent, captions=captions)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._focus: str | None = None
        self._cursor: str | None = None
        self._shown = False
        self._ratio = 1.0
        self._wished: dict[str, FeedWish] = {}

    @property
    def focus_post(self) -> str | None:
        """The post that is looked at, if any."""
        return self._focus

    @property
    def cursor_post(self) -> str | None:
        """The post that the keyboard stands on."""
        return self._cursor

    def set_focus_post(self, post: str | None) -> None:
        """Mark ``post`` as looked at: its stream is never shed."""
        if post != self._focus:
            self._focus = post
            self.update()
            self._tell_wishes()

    def wishes(self) -> dict[str, FeedWish]:
        """Return what is to be fed, in device pixels; nothing while the canvas is not in sight."""
        if not self._shown:
            return {}
        self._ratio = self.devicePixelRatioF()
        return {
            post: FeedWish(_scaled(box.picture.size(), self._ratio), focus=post == self._focus)
            for post, box in self._boxes.items()
        }

    @override
    def lay_out(self) -> None:
        super().lay_out()
        self._cursor = self._cursor if self._cursor in self._views else None
        self._tell_wishes()

    @override
    def outlined(self, post: str) -> Qt.PenStyle | None:
        if post == self._focus:
            return Qt.PenStyle.SolidLine
        return Qt.PenStyle.DashLine if post == self._cursor and self.hasFocus() else None

    def tick(self) -> None:
        """Fetch the newest pictures and repaint the cells that they are for, as time allows."""
        if self.devicePixelRatioF() != self._ratio:
            self._tell_wishes()
        self._turns.begin()
        self._renew_captions()
        for post in self._turns.order(self._views):
            if not self._turns.left:
                self._turns.wait(post)
                break
            if self._views[post].take():
                self._turns.take()
                self.update(self._boxes[post].picture)
        self._look()

    def _tell_wishes(self) -> None:
        wishes = self.wishes()
        if wishes != self._wished:
            self._wished = wishes
            self.wishes_changed.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shown = True
        self._tell_wishes()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._shown = False
        self._tell_wishes()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        post = self.post_at(at.x(), at.y())
        if post is not None:
            self._move_cursor(post)
            self.post_chosen.emit(post)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        post = self.post_at(at.x(), at.y())
        if post is not None:
            self.post_opened.emit(post)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        posts = list(self._views)
        if key in _STEPS and posts:
            columns = columns_of(tuple(self._boxes.values()))
            at = posts.index(self._cursor) if self._cursor else None
            to = 0 if at is None else neighbour(at, len(posts), columns, _STEPS[key])
            self._move_cursor(posts[to])
        elif key in _ENTER and self._cursor is not None:
            self.post_chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def _move_cursor(self, post: str) -> None:
        self._cursor = post
        self.update()


def _scaled(size: QSize, ratio: float) -> tuple[int, int]:
    return max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio))
