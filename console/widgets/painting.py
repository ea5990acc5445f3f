"""Painting that several displays share: text that fits, hatching for what is not known."""

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from console.widgets.style import colour, font, font_metrics, ink

Box = tuple[int, int, int, int]
"""Left, top, width and height. Each object of Qt that is made and thrown away lets go of the
interpreter, and queues for it again behind every other thread; a tuple does not."""

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def draw_text(  # noqa: PLR0913 - the arguments of a text are what they are
    painter: QPainter,
    rect: QRectF | QRect,
    text: str,
    *,
    pixels: int,
    role: str | QColor = "text",
    align: int = _CENTRE,
    bold: bool = False,
    least: int | None = None,
) -> None:
    """Draw ``text`` on one line inside ``rect``: smaller where needed, then shortened, never cut.

    Args:
        painter: Paints; its font and pen are changed.
        rect: Where the text must stay.
        text: What to write.
        pixels: The wished height of the font.
        role: A palette role or a colour.
        align: Qt alignment flags.
        bold: Whether the text is heavy.
        least: The smallest allowed height; the same as ``pixels`` where omitted.
    """
    smallest = pixels if least is None else min(least, pixels)
    size, shown = fitted_text(text, int(rect.width()), pixels, smallest, bold)
    painter.setFont(font(size, bold=bold))
    painter.setPen(ink(role) if isinstance(role, str) else role)
    painter.drawText(rect, align, shown)


@lru_cache(maxsize=8192)
def fitted_text(text: str, width: int, pixels: int, smallest: int, bold: bool) -> tuple[int, str]:  # noqa: FBT001 - the cache's key
    """Return the size at which ``text`` fits into ``width``, and as much of it as does."""
    size = pixels
    while size > smallest and font_metrics(size, bold=bold).horizontalAdvance(text) > width:
        size -= 1
    measures = font_metrics(size, bold=bold)
    return size, measures.elidedText(text, Qt.TextElideMode.ElideRight, width)


def hatch(painter: QPainter, rect: QRectF) -> None:
    """Fill ``rect`` as "not published": grey lines, told apart from zero without colour."""
    painter.fillRect(rect, QBrush(colour("unknown"), Qt.BrushStyle.BDiagPattern))
