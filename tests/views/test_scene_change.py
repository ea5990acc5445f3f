"""A take of many displays: built out of sight, shown at once, and painted a piece at a time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.domain.requests import HeadlineRequest
from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.snapshots import SnapshotBatch
from console.domain.truth import LinkState
from console.domain.wording import Text
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.wall_set import WallSet
from console.views.wings import _Cover
from console.widgets.map_tile import MapTile
from console.widgets.tile import Tile
from tests.views.conftest import fresh, now, samples, settle


class Asked(QObject):
    """Counts how often Qt asks a window to paint what is dirty."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.UpdateRequest
        return False


PLAIN = ("trend", "worst", "headline", "materials")


def scene(name: str, region: str, kinds: tuple[str, ...] = PLAIN) -> Scene:
    """Four displays on each of two screens, which no other region's scene can use."""
    tiles = tuple(
        TilePlace(kind, 1 + 6 * (index % 2), 1 + 6 * (index // 2), 6, 6, {}, region)
        for index, kind in enumerate(kinds)
    )
    return Scene(name, Text(name, name), ((ScreenLayout(tiles), ScreenLayout(tiles)),))


FIRST, SECOND, THIRD = (scene(f"s{code}", code) for code in ("220100", "220200", "220600"))


@pytest.fixture
def wall(qtbot: QtBot, board: Board) -> Iterator[WallSet]:
    made = WallSet(DISPLAYS, board, screens=2, windowed=True)
    made.open(FIRST)
    for window in made.windows:
        qtbot.waitExposed(window)
    yield made
    made.close()


def shown(wall: WallSet) -> list[Tile]:
    return [tile for window in wall.windows for tile in window.tiles]


def waiting(wall: WallSet) -> list[Tile]:
    return [tile for window in wall.windows for tile in window.wings.tiles]


def regions(wall: WallSet) -> set[str]:
    return {tile.region for tile in shown(wall)}


def test_a_scene_taken_cold_keeps_the_old_picture_until_all_its_tiles_stand(wall):
    before = shown(wall)
    wall.show_scene(SECOND)
    while wall.change.pending:
        assert shown(wall) == before
        assert all(tile.isVisible() for tile in before)
        assert {tile.region for tile in waiting(wall)} <= {"220200", ""}
        QApplication.processEvents()
    assert regions(wall) == {"220200"}
    assert len(shown(wall)) == 8
    assert not any(tile.isVisible() for tile in before)


def test_no_turn_builds_more_than_a_tile_or_two(wall):
    wall.show_scene(SECOND)
    counts = [0]
    while wall.change.pending:
        QApplication.processEvents()
        counts.append(len(waiting(wall)) if wall.change.pending else 8)
    assert len(set(counts)) > 3


def test_what_was_prepared_is_shown_at_once_and_by_the_same_tiles(qtbot, wall):
    wall.prepare(SECOND, ("", ""))
    qtbot.waitUntil(lambda: wall.change.complete, timeout=30_000)
    prepared = waiting(wall)
    assert len(prepared) == 8
    assert all(not window.rect().intersects(tile.geometry())
               for window in wall.windows for tile in window.wings.tiles)  # fmt: skip
    wall.show_scene(SECOND)
    assert shown(wall) == prepared
    assert waiting(wall) == []


def test_what_is_prepared_follows_its_own_region_key_until_it_is_on_air(qtbot, wall, board):
    free = scene("free", "220100", ("reproduction", "warning"))
    free = Scene("free", free.title, tuple(
        tuple(ScreenLayout(tuple(TilePlace(t.display, t.column, t.row, t.width, t.height)
                                 for t in screen.tiles)) for screen in screens)
        for screens in free.walls))  # fmt: skip
    board.select("220300", "")
    wall.prepare(free, ("220200", ""))
    qtbot.waitUntil(lambda: wall.change.complete and len(waiting(wall)) == 4, timeout=30_000)
    assert {tile.region for tile in waiting(wall)} == {"220200"}
    wall.show_scene(free, keys=("220600", ""))
    settle(wall)
    assert regions(wall) == {"220600"}
    board.select("220100", "")
    assert regions(wall) == {"220100"}


def test_another_preview_lets_go_of_what_the_last_one_prepared(qtbot, wall, board):
    for _ in range(4):
        for prepared in (SECOND, THIRD):
            wall.prepare(prepared, ("", ""))
            qtbot.waitUntil(lambda: wall.change.complete, timeout=30_000)
    assert len(waiting(wall)) == 8
    assert set(board._seats) == {*shown(wall), *waiting(wall)}

    def few() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return all(len(window.findChildren(Tile)) <= 4 + 4 + 8 for window in wall.windows)

    qtbot.waitUntil(few, timeout=30_000)


def test_a_display_with_a_page_of_its_own_is_not_opened_for_a_preview(qtbot, wall):
    wall.prepare(scene("maps", "220200", ("map", "trend")), ("", ""))
    qtbot.waitUntil(lambda: wall.change.complete and waiting(wall) != [], timeout=30_000)
    assert not any(isinstance(tile, MapTile) for tile in waiting(wall))


def test_of_two_takes_at_once_the_last_is_shown(wall):
    wall.show_scene(SECOND)
    wall.show_scene(THIRD)
    settle(wall)
    assert regions(wall) == {"220600"}
    assert waiting(wall) == []
    wall.show_scene(SECOND)
    wall.show_scene(THIRD)
    settle(wall)
    assert regions(wall) == {"220600"}


def test_black_comes_at_once_while_a_scene_is_on_its_way(wall):
    wall.show_scene(SECOND)
    assert wall.change.pending
    wall.show_scene(SECOND, dark=True)
    assert all(window._curtain.isVisible() for window in wall.windows)
    settle(wall)
    assert all(window._curtain.isVisible() for window in wall.windows)


def test_a_scene_waits_for_figures_that_can_come_but_not_for_ever(qtbot, wall, board):
    board.take_link(LinkState(now() - timedelta(seconds=1), connected=True))
    before = shown(wall)
    wall.show_scene(SECOND)
    qtbot.waitUntil(lambda: all(w.wings.complete for w in wall.windows), timeout=30_000)
    assert shown(wall) == before
    qtbot.waitUntil(lambda: not wall.change.pending, timeout=30_000)
    assert regions(wall) == {"220200"}


def test_a_change_of_screens_in_the_middle_of_a_take_ends_with_the_scene(wall):
    wall.show_scene(SECOND)
    wall._wanted = 1
    wall.follow_screens()
    settle(wall)
    assert len(wall.windows) == 1
    assert regions(wall) == {"220200"}


def test_every_window_paints_again_after_a_take(qtbot, wall):
    wall.show_scene(SECOND)
    settle(wall)
    qtbot.waitUntil(lambda: all(w.updatesEnabled() for w in wall.windows), timeout=30_000)
    qtbot.waitUntil(lambda: not wall.change._covered, timeout=30_000)


def test_a_window_whose_painting_was_asked_for_in_the_midst_of_a_take_paints_after_it(qtbot, wall):
    window = wall.windows[1]
    wall.prepare(SECOND, ("", ""))
    qtbot.waitUntil(lambda: wall.change.complete and waiting(wall) != [], timeout=30_000)
    window.update()  # Qt asks the window to paint while it is not to: that comes to nothing.
    wall.show_scene(SECOND)
    wall.change._reveals.stop()  # As on a busy machine, where a turn takes its time.
    asked = Asked(window)
    qtbot.waitUntil(lambda: asked.count > 0, timeout=30_000)
    assert not window.updatesEnabled()
    wall.change._reveals.start(0)
    qtbot.waitUntil(lambda: not wall.change._covered, timeout=30_000)
    anew = window.grab().toImage()

    def seen() -> bool:
        painted = window.backingStore().paintDevice()
        return isinstance(painted, QImage) and _alike(painted, anew)

    qtbot.waitUntil(seen, timeout=30_000)


def _alike(first: QImage, second: QImage) -> bool:
    plain = QImage.Format.Format_RGB32
    return first.convertToFormat(plain) == second.convertToFormat(plain)


def test_a_window_is_asked_again_for_what_it_has_not_painted(qtbot, wall):
    asked = Asked(wall.windows[0])
    for _ in range(3):
        before = asked.count
        qtbot.waitUntil(lambda before=before: asked.count > before, timeout=30_000)


def test_a_tile_that_gets_another_size_is_not_hidden_by_its_picture(qtbot, wall, board):
    wall.prepare(SECOND, ("", ""))
    figures = replace(
        samples.headline(),
        request=HeadlineRequest("220200"),
        provenance=samples.provenance(**fresh()),
    )
    board.take_batch(SnapshotBatch((figures,)))
    qtbot.waitUntil(lambda: any(t.findChild(_Cover) for t in waiting(wall)), timeout=30_000)
    tile = next(tile for tile in waiting(wall) if tile.findChild(_Cover))
    assert tile.findChild(_Cover).isVisible()
    tile.resize(tile.width() + 40, tile.height() + 30)
    assert not tile.findChild(_Cover).isVisible()


def test_the_focus_never_rests_on_what_waits_out_of_sight(qtbot, wall):
    window = wall.windows[0]
    wall.prepare(SECOND, ("", ""))
    qtbot.waitUntil(lambda: wall.change.complete and waiting(wall) != [], timeout=30_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for _ in range(40):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        assert not any(tile.isAncestorOf(focus) for tile in window.wings.tiles if focus)
