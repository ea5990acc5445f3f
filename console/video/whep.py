"""Calls by way of a media server: offers go out by HTTP, answers come back (WHIP and WHEP).

WHIP is RFC 9725, WHEP draft-ietf-wish-whep: one POST of the offer, one DELETE at the end. Pictures
and sound do not pass here; they go between the call page and the media server.
"""

import http.client
import ssl
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.video.address import FeedAddress, parse_address

_MOST_BYTES = 262_144
_MOST_OFFER = 65_536
_LOST = Text("请检查网络与流媒体服务器。", "Check the network and the media server.")

_SILENT = Text("媒体服务器没有应答。", "The media server does not answer.")
_UNREACHED = Text("连接不上媒体服务器。", "The media server cannot be reached.")
_NOT_TRUSTED = (
    Text("媒体服务器的证书不可信。", "The media server's certificate is not trusted."),
    Text("请把其颁发机构装入本机的信任列表。", "Have this machine trust whoever issued it."),
)

_REFUSALS = {
    400: (
        Text("媒体服务器不接受呼叫请求。", "The media server does not take the offer."),
        Text("请核对该地址是否支持 WHEP。", "Check that the address speaks WHEP."),
    ),
    401: (
        Text("口令错误（401）。", "Wrong password (401)."),
        Text("请更新该点位的口令。", "Renew the password for this party."),
    ),
    403: (
        Text("无权呼叫（403）。", "Not allowed (403)."),
        Text("请向对方申请权限。", "Ask the other side for the right to call."),
    ),
    404: (
        Text("对方没有在发送画面（404）。", "The other side sends nothing (404)."),
        Text("请电话联系对方开启。", "Ask the other side by telephone to begin."),
    ),
    503: (
        Text("媒体服务器忙（503）。", "The media server is busy (503)."),
        Text("请稍后再试。", "Try again later."),
    ),
}


@dataclass(frozen=True, slots=True)
class CallHosts:
    """Where calls may go.

    Attributes:
        allowed: Host names or numbers, as the settings list them; () = none.
        plain: Whether ``http`` is allowed besides ``https``.
    """

    allowed: tuple[str, ...] = ()
    plain: bool = False

    def check(self, text: str, place: str) -> FeedAddress:
        """Return the checked address of a call.

        Args:
            text: From the database, untrusted.
            place: Whose address it is, for the error.

        Raises:
            ConsoleError: The address is refused; its text is not repeated.
        """
        schemes = frozenset({"https", "http"} if self.plain else {"https"})
        address = parse_address(text, also_allowed=schemes, place=place)
        if address.scheme in schemes and address.host.strip("[]").casefold() in self._names:
            return address
        raise ConsoleError(
            place,
            Text("通话地址不在允许之列。", "Calls to this address are not allowed."),
            Text(
                "请在设置 calls.hosts 中加入该主机，或改正地址。",
                "Add its host to calls.hosts in the settings, or correct the address.",
            ),
        )

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.allowed)


@dataclass(frozen=True, slots=True)
class MediaSession:
    """A session at a media server: the answer to our offer, and where it is ended."""

    answer: str = field(repr=False)
    resource: FeedAddress | None

    @override
    def __str__(self) -> str:
        return f"session at {self.resource}"


@dataclass(frozen=True, slots=True)
class MediaServer:
    """A media server as one party is reached by it.

    Attributes:
        place: Whose address it is, for errors.
        token: What the server wants as ``Authorization: Bearer``; "" = nothing.
        seconds: For connecting, and for each answer.
    """

    place: str
    token: str = field(default="", repr=False)
    seconds: float = 5.0

    def open(self, address: FeedAddress, offer: str) -> MediaSession:
        """Send ``offer`` (SDP with its candidates) to ``address``; return what answers it.

        Raises:
            ConsoleError: There is no session; the reason in words.
        """
        if len(offer) > _MOST_OFFER:
            raise ConsoleError(self.place, *_REFUSALS[400])
        headers = {"Content-Type": "application/sdp", "Accept": "application/sdp"}
        status, told, body = self._ask("POST", address, headers, offer)
        if status != http.client.CREATED:
            raise ConsoleError(self.place, *_reason(status))
        if told.get_content_type() != "application/sdp" or not body.startswith("v=0"):
            raise ConsoleError(self.place, *_REFUSALS[400])
        return MediaSession(body, _resource(address, told.get("Location", "")))

    def close(self, session: MediaSession) -> None:
        """End ``session`` at the server; one that cannot be reached ends it by itself in time.

        Raises:
            ConsoleError: It was not ended; there is nothing to be done about it.
        """
        if session.resource is not None:
            self._ask("DELETE", session.resource, {}, None)

    def _ask(
        self, method: str, address: FeedAddress, headers: dict[str, str], body: str | None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        login = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        connection = _connection(address, self.seconds)
        try:
            connection.request(method, address.target or "/", body, headers | login)
            answer = connection.getresponse()
            text = answer.read(_MOST_BYTES).decode("utf-8", "replace")
        except ssl.SSLCertVerificationError:
            raise ConsoleError(self.place, *_NOT_TRUSTED) from None
        except TimeoutError:
            raise ConsoleError(self.place, _SILENT, _LOST) from None
        except (OSError, http.client.HTTPException):
            raise ConsoleError(self.place, _UNREACHED, _LOST) from None
        finally:
            connection.close()
        return answer.status, answer.headers, text


def _connection(address: FeedAddress, seconds: float) -> http.client.HTTPConnection:
    host = address.host.strip("[]")
    if address.scheme == "http":
        return http.client.HTTPConnection(host, address.port, timeout=seconds)
    trust = ssl.create_default_context()
    return http.client.HTTPSConnection(host, address.port, timeout=seconds, context=trust)


def _reason(status: int) -> tuple[Text, Text]:
    if status in _REFUSALS:
        return _REFUSALS[status]
    return (
        Text(f"媒体服务器拒绝了呼叫（{status}）。", f"The media server refused ({status})."),
        _LOST,
    )


def _resource(address: FeedAddress, location: str) -> FeedAddress | None:
    """Return where the session is ended: at the same server, or it is not ended by us."""
    if not location:
        return None
    try:
        found = urlsplit(urljoin(str(address), location))
        same = (found.scheme, found.hostname, found.port or address.port) == (
            address.scheme,
            address.host.strip("[]"),
            address.port,
        )
        target = found.path + (f"?{found.query}" if found.query else "")
    except ValueError:
        return None
    if not same or not target.isascii() or not target.isprintable() or " " in target:
        return None
    return FeedAddress(address.scheme, address.host, address.port, target)
