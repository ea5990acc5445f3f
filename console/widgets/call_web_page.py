"""The page of one call as the engine sees it: where it may go, and what it may open."""

import logging

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import (
    QWebEngineDesktopMediaRequest,
    QWebEnginePage,
    QWebEnginePermission,
)
from typing_extensions import override

from console.widgets.call_engine import CALL_ORIGIN, CALL_PAGE, CallEngine

_log = logging.getLogger(__name__)

_TYPED = QWebEnginePage.NavigationType.NavigationTypeTyped
_Kind = QWebEnginePermission.PermissionType
_SCREEN = (_Kind.DesktopVideoCapture, _Kind.DesktopAudioVideoCapture)
_DEVICES = (_Kind.MediaAudioCapture, _Kind.MediaVideoCapture, _Kind.MediaAudioVideoCapture)


class CallBridge(QObject):
    """What the page may call."""

    readied = Signal()
    said = Signal(str)
    failed = Signal(str, str)
    reported = Signal(str)
    devices_found = Signal(str)
    drawn = Signal(int, int)

    @Slot(int)
    def ready(self, _nothing: int) -> None:
        """The page can be told what to do."""
        self.readied.emit()

    @Slot(str)
    def say(self, message: str) -> None:
        """The page has something for the page at the other side."""
        self.said.emit(message)

    @Slot(str, str)
    def fail(self, what: str, why: str) -> None:
        """A step failed."""
        self.failed.emit(what, why)

    @Slot(str)
    def report(self, text: str) -> None:
        """What comes from the other side."""
        self.reported.emit(text)

    @Slot(str)
    def offer_devices(self, text: str) -> None:
        """The cameras and microphones that there are."""
        self.devices_found.emit(text)

    @Slot(int, int)
    def fit(self, width: int, height: int) -> None:
        """The page is drawn at this size."""
        self.drawn.emit(width, height)


class CallWebPage(QWebEnginePage):
    """A page that stays where it is, and opens devices only while its call wants them."""

    def __init__(self, engine: CallEngine, parent: QObject) -> None:
        super().__init__(engine, parent)
        self.granted = False
        self.shared_title = ""
        self.shares_screen = False
        self.permissionRequested.connect(self._decide)
        self.desktopMediaRequested.connect(self._choose)

    @override
    def acceptNavigationRequest(
        self, url: QUrl | str, type: QWebEnginePage.NavigationType, isMainFrame: bool
    ) -> bool:
        return QUrl(url) == QUrl(CALL_PAGE) and type is _TYPED

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
        _log.warning("call page, line %d: %s", lineNumber, message[:300])

    @Slot(QWebEnginePermission)
    def _decide(self, permission: QWebEnginePermission) -> None:
        origin = permission.origin().toString().removesuffix("/")
        kind = permission.permissionType()
        shares = self.shares_screen or bool(self.shared_title)
        wanted = kind in _DEVICES or (shares and kind in _SCREEN)
        if self.granted and origin == CALL_ORIGIN and wanted:
            permission.grant()
            return
        _log.warning("a page of %s asked for %s", origin[:80], permission.permissionType().name)
        permission.deny()

    @Slot(QWebEngineDesktopMediaRequest)
    def _choose(self, request: QWebEngineDesktopMediaRequest) -> None:
        """Share the one window that was named, and no other; a whole screen where that was said."""
        screens = request.screensModel()
        if self.shares_screen and screens.rowCount():
            request.selectScreen(screens.index(0))
            return
        windows = request.windowsModel()
        for row in range(windows.rowCount()):
            index = windows.index(row)
            if self.shared_title and windows.data(index) == self.shared_title:
                request.selectWindow(index)
                return
        request.cancel()
