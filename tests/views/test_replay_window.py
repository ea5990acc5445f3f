"""The replay: a past moment in a window of its own, stamped, and the wall left alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console import paths
from console.app.replaying import KINDS
from console.domain.centre import CENTRE_ZONE
from console.domain.errors import ConsoleError
from console.domain.snapshots import SnapshotBatch
from console.domain.truth import Truth
from console.domain.wording import Text
from console.views.displays import DISPLAYS
from console.views.preview_stage import PreviewStage
from console.views.replay_board import ReplayBoard
from console.views.replay_window import ReplayWindow
from console.wall.replay import Moment, Tape
from console.wall.scene_files import load_scenes
from console.wall.state import WallState
from console.widgets.style import colour
from console.widgets.unrecorded_tile import UnrecordedTile
from tests.views.conftest import samples
from tests.wall.wall_samples import director

WAIT = 20_000
NOON = datetime(2026, 2, 1, 12, 0, tzinfo=CENTRE_ZONE)


class Replay:
    """The window with its board and stage, and what it asked for."""

    def __init__(self, limits) -> None:
        book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
        self.board = ReplayBoard(limits)
        self.stage = PreviewStage(KINDS, self.board)
        scenes = {scene.name: scene for scene in book.scenes}
        self.window = ReplayWindow(scenes, self.stage, self.board)
        self.days: list[date] = []
        self.window.day_wanted.connect(self.days.append)

    def end(self) -> None:
        self.window.close()
        self.board.stop()
        self.window.deleteLater()


@pytest.fixture
def replay(qtbot: QtBot, limits) -> Iterator[Replay]:
    made = Replay(limits)
    yield made
    made.end()


def a_day() -> Tape:
    wall = director()
    events = [wall.take("outbreak"), wall.take("overview"), wall.blank(on=True)]
    at = [NOON - timedelta(hours=2), NOON - timedelta(hours=1), NOON + timedelta(hours=1)]
    moments = tuple(
        Moment(when, event.step.value, "li@desk-1", replace(event.after, at=when))
        for when, event in zip(at, events, strict=True)
    )
    return Tape(NOON.date(), None, moments)


def opened(qtbot: QtBot, replay: Replay, screens: int = 2) -> ReplayWindow:
    replay.window.open_at(NOON, screens)
    replay.window.show_tape(a_day(), None)
    qtbot.waitUntil(lambda: replay.stage.complete, timeout=WAIT)
    return replay.window


def test_the_scene_of_that_moment_stands_there_with_every_tile_marked(qtbot, replay):
    window = opened(qtbot, replay)
    assert "2026-02-01 12:00:00" in window.when.text()
    assert "11:00:00 take li@desk-1" in window.what.text()
    tiles = [tile for _, tile in replay.stage.tiles]
    assert {tile.badge.mark.truth for tile in tiles} == {Truth.REPLAY}
    assert {tile.badge.mark.since for tile in tiles} == {NOON}
    displays = {placed.display for placed, _ in replay.stage.tiles}
    assert "map" in displays


def test_no_news_of_the_present_lifts_the_mark(qtbot, replay):
    opened(qtbot, replay)
    tiles = [tile for _, tile in replay.stage.tiles]
    headline = samples.headline()
    assert headline.request in {tile.request() for tile in tiles}
    replay.board.take_batch(SnapshotBatch((headline,), frozenset()))
    qtbot.waitUntil(lambda: any(tile.snapshot is headline for tile in tiles), timeout=WAIT)
    assert {tile.badge.mark.truth for tile in tiles} == {Truth.REPLAY}


def test_what_nobody_recorded_says_so_and_shows_nothing_of_now(qtbot, replay):
    opened(qtbot, replay)
    shown = [(p.display, tile) for p, tile in replay.stage.tiles]
    assert any(display == "clock" for display, _ in shown)
    for display, tile in shown:
        dated = display not in ("clock", "status", "feed", "feeds")
        assert isinstance(tile, UnrecordedTile) is not dated


def test_the_arrows_go_from_change_to_change_and_the_pages_from_day_to_day(qtbot, replay):
    window = opened(qtbot, replay)
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert "outbreak" not in window.what.text()
    assert window.bar.moment == NOON - timedelta(hours=1)
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert window.bar.moment == NOON + timedelta(hours=1)
    assert all(picture.dark for picture in window.pictures)
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    assert replay.days[-1] == date(2026, 1, 31)
    qtbot.keyClick(window, Qt.Key.Key_PageDown)
    assert replay.days[-1] == date(2026, 2, 1)


def test_the_slider_chooses_a_moment_and_the_field_a_day_but_none_to_come(qtbot, replay):
    window = opened(qtbot, replay)
    window.bar.slider.setValue(10 * 3600 + 60)
    assert "outbreak" in replay.stage._shown[0].name
    window.bar.day.setDate(QDate(2999, 1, 1))
    assert replay.days[-1] <= datetime.now(CENTRE_ZONE).date()


def test_a_day_without_a_record_says_so(qtbot, replay):
    window = opened(qtbot, replay)
    window.bar.slider.setValue(1)
    assert window.what.text() == "No record of the wall until this moment"
    assert replay.stage.tiles == ()


def test_a_record_of_another_day_that_comes_late_is_passed_over(qtbot, replay):
    window = opened(qtbot, replay)
    qtbot.keyClick(window, Qt.Key.Key_PageUp)
    window.show_tape(a_day(), None)
    assert window.what.text() == "Reading the record …"


def test_a_fault_is_told_below_the_picture(qtbot, replay):
    window = opened(qtbot, replay)
    fault = ConsoleError("db", Text("库", "The database is away."), Text("等", "Wait."))
    window.show_tape(a_day(), fault)
    assert "The database is away." in window.note.text()


def test_a_scene_that_is_no_more_is_named(qtbot, replay):
    window = opened(qtbot, replay)
    state = WallState.of(a_day().moments[0].state.program)
    gone = WallState.from_json(state.to_json().replace("outbreak", "of last year"))
    window.show_tape(Tape(NOON.date(), gone), None)
    assert "of last year, which is no more" in window.what.text()


def test_keys_of_the_wall_do_nothing_in_the_replay_but_black_and_panic_do(qtbot, replay):
    window = opened(qtbot, replay)
    desk = QWidget()
    qtbot.addWidget(desk)
    desk.show()
    fired: list[str] = []
    for keys in ("PgDown", "F9", "2", "B", "F12"):
        shortcut = QShortcut(QKeySequence(keys), desk)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.setObjectName(keys)
        shortcut.activated.connect(lambda name=keys: fired.append(name))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    window.setFocus()
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_F9, Qt.Key.Key_2, Qt.Key.Key_B, Qt.Key.Key_F12):
        qtbot.keyClick(window, key)
    assert fired == ["B", "F12"]


def test_the_stamp_leaves_the_palette_as_it_is(qtbot, replay):
    before = colour("warn").alpha()
    window = opened(qtbot, replay)
    window.grab()
    assert colour("warn").alpha() == before == 255


def test_a_replay_that_is_closed_holds_no_tile(qtbot, replay):
    window = opened(qtbot, replay)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert replay.stage.tiles == ()
