"""What the director decides is what the windows show, at once and with its mark."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console import paths
from console.domain.errors import ConsoleError
from console.domain.requests import HeadlineRequest, PlacesRequest
from console.domain.scenes import Scene
from console.domain.snapshots import HeadlineSnapshot, PlacesSnapshot, SnapshotBatch
from console.domain.truth import LinkState, Truth
from console.domain.wording import Text
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.show import Show
from console.views.wall_keys import WallKeys
from console.views.wall_set import WallSet
from console.views.wall_window import WallWindow
from console.wall.alarm_rules import AlarmNote, AlarmRule, AlarmRules
from console.wall.cue_sheet import CueSheet, CueStep
from console.wall.director import Director
from console.wall.events import Step, WallEvent
from console.wall.program import Program, TileKey
from console.wall.scene_files import load_scenes
from console.wall.state import WallState
from console.widgets.clock_tile import ClockTile
from console.widgets.headline_tile import HeadlineTile
from console.widgets.tile import Tile
from tests.views.conftest import fresh, now, samples, settle
from tests.views.test_desk_window import REGIONS

SHEET = CueSheet(
    "visit",
    Text("参观", "Visit"),
    (CueStep("overview", seconds=1, auto=True), CueStep("materials", "220200")),
)


class Witness(QObject):
    """Hears what a show tells."""

    def __init__(self, show: Show) -> None:
        super().__init__()
        self.events: list[WallEvent] = []
        self.refusals: list[ConsoleError] = []
        show.happened.connect(self.hear)
        show.refused.connect(self.hear_refusal)

    @Slot(object)
    def hear(self, event: WallEvent) -> None:
        self.events.append(event)

    @Slot(object)
    def hear_refusal(self, error: ConsoleError) -> None:
        self.refusals.append(error)


@pytest.fixture(scope="module")
def scenes() -> dict[str, Scene]:
    book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
    return {scene.name: scene for scene in book.scenes}


@pytest.fixture
def make_show(qtbot: QtBot, board: Board, scenes) -> Iterator[Callable[..., Show]]:
    made: list[WallSet] = []

    def make(state: WallState | None = None, screens: int = 2) -> Show:
        wall = WallSet(DISPLAYS, board, screens=screens, windowed=True)
        made.append(wall)
        director = Director(
            scenes, state or WallState.of(Program("overview")), sheets={"visit": SHEET}
        )
        rules = AlarmRules((AlarmRule("outbreak", armed=True),))
        show = Show(director, board, wall, rules)
        show.wall = wall
        show.open()
        for window in wall.windows:
            qtbot.waitExposed(window)
        return show

    yield make
    for wall in made:
        wall.close()


@pytest.fixture
def show(make_show) -> Show:
    return make_show()


def windows(show: Show) -> tuple[WallWindow, ...]:
    settle(show.wall)
    return show.wall.windows


def tile_of(show: Show, kind: type[Tile]) -> tuple[Tile, TileKey]:
    for window in windows(show):
        for place, tile in zip(window.places, window.tiles, strict=True):
            if isinstance(tile, kind):
                return tile, window.key(place)
    raise AssertionError(kind)


def colours(widget: QWidget) -> set[int]:
    image: QImage = widget.grab().toImage()
    columns = range(0, image.width(), 9)
    return {image.pixel(x, y) for x in columns for y in range(0, image.height(), 9)}


def seen(tile: Tile) -> QImage:
    """Return what people see of the tile's content."""
    corner = tile.content.mapTo(tile.window(), QPoint())
    return tile.window().grab(QRect(corner, tile.content.size())).toImage()


def headline(region: str = "", name: str = "Jilin") -> HeadlineSnapshot:
    return replace(
        samples.headline(),
        request=HeadlineRequest(region),
        provenance=samples.provenance(**fresh()),
        region_name=Text(name, name),
    )


def test_a_take_shows_its_scene_on_every_window_and_is_told(show, scenes):
    witness = Witness(show)
    show.take("materials")
    layouts = scenes["materials"].screens(2)
    for window, layout in zip(windows(show), layouts, strict=True):
        assert window.places == layout.tiles
    assert [event.step for event in witness.events] == [Step.TAKE]
    show.undo()
    assert tile_of(show, HeadlineTile)


def test_what_is_loaded_reaches_the_wall_only_by_the_take(show):
    before = windows(show)[0].tiles
    show.load_scene("materials")
    show.load_region("220200")
    assert windows(show)[0].tiles == before
    show.take_preview()
    assert show.state.program == Program("materials", "220200")
    assert windows(show)[0].tiles[0].region == "220200"


def test_a_refused_wish_is_told_in_words_and_changes_nothing(show):
    witness = Witness(show)
    show.panic()
    show.take("materials")
    show.take("nowhere")
    assert "panic key" in str(witness.refusals[0])
    assert "no such scene" in str(witness.refusals[1])
    assert show.state.program == Program("overview")


def test_a_black_wall_is_black_and_nothing_else_until_the_picture_comes_back(show, qtbot):
    show.toggle_blank()
    for window in windows(show):
        assert colours(window) == {0xFF000000}
        window.resize(window.width() + 100, window.height() + 60)
        assert colours(window) == {0xFF000000}
    show.toggle_blank()
    for window in windows(show):
        qtbot.waitUntil(lambda window=window: len(colours(window)) > 1)


def test_the_panic_key_blackens_what_is_on_air_and_its_release_shows_the_same(show):
    tiles = windows(show)[0].tiles
    show.panic()
    assert colours(windows(show)[1]) == {0xFF000000}
    show.release()
    assert windows(show)[0].tiles == tiles
    assert len(colours(windows(show)[0])) > 1


def test_a_frozen_tile_keeps_its_picture_and_says_so_whatever_comes(show, board, qtbot):
    tile, key = tile_of(show, HeadlineTile)
    board.take_batch(SnapshotBatch((headline(),)))
    qtbot.waitUntil(lambda: tile.snapshot is not None)
    before = seen(tile)
    show.toggle_tile_freeze(key)
    assert seen(tile) == before
    mark = tile.badge.mark
    assert mark.truth is Truth.FROZEN
    assert tile.property("truth") == "frozen"
    assert now() - mark.since < timedelta(seconds=60)
    board.take_batch(SnapshotBatch((headline(name="Elsewhere"),)))
    board.take_link(LinkState(now(), connected=True))
    assert seen(tile) == before
    assert tile.badge.mark == mark
    show.toggle_tile_freeze(key)
    assert not tile.frozen
    assert tile.badge.mark.truth is Truth.LIVE
    qtbot.waitUntil(lambda: tile.snapshot.region_name.en == "Elsewhere")


def test_a_frozen_wall_stands_still_but_for_its_clock(show, board, qtbot):
    tile, _ = tile_of(show, HeadlineTile)
    clock, _ = tile_of(show, ClockTile)
    board.take_batch(SnapshotBatch((headline(),)))
    qtbot.waitUntil(lambda: tile.snapshot is not None)
    show.toggle_freeze()
    assert tile.frozen
    assert not clock.frozen
    show.choose_region("220200")
    assert tile.region == ""
    show.toggle_freeze()
    assert tile.region == "220200"
    assert not tile.frozen


def test_a_tile_that_shows_nothing_yet_freezes_with_its_first_picture(show, board, qtbot):
    tile, key = tile_of(show, HeadlineTile)
    show.toggle_tile_freeze(key)
    assert not tile.frozen
    wished = show.state.on_air.frozen_at(key)
    board.take_batch(SnapshotBatch((headline(),)))
    qtbot.waitUntil(lambda: tile.frozen)
    assert tile.badge.mark.since >= wished


def test_a_frozen_picture_follows_the_size_of_its_tile(show, board, qtbot):
    tile, key = tile_of(show, HeadlineTile)
    board.take_batch(SnapshotBatch((headline(),)))
    qtbot.waitUntil(lambda: tile.snapshot is not None)
    show.toggle_tile_freeze(key)
    window = tile.window()
    window.resize(window.width() // 2, window.height() // 2)
    QApplication.processEvents()
    assert tile._still.geometry() == tile.content.rect()


def test_a_spotlit_tile_fills_its_screen_and_goes_back_to_its_place(show):
    tile, key = tile_of(show, HeadlineTile)
    window, others = tile.window(), [t for t in tile.window().tiles if t is not tile]
    before = tile.geometry()
    show.toggle_spotlight(key, whole=False)
    assert tile.width() > window.width() * 0.9
    assert tile.height() > window.height() * 0.9
    assert not any(other.isVisible() for other in others)
    assert tile.badge.isVisible()
    show.toggle_spotlight(key, whole=False)
    assert tile.geometry() == before
    assert all(other.isVisible() for other in others)


def test_a_tile_spotlit_on_the_whole_wall_is_on_every_screen(show):
    _, key = tile_of(show, HeadlineTile)
    before = [[type(t) for t in window.tiles] for window in windows(show)]
    show.toggle_spotlight(key, whole=True)
    for window in windows(show):
        seen = [tile for tile in window.tiles if tile.isVisible()]
        assert [type(tile) for tile in seen] == [HeadlineTile]
        assert seen[0].width() > window.width() * 0.9
    show.undo()
    assert [[type(t) for t in window.tiles] for window in windows(show)] == before


def test_the_cue_sheet_goes_on_by_itself_and_stops_for_a_person(show, qtbot):
    witness = Witness(show)
    show.next_cue()
    qtbot.waitUntil(lambda: show.state.program == Program("materials", "220200"), timeout=5000)
    assert [event.source.name for event in witness.events] == ["OPERATOR", "SCHEDULE"]
    show.previous_cue()
    show.choose_region("220100")
    assert not show._cue.isActive()


def test_an_armed_alarm_takes_the_wall_and_its_release_gives_it_back(show):
    show.propose(AlarmNote("a", "outbreak", 1, "220200"))
    assert show.state.program == Program("outbreak", "220200")
    show.take("materials")
    assert show.state.program.scene == "outbreak"
    show.release()
    show.take("materials")
    assert show.state.program.scene == "materials"


def test_a_wall_opens_as_it_was_left(make_show):
    director = Director({"overview": None}, WallState.of(Program("overview")))
    director.spotlight(TileKey(1, 1, 3))
    director.panic()
    show = make_show(director.state)
    assert colours(windows(show)[0]) == {0xFF000000}
    show.release()
    assert [tile.isVisible() for tile in windows(show)[0].tiles].count(True) == 1


def test_a_spectator_shows_nothing_and_changes_nothing_until_it_drives(show):
    witness = Witness(show)
    show.only_look(ConsoleError("driver", Text("", "li drives"), Text("", "F10")))
    assert windows(show) == ()
    show.take("materials")
    assert ["li drives" in str(error) for error in witness.refusals] == [True, True]
    state = replace(show.state, preview=Program("materials"), at=datetime.now(UTC))
    show.drive(state)
    assert len(windows(show)) == 2
    assert show.state == state


def test_a_place_that_is_unknown_becomes_the_whole_province_and_is_told(make_show, board):
    show = make_show(WallState.of(Program("overview", "999999")))
    witness = Witness(show)
    board.places_changed.emit(
        PlacesSnapshot(
            request=PlacesRequest(), provenance=samples.provenance(**fresh()), regions=REGIONS,
            posts=(),
        )
    )  # fmt: skip
    assert show.state.program.region == ""
    assert "no such region" in str(witness.refusals[0])
    assert not show.director.can_undo


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_every_key_plays_the_wall(show, desk, scenes):
    keys = WallKeys(desk, show)
    keys.show_windows(windows(show))
    no, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    show.take("outbreak")
    first, safe = windows(show)[0].key(windows(show)[0].places[0]), next(iter(scenes))
    for key, modifier, holds in (
        (Qt.Key.Key_B, no, lambda: show.state.dark),
        (Qt.Key.Key_Period, no, lambda: not show.state.dark),
        (Qt.Key.Key_F8, no, lambda: show.state.on_air.frozen_since is not None),
        (Qt.Key.Key_F8, no, lambda: show.state.on_air.frozen_since is None),
        (Qt.Key.Key_F7, no, lambda: keys._marked == first),
        (Qt.Key.Key_F8, shift, lambda: len(show.state.on_air.frozen_tiles) == 1),
        (Qt.Key.Key_F11, no, lambda: not show.state.on_air.spotlight.whole),
        (Qt.Key.Key_F11, shift, lambda: show.state.on_air.spotlight.whole),
        (Qt.Key.Key_F11, shift, lambda: show.state.on_air.spotlight is None),
        (Qt.Key.Key_F9, no, lambda: show.state.program == Program(safe)),
        (Qt.Key.Key_PageDown, no, lambda: show.state.on_air.cue.step == 0),
        (Qt.Key.Key_PageDown, no, lambda: show.state.on_air.cue.step == 1),
        (Qt.Key.Key_PageUp, no, lambda: show.state.on_air.cue.step == 0),
        (Qt.Key.Key_F12, no, lambda: show.state.panic_since is not None),
        (Qt.Key.Key_F12, shift, lambda: show.state.panic_since is None),
    ):  # fmt: skip
        QTest.keyClick(desk, key, modifier)
        assert holds(), (key, modifier)


def test_without_a_mark_the_largest_tile_is_meant(show, desk):
    keys = WallKeys(desk, show)
    keys.show_windows(windows(show))
    QTest.keyClick(desk, Qt.Key.Key_F11)
    spot = show.state.on_air.spotlight.tile
    sizes = {
        window.key(place): place.width * place.height
        for window in windows(show)
        for place in window.places
    }
    assert sizes[spot] == max(sizes.values())
