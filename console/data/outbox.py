"""What is to be delivered to the database, kept on disk until it was, each entry once.

One SQLite file; each thread opens its own :class:`Outbox` on it. An entry has an identity of its
own, so that a delivery whose answer was lost can be repeated without harm.
"""

import logging
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_log = logging.getLogger(__name__)

_BUSY_SECONDS = 5.0
_TABLE = """
CREATE TABLE IF NOT EXISTS entry (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    body TEXT NOT NULL,
    delivered INTEGER NOT NULL DEFAULT 0
)
"""
_WAITING = "CREATE INDEX IF NOT EXISTS entry_waiting ON entry (place) WHERE delivered = 0"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry.

    Attributes:
        id: Its identity, a UUID.
        kind: What it is, for whoever delivers it.
        at: When it came to be, aware.
        body: Its content, JSON.
    """

    id: str
    kind: str
    at: datetime
    body: str


class Outbox:
    """Entries on disk in the order in which they came; used by one thread.

    Args:
        path: The file; it and its folder are created. A file that is none is set aside.

    Raises:
        OSError, sqlite3.Error: There is no place to keep anything.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = _open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            _log.warning("The outbox %s is set aside and begun anew: %s", path.name, error)
            path.replace(path.with_suffix(".damaged"))
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._connection = _open(path)

    def put(self, entries: Iterable[Entry]) -> None:
        """Keep ``entries``, which are on the disk when this returns; a known one is passed over."""
        rows = [(e.id, e.kind, _written(e.at), e.body) for e in entries]
        with self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO entry (id, kind, at, body) VALUES (?, ?, ?, ?)", rows
            )

    def waiting(self, limit: int = 100) -> tuple[Entry, ...]:
        """Return the oldest entries that were not delivered, ``limit`` at most."""
        return self._select("WHERE delivered = 0 ORDER BY place LIMIT ?", (limit,))

    def between(self, since: datetime, until: datetime) -> tuple[Entry, ...]:
        """Return every entry from ``since`` on and before ``until``, delivered or not."""
        where = "WHERE at >= ? AND at < ? ORDER BY at, place"
        return self._select(where, (_written(since), _written(until)))

    def last_before(self, moment: datetime) -> tuple[Entry, ...]:
        """Return the newest entry before ``moment``, delivered or not; none where there is none."""
        where = "WHERE at < ? ORDER BY at DESC, place DESC LIMIT 1"
        return self._select(where, (_written(moment),))

    def mark_delivered(self, ids: Sequence[str]) -> None:
        """Note that the entries ``ids`` are where they belong."""
        with self._connection:
            self._connection.executemany(
                "UPDATE entry SET delivered = 1 WHERE id = ?", [(key,) for key in ids]
            )

    def forget(self, before: datetime) -> None:
        """Let go of what was delivered and is older than ``before``."""
        with self._connection:
            self._connection.execute(
                "DELETE FROM entry WHERE delivered = 1 AND at < ?", (_written(before),)
            )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _select(self, where: str, values: tuple[object, ...]) -> tuple[Entry, ...]:
        query = f"SELECT id, kind, at, body FROM entry {where}"  # noqa: S608 - our own words
        with closing(self._connection.execute(query, values)) as cursor:
            return tuple(
                Entry(key, kind, datetime.fromisoformat(at), body) for key, kind, at, body in cursor
            )


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        with connection:
            connection.execute(_TABLE)
            connection.execute(_WAITING)
    except BaseException:
        connection.close()
        raise
    return connection


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
