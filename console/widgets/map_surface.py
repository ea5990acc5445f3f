"""How the parts of the map tile share its room: controls, the map itself, legend, boundary note."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from console.theme import Metrics
from console.widgets.map_controls import MapControls
from console.widgets.map_legend import MapLegend

_BESIDE_FROM = 1.75
_NOTE_SHARE = 0.36


class MapSurface(QWidget):
    """Controls above, the map in the middle, the legend below it or, where wide, beside it.

    The boundary note lies on the map itself, as the law on maps wants it; it is fine print, the one
    text that is smaller than the wall's body text.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controls = MapControls(self)
        self._room = QRect()
        self._maps: list[QWidget] = []
        self.waiting = QLabel(self)
        self.waiting.setProperty("role", "waiting")
        self.waiting.setTextFormat(Qt.TextFormat.PlainText)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.legend = MapLegend(self)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "map-note")
        self.note.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._metrics = Metrics(1080)

    def set_metrics(self, metrics: Metrics) -> None:
        """Lay out for a wall of this height."""
        self._metrics = metrics
        self.controls.set_metrics(metrics)
        self.legend.set_metrics(metrics)
        self.arrange()

    def add_map(self, view: QWidget) -> None:
        """Lay ``view`` over the maps that are there already; all of them fill the same place."""
        self._maps.append(view)
        self._place_maps()

    def arrange(self) -> None:
        """Give every part its place for the present size and texts."""
        gap = self._metrics.gap
        room = self.rect()
        above = self.controls.sizeHint().height()
        self.controls.setGeometry(room.left(), room.top(), room.width(), above)
        room.setTop(above + gap // 2)
        beside = room.width() > room.height() * _BESIDE_FROM
        self.legend.set_upright(upright=beside)
        if beside:
            width = self.legend.width_for(room.height())
            self.legend.setGeometry(room.right() - width, room.top(), width, room.height())
            room.setRight(room.right() - width - gap)
        else:
            height = self.legend.height_for(room.width())
            self.legend.setGeometry(room.left(), room.bottom() - height, room.width(), height)
            room.setBottom(room.bottom() - height - gap // 2)
        self._room = room
        self._place_maps()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _place_maps(self) -> None:
        width = int(self._room.width() * _NOTE_SHARE)
        height = self.note.heightForWidth(width)
        inset = self._metrics.gap // 2
        bottom = self._room.bottom() - height - inset
        self.note.setGeometry(self._room.left() + inset, bottom, width, height)
        for view in (*self._maps, self.waiting):
            view.setGeometry(self._room)
            view.raise_()
        self.note.raise_()
