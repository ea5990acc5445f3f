"""A short list of sentences, the gravest first, set large enough to be read from afar."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.theme import Metrics
from console.widgets.painting import draw_text
from console.widgets.style import colour, font

MOST_LINES = 3

#: The space between a figure and its unit, where no line ends.
_WITH_UNIT = re.compile(r"(?<=\d) ")

#: Heights of a line and of the gap between sentences, and the indent, in font heights.
_LINE, _GAP, _INDENT = 1.3, 0.3, 2.0


class WorstList(QWidget):
    """Paint numbered sentences, each on up to three lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentences: tuple[str, ...] = ()
        self._empty = ""
        self._metrics = Metrics(1080)
        self._fitted: tuple[object, int] | None = None

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def show_sentences(self, sentences: Sequence[str], empty: str) -> None:
        """Replace the list; ``empty`` is said in its place where there is nothing to say."""
        self._sentences = tuple(sentences)
        self._empty = empty
        self.setAccessibleDescription("; ".join(self._sentences) or empty)
        self.update()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences being shown."""
        return self._sentences

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics.share(40), self._metrics.share(22))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._sentences:
            draw_text(
                painter, self.rect(), self._empty, pixels=self._metrics.title, role="text_soft"
            )
        else:
            self._paint_sentences(painter)
        painter.end()

    def _paint_sentences(self, painter: QPainter) -> None:
        size = self._size()
        line = size * _LINE
        left = size * _INDENT
        top = 0.0
        for number, sentence in enumerate(self._sentences, start=1):
            lines = self._broken(sentence, self.width() - left, size)
            height = line * len(lines)
            if top + height > self.height() + 1:
                break
            badge = QRectF(0, top + (line - size * 1.3) / 2, size * 1.3, size * 1.3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("bad" if number == 1 else "raised"))
            painter.drawEllipse(badge)
            role = "window" if number == 1 else "text"
            draw_text(painter, badge, str(number), pixels=round(size * 0.9), role=role, bold=True)
            for index, words in enumerate(lines):
                box = QRectF(left, top + index * line, self.width() - left, line)
                align = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                draw_text(painter, box, words, pixels=size, role="figure", align=align)
            top += height + size * _GAP

    def _size(self) -> int:
        """Return the fitting size, which is dear to find and the same at most paintings."""
        same = (self._sentences, self.size(), self._metrics)
        if self._fitted is None or self._fitted[0] != same:
            self._fitted = same, self._fitting_size()
        return self._fitted[1]

    def _fitting_size(self) -> int:
        """Return the largest font, within reason, at which every sentence has its room."""
        smallest, largest = self._metrics.share(2.0), self._metrics.share(3.8)
        for size in range(largest, smallest, -1):
            width = self.width() - size * _INDENT
            lines = [len(self._broken(text, width, size)) for text in self._sentences]
            if sum(n * _LINE + _GAP for n in lines) * size <= self.height() and max(lines) < 3:
                return size
        return smallest

    @staticmethod
    def _broken(sentence: str, width: float, size: int) -> list[str]:
        """Break ``sentence`` into at most three lines; the last one keeps all that is left."""
        layout = QTextLayout(_WITH_UNIT.sub("\N{NO-BREAK SPACE}", sentence), font(size))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        starts: list[int] = []
        layout.beginLayout()
        while len(starts) < MOST_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            starts.append(line.textStart())
        layout.endLayout()
        ends = [*starts[1:], len(sentence)]
        return [sentence[start:end].strip() for start, end in zip(starts, ends, strict=True)]
