"""Addresses of feeds: they come from the database and are not trusted.

FFmpeg's own address language can read files, run filters and open anything that a protocol names.
What passes here is a plain ``scheme://host:port/path?query`` of an allowed scheme and nothing else,
and FFmpeg is told the same list of protocols besides.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.wording import Text

#: Longer addresses are refused: no camera has one, and they are a way in.
LONGEST = 500

#: Protocols that FFmpeg may open for each scheme; nothing else, whatever a stream refers to.
PROTOCOLS = {
    "rtsp": ("rtsp", "rtp", "tcp"),
    "rtsps": ("rtsps", "rtsp", "rtp", "tls", "tcp"),
    "http": ("http", "tcp"),
    "https": ("https", "tls", "tcp"),
    "file": ("file",),
}
ALWAYS_ALLOWED = frozenset({"rtsp", "rtsps"})

_DEFAULT_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}
_HOST = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]{0,251}[0-9A-Za-z])?|\[[0-9A-Fa-f:.]{2,45}\]")
_PATH = re.compile(r"[0-9A-Za-z._~!$&'()*+,;=:@/%?-]*")

_REMEDY = Text(
    "请在点位资料中改正地址，例如 rtsp://主机:554/路径。",
    "Correct the address of the post, as in rtsp://host:554/path.",
)


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """A checked address; its secrets never show in ``repr`` or ``str``.

    Attributes:
        scheme: One of :data:`PROTOCOLS`.
        host: Host name or bracketed IPv6 address; empty for a file.
        port: TCP port; 0 for a file.
        target: Path and query, percent-encoded.
    """

    scheme: str
    host: str
    port: int
    target: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @override
    def __str__(self) -> str:
        where = f"{self.host}:{self.port}" if self.host else ""
        return f"{self.scheme}://{where}{self.target}"

    def at(self, number: str) -> "FeedAddress":
        """Return the same address with the host's number in place of its name."""
        host = f"[{number}]" if ":" in number else number
        return FeedAddress(self.scheme, host, self.port, self.target, self.user, self.password)

    def with_login(self, user: str, password: str) -> "FeedAddress":
        """Return the same address with this login."""
        return FeedAddress(self.scheme, self.host, self.port, self.target, user, password)

    @property
    def for_ffmpeg(self) -> str:
        """The address with its login: for FFmpeg alone, never for a log or a screen."""
        if self.scheme == "file":
            return unquote(self.target)
        login = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@" if self.user else ""
        return f"{self.scheme}://{login}{self.host}:{self.port}{self.target}"

    @property
    def for_request(self) -> str:
        """The address as RTSP requests carry it: without its login."""
        return str(self)


def parse_address(
    text: str, *, also_allowed: frozenset[str] = frozenset(), place: str = "feed"
) -> FeedAddress:
    """Return the checked address in ``text``.

    Args:
        text: From the database, untrusted.
        also_allowed: Of ``http``, ``https`` and ``file``, those that the settings allow.
        place: Whose address it is, for the error.

    Raises:
        ConsoleError: The address is refused; its text is not repeated, for it may hold a password.
    """
    if not isinstance(text, str) or not text or len(text) > LONGEST:
        raise _refused(place, Text("地址为空或过长。", "The address is empty or too long."))
    if not text.isprintable() or text != text.strip() or "\\" in text:
        raise _refused(place, Text("地址含非法字符。", "The address holds forbidden characters."))
    scheme, separator, rest = text.partition("://")
    if not separator or scheme not in (ALWAYS_ALLOWED | also_allowed) & PROTOCOLS.keys():
        raise _refused(place, Text("不允许的协议。", "This kind of address is not allowed."))
    if scheme == "file":
        return _file_address(rest, place)
    return _network_address(text, scheme, place)


def _network_address(text: str, scheme: str, place: str) -> FeedAddress:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        # The parser's own message may quote the password: it must not be chained.
        raise _refused(place, Text("地址无法识别。", "The address cannot be read.")) from None
    shown_host = f"[{host}]" if ":" in host else host
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    if not _HOST.fullmatch(shown_host) or parts.fragment or port == 0:
        raise _refused(place, Text("主机或端口无效。", "The host or the port is not valid."))
    if not _PATH.fullmatch(target):
        raise _refused(place, Text("路径含非法字符。", "The path holds forbidden characters."))
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isprintable():
        raise _refused(place, Text("登录信息无效。", "The login is not valid."))
    return FeedAddress(scheme, shown_host, port or _DEFAULT_PORTS[scheme], target, user, password)


def _file_address(rest: str, place: str) -> FeedAddress:
    path = Path(unquote(rest))
    if not path.is_absolute() or ".." in path.parts:
        raise _refused(place, Text("文件须为绝对路径。", "A file needs an absolute path."))
    return FeedAddress("file", "", 0, quote(str(path)))


def _refused(place: str, problem: Text) -> ConsoleError:
    return ConsoleError(place, problem, _REMEDY)
