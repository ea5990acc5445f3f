"""Risk tiers: declared before computed, with reasons, and what is not known is said."""

from datetime import date, timedelta

import pytest

from console.data.snapshots import build
from console.data.snapshots.risk import rule_book
from console.domain.datasets import Dataset
from console.domain.requests_analysis import RiskRequest
from console.domain.snapshots_analysis import RiskSnapshot
from tests.data import jilin

CITY = "220200"


def shown(store, today: date, region="", rules="") -> RiskSnapshot:
    found = build(store, RiskRequest(region, rules), jilin.context(today))
    assert isinstance(found, RiskSnapshot)
    return found


def row(snapshot, code):
    return next(row for row in snapshot.rows if row.region == code)


def declare(store, *rows):
    keys = ("region", "valid_from", "tier", "rule_set", "declared_by")
    store.apply(Dataset.RISK_TIER, [dict(zip(keys, row, strict=True)) for row in rows], reset=True)
    return store


def test_the_outbreak_of_may_2020_makes_the_city_medium_by_the_national_numbers():
    until = date(2020, 5, 20)
    found = shown(jilin.real_store(until), until + timedelta(days=1), rules="national-2020-02")
    city = found.rows[0]
    assert city.region == CITY
    assert (city.tier.en, city.rank, city.ranks, city.declared) == ("Medium", 2, 3, False)
    assert [reason.en for reason in city.reasons] == [
        "new cases in 14 days 39 (> 0)",
        "cases in total 44 (≤ 50)",
    ]
    assert city.since == date(2020, 5, 8)
    assert {row.rank for row in found.rows[1:]} == {1}


def test_the_tier_falls_after_fourteen_days_without_a_case_and_says_since_when():
    until = date(2020, 6, 30)
    city = row(shown(jilin.real_store(until), date(2020, 7, 1), rules="national-2020-02"), CITY)
    last = max(on for on, new in jilin.daily(CITY).items() if new > 0 and on <= until)
    assert (city.rank, city.since) == (1, last + timedelta(days=14))


def test_a_declared_tier_beats_a_computed_one_and_names_who_declared_it():
    store = declare(jilin.real_store(date(2020, 5, 20)),
                    (CITY, date(2020, 5, 12), "low", "national-2020-02", "省政府"))  # fmt: skip
    city = row(shown(store, date(2020, 5, 21)), CITY)
    assert (city.declared, city.rank, city.since) == (True, 1, date(2020, 5, 12))
    assert "省政府" in city.reasons[0].zh


@pytest.mark.parametrize("word", ["rather_high", "较高风险", "较高", "Rather high"])
def test_a_tier_is_known_by_its_code_its_name_and_its_name_in_short(word):
    store = declare(jilin.real_store(date(2020, 5, 20)),
                    ("220283", date(2020, 5, 12), word, "jilin-2020-five", "省"))  # fmt: skip
    found = row(shown(store, date(2020, 5, 21)), "220283")
    assert (found.rank, found.tier.zh) == (4, "较高风险")


def test_a_declared_tier_of_a_rule_set_that_is_not_known_is_shown_as_it_was_declared():
    store = declare(jilin.real_store(date(2020, 5, 20)),
                    (CITY, date(2020, 5, 12), "橙", "local", "市"))  # fmt: skip
    city = row(shown(store, date(2020, 5, 21)), CITY)
    assert (city.tier.zh, city.rank, city.declared) == ("橙", None, True)


def test_the_newest_declaration_in_force_counts_and_one_for_later_does_not():
    store = declare(
        jilin.real_store(date(2020, 5, 20)),
        (CITY, date(2020, 5, 1), "low", "jilin-2020-five", "省"),
        (CITY, date(2020, 5, 12), "high", "jilin-2020-five", "省"),
        (CITY, date(2020, 6, 12), "low", "jilin-2020-five", "省"),
    )
    assert row(shown(store, date(2020, 5, 21)), CITY).rank == 5
    assert row(shown(store, date(2020, 6, 12)), CITY).rank == 1


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2020, 2, 16), None),
        (date(2020, 5, 1), "jilin-2020-five"),
        (date(2021, 5, 1), "national-2020-02"),
        (date(2022, 7, 1), "national-2022-06"),
        (date(2022, 12, 1), "national-2022-11"),
    ],
)
def test_the_rule_set_is_the_one_in_force_on_the_day(on, name):
    found = rule_book().choose("", on, [])
    assert (found.name if found else None) == name


def test_of_two_rule_sets_in_force_the_one_that_was_declared_by_is_taken():
    store = declare(jilin.real_store(date(2020, 5, 20)),
                    ("220283", date(2020, 5, 12), "high", "national-2020-02", "省"))  # fmt: skip
    found = shown(store, date(2020, 5, 21))
    assert found.rules is not None
    assert found.rules.title.en == "County tiers (February 2020)"


def test_facts_that_no_database_holds_are_named_where_they_could_make_it_graver():
    city = row(shown(jilin.real_store(date(2020, 5, 20)), date(2020, 5, 21)), CITY)
    assert city.tier.en == "Rather low"
    assert [fact.en for fact in city.unknown] == [
        "share of sub-districts with cases",
        "community outbreak",
        "cluster within 14 days",
    ]


def test_a_fortnight_with_an_unpublished_day_leaves_the_tier_undecided():
    store = jilin.real_store(date(2020, 5, 20))
    gap = {"region": CITY, "date": date(2020, 5, 15), "confirmed_new": None}
    store.apply(Dataset.CASE_DAILY, [gap], reset=False)
    city = row(shown(store, date(2020, 5, 21), rules="national-2020-02"), CITY)
    assert (city.rank, city.since) == (None, None)
    assert "new cases in 14 days" in {fact.en for fact in city.unknown}


def test_a_place_that_fell_silent_has_no_computed_tier():
    store = jilin.real_store(date(2020, 5, 20))
    silent = [{"region": CITY, "date": on, "confirmed_new": None}
              for on in jilin.days(date(2020, 5, 10), date(2020, 5, 20))]  # fmt: skip
    store.apply(Dataset.CASE_DAILY, silent, reset=False)
    assert row(shown(store, date(2020, 5, 21)), CITY).rank is None


def test_before_any_rule_only_declared_tiers_are_shown():
    store = jilin.real_store(date(2020, 2, 1))
    found = shown(store, date(2020, 2, 2))
    assert (found.rules, found.rows) == (None, ())


def test_a_rule_set_that_does_not_exist_computes_nothing():
    assert shown(jilin.real_store(date(2020, 5, 20)), date(2020, 5, 21), rules="none").rules is None


def test_of_equal_tiers_what_was_declared_comes_first_then_what_rose_then_the_newest():
    rules, long = "national-2020-02", date(2020, 3, 1)
    store = declare(
        jilin.real_store(date(2020, 5, 20)),
        ("220800", date(2020, 5, 1), "low", rules, "省政府"),
        ("220700", date(2020, 5, 10), "low", rules, "省政府"),
        ("220600", long, "low", rules, "省政府"),
        ("220600", date(2020, 5, 9), "medium", rules, "省政府"),
        ("220500", date(2020, 5, 11), "medium", rules, "省政府"),
        ("220300", date(2020, 5, 11), "medium", rules, "省政府"),
    )
    rows = shown(store, date(2020, 5, 21), rules=rules).rows
    assert [one.region for one in rows[:4]] == ["220600", "220300", "220500", CITY]
    assert [one.region for one in rows[4:6]] == ["220700", "220800"]
    assert not any(one.declared for one in rows[6:])


def test_a_word_that_no_rule_set_ranks_stands_after_the_known_tiers_in_the_middle():
    store = declare(
        jilin.real_store(date(2020, 5, 20)),
        ("220800", date(2020, 5, 12), "封控", "local", "白城市"),
        ("220700", date(2020, 5, 12), "high", "national-2020-02", "省政府"),
    )
    rows = shown(store, date(2020, 5, 21), rules="national-2020-02").rows
    assert [one.region for one in rows[:3]] == ["220700", CITY, "220800"]
    assert {one.rank for one in rows[3:]} == {1}
