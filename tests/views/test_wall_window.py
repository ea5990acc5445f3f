"""One screen of the wall, with real tiles in a real window."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from pytestqt.qtbot import QtBot

from console.domain.errors import ConsoleError
from console.domain.scenes import ScreenLayout, TilePlace
from console.domain.wording import Lang
from console.theme import Metrics
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.wall_window import WallWindow
from console.wall.placement import place
from console.widgets.headline_tile import HeadlineTile
from console.widgets.language import set_language
from console.widgets.map_tile import MapTile
from console.widgets.trend_tile import TrendTile

NATIVE = {"renderer": "native"}
HEADLINE = TilePlace("headline", 1, 1, 12, 3)
TREND = TilePlace("trend", 1, 4, 6, 9)
MAP = TilePlace("map", 7, 4, 6, 9, NATIVE)
GAPS = TilePlace("map", 1, 4, 12, 9, {**NATIVE, "metric": "gap", "level": "county"})
FIRST = ScreenLayout((HEADLINE, TREND, MAP))
SECOND = ScreenLayout((HEADLINE, GAPS))


class Ear(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[ConsoleError] = []
        self.regions: list[str] = []

    @Slot(object)
    def hear_fault(self, fault: ConsoleError) -> None:
        self.faults.append(fault)

    @Slot(str)
    def hear_region(self, code: str) -> None:
        self.regions.append(code)


@pytest.fixture
def window(qtbot: QtBot, board: Board) -> WallWindow:
    made = WallWindow(2, DISPLAYS, board)
    qtbot.addWidget(made, before_close_func=WallWindow.end)
    made.resize(1280, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


def kinds(window: WallWindow) -> list[type]:
    return [type(tile) for tile in window.tiles]


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def test_a_window_is_numbered_in_both_languages(window):
    assert window.windowTitle() == "大屏 2 / Wall 2"


def test_a_layout_stands_where_the_grid_says(window):
    window.show_layout(FIRST)
    assert kinds(window) == [HeadlineTile, TrendTile, MapTile]
    gap = Metrics(720).gap
    for tile, wanted in zip(window.tiles, FIRST.tiles, strict=True):
        rect = place(wanted, 1280, 720, gap)
        assert tile.isVisible()
        assert tile.geometry().getRect() == (rect.x, rect.y, rect.width, rect.height)


def test_a_resized_window_lays_out_anew_and_gives_its_tiles_their_sizes(qtbot, window):
    window.show_layout(FIRST)
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.tiles[0].metrics == Metrics(1080))
    last = window.tiles[-1].geometry()
    assert last.right() + 1 == 1920 - Metrics(1080).gap
    assert last.bottom() + 1 == 1080 - Metrics(1080).gap
    assert all(tile.metrics == Metrics(1080) for tile in window.tiles)


@pytest.mark.parametrize("size", [(320, 180), (1024, 640), (3840, 2160)])
def test_no_tile_leaves_a_window_of_any_size(window, size):
    window.show_layout(FIRST)
    window.resize(*size)
    settle()
    for tile in window.tiles:
        assert window.rect().contains(tile.geometry())


def test_a_tile_that_the_next_scene_has_too_goes_on_as_the_same_one(window, board):
    window.show_layout(FIRST)
    headline = window.tiles[0]
    window.show_layout(SECOND)
    assert window.tiles[0] is headline
    assert headline.isVisible()
    assert set(board._seats) == set(window.tiles)


def test_a_map_goes_on_with_the_next_scenes_figure_and_areas(window):
    window.show_layout(FIRST)
    map_tile = window.tiles[2]
    window.show_layout(SECOND)
    assert window.tiles[1] is map_tile
    assert map_tile.request() == window.tiles[1].request()
    assert map_tile.request().metric == "gap"
    assert map_tile.request().level == "county"
    window.show_layout(FIRST)
    assert window.tiles[2] is map_tile
    assert map_tile.request().metric == "cumulative"


def test_a_map_is_kept_while_a_scene_has_none(window):
    window.show_layout(FIRST)
    map_tile = window.tiles[2]
    window.show_layout(ScreenLayout((HEADLINE,)))
    settle()
    assert not map_tile.isVisible()
    window.show_layout(FIRST)
    assert window.tiles[2] is map_tile


def test_a_scene_that_comes_back_gets_its_tiles_back(window, board):
    window.show_layout(FIRST)
    tiles = window.tiles
    window.show_layout(SECOND)
    window.show_layout(FIRST)
    assert window.tiles == tiles
    assert all(tile.isVisible() for tile in tiles)
    assert set(board._seats) == set(tiles)


def test_tiles_of_scenes_gone_by_do_not_pile_up(qtbot, window, board):
    for days in range(30):
        place = TilePlace("trend", 1, 4, 12, 9, {"days": days})
        window.show_layout(ScreenLayout((HEADLINE, place)))
    assert len(board._seats) == 2

    def few() -> bool:
        settle()
        return len(window.findChildren(TrendTile)) < 12

    qtbot.waitUntil(few, timeout=30_000)


def test_a_pinned_tile_stays_at_its_region(window, board):
    window.show_layout(ScreenLayout((HEADLINE, TilePlace("trend", 1, 4, 12, 9, {}, "220200"))))
    board.select("220100", "")
    assert [tile.region for tile in window.tiles] == ["220100", "220200"]


def test_options_that_a_display_refuses_are_a_fault_and_leave_the_rest(qtbot, window):
    ear = Ear()
    window.tile_failed.connect(ear.hear_fault)
    window.show_layout(
        ScreenLayout((HEADLINE, TilePlace("map", 1, 4, 12, 9, {"metric": "nonsense"})))
    )
    assert kinds(window) == [HeadlineTile]
    assert [fault.place for fault in ear.faults] == ["map"]


def test_a_region_picked_in_a_tile_is_passed_on(window):
    ear = Ear()
    window.region_chosen.connect(ear.hear_region)
    window.show_layout(FIRST)
    window.tiles[2].region_chosen.emit("220200")
    assert ear.regions == ["220200"]


def test_a_change_of_language_reaches_every_tile(window):
    window.show_layout(FIRST)
    before = [tile.badge.text() for tile in window.tiles]
    set_language(Lang.ZH)
    QCoreApplication.sendEvent(QCoreApplication.instance(), QEvent(QEvent.Type.LanguageChange))
    for top in (window,):
        QCoreApplication.sendEvent(top, QEvent(QEvent.Type.LanguageChange))
    assert [tile.badge.text() for tile in window.tiles] != before


def test_a_wall_window_does_not_close_by_a_slip_of_the_hand(window):
    window.close()
    assert window.isVisible()
