"""A media server of another make (aiortc): answers WHEP with a moving picture and a tone.

It runs in a process of its own, as in life. ``GET /mode/NAME`` turns it: ``moving``, ``frozen``.
"""

import asyncio
import fractions
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

TOKEN = "open-sesame"


class MediaServerProcess:
    """The running server; ``url("whep")`` answers, ``url("locked")`` wants :data:`TOKEN`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.media_server"],
            cwd=Path(__file__).parents[1],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(json.loads(self._process.stdout.readline())["port"])
        self.pid = self._process.pid

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def turn(self, mode: str) -> None:
        with urlopen(self.url(f"mode/{mode}"), timeout=5) as answer:  # noqa: S310 - loopback
            assert answer.status == 200

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextmanager
def media_server() -> Iterator[MediaServerProcess]:
    """Run a server for as long as the block."""
    server = MediaServerProcess()
    try:
        yield server
    finally:
        server.stop()


class _Peers:
    """The connections of the server, on an event loop of their own."""

    def __init__(self) -> None:
        self.mode = "moving"
        self._loop = asyncio.new_event_loop()
        self._peers: dict[str, object] = {}
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def answer(self, offer: str) -> tuple[str, str]:
        waited = asyncio.run_coroutine_threadsafe(self._answer(offer), self._loop)
        return waited.result(10)

    def end(self, name: str) -> bool:
        peer = self._peers.pop(name, None)
        if peer is not None:
            asyncio.run_coroutine_threadsafe(peer.close(), self._loop).result(5)  # type: ignore[attr-defined]
        return peer is not None

    async def _answer(self, offer: str) -> tuple[str, str]:
        from aiortc import RTCPeerConnection, RTCSessionDescription, VideoStreamTrack
        from aiortc.contrib.media import MediaBlackhole
        from aiortc.mediastreams import AudioStreamTrack

        peers = self

        class Pattern(VideoStreamTrack):  # type: ignore[misc]
            """A white square that wanders over grey, or stands."""

            async def recv(self) -> object:
                import numpy as np
                from av import VideoFrame

                pts, base = await self.next_timestamp()
                step = 0 if peers.mode == "frozen" else int(pts * base * 60)
                picture = np.full((240, 320, 3), 90, np.uint8)
                picture[40:120, step % 240 : step % 240 + 80] = 255
                frame = VideoFrame.from_ndarray(picture, format="bgr24")
                frame.pts, frame.time_base = pts, fractions.Fraction(base)
                return frame

        peer = RTCPeerConnection()
        name = f"session-{len(self._peers)}"
        self._peers[name] = peer
        await peer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        for transceiver in peer.getTransceivers():
            track = Pattern() if transceiver.kind == "video" else AudioStreamTrack()
            transceiver.sender.replaceTrack(track)
            transceiver.direction = "sendrecv"
        sink = MediaBlackhole()
        peer.on("track", sink.addTrack)
        await peer.setLocalDescription(await peer.createAnswer())
        return name, peer.localDescription.sdp


class _Handler(BaseHTTPRequestHandler):
    peers: _Peers

    def do_GET(self) -> None:
        self.peers.mode = self.path.rpartition("/")[2]
        self._reply(200)

    def do_POST(self) -> None:
        offer = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/locked" and self.headers["Authorization"] != f"Bearer {TOKEN}":
            self._reply(401)
        elif self.path == "/nonsense":
            self._reply(201, b"<html>", "text/html")
        elif self.path not in ("/whep", "/locked"):
            self._reply(404)
        else:
            name, answer = self.peers.answer(offer)
            self._reply(201, answer.encode(), "application/sdp", f"/sessions/{name}")

    def do_DELETE(self) -> None:
        self._reply(200 if self.peers.end(self.path.rpartition("/")[2]) else 404)

    def _reply(self, status: int, body: bytes = b"", kind: str = "", location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (("Content-Type", kind), ("Location", location)):
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Say nothing: what matters, the tests see."""


if __name__ == "__main__":
    _Handler.peers = _Peers()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    print(json.dumps({"port": server.server_port}), flush=True)  # noqa: T201 - its first word
    server.serve_forever()
