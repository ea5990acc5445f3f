"""The rows behind a figure, from real databases: those of the place and day, newest first."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, text

from console.data import source_rows
from console.data.connection import open_engine, writing
from console.data.schema import DATASET_TABLES
from console.data.source_rows import fetch_rows
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.sourcing import RowsAsk
from console.domain.wording import Text

CITY, COUNTY, OTHER = "220200", "220282", "220100"
NAMES = {CITY: Text("吉林市", "Jilin City"), COUNTY: Text("桦甸市", "Huadian")}
LAST = date(2020, 5, 20)


def fill(url: str) -> None:
    engine = open_engine(url)
    rows = [
        {"region": code, "date": LAST - timedelta(days=back), "confirmed_new": back}
        for code in (CITY, COUNTY, OTHER)
        for back in range(5)
    ]
    with writing(engine) as connection:
        connection.execute(insert(DATASET_TABLES["case_daily"]), rows)
    engine.dispose()


@pytest.fixture
def sqlite(sqlite_url: str) -> str:
    fill(sqlite_url)
    return sqlite_url


def test_the_rows_of_a_place_come_newest_first_with_its_name(sqlite):
    found = fetch_rows(sqlite, RowsAsk(Dataset.CASE_DAILY, frozenset({CITY, COUNTY})), NAMES)
    assert not found.more
    assert len(found.grid.rows) == 10
    assert found.grid.day_of(0) == LAST
    assert found.grid.rows[0][:3] == (CITY, NAMES[CITY], LAST)
    assert {found.grid.region_of(row) for row in range(10)} == {CITY, COUNTY}
    heads = [column.name.en for column in found.grid.columns]
    assert "confirmed_new" in heads
    assert "revision" in heads


def test_a_day_is_asked_for_alone_or_with_all_before_it(sqlite):
    day = LAST - timedelta(days=2)
    only = fetch_rows(sqlite, RowsAsk(Dataset.CASE_DAILY, frozenset({CITY}), day, only=True), {})
    assert [only.grid.day_of(row) for row in range(len(only.grid.rows))] == [day]
    before = fetch_rows(sqlite, RowsAsk(Dataset.CASE_DAILY, frozenset({CITY}), day), {})
    assert len(before.grid.rows) == 3


def test_not_published_is_empty_and_zero_is_zero(sqlite):
    found = fetch_rows(sqlite, RowsAsk(Dataset.CASE_DAILY, frozenset({CITY}), LAST, only=True), {})
    heads = [column.name.en for column in found.grid.columns]
    (row,) = found.grid.rows
    assert row[heads.index("confirmed_new")] == 0
    assert row[heads.index("deaths_new")] is None


def test_more_rows_than_anyone_reads_are_said_and_not_brought(sqlite, monkeypatch):
    monkeypatch.setattr(source_rows, "MOST_ROWS", 4)
    found = fetch_rows(sqlite, RowsAsk(Dataset.CASE_DAILY), {})
    assert (len(found.grid.rows), found.more) == (4, True)


@pytest.mark.parametrize("dataset", list(Dataset))
def test_every_dataset_can_be_looked_into_and_none_gives_away_addresses(sqlite, dataset):
    found = fetch_rows(sqlite, RowsAsk(dataset, frozenset({CITY}), LAST), NAMES)
    heads = {column.name.en for column in found.grid.columns}
    assert not heads & {"main_url", "sub_url", "call_url", "phone"}
    assert {len(row) for row in found.grid.rows} <= {len(found.grid.columns)}


@pytest.mark.postgresql
def test_a_server_is_asked_the_same(postgresql_url):
    fill(postgresql_url)
    found = fetch_rows(postgresql_url, RowsAsk(Dataset.CASE_DAILY, frozenset({CITY}), LAST), NAMES)
    assert len(found.grid.rows) == 5
    assert found.grid.rows[0][:3] == (CITY, NAMES[CITY], LAST)


def test_a_database_that_is_away_or_lacks_the_table_is_told_in_words(sqlite, tmp_path):
    with pytest.raises(ConsoleError):
        fetch_rows(f"sqlite:///{tmp_path / 'none.sqlite'}", RowsAsk(Dataset.FACILITY), {})
    engine = open_engine(sqlite)
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE facility"))
    engine.dispose()
    with pytest.raises(ConsoleError):
        fetch_rows(sqlite, RowsAsk(Dataset.FACILITY), {})
