"""A conference system of a few pages on this machine, for the pages of meetings."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from typing_extensions import override

_JOIN = """
<!doctype html><title>waiting</title><input type="file" id="file">
<script>navigator.mediaDevices.getUserMedia({audio: true, video: true}).then(
  (s) => { document.title = "tracks " + s.getTracks().length },
  (e) => { document.title = e.name })</script>
"""
_INNER = """
<!doctype html><script>navigator.mediaDevices.getUserMedia({video: true}).then(
  () => parent.postMessage("granted", "*"), (e) => parent.postMessage(e.name, "*"))</script>
"""


class Site(ThreadingHTTPServer):
    """A conference system of a few pages on this machine."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, str] = {
            "/join": _JOIN,
            "/inner": _INNER,
            "/empty": "<title>e</title>",
        }
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Site  # type: ignore[assignment]
    protocol_version: ClassVar[str] = "HTTP/1.0"  # type: ignore[misc]

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        body = self.server.pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def meeting_site() -> Iterator[Site]:
    """Serve a site until the end of the block."""
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
