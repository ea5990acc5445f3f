"""Whom to call about a place, and which expert is asked first."""

from datetime import UTC, datetime, timedelta

import pytest

from console.domain.contacts import Expert, find_experts, offer_for, party_of_expert, party_of_post
from console.domain.posts import Post
from console.domain.regions import Level, Region, RegionTree
from console.domain.wording import NOTHING, Text

NOON = datetime(2020, 2, 10, 12, tzinfo=UTC)

TREE = RegionTree(
    (
        Region("220000", Text("吉林省", "Jilin"), Level.PROVINCE),
        Region("220200", Text("吉林市", "Jilin City"), Level.PREFECTURE, "220000"),
        Region("220282", Text("桦甸市", "Huadian"), Level.COUNTY, "220200"),
        Region("220600", Text("白山市", "Baishan"), Level.PREFECTURE, "220000"),
    )
)


def post(code: str, region: str, kind: str = "prefecture", *, expected: bool = True) -> Post:
    return Post(code, region, Text(f"点位{code}", f"Post {code}"), kind, expected=expected)


def expert(code: str, speciality: str = "呼吸", hours: tuple[int, int] | None = None) -> Expert:
    times = tuple(NOON + timedelta(hours=hour) for hour in hours) if hours else (None, None)
    return Expert(code, f"专家{code}", speciality, "吉大一院", "", "0431", *times)


def test_a_place_is_called_at_its_own_post_without_further_words():
    found = offer_for("220282", [post("jl", "220200"), post("hd", "220282", "county")], TREE)
    assert found is not None
    assert (found.party.code, found.reason) == ("hd", NOTHING)


def test_without_a_post_of_its_own_the_prefecture_s_is_offered_and_the_reason_said():
    found = offer_for("220282", [post("sj", "220000", "province"), post("jl", "220200")], TREE)
    assert found is not None
    assert found.party.code == "jl"
    assert "桦甸市" in found.reason.zh
    assert "Huadian" in found.reason.en


def test_a_neighbour_s_post_is_never_offered_for_a_call():
    assert offer_for("220600", [post("jl", "220200")], TREE) is None


def test_the_province_is_called_where_no_region_is_chosen():
    found = offer_for("", [post("sj", "220000", "province"), post("jl", "220200")], TREE)
    assert found is not None
    assert found.party.code == "sj"


def test_a_post_that_is_expected_is_offered_before_one_that_is_not():
    found = offer_for(
        "220200", [post("a", "220200", expected=False), post("b", "220200", "hospital")], TREE
    )
    assert found is not None
    assert found.party.code == "b"


@pytest.mark.parametrize(
    ("hours", "on_call"), [((-1, 1), True), ((1, 2), False), ((-2, 0), False), (None, False)]
)
def test_the_roster_says_who_is_on_call(hours, on_call):
    assert expert("a", hours=hours).is_on_call(NOON) is on_call


def test_experts_are_found_by_any_of_their_words_those_on_call_first():
    away, here = expert("a"), expert("b", hours=(-1, 1))
    other = expert("c", "中医", hours=(-1, 1))
    assert find_experts([away, other, here], "呼吸 吉大", NOON) == (here, away)
    assert find_experts([away, other, here], "", NOON) == (other, here, away)


def test_no_address_of_a_party_shows_in_its_words():
    secret = Post("a", "220200", Text("甲", "A"), "hospital", call_url="https://u:secret@host/")
    assert "secret" not in repr(party_of_post(secret))
    assert party_of_expert(expert("x")).duty.zh == "呼吸 · 吉大一院"
