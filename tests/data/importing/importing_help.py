# ruff: noqa: S608 - names of the test itself
"""What the tests of the importer ask of a database."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from console.data.importing import ImportReport, Kind, run_import
from console.paths import resources

NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
REAL_FILE = resources() / "demo" / "jilin_city_daily.csv"


def import_cases(engine: Engine, *files: Path, **options: object) -> ImportReport:
    return run_import(engine, Kind.CASES, files, now=NOW, **options)  # type: ignore[arg-type]


def rows(
    engine: Engine, table: str = "case_daily", columns: str = "confirmed_new"
) -> dict[tuple[str, str], tuple[object, ...]]:
    """Return the rows of a table of cases by region and day."""
    with engine.connect() as connection:
        found = connection.execute(
            text(f"SELECT region, date, {columns} FROM {named(connection, table)}")
        )
        return {(row[0], str(row[1])): tuple(row[2:]) for row in found}


def total(engine: Engine, column: str = "confirmed_new") -> int:
    with engine.connect() as connection:
        table = named(connection, "case_daily")
        return connection.execute(text(f"SELECT sum({column}) FROM {table}")).scalar() or 0


def notes(engine: Engine) -> dict[tuple[str, str, str], str]:
    with engine.connect() as connection:
        found = connection.execute(
            text(f"SELECT region, date, kind, text_en FROM {named(connection, 'case_note')}")
        )
        return {(row[0], str(row[1]), row[2]): row[3] for row in found}


def revisions(engine: Engine) -> dict[str, tuple[int, int]]:
    with engine.connect() as connection:
        found = connection.execute(
            text(f"SELECT dataset, revision, epoch FROM {named(connection, 'revision')}")
        )
        return {row[0]: (row[1], row[2]) for row in found}


def named(connection: Connection, table: str) -> str:
    return table if connection.dialect.name == "sqlite" else f"command.{table}"
