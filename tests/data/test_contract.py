"""What is read of each dataset: everything, but of endless records only their end."""

import pytest
from sqlalchemy import Engine, insert

from console.data.connection import writing
from console.data.contract import CONTRACT, select
from console.data.schema import DATASET_TABLES
from console.domain.datasets import Dataset
from tests.data.contract_rows import GOOD, seed


def read(engine: Engine, dataset: Dataset, after: int | None = None) -> set[int]:
    columns = CONTRACT[dataset]
    statement = select(columns, postgres=engine.dialect.name == "postgresql", after=after)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(statement).mappings().all()
    return {row["id"] for row in rows}


def fill(engine: Engine, name: str, *numbers: int, **more: object) -> None:
    table = DATASET_TABLES[name]
    with writing(engine) as connection:
        for number in numbers:
            unique = {part.name: None for part in table.columns if part.unique}
            row = {**GOOD[name], **unique, **more, "id": number}
            connection.execute(insert(table).values(row))


@pytest.fixture
def seeded(engine: Engine) -> Engine:
    with writing(engine) as connection:
        seed(connection)
    return engine


def test_of_a_long_log_the_newest_entries_are_read(seeded: Engine) -> None:
    fill(seeded, "duty_log", 1, 1000, 1001, 6000)
    assert read(seeded, Dataset.DUTY_LOG) == {1001, 6000}


def test_a_short_log_is_read_whole_and_an_empty_one_too(seeded: Engine) -> None:
    assert read(seeded, Dataset.DUTY_LOG) == set()
    fill(seeded, "duty_log", 1, 2, 4999)
    assert read(seeded, Dataset.DUTY_LOG) == {1, 2, 4999}


def test_an_old_alert_that_nobody_acknowledged_is_always_read(seeded: Engine) -> None:
    seen = {"acknowledged_by": "Li", "acknowledged_at": GOOD["alert"]["raised_at"]}
    fill(seeded, "alert", 1)
    fill(seeded, "alert", 2, 9000, **seen)
    assert read(seeded, Dataset.ALERT) == {1, 9000}


def test_whatever_changes_is_read_however_old_it_is(seeded: Engine) -> None:
    fill(seeded, "duty_log", 6000, 1)
    assert 1 in read(seeded, Dataset.DUTY_LOG, after=0)
