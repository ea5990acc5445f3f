"""How news of changes comes, on either kind of database, and the proof that the link is alive."""

import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from typing_extensions import override

from console.data.delta import Mark
from console.data.postgres import PostgresLink
from console.data.schema import SCHEMA
from console.data.source_postgres import MARKS, marks_of
from console.data.source_sqlite import MARKS as SQLITE_MARKS
from console.data.source_sqlite import connect, read_marks
from console.data.waking import Bell

CHANNEL = "command_changed"

#: A beat is sent every two seconds and may take three: a mute server is noticed within five.
BEAT_EVERY = 2.0
BEAT_WITHIN = 3.0

_LOOK_EVERY = 0.15


class Watch(Protocol):
    """A connection that tells of changes, used by one thread."""

    def beat(self) -> Mapping[str, Mark]:
        """Ask the database for its marks now, which proves that the link is alive."""

    def changed(self, seconds: float) -> bool:
        """Wait at most ``seconds``, or until the bell rings; say whether there is a change."""

    def close(self) -> None:
        """Give the connection up."""


class PostgresWatch(Watch):
    """LISTEN and heartbeat on one connection."""

    def __init__(self, parameters: Mapping[str, object], bell: Bell) -> None:
        self._link = PostgresLink(parameters, bell)
        try:
            self._ask(f"SET TimeZone = 'UTC'; SET statement_timeout = 10000; LISTEN {CHANNEL}")
            exists = self._ask(f"SELECT to_regclass('{SCHEMA}.revision') IS NOT NULL")
        except BaseException:
            self._link.close()
            raise
        # A centre that offers views alone has no revisions, and its heartbeat proves life only.
        self._marked = bool(exists[0][0])

    def _ask(self, statement: str) -> list[tuple[object, ...]]:
        return self._link.ask(statement, seconds=BEAT_WITHIN)

    @override
    def beat(self) -> Mapping[str, Mark]:
        rows = self._ask(MARKS if self._marked else "SELECT 1")
        return marks_of(rows) if self._marked else {}

    @override
    def changed(self, seconds: float) -> bool:
        return self._link.notified(seconds)

    @override
    def close(self) -> None:
        self._link.close()


class SqliteWatch(Watch):
    """Looks at ``PRAGMA data_version`` several times a second, and whether the file is the same."""

    def __init__(self, path: Path, bell: Bell) -> None:
        self._path = path
        self._bell = bell
        self._identity = self._identify()
        self._connection = connect(path)
        try:
            self._marked = bool(
                self._connection.execute(
                    "SELECT 1 FROM sqlite_master WHERE name = 'revision'"
                ).fetchall()
            )
            self._version = self._read_version()
        except BaseException:
            self._connection.close()
            raise

    @override
    def beat(self) -> Mapping[str, Mark]:
        self._demand_same_file()
        if not self._marked:
            self._read_version()
            return {}
        return read_marks(self._connection.execute(SQLITE_MARKS).fetchall())

    @override
    def changed(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while True:
            self._demand_same_file()
            version = self._read_version()
            if version != self._version:
                self._version = version
                return True
            left = end - time.monotonic()
            if left <= 0 or self._bell.wait(min(left, _LOOK_EVERY)):
                return False

    @override
    def close(self) -> None:
        self._connection.close()

    def _read_version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _identify(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise sqlite3.OperationalError("unable to open database file") from error
        return found.st_dev, found.st_ino

    def _demand_same_file(self) -> None:
        # An open file outlives its name: what is read from it would no longer be the database.
        if self._identify() != self._identity:
            raise sqlite3.OperationalError("unable to open database file: it was replaced")
