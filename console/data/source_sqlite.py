"""Reading from SQLite: one read transaction is one view of the file."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import Boolean, Column, Date, Interval
from typing_extensions import override

from console.data.columns import UtcDateTime
from console.data.contract import DatasetColumns, select
from console.data.delta import Mark
from console.data.postgres import BrokenOffError, SilentServerError
from console.data.sources import Layout, Source
from console.data.spool import Row
from console.data.waking import Bell

MARKS = "SELECT dataset, revision, epoch, changed_at FROM revision"
LAYOUT = (
    "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p"
    " WHERE m.type IN ('table', 'view')"
)

Decoder = Callable[[str], object]

_CHUNK = 500
_BUSY_SECONDS = 2.0
_STEPS_BETWEEN_LOOKS = 20_000
SPAN_ZERO = datetime(1970, 1, 1)  # noqa: DTZ001 - how SQLAlchemy keeps a span of time on SQLite


def connect(path: Path) -> sqlite3.Connection:
    """Open the existing file ``path`` for reading only.

    Raises:
        sqlite3.Error: There is no such file, or it cannot be opened.
    """
    # Mode rw, for a reader of a WAL file must be able to write its shared memory.
    connection = sqlite3.connect(
        f"file:{quote(path.absolute().as_posix())}?mode=rw",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA query_only = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class SqliteSource(Source):
    """Reads one SQLite file.

    Args:
        path: The file; it must exist.
        bell: Breaks off a statement that runs when it rings.
        seconds: The bound of one statement.
    """

    def __init__(self, path: Path, bell: Bell, *, seconds: float = 30.0) -> None:
        self._bell = bell
        self._seconds = seconds
        self._deadline = 0.0
        self._broken_off = False
        self._connection = connect(path)
        self._connection.set_progress_handler(self._look_up, _STEPS_BETWEEN_LOOKS)

    @override
    def layout(self) -> Layout:
        found: dict[str, set[str]] = {}
        for table, column in self._ask(LAYOUT):
            found.setdefault(str(table), set()).add(str(column))
        return {table: frozenset(columns) for table, columns in found.items()}

    @override
    def begin(self, *, marked: bool) -> dict[str, Mark]:
        self._ask("BEGIN")
        return read_marks(self._ask(MARKS)) if marked else {}

    @override
    def rows(self, columns: DatasetColumns, after: int | None) -> Iterator[list[Row]]:
        decoders = decoders_of(columns)
        cursor = self._connection.cursor()
        self._deadline = time.monotonic() + self._seconds
        try:
            cursor.execute(select(columns, postgres=False, after=after))
            while chunk := cursor.fetchmany(_CHUNK):
                yield decode(chunk, decoders)
                self._deadline = time.monotonic() + self._seconds
        except sqlite3.OperationalError as error:
            raise self._reason(error) from error
        finally:
            cursor.close()

    @override
    def end(self) -> None:
        self._ask("COMMIT")

    @override
    def close(self) -> None:
        self._connection.close()

    def _ask(self, statement: str) -> list[Row]:
        self._deadline = time.monotonic() + self._seconds
        try:
            return self._connection.execute(statement).fetchall()
        except sqlite3.OperationalError as error:
            raise self._reason(error) from error

    def _look_up(self) -> int:
        self._broken_off = self._bell.is_rung()
        return int(self._broken_off or time.monotonic() > self._deadline)

    def _reason(self, error: sqlite3.OperationalError) -> Exception:
        if "interrupted" not in str(error):
            return error
        return BrokenOffError() if self._broken_off else SilentServerError()


def read_marks(rows: list[Row]) -> dict[str, Mark]:
    """Turn rows of the revision table into marks by dataset name."""
    return {
        str(dataset): Mark(
            cast("int", revision),
            cast("int", epoch),
            None if changed_at is None else decode_moment(str(changed_at)),
        )
        for dataset, revision, epoch, changed_at in rows
    }


def decode_moment(text: str) -> datetime:
    """Read a moment, in UTC unless it says otherwise."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _decode_span(text: str) -> timedelta:
    return datetime.fromisoformat(text) - SPAN_ZERO


def _decoder(column: Column[object]) -> Decoder | None:
    if isinstance(column.type, UtcDateTime):
        return decode_moment
    if isinstance(column.type, Interval):
        return _decode_span
    if isinstance(column.type, Date):
        return date.fromisoformat
    return cast("Decoder", bool) if isinstance(column.type, Boolean) else None


def decoders_of(columns: DatasetColumns) -> tuple[tuple[int, Decoder], ...]:
    """Return, by position, what turns SQLite's text into a value, where one is needed."""
    table = columns.table
    found = ((i, _decoder(table.columns[name])) for i, name in enumerate(columns.names))
    return tuple((i, decoder) for i, decoder in found if decoder is not None)


def decode(chunk: list[Row], decoders: tuple[tuple[int, Decoder], ...]) -> list[Row]:
    """Return the rows with dates, moments and truth values in place of SQLite's own.

    Raises:
        ValueError: A text is no date or moment.
    """
    if not decoders:
        return chunk
    columns: list[tuple[object, ...] | list[object]] = list(zip(*chunk, strict=True))
    for position, decoder in decoders:
        known: dict[object, object] = {None: None}
        for value in columns[position]:
            if value not in known:
                known[value] = decoder(cast("str", value))
        columns[position] = [known[value] for value in columns[position]]
    return list(zip(*columns, strict=True))
