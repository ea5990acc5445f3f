"""Pages of other conference systems: where one may be opened, and where it may be led."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from console.domain.errors import ConsoleError
from console.domain.wording import Text

_LONGEST = 2_000
_PORTS = {"https": 443, "wss": 443, "http": 80, "ws": 80}

_NO_ADDRESS = (
    Text("这不是会议地址。", "This is no address of a meeting."),
    Text("请输入 https://主机/会议 形式的地址。", "Give it as https://host/meeting."),
)
_NOT_ALLOWED = (
    Text("该会议地址不在允许之列。", "Meetings at this address are not allowed."),
    Text(
        "请在设置 calls.meeting_hosts 中加入该主机，或改正地址。",
        "Add its host to calls.meeting_hosts in the settings, or correct the address.",
    ),
)


@dataclass(frozen=True, slots=True)
class MeetingHosts:
    """The hosts that the page of a meeting may reach.

    Attributes:
        allowed: ``host``, or ``host:port`` where the port is not the scheme's own; () = none.
        plain: Whether ``http`` and ``ws`` are allowed besides ``https`` and ``wss``.
    """

    allowed: tuple[str, ...] = ()
    plain: bool = False

    def check(self, text: str) -> str:
        """Return ``text`` as the address of a meeting.

        Raises:
            ConsoleError: It is none, or not allowed.
        """
        plain = text.strip()
        try:
            scheme = urlsplit(plain).scheme
            login = "@" in urlsplit(plain).netloc
        except ValueError:
            scheme, login = "", False
        printable = plain.isascii() and plain.isprintable() and " " not in plain
        if scheme not in ("https", "http") or login or not printable or len(plain) > _LONGEST:
            raise ConsoleError("https://", *_NO_ADDRESS)
        if not self.admits(plain):
            raise ConsoleError(host_of(plain), *_NOT_ALLOWED)
        return plain

    def admits(self, address: str) -> bool:
        """Return whether ``address`` is one that the page of a meeting may reach."""
        try:
            parts = urlsplit(address)
            host, port = (parts.hostname or "").casefold(), parts.port
        except ValueError:
            return False
        schemes = {"https", "wss"} | ({"http", "ws"} if self.plain else set())
        if parts.scheme not in schemes or not host:
            return False
        names = {name.strip().casefold() for name in self.allowed}
        usual = port in (None, _PORTS[parts.scheme])
        return (usual and host in names) or f"{host}:{port}" in names


def host_of(address: str) -> str:
    """Return the host of ``address``, with its port where one is named; "" = there is none."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.hostname or ''}{port}"


def same_origin(one: str, other: str) -> bool:
    """Return whether two addresses are of the same scheme, host and port."""
    return _origin(one) is not None and _origin(one) == _origin(other)


def _origin(address: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None
