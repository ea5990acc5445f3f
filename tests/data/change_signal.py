"""What the tests of the change signal share: writing on both databases, and reading its state."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Engine, Table, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from console.data.connection import writing
from console.data.schema import DATASET_TABLES, revision

CASES = DATASET_TABLES["case_daily"]
NOTES = DATASET_TABLES["case_note"]
FIRST = date(2020, 2, 1)


class Signal(NamedTuple):
    """A dataset's revision and epoch."""

    revision: int
    epoch: int


def signal(engine: Engine, dataset: str = "case_daily") -> Signal:
    """Return where ``dataset`` stands now."""
    with engine.connect() as connection:
        row = connection.execute(
            select(revision.c.revision, revision.c.epoch).where(revision.c.dataset == dataset)
        ).one()
    return Signal(row.revision, row.epoch)


def day(number: int) -> date:
    """Return the day that is ``number`` days after the first."""
    return FIRST + timedelta(days=number)


def case(number: int, confirmed: int | None = 1, region: str = "220100") -> dict[str, object]:
    """Return a row of ``case_daily``."""
    return {"region": region, "date": day(number), "confirmed_new": confirmed}


def note(number: int, kind: str = "correction", region: str = "220100") -> dict[str, object]:
    """Return a row of ``case_note``."""
    return {
        "region": region,
        "date": day(number),
        "kind": kind,
        "text_zh": "订正",
        "text_en": "Correction",
    }


def write(engine: Engine, table: Table, *rows: Mapping[str, object]) -> None:
    """Insert rows in one statement and commit."""
    with writing(engine) as connection:
        connection.execute(insert(table).values([dict(row) for row in rows]))


def upsert(connection: Connection, table: Table, *rows: Mapping[str, object]) -> None:
    """Insert rows or, where their key is held, change them, in one statement."""
    into = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    statement = into(table).values([dict(row) for row in rows])
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


def stamps(engine: Engine) -> dict[int, int]:
    """Return the revision on every row of ``case_daily``, by the number of its day."""
    with engine.connect() as connection:
        rows = connection.execute(select(CASES.c.date, CASES.c.revision)).all()
    return {(row.date - FIRST).days: row.revision for row in rows}
