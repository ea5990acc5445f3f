"""The ways by which two ends of a call speak to each other before their pictures flow."""

import logging

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.calls import Call, EndReason, Party
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.live.call_link import CallLink
from console.live.whep_calls import WhepCalls
from console.video.whep import CallHosts, MediaServer

_LOG = logging.getLogger(__name__)

_NO_LINK = (
    Text("没有中央数据库，无法呼叫。", "There is no central database to call through."),
    Text("请连接中央数据库（PostgreSQL）。", "Connect to the central database (PostgreSQL)."),
)


def by_server(call: Call) -> bool:
    """Return whether the other side is reached by way of a media server."""
    return call.outgoing and bool(call.party.address)


class CallPaths(QObject):
    """Rings, answers and carries words: through the database, or by way of media servers.

    Args:
        station: The code under which this station is rung.
        name: As those see it whom it rings.
        hosts: The media servers that may be called.
        parent: The owner.
    """

    rang = Signal(object)
    """Somebody rings here: a :class:`CallRow`."""

    resumed = Signal(object)
    """A call of an earlier run goes on: a :class:`CallRow`."""

    answered = Signal(str)
    ended = Signal(str, object)
    said = Signal(str, str)

    given_up = Signal(str, object)
    """The media server of the call of this key refuses: a :class:`ConsoleError`."""

    failed = Signal(object)
    mended = Signal(str)

    def __init__(
        self, station: str, name: Text, hosts: CallHosts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.station = station
        self._name = name
        self._hosts = hosts
        self._link: CallLink | None = None
        self._whep = WhepCalls(self)
        self._whep.said.connect(self._take_answer)
        self._whep.failed.connect(self.given_up)

    def open(self, url: str) -> None:
        """Let this station be rung through the database at ``url``, where it carries calls."""
        if self._link is not None or not url.startswith("postgresql"):
            return
        link = CallLink(url, self.station)
        link.rang.connect(self.rang)
        link.resumed.connect(self.resumed)
        link.answered.connect(self.answered)
        link.ended.connect(self.ended)
        link.said.connect(self.said)
        link.failed.connect(self.failed)
        link.mended.connect(self.mended)
        self._link = link
        link.start()

    @property
    def is_open(self) -> bool:
        """Whether anybody can ring here or be rung: by the database, or at a media server."""
        return self._link is not None or bool(self._hosts.allowed)

    def stop(self) -> None:
        """Say what is still to be said, and end the threads."""
        self._whep.stop()
        link, self._link = self._link, None
        if link is not None and not link.stop():
            _LOG.error("The link of the calls did not end in time")

    def check(self, party: Party) -> None:
        """Raise a :class:`ConsoleError` where there is no way to ``party``."""
        if party.address:
            self._hosts.check(party.address, party.name.zh)
        elif self._link is None:
            raise ConsoleError(party.name.zh, *_NO_LINK)

    def ring(self, call: Call) -> None:
        """Ring the other side; a media server is rung by the first offer."""
        if self._link is not None and not by_server(call):
            self._link.place_call(call.key, call.party.code, self._name)

    def answer(self, call: Call) -> None:
        """Tell the other side that its ring was answered."""
        if self._link is not None and not call.outgoing:
            self._link.answer(call.key)

    def say(self, call: Call, message: str) -> None:
        """Carry what this side's page says to the other side."""
        if by_server(call):
            place = call.party.name.zh
            address = self._hosts.check(call.party.address, place)
            self._whep.offer(call.key, MediaServer(place), address, message)
        elif self._link is not None:
            self._link.say(call.key, message)

    def end(self, call: Call, reason: EndReason) -> None:
        """Tell the other side that the call is over."""
        if by_server(call):
            self._whep.end(call.key)
        else:
            self.refuse(call.key, reason)

    def refuse(self, key: str, reason: EndReason) -> None:
        """End a call of which this station holds nothing more than the key."""
        if self._link is not None:
            self._link.end(key, reason)

    @Slot(str, str)
    def _take_answer(self, key: str, message: str) -> None:
        """A media server that answers the offer has answered the call."""
        self.said.emit(key, message)
        self.answered.emit(key)
