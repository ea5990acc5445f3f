"""One display over several windows: each shows its part of one and the same picture."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import sub

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.domain.errors import ConsoleError
from console.domain.requests import TrendRequest
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.snapshots import SnapshotBatch
from console.domain.wording import Lang, Text
from console.views.board import Board
from console.views.bus import Bus
from console.views.displays import DISPLAYS
from console.views.preview_stage import PreviewStage
from console.views.show import Show
from console.views.thumbnails import Thumbnails
from console.views.wall_keys import WallKeys
from console.views.wall_set import WallSet
from console.wall.director import Director
from console.wall.program import Program, TileKey
from console.wall.replay import as_seen
from console.wall.state import WallState
from console.widgets.language import set_language
from console.widgets.map_tile import MapTile
from console.widgets.tile import Tile
from console.widgets.trend_tile import TrendTile
from tests.views.conftest import fresh, samples, settle
from tests.widgets import map_samples

WAIT = 30_000
TREND = TilePlace("trend", 1, 1, 24, 12, spans=2)
MAP = TilePlace("map", 1, 1, 24, 12, spans=2)
MIXED = TilePlace("trend", 7, 1, 12, 8, spans=2)
MIXED_KEY = TileKey(1, 7, 1)


def scene_of(*screens: tuple[TilePlace, ...], name: str = "wide") -> Scene:
    return Scene(name, Text(name, name), (tuple(map(ScreenLayout, screens)),))


WIDE = scene_of((TREND,), ())
MAPS = scene_of((MAP,), ())
MIX = scene_of(
    (MIXED, TilePlace("clock", 1, 1, 6, 8), TilePlace("status", 1, 9, 12, 4)),
    (TilePlace("headline", 7, 1, 6, 8), TilePlace("worst", 1, 9, 12, 4)),
    name="mix",
)
SCENES = {"wide": WIDE, "mix": MIX}


class Supplier(QObject):
    """Gives maps their areas, as the console does."""

    @Slot(object)
    def supply(self, tile: Tile) -> None:
        if isinstance(tile, MapTile):
            tile.set_boundaries(*map_samples.outlines())


class Ear(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[ConsoleError | None] = []

    @Slot(object)
    def hear(self, fault: ConsoleError | None) -> None:
        self.heard.append(fault)


@pytest.fixture
def make_wall(qtbot: QtBot, board: Board) -> Iterator[Callable[..., WallSet]]:
    made: list[WallSet] = []
    supplier = Supplier()

    def make(scene: Scene, *sizes: tuple[int, int]) -> WallSet:
        wall = WallSet(DISPLAYS, board, screens=len(sizes), windowed=True)
        wall.tile_built.connect(supplier.supply)
        made.append(wall)
        wall.open(scene)
        for window, size in zip(wall.windows, sizes, strict=True):
            window.setMinimumSize(*size)  # A window manager may have a wish of its own.
            window.setMaximumSize(*size)
            window.resize(*size)
            qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: [w.size().toTuple() for w in wall.windows] == list(sizes))
        settle(wall)
        return wall

    yield make
    for wall in made:
        wall.close()


@pytest.fixture
def figures(board: Board) -> None:
    trend = replace(
        samples.trend(400),
        request=TrendRequest(("",)),
        provenance=samples.provenance(**fresh()),
        incomplete_from=None,  # Hatching begins at the corner of a window, not of a display.
    )
    areas = replace(map_samples.snapshot(), provenance=samples.provenance(**fresh()))
    board.take_batch(SnapshotBatch((trend, areas)))


def drawn(qtbot: QtBot, wall: WallSet) -> WallSet:
    """Wait until every tile with figures has drawn them, and all are laid out."""
    tiles = [tile for window in wall.windows for tile in window.tiles]
    charts = [tile for tile in tiles if isinstance(tile, TrendTile | MapTile)]
    qtbot.waitUntil(lambda: all(t.snapshot and t.is_drawn for t in charts), timeout=WAIT)
    qtbot.waitUntil(lambda: all(t.metrics.height == t.window().height() for t in tiles))
    QApplication.processEvents()
    return wall


def glass(wall: WallSet) -> QImage:
    """Return the windows' pictures side by side, as they hang."""
    pictures = [window.grab().toImage() for window in wall.windows]
    whole = QImage(
        sum(p.width() for p in pictures), pictures[0].height(), QImage.Format.Format_RGB32
    )
    painter, left = QPainter(whole), 0
    for picture in pictures:
        painter.drawImage(left, 0, picture)
        left += picture.width()
    painter.end()
    return whole


@pytest.mark.parametrize(
    ("tile", "options"), [(TREND, {}), (MAP, {"renderer": "native"})], ids=["trend", "map"]
)
def test_the_windows_side_by_side_show_what_one_window_of_their_width_would(
    qtbot, make_wall, figures, tile, options
):
    lone = replace(tile, width=12, spans=1, options=options)
    alone = drawn(qtbot, make_wall(scene_of((lone,)), (1600, 450)))
    pair = drawn(qtbot, make_wall(scene_of((tile,), ()), (800, 450), (800, 450)))
    seam = glass(pair).copy(700, 0, 200, 450)
    assert len({seam.pixel(x, y) for x in range(200) for y in range(0, 450, 7)}) > 3
    assert glass(pair) == glass(alone)


def test_three_windows_carry_one_picture_too(qtbot, make_wall, figures):
    wide = replace(TREND, width=36, spans=3)
    alone = drawn(qtbot, make_wall(scene_of((replace(TREND, width=12, spans=1),)), (1800, 360)))
    three = make_wall(scene_of((wide,), (), ()), *[(600, 360)] * 3)
    assert glass(drawn(qtbot, three)) == glass(alone)


def test_title_and_freshness_mark_are_seen_once(qtbot, make_wall, figures):
    left, right = (
        window.tiles[0] for window in drawn(qtbot, make_wall(WIDE, *[(800, 450)] * 2)).windows
    )
    assert left.badge.visibleRegion().isEmpty()
    assert not right.badge.visibleRegion().isEmpty()
    assert not left._title.visibleRegion().isEmpty()
    assert not left._source.visibleRegion().isEmpty()


def test_a_smaller_screen_shows_its_share_of_the_same_picture(qtbot, make_wall, figures):
    wall = drawn(qtbot, make_wall(MAPS, (1200, 900), (800, 600)))
    large, small = (window.tiles[0] for window in wall.windows)
    assert large.width() / large.height() == pytest.approx(small.width() / small.height(), abs=0.01)
    assert small.x() == pytest.approx(large.x() * 2 / 3 - 800, abs=1.5)
    assert small.metrics.height == 600
    # The areas at the seam go on in the same colours at the same share of the height.
    last = wall.windows[0].grab().toImage().scaled(800, 600)
    first = wall.windows[1].grab().toImage()
    rows = [(last.pixelColor(799, y), first.pixelColor(0, y)) for y in range(20, 580)]
    alike = [max(map(abs, map(sub, one.getRgb(), other.getRgb()))) < 40 for one, other in rows]
    assert sum(alike) > len(rows) * 0.95
    assert len({one.rgb() for one, _ in rows}) > 2


def test_a_window_that_changes_its_size_has_the_others_follow(qtbot, make_wall, figures):
    wall = make_wall(WIDE, (800, 450), (800, 450))
    before = wall.windows[0].tiles[0].width()
    wall.windows[1].setMaximumSize(1000, 450)
    wall.windows[1].resize(1000, 450)
    qtbot.waitUntil(lambda: wall.windows[0].tiles[0].width() == before + 200)


def test_neighbours_of_what_runs_over_screens_stay_in_their_cells(make_wall):
    for window in make_wall(MIX, (1280, 720), (960, 600)).windows:
        tiles = [tile.geometry().intersected(window.rect()) for tile in window.tiles]
        assert all(rect.width() > 50 for rect in tiles)
        for number, one in enumerate(tiles):
            assert not any(one.intersects(other) for other in tiles[:number])


def test_pointer_and_keys_switch_nothing_on_one_screen_only(qtbot, make_wall, figures):
    wall = drawn(qtbot, make_wall(WIDE, *[(800, 450)] * 2))
    window = wall.windows[1]
    before = window.grab().toImage()
    row = window.tiles[0]._modes
    QTest.mouseClick(
        window.windowHandle(), Qt.MouseButton.LeftButton, pos=row.mapTo(window, row.rect().center())
    )
    for _ in range(5):
        QTest.keyClick(window, Qt.Key.Key_Tab)
    assert window.focusWidget() in (window, None)
    assert window.grab().toImage() == before


def test_a_wall_with_too_few_windows_shows_it_whole_and_tells_the_desk(make_wall):
    ear = Ear()
    wall = make_wall(MIX, (1280, 720))
    wall.fitted.connect(ear.hear)
    wall.show_scene(MIX)
    settle(wall)
    tile = wall.windows[0].tiles[0]
    assert wall.windows[0].rect().contains(tile.geometry())
    assert tile.badge.isVisible()
    assert "(trend) lacks one" in str(ear.heard[-1])
    wall.show_scene(scene_of((TilePlace("clock", 1, 1, 12, 12),)))
    assert ear.heard[-1] is None


@pytest.fixture
def show(make_wall, board, qtbot: QtBot) -> Show:
    wall = make_wall(MIX, (800, 450), (800, 450))
    show = Show(Director(SCENES, WallState.of(Program("mix"))), board, wall)
    show.wall = wall
    show.open()
    return show


def parts(show: Show) -> list[Tile]:
    settle(show.wall)
    return [window.tile_at(MIXED_KEY) for window in show.wall.windows]


def test_both_parts_are_frozen_and_go_on_together(show, figures):
    show.toggle_tile_freeze(MIXED_KEY)
    assert [tile.frozen for tile in parts(show)] == [True, True]
    assert len({tile.badge.text() for tile in parts(show)}) == 1
    show.undo()
    assert [tile.frozen for tile in parts(show)] == [False, False]


def test_in_the_spotlight_it_fills_both_screens_as_one_picture_and_goes_back(show):
    before = [tile.geometry() for tile in parts(show)]
    show.toggle_spotlight(MIXED_KEY, whole=False)
    for window, tile in zip(show.wall.windows, parts(show), strict=True):
        assert [other for other in window.tiles if other.isVisible()] == [tile]
        assert tile.width() > 1500
    assert [tile.x() > 0 for tile in parts(show)] == [True, False]
    show.toggle_spotlight(MIXED_KEY, whole=False)
    assert [tile.geometry() for tile in parts(show)] == before


def test_the_keys_go_over_it_once_and_the_thumbnails_mark_both_parts(show, qtbot, qapp):
    desk = QWidget()
    qtbot.addWidget(desk)
    keys, marked = WallKeys(desk, show), []
    keys.show_windows(show.wall.windows)
    for _ in range(6):
        keys._mark_next()
        marked.append(keys._marked)
    assert len(set(marked[:5])) == 5
    assert marked[5] == marked[0]
    small = Thumbnails(desk)
    small.show_windows(show.wall.windows)
    small.mark(MIXED_KEY)
    small.renew_all()
    assert all(each._window.tile_at(MIXED_KEY) is not None for each in small.thumbnails)
    small.stop()


def test_black_covers_it_on_both_screens(show):
    show.toggle_blank()
    whole = glass(show.wall)
    columns = range(0, whole.width(), 9)
    assert {whole.pixel(x, y) for x in columns for y in range(0, 450, 9)} == {0xFF000000}


def test_it_goes_on_as_the_same_tiles_when_a_screen_is_lost_and_comes_back(show):
    before, wall = parts(show), show.wall
    widths = [tile.width() for tile in before]
    for gone, whole in ((frozenset({1}), True), (frozenset(), False)):
        wall._gone = gone
        wall._show()
        assert parts(show) == before
        inside = [
            w.rect().contains(t.geometry()) for w, t in zip(wall.windows, before, strict=True)
        ]
        assert inside == [whole, whole]
    assert [tile.width() for tile in before] == widths


def test_the_preview_shows_each_screen_its_part(qtbot, board, make_wall, figures):
    stage = PreviewStage(DISPLAYS, Bus(board, "preview"))
    stage.show_scene(WIDE, 2)
    qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
    (_, left), (_, right) = stage.tiles
    assert left.size() == right.size()
    assert left.x() - right.x() == 1280

    def true_picture(number: int) -> bool:
        tile, picture = (left, right)[number], stage.pictures[number]
        here = tile.geometry().intersected(picture.rect())
        seen = tile.grab(here.translated(-tile.pos())).toImage()
        return picture.copy(here) == seen.convertToFormat(picture.format())

    qtbot.waitUntil(lambda: left.snapshot is not None and right.snapshot is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: true_picture(0) and true_picture(1), timeout=WAIT)
    stage.show_scene(WIDE, 2, {1})
    assert left.width() < 1280
    stage.stop()


def test_the_replay_shows_it_over_both_screens_in_its_place_and_in_the_spotlight(
    qtbot, board, show
):
    stage = PreviewStage(DISPLAYS, Bus(board, "replay"))
    for wide in (False, True):
        stage.show_scene(as_seen(MIX, show.state, 2), 2)
        qtbot.waitUntil(lambda: stage.complete, timeout=WAIT)
        left, right = (tile for place, tile in stage.tiles if place.part is not None)
        assert left.x() - right.x() == 1280
        assert (left.width() > 2400) is wide
        assert (len(stage.tiles) == 2) is wide
        show.toggle_spotlight(MIXED_KEY, whole=False)
    stage.stop()


def test_a_change_of_language_reaches_both_parts(show):
    before = [tile.badge.text() for tile in parts(show)]
    set_language(Lang.ZH)
    for window in show.wall.windows:
        QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    after = [tile.badge.text() for tile in parts(show)]
    assert len({*before}) == len({*after}) == 1
    assert after[0] != before[0]
