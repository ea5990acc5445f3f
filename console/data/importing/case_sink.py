"""Differenced cases on their way into the database, and what the import counts of them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, delete

from console.data.importing.case_notes import Notes
from console.data.importing.sink import StagedTable
from console.data.schema import case_daily, case_note, case_total

_Row = tuple[object, ...]
_FLUSH = 20_000


class CaseSink:
    """Gathers rows and notes; writes them all at the end, notes before the counts they explain.

    Args:
        connection: An open transaction.
        columns: The columns of figures.
        dry_run: Gather and write nothing.
    """

    def __init__(self, connection: Connection, columns: Sequence[str], *, dry_run: bool) -> None:
        self._connection = connection
        self._dry_run = dry_run
        self._columns = ("region", "date", *columns)
        self._tables: dict[str, StagedTable] = {}
        self._pending: dict[str, list[_Row]] = {"case_daily": [], "case_total": [], "case_note": []}
        self._void: list[tuple[str, date, str]] = []
        self.notes_written = 0

    @property
    def notes_removed(self) -> int:
        """How many notes became void."""
        return len(self._void)

    def put(self, table: str, row: _Row) -> None:
        """Take one row of ``case_daily`` or ``case_total``: region, date, figures."""
        if not self._dry_run:
            pending = self._pending[table]
            pending.append(row)
            if len(pending) >= _FLUSH:
                self._flush(table)

    def put_notes(self, code: str, notes: Notes) -> None:
        """Take notes to be written, new or in other words than before."""
        self.notes_written += len(notes)
        if not self._dry_run:
            self._pending["case_note"] += [
                (code, date.fromordinal(day), kind, text.zh, text.en)
                for (day, kind), text in notes.items()
            ]

    def remove_note(self, code: str, day: int, kind: str) -> None:
        """Take note of a note of our own that is void now."""
        self._void.append((code, date.fromordinal(day), kind))

    def finish(self) -> None:
        """Write everything."""
        if self._dry_run:
            return
        for table in ("case_note", "case_daily", "case_total"):
            self._flush(table)
            if table in self._tables:
                self._tables[table].merge()
                self._tables[table].drop()
        for code, day, kind in self._void:
            self._connection.execute(
                delete(case_note).where(
                    case_note.c.region == code, case_note.c.date == day, case_note.c.kind == kind
                )
            )

    def _flush(self, name: str) -> None:
        rows = self._pending[name]
        if not rows:
            return
        if name not in self._tables:
            self._tables[name] = self._open(name)
        self._tables[name].add(rows)
        rows.clear()

    def _open(self, name: str) -> StagedTable:
        if name == "case_note":
            columns = ("region", "date", "kind", "text_zh", "text_en")
            return StagedTable(self._connection, case_note, columns)
        table = case_daily if name == "case_daily" else case_total
        return StagedTable(self._connection, table, self._columns)
