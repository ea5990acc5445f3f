"""A painted list, a row a place: as many as fit, chosen by mouse or keyboard."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.theme import Metrics
from console.widgets.painting import draw_text
from console.widgets.style import colour

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

#: Heights of a line of text and of the space around a row, in font heights.
_LINE, _AROUND = 1.3, 0.4

#: How far the text, and then the rows, may grow where there is room.
_GROWTH, _STRETCH = 1.15, 1.6


class RowList(QWidget):
    """Paint rows one below the other; a subclass paints each of them.

    Rows that do not fit are counted in the last line, so that nothing is hidden in silence.
    """

    row_chosen = Signal(str)
    """The viewer picked a row: the code of its region."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.metrics = Metrics(1080)
        self._codes: tuple[str, ...] = ()
        self._empty = ""
        self._region = ""

    @abstractmethod
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        """Paint row ``index`` into ``rect`` with text ``size`` pixels high."""

    def lines(self) -> int:
        """Return how many lines of text a row has at the present width."""
        return 1

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self.metrics = metrics
        self.updateGeometry()
        self.update()

    def set_rows(self, codes: Sequence[str], empty: str) -> None:
        """Take the regions of the rows, "" for a row of none; ``empty`` is said without rows."""
        self._codes = tuple(codes)
        self._empty = empty
        self.update()

    def select_row(self, code: str) -> None:
        """Mark the row of ``code``."""
        self._region = code
        self.update()

    @property
    def selected(self) -> str:
        """The region of the marked row, "" for none."""
        return self._region

    def shown_rows(self) -> int:
        """Return how many rows fit just now."""
        fitting = int(self.height() / self._row_height(self.text_size()))
        if fitting < len(self._codes):
            fitting = int((self.height() - self.metrics.share(2.0) * _LINE) / self.least_row())
        return max(0, min(fitting, len(self._codes)))

    def text_size(self) -> int:
        """Return the height of the text: larger where few rows leave the room."""
        least = self.metrics.share(2.0)
        if not self._codes:
            return least
        room = self.height() / len(self._codes) / (self.lines() * _LINE + _AROUND)
        return int(min(max(least, room), least * _GROWTH))

    def row_rect(self, index: int) -> QRectF:
        """Return where row ``index`` lies."""
        height = self._row_height(self.text_size())
        return QRectF(0, index * height, self.width(), height)

    def _row_height(self, size: float) -> float:
        """Return the height of a row: where all fit, they share the room, within reason."""
        tight = size * (self.lines() * _LINE + _AROUND)
        shared = self.height() / max(1, len(self._codes))
        return max(tight, min(shared, tight * _STRETCH))

    def least_row(self) -> float:
        """Return the least height of a row at the present width."""
        return self.metrics.share(2.0) * (self.lines() * _LINE + _AROUND)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.metrics.share(60), self.metrics.share(30))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._codes:
            size = self.metrics.title
            draw_text(painter, self.rect(), self._empty, pixels=size, role="text_soft")
        size, shown = self.text_size(), self.shown_rows()
        for index in range(shown):
            rect = self.row_rect(index)
            if self._region and self._codes[index] == self._region:
                painter.fillRect(rect, colour("raised"))
            self.paint_row(painter, rect, index, size)
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if shown < len(self._codes):
            self._paint_rest(painter, len(self._codes) - shown)
        painter.end()

    def _paint_rest(self, painter: QPainter, rest: int) -> None:
        size = self.metrics.share(2.0)
        box = QRectF(0, self.height() - size * _LINE, self.width(), size * _LINE)
        words = self.tr("{0} more do not fit").format(rest)
        draw_text(painter, box, words, pixels=size, role="text_soft", align=LEFT)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = int(event.position().y() / self._row_height(self.text_size()))
        if 0 <= index < self.shown_rows() and self._codes[index]:
            self.row_chosen.emit(self._codes[index])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        regions = [code for code in self._codes if code]
        if step is None or not regions:
            super().keyPressEvent(event)
            return
        present = regions.index(self._region) if self._region in regions else -1
        self.row_chosen.emit(regions[min(max(present + step, 0), len(regions) - 1)])
