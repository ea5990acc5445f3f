"""The native map: one widget of painter paths, drawn anew only where something changed."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.theme import Metrics
from console.widgets.map_label_layer import LabelLayer
from console.widgets.map_layers import FittedLayer, MapLayer, fit_layer
from console.widgets.map_marks import draw_post
from console.widgets.map_picture import MapPicture, PostLook
from console.widgets.map_projection import Fit, fit
from console.widgets.style import colour

_FULL_REPAINT_FROM = 0.25
_POST_REACH = 1.6


class NativeMap(QWidget):
    """Draw the last picture it was given; a click and the pointer are told, nothing is decided."""

    chosen = Signal(str)
    """An area was clicked (its code; "" is the ground outside every area)."""

    hovered = Signal(str)
    """The pointer lies on another area now (its code; "" for none)."""

    key_pressed = Signal(int)
    """A key (Qt.Key) was pressed while the map had the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._metrics = Metrics(1080)
        self._layers: dict[str, MapLayer] = {}
        self._fitted: dict[str, FittedLayer] = {}
        self._fit = Fit(1.0, 0.0, 0.0)
        self._picture: MapPicture | None = None
        self._base = QPixmap()
        self._dirty: set[int] | None = None
        self._labels = LabelLayer()
        self._selected = ""
        self._hover = ""
        self._post: PostLook | None = None
        self._pointer = QPoint()

    def set_layers(self, layers: tuple[MapLayer, ...]) -> None:
        """Take the areas to draw, one layer a level."""
        self._layers = {layer.level: layer for layer in layers}
        self._forget_fit()

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw for a wall of this height."""
        self._metrics = metrics
        self._forget_fit()

    def show_picture(self, picture: MapPicture) -> None:
        """Draw ``picture``, painting only the areas that look otherwise than before."""
        before, self._picture = self._picture, picture
        if before is None or before.level != picture.level or before.classes != picture.classes:
            self._dirty = None
            self._base = QPixmap()
        elif self._dirty is not None or not self._base.isNull():
            self._note_changes(before, picture)
        self._labels.forget()
        self._post = None
        self.update()

    @Slot(str)
    def show_selection(self, code: str) -> None:
        """Outline the region ``code``, of whichever level; "" outlines none."""
        if code != self._selected:
            self._selected = code
            self._labels.forget()
            self.update()

    @Slot(str)
    def show_hover(self, code: str) -> None:
        """Point out the area ``code``; "" points out none."""
        if code != self._hover:
            self._hover = code
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("panel"))
        fitted = self._current()
        if fitted is None or self._picture is None:
            return
        self._refresh_base(fitted, self._picture)
        painter.drawPixmap(0, 0, self._base)
        self._outline(painter, self._hover, "text", self._metrics.share(0.18))
        self._outline(painter, self._selected, "selected", self._metrics.share(0.36))
        for post in self._picture.posts:
            draw_post(painter, self._pixel(post), self._metrics)
        self._labels.paint(painter, fitted, self._picture, self._selected, self._metrics)
        self._paint_bubble(painter, fitted, self._picture)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget_fit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position().toPoint()
        self._tell_hover(self.code_at(event.position()))
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._tell_hover("")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pointer = event.position().toPoint()
        self._post = self._post_at(event.position())
        if self._post is None:
            self.chosen.emit(self.code_at(event.position()))
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.key_pressed.emit(event.key())

    def code_at(self, point: QPointF) -> str:
        """Return the code of the area under ``point`` of the widget, "" outside every area."""
        fitted = self._current()
        place = fitted.at(point) if fitted is not None else None
        return fitted.layer.codes[place] if fitted is not None and place is not None else ""

    def point_of(self, code: str) -> QPointF | None:
        """Return where the label of area ``code`` belongs, None where it is not on this level."""
        fitted = self._current()
        place = fitted.layer.places.get(code) if fitted is not None else None
        return fitted.label_points[place] if fitted is not None and place is not None else None

    def _tell_hover(self, code: str) -> None:
        if code != self._hover:
            self.show_hover(code)
            self.hovered.emit(code)

    def _forget_fit(self) -> None:
        self._fitted.clear()
        self._base = QPixmap()
        self._dirty = None
        self._labels.forget()
        self.update()

    def _current(self) -> FittedLayer | None:
        return self._fit_level(self._picture.level) if self._picture is not None else None

    def _fit_level(self, level: str) -> FittedLayer | None:
        layer = self._layers.get(level)
        if layer is None or self.width() < 2 or self.height() < 2:
            return None
        if level not in self._fitted:
            self._fit = fit(
                layer.boundaries.bounds, self.width(), self.height(), self._metrics.share(1.0)
            )
            self._fitted[level] = fit_layer(layer, self._fit)
        return self._fitted[level]

    def _note_changes(self, before: MapPicture, after: MapPicture) -> None:
        layer = self._layers.get(after.level)
        if layer is None:
            return
        changed = {
            layer.places[code]
            for code, area in after.areas.items()
            if code in layer.places and before.areas[code].klass != area.klass
        }
        self._dirty = changed | (self._dirty or set())

    def _refresh_base(self, fitted: FittedLayer, picture: MapPicture) -> None:
        ratio = self.devicePixelRatioF()
        if self._base.isNull() or self._base.deviceIndependentSize().toSize() != self.size():
            self._base = QPixmap(self.size() * ratio)
            self._base.setDevicePixelRatio(ratio)
            self._paint_base(fitted, picture, None)
        elif self._dirty:
            few = len(self._dirty) < len(fitted.paths) * _FULL_REPAINT_FROM
            self._paint_base(fitted, picture, self._dirty if few else None)
        self._dirty = set()

    def _paint_base(
        self, fitted: FittedLayer, picture: MapPicture, changed: set[int] | None
    ) -> None:
        """Paint the areas, all of them or what lies in the boxes of ``changed``.

        The boxes are repainted whole, neighbours and all: so the result is the same, pixel for
        pixel, as if everything had been painted.
        """
        painter = QPainter(self._base)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places: list[int] | range = range(len(fitted.paths))
        if changed is not None:
            clip = QRegion()
            touched: set[int] = set()
            rim = self._border_width() * 2
            for place in changed:
                box = fitted.paths[place].boundingRect().adjusted(-rim, -rim, rim, rim)
                clip += QRegion(box.toAlignedRect())
                touched.update(fitted.touching(box))
            painter.setClipRegion(clip)
            places = sorted(touched)
        painter.fillRect(QRectF(self._base.rect()), colour("panel"))
        self._paint_areas(painter, fitted, picture, places)
        self._paint_upper_borders(painter, picture)
        painter.end()

    def _paint_areas(
        self,
        painter: QPainter,
        fitted: FittedLayer,
        picture: MapPicture,
        places: list[int] | range,
    ) -> None:
        brushes = [self._brushes(look.fill, hatched=look.hatched) for look in picture.classes]
        painter.setPen(QPen(colour("panel"), self._border_width()))
        for place in places:
            area = picture.areas[fitted.layer.codes[place]]
            for brush in brushes[area.klass]:
                painter.setBrush(brush)
                painter.drawPath(fitted.paths[place])

    def _brushes(self, fill: str, *, hatched: bool) -> tuple[QBrush, ...]:
        if not hatched:
            return (QBrush(QColor(fill)),)
        return (QBrush(colour("raised")), QBrush(self._hatching(QColor(fill))))

    def _hatching(self, ink: QColor) -> QPixmap:
        side = max(6, self._metrics.share(1.1))
        tile = QPixmap(side, side)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, max(1.5, side / 5)))
        for shift in (-side, 0, side):
            painter.drawLine(QPointF(shift - 1, side + 1), QPointF(shift + side + 1, -1))
        painter.end()
        return tile

    def _border_width(self) -> float:
        return max(1.0, self._metrics.height * 0.0013)
