"""The last picture of a widget, laid over it: what goes on beneath is seen by nobody."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.widgets.style import colour

_VEIL = 150


class FrozenPicture(QWidget):
    """Covers ``subject`` with what it shows at this moment, and follows its size.

    A stamp lies over pictures that hold marks of their own: a LIVE in a still would be a lie.
    """

    def __init__(self, subject: QWidget) -> None:
        picture = _seen(subject) or _painted(subject)
        super().__init__(subject)
        self._picture = picture
        self._stamp = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setGeometry(subject.rect())
        subject.installEventFilter(self)
        self.show()
        self.raise_()

    def stamp(self, words: str) -> None:
        """Lay ``words`` over the whole picture, which is dimmed under them."""
        self._stamp = words
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        parent = self.parentWidget()
        if watched is parent and event.type() == QEvent.Type.Resize:
            self.setGeometry(parent.rect())
        elif watched is parent and event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(self.rect()), self._picture, QRectF(self._picture.rect()))
        if self._stamp:
            painter.fillRect(self.rect(), QColor(0, 0, 0, _VEIL))
            painter.setFont(self._stamp_font())
            painter.setPen(colour("frozen"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._stamp)

    def _stamp_font(self) -> QFont:
        """Return a font in which the stamp fills most of the picture's width."""
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(max(12, self.height() // 6))
        width = max(1, QFontMetrics(font).horizontalAdvance(self._stamp))
        room = self.width() * 0.8
        if width > room:
            font.setPixelSize(max(8, int(font.pixelSize() * room / width)))
        return font


def _painted(subject: QWidget) -> QPixmap:
    """Paint ``subject`` anew on the ground that it lies on: by itself it may have none."""
    ground = subject.parentWidget()
    if ground is None:
        return subject.grab()
    whole = ground.grab()  # A tile that was never shown is laid out by this, and not before.
    return whole.copy(_scaled(subject.geometry(), whole.devicePixelRatio()))


def _seen(subject: QWidget) -> QPixmap | None:
    """Return the pixels that people see of ``subject`` now; None where they are not to be had.

    The window's backing store holds them at no cost; what the graphics card composes is not in it.
    """
    # What was drawn, but not painted yet, is seen in a moment: it belongs to the picture.
    QCoreApplication.sendPostedEvents(subject.window(), QEvent.Type.UpdateRequest.value)
    uncovered = subject.visibleRegion().boundingRect() == subject.rect()
    composed = any(child.inherits("QQuickWidget") for child in subject.findChildren(QWidget))
    store = subject.window().backingStore()
    painted = store.paintDevice() if store is not None and uncovered and not composed else None
    if not isinstance(painted, QImage) or painted.isNull():
        return None
    place = QRect(subject.mapTo(subject.window(), QPoint()), subject.size())
    return QPixmap.fromImage(painted.copy(_scaled(place, painted.devicePixelRatio())))


def _scaled(place: QRect, ratio: float) -> QRect:
    """Return where ``place`` lies in the pixels of a picture."""
    edges = (place.x(), place.y(), place.width(), place.height())
    return QRect(*(round(edge * ratio) for edge in edges))
