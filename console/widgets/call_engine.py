"""The web profile of call pages: they reach nothing but the other side of their call."""

import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QCoreApplication, QObject
from PySide6.QtWebEngineCore import (
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestJob,
    QWebEngineUrlSchemeHandler,
)
from typing_extensions import override

from console import paths
from console.widgets.map_scheme import SCHEME, NetworkGuard, channel_script, reply, restrict

CALL_PAGE = "console://call/call.html"
CALL_ORIGIN = "console://call"

_ENGINE_NAME = "console-call-engine"
_POLICY = (
    b"default-src 'none'; script-src console:; style-src console:; media-src console: mediastream:"
)
_GIVES_WAY = 5
"""Steps of niceness below the console: coding pictures takes whole processors, keys take none."""

_KINDS = {".html": b"text/html", ".js": b"text/javascript", ".css": b"text/css"}


class _Handler(QWebEngineUrlSchemeHandler):
    """Answers ``console://call/…`` with the files of the call page, and nothing else."""

    @override
    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        name = url.path().removeprefix("/")
        found = _files().get(name) if url.host() == "call" else None
        if found is None or job.requestMethod() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        reply(job, _KINDS.get(Path(name).suffix, b"text/plain"), found, _POLICY)


def _files() -> dict[str, bytes]:
    folder = paths.resources() / "call" / "page"
    shipped = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    return {**shipped, "qwebchannel.js": channel_script()}


class CallEngine(QWebEngineProfile):
    """The one profile of all call pages: it keeps nothing, not even what was granted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(_ENGINE_NAME)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(
            QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
        )
        self.setPersistentPermissionsPolicy(
            QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
        )
        self.guard = NetworkGuard(self)
        self._handler = _Handler(self)
        self.setUrlRequestInterceptor(self.guard)
        self.installUrlSchemeHandler(QByteArray(SCHEME), self._handler)
        settings = self.settings()
        restrict(settings)
        attribute = QWebEngineSettings.WebAttribute
        settings.setAttribute(attribute.PlaybackRequiresUserGesture, False)  # noqa: FBT003
        settings.setAttribute(attribute.ScreenCaptureEnabled, True)  # noqa: FBT003

    @classmethod
    def shared(cls) -> "CallEngine":
        """Return the application's engine for calls, made at the first call."""
        app = QCoreApplication.instance()
        if app is None:
            msg = "a web engine needs the application object"
            raise RuntimeError(msg)
        found = app.findChild(cls, _ENGINE_NAME)
        return found if isinstance(found, cls) else cls(app)


def give_way(process_id: int) -> None:
    """Let the console go before the process of a page, whose later threads inherit this."""
    if not hasattr(os, "setpriority"):
        return
    wanted = min(19, os.getpriority(os.PRIO_PROCESS, 0) + _GIVES_WAY)
    tasks = Path(f"/proc/{process_id}/task")
    with suppress(OSError):  # it may be gone by now
        threads = [int(task.name) for task in tasks.iterdir()] if tasks.is_dir() else [process_id]
        for thread in threads:
            os.setpriority(os.PRIO_PROCESS, thread, wanted)
