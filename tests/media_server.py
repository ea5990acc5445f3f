"""A media server of another make (aiortc): answers WHEP with a moving picture, and takes WHIP.

It runs in a process of its own, as in life. ``GET /mode/NAME`` turns it: ``moving``, ``frozen``;
``GET /taken`` says what was sent to it.
"""

import asyncio
import fractions
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import urlopen

TOKEN = "open-sesame"


class MediaServerProcess:
    """The running server: ``url("whep")`` sends, ``url("whip")`` takes, "locked" wants a token."""

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

    def taken(self) -> dict[str, float]:
        """Return ``sessions``, ``pictures``, ``moved`` (those that differed), ``loudness``."""
        with urlopen(self.url("taken"), timeout=5) as answer:  # noqa: S310 - loopback
            return dict(json.loads(answer.read()))

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
        self.taken = {"sessions": 0, "pictures": 0, "moved": 0, "loudness": 0.0}
        self._loop = asyncio.new_event_loop()
        self._peers: dict[str, object] = {}
        self._watches: list[asyncio.Task[None]] = []
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def answer(self, offer: str, *, takes: bool) -> tuple[str, str]:
        work = self._take(offer) if takes else self._answer(offer)
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def end(self, name: str) -> bool:
        peer = self._peers.pop(name, None)
        if peer is not None:
            asyncio.run_coroutine_threadsafe(peer.close(), self._loop).result(5)  # type: ignore[attr-defined]
            self.taken["sessions"] -= name.startswith("taken")
        return peer is not None

    async def _take(self, offer: str) -> tuple[str, str]:
        from aiortc import RTCPeerConnection, RTCSessionDescription

        peer = RTCPeerConnection()
        name = f"taken-{len(self._peers)}"
        self._peers[name] = peer
        self.taken["sessions"] += 1
        peer.on("track", self._watch)
        await peer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        await peer.setLocalDescription(await peer.createAnswer())
        return name, peer.localDescription.sdp

    def _watch(self, track: object) -> None:
        self._watches.append(self._loop.create_task(self._look(track)))

    async def _look(self, track: object) -> None:
        import numpy as np
        from aiortc.mediastreams import MediaStreamError

        last = None
        with suppress(MediaStreamError):
            while True:
                frame = await track.recv()  # type: ignore[attr-defined]
                if track.kind == "audio":  # type: ignore[attr-defined]
                    loud = float(np.abs(frame.to_ndarray().astype(float)).max())
                    self.taken["loudness"] = max(loud, self.taken["loudness"] * 0.95)
                    continue
                picture = frame.to_ndarray(format="gray")[::16, ::16].astype(int)
                same = last is not None and last.shape == picture.shape
                self.taken["moved"] += bool(same and np.abs(picture - last).max() > 20)
                self.taken["pictures"] += 1
                last = picture

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
        if self.path == "/taken":
            self._reply(200, json.dumps(self.peers.taken).encode(), "application/json")
            return
        self.peers.mode = self.path.rpartition("/")[2]
        self._reply(200)

    def do_POST(self) -> None:
        offer = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/locked" and self.headers["Authorization"] != f"Bearer {TOKEN}":
            self._reply(401)
        elif self.path == "/nonsense":
            self._reply(201, b"<html>", "text/html")
        elif self.path not in ("/whep", "/locked", "/whip"):
            self._reply(404)
        else:
            name, answer = self.peers.answer(offer, takes=self.path == "/whip")
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
