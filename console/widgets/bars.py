"""Small bars inside rows: a bar a day, and a share in its trough."""

import math

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from console.domain.provenance import FloatArray
from console.widgets.painting import hatch
from console.widgets.style import colour


def day_bars(painter: QPainter, rect: QRectF, values: FloatArray, role: str = "bar") -> None:
    """Draw a bar a day up to the highest one; a day that was not published is hatched.

    Args:
        painter: Paints.
        rect: Where the bars stand.
        values: Counts of shape (days,), NaN = not published.
        role: Palette role of the bars; a zero is a thin line in any.
    """
    days = len(values)
    if not days or np.isnan(values).all():
        hatch(painter, rect)
        return
    highest = max(1.0, float(np.nanmax(values)))
    width = rect.width() / days
    for index, value in enumerate(values.tolist()):
        left = rect.left() + index * width
        if math.isnan(value):
            hatch(painter, QRectF(left, rect.top(), width, rect.height()))
            continue
        height = max(rect.height() * max(0.0, value) / highest, 1.0)
        bar = QRectF(left, rect.bottom() - height, max(1.0, width * 0.8), height)
        painter.fillRect(bar, colour(role if value > 0 else "line"))


def share_bar(painter: QPainter, box: QRectF, share: float | None, role: str) -> QRectF:
    """Draw a share as a thin bar at the foot of ``box``; hatched where it is not known.

    Returns:
        The room that is left above the bar, for words.
    """
    thick = max(2.0, box.height() * 0.1)
    rect = QRectF(box.left(), box.bottom() - thick * 1.6, box.width(), thick)
    above = QRectF(box.left(), box.top(), box.width(), box.height() - thick * 1.9)
    if share is None:
        hatch(painter, rect)
        return above
    painter.fillRect(rect, colour("raised"))
    filled = QRectF(rect)
    filled.setWidth(rect.width() * min(1.0, max(0.0, share)))
    painter.fillRect(filled, colour(role))
    return above
