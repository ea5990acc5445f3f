"""Small things on the native map: command posts, outlines, and the bubble at the pointer."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from console.theme import Metrics
from console.widgets.style import colour, font


def post_radius(metrics: Metrics) -> float:
    """Return how far a command post's mark reaches, in pixels."""
    return metrics.height * 0.0075


def draw_post(painter: QPainter, at: QPointF, metrics: Metrics) -> None:
    """Draw a command post: a light diamond with a dark rim, told from areas by its shape."""
    radius = post_radius(metrics)
    corners = ((0, -radius), (radius, 0), (0, radius), (-radius, 0))
    painter.setPen(QPen(colour("window"), max(1.0, radius / 4)))
    painter.setBrush(colour("accent"))
    painter.drawPolygon(QPolygonF([QPointF(at.x() + dx, at.y() + dy) for dx, dy in corners]))


def draw_outline(painter: QPainter, path: QPainterPath, role: str, width: float) -> None:
    """Draw ``path`` as an outline in the colour ``role`` on a dark rim."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, wide in (("window", width * 2), (role, width)):
        pen = QPen(colour(ink), wide)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)


def draw_bubble(
    painter: QPainter, at: QPointF, lines: tuple[str, ...], room: QRectF, metrics: Metrics
) -> None:
    """Draw ``lines`` of plain text in a bubble beside ``at``, inside ``room``.

    The second is bold; one that stands alone is, too.
    """
    texts = [line for line in lines if line]
    bold = min(1, len(texts) - 1)
    fonts = [font(metrics.body, bold=place == bold) for place in range(len(texts))]
    sizes = [QFontMetricsF(made) for made in fonts]
    pad = metrics.gap
    widest = max((s.horizontalAdvance(t) for s, t in zip(sizes, texts, strict=True)), default=0.0)
    width = min(widest + 2 * pad, room.width())
    box = QRectF(0, 0, width, sum(s.height() for s in sizes) + pad)
    box.moveBottomLeft(at + QPointF(pad, -pad))
    box.moveLeft(max(room.left(), min(box.left(), room.right() - width)))
    if box.top() < room.top():
        box.moveTop(at.y() + 2 * pad)
    ground = QColor(colour("window"))
    ground.setAlpha(235)
    painter.setPen(QPen(colour("text_soft"), metrics.hair))
    painter.setBrush(ground)
    painter.drawRoundedRect(box, pad / 2, pad / 2)
    top = box.top() + pad / 2
    painter.setPen(colour("figure"))
    for text, made, size in zip(texts, fonts, sizes, strict=True):
        painter.setFont(made)
        shown = size.elidedText(text, Qt.TextElideMode.ElideRight, width - 2 * pad)
        painter.drawText(QPointF(box.left() + pad, top + size.ascent()), shown)
        top += size.height()
