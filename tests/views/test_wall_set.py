"""As many wall windows as are wanted, each with its part of the scene."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import paths
from console.domain.scenes import Scene
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.wall_set import WallSet
from console.wall.scene_files import load_scenes
from tests.views.conftest import settle


@pytest.fixture(scope="module")
def scenes() -> dict[str, Scene]:
    book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
    return {scene.name: scene for scene in book.scenes}


@pytest.fixture
def make_wall(qapp: QApplication, board: Board) -> Iterator:
    made: list[WallSet] = []

    def make(screens: int, *, windowed: bool) -> WallSet:
        made.append(WallSet(DISPLAYS, board, screens=screens, windowed=windowed))
        return made[-1]

    yield make
    for wall in made:
        wall.close()


def displays(wall: WallSet) -> list[list[str]]:
    return [[type(tile).__name__ for tile in window.tiles] for window in wall.windows]


def test_a_windowed_wall_has_as_many_titled_windows_as_are_wanted(qtbot: QtBot, make_wall, scenes):
    wall = make_wall(3, windowed=True)
    wall.open(scenes["overview"])
    assert [w.windowTitle() for w in wall.windows] == [f"大屏 {n} / Wall {n}" for n in (1, 2, 3)]
    for window in wall.windows:
        qtbot.waitUntil(window.isVisible)


def test_each_window_shows_its_own_part_of_the_scene(make_wall, scenes):
    wall = make_wall(3, windowed=True)
    wall.open(scenes["overview"])
    for name in ("materials", "overview"):
        wall.show_scene(scenes[name])
        settle(wall)
        shown = [window.places for window in wall.windows]
        assert shown == [layout.tiles for layout in scenes[name].screens(3)]
    assert displays(wall)[1] == ["HeadlineTile", "MapTile"]


def test_a_full_screen_wall_covers_its_screen_without_a_frame(qtbot: QtBot, make_wall, scenes):
    wall = make_wall(1, windowed=False)
    wall.open(scenes["overview"])
    window = wall.windows[0]
    qtbot.waitUntil(lambda: window.geometry() == window.screen().geometry())
    assert window.isFullScreen()


def test_screens_that_come_and_go_in_a_burst_leave_every_window_on_its_screen(
    qtbot: QtBot, make_wall, scenes
):
    wall = make_wall(0, windowed=False)
    wall.open(scenes["overview"])
    before = wall.windows
    for _ in range(5):
        QApplication.instance().primaryScreenChanged.emit(QApplication.primaryScreen())
    qtbot.waitUntil(lambda: not wall._settling.isActive())
    assert wall.windows == before


def test_a_closed_wall_serves_no_tile_any_more(make_wall, scenes, board):
    wall = make_wall(2, windowed=True)
    wall.open(scenes["overview"])
    wall.close()
    assert wall.windows == ()
    assert board._seats == {}
