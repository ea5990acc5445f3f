"""One loaded page of the explorable map: what goes in, what comes out, and when it is dead."""

import json
import logging
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.regions import Level
from console.widgets.map_layers import MapLayer
from console.widgets.map_news import MapState, news_of
from console.widgets.map_scheme import WebEngine
from console.widgets.style import colour

_log = logging.getLogger(__name__)

_SILENCE_MS = 10_000


class Bridge(QObject):
    """What the page may call, by number and word only."""

    readied = Signal()
    painted_so_far = Signal(int)
    chosen = Signal(int)
    pointed = Signal(int)
    pressed = Signal(str)

    @Slot(int)
    def ready(self, _nothing: int) -> None:
        """The page can take news."""
        self.readied.emit()

    @Slot(int)
    def painted(self, number: int) -> None:
        """The page has painted what it was told up to the push with this number."""
        self.painted_so_far.emit(number)

    @Slot(int)
    def choose(self, place: int) -> None:
        """The area at ``place`` was clicked, -1 is the ground."""
        self.chosen.emit(place)

    @Slot(int)
    def point(self, place: int) -> None:
        """The pointer is over the area at ``place``, -1 is none."""
        self.pointed.emit(place)

    @Slot(str)
    def press(self, key: str) -> None:
        """A key was pressed, by its name in the DOM."""
        self.pressed.emit(key)


class _Page(QWebEnginePage):
    """A page that stays where it is, and whose complaints go to the log."""

    def __init__(self, engine: WebEngine, address: QUrl, parent: QObject) -> None:
        super().__init__(engine, parent)
        self._address = address
        self.setBackgroundColor(colour("panel"))

    @override
    def acceptNavigationRequest(
        self, url: QUrl | str, type: QWebEnginePage.NavigationType, isMainFrame: bool
    ) -> bool:
        return QUrl(url) == self._address and type is _TYPED

    @override
    def createWindow(self, type: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None

    @override
    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,
        sourceID: str,
    ) -> None:
        _log.warning("map page, %s line %d: %s", sourceID[-60:], lineNumber, message[:300])


_TYPED = QWebEnginePage.NavigationType.NavigationTypeTyped


class MapView(QWebEngineView):
    """A view with its own page and renderer; it is used until it dies, then replaced."""

    ready = Signal()
    """The page can take news."""

    painted = Signal()
    """The page has painted all that it was told."""

    died = Signal(str)
    """The page is of no more use; why, for the log. Told once."""

    chosen = Signal(int)
    pointed = Signal(int)
    pressed = Signal(str)

    def __init__(self, engine: WebEngine, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.patience_ms = _SILENCE_MS
        """How long the page may take to answer before it counts as dead."""
        self._dead = False
        self._is_ready = False
        self._shown: MapState | None = None
        self._number = 0
        self._answered = 0
        self._painted = 0
        self._bridge = Bridge(self)
        self._page = _Page(engine, QUrl(address), self)
        self._channel = QWebChannel(self._page)
        self._channel.registerObject("bridge", self._bridge)
        self._page.setWebChannel(self._channel)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._fall_silent)
        self._bridge.readied.connect(self._take_ready)
        self._bridge.painted_so_far.connect(self._take_painted)
        self._bridge.chosen.connect(self.chosen)
        self._bridge.pointed.connect(self.pointed)
        self._bridge.pressed.connect(self.pressed)
        self._page.renderProcessTerminated.connect(self._take_termination)
        self._page.loadFinished.connect(self._take_load)
        self.setPage(self._page)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self._silence.start(self.patience_ms)
        self._page.load(QUrl(address))

    @property
    def process_id(self) -> int:
        """The renderer's process, 0 where there is none."""
        return 0 if self._dead else self._page.renderProcessPid()

    def has_painted(self, state: MapState, layers: Mapping[Level, MapLayer]) -> bool:
        """Tell whether all of ``state`` is in sight: pushed is not painted yet."""
        told = self._shown is not None and not news_of(self._shown, state, layers)
        return told and self._painted == self._number

    def show_state(self, state: MapState, layers: Mapping[Level, MapLayer]) -> bool:
        """Push what the page does not show yet of ``state``; silence for long means death.

        Args:
            state: All that is to be seen.
            layers: The areas that the page was made for.

        Returns:
            Whether there was anything to push.
        """
        news = news_of(self._shown, state, layers)
        if self._dead or not news:
            return False
        self._shown = state
        self._number += 1
        text = json.dumps({**news, "number": self._number}, allow_nan=False)
        self._page.runJavaScript(f"consoleMap.apply({text})", 0, self._take_answer)
        if not self._silence.isActive():
            self._silence.start(self.patience_ms)
        return True

    def note_hover(self, code: str) -> None:
        """Know that the page points out ``code`` by itself, as the pointer is there."""
        if self._shown is not None:
            self._shown = replace(self._shown, hover=code)

    def retire(self) -> None:
        """End the page without telling anybody."""
        self._dead = True
        self._silence.stop()
        self.hide()
        self.deleteLater()

    @Slot()
    def _take_ready(self) -> None:
        self._is_ready = True
        self._silence.stop()
        self.ready.emit()

    @Slot(int)
    def _take_painted(self, number: int) -> None:
        self._painted = max(self._painted, number)
        if self._painted == self._number:
            self.painted.emit()

    def _take_answer(self, answer: object) -> None:
        # A page that goes away answers with nothing, perhaps after this object is gone.
        if isinstance(answer, str) and answer:
            self._die(f"a script failed: {answer[:200]}")
        elif isinstance(answer, int | float) and not self._dead:
            self._answered = max(self._answered, int(answer))
            self._silence.stop()
            if self._answered < self._number:
                self._silence.start(self.patience_ms)

    @Slot()
    def _fall_silent(self) -> None:
        self._die("it does not answer")

    @Slot(bool)
    def _take_load(self, loaded: bool) -> None:  # noqa: FBT001 - Qt's own signature
        # Later on, it is only a page that tried to leave and was not let.
        if not loaded and not self._is_ready:
            self._die("it could not be loaded")

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _take_termination(
        self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int
    ) -> None:
        self._die(f"its process ended: {status.name}, code {code}")

    def _die(self, why: str) -> None:
        if self._dead:
            return
        self._dead = True
        self._silence.stop()
        self.died.emit(why)
