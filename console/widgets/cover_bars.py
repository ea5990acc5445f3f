"""Days of cover before and after a plan, as two bars one below the other, with both figures."""

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from console.widgets import figures
from console.widgets.painting import draw_text
from console.widgets.style import colour

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

#: The part of the width that figures take.
_WORDS = 0.42


def paint_cover(
    painter: QPainter,
    rect: QRectF,
    cover: tuple[float | None, float | None],
    scale: float,
    size: int,
) -> None:
    """Paint cover before (outlined) and after (filled), and the figures to their right.

    Args:
        painter: Paints.
        rect: Where.
        cover: Days before and after; None or infinite = uses none, which has no bar.
        scale: Days that the whole width of a bar stands for.
        size: Height of the figures in pixels.
    """
    before, after = (None if d is None or math.isinf(d) else d for d in cover)
    if before is None or after is None:
        draw_text(painter, rect, "—", pixels=size, role="text_soft", align=_LEFT)
        return
    room = rect.width() * (1 - _WORDS)
    thick = min(rect.height() * 0.28, size * 0.6)
    middle = rect.center().y()
    for days, top, role in (
        (before, middle - thick * 1.15, "bar"),
        (after, middle + thick * 0.15, "good"),
    ):
        bar = QRectF(rect.left(), top, max(1.0, room * min(1.0, days / scale)), thick)
        painter.fillRect(bar, colour(role if role == "bar" or after >= before else "warn"))
    words = QRectF(rect.left() + room + 4, rect.top(), rect.width() - room - 4, rect.height())
    text = f"{figures.days(before)}→{figures.days(after)}"
    draw_text(painter, words, text, pixels=size, role="text", align=_LEFT, least=size - 3)
