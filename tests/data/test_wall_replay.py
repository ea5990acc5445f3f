"""A day of the record, from the database and from the disk, each change once."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from console.data.administration import initialise
from console.data.connection import open_engine, writing
from console.data.outbox import Outbox
from console.data.schema import wall_event
from console.data.wall_record import entry_of
from console.data.wall_replay import read_tape
from console.wall.events import WallEvent
from tests.wall.wall_samples import director

DAY, NEXT = date(2026, 2, 1), date(2026, 2, 2)


@pytest.fixture
def events() -> list[WallEvent]:
    wall = director()
    return [wall.take("outbreak"), wall.choose_region("220100"), wall.blank(on=True)]


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'centre.sqlite'}"
    engine = open_engine(address)
    initialise(engine)
    engine.dispose()
    return address


def on_disk(folder: Path, events: list[WallEvent]) -> list[Path]:
    path = folder / "wall.events.sqlite"
    box = Outbox(path)
    box.put([entry_of(event, "wall") for event in events])
    box.close()
    return [path]


def into_database(url: str, events: list[WallEvent]) -> None:
    rows = [
        {
            "id": event.id,
            "wall": "wall",
            "kind": event.step.value,
            "scene": event.after.program.scene,
            "region": event.after.program.region,
            "by": "li@desk-1",
            "at": event.at,
            "detail": entry_of(event, "wall").body,
        }
        for event in events
    ]
    engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(insert(wall_event), rows)
    engine.dispose()


def test_what_the_database_has_and_what_waits_on_disk_are_one_day_each_change_once(
    url, events, tmp_path
):
    into_database(url, events[:2])
    tape, fault = read_tape(url, on_disk(tmp_path, events[1:]), "wall", DAY)
    assert fault is None
    assert [moment.at for moment in tape.moments] == [event.at for event in events]
    assert tape.state(events[1].at).program == events[1].after.program
    assert tape.state(events[2].at).dark


def test_a_day_without_changes_shows_what_the_last_one_before_it_left(url, events, tmp_path):
    into_database(url, events)
    tape, _ = read_tape(url, [], "wall", NEXT)
    assert tape.moments == ()
    assert tape.before.on_air == events[-1].after.on_air
    tape, _ = read_tape("", on_disk(tmp_path, events), "wall", NEXT)
    assert tape.before.on_air == events[-1].after.on_air


def test_the_first_change_ever_tells_what_was_before_it(events, tmp_path):
    tape, _ = read_tape("", on_disk(tmp_path, events), "wall", DAY)
    assert tape.before.on_air == events[0].before.on_air


def test_another_walls_record_is_no_part_of_it(events, tmp_path):
    tape, _ = read_tape("", on_disk(tmp_path, events), "other", DAY)
    assert (tape.before, tape.moments) == (None, ())


def test_a_database_that_is_away_leaves_what_the_disk_has_and_is_told(events, tmp_path):
    gone = f"sqlite:///{tmp_path / 'no' / 'such.sqlite'}"
    tape, fault = read_tape(gone, on_disk(tmp_path, events), "wall", DAY)
    assert len(tape.moments) == 3
    assert fault is not None
