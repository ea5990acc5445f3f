"""The page of a meeting in another conference system: alone with itself, and kept where it is."""

import logging
from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineDesktopMediaRequest,
    QWebEngineDownloadRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from shiboken6 import isValid
from typing_extensions import override

from console.domain.meetings import MeetingHosts, host_of, same_origin
from console.widgets.map_scheme import restrict

_LOG = logging.getLogger(__name__)

_Kind = QWebEnginePermission.PermissionType
_DEVICES = (_Kind.MediaAudioCapture, _Kind.MediaVideoCapture, _Kind.MediaAudioVideoCapture)
_SCREEN = (_Kind.DesktopVideoCapture, _Kind.DesktopAudioVideoCapture)
_INSIDE = frozenset({"data", "blob"})
"""Schemes by which a page speaks of what it made itself."""

_BLOCKED_KEPT = 32


class HostGuard(QWebEngineUrlRequestInterceptor):
    """Blocks whatever is not at an allowed host, and remembers it."""

    def __init__(self, hosts: MeetingHosts, parent: QObject) -> None:
        super().__init__(parent)
        self._hosts = hosts
        self.blocked: deque[str] = deque(maxlen=_BLOCKED_KEPT)

    @override
    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() in _INSIDE or self._hosts.admits(url.toString()):
            return
        info.block(True)  # noqa: FBT003 - Qt's own signature
        self.blocked.append(url.toString())
        _LOG.warning("a meeting's page asked for %s, which was blocked", url.host()[:100])


class _WebPage(QWebEnginePage):
    """Opens no other page, no file and no dialog, and no device for anybody but the meeting."""

    led_away = Signal(str)
    """The page wanted to go to this host, which is not allowed."""

    granted = Signal()
    """A device was opened to the page."""

    def __init__(self, profile: QWebEngineProfile, hosts: MeetingHosts, parent: QObject) -> None:
        super().__init__(profile, parent)
        self._hosts = hosts
        self.address = ""
        self.shared_title = ""
        self.permissionRequested.connect(self._decide)
        self.desktopMediaRequested.connect(self._choose)
        self.certificateError.connect(self._refuse)

    @override
    def acceptNavigationRequest(
        self, url: QUrl | str, type: QWebEnginePage.NavigationType, isMainFrame: bool
    ) -> bool:
        plain = QUrl(url).toString()
        if self._hosts.admits(plain) or (not isMainFrame and plain in ("about:blank", "")):
            return True
        if isMainFrame:
            self.led_away.emit(host_of(plain) or QUrl(url).scheme())
        return False

    @override
    def createWindow(self, type: QWebEnginePage.WebWindowType) -> QWebEnginePage | None:  # type: ignore[override]
        return None

    @override
    def chooseFiles(
        self,
        mode: QWebEnginePage.FileSelectionMode,
        oldFiles: Sequence[str],
        acceptedMimeTypes: Sequence[str],
    ) -> list[str]:
        return []

    @override
    def javaScriptAlert(self, securityOrigin: QUrl | str, msg: str) -> None:
        """Say nothing: a dialog would stand over the desk."""

    @override
    def javaScriptConfirm(self, securityOrigin: QUrl | str, msg: str) -> bool:
        return False

    @override
    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,
        sourceID: str,
    ) -> None:
        _LOG.debug("meeting page, line %d: %s", lineNumber, message[:300])

    @Slot(QWebEnginePermission)
    def _decide(self, permission: QWebEnginePermission) -> None:
        kind = permission.permissionType()
        wanted = kind in _DEVICES or (bool(self.shared_title) and kind in _SCREEN)
        if wanted and same_origin(permission.origin().toString(), self.address):
            permission.grant()
            self.granted.emit()
            return
        _LOG.warning("a meeting's page of %s asked for %s", permission.origin().host(), kind.name)
        permission.deny()

    @Slot(QWebEngineDesktopMediaRequest)
    def _choose(self, request: QWebEngineDesktopMediaRequest) -> None:
        """Share the wall's window, and no other."""
        windows = request.windowsModel()
        for row in range(windows.rowCount()):
            index = windows.index(row)
            if self.shared_title and windows.data(index) == self.shared_title:
                request.selectWindow(index)
                return
        request.cancel()

    @Slot(QWebEngineCertificateError)
    def _refuse(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()


class MeetingPage(QObject):
    """One meeting: a profile of its own that keeps nothing, its page, and the view of it.

    Args:
        hosts: Where the page may go; its own host is among them.
        parent: The owner.
    """

    led_away = Signal(str)
    loaded = Signal(bool)
    """Whether the page is there."""

    capturing_changed = Signal(bool)
    """Whether camera, microphone or screen were opened to the page, which may use them."""

    died = Signal()

    def __init__(self, hosts: MeetingHosts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile = QWebEngineProfile(self)  # without a name it keeps nothing
        self._profile.setPersistentPermissionsPolicy(
            QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
        )
        self._profile.downloadRequested.connect(self._refuse_download)
        self.guard = HostGuard(hosts, self._profile)
        self._profile.setUrlRequestInterceptor(self.guard)
        settings = self._profile.settings()
        restrict(settings)
        attribute = QWebEngineSettings.WebAttribute
        settings.setAttribute(attribute.LocalStorageEnabled, True)  # noqa: FBT003
        settings.setAttribute(attribute.PlaybackRequiresUserGesture, False)  # noqa: FBT003
        settings.setAttribute(attribute.ScreenCaptureEnabled, True)  # noqa: FBT003
        settings.setAttribute(attribute.ShowScrollBars, True)  # noqa: FBT003
        self.captures = False
        self.web_page = _WebPage(self._profile, hosts, self)
        self.web_page.setBackgroundColor(Qt.GlobalColor.black)
        self.web_page.setAudioMuted(True)
        self.web_page.led_away.connect(self.led_away)
        self.web_page.granted.connect(self._note_grant)
        self.web_page.loadFinished.connect(self.loaded)
        self.web_page.renderProcessTerminated.connect(self._note_death)
        self._view: QWebEngineView | None = None

    @property
    def view(self) -> QWebEngineView:
        """The one widget that shows the page; it moves from the desk to the wall as it is."""
        if self._view is None or not isValid(self._view):
            self._view = QWebEngineView(self.web_page)
            self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        return self._view

    def open(self, address: str) -> None:
        """Go to ``address``, which was checked."""
        self.web_page.address = address
        self.web_page.load(QUrl(address))

    def share(self, title: str) -> None:
        """Offer the window of this title to the page, when it asks for a screen; "" = none."""
        self.web_page.shared_title = title

    def set_loud(self, *, loud: bool) -> None:
        """Let the meeting be heard here, or not."""
        self.web_page.setAudioMuted(not loud)

    def retire(self) -> None:
        """Close the page with its devices, and forget all it kept."""
        self._note_capture(now=False)
        if self._view is not None and isValid(self._view):
            self._view.hide()
            self._view.setParent(None)
            self._view.deleteLater()
        self.web_page.deleteLater()  # before its profile, whose last page it is
        self.deleteLater()

    @Slot()
    def _note_grant(self) -> None:
        self._note_capture(now=True)

    def _note_capture(self, *, now: bool) -> None:
        if now != self.captures:
            self.captures = now
            self.capturing_changed.emit(now)

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _note_death(self, _how: QWebEnginePage.RenderProcessTerminationStatus, _code: int) -> None:
        self._note_capture(now=False)
        self.died.emit()

    @Slot(QWebEngineDownloadRequest)
    def _refuse_download(self, request: QWebEngineDownloadRequest) -> None:
        request.cancel()
