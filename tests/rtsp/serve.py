"""The RTSP server itself, on GStreamer; run by the system's Python, which has its bindings.

    /usr/bin/python3 serve.py CONFIG.json

Clips are encoded beforehand (Annex B, with access unit delimiters); one thread hands their pictures
to every stream that has a viewer, 25 a second, so sixteen streams cost next to nothing here. Each
line on standard input is a command: ``WORD PATH``, with the words of :data:`MODES` and ``drop``.
"""

import json
import re
import sys
import threading
import time
from pathlib import Path

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402 - versions come first

RATE = 25
DELIMITERS = {"h264": b"\0\0\0\1\x09", "h265": b"\0\0\0\1\x46\x01"}

#: What a stream sends: its clip, a still picture, a clip of another size, nothing.
MODES = {"resume": "clip", "freeze": "still", "resize": "other", "mute": ""}


def pictures(path: str, codec: str) -> list[bytes]:
    """Return the access units of a clip."""
    sign = DELIMITERS[codec]
    return [sign + unit for unit in Path(path).read_bytes().split(sign)[1:]]


def say(text: str) -> None:
    """Answer on standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def parameter_sets(unit: bytes, codec: str) -> bytes:
    """Return what comes before the first slice of an access unit with a key frame."""
    for match in re.finditer(b"\x00\x00\x01", unit):
        first = unit[match.end()]
        slices = first & 31 in (1, 5) if codec == "h264" else first >> 1 & 63 < 32
        if slices:
            end = match.start()
            return unit[: end - 1 if unit[end - 1] == 0 else end]
    return b""


class Mount:
    """One stream: what it sends now, and the sources of its viewers' pipelines."""

    def __init__(self, config: dict) -> None:
        self.path = config["path"]
        self.codec = config["codec"]
        self.clips = {
            name: pictures(config[name], self.codec)
            for name in ("clip", "still", "other")
            if name in config
        }
        self.gop = config["gop"]
        self.skip = len(DELIMITERS[self.codec]) + 1  # the delimiter has one byte of content
        self.mode = self._wanted = "clip"
        self._sent = 0
        self.settled = threading.Event()
        self.settled.set()
        self.sources: list[Gst.Element] = []
        self._fresh: list[Gst.Element] = []
        self._lock = threading.Lock()

    def switch(self, mode: str) -> None:
        """Send something else from the next key frame on, and wait until it is so."""
        self._wanted = mode
        self.settled.clear()
        self.settled.wait(2.0 * self.gop / RATE)

    def factory(self, login: str, *, tcp_only: bool) -> GstRtspServer.RTSPMediaFactory:
        """Return the factory of this stream's pipelines; ``login`` names who may watch."""
        made = GstRtspServer.RTSPMediaFactory()
        if tcp_only:
            made.set_protocols(GstRtsp.RTSPLowerTrans.TCP)
        made.set_launch(
            "( appsrc name=source is-live=true format=time do-timestamp=true "
            f"caps=video/x-{self.codec},stream-format=byte-stream,alignment=au,"
            f"framerate={RATE}/1 ! {self.codec}parse ! "
            f"rtp{self.codec}pay name=pay0 pt=96 config-interval=-1 )"
        )
        made.connect("media-configure", self._configured)
        rights = GstRtspServer.RTSPPermissions()
        for right in ("media.factory.access", "media.factory.construct"):
            rights.add_permission_for_role("user", right, True)  # noqa: FBT003 - no keyword
            # Whoever may not even access a stream is told 404, whoever may not construct it 401.
            free = not login or right == "media.factory.access"
            rights.add_permission_for_role("anonymous", right, free)
        made.set_permissions(rights)
        return made

    def _configured(self, _factory, media) -> None:
        source = media.get_element().get_by_name("source")
        with self._lock:
            self._fresh.append(source)
        media.connect("unprepared", self._unprepared, source)

    def _unprepared(self, _media, source) -> None:
        with self._lock:
            for sources in (self.sources, self._fresh):
                if source in sources:
                    sources.remove(source)

    def push(self, n: int) -> None:
        """Send the picture of tick ``n``.

        A change begins with a key frame. A viewer lands anywhere between two, as in life, but is
        told the parameters of the stream at once.
        """
        if n % self.gop == 0 and not self.settled.is_set():
            self.mode = self._wanted
            self._sent = 0
            self.settled.set()
        units = self.clips.get(self.mode)
        if not units:
            return
        # Ticks are left out on a busy machine. A picture left out of a frozen clip would make a
        # decoder draw motion that is not there, and the freeze would be none.
        unit = units[(self._sent if self.mode == "still" else n) % len(units)]
        self._sent += 1
        first = Gst.Buffer.new_wrapped(parameter_sets(units[0], self.codec) + unit[self.skip :])
        with self._lock:
            for source in self.sources:
                source.emit("push-buffer", Gst.Buffer.new_wrapped(unit))
            for source in self._fresh:
                source.emit("push-buffer", first)
            self.sources += self._fresh
            self._fresh.clear()


class Server:
    """All streams, on a port with Basic logins and on one with Digest logins."""

    def __init__(self, config: dict) -> None:
        self._mounts = {mount["path"]: Mount(mount) for mount in config["mounts"]}
        self._login = config["login"]
        self._tcp_only = config.get("tcp_only", False)
        self._locked = {m["path"] for m in config["mounts"] if m.get("locked")}
        self._servers = [
            self._serve(config["port"], GstRtsp.RTSPAuthMethod.BASIC),
            self._serve(config["digest_port"], GstRtsp.RTSPAuthMethod.DIGEST),
        ]

    def _serve(self, port: int, method) -> GstRtspServer.RTSPServer:
        server = GstRtspServer.RTSPServer()
        server.set_address("127.0.0.1")
        server.set_service(str(port))
        auth = GstRtspServer.RTSPAuth()
        auth.set_supported_methods(method)
        for role in ("anonymous", "user"):
            token = GstRtspServer.RTSPToken()
            token.set_string("media.factory.role", role)
            if role == "anonymous":
                auth.set_default_token(token)
            elif method == GstRtsp.RTSPAuthMethod.BASIC:
                auth.add_basic(GstRtspServer.RTSPAuth.make_basic(*self._login), token)
            else:
                auth.add_digest(*self._login, token)
        server.set_auth(auth)
        server.get_thread_pool().set_max_threads(8)  # one slow viewer shall not hold up the others
        points = server.get_mount_points()
        for path, mount in self._mounts.items():
            login = "user" if path in self._locked else ""
            points.add_factory(path, mount.factory(login, tcp_only=self._tcp_only))
        if not server.attach(None):
            sys.exit(f"port {port} is taken")
        return server

    def pump(self) -> None:
        """Send pictures for ever, each at its time of the monotonic clock."""
        n = int(time.monotonic() * RATE)
        while True:
            time.sleep(max(0.0, (n + 1) / RATE - time.monotonic()))
            n = max(n + 1, int(time.monotonic() * RATE))
            for mount in self._mounts.values():
                mount.push(n)

    def obey(self) -> None:
        """Follow the commands of standard input until it is closed; answer each with its text."""
        for line in sys.stdin:
            word, path = line.split()
            if word == "drop":
                GLib.idle_add(self._drop)
            else:
                self._mounts[path].switch(MODES[word])
            say(line.strip())
        GLib.idle_add(LOOP.quit)

    def _drop(self) -> bool:
        """Close the connection of every viewer."""
        for server in self._servers:
            server.client_filter(lambda _server, _client: GstRtspServer.RTSPFilterResult.REMOVE)
        return False


LOOP = GLib.MainLoop()

if __name__ == "__main__":
    Gst.init(None)
    SERVER = Server(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    for work in (SERVER.pump, SERVER.obey):
        threading.Thread(target=work, daemon=True).start()
    say("ready")
    LOOP.run()
