"""The tables refuse nonsense, on both databases, and are what the program believes them to be."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    Engine,
    ForeignKeyConstraint,
    Insert,
    Table,
    column,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy import table as untyped
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from console.data.connection import open_engine, writing
from console.data.migrating import VERSION_TABLE
from console.data.schema import DATASET_TABLES, SCHEMA, metadata
from console.domain.datasets import Dataset
from tests.data.contract_rows import GOOD, constraints, seed, spoil
from tests.postgres import PostgresServer

_DIALECTS = [pytest.param("postgresql", marks=pytest.mark.postgresql), pytest.param("sqlite")]
_CASES = [
    pytest.param(
        dialect.values[0], table, name, id=f"{dialect.values[0]}-{name}", marks=dialect.marks
    )
    for dialect in _DIALECTS
    for table, name in constraints(str(dialect.values[0]))
]


@pytest.fixture(scope="module")
def seeded_postgresql(postgresql_server: PostgresServer) -> Iterator[Engine]:
    with postgresql_server.fresh_database() as url:
        yield from _seeded(url)


@pytest.fixture(scope="module")
def seeded_sqlite(
    _sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    path = tmp_path_factory.mktemp("schema") / "console.sqlite"
    shutil.copyfile(_sqlite_template, path)
    yield from _seeded(str(path))


def _seeded(url: str) -> Iterator[Engine]:
    """Lend one database to the whole module: its tests write, and roll back."""
    engine = open_engine(url, application="tests")
    with writing(engine) as connection:
        seed(connection)
    yield engine
    engine.dispose()


@pytest.fixture
def seeded(request: pytest.FixtureRequest) -> Engine:
    engine: Engine = request.getfixturevalue(f"seeded_{request.param}")
    return engine


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
@pytest.mark.parametrize("name", GOOD)
def test_a_good_row_of_every_table_is_accepted_and_read_back(seeded: Engine, name: str) -> None:
    table = DATASET_TABLES[name]
    with seeded.connect() as connection:
        connection.execute(insert(table).values(GOOD[name]))
        rows = connection.execute(select(table)).mappings().all()
    assert any(all(row[k] == v for k, v in GOOD[name].items()) for row in rows)
    assert max(row["revision"] for row in rows) > 0


@pytest.mark.parametrize(("dialect", "table", "name"), _CASES)
def test_a_row_that_breaks_a_constraint_is_refused_by_its_name(
    request: pytest.FixtureRequest, dialect: str, table: Table, name: str
) -> None:
    engine: Engine = request.getfixturevalue(f"seeded_{dialect}")
    row = spoil(table, name, dialect)
    statement = insert(table).values(row)
    if name.endswith(("_iso", "_utc")):
        statement = _as_text(table, row)
    with engine.connect() as connection, pytest.raises(IntegrityError) as caught:
        connection.execute(statement)
    if name.endswith("_fkey") and dialect == "sqlite":
        assert "FOREIGN KEY constraint failed" in str(caught.value.orig)
    else:
        assert name in str(caught.value.orig)


def _as_text(table: Table, row: dict[str, object]) -> Insert:
    """Return an insert that goes past the program's own types, as another program's would."""
    plain = {
        key: "1970-01-02 00:00:00.000000" if isinstance(value, timedelta) else str(value)
        for key, value in row.items()
    }
    return insert(untyped(table.name, *[column(key) for key in plain])).values(plain)


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
@pytest.mark.parametrize("name", GOOD)
def test_no_column_that_is_needed_may_be_empty(seeded: Engine, name: str) -> None:
    table = DATASET_TABLES[name]
    needed = [
        one.name
        for one in table.columns
        if not one.nullable and one.server_default is None and one.identity is None
    ]
    for empty in needed:
        row = {**GOOD[name], empty: None}
        with seeded.connect() as connection, pytest.raises((IntegrityError, StatementError)):
            connection.execute(insert(table).values(row))


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
@pytest.mark.parametrize(
    "name", [name for name in GOOD if "id" not in DATASET_TABLES[name].columns]
)
def test_a_key_is_held_once(seeded: Engine, name: str) -> None:
    table = DATASET_TABLES[name]
    with seeded.connect() as connection:
        connection.execute(insert(table).values(GOOD[name]))
        with pytest.raises(IntegrityError):
            connection.execute(insert(table).values(GOOD[name]))


@pytest.mark.parametrize("word", ["abc", "", "12x"])
@pytest.mark.parametrize("name", ["confirmed_new", "tested"])
def test_sqlite_refuses_words_where_counts_belong(
    seeded_sqlite: Engine, name: str, word: str
) -> None:
    with seeded_sqlite.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(
            insert(
                untyped("case_daily", *[column(key) for key in ("region", "date", name)])
            ).values({"region": "220100", "date": "2020-02-06", name: word})
        )


@pytest.mark.postgresql
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_postgresql_refuses_stock_that_is_no_number(seeded_postgresql: Engine, value: str) -> None:
    with seeded_postgresql.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(
            text(
                "INSERT INTO command.material_daily (region, material, date, reserve)"
                " VALUES ('220100', 'm0', '2020-02-06', CAST(:value AS double precision))"
            ),
            {"value": value},
        )


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
def test_a_region_that_others_refer_to_cannot_be_removed(seeded: Engine) -> None:
    table = DATASET_TABLES["region"]
    with seeded.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(table.delete().where(table.c.code == "220100"))


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
def test_a_moment_is_read_back_as_the_same_moment_with_its_zone(seeded: Engine) -> None:
    table = DATASET_TABLES["alert"]
    raised = datetime(2020, 2, 6, 3, 4, 5, 678901, timezone(timedelta(hours=8)))
    with seeded.connect() as connection:
        connection.execute(insert(table).values({**GOOD["alert"], "raised_at": raised}))
        held = connection.scalar(select(table.c.raised_at))
    assert held == raised
    assert held.utcoffset() == timedelta(0)


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
def test_a_moment_without_a_zone_is_refused(seeded: Engine) -> None:
    table = DATASET_TABLES["alert"]
    row = {**GOOD["alert"], "raised_at": datetime(2020, 2, 6)}  # noqa: DTZ001 - the fault itself
    with seeded.connect() as connection, pytest.raises(StatementError, match="time zone"):
        connection.execute(insert(table).values(row))


@pytest.mark.postgresql
def test_the_migrations_make_just_what_the_program_believes_in(seeded_postgresql: Engine) -> None:
    with seeded_postgresql.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _: kind != "schema" or name == SCHEMA,
                # Calls are no dataset: their tables are the migration's alone (see call_store).
                "include_object": lambda _o, name, kind, _r, _c: (
                    kind != "table" or name not in {VERSION_TABLE, "call", "call_signal"}
                ),
                "version_table_schema": SCHEMA,
            },
        )
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
def test_the_migrations_make_every_constraint_by_its_name(seeded: Engine) -> None:
    dialect = seeded.dialect.name
    held: set[tuple[str, str]] = set()
    with seeded.connect() as connection:
        if dialect == "postgresql":
            rows = connection.execute(
                text(
                    "SELECT c.relname, k.conname FROM pg_constraint k"
                    " JOIN pg_class c ON c.oid = k.conrelid"
                    " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    " WHERE n.nspname = 'command' AND k.contype IN ('c', 'f')"
                )
            )
            held = {(row.relname, row.conname) for row in rows}
        else:
            for table, name in constraints(dialect):
                sql = connection.scalar(
                    text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table.name}
                )
                if f"CONSTRAINT {name} " in sql or f"CONSTRAINT {name}\n" in sql:
                    held.add((table.name, name))
    assert {(table.name, name) for table, name in constraints(dialect)} == {
        pair for pair in held if pair[0] in GOOD
    }


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
def test_every_table_can_be_read_by_revision_without_reading_all(seeded: Engine) -> None:
    schema = SCHEMA if seeded.dialect.name == "postgresql" else None
    held = inspect(seeded)
    for name in DATASET_TABLES:
        indexed = [index["column_names"] for index in held.get_indexes(name, schema=schema)]
        assert ["revision"] in indexed


def test_every_dataset_of_the_console_has_its_table_and_only_the_line_list_has_none() -> None:
    assert set(DATASET_TABLES) - set(Dataset) == {"case_record"}
    assert set(Dataset) <= set(DATASET_TABLES)


def test_every_foreign_key_points_into_the_contract() -> None:
    for table in metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                assert constraint.referred_table.schema == SCHEMA


@pytest.mark.parametrize("seeded", _DIALECTS, indirect=True)
def test_a_name_that_is_too_long_does_not_slip_in_cut_short(seeded: Engine) -> None:
    table = DATASET_TABLES["region"]
    row = {**GOOD["region"], "name_zh": "名" * 101}
    with seeded.connect() as connection:
        try:
            connection.execute(insert(table).values(row))
        except DBAPIError:
            return
        held = connection.scalar(select(table.c.name_zh).where(table.c.code == row["code"]))
    assert held == row["name_zh"]


def test_now_is_stored_in_the_form_that_sqlite_triggers_write(sqlite_engine: Engine) -> None:
    table = metadata.tables[f"{SCHEMA}.revision"]
    with writing(sqlite_engine) as connection:
        before = datetime.now(UTC) - timedelta(seconds=1)
        connection.execute(insert(DATASET_TABLES["about"]).values(GOOD["about"]))
        changed = connection.scalar(select(table.c.changed_at).where(table.c.dataset == "about"))
    assert before <= changed <= datetime.now(UTC) + timedelta(seconds=1)
