"""The last good data on disk, so that a start without a database shows them with their age.

One SQLite file per database address, with a table per dataset, written by changes. It may be
deleted at any time; whatever is wrong with it costs a full reading, never the wall.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from console.data.addresses import redact
from console.data.contract import CONTRACT, DatasetColumns, select
from console.data.delta import Delta, Part
from console.data.slots import take_slot
from console.data.source_sqlite import SPAN_ZERO, decode, decode_moment, decoders_of, read_marks
from console.data.spool import Row, Spool
from console.domain.datasets import Dataset

_log = logging.getLogger(__name__)

_FORMAT = 1
_CHUNK = 1000


class Cache:
    """What was last held of one database; used by one thread at a time.

    Args:
        folder: Where the files lie; it is created.
        url: The database's address, known here only by a hash of its redacted form.

    Raises:
        OSError, sqlite3.Error: There is no place to keep anything.
    """

    def __init__(self, folder: Path, url: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(redact(url).encode()).hexdigest()[:16]
        self._slot = take_slot(folder, name)
        self._path = self._slot.path.with_suffix(".sqlite")
        self._connection: sqlite3.Connection | None = None

    def load(self) -> Delta | None:
        """Return all that was kept, or None where nothing is; a damaged file is set aside."""
        if not self._path.exists():
            return None
        try:
            connection = self._open()
            _demand_soundness(connection)
            return _read(connection)
        except (sqlite3.Error, ValueError, KeyError, TypeError) as error:
            self._set_aside(error)
            return None

    def save(self, delta: Delta) -> None:
        """Keep ``delta``, all of it or nothing.

        Raises:
            sqlite3.Error, OSError: It could not be written; what was kept before is kept still.
        """
        connection = self._open()
        with _transaction(connection):
            for part in delta.parts:
                _write(connection, part)
            connection.executemany(
                "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)",
                [
                    (dataset.value, mark.revision, mark.epoch, _encode(mark.changed_at))
                    for dataset, mark in delta.marks.items()
                ],
            )
            _write_meta(connection, "confirmed_at", delta.taken_at.isoformat())

    def confirm(self, moment: datetime) -> None:
        """Keep that what is kept was still the database's at ``moment``."""
        _write_meta(self._open(), "confirmed_at", moment.isoformat())

    def release(self) -> None:
        """Close the file; the next use opens it anew, which SQLite wants after a failed write."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """Close the file and let another console have it."""
        self.release()
        self._slot.release()

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            self._connection = connection
            # Posts' addresses may hold logins; SQLite makes its other files with the same rights.
            self._path.chmod(0o600)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            with _transaction(connection):
                _prepare(connection)
        return self._connection

    def _set_aside(self, error: Exception) -> None:
        self.release()
        _log.warning("The cache %s is set aside and made anew: %s", self._path.name, error)
        try:
            self._path.replace(self._path.with_suffix(".damaged"))
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        except OSError as problem:
            _log.warning("It could not be set aside: %s", problem)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _fingerprint() -> str:
    """Return a word for the columns that this program keeps; another program, another word."""
    columns = [(name.value, entry.names, entry.key) for name, entry in CONTRACT.items()]
    return hashlib.sha256(repr((_FORMAT, columns)).encode()).hexdigest()[:16]


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS meta (key PRIMARY KEY, value)")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS held (dataset PRIMARY KEY, revision, epoch, changed_at)"
    )
    connection.execute("INSERT OR IGNORE INTO meta VALUES ('fingerprint', ?)", (_fingerprint(),))
    for dataset, entry in CONTRACT.items():
        names = ", ".join(f'"{name}"' for name in entry.names)
        key = ", ".join(f'"{entry.names[i]}"' for i in entry.key)
        connection.execute(
            f'CREATE TABLE IF NOT EXISTS "{dataset.value}" ({names}, PRIMARY KEY ({key}))'
        )


def _demand_soundness(connection: sqlite3.Connection) -> None:
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise ValueError(verdict)
    if _meta(connection).get("fingerprint") != _fingerprint():
        msg = "another version of this program wrote it"
        raise ValueError(msg)


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM meta").fetchall())


def _write_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _read(connection: sqlite3.Connection) -> Delta | None:
    confirmed_at = _meta(connection).get("confirmed_at")
    found = read_marks(connection.execute("SELECT * FROM held").fetchall())
    marks = {Dataset(name): mark for name, mark in found.items()}
    if confirmed_at is None or not marks:
        return None
    parts = tuple(_read_part(connection, CONTRACT[dataset]) for dataset in marks)
    return Delta(parts, marks, {}, {}, decode_moment(confirmed_at), cached=True)


def _read_part(connection: sqlite3.Connection, columns: DatasetColumns) -> Part:
    rows = Spool(columns.dates, packable=columns.packable)
    decoders = decoders_of(columns)
    cursor = connection.execute(select(columns, postgres=False))
    while chunk := cursor.fetchmany(_CHUNK):
        rows.add(decode(chunk, decoders))
    return Part(columns.dataset, columns.names, rows, reset=True)


def _write(connection: sqlite3.Connection, part: Part) -> None:
    table = part.dataset.value
    if part.reset:
        connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name of our schema
    places = ", ".join("?" * len(part.columns))
    statement = f'INSERT OR REPLACE INTO "{table}" VALUES ({places})'  # noqa: S608
    encoded = [i for i, _ in decoders_of(CONTRACT[part.dataset])]
    for chunk in part.rows.chunks():
        connection.executemany(statement, [_encode_row(row, encoded) for row in chunk])


def _encode_row(row: Row, encoded: list[int]) -> Row:
    values = list(row)
    for i in encoded:
        values[i] = _encode(values[i])
    return tuple(values)


def _encode(value: object) -> object:
    """Write as SQLAlchemy does on SQLite."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return (SPAN_ZERO + value).isoformat(" ")
    return value
