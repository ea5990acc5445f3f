"""Rows on their way into the database: a temporary table first, then only the differences.

On PostgreSQL the temporary table is filled by COPY; on SQLite by one prepared statement.
"""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, DefaultClause, Table

from console.data.schema import SCHEMA

_CHUNK = 20_000
_NUMBERS = itertools.count()


class StagedTable:
    """Rows for one table of the contract, held beside it until they are merged.

    Args:
        connection: An open transaction.
        table: The table that the rows are for.
        columns: The columns that they fill; all others keep what they hold.
    """

    def __init__(self, connection: Connection, table: Table, columns: Sequence[str]) -> None:
        self._connection = connection
        self._postgres = connection.dialect.name == "postgresql"
        self._columns = tuple(columns)
        self._keys = tuple(column.name for column in table.primary_key.columns)
        self._rest = tuple(name for name in columns if name not in self._keys)
        self._target = f'"{SCHEMA}"."{table.name}"' if self._postgres else f'"{table.name}"'
        self._defaults = {
            name: str(default.arg)
            for name in self._rest
            if isinstance(default := table.columns[name].server_default, DefaultClause)
        }
        self._name = f"import_{table.name}_{next(_NUMBERS)}"
        self.rows = 0
        declared = ", ".join(
            f'"{name}" {table.columns[name].type.compile(connection.dialect)}' for name in columns
        )
        on_commit = " ON COMMIT DROP" if self._postgres else ""
        self._run(f'CREATE TEMPORARY TABLE "{self._name}" ({declared}){on_commit}')

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        """Put rows in, in pieces; values are as the driver takes them."""
        source = iter(rows)
        while chunk := list(itertools.islice(source, _CHUNK)):
            self.rows += len(chunk)
            if self._postgres:
                self._copy(chunk)
            else:
                self._insert(chunk)

    def merge(self) -> None:
        """Write what is new or different into the table; a blank overwrites nothing."""
        names = _listed(self._columns)
        taken = ", ".join(self._taken(name) for name in self._columns)
        joined = f" LEFT JOIN {self._target} t ON {self._same_key}" if self._defaults else ""
        updates = ", ".join(
            f'"{name}" = coalesce(excluded."{name}", t."{name}")' for name in self._rest
        )
        differs = " OR ".join(self._differs(f'excluded."{n}"', f't."{n}"') for n in self._rest)
        action = f"DO UPDATE SET {updates} WHERE {differs}" if self._rest else "DO NOTHING"
        self._run(
            f"INSERT INTO {self._target} AS t ({names})"  # noqa: S608 - names of our own schema
            f' SELECT {taken} FROM "{self._name}" s{joined} WHERE true'
            f" ON CONFLICT ({_listed(self._keys)}) {action}"
        )

    def _taken(self, name: str) -> str:
        """Return what is written into a column: a blank keeps what stands, or the default."""
        if name not in self._defaults:
            return f's."{name}"'
        return f'coalesce(s."{name}", t."{name}", {self._defaults[name]})'

    def drop(self) -> None:
        """Remove the temporary table, which on SQLite would outlive the transaction."""
        self._run(f'DROP TABLE "{self._name}"')

    def count_new(self) -> int:
        """Return how many of the rows the table does not hold yet."""
        return self._number(
            f'SELECT count(*) FROM "{self._name}" s WHERE NOT EXISTS'  # noqa: S608
            f" (SELECT 1 FROM {self._target} t WHERE {self._same_key})"
        )

    def count_changed(self) -> int:
        """Return how many of the rows the table holds otherwise."""
        return self._number(f"SELECT count(*) {self._changed}")

    def changes(
        self, most: int
    ) -> Iterator[tuple[tuple[object, ...], dict[str, tuple[object, object]]]]:
        """Yield the keys of changed rows, each with the columns that change: old and new."""
        names = [*(f's."{n}"' for n in self._keys)]
        names += [f'{side}."{n}"' for n in self._rest for side in ("t", "s")]
        found = self._connection.exec_driver_sql(
            f"SELECT {', '.join(names)} {self._changed} LIMIT {most:d}"
        )
        for row in found.fetchall():
            key, values = tuple(row[: len(self._keys)]), row[len(self._keys) :]
            pairs = zip(self._rest, values[::2], values[1::2], strict=True)
            yield key, {n: (old, new) for n, old, new in pairs if new is not None and new != old}

    @property
    def _changed(self) -> str:
        differs = " OR ".join(self._differs(f's."{n}"', f't."{n}"') for n in self._rest) or "false"
        return f'FROM "{self._name}" s JOIN {self._target} t ON {self._same_key} WHERE {differs}'

    @property
    def _same_key(self) -> str:
        return " AND ".join(f's."{name}" = t."{name}"' for name in self._keys)

    def _differs(self, new: str, old: str) -> str:
        unlike = "IS DISTINCT FROM" if self._postgres else "IS NOT"
        return f"({new} IS NOT NULL AND {new} {unlike} {old})"

    def _insert(self, rows: list[Sequence[object]]) -> None:
        marks = ", ".join("?" * len(self._columns))
        self._connection.exec_driver_sql(
            f'INSERT INTO "{self._name}" VALUES ({marks})',  # noqa: S608
            [tuple(_for_sqlite(value) for value in row) for row in rows],
        )

    def _copy(self, rows: list[Sequence[object]]) -> None:
        text = io.StringIO()
        # None becomes an empty cell without quotes, which COPY takes as NULL.
        csv.writer(text, lineterminator="\n").writerows(rows)
        text.seek(0)
        cursor = self._connection.connection.cursor()
        try:
            cursor.copy_expert(f'COPY "{self._name}" FROM STDIN (FORMAT csv)', text)
        finally:
            cursor.close()

    def _number(self, statement: str) -> int:
        return int(self._connection.exec_driver_sql(statement).scalar_one())

    def _run(self, statement: str) -> None:
        self._connection.exec_driver_sql(statement)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _for_sqlite(value: object) -> object:
    if isinstance(value, datetime):
        # The form in which SQLAlchemy itself stores a moment on SQLite.
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value
