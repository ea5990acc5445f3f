"""Pages of feeds: filtered by place, kind and words, and never reordered by a feed that flaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.feeds import FeedState
from console.domain.posts import Post
from console.domain.regions import Level, Region, RegionTree
from console.domain.wording import Text
from console.wall.feed_pages import (
    PAGE_SIZES,
    HeldList,
    PostFilter,
    Showing,
    fitting,
    in_order,
    in_trouble,
    page_of,
    page_with,
)

TREE = RegionTree(
    [
        Region("220000", Text("吉林省", "Jilin"), Level.PROVINCE),
        Region("220200", Text("吉林市", "Jilin City"), Level.PREFECTURE, "220000"),
        Region("220282", Text("桦甸市", "Huadian"), Level.COUNTY, "220200"),
        Region("220100", Text("长春市", "Changchun"), Level.PREFECTURE, "220000"),
    ]
)


def post(code: str, region: str = "220100", kind: str = "command") -> Post:
    return Post(code, region, Text(f"点位{code}", f"Post {code}"), kind, "demo:pattern")


POSTS = (post("z", "220282"), post("b"), post("a", "220200", "hospital"), post("a0"))


def codes(posts) -> list[str]:
    return [one.code for one in posts]


def test_posts_stand_in_the_order_of_region_and_code():
    assert codes(in_order(POSTS)) == ["a0", "b", "a", "z"]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (PostFilter(), ["a0", "b", "a", "z"]),
        (PostFilter(region="220000"), ["a0", "b", "a", "z"]),
        (PostFilter(region="220200"), ["a", "z"]),
        (PostFilter(region="220282"), ["z"]),
        (PostFilter(kind="hospital"), ["a"]),
        (PostFilter(words="桦甸"), ["z"]),
        (PostFilter(words="HUADIAN post"), ["z"]),
        (PostFilter(words="nowhere"), []),
        (PostFilter(region="220200", kind="command"), ["z"]),
    ],
)
def test_a_filter_shows_what_fits_all_of_it(wish, expected):
    assert codes(fitting(POSTS, TREE, wish)) == expected


def test_a_post_that_nobody_looked_at_counts_as_not_live():
    states = {"a0": FeedState.LIVE, "b": FeedState.NOT_MOVING}
    assert in_trouble(in_order(POSTS), Showing.NOT_LIVE, states, ()) == ("b", "a", "z")


def test_missing_are_those_that_the_roll_call_names():
    assert in_trouble(in_order(POSTS), Showing.MISSING, {}, {"z"}) == ("z",)


def test_a_feed_that_flaps_moves_no_tile_of_the_list_of_faults():
    held = HeldList()
    held.renew(("b", "z"))
    assert not held.take(("z",))
    assert codes(held.of(POSTS)) == ["b", "z"]
    assert held.take(("a", "b"))
    assert codes(held.of(POSTS)) == ["b", "z", "a"]
    held.renew(("a",))
    assert codes(held.of(POSTS)) == ["a"]


def test_a_page_number_out_of_range_is_brought_to_the_nearest_page():
    posts = tuple(post(f"{n:02}") for n in range(10))
    assert page_of(posts, 4, 99).number == 3
    assert page_of(posts, 4, -1).number == 1
    assert page_of((), 4, 1).count == 1


@given(st.integers(0, 200), st.sampled_from(PAGE_SIZES))
def test_pages_hold_every_post_once_and_in_order(total, size):
    posts = tuple(post(f"{n:03}") for n in range(total))
    count = page_of(posts, size, 1).count
    shown = [one for n in range(1, count + 1) for one in page_of(posts, size, n).posts]
    assert tuple(shown) == posts
    for place, one in enumerate(posts):
        assert page_with(posts, size, one.code) == place // size + 1
