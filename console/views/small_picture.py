"""A screen of the wall in small, with a line below it: the same frame for program and preview."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from console.widgets.style import colour

_SPACING = 6


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


def picture_grid(owner: QWidget) -> QGridLayout:
    """Return the grid that small pictures lie in, the same for program and preview."""
    grid = QGridLayout(owner)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(_SPACING)
    return grid


def lay_out(grid: QGridLayout, pictures: Sequence[QWidget]) -> None:
    """Put ``pictures`` into ``grid``: as many columns as rows, or one more."""
    columns = max(1, math.ceil(math.sqrt(len(pictures))))
    for index, picture in enumerate(pictures):
        grid.addWidget(picture, index // columns, index % columns)
