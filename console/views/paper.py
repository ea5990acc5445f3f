"""Painting on paper: texts and lines in tenths of a millimetre, black on white, for any device."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from console.theme import FONT_FAMILIES

#: A4 upright, in tenths of a millimetre.
PAGE = QRectF(0, 0, 2100, 2970)

#: Colours that stay apart in print, in grey print, too, by their lightness.
INK, SOFT, LINE, PALE = "#14202b", "#55636f", "#c4ccd3", "#eef2f5"
ACCENT, BAD, WARN, GOOD, MADE_UP = "#1f5f99", "#b3261e", "#a85400", "#1d7a4a", "#6b3fa0"
STEPS = ("#e4ecf2", "#c3d7e6", "#93b9d5", "#5b92be", "#2d6a9f", "#143f6b")

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Letters:
    """How a text is written: the height of its letters in tenths of a millimetre, and more."""

    size: int = 30
    bold: bool = False
    colour: str = INK
    align: Qt.AlignmentFlag = LEFT

    def font(self) -> QFont:
        """Return the font, of the console's own families."""
        font = QFont()
        font.setFamilies(list(FONT_FAMILIES))
        font.setPixelSize(self.size)
        font.setBold(self.bold)
        return font

    def width(self, words: str) -> float:
        """Return how wide ``words`` are in one line."""
        return QFontMetricsF(self.font()).horizontalAdvance(words)


@dataclass(slots=True)
class Paper:
    """A painter whose unit is a tenth of a millimetre."""

    painter: QPainter
    hatch: QBrush = field(default_factory=lambda: QBrush(QColor(SOFT), Qt.BrushStyle.BDiagPattern))

    def text(self, rect: QRectF, words: str, letters: Letters) -> float:
        """Write ``words`` in one line, cut with an ellipsis where it is too long; return its width.

        Letters shrink by up to a fifth before anything is cut.
        """
        for size in (letters.size, round(letters.size * 0.9), round(letters.size * 0.8)):
            font = Letters(size, bold=letters.bold).font()
            metrics = QFontMetricsF(font)
            if metrics.horizontalAdvance(words) <= rect.width():
                break
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        self.painter.setFont(font)
        self.painter.setPen(QColor(letters.colour))
        self.painter.drawText(rect, int(letters.align), shown)
        return metrics.horizontalAdvance(shown)

    def paragraph(self, rect: QRectF, words: str, letters: Letters) -> float:
        """Write ``words`` in as many lines as there is room for; return the height used."""
        font = letters.font()
        flags = int(TOP) | int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)
        used = QFontMetricsF(font).boundingRect(rect, flags, words)
        self.painter.setFont(font)
        self.painter.setPen(QColor(letters.colour))
        self.painter.save()
        self.painter.setClipRect(rect)
        self.painter.drawText(rect, flags, words)
        self.painter.restore()
        return float(min(used.height(), rect.height()))

    def line(self, start: QPointF, end: QPointF, colour: str = LINE, width: float = 2) -> None:
        """Draw a straight line."""
        self.painter.setPen(QPen(QColor(colour), width))
        self.painter.drawLine(QLineF(start, end))

    def box(self, rect: QRectF, fill: str | QBrush, edge: str = "") -> None:
        """Fill ``rect``, framed where an edge is wanted."""
        self.painter.setBrush(QColor(fill) if isinstance(fill, str) else fill)
        self.painter.setPen(QPen(QColor(edge), 2) if edge else QPen(Qt.PenStyle.NoPen))
        self.painter.drawRect(rect)

    def section(self, rect: QRectF, title: str, remark: str = "") -> QRectF:
        """Write the title of a part, its remark to the right, and return what is left below."""
        height = 52
        head = QRectF(rect.left(), rect.top(), rect.width(), height)
        used = self.text(head, title, Letters(36, bold=True, colour=ACCENT))
        beside = head.adjusted(used + 24, 0, 0, 0)
        self.text(beside, remark, Letters(24, colour=SOFT, align=RIGHT))
        self.line(head.bottomLeft(), head.bottomRight(), ACCENT, 3)
        return rect.adjusted(0, height + 14, 0, 0)


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a table on paper: its head, its share of the width, where its texts stand."""

    head: str
    share: float
    align: Qt.AlignmentFlag = LEFT


def draw_table(
    paper: Paper,
    rect: QRectF,
    columns: Sequence[PaperColumn],
    rows: Sequence[Sequence[tuple[str, str]]],
) -> int:
    """Draw rows of (words, colour) as far as there is room; return how many were drawn."""
    step, letters = 44.0, 27
    total = sum(column.share for column in columns)
    edges = [rect.left()]
    for column in columns:
        edges.append(edges[-1] + rect.width() * column.share / total)

    def cell(index: int, top: float) -> QRectF:
        return QRectF(edges[index], top, edges[index + 1] - edges[index], step).adjusted(
            4, 0, -8, 0
        )

    for index, column in enumerate(columns):
        soft = Letters(24, colour=SOFT, align=column.align)
        paper.text(cell(index, rect.top()), column.head, soft)
    room = max(0, int((rect.height() - step) // step))
    for number, row in enumerate(rows[:room]):
        top = rect.top() + step * (number + 1)
        paper.line(QPointF(rect.left(), top), QPointF(rect.right(), top), LINE, 1)
        for index, (words, colour) in enumerate(row):
            paper.text(
                cell(index, top),
                words,
                Letters(letters, bold=colour != INK, colour=colour, align=columns[index].align),
            )
    return min(room, len(rows))
