"""The map of risk: a class a tier, declared told from computed, and the reasons with each."""

from datetime import date, timedelta

from console.data.snapshots import NEEDS, build
from console.domain.datasets import Dataset
from console.domain.regions import Level
from console.domain.requests import MapMetric, MapRequest
from console.domain.snapshots import MapSnapshot
from tests.data import jilin

CITY, COUNTY = "220200", "220102"


def shown(until: date, declared=(), level=Level.PREFECTURE) -> MapSnapshot:
    store = jilin.real_store(until)
    store.apply(Dataset.RISK_TIER, declared, reset=True)
    found = build(
        store, MapRequest(MapMetric.RISK, level), jilin.context(until + timedelta(days=1))
    )
    assert isinstance(found, MapSnapshot)
    return found


def tier(code: str, since: date, name: str, rule_set: str = "jilin-2020-five"):
    return {
        "region": code, "valid_from": since, "tier": name, "rule_set": rule_set,
        "declared_by": "省政府",
    }  # fmt: skip


def of(snapshot: MapSnapshot, code: str):
    return next(value for value in snapshot.values if value.region == code)


def test_a_computed_tier_is_called_so_and_gives_its_reasons_and_what_is_not_known():
    found = shown(date(2020, 5, 12))
    assert [klass.name.zh if klass.name else "" for klass in found.classes] == [
        "", "低风险", "较低风险", "中风险", "较高风险", "高风险",
    ]  # fmt: skip
    city = of(found, CITY)
    assert city.klass == 2
    assert city.words.zh == "较低风险·测算"
    assert any("20" in reason.zh for reason in city.why)
    assert any(reason.zh.startswith("不详：") for reason in city.why)


def test_a_declared_tier_wins_and_says_who_declared_it_and_since_when():
    found = of(shown(date(2020, 5, 20), [tier(CITY, date(2020, 5, 18), "高")]), CITY)
    assert (found.klass, found.words.zh) == (5, "高风险·宣布")
    assert [reason.zh for reason in found.why] == ["自 2020-05-18 起", "省政府宣布"]


def test_a_tier_of_another_rule_set_is_coloured_by_its_place_and_called_by_its_own_name():
    declared = [
        tier("220100", date(2020, 5, 1), "低"),
        tier("220300", date(2020, 5, 1), "低"),
        tier(CITY, date(2020, 5, 18), "high", "national-2020-02"),
    ]
    found = of(shown(date(2020, 5, 20), declared), CITY)
    assert (found.klass, found.words.en) == (5, "High · declared")


def test_a_region_without_a_tier_is_unset_and_inherits_none_from_its_prefecture():
    found = shown(date(2020, 5, 20), [tier(CITY, date(2020, 5, 18), "高")], Level.COUNTY)
    quiet = of(found, COUNTY)
    assert (quiet.value, quiet.klass, quiet.words) == (None, 0, None)


def test_a_tier_that_no_rule_set_knows_is_named_and_has_no_class():
    found = of(shown(date(2020, 5, 20), [tier(CITY, date(2020, 5, 18), "紫")]), CITY)
    assert (found.value, found.klass, found.words.zh) == (None, 0, "紫·宣布")


def test_the_map_is_drawn_anew_when_a_tier_is_declared():
    assert Dataset.RISK_TIER in NEEDS[MapRequest]
