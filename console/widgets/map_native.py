"""The native map: one widget of painter paths, which follows its picture and tells the pointer."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.boundaries import Boundaries
from console.domain.regions import Level
from console.theme import Metrics
from console.widgets.map_base import MapBase
from console.widgets.map_label_layer import LabelLayer
from console.widgets.map_labels import LabelRoom
from console.widgets.map_layers import FittedLayer, MapLayer, fit_layer
from console.widgets.map_marks import draw_bubble, draw_outline, draw_post, post_radius
from console.widgets.map_picture import MapPicture, PostLook, spoken
from console.widgets.map_projection import Fit, fit, project_point
from console.widgets.style import colour

_POST_REACH = 1.8


class NativeMap(QWidget):
    """Draw the last picture it was given; a click and the pointer are told, nothing is decided."""

    chosen = Signal(str)
    """An area was clicked (its code; "" is the ground outside every area)."""

    hovered = Signal(str)
    """The pointer lies on another area now (its code; "" for none)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._metrics = Metrics(1080)
        self._layers: dict[Level, MapLayer] = {}
        self._bounds: tuple[float, float, float, float] | None = None
        self._fit = Fit(1.0, 0.0, 0.0)
        self._fitted: dict[Level, FittedLayer] = {}
        self._picture: MapPicture | None = None
        self._base = MapBase()
        self._labels = LabelLayer(self._metrics)
        self._selected = ""
        self._hover = ""
        self._post: PostLook | None = None

    @property
    def labelled(self) -> tuple[str, ...]:
        """The codes of the areas whose labels found room when last painted."""
        fitted = self._current()
        return tuple(fitted.layer.codes[i] for i in self._labels.places) if fitted else ()

    @property
    def areas_painted(self) -> int:
        """How many areas the last paint had to draw anew."""
        return self._base.painted

    def set_layers(self, layers: Iterable[MapLayer]) -> None:
        """Take the areas to draw, one layer a level; the first one fixes what is in sight."""
        self._layers = {layer.level: layer for layer in layers}
        first: Boundaries | None = next((la.boundaries for la in self._layers.values()), None)
        self._bounds = first.bounds if first else None
        self._picture = None
        self._refit()

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw for a wall of this height."""
        self._metrics = metrics
        self._labels = LabelLayer(metrics)
        self._refit()

    def show_picture(self, picture: MapPicture) -> None:
        """Draw ``picture``, painting only the areas that look otherwise than before."""
        if picture == self._picture:
            return
        self._picture = picture
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

    def point_of_degrees(self, lon: float, lat: float) -> QPointF:
        """Return where a place lies in the widget."""
        return QPointF(*self._fit.pixel(*project_point(lon, lat)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("panel"))
        fitted, picture = self._current(), self._picture
        if fitted is None or picture is None:
            return
        size = self.size()
        self._base.paint(painter, fitted, picture, self._borders(), self._metrics)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_outlines(painter)
        posts = [self._pixel(post) for post in picture.posts]
        for post in posts:
            draw_post(painter, post, self._metrics)
        reach = post_radius(self._metrics)
        marks = tuple((p.x() - reach, p.y() - reach, p.x() + reach, p.y() + reach) for p in posts)
        room = LabelRoom(size.width(), size.height(), marks)
        self._labels.paint(painter, fitted, picture, self._selected, room)
        self._paint_bubble(painter, picture)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        code = self.code_at(event.position())
        if code != self._hover:
            self.show_hover(code)
            self.hovered.emit(code)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._hover:
            self.show_hover("")
            self.hovered.emit("")

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self._picture is None:
            return
        self._post = self._post_at(event.position())
        self.update()
        if self._post is None:
            self.chosen.emit(self.code_at(event.position()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _refit(self) -> None:
        self._fitted.clear()
        self._base.forget()
        self._labels.forget()
        self.update()

    def _current(self) -> FittedLayer | None:
        return self._at_level(self._picture.level) if self._picture is not None else None

    def _at_level(self, level: Level) -> FittedLayer | None:
        layer = self._layers.get(level)
        if layer is None or self._bounds is None:
            return None
        if level not in self._fitted:
            margin = self._metrics.share(1.2)
            self._fit = fit(self._bounds, self.width(), self.height(), margin)
            self._fitted[level] = fit_layer(layer, self._fit, max(0.5, self._metrics.height / 650))
        return self._fitted[level]

    def _borders(self) -> tuple[QPainterPath, ...]:
        if self._picture is None or self._picture.level is not Level.COUNTY:
            return ()
        above = self._at_level(Level.PREFECTURE)
        return above.paths if above is not None else ()

    def _path(self, code: str) -> QPainterPath | None:
        for level in self._layers:
            fitted = self._at_level(level)
            if fitted is not None and code in fitted.layer.places:
                return fitted.paths[fitted.layer.places[code]]
        return None

    def _paint_outlines(self, painter: QPainter) -> None:
        for code, role, share in ((self._hover, "text", 0.2), (self._selected, "selected", 0.4)):
            path = self._path(code) if code else None
            if path is not None:
                draw_outline(painter, path, role, self._metrics.share(share))

    def _pixel(self, post: PostLook) -> QPointF:
        return self.point_of_degrees(post.lon, post.lat)

    def _post_at(self, point: QPointF) -> PostLook | None:
        reach = post_radius(self._metrics) * _POST_REACH
        posts = self._picture.posts if self._picture is not None else ()
        return next((p for p in posts if (self._pixel(p) - point).manhattanLength() <= reach), None)

    def _paint_bubble(self, painter: QPainter, picture: MapPicture) -> None:
        room = QRectF(self.rect())
        if self._post is not None:
            lines: tuple[str, ...] = (self._post.name,)
            draw_bubble(painter, self._pixel(self._post), lines, room, self._metrics)
            return
        at = self.point_of(self._hover)
        if at is not None:
            lines = spoken(picture.areas[self._hover], picture.unit)
            above_label = at - QPointF(0, self._metrics.body * 1.2)
            draw_bubble(painter, above_label, lines, room, self._metrics)
