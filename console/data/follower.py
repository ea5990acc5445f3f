"""Follows a database: listener, reader and cache put together, and what is known of the link.

Two threads work here, and one that uses the data (the consumer) answers them. The listener says
that something changed; the reader fetches it and hands the step over; the consumer shows it and
says so with :meth:`Follower.shown`. Until then no further step is read, so that a slow consumer
gets one large step and not many small ones, and until then nothing is called confirmed.
"""

import logging
import threading
import time
from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Protocol

from typing_extensions import override

from console.data.days import CENTRE_ZONE
from console.data.delta import Delta, Mark
from console.data.endpoint import Endpoint
from console.data.keeper import CacheKeeper
from console.data.listener import LINK_ERRORS, Hearing, Listener, explain
from console.data.pace import Allowance, Backoff
from console.data.postgres import BrokenOffError
from console.data.reader import Reader
from console.data.trust import Trust
from console.data.waking import Bell
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.truth import LinkState
from console.domain.wording import NOTHING, Lang, Text

_log = logging.getLogger(__name__)

#: Steps a second under load; after a rest three may follow one another at once.
_RATE = 10.0
_BURST = 3

#: Seconds that a transaction may stay open while its rows are being shown.
_QUIET = 0.05


class Consumer(Protocol):
    """Who uses the data; called on the follower's threads, and returns at once."""

    def take_delta(self, delta: Delta) -> None:
        """Show ``delta`` soon, on the consumer's own thread, and call :meth:`Follower.shown`."""

    def take_link(self) -> None:
        """The link's state may have changed; see :meth:`Follower.link`."""


class Follower(Hearing):
    """Keeps a consumer level with one database, whatever befalls the database.

    Args:
        url: The database's address.
        consumer: Who is told.
        datasets: What to read.
        poll_seconds: How often to look thoroughly, notified or not.
        cache: The folder of the last good data; None = keep none.
        zone: The centre's time zone.

    Raises:
        ConsoleError: ``url`` is no address of a database.
    """

    def __init__(  # noqa: PLR0913 - each is one independent fact
        self,
        url: str,
        consumer: Consumer,
        *,
        datasets: Collection[Dataset] = tuple(Dataset),
        poll_seconds: float = 30.0,
        cache: Path | None = None,
        zone: tzinfo = CENTRE_ZONE,
    ) -> None:
        endpoint = Endpoint(url)
        self._place = endpoint.place
        self._consumer = consumer
        self._poll_seconds = poll_seconds
        self._datasets = frozenset(datasets)
        self._bell = Bell()
        self._reader = Reader(lambda: endpoint.source(self._bell), datasets, zone)
        self._listener = Listener(endpoint.watch, self, endpoint.place)
        self._keeper = CacheKeeper(cache, url)
        self._thread = threading.Thread(target=self._run, name="reader", daemon=True)
        self._allowance = Allowance(_RATE, _BURST)
        self._backoff = Backoff()
        # All below is shared between the threads, under this lock.
        self._turn = threading.Condition()
        self._trust = Trust()
        self._stopping = False
        self._up = False
        self._lost = False
        self._news = False
        self._thorough = True
        self._not_before = 0.0
        self._next_poll = 0.0
        self._in_hand: Delta | None = None
        self._refused: frozenset[Dataset] = frozenset()
        self._silence: ConsoleError | None = None
        self._reading_fault: ConsoleError | None = None

    def link(self) -> LinkState:
        """Return what is known of the link at this moment; from any thread."""
        with self._turn:
            fault = self._silence or self._reading_fault
            return LinkState(
                confirmed_at=self._trust.confirmed_at(),
                connected=self._up and fault is None,
                fault=NOTHING if fault is None else _words(fault),
            )

    def start(self) -> None:
        """Begin: first with what the cache kept, then with the database."""
        self._listener.start()
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """End every thread within ``seconds``, hung server or not; say whether all ended."""
        deadline = time.monotonic() + seconds
        with self._turn:
            self._stopping = True
            self._turn.notify_all()
        self._bell.ring()
        self._listener.stop()
        ended = self._listener.join(deadline - time.monotonic())
        if self._thread.ident is not None:
            self._thread.join(max(0.0, deadline - time.monotonic()))
        if self._thread.is_alive():
            return False
        self._bell.close()
        return self._keeper.stop(max(0.2, deadline - time.monotonic())) and ended

    def shown(self, delta: Delta, refused: frozenset[Dataset] = frozenset()) -> None:
        """Take the consumer's word that ``delta`` is on screen, but for ``refused`` datasets."""
        with self._turn:
            self._in_hand = None
            self._refused |= refused
            if self._refused:
                self._trust.show_less()
            else:
                self._trust.show(delta.marks, delta.taken_at, whole=self._thorough)
            self._turn.notify_all()
        if not delta.cached:
            self._keeper.keep(delta)
        self._consumer.take_link()

    @override
    def heard_change(self) -> None:
        with self._turn:
            self._news = True
            self._turn.notify_all()

    @override
    def heard_beat(self, marks: Mapping[str, Mark], asked_at: datetime) -> None:
        with self._turn:
            if not self._up:
                self._up, self._silence = True, None
                self._next_poll = self._not_before = 0.0
                self._backoff.reset()
            agreed = self._trust.agree(marks, asked_at)
            self._news = self._news or not agreed
            self._turn.notify_all()
        if agreed:
            self._keeper.confirm(asked_at)
        self._consumer.take_link()

    @override
    def heard_silence(self, fault: ConsoleError) -> None:
        with self._turn:
            self._up, self._silence, self._lost = False, fault, True
            # A reading under way hangs in the same dead link.
            self._bell.ring()
        self._consumer.take_link()

    def _run(self) -> None:
        self._begin_with_cache()
        self._keeper.start()
        while self._await_turn():
            self._step()
        self._reader.disconnect()

    def _begin_with_cache(self) -> None:
        cached = self._keeper.load()
        if cached is not None:
            self._hand_over(self._reader.resume(cached))

    def _await_turn(self) -> bool:
        """Wait until there is something to read and leave to read it; False = the end."""
        with self._turn:
            while not self._stopping and (wait := self._wait()) != 0:
                self._turn.wait(wait)
            if self._stopping:
                return False
            self._bell.hush()
            if self._lost:
                # The listener connected anew, perhaps to another server or file: so must we.
                self._lost = False
                self._reader.disconnect()
            now = time.monotonic()
            self._news = False
            self._thorough = now >= self._next_poll
            if self._thorough:
                self._next_poll = now + self._poll_seconds
                self._begin_anew_where_needed()
            self._allowance.use()
            return True

    def _wait(self) -> float | None:
        """Return the seconds until the next reading is due; None = until something happens."""
        if self._in_hand is not None or not self._up:
            return None
        now = time.monotonic()
        due = self._next_poll - now
        if self._news:
            due = min(due, self._allowance.wait())
        return max(0.0, due, self._not_before - now)

    def _begin_anew_where_needed(self) -> None:
        self._reader.forget(self._datasets if self._keeper.wants_all() else self._refused)
        self._refused = frozenset()

    def _step(self) -> None:
        try:
            delta = self._reader.refresh(thorough=self._thorough)
        except BrokenOffError:
            self._put_off(None)
        except LINK_ERRORS as error:
            self._put_off(explain(error, self._place))
        except Exception as error:  # noqa: BLE001 - see below
            # A wall whose reader died for good of our own bug would be the worse fault.
            _log.exception("The reader failed and goes on")
            self._put_off(explain(error, self._place))
        else:
            self._pass_on(delta)

    def _put_off(self, fault: ConsoleError | None) -> None:
        with self._turn:
            self._news = True
            self._next_poll = 0.0
            if fault is not None:
                if str(fault) != str(self._reading_fault):
                    _log.warning("The database could not be read: %s", fault)
                self._reading_fault = fault
                self._not_before = time.monotonic() + self._backoff.wait()
        self._consumer.take_link()

    def _pass_on(self, delta: Delta) -> None:
        with self._turn:
            self._reading_fault = None
            self._backoff.reset()
            if not delta.parts and not self._refused:
                self._trust.show(delta.marks, delta.taken_at, whole=self._thorough)
        if delta.parts:
            self._hand_over(delta)
            self._let_it_show()
        else:
            self._consumer.take_link()
        try:
            self._reader.settle()
        except (BrokenOffError, *LINK_ERRORS) as error:
            _log.info("The connection was lost after reading: %s", error)

    def _let_it_show(self) -> None:
        """Keep out of the consumer's way a moment: the threads share one interpreter."""
        with self._turn:
            self._turn.wait_for(lambda: self._in_hand is None or self._stopping, _QUIET)

    def _hand_over(self, delta: Delta) -> None:
        with self._turn:
            self._in_hand = delta
        self._consumer.take_delta(delta)


def _words(fault: ConsoleError) -> Text:
    return Text(fault.say(Lang.ZH), fault.say(Lang.EN))
