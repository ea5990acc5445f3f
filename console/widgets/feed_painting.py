"""Paints the parts of a feed's cell: the line with its name, the picture, the line below."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from console.domain.feeds import FeedState, FeedStatus
from console.domain.truth import TRUTH_WORDS, Truth, TruthMark
from console.domain.wording import Lang
from console.widgets import feed_words
from console.widgets.feed_cell import CellView
from console.widgets.feed_grid import CellBox
from console.widgets.kept_text import draw_kept_text
from console.widgets.language import language
from console.widgets.painting import Box
from console.widgets.style import font_metrics, ink
from console.widgets.truth_badge import TRUTH_SHAPES

_BLACK = QColor(0, 0, 0)

#: Size of what stands beside the name, in that of the name.
_FACT_SIZE = 0.8

#: A long name is written this much smaller before it is shortened.
_SHRUNK = 0.8

#: The name has this much room before the mark is told at length, in font heights; all that it
#: needs before the clock.
_NAME_ROOM = 6.0


def badge_words(mark: TruthMark, lang: Lang, room: float, pixels: int) -> str:
    """Return a truth mark: shape and state, and that it is a demonstration, by its shape at least.

    Args:
        mark: What is to be said.
        lang: In which language.
        room: The pixels that the longer form may take.
        pixels: The size of the text.
    """
    words = f"{TRUTH_SHAPES[mark.truth]} {TRUTH_WORDS[mark.truth].of(lang)}"
    if not mark.demo or mark.truth is Truth.DEMO:
        return words
    longer = f"{words} · {TRUTH_WORDS[Truth.DEMO].of(lang)}"
    fits = _width(longer, pixels, bold=True) <= room
    return longer if fits else f"{words} {TRUTH_SHAPES[Truth.DEMO]}"


def paint_head(painter: QPainter, box: CellBox, view: CellView) -> None:
    """Paint the line above the picture: the name, what else there is room for, the truth mark."""
    lang = language()
    mark, status = view.mark(), view.status()
    pad = box.text // 3
    line = _inside(box.head, pad)
    name = view.cell.name.of(lang)
    whole = _width(name, box.text, bold=True)
    least = round(box.text * _SHRUNK)
    room = float(_width(name, least, bold=True))
    for_mark = line[2] - min(room, _NAME_ROOM * box.text) - 2 * pad
    words = badge_words(mark, lang, for_mark, box.text)
    line = _paint_badge(painter, line, words, mark.truth, box.text)
    if box.foot.isEmpty():
        line = _paint_facts(painter, line, _quality(view, status, lang), room, box.text)
        line = _paint_facts(painter, line, _more(view, status, lang), whole, box.text)
    draw_kept_text(
        painter, line, name, pixels=box.text, left=True, bold=True, role="figure", least=least
    )


def paint_foot(painter: QPainter, box: CellBox, view: CellView) -> None:
    """Paint the line below the picture: region or note, quality, delay, clock."""
    lang, status = language(), view.status()
    line = _inside(box.foot, box.text // 3)
    note = view.cell.note.of(lang)
    left = note or view.cell.region.of(lang)
    room = min(_width(left, box.small), line[2] / 2)
    facts = [*_quality(view, status, lang), feed_words.delay_words(status).of(lang)]
    line = _paint_facts(painter, line, facts, room, box.small)
    role = "note" if note else "text_soft"
    draw_kept_text(painter, line, left, pixels=box.small, left=True, role=role)


def _inside(rect: QRect, pad: int) -> Box:
    """Return ``rect`` without ``pad`` at its left and right."""
    return rect.left() + pad, rect.top(), rect.width() - 2 * pad, rect.height()


def _quality(view: CellView, status: FeedStatus, lang: Lang) -> list[str]:
    """Return of when a live picture is, and how it is less than the post's best."""
    if status.state is not FeedState.LIVE or view.picture_at is None:
        return []
    clock = feed_words.clock_words(view.picture_at, datetime.now().astimezone())
    return [clock, feed_words.quality_words(status).of(lang)]


def _more(view: CellView, status: FeedStatus, lang: Lang) -> list[str]:
    """Return what is told where the name leaves room: a region that it lacks, and the delay."""
    place = view.cell.note.of(lang) or view.cell.region.of(lang)
    told = "" if view.cell.name.of(lang).startswith(place) else place
    return [told, feed_words.delay_words(status).of(lang)]


def _paint_badge(painter: QPainter, line: Box, words: str, truth: Truth, pixels: int) -> Box:
    """Paint the mark at the right end of ``line`` and return what is left of the line."""
    left, top, room, height = line
    pixels = round(pixels * 0.92)
    pad = round(pixels * 0.4)
    width = min(room, _width(words, pixels, bold=True) + 2 * pad)
    tall = round(pixels * 1.25)
    badge = left + room - width, top + (height - tall) // 2, width, tall
    role = truth.value
    if truth is Truth.LOST:
        painter.fillRect(*badge, ink("lost"))
        role = "window"
    else:
        painter.setPen(_badge_pen(role, max(1, pixels // 12)))
        painter.drawRect(badge[0], badge[1], width - 1, tall - 1)
    draw_kept_text(painter, badge, words, pixels=pixels, bold=True, role=role)
    return left, top, room - width - pad, height


@cache
def _badge_pen(role: str, width: int) -> QPen:
    dashed = role in {Truth.STALE.value, Truth.LATE.value}
    return QPen(ink(role), width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)


def _paint_facts(painter: QPainter, line: Box, facts: list[str], room: float, pixels: int) -> Box:
    """Paint as many ``facts`` as leave ``room`` at the left, and return what is left."""
    left, top, free, height = line
    small = round(pixels * _FACT_SIZE)
    gap = round(pixels * 0.5)
    for fact in filter(None, facts):
        width = _width(fact, small) + 2
        if free - width - gap < room:
            break
        spot = left + free - width, top, width, height
        draw_kept_text(painter, spot, fact, pixels=small, role="text_soft")
        free -= width + gap
    return left, top, free, height


def paint_picture(painter: QPainter, rect: QRect, view: CellView, ratio: float) -> None:
    """Paint the picture into ``rect``, in its own shape, one of its pixels to one of the screen."""
    image = view.picture()
    if image is None:
        painter.fillRect(rect, ink("window"))
        return
    place = _placed(image.width(), image.height(), rect.getRect(), ratio)
    for bar in place.bars:
        painter.fillRect(bar, _BLACK)
    if place.exact:
        if image.devicePixelRatioF() != ratio:
            image.setDevicePixelRatio(ratio)
        painter.drawImage(place.corner, image)
    else:
        painter.drawImage(place.target, image)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a picture lies; kept, for what is made and thrown away lets go of the interpreter."""

    target: QRect
    corner: QPoint
    exact: bool
    bars: tuple[QRect, ...]


@lru_cache(maxsize=1024)
def _placed(width: int, height: int, room: tuple[int, int, int, int], ratio: float) -> _Place:
    """Return where the picture lies: at its own size where that fits, else the largest fit."""
    rect = QRect(*room)
    size = QSize(round(width / ratio), round(height / ratio))
    full = QSize(width, height).scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    if abs(size.width() - full.width()) > 2 or abs(size.height() - full.height()) > 2:
        size = full
    size = size.boundedTo(rect.size())
    left = rect.left() + (rect.width() - size.width()) // 2
    corner = QPoint(left, rect.top() + (rect.height() - size.height()) // 2)
    target = QRect(corner, size)
    shown = (round(size.width() * ratio), round(size.height() * ratio))
    return _Place(target, corner, shown == (width, height), _bars(rect, target))


def _bars(rect: QRect, target: QRect) -> tuple[QRect, ...]:
    """Return what ``target`` leaves of ``rect`` at its sides, above it and below."""
    left, right = target.left() - rect.left(), rect.right() - target.right()
    above, below = target.top() - rect.top(), rect.bottom() - target.bottom()
    bars = (
        QRect(rect.left(), rect.top(), left, rect.height()),
        QRect(target.right() + 1, rect.top(), right, rect.height()),
        QRect(rect.left(), rect.top(), rect.width(), above),
        QRect(rect.left(), target.bottom() + 1, rect.width(), below),
    )
    return tuple(bar for bar in bars if not bar.isEmpty())


@lru_cache(maxsize=4096)
def _width(words: str, pixels: int, *, bold: bool = False) -> int:
    return round(font_metrics(pixels, bold=bold).horizontalAdvance(words)) + 1
