"""Which post stands for a region, and in which order a wall shows them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.posts import Post, feed_posts, kilometres, leading_region, post_for, wall_posts
from console.domain.regions import Level, Region, RegionTree
from console.domain.wording import NOTHING, Text


def region(code: str, name: str, level: Level, parent: str | None, *at: float, **more) -> Region:
    lat, lon = at or (None, None)
    return Region(code, Text(name, name), level, parent, lat=lat, lon=lon, **more)


TREE = RegionTree(
    (
        region("22", "Province", Level.PROVINCE, None, 43.7, 126.2),
        region("2202", "Jilin City", Level.PREFECTURE, "22", 43.6, 126.8),
        region("220282", "Huadian", Level.COUNTY, "2202", 43.0, 126.9),
        region("220284", "Panshi", Level.COUNTY, "2202", 43.0, 126.1),
        region("2204", "Liaoyuan", Level.PREFECTURE, "22", 42.8, 125.3),
        region("220421", "Dongfeng", Level.COUNTY, "2204", 42.7, 125.5),
        region("2206", "Baishan", Level.PREFECTURE, "22", 42.1, 127.2),
        region("220621", "Fusong", Level.COUNTY, "2206", 42.2, 127.4),
        region("220299", "Old Huadian", Level.COUNTY, "2202", successor_code="220282"),
    )
)


def post(code: str, place: str, kind: str = "county", url: str = "demo:pattern", **more) -> Post:
    at = TREE.get(place)
    where = {"lat": at.lat, "lon": at.lon} if at else {}
    return Post(code, place, Text(code, code), kind, main_url=url, **{**where, **more})


PROVINCE = post("P22", "22", "province")
JILIN = post("P2202", "2202", "prefecture")
HUADIAN = post("P220282", "220282")
FUSONG = post("P220621", "220621")
POSTS = (PROVINCE, JILIN, HUADIAN, FUSONG)


def shown(code: str, posts=POSTS) -> str | None:
    choice = post_for(code, posts, TREE)
    return choice.post.code if choice else None


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("220282", "P220282"),
        ("220299", "P220282"),
        ("220284", "P2202"),
        ("2206", "P220621"),
        ("220421", "P220282"),
        ("", "P22"),
        ("22", "P22"),
        ("unknown", "P22"),
    ],
)
def test_a_region_shows_its_own_post_else_one_inside_else_its_prefectures_else_the_nearest(
    place, expected
):
    assert shown(place) == expected


def test_a_borrowed_post_says_in_words_whose_it_is_and_why():
    choice = post_for("220284", POSTS, TREE)
    assert choice is not None
    assert choice.reason.en == "Panshi has no post: the nearest one"
    assert choice.reason.zh == "Panshi未设指挥点位，就近显示"
    own = post_for("220282", POSTS, TREE)
    assert own is not None
    assert own.reason == NOTHING


def test_a_post_without_pictures_gives_way_to_the_prefectures_and_that_is_said():
    blind = replace(HUADIAN, main_url="")
    choice = post_for("220282", (PROVINCE, JILIN, blind, FUSONG), TREE)
    assert choice is not None
    assert choice.post is JILIN
    assert choice.reason.en.startswith("Huadian's post sends no video")


def test_where_no_post_sends_pictures_the_regions_own_is_named():
    assert shown("220282", tuple(replace(one, main_url="") for one in POSTS)) == "P220282"


def test_no_posts_means_no_choice():
    assert post_for("220282", (), TREE) is None


def test_of_several_posts_of_a_region_the_kind_decides_and_then_the_code():
    hospital = post("A", "220282", "hospital")
    second = post("P220282b", "220282")
    unknown = post("0", "220282", "whatever")
    assert shown("220282", (unknown, hospital, second, HUADIAN)) == "P220282"
    assert shown("220282", (unknown, hospital)) == "A"


@given(st.permutations(POSTS), st.sampled_from([r.code for r in TREE]))
def test_the_order_in_which_posts_are_listed_changes_nothing(posts, place):
    assert shown(place, posts) == shown(place)


@given(
    st.lists(st.sampled_from(POSTS), unique=True),
    st.sampled_from(["", *(r.code for r in TREE)]),
    st.sampled_from([(), ("county",), ("province", "prefecture")]),
)
def test_a_wall_shows_every_post_of_its_kinds_once_and_the_regions_own_first(posts, place, kinds):
    order = wall_posts(posts, TREE, place, kinds=kinds)
    assert sorted(p.code for p in order) == sorted(
        p.code for p in posts if not kinds or p.kind in kinds
    )
    own = {TREE.canonical(place), *(r.code for r in TREE.descendants(TREE.canonical(place)))}
    inside = [p.region in own for p in order]
    assert inside == sorted(inside, reverse=True)


def test_a_wall_turned_to_a_county_shows_its_prefectures_posts_next():
    order = wall_posts((FUSONG, JILIN, PROVINCE, HUADIAN), TREE, "220284")
    assert [p.code for p in order] == ["P2202", "P220282", "P22", "P220621"]


@pytest.mark.parametrize(
    ("place", "leading"),
    [("220282", "220282"), ("220284", "2202"), ("2206", "2206"), ("220421", ""), ("", "")],
)
def test_the_region_that_leads_is_the_one_whose_posts_come_first(place, leading):
    assert leading_region(POSTS, TREE, place) == leading


def test_a_wall_can_be_kept_to_one_level_of_regions():
    assert [p.code for p in wall_posts(POSTS, TREE, level=Level.COUNTY)] == ["P220282", "P220621"]


def test_a_wall_can_be_kept_to_one_region_and_still_be_turned():
    assert [p.code for p in wall_posts(POSTS, TREE, "2206", within="2202")] == ["P2202", "P220282"]


def test_feeds_are_told_only_posts_with_an_address_and_none_shows_in_a_trace():
    secret = Post("S", "22", NOTHING, "county", sub_url="rtsp://duty:secret@host/1")
    assert [one.code for one in feed_posts((secret, replace(JILIN, main_url="")))] == ["S"]
    assert "secret" not in repr(secret)


def test_distances_are_those_of_the_globe():
    assert kilometres((43.88, 125.32), (43.84, 126.55)) == pytest.approx(98.8, abs=1.0)
    assert kilometres((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20015, abs=1)
