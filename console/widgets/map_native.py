"""The native map: one widget of painter paths, which follows its picture and tells the pointer."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.theme import Metrics
from console.widgets.map_drawing import GroundKeeper
from console.widgets.map_ground import Ground, GroundFrame
from console.widgets.map_layers import MapLayer
from console.widgets.map_marks import draw_bubble, draw_outline, draw_post, post_radius
from console.widgets.map_picture import MapPicture, PostLook, spoken
from console.widgets.style import colour

_POST_REACH = 1.8


class NativeMap(QWidget):
    """Draw the last picture it was given; a click and the pointer are told, nothing is decided.

    What takes long is drawn in a thread of the pool. Until that is there, the last picture stays in
    sight as a whole, scaled where the size is another now; see :attr:`is_drawn`, :attr:`is_blank`.
    """

    chosen = Signal(str)
    """An area was clicked (its code; "" is the ground outside every area)."""

    hovered = Signal(str)
    """The pointer lies on another area now (its code; "" for none)."""

    blank_changed = Signal()
    """:attr:`is_blank` is otherwise now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._metrics = Metrics(1080)
        self._layers: tuple[MapLayer, ...] = ()
        self._frame: GroundFrame | None = None
        self._picture: MapPicture | None = None
        self._keeper = GroundKeeper(self)
        self._keeper.renewed.connect(self._take_ground)
        self._was_blank = False
        self._selected = ""
        self._hover = ""
        self._post: PostLook | None = None

    @property
    def labelled(self) -> tuple[str, ...]:
        """The codes of the areas whose labels found room when last painted."""
        ground = self._keeper.ground
        if ground is None:
            return ()
        return tuple(ground.fitted.layer.codes[place] for place in ground.labels.places)

    @property
    def areas_painted(self) -> int:
        """How many areas had to be filled anew for the last picture."""
        return self._keeper.painted

    @property
    def is_drawn(self) -> bool:
        """Whether nothing is being drawn: what is in sight is the last picture."""
        return not self._keeper.is_waiting

    @property
    def is_placed(self) -> bool:
        """Whether degrees have a place on it: before, what lies over it has nowhere to be."""
        return self._frame is not None

    @property
    def is_blank(self) -> bool:
        """Whether there is a picture, and nothing to be seen of it yet."""
        return self._picture is not None and self._keeper.ground is None

    def set_layers(self, layers: Iterable[MapLayer]) -> None:
        """Take the areas to draw, one layer a level; the first one fixes what is in sight."""
        self._layers = tuple(layers)
        self._picture = None
        self._keeper.forget()
        self._refit()

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw for a wall of this height."""
        self._metrics = metrics
        self._refit()

    def show_picture(self, picture: MapPicture) -> None:
        """Draw ``picture``, painting only the areas that look otherwise than before."""
        if picture == self._picture:
            self._keeper.painted = 0
            return
        self._picture = picture
        self._post = None
        self._renew()

    def finish_drawing(self) -> None:
        """Draw what is not drawn yet here and now, or wait for the thread that does.

        For a picture that has to be whole; it takes as long as it takes.
        """
        self._renew(unseen=True)
        self._keeper.finish()

    @Slot(str)
    def show_selection(self, code: str) -> None:
        """Outline the region ``code``, of whichever level; "" outlines none."""
        if code != self._selected:
            self._selected = code
            self.update()

    @Slot(str)
    def show_hover(self, code: str) -> None:
        """Point out the area ``code``; "" points out none."""
        if code != self._hover:
            self._hover = code
            self.update()

    def code_at(self, point: QPointF) -> str:
        """Return the code of the area seen under ``point`` of the widget, "" outside every area."""
        ground, frame = self._keeper.ground, self._frame
        if ground is None or frame is None:
            return ""
        back, _ = ground.toward(frame).inverted()
        place = ground.fitted.at(back.map(point))
        return ground.fitted.layer.codes[place] if place is not None else ""

    def point_of(self, code: str) -> QPointF | None:
        """Return where the label of area ``code`` belongs, None where it is not on this level."""
        if self._frame is None or self._picture is None:
            return None
        layer = self._frame.layer(self._picture.level)
        place = layer.places.get(code) if layer is not None else None
        if layer is None or place is None:
            return None
        return QPointF(*self._frame.fit.pixel(*layer.label_points[place]))

    def point_of_degrees(self, lon: float, lat: float) -> QPointF:
        """Return where a place lies in the widget."""
        return self._frame.pixel(lon, lat) if self._frame is not None else QPointF()

    def paint_labels(self, painter: QPainter) -> QRegion:
        """Write the areas' names once more, above what lies over the map; return where."""
        ground = self._keeper.ground
        if ground is None or ground.frame != self._frame:
            return QRegion()
        ground.labels.paint(painter)
        return ground.labels.covered()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._frame is None or self._frame.ratio != self.devicePixelRatioF():
            self._refit()  # Another screen.
        ground, frame = self._keeper.ground, self._frame
        if ground is None or frame is None or ground.frame != frame:
            painter.fillRect(self.rect(), colour("panel"))
        if ground is None or frame is None:
            return
        if ground.frame != frame:
            painter.setTransform(ground.toward(frame), combine=True)
        self._paint(painter, ground)

    def _paint(self, painter: QPainter, ground: Ground) -> None:
        frame, metrics = ground.frame, ground.frame.metrics
        ground.paint(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_outlines(painter, ground)
        for post in ground.picture.posts:
            draw_post(painter, frame.pixel(post.lon, post.lat), metrics)
        ground.prepare_labels(self._selected)
        ground.labels.paint(painter)
        self._paint_bubble(painter, ground)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keeper.give_up()

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
        if event.button() is not Qt.MouseButton.LeftButton or self._keeper.ground is None:
            return
        self._post = self._post_at(event.position())
        self.update()
        if self._post is None:
            self.chosen.emit(self.code_at(event.position()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _refit(self) -> None:
        ratio = self.devicePixelRatioF()
        self._frame = (
            GroundFrame(self._layers, self.width(), self.height(), ratio, self._metrics)
            if self._layers and not self.size().isEmpty()
            else None
        )
        self._renew()

    def _renew(self, *, unseen: bool = False) -> None:
        """See to it that the ground becomes that of the picture; ``unseen``: in the dark, too."""
        self.update()
        frame, picture = self._frame, self._picture
        if frame is None or picture is None or frame.layer(picture.level) is None:
            self._keeper.give_up()
        elif unseen or self.isVisible():
            self._keeper.want(frame, picture, self._selected)
        self._tell_blank()

    @Slot()
    def _take_ground(self) -> None:
        self.update()
        self._tell_blank()

    def _tell_blank(self) -> None:
        if self.is_blank != self._was_blank:
            self._was_blank = self.is_blank
            self.blank_changed.emit()

    def _paint_outlines(self, painter: QPainter, ground: Ground) -> None:
        for code, role, share in ((self._hover, "text", 0.2), (self._selected, "selected", 0.4)):
            path = _path(ground, code) if code else None
            if path is not None:
                draw_outline(painter, path, role, ground.frame.metrics.share(share))

    def _post_at(self, point: QPointF) -> PostLook | None:
        reach = post_radius(self._metrics) * _POST_REACH
        posts = self._picture.posts if self._picture is not None else ()
        for post in posts:
            if (self.point_of_degrees(post.lon, post.lat) - point).manhattanLength() <= reach:
                return post
        return None

    def _paint_bubble(self, painter: QPainter, ground: Ground) -> None:
        frame, picture, layer = ground.frame, ground.picture, ground.fitted.layer
        room = QRectF(0, 0, frame.width, frame.height)
        if self._post is not None:
            at = frame.pixel(self._post.lon, self._post.lat)
            lines: tuple[str, ...] = (self._post.name,)
        elif self._hover in layer.places:
            label = ground.fitted.label_points[layer.places[self._hover]]
            at = label - QPointF(0, frame.metrics.body * 1.2)
            lines = spoken(picture.areas[self._hover], picture.unit)
        else:
            return
        draw_bubble(painter, at, lines, room, frame.metrics)


def _path(ground: Ground, code: str) -> QPainterPath | None:
    for fitted in ground.layers.values():
        if code in fitted.layer.places:
            return fitted.paths[fitted.layer.places[code]]
    return None
