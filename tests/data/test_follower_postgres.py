"""The link to a real PostgreSQL through all that can befall it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest

from console.data.administration import initialise
from console.data.connection import open_engine
from console.data.follower import Follower
from console.domain.datasets import Dataset
from console.domain.wording import Lang
from tests.data.following import (
    Mirror,
    Proxy,
    confirmed_since,
    execute,
    following,
    is_level,
    now,
    sessions,
    wait_until,
)
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgresql

#: A beat is sent every 2 s and given 3 s; a little more on a busy machine.
NOTICED_WITHIN = 8.0


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        yield url


def new_case(day: str, count: int, region: str = "220103") -> str:
    return (
        "INSERT INTO command.case_daily (region, date, confirmed_new)"  # noqa: S608 - made here
        f" VALUES ('{region}', '{day}', {count})"
        " ON CONFLICT (region, date) DO UPDATE SET confirmed_new = EXCLUDED.confirmed_new"
    )


def rest_level(follower: Follower, mirror: Mirror, url: str) -> None:
    """Wait until all is well, and stays confirmed."""
    wait_until(lambda: is_level(follower, mirror, url))
    moment = now()
    wait_until(lambda: confirmed_since(follower, moment))


def test_a_commit_arrives_by_notification_and_alone(url: str) -> None:
    with following(url) as (follower, mirror):
        rest_level(follower, mirror, url)
        before = len(mirror.deltas)
        execute(url, new_case("2020-03-01", 3))
        wait_until(lambda: is_level(follower, mirror, url))
        (delta,) = mirror.deltas[before:]
        (part,) = delta.parts
        assert (part.dataset, part.reset, len(part.rows)) == (Dataset.CASE_DAILY, False, 1)


def test_nothing_is_confirmed_before_the_consumer_shows_it(url: str) -> None:
    class Slow(Mirror):
        def take_delta(self, delta: object) -> None:
            self.waiting = delta

    mirror = Slow()
    follower = Follower(url, mirror)
    mirror.follower = follower
    follower.start()
    try:
        wait_until(lambda: hasattr(mirror, "waiting"))
        beats = mirror.links
        wait_until(lambda: mirror.links > beats)
        assert follower.link().confirmed_at is None
        follower.shown(mirror.waiting)
        wait_until(lambda: follower.link().confirmed_at)
    finally:
        assert follower.stop(2.0)


def test_a_dataset_that_could_not_be_shown_is_not_confirmed_and_read_anew(url: str) -> None:
    with following(url, poll_seconds=0.5) as (follower, mirror):
        rest_level(follower, mirror, url)
        mirror.refuses = frozenset({Dataset.CASE_DAILY})
        moment = now()
        execute(url, new_case("2020-03-01", 3))
        refused = len(mirror.deltas)
        wait_until(lambda: len(mirror.deltas) > refused + 1)
        assert not confirmed_since(follower, moment)
        assert mirror.deltas[-1].parts[0].reset
        mirror.refuses = frozenset()
        rest_level(follower, mirror, url)


def test_a_killed_server_stops_the_confirmation_and_its_return_mends_all(
    server: PostgresServer, url: str
) -> None:
    with following(url) as (follower, mirror):
        rest_level(follower, mirror, url)
        moment = now()
        server.kill()
        wait_until(lambda: not follower.link().connected, NOTICED_WITHIN)
        assert not confirmed_since(follower, moment)
        assert follower.link().fault.zh
        server.start()
        execute(url, new_case("2020-03-02", 4))
        rest_level(follower, mirror, url)
        assert not follower.link().fault.zh


def test_a_restart_in_the_midst_of_changes_loses_none(server: PostgresServer, url: str) -> None:
    with following(url) as (follower, mirror):
        rest_level(follower, mirror, url)
        execute(url, new_case("2020-03-03", 5))
        server.restart()
        execute(url, new_case("2020-03-04", 6))
        rest_level(follower, mirror, url)


def test_a_hung_server_is_noticed_and_believed_again_when_it_wakes(
    server: PostgresServer, url: str
) -> None:
    with following(url) as (follower, mirror):
        rest_level(follower, mirror, url)
        moment = now()
        server.pause()
        try:
            wait_until(lambda: not follower.link().connected, NOTICED_WITHIN)
            assert not confirmed_since(follower, moment)
            assert "does not answer in time" in follower.link().fault.of(Lang.EN)
        finally:
            server.resume()
        execute(url, new_case("2020-03-05", 7))
        rest_level(follower, mirror, url)


def test_it_ends_in_time_while_the_server_hangs(server: PostgresServer, url: str) -> None:
    mirror = Mirror()
    follower = mirror.follower = Follower(url, mirror)
    follower.start()
    try:
        wait_until(lambda: is_level(follower, mirror, url))
        server.pause()
        wait_until(lambda: not follower.link().connected, NOTICED_WITHIN)
        assert follower.stop(2.0)
    finally:
        follower.stop(2.0)
        server.resume()


def test_terminated_connections_are_made_again_and_none_is_left_over(
    server: PostgresServer, url: str
) -> None:
    with following(url) as (follower, mirror):
        rest_level(follower, mirror, url)
        for count in range(3):
            server.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'command-console'"
            )
            execute(url, new_case("2020-03-06", count))
            rest_level(follower, mirror, url)
        assert sessions(url) == 2
    wait_until(lambda: sessions(url) == 0)


def test_a_database_made_anew_under_the_same_name_is_read_anew(server: PostgresServer) -> None:
    name = server.create_database(template=server.migrated_template())
    url = server.url(name)
    execute(url, new_case("2020-03-07", 8), new_case("2020-03-08", 9))
    try:
        with following(url) as (follower, mirror):
            rest_level(follower, mirror, url)
            moment = now()
            server.drop_database(name)
            wait_until(lambda: "no such database" in follower.link().fault.en)
            assert not confirmed_since(follower, moment)
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            wait_until(lambda: "db check" in follower.link().fault.en)
            engine = open_engine(url)
            initialise(engine)
            engine.dispose()
            execute(url, new_case("2020-03-09", 10))
            rest_level(follower, mirror, url)
            assert len(mirror.rows[Dataset.CASE_DAILY]) == 1
    finally:
        server.drop_database(name)


def test_a_column_that_vanishes_is_named_and_the_last_data_stay(url: str) -> None:
    execute(url, new_case("2020-03-10", 11))
    with following(url, poll_seconds=0.5) as (follower, mirror):
        rest_level(follower, mirror, url)
        held = mirror.rows
        execute(url, "ALTER TABLE command.case_daily RENAME COLUMN severe TO heavy")
        wait_until(lambda: not follower.link().connected)
        assert "severe" in follower.link().fault.zh
        execute(url, new_case("2020-03-11", 12))
        moment, beats = now(), follower.beats  # until that commit, what is held was what is there
        wait_until(lambda: follower.beats > beats + 1)
        assert not confirmed_since(follower, moment)
        assert mirror.rows == held
        execute(url, "ALTER TABLE command.case_daily RENAME COLUMN heavy TO severe")
        rest_level(follower, mirror, url)


def test_a_wrong_password_is_said_in_both_languages_and_mends_itself(
    server: PostgresServer, url: str
) -> None:
    server.execute("DROP ROLE IF EXISTS visitor")
    server.execute("CREATE ROLE visitor SUPERUSER LOGIN PASSWORD 'right'")
    wrong = server.url(url.rsplit("/", 1)[1], user="visitor", password="wr0ng")
    try:
        with following(wrong) as (follower, mirror):
            wait_until(lambda: follower.link().fault.en)
            assert "password" in follower.link().fault.en
            assert "口令" in follower.link().fault.zh
            assert "wr0ng" not in follower.link().fault.en
            assert follower.link().confirmed_at is None
            server.execute("ALTER ROLE visitor PASSWORD 'wr0ng'")
            wait_until(lambda: is_level(follower, mirror, url))
    finally:
        wait_until(lambda: sessions(url) == 0)
        server.execute("DROP ROLE visitor")


def test_a_link_that_is_cut_in_silence_is_noticed_and_mended(
    server: PostgresServer, url: str
) -> None:
    with Proxy(server.port) as proxy:
        detour = url.replace(f":{server.port}/", f":{proxy.port}/")
        with following(detour) as (follower, mirror):
            rest_level(follower, mirror, url)
            moment = now()
            proxy.cut()
            execute(url, new_case("2020-03-12", 13))
            wait_until(lambda: not follower.link().connected, NOTICED_WITHIN)
            assert not confirmed_since(follower, moment + timedelta(seconds=1))
            proxy.mend()
            rest_level(follower, mirror, url)


def test_garbage_on_the_port_is_a_fault_in_words(tmp_path: Path) -> None:
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as garbage:
        garbage.settimeout(0.05)

        def chatter() -> None:
            while not ended.is_set():
                with suppress(TimeoutError):
                    peer, _ = garbage.accept()
                    with peer, suppress(OSError):
                        peer.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = threading.Thread(target=chatter)
        thread.start()
        try:
            port = garbage.getsockname()[1]
            with following(f"postgresql://a:b@127.0.0.1:{port}/c", cache=tmp_path) as (follower, _):
                wait_until(lambda: follower.link().fault.en)
                assert not follower.link().connected
                assert follower.link().confirmed_at is None
        finally:
            ended.set()
            thread.join()


def test_a_burst_of_commits_becomes_few_steps_and_loses_none(url: str) -> None:
    with following(url) as (follower, mirror):
        rest_level(follower, mirror, url)
        before = len(mirror.deltas)
        connection = psycopg2.connect(url)
        connection.autocommit = True
        with connection.cursor() as cursor:
            for count in range(100):
                cursor.execute(new_case("2020-03-13", count))
        connection.close()
        wait_until(lambda: is_level(follower, mirror, url))
        assert len(mirror.deltas) - before < 50


def test_what_the_cache_kept_is_shown_without_a_server_and_read_on_from_there(
    server: PostgresServer, url: str, tmp_path: Path
) -> None:
    execute(url, new_case("2020-03-14", 15))
    with following(url, cache=tmp_path) as (follower, mirror):
        rest_level(follower, mirror, url)
        held = mirror.rows
    moment = now()
    server.kill()
    try:
        with following(url, cache=tmp_path) as (follower, mirror):
            wait_until(lambda: mirror.rows == held)
            assert follower.link().confirmed_at is not None
            assert not confirmed_since(follower, moment)
            assert mirror.deltas[0].cached
            wait_until(lambda: follower.link().fault.en)
            server.start()
            execute(url, new_case("2020-03-15", 16))
            rest_level(follower, mirror, url)
            assert not any(part.reset for delta in mirror.deltas[1:] for part in delta.parts)
    finally:
        with suppress(Exception):
            server.restart()
