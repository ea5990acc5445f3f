"""The command log: the wall's record, from the database and from the disk."""

import json

import pytest
from typer.testing import CliRunner

from console import paths
from console.cli import application
from console.data.administration import initialise
from console.data.connection import open_engine, writing
from console.data.outbox import Outbox
from console.data.schema import wall_event
from console.data.wall_record import entry_of
from console.wall.events import WallEvent
from tests.wall.wall_samples import director

TIMES = ["--since", "2026-01-31", "--until", "2026-02-03"]


@pytest.fixture
def events() -> list[WallEvent]:
    wall = director()
    return [wall.take("outbreak"), wall.choose_region("220100"), wall.blank(on=True)]


def keep(events: list[WallEvent], name: str, *, wall: str = "wall", delivered: int = 0) -> None:
    box = Outbox(paths.user_state() / f"{name}.events.sqlite")
    box.put([entry_of(event, wall) for event in events])
    box.mark_delivered([event.id for event in events[:delivered]])
    box.close()


def run(*arguments: str):
    return CliRunner().invoke(application(["log"]), ["log", *arguments, "--lang", "en"])


def lines(*arguments: str) -> list[str]:
    done = run(*TIMES, *arguments)
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def test_the_record_is_printed_oldest_first_with_who_and_where(events):
    keep(events, "wall-demo", delivered=2)
    printed = lines("--demo")
    assert [line.split("  ")[1:] for line in printed] == [
        ["take", "outbreak", "whole province", "li@desk-1"],
        ["region", "outbreak", "220100", "li@desk-1"],
        ["blank", "outbreak", "220100", "li@desk-1", "(not delivered yet)"],
    ]


def test_a_time_and_a_wall_are_told_from_others(events):
    keep(events, "wall-demo")
    keep([director().take("materials")], "other-demo", wall="other")
    assert len(lines("--demo", "--wall", "other")) == 1
    until = events[1].at.astimezone()
    assert len(lines("--demo", "--until", f"{until:%Y-%m-%dT%H:%M:%S}")) == 1
    assert lines("--demo", "--wall", "none") == ["Nothing happened to the wall in that time."]


def test_the_demonstrations_record_is_no_part_of_the_centres(events):
    keep(events, "wall-demo")
    keep(events[:1], "wall-node1")
    assert len(lines("--demo")) == 3


def test_an_event_that_the_database_has_is_printed_once(events, tmp_path):
    file = tmp_path / "centre.sqlite"
    file.touch()
    engine = open_engine(str(file))
    initialise(engine)
    first = events[0]
    with writing(engine) as connection:
        connection.execute(
            wall_event.insert().values(
                id=first.id, wall="wall", kind="take", scene="outbreak", by="li@desk-1",
                at=first.at, detail=entry_of(first, "wall").body,
            )
        )  # fmt: skip
    engine.dispose()
    keep(events, "wall-hall")
    printed = json.loads(run(*TIMES, "--database", str(file), "--json").output)
    assert [event["id"] for event in printed] == [event.id for event in events]
    assert [event["delivered"] for event in printed] == [True, False, False]
    assert printed[2]["detail"]["after"]["state"]["on_air"]["blank_since"]


def test_without_the_database_the_disk_is_printed_and_the_fault_told(events):
    keep(events, "wall-hall")
    done = run(*TIMES, "--database", "postgresql://nobody@127.0.0.1:9/nothing")
    assert done.exit_code == 1
    assert "take" in done.output
    assert "127.0.0.1" in done.output
