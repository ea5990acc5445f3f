"""Says over a feed's picture that is not live what is wrong, what to do, and of when it is."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from console.domain.feeds import FeedFault, FeedState
from console.domain.truth import Truth
from console.theme import Metrics
from console.widgets import feed_words
from console.widgets.feed_cell import CellView
from console.widgets.kept_text import draw_kept_text
from console.widgets.language import language
from console.widgets.painting import Box
from console.widgets.style import font, font_metrics, ink

_WRAPPED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
_BAND = QColor(8, 11, 15, 205)
#: A line that is a little too long is written this much smaller before it is broken in two.
_SHRUNK = 0.85

_NOT_LIVE = frozenset({Truth.LOST, Truth.STALE, Truth.LATE})
_WAITING = frozenset({FeedState.IDLE, FeedState.CONNECTING})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the face."""

    words: str
    pixels: int
    role: str
    bold: bool = False


def paint_face(painter: QPainter, rect: QRect, view: CellView, metrics: Metrics) -> None:
    """Say over a picture that is not live what is wrong, what to do, and of when it is."""
    big = max(metrics.share(1.4), min(metrics.share(4.0), round(rect.height() * 0.11)))
    small = max(metrics.share(1.4), round(big * 0.72))
    width = rect.width() - big
    chosen: list[tuple[int, _Line, int]] = []
    left = rect.height() - big // 2
    for order, line in _face_lines(view, big, small, width):
        height = _height(line, width)
        if chosen and height > left:
            continue
        chosen.append((order, line, height))
        left -= height
    total = sum(height for _, _, height in chosen)
    top = rect.top() + (rect.height() - total) // 2
    band = max(rect.top(), top - big // 4)
    end = min(rect.bottom() + 1, top - big // 4 + total + big // 2)
    painter.fillRect(rect.left(), band, rect.width(), end - band, _BAND)
    for _, line, height in sorted(chosen, key=_by_order):
        _paint_line(painter, (rect.left() + big // 2, top, width, height), line)
        top += height


def _by_order(item: tuple[int, _Line, int]) -> int:
    return item[0]


def _face_lines(view: CellView, big: int, small: int, width: int) -> list[tuple[int, _Line]]:
    """Return the lines with their place from above, those that must be said first."""
    lang = language()
    status, mark = view.status(), view.mark()
    role = mark.truth.value if mark.truth in _NOT_LIVE else "text_soft"
    words = feed_words.fault_words(status, view.cell.note).of(lang)
    if status.state in _WAITING and status.fault is FeedFault.NONE:
        role = "text"
    lines = [(0, _Line(words, big, role, bold=True))]
    if view.picture_at is not None:
        now = datetime.now().astimezone()
        long, short = feed_words.last_picture_words(view.picture_at, now)
        fits = font_metrics(small).horizontalAdvance(long.of(lang)) <= width
        lines.append((2, _Line((long if fits else short).of(lang), small, "text")))
    remedy = feed_words.remedy_words(status).of(lang)
    if remedy:
        lines.append((1, _Line(remedy, small, "text")))
    return lines


@lru_cache(maxsize=1024)
def _height(line: _Line, width: int) -> int:
    metrics = font_metrics(line.pixels, bold=line.bold)
    if metrics.horizontalAdvance(line.words) * _SHRUNK <= width:
        return round(line.pixels * 1.35)
    box = metrics.boundingRect(QRectF(0, 0, width, 10_000), _WRAPPED, line.words)
    return max(round(line.pixels * 1.35), round(box.height() + line.pixels * 0.15))


def _paint_line(painter: QPainter, box: Box, line: _Line) -> None:
    if box[3] <= line.pixels * 1.6:
        draw_kept_text(
            painter,
            box,
            line.words,
            pixels=line.pixels,
            role=line.role,
            bold=line.bold,
            least=round(line.pixels * _SHRUNK),
        )
        return
    painter.setFont(font(line.pixels, bold=line.bold))
    painter.setPen(ink(line.role))
    painter.drawText(*box, _WRAPPED, line.words)
