"""The preview: the real displays, off air, a piece at a time, on a region key of their own."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QObject, QTimerEvent, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from console import paths
from console.domain.requests import HeadlineRequest
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.snapshots import SnapshotBatch
from console.domain.wording import Text
from console.views.board import Board
from console.views.bus import Bus
from console.views.displays import DISPLAYS
from console.views.preview_pane import PreviewPane
from console.views.preview_stage import PreviewStage
from console.views.small_picture import best_columns
from console.wall.scene_files import load_scenes
from console.widgets.headline_tile import HeadlineTile
from console.widgets.map_tile import MapTile
from tests.views.conftest import fresh, samples

WAIT = 30_000


@pytest.fixture(scope="module")
def scenes() -> dict[str, Scene]:
    book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
    return {scene.name: scene for scene in book.scenes}


@pytest.fixture
def bus(board: Board) -> Bus:
    return Bus(board, "preview")


@pytest.fixture
def stage(qapp: QApplication, bus: Bus) -> Iterator[PreviewStage]:
    made = PreviewStage(DISPLAYS, bus)
    yield made
    made.stop()


def lone(display: str) -> Scene:
    return Scene(
        display, Text(display, display), ((ScreenLayout((TilePlace(display, 1, 1, 12, 12),)),),)
    )


class Turns(QObject):
    """Counts the turns of the event loop, and notes at which of them tiles were built."""

    def __init__(self, stage: PreviewStage) -> None:
        super().__init__()
        self.turns = 0
        self.built: list[int] = []
        stage.tile_built.connect(self.note)
        self.startTimer(0)

    @override
    def timerEvent(self, event: QTimerEvent) -> None:
        self.turns += 1

    @Slot(object)
    def note(self, _tile: object) -> None:
        self.built.append(self.turns)


def test_a_scene_is_built_piece_by_piece_and_no_turn_builds_two_tiles(qtbot: QtBot, stage, scenes):
    turns = Turns(stage)
    stage.show_scene(scenes["overview"], 1)
    assert stage.tiles == ()
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    assert len(turns.built) == len(scenes["overview"].walls[0][0].tiles)
    assert all(later > earlier for earlier, later in pairwise(turns.built))


def test_nothing_of_the_preview_is_on_a_screen(qtbot: QtBot, stage, scenes):
    stage.show_scene(scenes["overview"], 2)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    shown = [window for window in QApplication.topLevelWindows() if window.isVisible()]
    tops = {tile.window().windowHandle() for _, tile in stage.tiles}
    assert not tops.intersection(window for window in shown if window.isExposed())


def test_the_picture_is_what_the_display_shows_and_follows_new_figures(qtbot: QtBot, stage, board):
    stage.show_scene(lone("headline"), 1)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    empty = stage.pictures[0].copy()
    snapshot = replace(
        samples.headline(), request=HeadlineRequest(""), provenance=samples.provenance(**fresh())
    )
    board.take_batch(SnapshotBatch((snapshot,)))
    qtbot.waitUntil(lambda: stage.pictures[0] != empty, timeout=WAIT)
    ((_, tile),) = stage.tiles
    assert isinstance(tile, HeadlineTile)
    true = tile.grab().toImage()
    corner = tile.pos()
    drawn = stage.pictures[0].copy(corner.x(), corner.y(), true.width(), true.height())
    assert drawn.convertToFormat(true.format()) == true


def test_the_preview_turns_without_turning_the_wall(qtbot: QtBot, stage, bus, board):
    stage.show_scene(lone("headline"), 1)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    on_air = HeadlineTile()
    qtbot.addWidget(on_air)
    board.attach(on_air)
    board.select("220100", "")
    bus.select("220282", "")
    ((_, tile),) = stage.tiles
    assert (tile.region, on_air.region) == ("220282", "220100")
    assert {HeadlineRequest("220282"), HeadlineRequest("220100")} <= board.wanted
    board.detach(on_air)


def test_tiles_that_both_scenes_have_stay_and_those_that_go_are_wanted_no_more(
    qtbot: QtBot, stage, scenes, board
):
    stage.show_scene(scenes["overview"], 1)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    before = {tile for _, tile in stage.tiles}
    stage.show_scene(scenes["outbreak"], 1)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    kept = before & {tile for _, tile in stage.tiles}
    assert any(isinstance(tile, HeadlineTile) for tile in kept)
    stage.stop()
    assert not any(isinstance(request, HeadlineRequest) for request in board.wanted)


def test_a_scene_that_is_replaced_while_it_is_built_leaves_no_tile_unserved(
    qtbot: QtBot, stage, scenes, board
):
    for name in ("overview", "outbreak", "materials", "overview"):
        stage.show_scene(scenes[name], 1)
        qtbot.waitUntil(lambda: bool(stage.tiles), timeout=WAIT)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    assert {tile for _, tile in stage.tiles} <= set(board._seats)


def test_a_map_in_the_preview_costs_no_web_page(qtbot: QtBot, stage):
    stage.show_scene(lone("map"), 1)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    ((_, tile),) = stage.tiles
    assert isinstance(tile, MapTile)
    assert tile.web is None


def test_the_pane_has_a_picture_for_every_screen(qtbot: QtBot, stage, scenes):
    pane = PreviewPane()
    qtbot.addWidget(pane)
    pane.show_stage(stage)
    stage.show_scene(scenes["overview"], 3)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    assert [shown.picture for shown in pane.pictures] == list(stage.pictures)
    stage.show_scene(scenes["overview"], 1)
    assert len(pane.pictures) == 1


@pytest.mark.parametrize(
    ("count", "width", "height", "columns"),
    [
        (0, 500, 300, 1),
        (1, 500, 300, 1),
        (2, 400, 320, 1),
        (2, 900, 260, 2),
        (3, 500, 330, 2),
        (16, 800, 500, 4),
    ],
)
def test_as_many_columns_as_make_pictures_largest(count, width, height, columns):
    assert best_columns(count, width, height) == columns
