"""The scheme ``console:`` of our own: web pages are answered from this machine and nothing else.

:func:`register_scheme` must run before the application object is made.
"""

import logging
from collections import deque
from functools import cache
from hashlib import blake2b
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QFile, QIODevice, QObject, Qt
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from typing_extensions import override

from console import paths

_log = logging.getLogger(__name__)

SCHEME = b"console"
_ROOT = "console://map/"
_BLOCKED_KEPT = 32
_ENGINE_NAME = "console-web-engine"
_CHANNEL_SCRIPT = ":/qtwebchannel/qwebchannel.js"

_KINDS = {".js": b"text/javascript", ".css": b"text/css", ".png": b"image/png"}

_POLICY = (
    b"default-src 'none'; script-src console: 'unsafe-inline'; style-src console: 'unsafe-inline';"
    b" img-src console: data:"
)
"""What a page may use, said once more to the page itself; folium's scripts stand inline."""


def register_scheme() -> None:
    """Make ``console:`` known to the web engine, once, before the application object is made."""
    if QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name() == SCHEME:
        return
    if QCoreApplication.instance() is None:
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    scheme = QWebEngineUrlScheme(QByteArray(SCHEME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        QWebEngineUrlScheme.Flag.SecureScheme
        | QWebEngineUrlScheme.Flag.CorsEnabled
        | QWebEngineUrlScheme.Flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


def scheme_is_registered() -> bool:
    """Tell whether web maps can be shown at all."""
    return bool(QWebEngineUrlScheme.schemeByName(QByteArray(SCHEME)).name() == SCHEME)


class NetworkGuard(QWebEngineUrlRequestInterceptor):
    """Blocks whatever is not of our scheme, and remembers it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.blocked: deque[str] = deque(maxlen=_BLOCKED_KEPT)
        """The last addresses that a page asked for and did not get."""

    @override
    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() == SCHEME.decode():
            return
        info.block(True)  # noqa: FBT003 - Qt's own signature
        self.blocked.append(url.toString())
        _log.warning("a page asked for %s, which was blocked", url.toString()[:200])


class SchemeHandler(QWebEngineUrlSchemeHandler):
    """Answers ``console://map/static/…`` from files, ``console://map/document/…`` from memory."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._documents: dict[str, bytes] = {}

    def publish(self, document: bytes) -> str:
        """Keep ``document`` and return its address; the same document has the same address."""
        name = blake2b(document, digest_size=8).hexdigest()
        self._documents[f"/document/{name}"] = document
        return f"{_ROOT}document/{name}"

    @override
    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        path = job.requestUrl().path()
        body = self._documents.get(path)
        kind = b"text/html"
        if body is None and path.startswith("/static/"):
            name = path.removeprefix("/static/")
            body = static_file(name)
            kind = _KINDS.get(Path(name).suffix, b"application/octet-stream")
        if body is None or job.requestMethod() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        reply(job, kind, body, _POLICY)


def reply(job: QWebEngineUrlRequestJob, kind: bytes, body: bytes, policy: bytes) -> None:
    """Answer ``job`` with ``body``, and tell the page what it may use (its ``policy``)."""
    # A header may occur several times, hence the list (PySide would take a text apart).
    job.setAdditionalResponseHeaders(
        {QByteArray(b"Content-Security-Policy"): [QByteArray(policy)]}  # type: ignore[dict-item]
    )
    buffer = QBuffer(job)
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    job.reply(QByteArray(kind), buffer)


@cache
def static_file(name: str) -> bytes | None:
    """Return one of the page's scripts or styles, None where there is no such file."""
    if name == "qwebchannel.js":
        return channel_script()
    if name in ("leaflet.js", "leaflet.css"):
        return (leaflet_folder() / name).read_bytes()
    folder = paths.resources() / "map" / "page"
    shipped = {file.name: file for file in folder.iterdir() if file.is_file()}
    return shipped[name].read_bytes() if name in shipped else None


def leaflet_folder() -> Path:
    """Return where the XStatic package keeps Leaflet."""
    from xstatic.pkg import leaflet  # noqa: PLC0415 - only web pages need it

    return Path(leaflet.BASE_DIR)


def channel_script() -> bytes:
    """Return Qt's script by which a page calls the program."""
    # Naming the module loads the library that holds the script among its resources.
    assert QWebChannel is not None  # noqa: S101
    file = QFile(_CHANNEL_SCRIPT)
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data())


class WebEngine(QWebEngineProfile):
    """The one profile of all our pages: it stores nothing, and reaches nothing outside."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(_ENGINE_NAME)
        self.setHttpCacheType(QWebEngineProfile.HttpCacheType.NoCache)
        self.setPersistentCookiesPolicy(
            QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
        )
        self.guard = NetworkGuard(self)
        self.handler = SchemeHandler(self)
        self.setUrlRequestInterceptor(self.guard)
        self.installUrlSchemeHandler(QByteArray(SCHEME), self.handler)
        restrict(self.settings())

    @classmethod
    def shared(cls) -> "WebEngine":
        """Return the application's engine, made at the first call; it lives as long as that."""
        app = QCoreApplication.instance()
        if app is None:
            msg = "a web engine needs the application object"
            raise RuntimeError(msg)
        found = app.findChild(cls, _ENGINE_NAME)
        return found if isinstance(found, cls) else cls(app)


def restrict(settings: QWebEngineSettings) -> None:
    """Deny the pages of a profile all that none of ours needs."""
    attribute = QWebEngineSettings.WebAttribute
    for denied in (
        attribute.JavascriptCanOpenWindows,
        attribute.JavascriptCanAccessClipboard,
        attribute.LocalStorageEnabled,
        attribute.LocalContentCanAccessRemoteUrls,
        attribute.LocalContentCanAccessFileUrls,
        attribute.PluginsEnabled,
        attribute.PdfViewerEnabled,
        attribute.FullScreenSupportEnabled,
        attribute.ErrorPageEnabled,
        attribute.ShowScrollBars,
        attribute.WebGLEnabled,
        attribute.ScrollAnimatorEnabled,
        attribute.HyperlinkAuditingEnabled,
        attribute.NavigateOnDropEnabled,
        attribute.DnsPrefetchEnabled,
        attribute.AutoLoadIconsForPage,
    ):
        settings.setAttribute(denied, False)  # noqa: FBT003 - Qt's own signature
