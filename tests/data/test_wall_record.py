"""What happens to the wall is on disk at once, and comes back from there."""

import json
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from console.data.outbox import Outbox
from console.data.wall_file import read_state, write_whole
from console.data.wall_record import WallRecord
from console.domain.errors import ConsoleError
from console.wall.program import TileKey
from console.wall.state import WallState
from tests.wall.wall_samples import START, director


class Heard:
    def __init__(self) -> None:
        self.faults: list[ConsoleError] = []
        self.written = threading.Event()

    def fail(self, error: ConsoleError) -> None:
        self.faults.append(error)

    def write(self) -> None:
        self.written.set()


@pytest.fixture
def heard() -> Heard:
    return Heard()


def record(folder: Path, heard: Heard) -> WallRecord:
    made = WallRecord(
        folder / "wall.json", folder / "wall.sqlite", "hall", failed=heard.fail, written=heard.write
    )
    made.start()
    return made


def test_the_newest_state_and_every_event_are_on_disk_at_the_end(tmp_path, heard):
    wall, kept = director(), record(tmp_path, heard)
    events = [
        wall.take("outbreak"),
        wall.choose_region("220100"),
        wall.freeze(on=True, tile=TileKey(1, 1, 1)),
        wall.blank(on=True),
        wall.panic(),
    ]
    for event in events:
        kept.keep(event)
    assert kept.stop(10)
    assert read_state(tmp_path / "wall.json") == wall.state
    box = Outbox(tmp_path / "wall.sqlite")
    entries = box.waiting()
    box.close()
    assert [entry.id for entry in entries] == [event.id for event in events]
    assert heard.written.is_set()
    assert heard.faults == []


def test_an_event_on_disk_says_who_what_when_where_and_the_whole_wall_after_it(tmp_path, heard):
    wall, kept = director(), record(tmp_path, heard)
    event = wall.take("outbreak")
    kept.keep(event)
    assert kept.stop(10)
    box = Outbox(tmp_path / "wall.sqlite")
    (entry,) = box.between(event.at, event.at + timedelta(seconds=1))
    box.close()
    body = json.loads(entry.body)
    assert (body["wall"], body["step"], body["by"], body["desk"]) == (
        "hall",
        "take",
        "li",
        "desk-1",
    )
    after = WallState.from_json(json.dumps(body["after"]))
    assert after.on_air == wall.state.on_air


def test_what_is_only_prepared_is_saved_but_is_no_event_of_the_record(tmp_path, heard):
    wall, kept = director(), record(tmp_path, heard)
    kept.keep(wall.load(scene="outbreak"))
    assert kept.stop(10)
    assert read_state(tmp_path / "wall.json").preview.scene == "outbreak"
    box = Outbox(tmp_path / "wall.sqlite")
    assert box.waiting() == ()
    box.close()


def test_a_disk_that_refuses_is_told_once_and_its_events_are_kept_for_later(tmp_path, heard):
    folder = tmp_path / "state"
    folder.write_text("in the way")
    wall, kept = director(), record(folder, heard)
    events = [wall.take("outbreak")]
    kept.keep(events[0])
    while not heard.faults:
        threading.Event().wait(0.01)
    folder.unlink()
    events.append(wall.take("materials"))
    kept.keep(events[1])
    assert heard.written.wait(10)
    assert kept.stop(10)
    assert len(heard.faults) == 1
    box = Outbox(folder / "wall.sqlite")
    assert [entry.id for entry in box.waiting()] == [event.id for event in events]
    box.close()


def test_no_saved_state_is_no_fault(tmp_path):
    assert read_state(tmp_path / "nothing.json") is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"version": 1}', '{"version": 1, "state": {"on_air": 3}}', "\xff"],
)
def test_a_broken_state_is_told_and_set_aside(tmp_path, text):
    path = tmp_path / "wall.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConsoleError, match="cannot be restored"):
        read_state(path)
    assert read_state(path) is None
    assert path.with_suffix(".damaged").exists()


def test_what_a_newer_program_added_is_passed_over(tmp_path):
    path = tmp_path / "wall.json"
    document = json.loads(WallState.of(START).to_json())
    document |= {"version": 9, "weather": "fine"}
    document["state"] |= {"mood": "good"}
    document["state"]["on_air"] |= {"music": {"on": True}}
    write_whole(path, json.dumps(document))
    assert read_state(path) == WallState.of(START)
