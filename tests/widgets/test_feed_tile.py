"""Feeds on the wall follow the region key, say whose picture it is, and bear their own mark."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest

from console.domain.errors import ConsoleError
from console.domain.feeds import FeedFault, FeedState
from console.domain.requests import PostsRequest
from console.domain.truth import Truth, TruthMark
from console.domain.wording import Lang
from console.theme import Metrics
from console.widgets.feed_tile import FeedTile
from console.widgets.feeds_tile import FeedsTile
from console.widgets.language import set_language
from tests.widgets.feed_samples import BAISHAN, BLIND, HUADIAN, JILIN, Pictures, posts, status

ALL = posts(BAISHAN, JILIN, HUADIAN, BLIND)


@pytest.fixture(autouse=True)
def _english(qapp):
    set_language(Lang.EN)
    yield
    set_language(Lang.ZH)


class Ear(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    @Slot(str)
    def hear(self, code: str) -> None:
        self.heard.append(code)


@pytest.fixture
def shown(qtbot):
    def show(tile, snapshot=ALL):
        qtbot.addWidget(tile)
        tile.set_metrics(Metrics(1080))
        tile.resize(900, 500)
        tile.show()
        qtbot.waitExposed(tile)
        if snapshot is not None:
            tile.show_snapshot(snapshot)
        return tile

    return show


def codes(tile) -> list[str]:
    return [cell.post for cell in tile.canvas.cells]


def make_live(tile, *posts, demo=False) -> None:
    for post in posts:
        tile.canvas.set_source(post, Pictures())
        tile.canvas.show_status(status(post, demo=demo))
    tile.canvas.tick()


def test_one_feed_shows_the_chosen_regions_own_post(shown):
    tile = shown(FeedTile())
    tile.select_region("220282")
    assert codes(tile) == ["P220282"]
    assert tile._title.text() == "Huadian post"
    assert tile.request() == PostsRequest()


def test_a_region_without_a_post_shows_its_prefectures_and_says_so(shown):
    tile = shown(FeedTile(), posts(BAISHAN, JILIN, HUADIAN))
    tile.select_region("220284")
    assert codes(tile) == ["P2202"]
    assert tile._title.text() == "Jilin City post"
    assert "Panshi has no post: the nearest one" in tile._source.text()
    make_live(tile, "P2202")
    assert "Panshi has no post: the nearest one" in tile._source.text()


def test_a_post_without_an_address_gives_way_and_the_reason_is_said(shown):
    tile = shown(FeedTile())
    tile.select_region("220284")
    assert codes(tile) == ["P2202"]
    assert "Panshi's post sends no video" in tile._source.text()


def test_a_feed_is_drawn_with_its_first_picture_or_with_the_reason_why_there_is_none(shown):
    tile = shown(FeedsTile({"posts": ("P2206", "P220282")}))
    assert not tile.is_drawn
    for post in ("P2206", "P220282"):
        tile.canvas.show_status(status(post, state=FeedState.REFUSED))
    assert tile.is_drawn
    tile.canvas.show_status(status("P2206", state=FeedState.CONNECTING))
    assert not tile.is_drawn
    make_live(tile, "P2206")
    assert tile.is_drawn


def test_a_wished_kind_comes_first_and_where_there_is_none_the_regions_own_post_is_shown(shown):
    room = replace(BAISHAN, code="ROOM", kind="expert")
    tile = shown(FeedTile({"kind": "expert"}), posts(BAISHAN, JILIN, room))
    tile.select_region("2202")
    assert codes(tile) == ["ROOM"]
    without = shown(FeedTile({"kind": "expert"}))
    without.select_region("2202")
    assert codes(without) == ["P2202"]


def test_a_fixed_post_stays_whatever_region_is_chosen(shown):
    tile = shown(FeedTile({"post": "P2206"}))
    tile.select_region("220282")
    assert codes(tile) == ["P2206"]


@pytest.mark.parametrize(
    ("code", "words"),
    [("P-none", "There is no such post in the database"), ("P220284", "no video address")],
)
def test_a_fixed_post_that_cannot_be_shown_says_why(shown, code, words):
    tile = shown(FeedTile({"post": code}))
    assert words in tile._source.text()
    assert tile.badge.mark.truth is Truth.LOST


def test_the_mark_of_one_feed_is_the_feeds_and_not_the_databases(shown, qtbot):
    tile = shown(FeedTile({"post": "P2202"}))
    tile.show_truth(TruthMark(Truth.LIVE))
    assert tile.badge.mark.truth is Truth.LOST
    make_live(tile, "P2202")
    tile.show_truth(TruthMark(Truth.LOST, datetime.now(UTC)))
    assert tile.badge.mark.truth is Truth.LIVE
    tile.canvas.show_status(status("P2202", FeedState.NOT_MOVING))
    qtbot.waitUntil(lambda: tile.badge.mark.truth is Truth.STALE, timeout=20_000)
    assert tile.property("truth") == "stale"


def test_a_grid_counts_what_is_live_and_bears_the_mark_of_the_worst(shown, qtbot):
    tile = shown(FeedsTile())
    assert tile.badge.text() == "✕ 0/3 LIVE"
    make_live(tile, *codes(tile))
    assert tile.badge.text() == "● 3/3 LIVE"
    tile.canvas.show_status(status("P2202", FeedState.STALE))
    qtbot.waitUntil(lambda: tile.badge.text() == "○ 2/3 LIVE", timeout=20_000)
    tile.canvas.show_status(status("P2206", FeedState.REFUSED, fault=FeedFault.UNAUTHORIZED))
    qtbot.waitUntil(lambda: tile.badge.text() == "✕ 1/3 LIVE", timeout=20_000)
    assert tile.property("truth") == "lost"


def test_a_demonstration_is_never_called_live(shown):
    tile = shown(FeedsTile())
    make_live(tile, *codes(tile), demo=True)
    assert tile.badge.text() == "◆ 3/3 DEMO"


def test_a_grid_shows_the_chosen_regions_posts_first_and_names_the_region(shown):
    tile = shown(FeedsTile())
    assert codes(tile) == ["P2202", "P2206", "P220282"]
    tile.select_region("2206")
    assert codes(tile)[0] == "P2206"
    assert tile._source.text() == "3 of 3 posts · Baishan first"
    tile.select_region("220284")
    assert tile._source.text() == "3 of 3 posts · Jilin City first"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"count": 1}, ["P2202"]),
        ({"kind": "county"}, ["P220282"]),
        ({"level": "prefecture"}, ["P2202", "P2206"]),
        ({"region": "2202"}, ["P2202", "P220282"]),
        ({"posts": ("P220282", "P220284")}, ["P220282", "P220284"]),
    ],
)
def test_a_grid_can_be_narrowed_by_its_options(shown, options, expected):
    assert codes(shown(FeedsTile(options))) == expected


@pytest.mark.parametrize(
    "options", [{"count": 0}, {"count": 65}, {"count": "many"}, {"posts": "P1"}, {"level": "city"}]
)
def test_options_that_are_none_are_refused_in_words(qtbot, options):
    with pytest.raises(ConsoleError) as raised:
        FeedsTile(options)
    assert raised.value.place.startswith("feeds: options.")
    assert raised.value.remedy.zh


def test_other_options_leave_the_feeds_that_stay_as_they_are(shown):
    tile = shown(FeedsTile())
    make_live(tile, "P2202")
    kept = tile.canvas.view("P2202")
    tile.take_options({"count": 2})
    assert tile.canvas.view("P2202") is kept
    assert tile.canvas.shown_status("P2202").state is FeedState.LIVE


def test_a_double_click_turns_the_wall_to_the_posts_region(shown):
    tile = shown(FeedsTile({"posts": ("P220282",)}))
    ear = Ear()
    tile.region_chosen.connect(ear.hear)
    centre = tile.canvas.rect().center()
    QTest.mouseDClick(tile.canvas, Qt.MouseButton.LeftButton, pos=centre)
    assert ear.heard == ["220282"]


def test_a_grid_without_any_post_is_lost(shown):
    tile = shown(FeedsTile(), posts())
    assert tile.badge.mark.truth is Truth.LOST
    assert codes(tile) == []
    assert tile._source.text() == ""


def test_a_change_of_language_writes_every_word_anew(shown):
    tile = shown(FeedsTile())
    make_live(tile, *codes(tile))
    set_language(Lang.ZH)
    tile.retranslate()
    assert tile.badge.text() == "● 3/3 实时"
