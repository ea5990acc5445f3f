"""The reader: what is held after a refresh is what the database holds, and little was read."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.data.contract import CONTRACT
from console.data.days import CENTRE_ZONE, today_in_centre
from console.data.endpoint import Endpoint
from console.data.reader import UNMARKED_EPOCH, Reader
from console.data.sources import Source
from console.data.waking import Bell
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from tests.data.following import Mirror, copy_file, everything, execute, new_file


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    new_file(path)
    copy = path.with_name("copy.sqlite")
    copy_file(path, copy)
    return copy


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "database.sqlite"))


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def bell() -> Iterator[Bell]:
    bell = Bell()
    yield bell
    bell.close()


@pytest.fixture
def make(bell: Bell) -> Iterator[Callable[..., Reader]]:
    made: list[Reader] = []

    def reader(url: str, datasets: Any = tuple(Dataset)) -> Reader:
        endpoint = Endpoint(url)
        made.append(Reader(lambda: endpoint.source(bell), datasets, CENTRE_ZONE))
        return made[-1]

    yield reader
    for one in made:
        one.disconnect()


def step(reader: Reader, mirror: Mirror, *, thorough: bool = False) -> None:
    mirror.apply(reader.refresh(thorough=thorough))
    reader.settle()


def case(day: str, count: int, region: str = "220103") -> str:
    return (
        "INSERT INTO case_daily (region, date, confirmed_new)"  # noqa: S608 - made here
        f" VALUES ('{region}', '{day}', {count})"
        " ON CONFLICT (region, date) DO UPDATE SET confirmed_new = excluded.confirmed_new"
    )


def test_the_first_refresh_reads_everything(url: str, make: Callable[..., Reader]) -> None:
    execute(url, case("2020-01-22", 3))
    mirror = Mirror()
    step(make(url), mirror)
    assert mirror.rows == everything(url)
    assert all(part.reset for part in mirror.deltas[0].parts)
    assert mirror.deltas[0].database_id


def test_a_refresh_without_change_reads_no_rows(url: str, make: Callable[..., Reader]) -> None:
    reader, mirror = make(url), Mirror()
    step(reader, mirror)
    step(reader, mirror, thorough=True)
    assert mirror.deltas[1].parts == ()


def test_only_the_changed_rows_are_read(url: str, make: Callable[..., Reader]) -> None:
    execute(url, *(case(f"2020-02-{day:02}", day) for day in range(1, 29)))
    reader, mirror = make(url), Mirror()
    step(reader, mirror)
    execute(url, case("2020-02-03", 7), case("2020-03-01", 8))
    step(reader, mirror)
    (part,) = mirror.deltas[1].parts
    assert (part.dataset, part.reset, len(part.rows)) == (Dataset.CASE_DAILY, False, 2)
    assert mirror.rows == everything(url)


def test_a_delete_makes_that_dataset_alone_be_read_anew(
    url: str, make: Callable[..., Reader]
) -> None:
    execute(url, case("2020-02-01", 1), case("2020-02-02", 2))
    reader, mirror = make(url), Mirror()
    step(reader, mirror)
    execute(url, "DELETE FROM case_daily WHERE date = '2020-02-01'")
    step(reader, mirror)
    (part,) = mirror.deltas[1].parts
    assert (part.dataset, part.reset, len(part.rows)) == (Dataset.CASE_DAILY, True, 1)
    assert mirror.rows == everything(url)


def test_a_restored_backup_is_read_anew(
    path: Path, url: str, make: Callable[..., Reader], tmp_path: Path
) -> None:
    backup = tmp_path / "backup.sqlite"
    copy_file(path, backup)
    reader, mirror = make(url), Mirror()
    execute(url, case("2020-02-01", 1))
    step(reader, mirror)
    reader.disconnect()
    copy_file(path, tmp_path / "unused.sqlite")
    path.unlink()
    shutil.copy(backup, path)
    step(reader, mirror)
    assert mirror.rows == everything(url)
    assert not mirror.rows[Dataset.CASE_DAILY]


def test_another_database_with_the_same_revisions_is_read_anew(
    path: Path, url: str, make: Callable[..., Reader]
) -> None:
    reader, mirror = make(url), Mirror()
    execute(url, case("2020-02-01", 1))
    step(reader, mirror)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER case_daily_updated")
        connection.execute("UPDATE case_daily SET confirmed_new = 9")
        connection.execute("UPDATE about SET value = 'another' WHERE key = 'database_id'")
    connection.close()
    step(reader, mirror)
    assert mirror.rows == everything(url)
    assert mirror.deltas[-1].database_id == "another"


def test_a_forgotten_dataset_is_read_anew(url: str, make: Callable[..., Reader]) -> None:
    reader, mirror = make(url), Mirror()
    step(reader, mirror)
    reader.forget({Dataset.REGION})
    step(reader, mirror)
    (part,) = mirror.deltas[1].parts
    assert (part.dataset, part.reset) == (Dataset.REGION, True)


def test_a_missing_table_and_a_missing_column_are_named_and_nothing_held_is_lost(
    path: Path, url: str, make: Callable[..., Reader]
) -> None:
    reader, mirror = make(url), Mirror()
    step(reader, mirror)
    held = dict(reader.held)
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE facility RENAME COLUMN icu_used TO occupied")
    connection.close()
    with pytest.raises(ConsoleError, match=r"facility: .*icu_used"):
        reader.refresh(thorough=True)
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE facility RENAME COLUMN occupied TO icu_used")
        connection.execute("ALTER TABLE expert RENAME TO doctor")
    connection.close()
    with pytest.raises(ConsoleError, match=r"expert: .*no such table"):
        reader.refresh(thorough=True)
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE doctor RENAME TO expert")
    connection.close()
    step(reader, mirror)
    assert dict(reader.held) == held
    assert mirror.deltas[-1].parts == ()


def test_a_value_that_is_no_date_is_a_fault_and_not_a_crash(
    path: Path, url: str, make: Callable[..., Reader]
) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(
            "INSERT INTO risk_tier (region, valid_from, tier, rule_set, declared_by)"
            " VALUES ('220103', 'yesterday', 'low', 'x', 'y')"
        )
    connection.close()
    reader = make(url)
    with pytest.raises(ValueError, match="yesterday"):
        reader.refresh(thorough=True)
    execute(url, "DELETE FROM risk_tier")
    mirror = Mirror()
    step(reader, mirror)
    assert mirror.rows == everything(url)


def test_a_view_without_revisions_is_read_whole_but_only_when_thorough(
    path: Path, url: str, make: Callable[..., Reader]
) -> None:
    with sqlite3.connect(path) as connection:
        names = ", ".join(CONTRACT[Dataset.EXPERT].names)
        connection.execute("ALTER TABLE expert RENAME TO their_experts")
        connection.execute(f"CREATE VIEW expert AS SELECT {names} FROM their_experts")  # noqa: S608
    connection.close()
    reader, mirror = make(url), Mirror()
    step(reader, mirror)
    assert mirror.deltas[0].marks[Dataset.EXPERT].epoch == UNMARKED_EPOCH
    execute(
        url,
        "INSERT INTO their_experts (code, name, speciality, institution)"
        " VALUES ('e1', '王', '感染', '医院')",
    )
    step(reader, mirror)
    assert mirror.deltas[1].parts == ()
    step(reader, mirror, thorough=True)
    assert len(mirror.rows[Dataset.EXPERT]) == 1
    step(reader, mirror, thorough=True)
    assert mirror.deltas[3].parts == ()


def test_a_database_without_revisions_at_all_is_read_whole(
    path: Path, url: str, make: Callable[..., Reader]
) -> None:
    reader, mirror = make(url), Mirror()
    step(reader, mirror)
    rows = everything(url)
    triggers = sqlite3.connect(path)
    with triggers:
        for (name,) in triggers.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            triggers.execute(f'DROP TRIGGER "{name}"')
        triggers.execute("DROP TABLE revision")
        triggers.execute("UPDATE region SET population = 5 WHERE code = '220103'")
    triggers.close()
    step(reader, mirror, thorough=True)
    assert mirror.rows != rows
    assert mirror.rows == everything(url)


def test_rows_committed_in_the_midst_of_reading_come_with_the_next_refresh(
    url: str, bell: Bell
) -> None:
    class Racing:
        """A source into which another program writes between the marks and the rows."""

        def __init__(self, source: Source) -> None:
            self._source = source

        def __getattr__(self, name: str) -> Any:
            return getattr(self._source, name)

        def begin(self, *, marked: bool) -> Any:
            marks = self._source.begin(marked=marked)
            execute(url, case("2020-02-01", 1))
            return marks

    endpoint = Endpoint(url)
    reader = Reader(lambda: Racing(endpoint.source(bell)), tuple(Dataset), CENTRE_ZONE)
    mirror = Mirror()
    step(reader, mirror)
    assert not mirror.rows[Dataset.CASE_DAILY]
    step(reader, mirror)
    assert mirror.rows == everything(url)
    reader.disconnect()


def test_the_states_tell_rows_newest_day_and_when_it_was_reported(
    url: str, make: Callable[..., Reader]
) -> None:
    today = today_in_centre()
    reader, mirror = make(url), Mirror()
    execute(url, case("2020-02-01", 1), case("2020-02-03", 1), case("1999-12-31", 1))
    step(reader, mirror)
    state = mirror.deltas[-1].states[Dataset.CASE_DAILY]
    assert (state.rows, str(state.newest_day)) == (3, "2020-02-03")
    assert state.reported_at.astimezone(CENTRE_ZONE).isoformat() == "2020-02-04T00:00:00+08:00"
    execute(url, case(str(today), 2), case(str(today), 3), case("2093-01-01", 1))
    step(reader, mirror)
    state = mirror.deltas[-1].states[Dataset.CASE_DAILY]
    assert (state.rows, state.newest_day) == (5, today)
    assert state.reported_at == state.changed_at
    regions = mirror.deltas[-1].states[Dataset.REGION]
    assert regions.newest_day is None
    assert regions.rows == len(mirror.rows[Dataset.REGION])
    assert regions.reported_at == regions.changed_at


def test_moments_spans_and_truth_values_survive_sqlite(
    url: str, make: Callable[..., Reader]
) -> None:
    execute(
        url,
        "INSERT INTO reporting_unit (code, region, level, system, sector, name, expected_every,"
        " last_report_at) VALUES ('u', '220103', 'county', 's', 't', 'n',"
        " '1970-01-02 12:00:00.000000', '2020-02-01 08:30:00.000000')",
        "INSERT INTO material (code, name_zh, name_en, unit, critical)"
        " VALUES ('m', '口罩', 'Mask', '只', 1)",
    )
    mirror = Mirror()
    step(make(url), mirror)
    (unit,) = mirror.rows[Dataset.REPORTING_UNIT].values()
    assert unit["expected_every"] == timedelta(hours=36)
    assert unit["last_report_at"].isoformat() == "2020-02-01T08:30:00+00:00"
    assert mirror.rows[Dataset.MATERIAL][("m",)]["critical"] is True
    assert mirror.rows == everything(url)


_DAYS = st.integers(1, 5).map("2020-02-{:02}".format)
_REGIONS = st.sampled_from(["220103", "220202", "220204"])
_CHANGES = st.one_of(
    st.builds(case, _DAYS, st.integers(0, 9), _REGIONS),
    st.builds("DELETE FROM case_daily WHERE date = '{}'".format, _DAYS),
    st.builds(
        "UPDATE case_daily SET tested = {1} WHERE region = '{0}'".format, _REGIONS, _DAYS.map(len)
    ),
    st.builds(
        "UPDATE OR IGNORE case_daily SET date = '{1}' WHERE date = '{0}'".format, _DAYS, _DAYS
    ),
    st.builds("UPDATE region SET population = {} WHERE code = '220103'".format, st.integers(0, 9)),
    st.just("DELETE FROM case_daily"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.lists(_CHANGES, max_size=4), st.booleans()), max_size=8))
def test_after_any_transactions_the_held_rows_equal_the_database(
    template: Path, history: list[tuple[list[str], bool]]
) -> None:
    bell = Bell()
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(template, Path(folder) / "database.sqlite"))
        endpoint = Endpoint(str(path))
        reader = Reader(lambda: endpoint.source(bell), tuple(Dataset), CENTRE_ZONE)
        mirror = Mirror()
        step(reader, mirror)
        for statements, refresh in history:
            execute(str(path), *statements)
            if refresh:
                step(reader, mirror)
        step(reader, mirror)
        assert mirror.rows == everything(str(path))
        states = mirror.deltas[-1].states
        assert all(states[d].rows == len(mirror.rows[d]) for d in Dataset)
        reader.disconnect()
    bell.close()
