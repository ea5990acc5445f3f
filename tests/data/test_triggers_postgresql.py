"""The change signal under PostgreSQL's own ways: COPY, TRUNCATE, NOTIFY, many writers at once."""

import io
import select as waiting
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg2
import pytest
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT
from psycopg2.extensions import connection as LibpqConnection  # noqa: N812 - it is a class
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from console.data.connection import connect_libpq, libpq_parameters
from console.data.schema import revision
from tests.data.change_signal import CASES, NOTES, case, day, note, signal, stamps, upsert, write

pytestmark = pytest.mark.postgresql


@pytest.fixture
def engine(postgresql_engine: Engine) -> Engine:
    return postgresql_engine


@contextmanager
def listening(url: str) -> Iterator[LibpqConnection]:
    connection = connect_libpq(libpq_parameters(url))
    connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
    connection.cursor().execute("LISTEN command_changed")
    yield connection
    connection.close()


def heard(connection: LibpqConnection, *, until: str = "") -> list[str]:
    """Return the payloads that came, up to the one that is named, or what is there by now."""
    got: list[str] = []
    while not got or (until and got[-1] != until):
        ready, _, _ = waiting.select([connection], [], [], 10 if until else 0)
        connection.poll()
        if not ready and not connection.notifies:
            break
        got += [notice.payload for notice in connection.notifies]
        connection.notifies.clear()
    return got


def waits_for_lock(engine: Engine) -> bool:
    with engine.connect() as connection:
        return bool(
            connection.scalar(
                text(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                )
            )
        )


def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread brings about; the test's own timeout ends it."""
    pause = threading.Event()
    while not condition():
        pause.wait(0.01)


def test_copied_rows_are_stamped(engine: Engine) -> None:
    with engine.begin() as connection:
        cursor = connection.connection.cursor()
        rows = io.StringIO("220100\t2020-02-01\t1\n220100\t2020-02-02\t2\n")
        cursor.copy_expert("COPY command.case_daily (region, date, confirmed_new) FROM STDIN", rows)
    assert stamps(engine) == dict.fromkeys((0, 1), signal(engine).revision)


def test_an_emptied_table_begins_a_new_epoch(engine: Engine) -> None:
    write(engine, CASES, case(0))
    before = signal(engine)
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE command.case_daily"))
    assert signal(engine).epoch > before.epoch


def test_notes_of_negative_counts_cannot_be_emptied_away(engine: Engine) -> None:
    write(engine, NOTES, note(0))
    write(engine, CASES, case(0, -1))
    with pytest.raises(IntegrityError, match="explains"), engine.begin() as connection:
        connection.execute(text("TRUNCATE command.case_note"))


def test_a_log_cannot_be_emptied_away(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match="append-only"), engine.begin() as connection:
        connection.execute(text("TRUNCATE command.duty_log"))


def test_a_transaction_has_one_revision_however_many_statements_it_takes(engine: Engine) -> None:
    before = signal(engine)
    with engine.begin() as connection:
        for number in range(20):
            connection.execute(insert(CASES).values(case(number)))
    after = signal(engine)
    assert after.revision == before.revision + 1
    assert set(stamps(engine).values()) == {after.revision}


def test_a_notification_follows_the_commit_and_names_the_revision(
    engine: Engine, postgresql_url: str
) -> None:
    with listening(postgresql_url) as connection:
        with engine.begin() as writer:
            for number in range(3):
                writer.execute(insert(CASES).values(case(number)))
            assert heard(connection) == []
        expected = f"case_daily:{signal(engine).revision}"
        assert heard(connection, until=expected) == [expected]


def test_nothing_is_notified_of_a_change_that_is_rolled_back(
    engine: Engine, postgresql_url: str
) -> None:
    with listening(postgresql_url) as connection:
        with engine.connect() as writer:
            writer.execute(insert(CASES).values(case(0)))
            writer.rollback()
        write(engine, NOTES, note(0))
        expected = f"case_note:{signal(engine, 'case_note').revision}"
        assert heard(connection, until=expected) == [expected]


def test_a_removal_after_a_change_notifies_of_the_later_revision_last(
    engine: Engine, postgresql_url: str
) -> None:
    write(engine, CASES, case(0))
    with listening(postgresql_url) as connection:
        with engine.begin() as writer:
            writer.execute(insert(CASES).values(case(1)))
            writer.execute(delete(CASES).where(CASES.c.date == day(0)))
        expected = f"case_daily:{signal(engine).revision}"
        assert heard(connection, until=expected)[-1] == expected


def test_a_savepoint_that_is_undone_takes_its_revision_along(engine: Engine) -> None:
    with engine.begin() as connection:
        with connection.begin_nested() as savepoint:
            connection.execute(insert(CASES).values(case(0)))
            savepoint.rollback()
        connection.execute(insert(CASES).values(case(1)))
    assert stamps(engine) == {1: signal(engine).revision}


def test_a_pooled_connection_does_not_remember_the_last_transaction_s_revision(
    engine: Engine,
) -> None:
    with engine.connect() as connection:
        for number in range(3):
            with connection.begin():
                connection.execute(insert(CASES).values(case(number)))
    held = stamps(engine)
    assert held[0] < held[1] < held[2]


def test_revisions_follow_the_order_of_commits(engine: Engine) -> None:
    with ThreadPoolExecutor(1) as pool, engine.connect() as first:
        first.execute(insert(CASES).values(case(0)))
        later = pool.submit(write, engine, CASES, case(1))
        until(lambda: waits_for_lock(engine))
        assert not later.done()
        first.commit()
        later.result()
    held = stamps(engine)
    assert held[0] < held[1] == signal(engine).revision


def test_writers_of_different_datasets_do_not_wait_for_one_another(engine: Engine) -> None:
    with engine.connect() as first:
        first.execute(insert(CASES).values(case(0)))
        write(engine, NOTES, note(0))
        first.commit()


def test_writers_that_cross_each_other_s_rows_do_not_deadlock(engine: Engine) -> None:
    write(engine, CASES, *(case(number) for number in range(20)))

    def write_many(order: list[int]) -> None:
        for turn in range(10):
            with engine.begin() as connection:
                for number in order:
                    connection.execute(
                        update(CASES)
                        .where(CASES.c.date == day(number))
                        .values(confirmed_new=turn, tested=order[0])
                    )

    with ThreadPoolExecutor(2) as pool:
        done = [
            pool.submit(write_many, list(range(20))),
            pool.submit(write_many, [*range(19, -1, -1)]),
        ]
    assert [future.exception() for future in done] == [None, None]


def test_a_note_cannot_vanish_while_a_negative_count_that_needs_it_is_being_written(
    engine: Engine,
) -> None:
    write(engine, NOTES, note(0))

    def remove_note() -> None:
        with engine.begin() as connection:
            connection.execute(delete(NOTES))

    with ThreadPoolExecutor(1) as pool, engine.connect() as writer:
        writer.execute(insert(CASES).values(case(0, -1)))
        removal = pool.submit(remove_note)
        until(lambda: waits_for_lock(engine))
        writer.commit()
        with pytest.raises(IntegrityError, match="explains"):
            removal.result()


def test_a_reader_within_one_snapshot_sees_no_revision_without_its_rows(engine: Engine) -> None:
    stop = threading.Event()

    def keep_writing(confirmed: int) -> None:
        while not stop.is_set():
            confirmed += 2  # never what is there already: every transaction changes a row
            with engine.begin() as connection:
                upsert(connection, CASES, case(confirmed % 50, confirmed))

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(keep_writing, 0), pool.submit(keep_writing, 1)]
        try:
            reader = engine.execution_options(isolation_level="REPEATABLE READ")
            for _ in range(200):
                with reader.connect() as connection:
                    at = connection.scalar(
                        select(revision.c.revision).where(revision.c.dataset == "case_daily")
                    )
                    newest = connection.scalar(
                        select(CASES.c.revision).order_by(CASES.c.revision.desc()).limit(1)
                    )
                assert newest is None or newest == at
        finally:
            stop.set()
    assert [writer.exception() for writer in writers] == [None, None]


def test_a_search_path_that_lies_does_not_mislead_the_triggers(
    engine: Engine, postgresql_url: str
) -> None:
    before = signal(engine)
    connection = psycopg2.connect(postgresql_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("CREATE SCHEMA trap")
            cursor.execute("CREATE TABLE trap.revision (LIKE command.revision)")
            cursor.execute(
                "CREATE FUNCTION trap.coalesce_trap(text, text) RETURNS text"
                " LANGUAGE sql AS 'SELECT ''trapped'''"
            )
            cursor.execute("SET search_path = trap, pg_catalog")
            cursor.execute(
                "INSERT INTO command.case_daily (region, date) VALUES ('220100', '2020-02-01')"
            )
    finally:
        connection.close()
    assert signal(engine).revision == before.revision + 1


@pytest.mark.parametrize("function", ["begin_change", "stamp_row", "raise_epoch", "require_note"])
def test_the_owner_s_functions_are_nobody_else_s_to_use(engine: Engine, function: str) -> None:
    with engine.connect() as connection:
        allowed = connection.scalar(
            text("SELECT has_function_privilege('public', :name, 'EXECUTE')"),
            {"name": f"command.{function}()"},
        )
    assert allowed is False
