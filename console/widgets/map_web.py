"""The explorable map: keeps one good page in sight, whatever happens to its processes."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from time import monotonic

import psutil
from PySide6.QtCore import QCoreApplication, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.regions import Level
from console.theme import Metrics
from console.widgets.map_layers import MapLayer
from console.widgets.map_news import MapState
from console.widgets.map_picture import MapPicture
from console.widgets.map_preparation import DocumentPreparation, PreparationNews
from console.widgets.map_scheme import WebEngine
from console.widgets.map_web_page import MapView

_log = logging.getLogger(__name__)

_FIRST_WAIT_MS = 1000
_PUSH_EVERY_MS = 1000
_WATCH_EVERY_MS = 10_000
_RECYCLE_REST_SECONDS = 60.0
_LONGEST_WAIT_MS = 60_000
_PROVEN_MS = 60_000
_SAMPLES = 40
DEFAULT_MEMORY_LIMIT_MB = 400


class WebMap(QWidget):
    """Shows the last picture it was given on a page made once by folium.

    A page whose process ends, falls silent or cannot be loaded is replaced after 1, 2, 4 … 60 s;
    one that has grown too large is replaced by a fresh one without a gap. :attr:`is_up` says
    whether the page in sight can be trusted; where it is not, show something else.
    """

    chosen = Signal(str)
    """An area was clicked (its code; "" is the ground outside every area)."""

    hovered = Signal(str)
    """The pointer lies on another area now (its code; "" for none)."""

    key_pressed = Signal(str)
    """A key for walking over the areas, by its name in the DOM."""

    up_changed = Signal(bool)
    """The page in sight can be trusted now, or no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.memory_limit_mb = DEFAULT_MEMORY_LIMIT_MB
        self.loads = 0
        """How many pages were loaded so far."""
        self._engine = WebEngine.shared()
        self._layers: dict[Level, MapLayer] = {}
        self._address = ""
        self._news: PreparationNews | None = None
        self._state = MapState()
        self._view: MapView | None = None
        self._next: MapView | None = None
        self._arrived: MapView | None = None
        self._wait_ms = _FIRST_WAIT_MS
        self._recycled_at = float("-inf")
        self._pushes = self._timer(_PUSH_EVERY_MS, single=True)
        self._pushes.timeout.connect(self._push)
        self._restart = self._timer(_FIRST_WAIT_MS, single=True)
        self._restart.timeout.connect(self._load)
        self._proof = self._timer(_PROVEN_MS, single=True)
        self._proof.timeout.connect(self._take_proof)
        self._watch = self._timer(_WATCH_EVERY_MS, single=False)
        self._watch.timeout.connect(self.check_memory)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.stop)

    @property
    def is_up(self) -> bool:
        """Whether a page is in sight that shows what it was told."""
        return self._view is not None

    @property
    def is_painted(self) -> bool:
        """Whether the page in sight has painted all that it is to show, and it has come here."""
        painted = self._view is not None and self._view.has_painted(self._state, self._layers)
        return painted and self._has_arrived()

    @property
    def view(self) -> MapView | None:
        """The page in sight."""
        return self._view

    @property
    def state(self) -> MapState:
        """What the page in sight shows, or is about to."""
        return self._state

    def set_layers(self, layers: Iterable[MapLayer]) -> None:
        """Take the areas to draw, one layer a level, and have folium make their page."""
        self._layers = {layer.level: layer for layer in layers}
        self._state = replace(self._state, picture=None)
        self._drop_pages()
        self._address = ""
        job = DocumentPreparation(tuple(la.boundaries for la in self._layers.values()))
        self._news = job.news
        self._news.document_ready.connect(self._take_document)
        QThreadPool.globalInstance().start(job)

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw for a wall of this height."""
        self._state = replace(self._state, metrics=metrics)
        self._push_now()

    def show_picture(self, picture: MapPicture) -> None:
        """Push ``picture``: at once after a rest or a switch, else when a second has passed."""
        before = self._state.picture
        self._state = replace(self._state, picture=picture)
        switched = before is None or (before.level, before.classes) != (
            picture.level,
            picture.classes,
        )
        if switched or not self._pushes.isActive():
            self._push()

    @Slot(str)
    def show_selection(self, code: str) -> None:
        """Outline the region ``code``, of whichever level; "" outlines none."""
        self._state = replace(self._state, selected=code)
        self._push_now()

    @Slot(str)
    def show_hover(self, code: str) -> None:
        """Point out the area ``code``; "" points out none."""
        self._state = replace(self._state, hover=code)
        self._push_now()

    @Slot()
    def check_memory(self) -> None:
        """Load a fresh page beneath the one in sight if that one's process has grown too large."""
        if self._view is None or self._next is not None:
            return
        if monotonic() - self._recycled_at < _RECYCLE_REST_SECONDS:
            return
        megabytes = _resident_mb(self._view.process_id)
        if megabytes > self.memory_limit_mb:
            _log.info("the map page uses %d MB: a fresh one takes its place", megabytes)
            self._recycled_at = monotonic()
            self._load()

    @Slot()
    def stop(self) -> None:
        """End every page and timer, for good."""
        self._address = ""
        for timer in (self._pushes, self._restart, self._proof, self._watch):
            timer.stop()
        self._drop_pages()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for view in (self._view, self._next):
            if view is not None:
                view.setGeometry(self.rect())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._push()

    def _has_arrived(self) -> bool:
        """Tell whether areas are in sight: a page's first picture comes after its word of it."""
        view, picture = self._view, self._state.picture
        if view is None or picture is None or view is self._arrived:
            return view is not None
        inks = {QColor(look.fill).rgb() for look in picture.classes}
        sample = view.grab().toImage().scaled(_SAMPLES, _SAMPLES)
        places = range(_SAMPLES)
        if not inks.isdisjoint(sample.pixel(x, y) for x in places for y in places):
            self._arrived = view
        return view is self._arrived

    def _timer(self, milliseconds: int, *, single: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(single)
        timer.setInterval(milliseconds)
        return timer

    def _push_now(self) -> None:
        if self._view is not None:
            self._view.show_state(self._state, self._layers)

    @Slot()
    def _push(self) -> None:
        if self._view is None or not self.isVisible():
            return
        if self._view.show_state(self._state, self._layers):
            self._pushes.start()

    @Slot(object)
    def _take_document(self, document: bytes) -> None:
        self._address = self._engine.handler.publish(document)
        self._watch.start()
        self._load()

    @Slot()
    def _load(self) -> None:
        if not self._address or self._next is not None:
            return
        self.loads += 1
        view = MapView(self._engine, self._address, self)
        view.setGeometry(self.rect())
        view.ready.connect(self._fill_next)
        view.painted.connect(self._swap)
        view.died.connect(self._take_death)
        view.chosen.connect(self._tell_chosen)
        view.pointed.connect(self._tell_pointed)
        view.pressed.connect(self.key_pressed)
        self._next = view
        view.lower()
        view.show()

    @Slot()
    def _fill_next(self) -> None:
        if self._next is not None:
            self._next.show_state(self._state, self._layers)

    @Slot()
    def _swap(self) -> None:
        if self._next is None or self.sender() is not self._next:
            return
        was_up, old = self.is_up, self._view
        self._view, self._next = self._next, None
        self._view.raise_()
        if old is not None:
            old.retire()
        self._proof.start()
        self._push()
        if not was_up:
            self.up_changed.emit(True)  # noqa: FBT003 - a signal has no keywords

    @Slot(str)
    def _take_death(self, why: str) -> None:
        view = self.sender()
        in_sight = view is self._view
        _log.warning("the map page is gone: %s; another in %d s", why, self._wait_ms // 1000)
        if in_sight:
            self._view = None
            self.up_changed.emit(False)  # noqa: FBT003 - a signal has no keywords
        elif view is self._next:
            self._next = None
        if isinstance(view, MapView):
            view.retire()
        self._proof.stop()
        if self._next is None and not self._restart.isActive():
            self._restart.start(self._wait_ms)
            self._wait_ms = min(self._wait_ms * 2, _LONGEST_WAIT_MS)

    @Slot()
    def _take_proof(self) -> None:
        self._wait_ms = _FIRST_WAIT_MS

    @Slot(int)
    def _tell_chosen(self, place: int) -> None:
        self.chosen.emit(self._code(place))

    @Slot(int)
    def _tell_pointed(self, place: int) -> None:
        code = self._code(place)
        self._state = replace(self._state, hover=code)
        if self._view is not None:
            self._view.note_hover(code)
        self.hovered.emit(code)

    def _code(self, place: int) -> str:
        picture = self._state.picture
        layer = self._layers.get(picture.level) if picture is not None else None
        return layer.codes[place] if layer is not None and 0 <= place < len(layer.codes) else ""

    def _drop_pages(self) -> None:
        was_up = self.is_up
        for view in (self._view, self._next):
            if view is not None:
                view.retire()
        self._view = self._next = None
        if was_up:
            self.up_changed.emit(False)  # noqa: FBT003 - a signal has no keywords


def _resident_mb(process_id: int) -> float:
    try:
        return float(psutil.Process(process_id).memory_info().rss) / 1e6
    except (psutil.Error, ValueError):
        return 0.0
