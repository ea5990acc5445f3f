"""Drivers' errors in words, and addresses without their secrets."""

import sqlite3
from string import ascii_letters

import psycopg2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from console.data.connection import redact, why
from console.data.faults import _FAULTS
from console.domain.errors import ConsoleError
from console.domain.wording import Text

_MARK = "S3kretMark"
_ANYTHING = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
_PASSWORDS = st.builds(lambda before, after: before + _MARK + after, _ANYTHING, _ANYTHING)
_NAMES = st.text(ascii_letters, min_size=1, max_size=8)


@given(user=_NAMES, password=_PASSWORDS, host=_NAMES, database=_NAMES)
def test_a_password_that_is_written_as_it_should_be_is_never_shown(
    user: str, password: str, host: str, database: str
) -> None:
    address = URL.create("postgresql", user, password, host, 5432, database)
    shown = redact(address.render_as_string(hide_password=False))
    assert _MARK not in shown
    assert shown == f"postgresql://{user}:***@{host}:5432/{database}"


@given(user=_NAMES, password=_PASSWORDS, rest=_ANYTHING)
@example(user="u", password=f"a@b/{_MARK}?c=d#e", rest="host/db")
@example(user="u", password=f"{_MARK} 'quoted' ", rest="host/db")
@example(user="u", password=f"12345@{_MARK}", rest="host:5432/db")
def test_a_password_that_is_pasted_as_it_is_is_never_shown(
    user: str, password: str, rest: str
) -> None:
    assert _MARK not in redact(f"postgresql://{user}:{password}@{rest}")


@given(
    key=st.sampled_from(["password", "PASSWORD", "sslpassword", "pass%77ord", "passwd", "pwd"]),
    value=_PASSWORDS.filter(lambda text: "&" not in text),
    before=st.sampled_from(["", "u@", "u:x@"]),
)
def test_a_password_among_the_options_is_never_shown(key: str, value: str, before: str) -> None:
    assert _MARK not in redact(f"postgresql://{before}host/db?a=b&{key}={value}&c=d")


@given(_ANYTHING)
def test_redacting_anything_raises_nothing(text: str) -> None:
    redact(text)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user@host:5432/db",
        "postgresql:///db?host=/run/postgresql&passfile=/etc/centre.pgpass",
        "sqlite:////data/console.sqlite",
        "/data/a@b.sqlite",
        r"C:\data\console.sqlite",
    ],
)
def test_an_address_without_a_secret_is_shown_as_it_is(url: str) -> None:
    assert redact(url) == url


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (sqlite3.OperationalError("unable to open database file"), "cannot be opened"),
        (sqlite3.DatabaseError("file is not a database"), "not a sound SQLite"),
        (sqlite3.DatabaseError("database disk image is malformed"), "not a sound SQLite"),
        (sqlite3.OperationalError("database is locked"), "did not finish in time"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "only be read"),
        (sqlite3.OperationalError("database or disk is full"), "disk is full"),
        (sqlite3.OperationalError("no such table: case_daily"), "no such table: case_daily"),
        (sqlite3.IntegrityError("CHECK constraint failed: x"), "CHECK constraint failed: x"),
        (psycopg2.OperationalError("connection refused\n\tIs it running?"), "No database server"),
        (psycopg2.OperationalError('FATAL:  database "x" does not exist'), "no such database"),
        (psycopg2.OperationalError('FATAL:  role "x" does not exist'), "lets nobody of that name"),
        (psycopg2.OperationalError('致命错误:  数据库 "x" 不存在'), "no such database"),
        (psycopg2.OperationalError("timeout expired"), "cannot be reached in time"),
        (psycopg2.OperationalError("FATAL:  the database system is starting up"), "is starting"),
        (psycopg2.OperationalError("server closed the connection unexpectedly"), "was cut"),
        (psycopg2.InterfaceError("connection already closed"), "was cut"),
        (psycopg2.OperationalError("FATAL:  sorry, too many clients already"), "no connection"),
        (
            psycopg2.OperationalError('FATAL:  permission denied for database "x"'),
            'permission denied for database "x"',
        ),
        (PoolTimeoutError("QueuePool limit"), "did not finish in time"),
        (RuntimeError("something else"), "reports a fault: something else"),
        (RuntimeError(), "reports a fault: RuntimeError"),
    ],
)
def test_a_driver_s_error_is_told_in_words(error: Exception, problem: str) -> None:
    told = why(error, place="centre")
    assert problem in told.problem.en
    assert told.place == "centre"
    assert told.remedy.en
    assert told.remedy.zh


def test_an_error_within_sqlalchemy_s_is_told_without_its_statement() -> None:
    inner = sqlite3.OperationalError("no such column: y")
    told = why(OperationalError("SELECT y FROM secret", {}, inner))
    assert "no such column: y" in told.problem.en
    assert "secret" not in str(told)


def test_what_is_told_already_stays_as_it_is() -> None:
    told = ConsoleError("here", Text("坏", "bad"), Text("修", "mend"))
    assert why(told) is told


def test_every_fault_has_a_remedy_in_both_languages() -> None:
    for fault in _FAULTS:
        assert all([fault.problem.zh, fault.problem.en, fault.remedy.zh, fault.remedy.en])
        assert fault.problem.zh.endswith("。") == fault.problem.en.endswith(".")
