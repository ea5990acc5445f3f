"""Painting that several displays share: text that fits, hatching for what is not known."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter

from console.widgets.style import colour, font

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
    box = QRectF(rect)
    size = pixels
    made = font(size, bold=bold)
    smallest = pixels if least is None else min(least, pixels)
    while size > smallest and QFontMetricsF(made).horizontalAdvance(text) > box.width():
        size = max(smallest, size - 1)
        made = font(size, bold=bold)
    shown = QFontMetricsF(made).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(made)
    painter.setPen(colour(role) if isinstance(role, str) else role)
    painter.drawText(box, align, shown)


def hatch(painter: QPainter, rect: QRectF) -> None:
    """Fill ``rect`` as "not published": grey lines, told apart from zero without colour."""
    painter.fillRect(rect, QBrush(colour("unknown"), Qt.BrushStyle.BDiagPattern))
