"""How the parts of the map tile share its room: controls, the map itself, legend, boundary note."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from console.theme import Metrics
from console.widgets.map_controls import MapControls
from console.widgets.map_legend import MapLegend

_USUAL_ASPECT = 1.3
_NOTE_SHARE = 0.36
_NOTE_MOST = 0.28


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
        above = self.controls.height_for(room.width())
        self.controls.setGeometry(room.left(), room.top(), room.width(), above)
        room.setTop(above + gap // 2)
        whole = QRect(room)
        self._room = self._place_legend(room)
        if self._note_box().height() > self._room.height() * _NOTE_MOST:
            # Too little map to lie on: a strip along the bottom of everything.
            height = self.note.heightForWidth(whole.width())
            strip = QRect(whole.left(), whole.bottom() - height, whole.width(), height)
            whole.setBottom(strip.top() - gap // 2)
            self._room = self._place_legend(whole)
            self.note.setGeometry(strip)
        else:
            self.note.setGeometry(self._note_box())
        self._place_maps()

    def _place_legend(self, room: QRect) -> QRect:
        """Place the legend where it leaves the larger map of ``room``, and return that."""
        gap = self._metrics.gap
        width = self.legend.width_for(room.height())
        height = self.legend.height_for(room.width())
        beside = room.adjusted(0, 0, -width - gap, 0)
        below = room.adjusted(0, 0, 0, -height - gap // 2)
        if _map_size(beside) > _map_size(below):
            self.legend.set_upright(upright=True)
            self.legend.setGeometry(room.right() - width, room.top(), width, room.height())
            return beside
        self.legend.set_upright(upright=False)
        self.legend.setGeometry(room.left(), room.bottom() - height, room.width(), height)
        return below

    def _note_box(self) -> QRect:
        """Return the note's place on the map, in its left lower corner."""
        width = int(self._room.width() * _NOTE_SHARE)
        height = self.note.heightForWidth(width)
        inset = self._metrics.gap // 2
        left, bottom = self._room.left() + inset, self._room.bottom() - inset
        return QRect(left, bottom - height, width, height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _place_maps(self) -> None:
        for view in (*self._maps, self.waiting):
            view.setGeometry(self._room)
            view.raise_()
        self.note.raise_()


def _map_size(room: QRect) -> float:
    return min(room.width() / _USUAL_ASPECT, room.height())
