"""Passwords come from where libpq looks, or from the keyring, and are never told."""

import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import psycopg2
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from console.data import connection
from console.data.connection import address_of, connect_libpq, libpq_parameters, open_engine
from tests.data.change_signal import CASES, case
from tests.postgres import PostgresServer


class _Ring(KeyringBackend):
    """A keyring in memory, as a desktop's is for its user."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.asked: list[str] = []
        self.locked = False
        self.waits_for_a_person: threading.Event | None = None

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append(username)
        if self.waits_for_a_person is not None:
            self.waits_for_a_person.wait()
        if self.locked:
            raise KeyringLocked
        return self.held.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password


@pytest.fixture
def ring() -> Iterator[_Ring]:
    before = keyring.get_keyring()
    made = _Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def without_password(server: PostgresServer) -> str:
    return server.url().replace(f":{server.password}@", "@")


@pytest.mark.postgresql
def test_a_password_may_come_from_the_keyring(
    postgresql_server: PostgresServer, ring: _Ring
) -> None:
    account = f"tester@127.0.0.1:{postgresql_server.port}/postgres"
    ring.set_password("command-console", account, postgresql_server.password)
    engine = open_engine(without_password(postgresql_server))
    with engine.connect() as open_one:
        assert open_one.scalar(text("SELECT 1")) == 1
    engine.dispose()
    assert ring.asked == [account]


@pytest.mark.postgresql
def test_a_password_may_come_from_the_passfile_and_the_keyring_is_not_asked(
    postgresql_server: PostgresServer,
    ring: _Ring,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passfile = tmp_path / "passfile"
    passfile.write_text(f"127.0.0.1:*:*:tester:{postgresql_server.password}\n")
    passfile.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    connect_libpq(libpq_parameters(without_password(postgresql_server))).close()
    assert ring.asked == []


@pytest.mark.postgresql
@pytest.mark.parametrize("state", ["empty", "locked"])
def test_without_any_password_the_server_s_own_refusal_is_reported(
    postgresql_server: PostgresServer, ring: _Ring, state: str
) -> None:
    ring.locked = state == "locked"
    with pytest.raises(psycopg2.OperationalError, match="no password supplied"):
        connect_libpq(libpq_parameters(without_password(postgresql_server)))
    assert len(ring.asked) == 1


@pytest.mark.postgresql
def test_a_keyring_that_waits_for_a_person_is_not_waited_for(
    postgresql_server: PostgresServer, ring: _Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_KEYRING_SECONDS", 0.05)
    ring.waits_for_a_person = threading.Event()
    with pytest.raises(psycopg2.OperationalError, match="no password supplied"):
        connect_libpq(libpq_parameters(without_password(postgresql_server)))
    ring.waits_for_a_person.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(5)


@pytest.mark.postgresql
def test_neither_engine_nor_error_tells_the_password_or_the_values(
    postgresql_server: PostgresServer, postgresql_url: str
) -> None:
    engine = open_engine(postgresql_url)
    with engine.connect() as open_one, pytest.raises(DBAPIError) as caught:
        open_one.execute(insert(CASES).values(case(0, region="13900001111")))
    told = f"{engine} {engine.url!r} {address_of(engine)} {caught.value}"
    engine.dispose()
    assert postgresql_server.password not in told
    assert "[SQL parameters hidden" in told
