"""The surface that feeds are painted on: their cells, where they lie, what each says."""

from collections.abc import Iterable
from time import monotonic, perf_counter, thread_time

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.feeds import FeedState, FeedStatus, FrameSource
from console.domain.truth import TruthMark
from console.theme import Metrics
from console.widgets import feed_face, feed_painting
from console.widgets.feed_cell import CellView, FeedCell
from console.widgets.feed_grid import MOST, CellBox, boxes_of
from console.widgets.paint_turns import PaintTurns
from console.widgets.painting import draw_text
from console.widgets.style import colour


class FeedSurface(QWidget):
    """Paints up to 64 feeds; it is given sources and statuses, and told when to paint.

    Args:
        captions: Whether each cell bears its name and mark; without, the owner shows them.
        parent: The owner.
    """

    states_changed = Signal()
    """What is said of some cell changed, or a second passed."""

    def __init__(self, parent: QWidget | None = None, *, captions: bool = True) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.metrics = Metrics(1080)
        self._paint_seconds = 0.0
        self._captions = captions
        self._empty = ""
        self._views: dict[str, CellView] = {}
        self._boxes: dict[str, CellBox] = {}
        self._pictures = QRegion()
        self._told: dict[str, tuple[FeedState, TruthMark]] = {}
        self._second = self._turn = 0
        self._turns = PaintTurns()
        self._owed: dict[str, None] = {}
        self._paying, self._telling = QTimer(self), QTimer(self)
        for timer in (self._paying, self._telling):
            timer.setSingleShot(True)
            timer.setInterval(0)
        self._paying.timeout.connect(self._pay)
        # Sixty-four feeds that change at once are one piece of news: whoever hears it asks for all.
        self._telling.timeout.connect(self.states_changed)

    @property
    def cells(self) -> tuple[FeedCell, ...]:
        """The cells shown, in their order."""
        return tuple(view.cell for view in self._views.values())

    def set_cells(self, cells: Iterable[FeedCell], empty: str = "") -> None:
        """Show these posts, each once and 64 at most; what stays goes on without a break.

        Args:
            cells: The cells in their order.
            empty: What is said where there is none.
        """
        wanted = {cell.post: cell for cell in cells}
        views: dict[str, CellView] = {}
        for post, cell in list(wanted.items())[:MOST]:
            view = self._views.get(post) or CellView(cell)
            view.cell = cell
            views[post] = view
        self._views, self._empty = views, empty
        self._told = {post: told for post, told in self._told.items() if post in views}
        self.lay_out()

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        if metrics != self.metrics:
            self.metrics = metrics
            self.lay_out()

    def show_status(self, status: FeedStatus) -> None:
        """Take what is known of a feed; others than those shown are passed over."""
        view = self._views.get(status.post)
        if view is not None:
            view.show_status(status)
            if self._look_at(status.post):
                self._telling.start()

    def set_source(self, post: str, source: FrameSource | None) -> None:
        """Fetch the pictures of ``post`` there from now on; None = nowhere."""
        view = self._views.get(post)
        if view is not None:
            view.source = source

    def shown_status(self, post: str) -> FeedStatus | None:
        """Return what the cell of ``post`` says now."""
        view = self._views.get(post)
        return view.status() if view else None

    def view(self, post: str) -> CellView | None:
        """Return the cell of ``post``, with its picture and mark."""
        return self._views.get(post)

    def post_at(self, x: int, y: int) -> str | None:
        """Return the post whose cell covers this point of the canvas."""
        return next((p for p, box in self._boxes.items() if box.cell.contains(x, y)), None)

    def take_paint_seconds(self) -> float:
        """Return the time spent painting since the last call, for whoever sets the beat."""
        spent, self._paint_seconds = self._paint_seconds, 0.0
        return spent

    def outlined(self, post: str) -> Qt.PenStyle | None:  # noqa: ARG002 - for subclasses
        """Return the line that marks the cell of ``post``, None = none."""
        return None

    def _look(self) -> None:
        """Repaint the cells of which something else is to be said."""
        changed = [post for post in self._views if self._look_at(post)]
        second = int(monotonic())
        passed, self._second = second != self._second, second
        if changed or passed:
            self.states_changed.emit()

    def _look_at(self, post: str) -> bool:
        """Repaint the cell of ``post`` if something else is to be said; tell whether."""
        view = self._views[post]
        told = (view.status().state, view.mark())
        if told == self._told.get(post):
            return False
        self._told[post] = told
        self._repaint(post)
        return True

    def _repaint(self, post: str) -> None:
        """Repaint the whole cell of ``post``: now, or as soon as other work had its turn."""
        if self._turns.take():
            self.update(self._boxes[post].cell)
        else:
            self._owed[post] = None
            self._paying.start()

    @Slot()
    def _pay(self) -> None:
        """Repaint the cells that had to wait; 64 marks that change at once are as many faces."""
        self._turns.begin()
        owed, self._owed = list(self._owed), {}
        for post in filter(self._boxes.__contains__, owed):
            self._repaint(post)

    def _renew_captions(self) -> None:
        """Repaint the captions whose turn has come: each once a second, if half a beat will do."""
        least = (self._turns.left + 1) // 2
        posts = list(self._boxes)
        turn = int(monotonic() * len(posts))
        for n in range(max(self._turn, turn - len(posts)), turn):
            if self._turns.left <= least:
                return
            self._turns.take()
            self._turn = n + 1
            post = posts[n % len(posts)]
            box = self._boxes[post]
            if self._told[post][0] is FeedState.LIVE:
                self.update(box.head)
                self.update(box.foot)
            else:
                self.update(box.cell)

    def lay_out(self) -> None:
        """Place the cells anew."""
        boxes = boxes_of(len(self._views), self.rect(), self.metrics, captions=self._captions)
        self._boxes = dict(zip(self._views, boxes, strict=True))
        self._pictures = QRegion()
        self._turn = 0
        for box in boxes:
            self._pictures += box.picture
        self._look()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        began, work = perf_counter(), thread_time()
        painter = QPainter(self)
        region = event.region()
        self._paint_ground(painter, region)
        cells = 0
        for post, box in self._boxes.items():
            if region.intersects(box.cell):
                cells += 1
                self._paint_cell(painter, region, post, box)
        if not self._boxes:
            size = self.metrics.title
            draw_text(painter, self.rect(), self._empty, pixels=size, role="text_soft")
        painter.end()
        self._paint_seconds += perf_counter() - began
        self._turns.painted(cells, thread_time() - work)

    def _paint_ground(self, painter: QPainter, region: QRegion) -> None:
        """Fill what lies between the pictures; these cover their own ground."""
        between = region - self._pictures
        if not between.isEmpty():
            painter.setClipRegion(between)
            painter.fillRect(between.boundingRect(), colour("panel"))
            painter.setClipping(False)

    def _paint_cell(self, painter: QPainter, region: QRegion, post: str, box: CellBox) -> None:
        view = self._views[post]
        if region.intersects(box.picture):
            feed_painting.paint_picture(painter, box.picture, view, self.devicePixelRatioF())
            if view.status().state is not FeedState.LIVE:
                feed_face.paint_face(painter, box.picture, view, self.metrics)
        if not box.head.isEmpty() and region.intersects(box.head):
            feed_painting.paint_head(painter, box, view)
        if not box.foot.isEmpty() and region.intersects(box.foot):
            feed_painting.paint_foot(painter, box, view)
        line = self.outlined(post)
        if line is not None:
            self._outline(painter, box.cell, line)

    def _outline(self, painter: QPainter, cell: QRect, style: Qt.PenStyle) -> None:
        width = max(2, self.metrics.share(0.3))
        painter.setPen(QPen(colour("selected"), width, style))
        half = width // 2
        painter.drawRect(cell.adjusted(half, half, -half - width % 2, -half - width % 2))
