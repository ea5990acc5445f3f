"""Peers on loopback that misbehave by hand, and can turn into a door to a real server."""

import contextlib
import random
import select
import socket
import threading

_TICKS = 90_000
"""Of an RTP clock of video, a second."""

_SDP = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\na=control:*\r\n"
    "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    "a=fmtp:96 packetization-mode=1\r\n"
    "a=control:stream=0\r\n"
)


class Peer:
    """A server whose behaviour can be changed while it runs; connections end at each change.

    Behaviours: ``"401"`` and every other status, ``"silent"``, ``"garbage"``, ``"describes"``
    (and sends nothing), ``"redirect ADDRESS"``, ``"closes"``, and ``"door PORT"``.

    Attributes:
        clock_shift: Seconds by which a door puts the clock of the pictures forward, from now on.
    """

    def __init__(self, behaviour: str) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._behaviour = behaviour
        self._sockets: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept)]
        self.requests: list[str] = []
        self.clock_shift = 0

    def __enter__(self) -> "Peer":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._behaviour = "stopped"
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._hang_up()
        for thread in self._threads:
            thread.join(5)

    def behave(self, behaviour: str) -> None:
        """Behave otherwise from now on."""
        self._behaviour = behaviour
        self._hang_up()

    def _hang_up(self) -> None:
        for one in tuple(self._sockets):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while self._behaviour != "stopped":
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._sockets.add(client)
            thread = threading.Thread(target=self._serve, args=(client, self._behaviour))
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket, behaviour: str) -> None:
        word, _, rest = behaviour.partition(" ")
        with client, contextlib.suppress(OSError):
            if word == "door":
                self._forward(client, int(rest))
            elif word == "garbage":
                client.recv(1)
                client.sendall(random.Random(1).randbytes(4096))
            elif word != "closes":
                self._talk(client, word, rest)
        self._sockets.discard(client)

    def _talk(self, client: socket.socket, word: str, rest: str) -> None:
        data = b""
        while True:
            while b"\r\n\r\n" not in data:
                piece = client.recv(4096)
                if not piece:
                    return
                data += piece
            head, _, data = data.partition(b"\r\n\r\n")
            self.requests.append(head.decode())
            answer = self._answer(head.decode(), word, rest)
            if answer:
                client.sendall(answer.encode())

    @staticmethod
    def _answer(head: str, word: str, rest: str) -> str:
        method = head.partition(" ")[0]
        lines = head.split("\r\n")
        sequence = next(line for line in lines if line.lower().startswith("cseq"))
        if word == "silent":
            return ""
        if word == "redirect":
            return f"RTSP/1.0 302 Moved\r\n{sequence}\r\nLocation: {rest}\r\n\r\n"
        if word != "describes":
            return (
                f"RTSP/1.0 {word} No\r\n{sequence}\r\n"
                'WWW-Authenticate: Basic realm="post"\r\nContent-Length: 0\r\n\r\n'
            )
        extra, body = "", ""
        if method == "DESCRIBE":
            extra, body = "Content-Type: application/sdp\r\n", _SDP
        elif method == "SETUP":
            extra = "Session: 12345678\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n"
        elif method == "OPTIONS":
            extra = "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"
        else:
            extra = "Session: 12345678\r\n"
        size = f"Content-Length: {len(body)}\r\n"
        return f"RTSP/1.0 200 OK\r\n{sequence}\r\n{extra}{size}\r\n{body}"

    def _forward(self, client: socket.socket, port: int) -> None:
        with socket.create_connection(("127.0.0.1", port), 5) as server:
            self._sockets.add(server)
            other = {client: server, server: client}
            clocks = {client: _Clocks(self), server: _Clocks(self)}
            while True:
                for one in select.select(list(other), [], [], 1.0)[0]:
                    data = one.recv(65536)
                    if not data:
                        return
                    other[one].sendall(clocks[one].shift(data))


class _Clocks:
    """Shifts the time of each RTP packet that passes inside an RTSP connection."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._left = b""

    def shift(self, data: bytes) -> bytes:
        """Return what of ``data`` and of what waited is whole, with its times shifted."""
        data, made = self._left + data, bytearray()
        while data and (size := self._whole(data)):
            made += self._shifted(data[:size])
            data = data[size:]
        self._left = data
        return bytes(made)

    @staticmethod
    def _whole(data: bytes) -> int:
        """Return the length of the packet or of the text that ``data`` begins with; 0 = not yet."""
        if data[:1] != b"$":
            end = data.find(b"\r\n\r\n$")
            return len(data) if end < 0 else end + 4
        size = 4 + int.from_bytes(data[2:4])
        return size if len(data) >= 4 and size <= len(data) else 0

    def _shifted(self, packet: bytes) -> bytes:
        if packet[:2] != b"$\0" or len(packet) < 16:
            return packet
        ticks = int.from_bytes(packet[8:12]) + self._peer.clock_shift * _TICKS
        return packet[:8] + (ticks % 2**32).to_bytes(4) + packet[12:]
