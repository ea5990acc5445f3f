"""The brief of a timer: made of what the database holds now, not of what an earlier run kept."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from sqlalchemy import insert

from console import settings
from console.app.brief_run import Gathering
from console.app.options import RunOptions
from console.app.usage import overrides
from console.data.administration import initialise
from console.data.connection import open_engine, writing
from console.data.schema import DATASET_TABLES
from console.domain.brief import Brief
from console.domain.truth import Truth
from tests.data.rows import day

CITY = "220200"


def add_cases(url: str, first: int, last: int) -> None:
    engine = open_engine(url)
    rows = [{"region": CITY, "date": day(n), "confirmed_new": 2} for n in range(first, last)]
    with writing(engine) as connection:
        connection.execute(insert(DATASET_TABLES["case_daily"]), rows)
    engine.dispose()


@pytest.fixture
def url(tmp_path: Path) -> str:
    path = tmp_path / "centre.sqlite"
    path.touch()
    engine = open_engine(str(path))
    initialise(engine)
    engine.dispose()
    found = f"sqlite:///{path}"
    add_cases(found, 0, 40)
    return found


def gathered(url: str, qtbot) -> Brief:
    options = RunOptions(database=url, region=CITY)
    gathering = Gathering(options, settings.load(None, overrides(options)))
    done = QSignalSpy(gathering.done)
    gathering.start()
    qtbot.waitUntil(lambda: done.count() == 1, timeout=40_000)
    gathering.stop()
    assert gathering.brief is not None
    return gathering.brief


def test_a_second_brief_tells_what_was_entered_since_the_first(url, qtbot):
    first = gathered(url, qtbot)
    add_cases(url, 40, 43)
    second = gathered(url, qtbot)
    assert second.as_of is not None
    assert first.as_of is not None
    assert second.as_of - first.as_of == timedelta(days=3)


def test_a_brief_was_confirmed_by_the_database_in_its_own_run(url, qtbot):
    first = gathered(url, qtbot)
    second = gathered(url, qtbot)
    assert second.link.confirmed_at > first.made_at
    assert {age.mark.truth for age in second.ages}.isdisjoint({Truth.LOST})
