"""What tests of reading and following share: a mirror of what was read, and ways to wait."""

import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg2
from sqlalchemy import Engine, select

from console.data.administration import initialise
from console.data.connection import open_engine
from console.data.contract import CONTRACT
from console.data.delta import Delta, Mark
from console.data.follower import Follower
from console.data.schema import DATASET_TABLES
from console.domain.datasets import Dataset

Rows = dict[Dataset, dict[tuple[object, ...], Mapping[str, object]]]


def wait_until(holds: Callable[[], Any], seconds: float = 20.0, saying: str = "") -> None:
    """Return as soon as ``holds()`` is true; fail after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(saying or f"this did not come to hold within {seconds} s")
        threading.Event().wait(0.02)


class Mirror:
    """Rows as a consumer of steps holds them; it may be a follower's consumer."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self.deltas: list[Delta] = []
        self.follower: Follower | None = None
        self.links = 0
        self.refuses: frozenset[Dataset] = frozenset()

    def apply(self, delta: Delta) -> None:
        self.deltas.append(delta)
        for part in delta.parts:
            table = DATASET_TABLES[part.dataset.value]
            keys = [column.name for column in table.primary_key.columns]
            held = {} if part.reset else dict(self.rows[part.dataset])
            for row in part.mappings():
                held[tuple(row[key] for key in keys)] = row
            self.rows[part.dataset] = held

    def take_delta(self, delta: Delta) -> None:
        self.apply(delta)
        assert self.follower is not None
        self.follower.shown(delta, self.refuses & {part.dataset for part in delta.parts})

    def take_link(self) -> None:
        self.links += 1


class CountingFollower(Follower):
    """A follower that counts the heartbeats it heard."""

    beats = 0

    def heard_beat(self, marks: Mapping[str, Mark], asked_at: datetime) -> None:
        super().heard_beat(marks, asked_at)
        self.beats += 1


@contextmanager
def following(url: str, **options: Any) -> Iterator[tuple[CountingFollower, Mirror]]:
    """Run a follower with a mirror as its consumer; it must end within two seconds."""
    mirror = Mirror()
    follower = CountingFollower(url, mirror, **options)
    mirror.follower = follower
    follower.start()
    try:
        yield follower, mirror
    finally:
        ended = follower.stop(2.0)
    assert ended


def is_level(follower: Follower, mirror: Mirror, url: str) -> bool:
    """Say whether the link is well and the mirror holds just what the database holds."""
    return follower.link().connected and mirror.rows == everything(url)


def confirmed_since(follower: Follower, moment: datetime) -> bool:
    """Say whether held and database were seen to agree after ``moment``."""
    confirmed_at = follower.link().confirmed_at
    return confirmed_at is not None and confirmed_at > moment


def everything(url: str) -> Rows:
    """Return every row of every dataset, read plainly."""
    engine = open_engine(url, application="plain")
    try:
        with engine.connect() as connection:
            return {dataset: _whole(connection, dataset) for dataset in Dataset}
    finally:
        engine.dispose()


def _whole(connection: Any, dataset: Dataset) -> dict[tuple[object, ...], Mapping[str, object]]:
    table = DATASET_TABLES[dataset.value]
    names = CONTRACT[dataset].names
    keys = [column.name for column in table.primary_key.columns]
    rows = connection.execute(select(*(table.columns[name] for name in names))).mappings()
    return {tuple(row[key] for key in keys): dict(row) for row in rows}


def new_file(path: Path) -> str:
    """Make an SQLite database with Jilin's regions at ``path`` and return its address."""
    url = f"sqlite:///{path}"
    engine = open_engine(url)
    try:
        initialise(engine)
    finally:
        engine.dispose()
    return url


def copy_file(source: Path, target: Path) -> None:
    """Copy a database file that nobody writes, its log included."""
    with sqlite3.connect(source) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    shutil.copy(source, target)


def execute(url: str, *statements: str) -> None:
    """Run ``statements`` in one transaction."""
    engine: Engine = open_engine(url, application="writer")
    try:
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def sessions(url: str, application: str = "command-console") -> int:
    """Count the sessions of ``application`` on a PostgreSQL server."""
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", (application,)
            )
            return int(cursor.fetchone()[0])
    finally:
        connection.close()


def now() -> datetime:
    return datetime.now(UTC)


class Proxy:
    """Carries TCP connections to a server, and can stop carrying without closing them.

    Use it as a context manager; ``port`` is where it listens on loopback.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._carrying = threading.Event()
        self._carrying.set()
        self._closing = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.05)
        self.port = self._server.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]

    def __enter__(self) -> "Proxy":
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._carrying.set()
        for thread in self._threads:
            thread.join()
        self._server.close()

    def cut(self) -> None:
        """Carry nothing any more, and say nothing."""
        self._carrying.clear()

    def mend(self) -> None:
        """Carry again."""
        self._carrying.set()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                near, _ = self._server.accept()
            except TimeoutError:
                continue
            far = socket.create_connection(("127.0.0.1", self._target))
            for one, other in ((near, far), (far, near)):
                thread = threading.Thread(target=self._carry, args=(one, other))
                self._threads.append(thread)
                thread.start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        one.settimeout(0.05)
        with one:
            while not self._closing.is_set():
                try:
                    data = one.recv(65536)
                except TimeoutError:
                    continue
                except OSError:
                    break
                self._carrying.wait()
                if not data:
                    break
                try:
                    other.sendall(data)
                except OSError:
                    break
            with suppress(OSError):
                other.shutdown(socket.SHUT_WR)
