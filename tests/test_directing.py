"""The show with all that keeps it: its files, its driver, its restart. In this process."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console import paths, settings
from console.app import RunOptions
from console.app.directing import Directing
from console.data.outbox import Outbox
from console.domain.truth import FreshnessLimits
from console.domain.wording import Lang
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.displays import DISPLAYS
from console.views.fault_book import FaultBook
from console.views.wall_set import WallSet
from console.wall.program import Program
from console.wall.scene_files import load_scenes
from console.wall.state import WallState
from console.widgets.language import set_language

WAIT = 20_000


class Seat:
    """A console without what feeds it."""

    def __init__(self, **chosen: object) -> None:
        loaded = settings.load(None, {"wall.screens": 1, "database.url": "", "language": "en"})
        book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
        self.board = Board(FreshnessLimits())
        self.wall = WallSet(DISPLAYS, self.board, screens=1, windowed=True)
        scenes = {scene.name: scene for scene in book.scenes}
        options = RunOptions(windowed=True, **chosen)
        program = Program(options.scene or "overview")
        self.directing = Directing(
            options, loaded.settings, scenes, program, (self.board, self.wall)
        )
        self.faults = FaultBook()
        self.desk = DeskWindow(book.scenes, FreshnessLimits(), self.faults)
        self.directing.serve(self.desk, self.faults)
        self.show = self.directing.show
        self.directing.start()

    @property
    def said(self) -> set[str]:
        return {label.text() for label in self.desk.findChildren(QLabel)}

    def end(self) -> None:
        self.board.stop()
        self.directing.stop()
        self.desk.end()
        self.wall.close()


@pytest.fixture
def sit(qtbot: QtBot) -> Iterator[Callable[..., Seat]]:
    set_language(Lang.EN)
    made: list[Seat] = []

    def begin(**chosen: object) -> Seat:
        made.append(Seat(**chosen))
        return made[-1]

    yield begin
    for one in made:
        one.end()
    set_language(Lang.ZH)


def state_file() -> Path:
    return paths.user_state() / "wall-demo.json"


def saved() -> WallState:
    return WallState.from_json(state_file().read_bytes())


def test_every_change_is_on_disk_and_the_next_start_begins_there(qtbot, sit):
    first = sit()
    first.show.take("materials")
    first.show.choose_region("220200")
    first.show.toggle_freeze()
    first.show.toggle_blank()
    state = first.show.state
    first.directing.stop()
    assert saved() == state
    second = sit()
    assert second.show.state == state
    second.show.undo()
    second.show.undo()
    assert second.show.state.on_air.frozen_since is None
    assert second.show.state.program == Program("materials", "220200")


def test_a_second_console_looks_on_until_it_takes_over_and_then_shows_the_same(qtbot, sit):
    first = sit()
    first.show.take("materials")
    second = sit()
    assert second.wall.windows == ()
    assert "drives the wall since" in second.faults.faults[0].problem.en
    before = second.show.state
    second.show.take("outbreak")
    assert second.show.state == before
    qtbot.waitUntil(lambda: state_file().exists() and saved() == first.show.state, timeout=WAIT)
    second.directing.driving.take_over()
    qtbot.waitUntil(lambda: len(second.wall.windows) == 1, timeout=WAIT)
    assert second.faults.faults == ()
    assert second.show.state.program.scene == "materials"
    qtbot.waitUntil(lambda: first.wall.windows == (), timeout=WAIT)
    assert "drives the wall since" in first.faults.faults[0].problem.en
    second.show.choose_region("220200")
    first.directing.driving.take_over()
    qtbot.waitUntil(lambda: len(first.wall.windows) == 1, timeout=WAIT)
    assert first.show.state.program == Program("materials", "220200")


def test_two_walls_of_one_machine_have_a_driver_each(qtbot, sit):
    first, second, third = sit(), sit(wall="hall"), sit(node="left")
    assert [len(one.wall.windows) for one in (first, second, third)] == [1, 1, 1]
    assert first.faults.faults == second.faults.faults == third.faults.faults == ()


def test_what_the_command_line_names_begins_afresh(qtbot, sit):
    first = sit()
    first.show.take("materials")
    first.show.panic()
    first.directing.stop()
    second = sit(scene="outbreak")
    assert second.show.state.program == Program("outbreak")
    assert not second.show.state.dark
    assert second.show.state.revision > first.show.state.revision


def test_a_state_with_a_scene_that_is_gone_is_told_on_the_desk(qtbot, sit):
    state_file().parent.mkdir(parents=True)
    state_file().write_text(WallState.of(Program("last year's")).to_json(), "utf-8")
    seat = sit()
    assert seat.show.state.program == Program("overview")
    assert "is there no longer" in seat.faults.faults[0].problem.en


def test_a_broken_state_is_told_on_the_desk_and_the_wall_is_there(qtbot, sit):
    state_file().parent.mkdir(parents=True)
    state_file().write_text("nonsense", "utf-8")
    seat = sit()
    assert len(seat.wall.windows) == 1
    assert "cannot be restored" in seat.faults.faults[0].problem.en


def test_a_refusal_is_said_on_the_desk_and_is_no_fault(qtbot, sit):
    seat = sit()
    seat.show.panic()
    assert "Panic" in seat.said
    seat.show.take("materials")
    assert any("held by the panic key" in words for words in seat.said)
    assert seat.faults.faults == ()


def test_the_record_says_who_did_it_at_which_desk(qtbot, sit):
    seat = sit(node="left")
    seat.show.take("materials")
    seat.directing.stop()
    box = Outbox(paths.user_state() / "wall-left-demo.events.sqlite")
    (entry,) = box.waiting()
    box.close()
    body = json.loads(entry.body)
    assert (body["wall"], body["step"], body["desk"]) == ("wall", "take", "left")
    assert body["by"] == seat.show.state.author.by != ""
