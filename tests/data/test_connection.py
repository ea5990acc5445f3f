"""Connections: what an address may be, what every session is told, and how long anything waits."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import OperationalError

from console.data.connection import (
    address_of,
    libpq_parameters,
    open_engine,
    without_time_limit,
    writing,
)
from console.domain.errors import ConsoleError
from tests.data.change_signal import CASES, case, write
from tests.postgres import PostgresServer


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "nonsense",
        "mysql://root@localhost/x",
        "postgresql://",
        "postgresql://localhost",
        "postgresql://localhost:port/x",
        "postgresql+asyncpg://localhost/x",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite://host/path",
        "http://example.org/x.sqlite",
        "picture.png",
    ],
)
def test_an_address_that_is_none_is_refused_with_the_right_form(url: str) -> None:
    with pytest.raises(ConsoleError, match="postgresql://user@host") as caught:
        open_engine(url)
    assert "sqlite:///" in caught.value.remedy.zh


@pytest.mark.parametrize("form", ["{}", "sqlite:///{}", "sqlite+pysqlite:///{}"])
@pytest.mark.parametrize("name", ["a.sqlite", "b.db", "c.sqlite3"])
def test_a_file_may_be_named_by_its_path_or_by_an_address(
    tmp_path: Path, form: str, name: str
) -> None:
    (tmp_path / name).touch()
    engine = open_engine(form.format(tmp_path / name))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    assert address_of(engine) == str(tmp_path / name)
    engine.dispose()


def test_a_path_with_odd_characters_is_opened_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "空 格?mode=memory&#%41.sqlite"
    path.touch()
    engine = open_engine(str(path))
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE t (x)"))
    engine.dispose()
    assert path.stat().st_size > 0


@pytest.mark.postgresql
@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg2"])
def test_postgresql_may_be_named_as_usual(postgresql_server: PostgresServer, scheme: str) -> None:
    url = postgresql_server.url().replace("postgresql", scheme, 1)
    engine = open_engine(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    engine.dispose()


@pytest.mark.postgresql
def test_a_unix_socket_serves_too(postgresql_server: PostgresServer) -> None:
    engine = open_engine(postgresql_server.socket_url())
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT inet_server_addr()")) is None
    engine.dispose()


@pytest.mark.postgresql
def test_every_postgresql_session_is_bounded_and_named(postgresql_url: str) -> None:
    engine = open_engine(
        postgresql_url, application="wall 1", statement_timeout=timedelta(seconds=7)
    )
    with engine.connect() as connection:
        settings = {
            name: connection.scalar(text("SELECT current_setting(:name)"), {"name": name})
            for name in (
                "application_name",
                "statement_timeout",
                "idle_in_transaction_session_timeout",
                "TimeZone",
                "client_encoding",
            )
        }
    engine.dispose()
    assert list(settings.values()) == ["wall 1", "7s", "2min", "UTC", "UTF8"]


@pytest.mark.postgresql
def test_a_statement_that_takes_too_long_is_ended(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url, statement_timeout=timedelta(milliseconds=100))
    with engine.connect() as connection, pytest.raises(OperationalError, match="timeout"):
        connection.execute(text("SELECT pg_sleep(30)"))
    with engine.begin() as connection:
        without_time_limit(connection)
        connection.execute(text("SELECT pg_sleep(0.3)"))
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            assert connection.scalar(text("SELECT current_setting(:x)"), {"x": limit}) == "0"
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT current_setting('statement_timeout')")) == "100ms"
    engine.dispose()


def test_the_raw_connection_gets_the_defences_of_the_link() -> None:
    parameters = libpq_parameters("postgresql://me:S3cret@db.example:5433/centre?sslmode=require")
    assert parameters == {
        "host": "db.example",
        "port": 5433,
        "user": "me",
        "password": "S3cret",
        "dbname": "centre",
        "sslmode": "require",
        "application_name": "command-console",
        "client_encoding": "utf8",
        "connect_timeout": 5,
        "keepalives": 1,
        "keepalives_idle": 3,
        "keepalives_interval": 1,
        "keepalives_count": 3,
        "tcp_user_timeout": 5000,
    }


def test_what_the_address_says_wins_over_our_defences() -> None:
    parameters = libpq_parameters("postgresql://h/d?connect_timeout=30&application_name=mine")
    assert (parameters["connect_timeout"], parameters["application_name"]) == ("30", "mine")


def test_a_raw_connection_to_a_file_is_refused() -> None:
    with pytest.raises(ConsoleError, match="not a PostgreSQL address"):
        libpq_parameters("x.sqlite")


@pytest.mark.postgresql
def test_an_engine_finds_its_server_again_after_a_restart() -> None:
    with PostgresServer() as server:
        engine = open_engine(server.url())
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        server.restart()
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT 1")) == 1
        engine.dispose()


# -- SQLite -----------------------------------------------------------------------------------


def test_sqlite_keeps_foreign_keys_and_a_journal_that_lets_readers_read(
    sqlite_engine: Engine,
) -> None:
    with sqlite_engine.connect() as connection:
        values = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("foreign_keys", "journal_mode", "busy_timeout", "recursive_triggers")
        }
    assert values == {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "busy_timeout": 5000,
        "recursive_triggers": 1,
    }


def test_two_reads_of_one_transaction_agree_although_another_writes(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as reader:
        before = reader.scalar(select(func.count()).select_from(CASES))
        write(sqlite_engine, CASES, case(0))
        assert reader.scalar(select(func.count()).select_from(CASES)) == before


def test_writers_that_read_first_wait_for_one_another(sqlite_engine: Engine) -> None:
    def add(worker: int) -> None:
        for turn in range(10):
            with writing(sqlite_engine) as connection:
                connection.scalar(select(func.count()).select_from(CASES))
                connection.execute(insert(CASES).values(case(worker * 10 + turn)))

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(add, worker) for worker in range(4)]
    assert [future.exception() for future in done] == [None] * 4
    with sqlite_engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(CASES)) == 40


def test_an_error_while_writing_undoes_all(engine: Engine) -> None:
    def write_and_fail() -> None:
        with writing(engine) as connection:
            connection.execute(insert(CASES).values(case(0)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(CASES)) == 0


def test_a_file_that_may_only_be_read_is_read(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(CASES)) == 0
    engine.dispose()
