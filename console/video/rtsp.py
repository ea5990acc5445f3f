"""One RTSP request of our own, bounded in time, to learn why a feed does not come.

RTSP 1.0 is RFC 2326; the login schemes are RFC 7617 (Basic) and RFC 7616 (Digest).
"""

import hashlib
import re
import secrets
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from console.video.address import FeedAddress

_MOST_BYTES = 65_536
_STEP = 0.2
_HASHES = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_PARAMETER = re.compile(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))')


class NotRtspError(Exception):
    """What was answered is no RTSP."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: its status, its headers (names in lower case, values in order), its body."""

    status: int
    headers: Mapping[str, tuple[str, ...]]
    body: str


class Connection:
    """One bounded conversation with an RTSP server.

    Args:
        address: Where to; its host is a number.
        deadline: The moment of the monotonic clock at which everything here gives up.
        cancelled: Asked several times a second; True gives up at once.

    Raises:
        OSError: No connection; ``TimeoutError`` where the time ran out.
    """

    def __init__(
        self, address: FeedAddress, deadline: float, cancelled: Callable[[], bool]
    ) -> None:
        self._address = address
        self._deadline = deadline
        self._cancelled = cancelled
        self._sequence = 0
        self._socket = self._connect()

    def close(self) -> None:
        self._socket.close()

    def describe(self) -> Response:
        """Ask for the stream's description, with the login once the server demands one.

        Raises:
            OSError: The connection broke or the time ran out.
            NotRtspError: The answer cannot be read.
        """
        response = self._ask("")
        if response.status != 401 or not self._address.user:
            return response
        for challenge in _strongest_first(response.headers.get("www-authenticate", ())):
            answer = authorization(challenge, self._address)
            if answer:
                return self._ask(f"Authorization: {answer}\r\n")
        return response

    def _connect(self) -> socket.socket:
        host = self._address.host.strip("[]")
        plain = socket.create_connection((host, self._address.port), self._left())
        if self._address.scheme != "rtsps":
            return plain
        # Cameras sign their own certificates; what is secret here is the login, not the picture.
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        try:
            return context.wrap_socket(plain)
        except BaseException:
            plain.close()
            raise

    def _left(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0 or self._cancelled():
            raise TimeoutError("no time is left")
        return left

    def _ask(self, headers: str) -> Response:
        self._sequence += 1
        request = (
            f"DESCRIBE {self._address.for_request} RTSP/1.0\r\nCSeq: {self._sequence}\r\n"
            f"User-Agent: command-console\r\nAccept: application/sdp\r\n{headers}\r\n"
        )
        self._socket.settimeout(self._left())
        self._socket.sendall(request.encode("ascii"))
        return self._answer()

    def _answer(self) -> Response:
        data = b""
        while b"\r\n\r\n" not in data:
            data = self._more(data)
            if not b"RTSP/1.".startswith(data[:7]):
                raise NotRtspError
        head, _, body = data.partition(b"\r\n\r\n")
        status, headers = _read_head(head)
        length = headers.get("content-length", ("0",))[0]
        wanted = int(length) if length.isdigit() else 0
        while len(body) < min(wanted, _MOST_BYTES):
            body = self._more(body)
        return Response(status, headers, body[:wanted].decode("utf-8", "replace"))

    def _more(self, data: bytes) -> bytes:
        if len(data) > _MOST_BYTES:
            raise NotRtspError
        while True:
            self._socket.settimeout(min(_STEP, self._left()))
            try:
                piece = self._socket.recv(8192)
            except TimeoutError:
                continue
            if not piece:
                raise ConnectionResetError("closed by the other side")
            return data + piece


def _read_head(head: bytes) -> tuple[int, dict[str, tuple[str, ...]]]:
    first, *rest = head.decode("latin-1").split("\r\n")
    match = re.fullmatch(r"RTSP/1\.\d (\d{3})(?: .*)?", first)
    if not match:
        raise NotRtspError
    headers: dict[str, tuple[str, ...]] = {}
    for line in rest:
        name, _, value = line.partition(":")
        name = name.strip().lower()
        headers[name] = (*headers.get(name, ()), value.strip())
    return int(match[1]), headers


def _strongest_first(challenges: tuple[str, ...]) -> list[str]:
    return sorted(challenges, key=lambda text: ("sha-256" not in text.lower(), text[:5] == "Basic"))


def authorization(challenge: str, address: FeedAddress) -> str | None:
    """Return the answer to a ``WWW-Authenticate`` challenge, or None to one of an unknown kind."""
    scheme, _, rest = challenge.partition(" ")
    if scheme.lower() == "basic":
        login = f"{address.user}:{address.password}".encode()
        return f"Basic {b64encode(login).decode()}"
    if scheme.lower() != "digest":
        return None
    asked = {m[1].lower(): m[2] or m[3] or "" for m in _PARAMETER.finditer(rest)}
    algorithm = asked.get("algorithm", "MD5").upper()
    if algorithm not in _HASHES or "nonce" not in asked:
        return None
    return _digest(asked, algorithm, address)


def _digest(asked: Mapping[str, str], algorithm: str, address: FeedAddress) -> str:
    def hashed(*parts: str) -> str:
        return _HASHES[algorithm](":".join(parts).encode()).hexdigest()

    realm, nonce, uri = asked.get("realm", ""), asked["nonce"], address.for_request
    who = hashed(address.user, realm, address.password)
    what = hashed("DESCRIBE", uri)
    fields = {"username": address.user, "realm": realm, "nonce": nonce, "uri": uri}
    bare = ""
    if "auth" in [word.strip() for word in asked.get("qop", "").split(",")]:
        own = secrets.token_hex(8)
        fields |= {"response": hashed(who, nonce, "00000001", own, "auth", what), "cnonce": own}
        bare = ", qop=auth, nc=00000001"
    else:
        fields["response"] = hashed(who, nonce, what)
    if "opaque" in asked:
        fields["opaque"] = asked["opaque"]
    if "algorithm" in asked:
        bare += f", algorithm={algorithm}"
    return "Digest " + ", ".join(f'{name}="{_quoted(v)}"' for name, v in fields.items()) + bare


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"")
