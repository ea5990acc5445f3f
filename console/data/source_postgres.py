"""Reading from PostgreSQL: repeatable read, by cursor in chunks, two round trips for a change."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import cast

from typing_extensions import override

from console.data.contract import DatasetColumns, select
from console.data.delta import Mark
from console.data.postgres import PostgresLink
from console.data.schema import SCHEMA
from console.data.sources import Layout, Source
from console.data.spool import Row
from console.data.waking import Bell

MARKS = f"SELECT dataset, revision, epoch, changed_at FROM {SCHEMA}.revision"  # noqa: S608

#: Relations that we may read, column by column; a column without the right to it is as good as
#: missing.
LAYOUT = f"""
SELECT c.relname, a.attname FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = to_regnamespace('{SCHEMA}') AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege(c.oid, a.attnum, 'SELECT')
"""  # noqa: S608

#: Rows a round trip; what one fetch holds in libpq stays under about a megabyte.
CHUNK = 4_000

_SETTINGS = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET client_min_messages = warning"


class PostgresSource(Source):
    """Reads over one :class:`PostgresLink`.

    Args:
        parameters: What libpq is given.
        bell: Breaks off whatever is waited for.
        seconds: The bound of one round trip; a centre's view may think before its first row.
    """

    def __init__(
        self, parameters: Mapping[str, object], bell: Bell, *, seconds: float = 30.0
    ) -> None:
        self._seconds = seconds
        self._cursors = 0
        self._link = PostgresLink(parameters, bell)
        try:
            self._link.ask(_SETTINGS, seconds=seconds)
        except BaseException:
            self._link.close()
            raise

    @override
    def layout(self) -> Layout:
        return layout_of(self._link.ask(LAYOUT, seconds=self._seconds))

    @override
    def begin(self, *, marked: bool) -> dict[str, Mark]:
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        if not marked:
            self._link.ask(begin, seconds=self._seconds)
            return {}
        return marks_of(self._link.ask(f"{begin}; {MARKS}", seconds=self._seconds))

    @override
    def rows(self, columns: DatasetColumns, after: int | None) -> Iterator[list[Row]]:
        # The index on revision must serve a change however old the table's statistics are: a
        # plan that scans the table would cost what is stored.
        scan = "on" if after is None else "off"
        statement = select(columns, postgres=True, after=after)
        self._cursors += 1
        cursor = f"changed_{self._cursors}"  # the end of the transaction closes it
        chunk = self._link.ask(
            f"SET LOCAL enable_seqscan = {scan};"
            f" DECLARE {cursor} NO SCROLL CURSOR FOR {statement}; FETCH {CHUNK} FROM {cursor}",
            seconds=self._seconds,
        )
        while chunk:
            complete = len(chunk) < CHUNK
            yield chunk
            if complete:
                break
            chunk = self._link.ask(f"FETCH {CHUNK} FROM {cursor}", seconds=self._seconds)

    @override
    def end(self) -> None:
        self._link.ask("COMMIT", seconds=self._seconds)

    @override
    def close(self) -> None:
        self._link.close()


def layout_of(rows: list[Row]) -> Layout:
    """Gather (table, column) rows by table."""
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(str(table), set()).add(str(column))
    return {table: frozenset(columns) for table, columns in found.items()}


def marks_of(rows: list[Row]) -> dict[str, Mark]:
    """Turn rows of the revision table into marks by dataset name."""
    return {
        str(dataset): Mark(
            cast("int", revision), cast("int", epoch), cast("datetime | None", changed_at)
        )
        for dataset, revision, epoch, changed_at in rows
    }
