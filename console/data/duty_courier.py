"""Carries what waits in the duty queue to the database, in order, on a thread of its own."""

import logging
import threading
import time
from datetime import timedelta
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    SQLAlchemyError,
    StatementError,
)

from console.data import duty_writer
from console.data.connection import address_of, open_engine, why, writing
from console.data.duty_deeds import Deed, key_of
from console.data.duty_queue import DutyQueue
from console.domain.errors import ConsoleError
from console.domain.posts import Post
from console.domain.wording import Text

_log = logging.getLogger(__name__)

_BATCH = 50
#: Seconds between attempts while the database is away; a login without rights needs a person.
_RETRY = (1.0, 2.0, 5.0, 10.0, 15.0)
_STATEMENT = timedelta(seconds=5)
_NO_RIGHT = "42501"
_READ_ONLY = "25006"


class Listener(Protocol):
    """Who hears how deliveries go; called on the courier's thread."""

    def delivered(self, keys: list[str]) -> None:
        """These are in the database."""

    def troubled(self, error: ConsoleError) -> None:
        """Nothing can be delivered for now; told once for each reason."""

    def recovered(self, place: str) -> None:
        """Deliveries go on; ``place`` is where the trouble was."""

    def refused(self, error: ConsoleError) -> None:
        """The database will never take one of them; it was set aside."""

    def post_saved(self, code: str) -> None:
        """A command post is in the database."""

    def allowed(self, *, to_write: bool) -> None:
        """The login may write, or may only read; told when it is first known, and if it changes."""


class Courier:
    """Delivers a queue to one database.

    Args:
        queue: What waits; the courier removes what arrived.
        url: The database's address.
        listener: Who hears of it.

    Raises:
        ConsoleError: ``url`` is no address of a database.
    """

    def __init__(self, queue: DutyQueue, url: str, listener: Listener) -> None:
        self._queue = queue
        self._engine: Engine = open_engine(
            url, application="command-console duty", statement_timeout=_STATEMENT
        )
        self._place = address_of(self._engine)
        self._listener = listener
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._guard = threading.Lock()
        self._posts: list[Post] = []
        self._trouble: str | None = None
        self._may_write: bool | None = None
        self._thread = threading.Thread(target=self._run, name="duty courier", daemon=True)

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def wake(self) -> None:
        """Look into the queue at once."""
        self._wake.set()

    def save_post(self, post: Post) -> None:
        """Write a command post soon; tried once, so as not to undo a later change by others."""
        with self._guard:
            self._posts.append(post)
        self._wake.set()

    def stop(self, seconds: float) -> bool:
        """Deliver what can be at once, end within ``seconds``, and say whether it ended."""
        self._ending.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(seconds)
        ended = not self._thread.is_alive()
        if ended:
            self._engine.dispose()
        return ended

    def _run(self) -> None:
        failures = 0
        while True:
            self._wake.clear()
            done = self._work()
            failures = 0 if done else failures + 1
            if self._ending.is_set():
                return
            if not done:
                self._pause(_RETRY[min(failures, len(_RETRY)) - 1])
            elif self._may_write and not len(self._queue):
                self._wake.wait()

    def _work(self) -> bool:
        try:
            self._save_posts()
            return self._deliver()
        except Exception as error:  # noqa: BLE001 - told, and tried again
            # An error of our own: what waits is on the disk, and the next version may mend it.
            _log.exception("The duty courier met an error and goes on")
            self._tell_trouble(error)
            return False

    def _pause(self, seconds: float) -> None:
        """Wait before the next attempt; only the end and a post cut it short."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self._ending.is_set():
            self._wake.wait(left)
            with self._guard:
                if self._posts:
                    return
            self._wake.clear()

    def _deliver(self) -> bool:
        """Deliver the oldest deeds; return whether the database was there for them."""
        batch = self._queue.first(_BATCH)
        if not batch:
            # Rights may be given at any time, and nothing that waits would find out.
            return bool(self._may_write) or self._ending.is_set() or self._ask_rights()
        try:
            settled = self._write_batch([deed for _, deed in batch])
        except SQLAlchemyError as error:
            self._tell_trouble(error)
            if _is_right(error):
                self._ask_rights()
            return False
        self._queue.done(number for number, _ in batch[: len(settled)])
        self._end_trouble()
        self._listener.delivered([key for key in settled if key])
        return True

    def _ask_rights(self) -> bool:
        """Find out whether this login may write, and tell it where it is news."""
        try:
            with self._engine.connect() as connection:
                found = duty_writer.may_write(connection)
        except SQLAlchemyError:
            return False  # the database is away: what waits will tell
        if found and not len(self._queue):
            self._end_trouble()
        if found != self._may_write:
            self._may_write = found
            self._listener.allowed(to_write=found)
        return found

    def _write_batch(self, deeds: list[Deed]) -> list[str]:
        """Write ``deeds``, or the first of them where one will never be taken.

        Returns:
            What became of those that need no further attempt: their keys, "" = refused.
        """
        try:
            self._write(*deeds)
        except (StatementError, ValueError) as error:
            if not _is_its_fault(error):
                raise
            # The others must not wait for the one that is at fault.
            return [self._write_or_refuse(deeds[0])]
        return [key_of(deed) for deed in deeds]

    def _write(self, *deeds: Deed) -> None:
        with writing(self._engine) as connection:
            for deed in deeds:
                duty_writer.write(connection, deed)

    def _write_or_refuse(self, deed: Deed) -> str:
        try:
            self._write(deed)
        except (StatementError, ValueError) as error:
            if not _is_its_fault(error):
                raise
            path = self._queue.set_aside(deed, str(getattr(error, "orig", error)))
            self._listener.refused(_refusal(why(error, place=self._place), str(path)))
            return ""
        return key_of(deed)

    def _save_posts(self) -> None:
        with self._guard:
            posts, self._posts = self._posts, []
        for post in posts:
            try:
                with writing(self._engine) as connection:
                    duty_writer.save_post(connection, post)
            except SQLAlchemyError as error:
                self._listener.refused(_in_words(error, f"{self._place}: {post.code}"))
            else:
                self._listener.post_saved(post.code)

    def _tell_trouble(self, error: Exception) -> None:
        words = _in_words(error, self._place)
        if self._trouble != words.problem.en:
            self._trouble = words.problem.en
            _log.warning("Duty records wait (%d): %s", len(self._queue), words)
            self._listener.troubled(words)

    def _end_trouble(self) -> None:
        if self._trouble is not None:
            self._trouble = None
            self._listener.recovered(self._place)


def _is_its_fault(error: Exception) -> bool:
    """Tell whether what was written is at fault, and not the database or the way to it."""
    if isinstance(error, DBAPIError):
        return isinstance(error, IntegrityError | DataError)
    return isinstance(error, StatementError | ValueError)


def _in_words(error: Exception, place: str) -> ConsoleError:
    if not _is_right(error):
        return why(error, place=place)
    return ConsoleError(
        place,
        Text(
            "本账号只能读取，不能写入值班记录、告警和点位。",
            "This login may only read: it writes no duty record, alarm or post.",
        ),
        Text(
            "请用 console_operator 角色的账号连接；记录已存在本机，届时自动送达。",
            "Connect as a member of console_operator; what waits here is then delivered by itself.",
        ),
    )


def _is_right(error: Exception) -> bool:
    if not isinstance(error, DBAPIError) or error.orig is None:
        return False
    state = getattr(error.orig, "pgcode", None)
    return state in (_NO_RIGHT, _READ_ONLY) or "readonly database" in str(error.orig)


def _refusal(error: ConsoleError, path: str) -> ConsoleError:
    return ConsoleError(
        error.place,
        error.problem,
        Text(
            f"该记录已另存于 {path}，请人工处理。",
            f"It was set aside in {path}: see to it by hand.",
        ),
    )
