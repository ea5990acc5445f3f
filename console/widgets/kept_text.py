"""Texts that are painted many times a second, kept as small images: names, marks, the clock.

To lay out the glyphs of a caption costs three times as much as to copy its picture, and lets go of
the interpreter, which is then to be queued for again behind all other threads.
"""

import math
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from console import theme
from console.widgets.painting import Box, fitted_text
from console.widgets.style import font, font_metrics

_KEPT = 768
"""Images kept: what 64 captions say, and the clocks of some minutes."""

_MARGIN = 2
"""Pixels around a text, for glyphs that reach over its ends."""


def draw_kept_text(  # noqa: PLR0913 - the arguments of a text are what they are
    painter: QPainter,
    box: Box,
    text: str,
    *,
    pixels: int,
    role: str,
    left: bool = False,
    bold: bool = False,
    least: int | None = None,
) -> None:
    """Draw ``text`` on one line inside ``box``: smaller where needed, then without its last words.

    Args:
        painter: Paints.
        box: Where the text must stay; it is centred from top to bottom.
        text: What to write.
        pixels: The wished height of the font.
        role: A palette role.
        left: Whether the text begins at the left; else it is centred.
        bold: Whether the text is heavy.
        least: The smallest allowed height; the same as ``pixels`` where omitted.
    """
    if not text:
        return
    smallest = pixels if least is None else min(least, pixels)
    size, shown = fitted_text(text, box[2], pixels, smallest, bold)
    shown = ended_with_a_word(text, shown)
    ratio = painter.device().devicePixelRatioF()
    image, width, height = _drawn(shown, size, bold, theme.palette()[role], ratio)
    x = box[0] if left else box[0] + round((box[2] - width) / 2)
    y = box[1] + round((box[3] - height) / 2)
    painter.drawImage(x - _MARGIN, y, image)


def ended_with_a_word(text: str, shown: str) -> str:
    """Return ``shown``, which is ``text`` or its beginning and "…", without a word cut in two.

    A name then keeps what tells it from others. Where not even the first word has room, or there
    are none, it stays as it is.
    """
    if shown == text:
        return shown
    kept = text[: max(0, len(shown) - 1)]
    words = kept if text[len(kept)] == " " else kept.rpartition(" ")[0]
    return f"{words.rstrip()}…" if words.strip() else shown


@lru_cache(maxsize=_KEPT)
def _drawn(
    text: str,
    pixels: int,
    bold: bool,  # noqa: FBT001 - the cache's key
    colour: str,
    ratio: float,
) -> tuple[QImage, float, int]:
    """Return the image of ``text``, and how wide and high the text in it is."""
    measures = font_metrics(pixels, bold=bold)
    width, height = measures.horizontalAdvance(text), math.ceil(measures.height())
    room = math.ceil(width) + 2 * _MARGIN
    image = QImage(
        math.ceil(room * ratio),
        math.ceil(height * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setFont(font(pixels, bold=bold))
    painter.setPen(QColor(colour))
    painter.drawText(_MARGIN, round(measures.ascent()), text)
    painter.end()
    return image, width, height
