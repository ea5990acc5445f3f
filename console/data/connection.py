"""Connections to the central database: every wait bounded, every fault in words.

Reading and writing differ on SQLite: a transaction that first reads and then writes fails when
another program wrote in between. Who will write says so with :func:`writing`.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from psycopg2.extensions import connection as LibpqConnection  # noqa: N812 - it is a class
from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from console.data.addresses import libpq_parameters, parse, redact
from console.data.faults import why
from console.data.schema import SCHEMA
from console.domain.bounded import within

__all__ = [
    "KEYRING_SERVICE",
    "address_of",
    "connect_libpq",
    "keyring_account",
    "libpq_parameters",
    "open_engine",
    "password_from_keyring",
    "redact",
    "why",
    "without_time_limit",
    "writing",
]

_STATEMENT_TIMEOUT = timedelta(seconds=15)
_BUSY_TIMEOUT = timedelta(seconds=5)
_IDLE_IN_TRANSACTION = timedelta(minutes=2)
#: The name under which the keyring holds passwords of databases.
KEYRING_SERVICE = "command-console"
_KEYRING_SECONDS = 3.0
"""A locked keyring may wait for a person at a dialog; the wall goes on without its answer."""
_WRITES = "command_writes"


def open_engine(
    url: str,
    *,
    application: str = "command-console",
    statement_timeout: timedelta = _STATEMENT_TIMEOUT,
) -> Engine:
    """Return an engine for ``url``; it connects when it is first used, not here.

    Args:
        url: ``postgresql://…``, ``sqlite:///path`` or the path of an SQLite file.
        application: What the server's list of sessions calls us.
        statement_timeout: The longest that one statement may take on PostgreSQL; zero = for ever.

    Raises:
        ConsoleError: ``url`` is no address of a database that the console speaks to.
    """
    address = parse(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(address)
    parameters = libpq_parameters(url, application=application)
    parameters["options"] = f"{_session_options(statement_timeout)} {parameters.get('options', '')}"
    return create_engine(
        address,
        creator=lambda: connect_libpq(parameters),
        pool_pre_ping=True,
        pool_size=4,
        max_overflow=4,
        pool_timeout=10,
        hide_parameters=True,
    )


def _session_options(statement_timeout: timedelta) -> str:
    settings = {
        "statement_timeout": int(statement_timeout / timedelta(milliseconds=1)),
        # A console that hangs in mid-transaction would hold up every writer of its dataset.
        "idle_in_transaction_session_timeout": int(_IDLE_IN_TRANSACTION.total_seconds() * 1000),
        "timezone": "UTC",
    }
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def connect_libpq(parameters: Mapping[str, Any]) -> LibpqConnection:
    """Connect with ``parameters``; the keyring is asked only where the server wants a password.

    libpq itself has looked into the address, the environment and the passfile by then. The
    keyring's entry is service ``command-console``, user ``USER@HOST:PORT/DATABASE``.

    Raises:
        psycopg2.OperationalError: There is no connection to be had (see :func:`why`).
    """
    try:
        connection: LibpqConnection = psycopg2.connect(**parameters)
    except psycopg2.OperationalError as error:
        if "no password supplied" not in str(error):
            raise
        password = password_from_keyring(parameters)
        if password is None:
            raise
        connection = psycopg2.connect(**{**parameters, "password": password})
    return connection


def keyring_account(parameters: Mapping[str, Any]) -> str:
    """Return the user of the keyring's entry for ``parameters``: ``USER@HOST:PORT/DATABASE``."""
    return "{}@{}:{}/{}".format(
        parameters.get("user", ""),
        parameters.get("host", "localhost"),
        parameters.get("port", 5432),
        parameters.get("dbname", ""),
    )


def password_from_keyring(parameters: Mapping[str, Any]) -> str | None:
    """Return what the system's keyring keeps for ``parameters``, if it keeps anything."""
    import keyring  # noqa: PLC0415 - it searches for desktop services when it is imported
    from keyring.errors import KeyringError  # noqa: PLC0415

    account = keyring_account(parameters)
    try:
        return within(
            _KEYRING_SECONDS, "keyring", partial(keyring.get_password, KEYRING_SERVICE, account)
        )
    except (KeyringError, TimeoutError):
        return None


def _sqlite_engine(address: URL) -> Engine:
    path = Path(address.database or "").absolute()
    # Mode rw: a mistyped path is a fault to report, not a new empty database.
    uri = f"file:{quote(path.as_posix())}?mode=rw"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            uri,
            uri=True,
            timeout=_BUSY_TIMEOUT.total_seconds(),
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare_sqlite(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = create_engine(address, creator=connect, hide_parameters=True)
    event.listen(engine, "begin", _begin_sqlite)
    return engine.execution_options(schema_translate_map={SCHEMA: None})


def _prepare_sqlite(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # Without it INSERT OR REPLACE removes a row behind the delete triggers' back.
    connection.execute("PRAGMA recursive_triggers = ON")
    with suppress(sqlite3.OperationalError):  # a file that may only be read keeps its mode
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    # The driver begins no transaction for reads by itself, so that two reads could disagree.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def address_of(engine: Engine) -> str:
    """Return the address of ``engine`` as a person would write it, without its secrets."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or ""
    shown = engine.url.set(drivername="postgresql").render_as_string(hide_password=True)
    return redact(shown)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that will write; it commits at the end, or undoes all on an error."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


def without_time_limit(connection: Connection) -> None:
    """Lift both time limits for the rest of this transaction (migrations, great imports)."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
