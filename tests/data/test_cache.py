"""The cache: what was kept comes back, whatever happened to the file or the disk."""

import resource
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from console.data import cache as cache_module
from console.data.cache import Cache
from console.data.contract import CONTRACT
from console.data.delta import Delta, Mark, Part
from console.data.keeper import CacheKeeper
from console.data.spool import Spool
from console.domain.datasets import Dataset
from tests.data.following import Mirror, wait_until

URL = "postgresql://somebody:secret@host/database"
TAKEN_AT = datetime(2022, 3, 20, 1, 2, 3, tzinfo=UTC)


def cases(*days: int, count: int = 1, reset: bool = False) -> Part:
    columns = CONTRACT[Dataset.CASE_DAILY]
    rows = Spool(columns.dates, packable=True)
    rows.add([("220103", date(2022, 3, day), count, *[None] * 8) for day in days])
    return Part(Dataset.CASE_DAILY, columns.names, rows, reset)


def units() -> Part:
    columns = CONTRACT[Dataset.REPORTING_UNIT]
    rows = Spool(columns.dates)
    rows.add([("u", "220103", "county", "s", "t", "长春", timedelta(hours=36), TAKEN_AT)])
    return Part(Dataset.REPORTING_UNIT, columns.names, rows, reset=True)


def delta(*parts: Part, revision: int = 1, taken_at: datetime = TAKEN_AT) -> Delta:
    marks = {
        Dataset.CASE_DAILY: Mark(revision, 7, TAKEN_AT),
        Dataset.REPORTING_UNIT: Mark(1, 8, None),
    }
    return Delta(parts, marks, {}, {}, taken_at)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    cache = Cache(tmp_path, URL)
    yield cache
    cache.close()


def reopened(cache: Cache, tmp_path: Path) -> Delta | None:
    cache.close()
    again = Cache(tmp_path, URL)
    try:
        return again.load()
    finally:
        again.close()


def database_of(tmp_path: Path) -> Path:
    (path,) = tmp_path.glob("*.sqlite")
    return path


def test_an_empty_folder_holds_nothing(cache: Cache) -> None:
    assert cache.load() is None


def test_what_was_saved_comes_back_with_its_marks_and_its_moment(
    cache: Cache, tmp_path: Path
) -> None:
    cache.save(delta(cases(1, 2, reset=True), units()))
    cache.save(delta(cases(2, 3, count=5), revision=2, taken_at=TAKEN_AT + timedelta(hours=1)))
    found = reopened(cache, tmp_path)
    assert found is not None
    assert found.cached
    assert found.taken_at == TAKEN_AT + timedelta(hours=1)
    assert found.marks == delta(revision=2).marks
    mirror = Mirror()
    mirror.apply(found)
    counts = {
        row["date"].day: row["confirmed_new"] for row in mirror.rows[Dataset.CASE_DAILY].values()
    }
    assert counts == {1: 1, 2: 5, 3: 5}
    assert next(units().mappings()) == mirror.rows[Dataset.REPORTING_UNIT][("u",)]


def test_only_its_owner_can_read_what_is_kept(cache: Cache, tmp_path: Path) -> None:
    cache.save(delta(cases(1)))
    files = list(tmp_path.rglob("*.sqlite*"))
    assert len(files) >= 2  # SQLite's own files too
    assert not any(file.stat().st_mode & 0o077 for file in files)


def test_a_reset_forgets_the_rows_before_it(cache: Cache, tmp_path: Path) -> None:
    cache.save(delta(cases(1, 2, reset=True)))
    cache.save(delta(cases(3, reset=True), revision=2))
    mirror = Mirror()
    mirror.apply(reopened(cache, tmp_path))
    assert [key[1].day for key in mirror.rows[Dataset.CASE_DAILY]] == [3]


def test_a_confirmation_makes_what_is_kept_younger(cache: Cache, tmp_path: Path) -> None:
    cache.save(delta(cases(1, reset=True)))
    cache.confirm(TAKEN_AT + timedelta(minutes=5))
    assert reopened(cache, tmp_path).taken_at == TAKEN_AT + timedelta(minutes=5)


def test_no_password_reaches_the_disk(cache: Cache, tmp_path: Path) -> None:
    cache.save(delta(cases(1, reset=True)))
    cache.close()
    for path in tmp_path.iterdir():
        assert "secret" not in path.name
        assert b"secret" not in path.read_bytes()


@pytest.mark.parametrize("position", [0, 30, 4096, 3 * 4096])
def test_a_damaged_file_is_set_aside_and_made_anew(
    cache: Cache, tmp_path: Path, caplog: pytest.LogCaptureFixture, position: int
) -> None:
    cache.save(delta(cases(*range(1, 30), reset=True), units()))
    cache.close()
    path = database_of(tmp_path)
    with path.open("r+b") as file:
        file.seek(position)
        file.write(b"\xa5" * 4096)
    again = Cache(tmp_path, URL)
    assert again.load() is None
    assert "set aside" in caplog.text
    assert path.with_suffix(".damaged").exists()
    again.save(delta(cases(1, reset=True)))
    assert reopened(again, tmp_path) is not None


def test_a_truncated_file_is_set_aside(cache: Cache, tmp_path: Path) -> None:
    cache.save(delta(cases(*range(1, 30), reset=True), units()))
    cache.close()
    path = database_of(tmp_path)
    path.write_bytes(path.read_bytes()[:5000])
    assert reopened(cache, tmp_path) is None


def test_a_file_of_another_version_of_the_program_is_set_aside(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.save(delta(cases(1, reset=True)))
    monkeypatch.setattr(cache_module, "_FORMAT", 99)
    assert reopened(cache, tmp_path) is None
    assert list(tmp_path.glob("*.damaged"))


def test_an_interrupted_writing_leaves_what_was_there_before(cache: Cache, tmp_path: Path) -> None:
    cache.save(delta(cases(1, reset=True)))
    torn = cases(2, 3)
    torn.rows.add([("220103", object(), *[None] * 9)])
    with pytest.raises(sqlite3.Error):
        cache.save(delta(torn, revision=2))
    found = reopened(cache, tmp_path)
    assert found.marks[Dataset.CASE_DAILY].revision == 1
    assert sum(len(part.rows) for part in found.parts) == 1


def test_two_consoles_at_once_keep_files_of_their_own(cache: Cache, tmp_path: Path) -> None:
    other = Cache(tmp_path, URL)
    cache.save(delta(cases(1, reset=True)))
    other.save(delta(cases(2, reset=True)))
    assert len(list(tmp_path.glob("*.sqlite"))) == 2
    other.close()


def test_databases_of_two_addresses_are_kept_apart(cache: Cache, tmp_path: Path) -> None:
    cache.save(delta(cases(1, reset=True)))
    other = Cache(tmp_path, URL + "2")
    assert other.load() is None
    other.close()


def test_a_keeper_writes_on_a_thread_of_its_own_and_ends(tmp_path: Path) -> None:
    keeper = CacheKeeper(tmp_path, URL)
    keeper.start()
    keeper.keep(delta(cases(1, reset=True), units()))
    keeper.confirm(TAKEN_AT + timedelta(minutes=1))
    assert keeper.stop(2.0)
    again = CacheKeeper(tmp_path, URL)
    assert again.load().taken_at == TAKEN_AT + timedelta(minutes=1)
    assert again.stop(2.0)


def test_a_place_that_cannot_be_written_costs_the_cache_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("here is no folder")
    keeper = CacheKeeper(occupied, URL)
    assert keeper.load() is None
    keeper.start()
    keeper.keep(delta(cases(1, reset=True)))
    assert keeper.stop(2.0)
    assert "cannot be kept" in caplog.text


def test_a_full_disk_costs_the_cache_until_all_is_given_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = CacheKeeper(tmp_path, URL)
    keeper.start()
    keeper.keep(delta(cases(1, reset=True), units()))
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    wait_until(lambda: list(tmp_path.glob("*.sqlite-wal")))
    try:
        # No file of this process may grow further: what a full disk does, for writers of files.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, unlimited[1]))
        for revision in range(2, 40):
            keeper.keep(delta(cases(*range(1, 31), count=revision), revision=revision))
        wait_until(lambda: "cannot be kept" in caplog.text)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert not keeper.wants_all()
    monkeypatch.setattr("console.data.keeper._TRY_AGAIN_AFTER", 0.0)
    assert keeper.wants_all()
    keeper.keep(delta(cases(9), revision=50))
    keeper.keep(delta(cases(4, 5, reset=True), units(), revision=51))
    wait_until(lambda: not keeper.wants_all())
    assert keeper.stop(2.0)
    again = CacheKeeper(tmp_path, URL)
    found = again.load()
    assert again.stop(2.0)
    assert found.marks[Dataset.CASE_DAILY].revision == 51
    assert sum(len(part.rows) for part in found.parts) == 3


def test_a_disk_too_slow_to_follow_gives_the_steps_up_and_not_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("console.data.keeper._BACKLOG", 3)
    go_on = threading.Event()
    keeper = CacheKeeper(tmp_path, URL)

    def slowly(self: Cache, step: Delta) -> None:
        go_on.wait(10)
        save(self, step)

    save = Cache.save
    monkeypatch.setattr(Cache, "save", slowly)
    keeper.start()
    for revision in range(1, 20):
        keeper.keep(replace(delta(cases(1)), taken_at=TAKEN_AT + timedelta(seconds=revision)))
    go_on.set()
    wait_until(lambda: "too slow" in caplog.text)
    assert keeper.stop(2.0)
