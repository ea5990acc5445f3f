"""Small true pictures of the wall windows: what people in front of the wall see now."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.views.small_picture import PictureGrid, SmallPicture
from console.views.wall_window import WallWindow
from console.wall.program import TileKey
from console.widgets.style import colour

_ROUND_MS = 450
"""Every window's picture is renewed once in this time: more than twice a second."""

_SHORTEST_MS = 50
_SHARE = 0.05
"""The part of the GUI thread's time that pictures may take; they come less often beyond it."""


def picture_of(window: WallWindow, size: QSize) -> QImage | None:
    """Return what ``window`` shows at most ``size`` large; None before its first paint.

    The window's own backing store is read, so that nothing is painted again: 4 ms for a window of
    3840 × 2160, against 120 ms for ``grab()``.
    """
    store = window.backingStore()
    painted = store.paintDevice() if store is not None else None
    if not isinstance(painted, QImage) or painted.isNull():
        return None
    return painted.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def bring(window: QWidget) -> None:
    """Put ``window`` before all others and let it have the keys."""
    window.raise_()
    window.activateWindow()


class Thumbnail(SmallPicture):
    """The picture of one wall window, with its number below; a click brings the window itself."""

    def __init__(self, window: WallWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._marked: TileKey | None = None
        self.setToolTip(window.windowTitle())

    def mark(self, tile: TileKey | None) -> None:
        """Frame ``tile`` in the picture where the window has it; people at the wall see none."""
        self._marked = tile
        self.update()

    def bring(self) -> None:
        """Put the window before all others."""
        bring(self._window)

    def renew(self) -> None:
        """Take a new picture."""
        picture = picture_of(self._window, self.room().size() * self.devicePixelRatio())
        if picture is not None:
            window = self._window
            self.show_picture(picture, f"{window.number} · {window.width()}×{window.height()}")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.bring()

    @override
    def paint_over(self, painter: QPainter, target: QRect) -> None:
        tile = self._window.tile_at(self._marked) if self._marked is not None else None
        if tile is None or not tile.isVisible():
            return
        scale = target.width() / max(1, self._window.width())
        where = tile.geometry()
        size = where.size() * scale
        painter.save()
        painter.setClipRect(target)  # It may run on over the next screen.
        painter.setPen(QPen(colour("selected"), 3))
        painter.drawRect(QRect(target.topLeft() + where.topLeft() * scale, size))
        painter.restore()


class Thumbnails(PictureGrid):
    """All wall windows in small, renewed in turn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails: list[Thumbnail] = []
        self._next = 0
        self.longest = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._renew_next)

    @property
    def thumbnails(self) -> tuple[Thumbnail, ...]:
        """One thumbnail for each window, number 1 first."""
        return tuple(self._thumbnails)

    @Slot(object)
    def show_windows(self, windows: Sequence[WallWindow]) -> None:
        """Show ``windows`` in the place of those shown before."""
        self._thumbnails = [Thumbnail(window, self) for window in windows]
        self.lay_out(self._thumbnails)
        self._timer.start(_SHORTEST_MS)

    def renew_all(self) -> None:
        """Take a new picture of every window."""
        for thumbnail in self._thumbnails:
            thumbnail.renew()

    def bring_wall(self) -> None:
        """Put the wall windows before everything, number 1 with the keys."""
        for thumbnail in reversed(self._thumbnails):
            thumbnail.bring()

    @Slot(object)
    def mark(self, tile: TileKey | None) -> None:
        """Frame ``tile`` in the picture of its window."""
        for thumbnail in self._thumbnails:
            thumbnail.mark(tile)

    def stop(self) -> None:
        """Take no more pictures."""
        self._timer.stop()

    @Slot()
    def _renew_next(self) -> None:
        if not self._thumbnails:
            return
        self._next = (self._next + 1) % len(self._thumbnails)
        began = perf_counter()
        if self.isVisible():
            self._thumbnails[self._next].renew()
        took = perf_counter() - began
        self.longest = max(self.longest, took)
        pause = max(_ROUND_MS / len(self._thumbnails), took * 1000 / _SHARE, _SHORTEST_MS)
        self._timer.start(round(pause))
