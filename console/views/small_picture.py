"""A screen of the wall in small, with a line below it: the same frame for program and preview."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from console.widgets.style import colour

_SPACING = 6
_LINE = 24
"""About the height of the line below a picture, for choosing columns."""


class SmallPicture(QWidget):
    """Shows one picture as large as fits, its words below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self._words = ""
        self.setMinimumSize(120, 80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def picture(self) -> QImage | None:
        """The picture shown, None before the first."""
        return self._picture

    def show_picture(self, picture: QImage, words: str) -> None:
        """Show ``picture`` with ``words`` below it."""
        self._picture, self._words = picture, words
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self.room()
        target = QRect(room)
        if self._picture is not None:
            target.setSize(
                self._picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            )
            target.moveLeft(room.left() + (room.width() - target.width()) // 2)
            painter.drawImage(target, self._picture)
        else:
            painter.fillRect(target, colour("panel"))
        painter.setPen(colour("line"))
        painter.drawRect(target.adjusted(0, 0, -1, -1))
        self.paint_over(painter, target)
        painter.setPen(colour("text_soft"))
        below = QRect(target.left(), target.bottom() + 2, target.width(), self._line())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._words)

    def paint_over(self, painter: QPainter, target: QRect) -> None:
        """Draw what lies over the picture, which covers ``target``."""

    def room(self) -> QRect:
        """Return where the picture may be."""
        return self.rect().adjusted(0, 0, 0, -self._line())

    def _line(self) -> int:
        return self.fontMetrics().height() + 4


class PictureGrid(QWidget):
    """Lays small pictures out as large as they can be, the same for program and preview."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[SmallPicture, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)

    def lay_out(self, pictures: Sequence[SmallPicture]) -> None:
        """Show ``pictures`` in the place of those shown before, which go."""
        for gone in self._shown:
            if gone not in pictures:
                self._grid.removeWidget(gone)
                gone.deleteLater()
        self._shown, self._columns = tuple(pictures), 0
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = best_columns(len(self._shown), self.width(), self.height())
        if columns == self._columns:
            return
        self._columns = columns
        for index, picture in enumerate(self._shown):
            self._grid.addWidget(picture, index // columns, index % columns)


def best_columns(count: int, width: int, height: int) -> int:
    """Return in how many columns ``count`` pictures of 16 : 9 become largest in that room."""

    def picture_width(columns: int) -> float:
        rows = max(1, -(-count // columns))
        below = max(0, height - rows * _LINE) / rows * 16 / 9
        return min(width / columns, below)

    return max(range(1, max(1, count) + 1), key=lambda columns: (picture_width(columns), columns))
