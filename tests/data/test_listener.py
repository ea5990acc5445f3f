"""The listener: says why it is down, tries again, and ends when told, whatever it waits for."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import ClassVar

import keyring
import psycopg2
import pytest
from keyring.backend import KeyringBackend

from console.data import postgres as postgres_module
from console.data.delta import Mark
from console.data.endpoint import Endpoint
from console.data.listener import Listener, explain
from console.data.postgres import BrokenOffError, PostgresLink, SilentServerError
from console.data.waking import Bell, wait_for
from console.data.watches import Watch
from console.domain.errors import ConsoleError
from tests.data.following import wait_until


class Notes:
    """Notes what a listener tells."""

    def __init__(self) -> None:
        self.changes = 0
        self.beats: list[Mapping[str, Mark]] = []
        self.faults: list[ConsoleError] = []

    def heard_change(self) -> None:
        self.changes += 1

    def heard_beat(self, marks: Mapping[str, Mark], asked_at: datetime) -> None:
        self.beats.append(marks)

    def heard_silence(self, fault: ConsoleError) -> None:
        self.faults.append(fault)


class Steady(Watch):
    """A link that is well and on which nothing ever changes."""

    closed = 0

    def __init__(self, bell: Bell) -> None:
        self._bell = bell

    def beat(self) -> Mapping[str, Mark]:
        return {"region": Mark(1, 2)}

    def changed(self, seconds: float) -> bool:
        wait_for(self._bell, None, seconds=seconds)
        return False

    def close(self) -> None:
        Steady.closed += 1


@contextmanager
def listening(open_watch: object) -> Iterator[Notes]:
    notes = Notes()
    listener = Listener(open_watch, notes, "database")
    listener.start()
    try:
        yield notes
    finally:
        listener.stop()
        ended = listener.join(2.0)
    assert ended


@pytest.fixture
def mute() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_bug_of_ours_is_logged_and_the_listener_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tries = []

    def open_watch(bell: Bell) -> Watch:
        tries.append(bell)
        if len(tries) == 1:
            raise ZeroDivisionError("no such luck")
        return Steady(bell)

    with listening(open_watch) as notes:
        wait_until(lambda: notes.beats)
    assert len(notes.faults) == 1
    assert "Traceback" in caplog.text


def test_every_connection_is_closed_in_the_end() -> None:
    Steady.closed = 0
    with listening(Steady) as notes:
        wait_until(lambda: notes.beats)
    assert Steady.closed == 1


def test_a_server_that_never_answers_is_a_fault_within_the_connecting_bound(mute: int) -> None:
    endpoint = Endpoint(f"postgresql://a:b@127.0.0.1:{mute}/c?connect_timeout=1&sslmode=disable")
    with listening(endpoint.watch) as notes:
        wait_until(lambda: notes.faults)
    assert "does not answer in time" in notes.faults[0].problem.en
    assert "没有回应" in notes.faults[0].problem.zh


def test_connecting_is_broken_off_when_told(mute: int) -> None:
    endpoint = Endpoint(f"postgresql://a:b@127.0.0.1:{mute}/c?connect_timeout=60")
    begun = time.monotonic()
    with listening(endpoint.watch):
        pass
    assert time.monotonic() - begun < 30


def test_a_refused_connection_is_said_to_be_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    endpoint = Endpoint(f"postgresql://a:b@127.0.0.1:{port}/c")
    with listening(endpoint.watch) as notes:
        wait_until(lambda: notes.faults)
    assert "No database server answers there" in notes.faults[0].problem.en


def test_a_name_that_nobody_knows_is_said_to_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(postgres_module.socket, "getaddrinfo", unknown)
    endpoint = Endpoint("postgresql://a:b@nowhere.invalid/c")
    with listening(endpoint.watch) as notes:
        wait_until(lambda: notes.faults)
    assert "name is unknown" in notes.faults[0].problem.en


def test_a_name_that_cannot_be_one_is_said_to_be_unknown() -> None:
    endpoint = Endpoint(f"postgresql://a:b@{'a' * 70}.invalid/c")
    with listening(endpoint.watch) as notes:
        wait_until(lambda: notes.faults)
    assert "host's name is unknown" in notes.faults[0].problem.en


def test_a_name_look_up_that_hangs_is_bounded_and_can_be_broken_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go_on = threading.Event()

    def hanging(*_: object, **__: object) -> list[object]:
        go_on.wait(30)
        return []

    monkeypatch.setattr(postgres_module.socket, "getaddrinfo", hanging)
    bell = Bell()
    try:
        with pytest.raises(SilentServerError):
            PostgresLink({"host": "somewhere", "connect_timeout": 0.2}, bell)
        bell.ring()
        with pytest.raises(BrokenOffError):
            PostgresLink({"host": "somewhere", "connect_timeout": 60}, bell)
    finally:
        go_on.set()
        bell.close()


def test_a_name_is_looked_up_once_and_all_its_addresses_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    found = [(2, 1, 6, "", (address, 0)) for address in ("127.0.0.2", "127.0.0.1", "127.0.0.2")]
    monkeypatch.setattr(postgres_module.socket, "getaddrinfo", lambda *_, **__: found)
    bell = Bell()
    with pytest.raises(psycopg2.OperationalError) as caught:
        PostgresLink({"host": "somewhere", "port": port, "dbname": "c"}, bell)
    bell.close()
    assert str(caught.value).count("Connection refused") == 2


def test_an_address_that_stays_mute_gives_way_to_the_next(
    mute: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(2, 1, 6, "", (address, 0)) for address in ("127.0.0.1", "127.0.0.2")]
    monkeypatch.setattr(postgres_module.socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(postgres_module, "_silences", Counter())
    parameters = {"host": "twice", "port": mute, "connect_timeout": 0.3, "sslmode": "disable"}
    bell = Bell()
    with pytest.raises(SilentServerError):
        PostgresLink(parameters, bell)
    with pytest.raises(SilentServerError):
        # 127.0.0.2 refuses, for nobody listens there, and the mute one comes after it.
        PostgresLink(parameters, bell)
    assert postgres_module._silences["twice"] == 2
    bell.close()


def test_the_keyring_is_asked_where_the_server_wants_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Ring(KeyringBackend):
        priority = 1
        asked: ClassVar[list[str]] = []

        def get_password(self, service: str, username: str) -> str:
            self.asked.append(username)
            return "right"

        def set_password(self, service: str, username: str, password: str) -> None: ...

        def delete_password(self, service: str, username: str) -> None: ...

    monkeypatch.setattr(keyring, "get_keyring", Ring)
    monkeypatch.setattr(keyring, "get_password", Ring().get_password)
    given: list[object] = []

    def connect(**parameters: object) -> None:
        given.append(parameters.get("password"))
        raise psycopg2.OperationalError("fe_sendauth: no password supplied")

    monkeypatch.setattr(postgres_module.psycopg2, "connect", connect)
    bell = Bell()
    with suppress(psycopg2.OperationalError):
        Endpoint("postgresql://a@127.0.0.1:5/c").source(bell)
    bell.close()
    assert given == [None, "right"]
    assert Ring.asked == ["a@127.0.0.1:5/c"]


def test_a_value_that_cannot_be_read_is_a_fault_of_the_data() -> None:
    fault = explain(ValueError("day 2020-13-01"), "place")
    assert "2020-13-01" in fault.problem.zh
