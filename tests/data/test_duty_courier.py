"""The way from the duty queue to a database that dies, comes back, refuses, or lets nobody in."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from psycopg2 import sql
from sqlalchemy import Engine

from console.data.connection import open_engine
from console.data.duty_courier import Courier
from console.data.duty_queue import DutyQueue
from console.data.roles import OPERATOR, READER
from console.domain.errors import ConsoleError
from console.domain.posts import Post
from console.domain.wording import Lang, Text
from tests.data.duty import alarm, entry, held, uids
from tests.data.following import wait_until
from tests.data.running import make_empty_file
from tests.postgres import PostgresServer


class Ear:
    """Hears what the courier tells."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.troubles: list[ConsoleError] = []
        self.ends: list[str] = []
        self.refusals: list[ConsoleError] = []
        self.posts: list[str] = []
        self.rights: list[bool] = []

    def delivered(self, keys: list[str]) -> None:
        self.keys += keys

    def troubled(self, error: ConsoleError) -> None:
        self.troubles.append(error)

    def recovered(self, place: str) -> None:
        self.ends.append(place)

    def refused(self, error: ConsoleError) -> None:
        self.refusals.append(error)

    def post_saved(self, code: str) -> None:
        self.posts.append(code)

    def allowed(self, *, to_write: bool) -> None:
        self.rights.append(to_write)


@contextmanager
def delivering(folder: Path, url: str) -> Iterator[tuple[DutyQueue, Courier, Ear]]:
    ear = Ear()
    queue = DutyQueue(folder, url)
    courier = Courier(queue, url, ear)
    courier.start()
    yield queue, courier, ear
    assert courier.stop(20)
    queue.close()


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer(durable=True) as server:
        yield server


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        yield url


def test_what_is_put_arrives_in_its_order(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    with delivering(tmp_path / "state", database_url) as (queue, courier, ear):
        for number in range(120):
            queue.put(entry(number))
            courier.wake()
        wait_until(lambda: len(ear.keys) == 120)
    expected = [f"uid-{number:06d}" for number in range(120)]
    assert ear.keys == expected == uids(engine)
    assert (ear.troubles, ear.refusals) == ([], [])


def test_what_waited_at_the_end_arrives_with_the_next_start(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    queue = DutyQueue(tmp_path / "state", database_url)
    queue.put(entry(1))
    queue.close()
    with delivering(tmp_path / "state", database_url) as (_queue, _courier, ear):
        wait_until(lambda: ear.keys)
    assert uids(engine) == ["uid-000001"]


def test_a_deed_that_the_database_never_takes_keeps_no_other_waiting(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    queue = DutyQueue(tmp_path / "state", database_url)
    for deed in (entry(1), alarm(1, severity=9), entry(2)):
        queue.put(deed)
    queue.close()
    with delivering(tmp_path / "state", database_url) as (queue, _courier, ear):
        wait_until(lambda: len(ear.keys) == 2)
        aside = queue.path.with_suffix(".refused.jsonl")
        assert alarm(1).key in aside.read_text("utf-8")
    assert uids(engine) == ["uid-000001", "uid-000002"]
    (refusal,) = ear.refusals
    assert str(aside) in refusal.remedy.en
    assert "alert_severity_known" in refusal.say(Lang.ZH)


def test_a_post_is_saved_or_its_refusal_told_and_it_is_not_tried_again(
    engine: Engine, database_url: str, tmp_path: Path
) -> None:
    good = Post("P9", "220282", Text("桦甸", "Huadian"), "county")
    bad = Post("P10", "990000", Text("无", "Nowhere"), "county")
    with delivering(tmp_path / "state", database_url) as (_queue, courier, ear):
        courier.save_post(bad)
        courier.save_post(good)
        wait_until(lambda: ear.posts)
    assert [row.code for row in held(engine, "command_post")] == ["P9"]
    assert [refusal.place.rpartition(": ")[2] for refusal in ear.refusals] == ["P10"]


def test_an_sqlite_file_that_another_program_holds_is_waited_for(
    sqlite_engine: Engine, sqlite_url: str, tmp_path: Path
) -> None:
    path = sqlite_engine.url.database
    assert path
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with delivering(tmp_path / "state", sqlite_url) as (queue, courier, ear):
            queue.put(entry(1))
            courier.wake()
            wait_until(lambda: ear.troubles)
            other.execute("ROLLBACK")
            wait_until(lambda: ear.keys)
    other.close()
    assert len(ear.ends) == 1
    assert uids(sqlite_engine) == ["uid-000001"]


def test_a_database_of_an_older_program_is_named_and_what_waits_stays(
    empty_engine: Engine, tmp_path: Path
) -> None:
    make_empty_file(empty_engine)
    url = empty_engine.url.render_as_string(hide_password=False)
    with delivering(tmp_path / "state", url) as (queue, courier, ear):
        queue.put(entry(1))
        courier.wake()
        wait_until(lambda: ear.troubles)
        assert "db check" in ear.troubles[0].remedy.en
        assert len(queue) == 1


def await_more(count: Callable[[], int]) -> None:
    before = count()
    wait_until(lambda: count() > before + 30, 60)


@pytest.mark.postgresql
@pytest.mark.slow
def test_entries_that_are_made_while_the_server_is_killed_are_neither_lost_nor_doubled(
    server: PostgresServer, url: str, tmp_path: Path
) -> None:
    stop = threading.Event()
    made = 0
    with delivering(tmp_path / "state", url) as (queue, courier, ear):

        def hurt() -> None:
            for _ in range(3):
                await_more(lambda: len(ear.keys))
                server.kill()
                await_more(lambda: made)
                server.start()
            stop.set()

        injector = threading.Thread(target=hurt)
        injector.start()
        pace = threading.Event()
        while not stop.is_set():
            queue.put(entry(made))
            made += 1
            courier.wake()
            pace.wait(0.002)
        injector.join()
        wait_until(lambda: not len(queue), 60)
    engine = open_engine(url)
    assert uids(engine) == [f"uid-{number:06d}" for number in range(made)]
    engine.dispose()
    assert ear.refusals == []


@pytest.mark.postgresql
def test_an_outage_is_told_once_and_its_end_once(
    server: PostgresServer, url: str, tmp_path: Path
) -> None:
    with delivering(tmp_path / "state", url) as (queue, courier, ear):
        server.stop()
        for number in range(3):
            queue.put(entry(number))
            courier.wake()
        wait_until(lambda: ear.troubles)
        server.start()
        wait_until(lambda: len(ear.keys) == 3)
    assert len({error.problem.en for error in ear.troubles}) == len(ear.troubles) <= 2
    assert len(ear.ends) == 1


@pytest.mark.postgresql
def test_two_consoles_that_see_one_cause_raise_one_alarm(
    postgresql_engine: Engine, postgresql_url: str, tmp_path: Path
) -> None:
    with (
        delivering(tmp_path / "one", postgresql_url) as (queue, courier, ear),
        delivering(tmp_path / "two", postgresql_url) as (queue2, courier2, ear2),
    ):
        for number in range(20):
            queue.put(alarm(number))
            queue2.put(alarm(number))
            courier.wake()
            courier2.wake()
        wait_until(lambda: len(ear.keys) == len(ear2.keys) == 20)
    assert len(held(postgresql_engine, "alert")) == 20


@pytest.mark.postgresql
@pytest.mark.parametrize(("role", "delivers"), [(READER, False), (OPERATOR, True)])
def test_a_login_that_may_only_read_is_told_so_once_and_the_operator_s_suffices(
    server: PostgresServer, url: str, tmp_path: Path, role: str, *, delivers: bool
) -> None:
    name = f"login_{role}"
    server.execute(
        sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
            sql.Identifier(name), sql.Literal(server.password), sql.Identifier(role)
        )
    )
    database = url.rpartition("/")[2].partition("?")[0]
    with delivering(tmp_path / "state", server.url(database, user=name)) as (queue, courier, ear):
        queue.put(entry(1))
        queue.put(alarm(1))
        courier.save_post(Post("P9", "220282", Text("桦甸", "Huadian"), "county"))
        wait_until(lambda: ear.keys or ear.troubles)
        queue.put(entry(2))
        courier.wake()
        wait_until(lambda: bool(ear.keys) == delivers and (ear.posts or ear.refusals))
        assert bool(ear.troubles) != delivers
        if not delivers:
            assert [error.remedy.en for error in ear.troubles] == [
                "Connect as a member of console_operator; what waits here is then delivered"
                " by itself."
            ]
            assert "只能读取" in ear.refusals[0].problem.zh
            assert len(queue) == 3
            wait_until(lambda: ear.rights == [False])
            queue.forget_alarms()
            assert [deed for _, deed in queue.first(9)] == [entry(1), entry(2)]
            server.execute(
                sql.SQL("GRANT {} TO {}").format(sql.Identifier(OPERATOR), sql.Identifier(name))
            )
            wait_until(lambda: ear.keys == ["uid-000001", "uid-000002"], 60)
            wait_until(lambda: ear.rights == [False, True], 60)


@pytest.mark.postgresql
def test_a_login_without_rights_is_found_out_though_nothing_waits_and_so_is_their_being_given(
    server: PostgresServer, url: str, tmp_path: Path
) -> None:
    name = "login_idle"
    server.execute(
        sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
            sql.Identifier(name), sql.Literal(server.password), sql.Identifier(READER)
        )
    )
    database = url.rpartition("/")[2].partition("?")[0]
    with delivering(tmp_path / "state", server.url(database, user=name)) as (_, _, ear):
        wait_until(lambda: ear.rights == [False])
        server.execute(
            sql.SQL("GRANT {} TO {}").format(sql.Identifier(OPERATOR), sql.Identifier(name))
        )
        wait_until(lambda: ear.rights == [False, True], 60)
    assert ear.troubles == []
