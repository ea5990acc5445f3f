"""Who gets which snapshot, how often, and what is said of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from console.domain.requests import (
    HeadlineRequest,
    MaterialsRequest,
    PlacesRequest,
    PostsRequest,
    SnapshotRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.snapshots import HeadlineSnapshot, Snapshot, SnapshotBatch, TrendSnapshot
from console.domain.truth import FreshnessLimits, LinkState, Truth
from console.views.board import Board
from console.widgets.headline_tile import HeadlineTile
from console.widgets.map_tile import MapTile
from console.widgets.tile import Tile
from console.widgets.trend_tile import TrendTile
from console.widgets.worst_tile import WorstShortagesTile
from tests.views.conftest import fresh, now
from tests.widgets import map_samples, samples

DESK = {PlacesRequest(), PostsRequest(), StatusRequest()}


class CountingHeadline(HeadlineTile):
    """A real tile that counts how often it was drawn, and can be told to fail."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Snapshot] = []
        self.fails = False

    def draw(self, snapshot: Snapshot) -> None:
        self.drawn.append(snapshot)
        if self.fails:
            raise RuntimeError("this display has a bug")
        super().draw(snapshot)


class Ear(QObject):
    """Hears what the board says."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.wanted: list[frozenset[SnapshotRequest]] = []
        self.failures: list[str] = []
        board.wanted_changed.connect(self.hear_wanted)
        board.tile_failed.connect(self.hear_failure)

    @Slot(object)
    def hear_wanted(self, wanted: frozenset[SnapshotRequest]) -> None:
        self.wanted.append(wanted)

    @Slot(str)
    def hear_failure(self, words: str) -> None:
        self.failures.append(words)


def headline(region: str = "", **changes: object) -> HeadlineSnapshot:
    provenance = samples.provenance(**{**fresh(), **changes})
    return replace(samples.headline(), request=HeadlineRequest(region), provenance=provenance)


def trend(region: str = "") -> TrendSnapshot:
    provenance = samples.provenance(**fresh())
    return replace(samples.trend(), request=TrendRequest((region,)), provenance=provenance)


def batch(*snapshots: Snapshot) -> SnapshotBatch:
    return SnapshotBatch(snapshots)


def shown(qtbot: QtBot, tile: Tile) -> Tile:
    qtbot.addWidget(tile)
    tile.resize(800, 300)
    tile.show()
    qtbot.waitExposed(tile)
    return tile


@pytest.fixture
def tile(qtbot: QtBot, board: Board) -> CountingHeadline:
    made = CountingHeadline()
    shown(qtbot, made)
    board.attach(made)
    return made


def test_a_snapshot_reaches_the_tiles_that_asked_for_it_and_no_other(qtbot, board, tile):
    other = shown(qtbot, TrendTile())
    board.attach(other)
    news = headline()
    board.take_batch(batch(news))
    assert tile.snapshot is news
    assert other.snapshot is None


def test_a_new_tile_shows_at_once_what_is_known_already(qtbot, board):
    news = trend()
    board.take_batch(batch(news))
    tile = shown(qtbot, TrendTile())
    board.attach(tile)
    assert tile.snapshot is news


def test_what_all_tiles_and_the_desk_want_is_told_in_one_go(qtbot, board):
    ear = Ear(board)
    for tile in (TrendTile(), HeadlineTile(), WorstShortagesTile()):
        board.attach(shown(qtbot, tile))
    qtbot.waitUntil(lambda: bool(ear.wanted))
    asked = {TrendRequest(), HeadlineRequest(), MaterialsRequest()}
    assert ear.wanted == [frozenset(DESK | asked)]


def test_a_detached_tile_is_no_longer_wanted_nor_served(qtbot, board, tile):
    ear = Ear(board)
    board.detach(tile)
    qtbot.waitUntil(lambda: bool(ear.wanted) or board.wanted == frozenset(DESK))
    board.take_batch(batch(headline()))
    assert tile.snapshot is None
    assert board.wanted == frozenset(DESK)


def test_the_region_key_turns_every_tile_but_a_pinned_one(qtbot, board):
    free, pinned = shown(qtbot, HeadlineTile()), shown(qtbot, HeadlineTile())
    board.attach(free)
    board.attach(pinned, "220200")
    board.select("220100", "")
    assert free.request() == HeadlineRequest("220100")
    assert pinned.request() == HeadlineRequest("220200")
    assert {HeadlineRequest("220100"), HeadlineRequest("220200")} <= board.wanted


def test_a_tile_attached_later_stands_at_the_region_key_too(qtbot, board):
    board.select("220100", "n95")
    tile = shown(qtbot, WorstShortagesTile())
    board.attach(tile)
    assert (tile.region, tile.material) == ("220100", "n95")


def test_a_flood_of_news_is_drawn_at_most_ten_times_a_second_and_ends_with_the_last(
    qtbot, board, tile
):
    flood = [headline() for _ in range(200)]
    for news in flood:
        board.take_batch(batch(news))
    assert tile.drawn[0] is flood[0]
    assert len(tile.drawn) < 20
    qtbot.waitUntil(lambda: tile.snapshot is flood[-1])


def test_nothing_is_drawn_on_a_hidden_tile_until_it_is_seen(qtbot, board, tile):
    tile.hide()
    board.take_batch(batch(headline()))
    last = headline()
    board.take_batch(batch(last))
    assert tile.drawn == []
    tile.show()
    board.draw()
    assert tile.drawn == [last]


def test_a_tile_without_data_says_lost(board, tile):
    board.take_link(LinkState(now(), connected=True))
    assert tile.badge.mark.truth is Truth.LOST


def test_a_tile_is_live_while_the_link_is_confirmed_and_ages_with_the_link(
    qtbot: QtBot, make_board: Callable[..., Board]
):
    second = timedelta(milliseconds=250)
    board = make_board(FreshnessLimits(second, second * 2, second * 3))
    tile = CountingHeadline()
    shown(qtbot, tile)
    board.attach(tile)
    board.start()
    board.take_batch(batch(headline()))
    board.take_link(LinkState(now(), connected=True))
    assert tile.badge.mark.truth is Truth.LIVE
    qtbot.waitUntil(lambda: tile.badge.mark.truth is Truth.LOST, timeout=5000)
    assert tile.badge.mark.since is not None
    board.take_link(LinkState(now(), connected=True))
    assert tile.badge.mark.truth is Truth.LIVE
    assert tile.drawn == [tile.snapshot]


@pytest.mark.parametrize(
    ("age", "truth"),
    [(1, Truth.LIVE), (10, Truth.LATE), (60, Truth.STALE), (600, Truth.LOST)],
)
def test_data_of_a_dead_link_are_called_by_their_age(board, tile, age, truth):
    silent_since = now() - timedelta(seconds=age)
    board.take_batch(batch(headline(confirmed_at=silent_since)))
    board.take_link(LinkState(silent_since, connected=False))
    assert tile.badge.mark.truth is truth


def test_a_demonstrations_data_say_so(board, tile):
    board.take_batch(batch(headline(demo=True)))
    board.take_link(LinkState(now(), connected=True, demo=True))
    assert tile.badge.mark.truth is Truth.DEMO


def test_figures_of_the_region_before_age_from_the_moment_that_another_was_asked_for(
    qtbot: QtBot, make_board: Callable[..., Board]
):
    board = make_board(FreshnessLimits(timedelta(seconds=0.2)))
    tile = CountingHeadline()
    shown(qtbot, tile)
    board.attach(tile)
    board.start()
    board.take_batch(batch(headline()))
    board.take_link(LinkState(now(), connected=True))
    board.select("220100", "")

    def told() -> bool:
        board.take_link(LinkState(now(), connected=True))
        return tile.badge.mark.truth is Truth.LATE

    qtbot.waitUntil(told, timeout=5000)
    board.take_batch(batch(headline("220100")))
    qtbot.waitUntil(lambda: tile.badge.mark.truth is Truth.LIVE)


def test_a_snapshot_that_was_not_kept_up_to_date_is_not_confirmed_by_the_link(qtbot, board):
    old = headline(confirmed_at=now() - timedelta(minutes=10))
    board.take_batch(batch(old))
    board.start()
    tile = CountingHeadline()
    shown(qtbot, tile)
    board.take_link(LinkState(now(), connected=True))
    board.attach(tile)
    qtbot.waitUntil(lambda: HeadlineRequest() in board._wanted)
    board.take_link(LinkState(now(), connected=True))
    assert tile.badge.mark.truth is Truth.LOST
    board.take_batch(batch(headline()))
    qtbot.waitUntil(lambda: tile.badge.mark.truth is Truth.LIVE)


def test_a_snapshot_that_could_not_be_renewed_is_not_confirmed_by_the_link(qtbot, board, tile):
    board.start()
    qtbot.waitUntil(lambda: HeadlineRequest() in board._wanted)
    board.take_batch(batch(headline(confirmed_at=now() - timedelta(minutes=10))))
    board.take_link(LinkState(now(), connected=True))
    assert tile.badge.mark.truth is Truth.LIVE
    board.take_batch(SnapshotBatch((), frozenset({HeadlineRequest()})))
    assert tile.badge.mark.truth is Truth.LOST
    board.take_batch(batch(headline()))
    qtbot.waitUntil(lambda: tile.badge.mark.truth is Truth.LIVE)


def test_a_tile_that_cannot_draw_says_lost_once_and_leaves_the_others_alone(
    qtbot, board, tile, caplog
):
    ear = Ear(board)
    other = CountingHeadline()
    shown(qtbot, other)
    board.attach(other)
    tile.fails = True
    board.take_batch(batch(headline()))
    board.take_link(LinkState(now(), connected=True))
    assert tile.badge.mark.truth is Truth.LOST
    assert other.badge.mark.truth is Truth.LIVE
    last = headline()
    board.take_batch(batch(last))
    qtbot.waitUntil(lambda: tile.drawn[-1] is last)
    assert len(ear.failures) == 1
    tile.fails = False
    board.take_batch(batch(headline()))
    qtbot.waitUntil(lambda: tile.badge.mark.truth is Truth.LIVE)


def test_snapshots_are_remembered_but_not_without_end(board):
    for number in range(200):
        board.take_batch(batch(headline(str(number))))
    assert board.latest(HeadlineRequest("199")) is not None
    assert board.latest(HeadlineRequest("0")) is None


def test_a_map_frozen_before_it_has_drawn_waits_for_its_areas(qtbot, board):
    tile = shown(qtbot, MapTile({"renderer": "native"}))
    board.attach(tile)
    board.freeze(tile, now())
    board.take_batch(batch(map_samples.snapshot()))
    assert tile.snapshot is not None
    assert not tile.frozen
    tile.set_boundaries(*map_samples.outlines())

    def frozen() -> bool:
        board.draw()
        return tile.frozen

    qtbot.waitUntil(frozen, timeout=30_000)
    assert tile.native.labelled
    assert tile.badge.mark.truth is Truth.FROZEN
