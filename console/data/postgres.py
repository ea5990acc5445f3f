"""A PostgreSQL connection on which no wait is without a bound and every wait can be broken off.

A server that is stopped (SIGSTOP, a suspended machine) keeps its sockets and answers nothing: the
kernel acknowledges everything, so that neither keepalives nor ``tcp_user_timeout`` notice. Hence
libpq is driven without blocking, and each wait has its own deadline on our side.
"""

import contextlib
import ipaddress
import queue
import socket
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import psycopg2
from psycopg2 import extensions

from console.data.waking import Bell, wait_for

Row = tuple[object, ...]
Values = Mapping[str, object] | tuple[object, ...] | None

#: A few hundred rows are converted while the interpreter is held; between slices others may run.
_SLICE = 200

#: Failed attempts by host. Driven without blocking, libpq gives no address up that stays mute; so
#: the next attempt begins with the next one.
_silences: Counter[str] = Counter()


class BrokenOffError(Exception):
    """The bell rang while the connection waited."""


class SilentServerError(Exception):
    """The server did not answer within the bound."""


class PostgresLink:
    """One connection in autocommit mode, driven by one thread, interrupted from any.

    Args:
        parameters: What libpq is given (host, dbname, user, connect_timeout ...).
        bell: Breaks off every wait when it rings.
    """

    def __init__(self, parameters: Mapping[str, object], bell: Bell) -> None:
        self._bell = bell
        timeout = float(str(parameters.get("connect_timeout") or 5))
        deadline = time.monotonic() + timeout
        resolved: dict[str, Any] = {**parameters, **_address(parameters, bell, timeout)}
        self._connection = psycopg2.connect(**resolved, async_=True)
        try:
            self._finish(deadline)
        except BaseException as error:
            self.close()
            if isinstance(error, SilentServerError):
                _silences[str(parameters.get("host"))] += 1
            raise
        self._cursor = self._connection.cursor()

    def ask(self, statement: str, *, seconds: float, values: Values = None) -> list[Row]:
        """Run ``statement``, with ``values`` in its places, and return its last result's rows.

        Raises:
            BrokenOffError: The bell rang; the connection is of no use any more.
            SilentServerError: Nothing came within ``seconds``; likewise.
            psycopg2.Error: The server refused, or the connection is gone.
        """
        self._cursor.execute(statement, values)
        self._finish(time.monotonic() + seconds)
        if self._cursor.description is None:
            return []
        rows: list[Row] = []
        while chunk := self._cursor.fetchmany(_SLICE):
            rows.extend(chunk)
        return rows

    def notified(self, seconds: float, waker: Bell | None = None) -> bool:
        """Wait for a notification, at most ``seconds`` or until the bell; say whether one came.

        ``waker`` is heard in the bell's place: it ends this wait, and breaks nothing off.
        """
        if not self._connection.notifies:
            ready, _ = wait_for(waker or self._bell, self._connection.fileno(), seconds=seconds)
            if ready:
                self._connection.poll()
        came = bool(self._connection.notifies)
        self._connection.notifies.clear()
        return came

    def close(self) -> None:
        """Close at once, whatever is under way."""
        with contextlib.suppress(psycopg2.Error):
            self._connection.close()

    def _finish(self, deadline: float) -> None:
        while (state := self._connection.poll()) != extensions.POLL_OK:
            ready, rung = wait_for(
                self._bell,
                self._connection.fileno(),
                seconds=deadline - time.monotonic(),
                writable=state == extensions.POLL_WRITE,
            )
            if ready:
                continue
            if rung:
                raise BrokenOffError
            raise SilentServerError


def _address(parameters: Mapping[str, object], bell: Bell, seconds: float) -> dict[str, str]:
    """Look a host name up within a bound, which libpq and the resolver do not keep."""
    host = str(parameters.get("host") or "")
    if not host or "," in host or parameters.get("hostaddr") or PurePosixPath(host).is_absolute():
        return {}
    with contextlib.suppress(ValueError):
        ipaddress.ip_address(host)
        return {}
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:  # a name that is none cannot even be asked for
            answers.put(error)

    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    answer = _answer(answers, bell, time.monotonic() + seconds)
    if isinstance(answer, Exception):
        raise psycopg2.OperationalError(f'could not translate host name "{host}": {answer}')
    turn = _silences[host] % len(answer)
    answer = answer[turn:] + answer[:turn]
    return {"hostaddr": ",".join(answer), "host": ",".join([host] * len(answer))}


def _answer(
    answers: queue.SimpleQueue[list[str] | Exception], bell: Bell, deadline: float
) -> list[str] | Exception:
    while time.monotonic() < deadline:
        with contextlib.suppress(queue.Empty):
            return answers.get(timeout=0.05)
        if bell.is_rung():
            raise BrokenOffError
    raise SilentServerError
