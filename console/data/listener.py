"""The thread that keeps a link to the database and proves that it is alive, or says why not."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

import psycopg2

from console.data.delta import Mark
from console.data.faults import why
from console.data.pace import Backoff
from console.data.postgres import BrokenOffError, SilentServerError
from console.data.waking import Bell
from console.data.watches import BEAT_EVERY, Watch
from console.domain.errors import ConsoleError
from console.domain.wording import Text

#: What reading or watching a database may raise by no fault of this program; a value that is no
#: date is a ValueError.
LINK_ERRORS = (psycopg2.Error, sqlite3.Error, SilentServerError, ConsoleError, OSError, ValueError)

_log = logging.getLogger(__name__)


class Hearing(Protocol):
    """What a listener tells, on its own thread; each call returns at once."""

    def heard_change(self) -> None:
        """Something changed, by the database's own word."""

    def heard_beat(self, marks: Mapping[str, Mark], asked_at: datetime) -> None:
        """The link is alive, and ``marks`` were the database's at a moment after ``asked_at``."""

    def heard_silence(self, fault: ConsoleError) -> None:
        """The link is down; the listener goes on trying."""


def explain(error: BaseException, place: str) -> ConsoleError:
    """Return in words what a link error means; ``place`` is the redacted address."""
    if isinstance(error, SilentServerError):
        return ConsoleError(
            place,
            Text("数据库在时限内没有回应。", "The database does not answer in time."),
            Text(
                "请检查服务器是否卡死、网络是否中断；控制台会自动重连。",
                "Check whether the server hangs or the network is cut; the console connects"
                " again by itself.",
            ),
        )
    if isinstance(error, ValueError):
        return ConsoleError(
            place,
            Text(f"数据库中有无法读取的值：{error}。", f"A value cannot be read: {error}."),
            Text("请改正该值；画面保留最后数据。", "Correct it; the last data stay on screen."),
        )
    return why(error, place=place)


class Listener:
    """Connects, listens, beats, and connects again, until it is stopped.

    Args:
        open_watch: Connects; its waits end when the bell rings.
        hearing: Who is told.
        place: The redacted address, for faults.
    """

    def __init__(self, open_watch: Callable[[Bell], Watch], hearing: Hearing, place: str) -> None:
        self._open_watch = open_watch
        self._hearing = hearing
        self._place = place
        self._bell = Bell()
        self._stopping = threading.Event()
        self._backoff = Backoff()
        # A daemon, for a name look-up or a dead network file system can hold it past any bound.
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)

    def start(self) -> None:
        """Begin, on a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Break off whatever is waited for; returns at once."""
        self._stopping.set()
        self._bell.ring()

    def join(self, seconds: float) -> bool:
        """Wait for the thread's end and say whether it came."""
        if self._thread.ident is None:
            self._bell.close()
            return True
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except BrokenOffError:
                continue
            except LINK_ERRORS as error:
                self._report(explain(error, self._place))
            except Exception as error:  # noqa: BLE001 - see below
                # A wall whose link died for good of our own bug would be the worse fault.
                _log.exception("The listener failed and goes on")
                self._report(explain(error, self._place))
        self._bell.close()

    def _report(self, fault: ConsoleError) -> None:
        _log.warning("The link is down: %s", fault)
        self._hearing.heard_silence(fault)
        self._bell.wait(self._backoff.wait())

    def _listen(self) -> None:
        watch = self._open_watch(self._bell)
        try:
            self._follow(watch)
        finally:
            watch.close()

    def _follow(self, watch: Watch) -> None:
        next_beat = time.monotonic()
        while not self._stopping.is_set():
            wait = next_beat - time.monotonic()
            if wait > 0:
                if watch.changed(wait):
                    self._hearing.heard_change()
                continue
            next_beat = time.monotonic() + BEAT_EVERY
            asked_at = datetime.now(UTC)
            marks = watch.beat()
            self._backoff.reset()
            self._hearing.heard_beat(marks, asked_at)
