"""What the desk is told of screens that a scene asks for and the wall has not."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.app.screens import Screens
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.truth import FreshnessLimits
from console.domain.wording import Text
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.fault_book import FaultBook
from console.views.wall_set import WallSet

WIDE = Scene(
    "wide",
    Text("宽幅", "Wide"),
    ((ScreenLayout((TilePlace("clock", 1, 1, 24, 12, spans=2),)), ScreenLayout(())),),
)
SMALL = Scene("small", Text("小", "Small"), ((ScreenLayout((TilePlace("clock", 1, 1, 6, 6),)),),))


@pytest.fixture
def wall(qtbot: QtBot) -> Iterator[WallSet]:
    board = Board(FreshnessLimits())
    made = WallSet(DISPLAYS, board, screens=1, windowed=True)
    yield made
    made.close()
    board.stop()


def test_the_desk_lists_what_a_scene_lacks_of_screens_until_another_is_shown(qtbot, wall):
    desk, book = QWidget(), FaultBook()
    qtbot.addWidget(desk)
    screens = Screens(wall, desk, book, remember=False)
    wall.open(WIDE)
    (fault,) = book.faults
    assert fault.place.en == "场景 宽幅 / Scene wide"
    assert "laid out for 2 screens and there are 1" in fault.problem.en
    assert "(clock)" in fault.problem.en
    wall.show_scene(SMALL)
    assert book.faults == ()
    wall.show_scene(WIDE)
    assert len(book.faults) == 1
    wall.leave()
    assert book.faults == ()
    assert screens.parent() is desk
