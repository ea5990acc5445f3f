"""Rows of plain tables in the scratch database: any number of them, merged by their key."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Date

from console.data.columns import UtcDateTime
from console.data.importing.record_rules import Value, hidden
from console.data.importing.record_specs import SPECS, RecordSpec
from console.data.importing.report import FindingLog
from console.data.importing.scratch import ScratchFile, no_room
from console.domain.wording import Text


@dataclass(frozen=True, slots=True)
class StagedRecord:
    """One row of a plain table: its key as text, where it stands, and its values by column."""

    key: str
    place: str
    values: Mapping[str, Value]

    @staticmethod
    def of(spec: RecordSpec, place: str, values: Mapping[str, Value]) -> "StagedRecord":
        """Make a row of ``spec``'s table."""
        key = json.dumps([_plain(values[name]) for name in spec.key], ensure_ascii=False)
        return StagedRecord(key, place, values)


class RecordScratch(ScratchFile):
    """Rows, put in as they are read and taken out by key, each key once."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = 0
        self.base.execute("CREATE TABLE staged (name TEXT, key TEXT, place TEXT, content TEXT)")

    def put(self, table: str, records: Iterable[StagedRecord]) -> None:
        """Store rows.

        Raises:
            ConsoleError: There is no room left for temporary files.
        """
        rows = [(table, record.key, record.place, _packed(record.values)) for record in records]
        self.rows += len(rows)
        try:
            self.base.executemany("INSERT INTO staged VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            raise no_room(self.folder, error) from error

    def merged(self, table: str, log: FindingLog) -> Iterator[StagedRecord]:
        """Yield the rows of ``table`` by key; the same key twice is merged, or an error."""
        try:
            found = self.base.execute(
                "SELECT key, place, content FROM staged WHERE name = ? ORDER BY key, rowid",
                (table,),
            )
            for _, group in groupby(found, key=itemgetter(0)):
                yield _merge(SPECS[table], _records_of(group), log)
        except sqlite3.Error as error:
            raise no_room(self.folder, error) from error


def _records_of(rows: Iterator[tuple[str, str, str]]) -> Iterator[StagedRecord]:
    """Return staged rows as records whose values are still packed."""
    return (StagedRecord(key, place, json.loads(content)) for key, place, content in rows)


def _merge(spec: RecordSpec, records: Iterator[StagedRecord], log: FindingLog) -> StagedRecord:
    first = next(records)
    values = dict(first.values)
    for record in records:
        differs = _difference(values, record.values)
        what = Text(record.key, record.key)
        if differs is None:
            log.add("duplicate", record.place, what=what, other=first.place)
        else:
            one, two = values[differs], record.values[differs]
            log.add(
                "contradiction",
                record.place,
                what=what,
                other=first.place,
                column=differs,
                first=hidden(str(one)),
                second=hidden(str(two)),
            )
        values = {n: v if v is not None else record.values[n] for n, v in values.items()}
    return StagedRecord(first.key, first.place, _unpacked(spec, values))


def _difference(one: Mapping[str, Value], two: Mapping[str, Value]) -> str | None:
    for name, value in one.items():
        other = two[name]
        if value is not None and other is not None and value != other:
            return name
    return None


def _packed(values: Mapping[str, Value]) -> str:
    return json.dumps({n: _plain(v) for n, v in values.items()}, ensure_ascii=False)


def _plain(value: Value) -> str | int | float | bool | None:
    return value.isoformat() if isinstance(value, date) else value


def _unpacked(spec: RecordSpec, values: Mapping[str, Value]) -> dict[str, Value]:
    """Give days and moments their types back, which JSON does not keep."""
    found = dict(values)
    for name, value in values.items():
        kind = spec.table.columns[name].type
        if isinstance(value, str) and isinstance(kind, Date):
            found[name] = date.fromisoformat(value)
        elif isinstance(value, str) and isinstance(kind, UtcDateTime):
            found[name] = datetime.fromisoformat(value)
    return found
