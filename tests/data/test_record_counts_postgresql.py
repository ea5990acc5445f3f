"""The counts of the line list under PostgreSQL's own ways: COPY, writers at once, rights."""

import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from psycopg2 import sql
from sqlalchemy import Connection, Engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError, ProgrammingError

from console.data.connection import open_engine
from console.data.roles import OPERATOR, READER
from console.data.schema import DATASET_TABLES
from tests.data.test_record_counts import RECORDS, REGIONS, START, assert_counted, held, record
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgresql


@pytest.fixture
def engine(postgresql_engine: Engine) -> Engine:
    return postgresql_engine


def test_copied_rows_are_counted_in_one_statement(engine: Engine) -> None:
    rows = io.StringIO(
        "".join(
            f"{number}\t2201{number % 3 + 2:02d}\t{START - timedelta(hours=number)}\t{START}\n"
            for number in range(200)
        )
    )
    with engine.begin() as connection:
        connection.connection.cursor().copy_expert(
            "COPY command.case_record (id, region, onset_at, reported_at) FROM STDIN", rows
        )
    assert_counted(engine)
    week = held(engine)["timeliness_weekly"]["220000", START.date() - timedelta(days=5)]
    assert week[0] == 200


@contextmanager
def waiting_writer(engine: Engine, number: int) -> Iterator[None]:
    """Run a second writer that has to wait for the transaction of the block."""
    begun = threading.Event()

    def write() -> None:
        with engine.begin() as connection:
            begun.set()
            connection.execute(insert(RECORDS).values(record(number)))

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        begun.wait()
        yield
        written.result(timeout=30)


def blocked(connection: Connection) -> bool:
    return bool(
        connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
        )
    )


def test_two_writers_at_once_lose_nothing_of_each_other(engine: Engine) -> None:
    pause = threading.Event()
    first = engine.connect()
    first.execute(insert(RECORDS).values(record(1)))
    with waiting_writer(engine, 2), engine.connect() as watching:
        while not blocked(watching):
            pause.wait(0.01)
            watching.rollback()
        first.commit()
    first.close()
    assert_counted(engine)
    assert sum(row[0] or 0 for row in held(engine)["record_daily"].values()) == 2


def test_a_writer_with_an_old_view_of_the_line_list_is_refused_and_spoils_nothing(
    engine: Engine,
) -> None:
    late = engine.connect().execution_options(isolation_level="REPEATABLE READ")
    late.execute(select(RECORDS)).all()
    with engine.begin() as connection:
        connection.execute(insert(RECORDS).values(record(1)))
    with pytest.raises(DBAPIError, match="could not serialize"):
        late.execute(insert(RECORDS).values(record(2)))
    late.close()
    assert_counted(engine)


def test_a_region_that_moves_takes_its_weeks_along_while_cases_come_in(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(RECORDS).values(record(1, region="220103")))
    pause = threading.Event()
    moving = engine.connect()
    moving.execute(update(REGIONS).where(REGIONS.c.code == "220102").values(parent_code="220200"))
    with waiting_writer(engine, 2), engine.connect() as watching:
        while not blocked(watching):
            pause.wait(0.01)
            watching.rollback()
        moving.commit()
    moving.close()
    assert_counted(engine)


@pytest.fixture
def logins(engine: Engine, postgresql_server: PostgresServer) -> Iterator[dict[str, Engine]]:
    """An engine for a login of its own in each role."""
    made = {}
    for role in (READER, OPERATOR):
        name = f"line_list_{role}"
        postgresql_server.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
                sql.Identifier(name), sql.Literal(postgresql_server.password), sql.Identifier(role)
            )
        )
        made[role] = open_engine(postgresql_server.url(str(engine.url.database), user=name))
    yield made
    for role, other in made.items():
        other.dispose()
        postgresql_server.execute(
            sql.SQL("DROP ROLE {}").format(sql.Identifier(f"line_list_{role}"))
        )


@pytest.mark.parametrize("role", [READER, OPERATOR])
def test_a_role_reads_the_counts_and_never_the_line_list(
    engine: Engine, logins: dict[str, Engine], role: str
) -> None:
    with engine.begin() as connection:
        connection.execute(insert(RECORDS).values(record(1)))
    other = logins[role]
    for name in ("record_daily", "timeliness_daily", "timeliness_weekly"):
        with other.connect() as connection:
            assert connection.execute(select(DATASET_TABLES[name])).all()
    for statement in (
        "SELECT id FROM command.case_record",
        "SELECT count(*) FROM command.case_record",
        "COPY command.case_record TO STDOUT",
        "CREATE TRIGGER mine AFTER INSERT ON command.wall_state"
        " EXECUTE FUNCTION command.count_records_on_insert()",
    ):
        with other.connect() as connection, pytest.raises(ProgrammingError, match=r"denied|owner"):
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("role", [READER, OPERATOR])
def test_no_function_that_acts_with_the_owners_rights_can_be_called_by_a_role(
    engine: Engine, logins: dict[str, Engine], role: str
) -> None:
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT p.oid::regprocedure::text, has_function_privilege(:role, p.oid, 'EXECUTE'),"
                " p.proconfig FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                " WHERE n.nspname = 'command' AND p.prosecdef"
            ),
            {"role": role},
        ).all()
    assert {"command.recount_days(text[],date[])", "command.recount_weeks(text[],date[])"} <= {
        name for name, _, _ in found
    }
    for name, callable_by_role, configured in found:
        assert not callable_by_role, name
        assert "search_path=pg_catalog, pg_temp" in configured, name
    with (
        logins[role].connect() as connection,
        pytest.raises(ProgrammingError, match="permission denied for function"),
    ):
        connection.exec_driver_sql("SELECT command.recount_days(NULL, NULL)")
