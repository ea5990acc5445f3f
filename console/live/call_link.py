"""One station's end of the calls in the central database, off the GUI thread."""

from collections import deque
from collections.abc import Callable
from functools import partial
from time import monotonic

import psycopg2
from PySide6.QtCore import Signal, Slot
from typing_extensions import override

from console.data.call_store import CallRow, CallStore
from console.data.listener import explain
from console.domain.calls import EndReason
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.live.link import Link

_POLL = 1.0
"""Seconds after which the calls are read though nothing was told: NOTIFY is only a hint."""

_MOST_WISHES = 500
_PEEK = 0.02

#: What a wish may meet that no further attempt would mend, by the server's own word (SQLSTATE):
#: a wrong value, a broken rule, a missing right or table.
_REFUSED = ("22", "23", "42")

_NO_CALLS = ConsoleError(
    "call_url",
    Text("本地演示数据库不能通话。", "The embedded database carries no calls."),
    Text("请连接中央数据库（PostgreSQL）。", "Connect to the central database (PostgreSQL)."),
)


class CallLink(Link):
    """Rings other stations, tells who rings here, and carries what two ends say to each other.

    What is wished while the database is away is done, in order, when it is back.

    Args:
        url: The database's address.
        station: The code under which this station is rung.
    """

    rang = Signal(object)
    """Somebody rings here: a :class:`CallRow`."""

    resumed = Signal(object)
    """A call of an earlier run of this station goes on: a :class:`CallRow`."""

    answered = Signal(str)
    """The call of this key, which was placed here, was answered."""

    ended = Signal(str, object)
    """The call of this key is over by the other end's doing; the :class:`EndReason`."""

    said = Signal(str, str)
    """The other end of the call of this key said something."""

    def __init__(self, url: str, station: str) -> None:
        super().__init__(url, station, "call-link")
        self._station = station
        self._states: dict[str, str] = {}
        self._ended_here: set[str] = set()
        self._after: int | None = None
        self._wishes: deque[Callable[[CallStore], None]] = deque(maxlen=_MOST_WISHES)

    @override
    def stop(self, seconds: float = 2.0) -> bool:
        """Do what is wished as far as ``seconds`` reach, and end; say whether it has ended.

        Whoever hangs up last of all should not leave the other side waiting.
        """
        end = monotonic() + seconds
        self._waker.ring()
        while self._wishes and self._sound and self._thread.is_alive() and monotonic() < end - 1.0:
            self._stopping.wait(_PEEK)
        return super().stop(max(1.0, end - monotonic()))

    @Slot(str, str, object)
    def place_call(self, key: str, callee: str, name: Text) -> None:
        """Ring the station ``callee``, which sees ``name``."""
        self._wish(partial(self._place, key=key, callee=callee, name=name))

    @Slot(str)
    def answer(self, key: str) -> None:
        """Answer the call that rings here."""
        self._wish(partial(CallStore.answer, key=key))

    @Slot(str, object)
    def end(self, key: str, reason: EndReason) -> None:
        """End the call, for a reason of this end."""
        self._ended_here.add(key)
        self._wish(partial(CallStore.end, key=key, reason=reason))

    @Slot(str, str)
    def say(self, key: str, body: str) -> None:
        """Say ``body`` to the other end of the call."""
        self._wish(partial(CallStore.say, key=key, body=body))

    def _place(self, store: CallStore, key: str, callee: str, name: Text) -> None:
        store.place(key, callee, name)
        # Known from now on, it is told of though it should end before it is read.
        self._states[key] = "ringing"

    def _wish(self, wish: Callable[[CallStore], None]) -> None:
        self._wishes.append(wish)
        self._waker.ring()

    @override
    def _connect(self) -> None:
        store = self._endpoint.calls(self._bell, self._station)
        if store is None:
            self.failed.emit(_NO_CALLS)
            self._stopping.wait()
            return
        try:
            self._follow(store)
        finally:
            store.close()

    def _follow(self, store: CallStore) -> None:
        if self._after is None:
            self._after = store.newest()
            for row in store.calls(()):
                self._begin_with(row)
        while not self._stopping.is_set():
            self._waker.hush()
            self._grant(store)
            self._read(store)
            self._note_well()
            store.changed(_POLL, self._waker)

    def _begin_with(self, row: CallRow) -> None:
        if row.state == "answered":
            self._states[row.key] = row.state
            self.resumed.emit(row)

    def _grant(self, store: CallStore) -> None:
        while self._wishes:
            try:
                self._wishes[0](store)  # it stays the first until it is done
            except psycopg2.Error as error:
                if not str(error.pgcode or "").startswith(_REFUSED):
                    raise
                self._tell(explain(error, self.place))
            self._wishes.popleft()

    def _read(self, store: CallStore) -> None:
        rows = store.calls(tuple(self._states))
        for row in rows:
            self._tell_of(row)
        going_on = [row.key for row in rows if row.state != "ended"]
        for message in store.messages(going_on, self._after or 0):
            self._after = message.id
            self.said.emit(message.key, message.body)

    def _tell_of(self, row: CallRow) -> None:
        before = self._states.get(row.key)
        if row.state == before:
            return
        self._states[row.key] = row.state
        here = row.callee == self._station
        if row.state == "ringing" and here:
            self.rang.emit(row)
        elif row.state == "answered" and not here:
            self.answered.emit(row.key)
        elif row.state == "ended":
            del self._states[row.key]
            self._tell_end(row)

    def _tell_end(self, row: CallRow) -> None:
        if row.key in self._ended_here:
            self._ended_here.discard(row.key)
            return
        hung_up = row.reason in (None, EndReason.HUNG_UP)
        self.ended.emit(row.key, EndReason.FAR_HUNG_UP if hung_up else row.reason)
