"""Following an SQLite file: changes, replacement, disappearance, and the cache."""

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from console.data.follower import Follower
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.wording import Lang
from tests.data.following import (
    Mirror,
    confirmed_since,
    copy_file,
    execute,
    following,
    is_level,
    new_file,
    now,
    wait_until,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "database.sqlite"
    new_file(path)
    return path


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


def case(day: str, count: int) -> str:
    return (
        "INSERT INTO case_daily (region, date, confirmed_new)"  # noqa: S608 - made here
        f" VALUES ('220103', '{day}', {count})"
    )


def test_a_commit_of_another_program_arrives(url: str) -> None:
    with following(url) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
        before = len(mirror.deltas)
        execute(url, case("2020-02-01", 1))
        wait_until(lambda: is_level(follower, mirror, url))
        (part,) = mirror.deltas[before].parts
        assert (part.dataset, len(part.rows), part.reset) == (Dataset.CASE_DAILY, 1, False)


def test_a_file_that_vanishes_is_a_fault_and_its_return_mends_it(path: Path, url: str) -> None:
    with following(url) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
        away = path.with_name("away.sqlite")
        copy_file(path, away)
        moment = now()
        path.unlink()
        wait_until(lambda: not follower.link().connected)
        assert not confirmed_since(follower, moment + timedelta(seconds=1))
        assert "cannot be opened" in follower.link().fault.of(Lang.EN)
        for companion in path.parent.glob("database.sqlite-*"):
            companion.unlink()
        shutil.copy(away, path)
        wait_until(lambda: is_level(follower, mirror, url))
        moment = now()
        wait_until(lambda: confirmed_since(follower, moment))


def test_another_file_in_its_place_is_read_anew(path: Path, url: str, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    execute(new_file(other), case("2020-02-09", 9))
    copy_file(other, other.with_name("ready.sqlite"))
    execute(url, case("2020-02-01", 1))
    with following(url) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
        for companion in path.parent.glob("database.sqlite-*"):
            companion.unlink()
        other.with_name("ready.sqlite").replace(path)
        wait_until(lambda: is_level(follower, mirror, url))
        assert [str(key[1]) for key in mirror.rows[Dataset.CASE_DAILY]] == ["2020-02-09"]


def test_a_file_that_is_no_database_is_a_fault_in_words(tmp_path: Path) -> None:
    path = tmp_path / "picture.sqlite"
    path.write_bytes(b"\x89PNG" * 5000)
    with following(str(path)) as (follower, mirror):
        wait_until(lambda: follower.link().fault.en)
        assert "not a sound SQLite database" in follower.link().fault.en
        assert not mirror.deltas


def test_a_start_without_the_database_shows_what_was_kept(
    path: Path, url: str, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    execute(url, case("2020-02-01", 1))
    with following(url, cache=kept) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
        held = mirror.rows
    moment = now()
    path.rename(path.with_name("away.sqlite"))
    with following(url, cache=kept) as (follower, mirror):
        wait_until(lambda: follower.link().fault.en)
        wait_until(lambda: mirror.rows == held)
        link = follower.link()
        assert not link.connected
        assert link.confirmed_at is not None
        assert link.confirmed_at < moment


def test_after_a_cached_start_only_what_changed_is_read(url: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with following(url, cache=kept) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
    execute(url, case("2020-02-02", 2))
    with following(url, cache=kept) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
        assert mirror.deltas[0].cached
        (part,) = mirror.deltas[1].parts
        assert (part.dataset, part.reset, len(part.rows)) == (Dataset.CASE_DAILY, False, 1)


def test_a_cached_start_with_a_wrecked_cache_reads_everything(url: str, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    with following(url, cache=kept) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
    (cache,) = kept.glob("*.sqlite")
    cache.write_bytes(b"\xa5" * 50_000)
    with following(url, cache=kept) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
        assert not mirror.deltas[0].cached


def test_a_writer_that_holds_the_file_does_not_hold_us(path: Path, url: str) -> None:
    with following(url) as (follower, mirror):
        wait_until(lambda: is_level(follower, mirror, url))
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        moment = now()
        wait_until(lambda: confirmed_since(follower, moment))
        writer.execute("ROLLBACK")
        writer.close()


def test_an_address_that_is_none_is_refused_at_once() -> None:
    with pytest.raises(ConsoleError, match="not the address of a database"):
        Follower("://nonsense", Mirror())


def test_a_follower_that_never_started_can_be_stopped(url: str, tmp_path: Path) -> None:
    assert Follower(url, Mirror(), cache=tmp_path).stop(1.0)
