"""Risk tiers: rules as data, reasons in both languages, what is unknown said aloud."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import paths
from console.analysis.risk import Declaration, assess
from console.analysis.risk_rules import FACTS, load_rule_set, parse_rule_set
from console.domain.errors import ConsoleError

FILES = sorted((paths.resources() / "risk").glob("*.toml"))
RULES = {path.stem: load_rule_set(path) for path in FILES}
NATIONAL = RULES["national-2020-02"]

MINIMAL = """
title = { zh = "甲", en = "A" }
source = { zh = "乙", en = "B" }
valid_from = 2020-01-01
[[tiers]]
code = "low"
name = { zh = "低", en = "Low" }
rank = 1
any = [[{ fact = "cases_total", at_most = 0 }]]
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_rule_set_names_its_source_and_its_days(path):
    rules = load_rule_set(path)
    assert rules.title.zh
    assert rules.source.en
    assert rules.in_force(rules.valid_from)
    assert all(high.rank > low.rank for high, low in pairwise(rules.tiers))


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({"cases_total": 0, "new_14d": 0, "cluster_14d": False}, "low"),
        ({"cases_total": 60, "new_14d": 0, "cluster_14d": False}, "low"),
        ({"cases_total": 50, "new_14d": 1, "cluster_14d": True}, "medium"),
        ({"cases_total": 51, "new_14d": 1, "cluster_14d": False}, "medium"),
        ({"cases_total": 51, "new_14d": 9, "cluster_14d": True}, "high"),
    ],
)
def test_the_national_form_of_2020_gives_the_quoted_tiers(facts, tier):
    assert assess(facts, NATIONAL).tier == tier


@pytest.mark.parametrize(
    ("days", "tier"), [(0, "high"), (6, "high"), (7, "medium"), (9, "medium"), (10, "low")]
)
def test_an_area_of_2022_steps_down_after_seven_days_and_three_more(days, tier):
    facts = {"cases_total": 4, "days_without_new": days}
    assert assess(facts, RULES["national-2022-06"]).tier == tier


def test_a_missing_fact_that_could_make_it_graver_is_named():
    found = assess({"cases_total": 60, "new_14d": 0}, NATIONAL)
    assert found.tier == "low"
    assert found.unknown == ("cluster_14d",)


def test_nothing_known_decides_nothing():
    found = assess({}, NATIONAL)
    assert found.tier is None
    assert "cases_total" in found.unknown


def test_a_declared_tier_beats_a_computed_one():
    declared = Declaration("high", "national-2020-02", "省领导小组", date(2020, 5, 10))
    found = assess({"cases_total": 0, "new_14d": 0}, NATIONAL, declared)
    assert (found.tier, found.declared, found.since) == ("high", True, date(2020, 5, 10))
    assert "省领导小组" in found.reasons[0].zh


def test_reasons_say_what_was_found_and_what_it_was_held_against():
    found = assess({"cases_total": 50, "new_14d": 3, "cluster_14d": None}, NATIONAL)
    assert [reason.en for reason in found.reasons] == [
        "new cases in 14 days 3 (> 0)",
        "cases in total 50 (≤ 50)",
    ]
    assert found.reasons[0].zh == "近14天新增病例 3（> 0）"


numbers = {
    name: st.one_of(st.none(), st.booleans())
    if name in {"cluster_14d", "community_outbreak"}
    else st.one_of(st.none(), st.integers(0, 100))
    for name in FACTS
}


@given(st.fixed_dictionaries(numbers), st.sampled_from(sorted(RULES)))
def test_a_tier_that_was_not_in_doubt_is_not_raised_by_learning_more(facts, name):
    rules = RULES[name]
    found = assess(facts, rules)
    if found.tier is None or found.unknown:
        return
    graver = [tier for tier in rules.tiers if tier.rank > rules.tier(found.tier).rank]
    filled = {key: 99 if value is None else value for key, value in facts.items()}
    assert assess(filled, rules).tier not in {tier.code for tier in graver}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title = [", "here"),
        ("", "here: valid_from"),
        (MINIMAL.replace("2020-01-01", "'soon'"), "here: valid_from"),
        (MINIMAL.replace("cases_total", "moon_phase"), "here: tiers[0].any[0]"),
        (MINIMAL.replace("at_most = 0", "at_most = 0, above = 1"), "here: tiers[0].any[0]"),
        (MINIMAL.replace("at_most = 0", "at_most = 'few'"), "here: tiers[0].any[0]"),
        (MINIMAL.replace("rank = 1", ""), "here: tiers[0]"),
        (MINIMAL.replace('title = { zh = "甲", en = "A" }', ""), "here: title"),
        (MINIMAL.split("[[tiers]]", maxsplit=1)[0], "here: tiers"),
    ],
)
def test_a_broken_rule_set_is_refused_at_its_place(text, place):
    with pytest.raises(ConsoleError) as caught:
        parse_rule_set(text, "x", "here")
    assert caught.value.place == place


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConsoleError, match=r"none\.toml"):
        load_rule_set(tmp_path / "none.toml")


def test_a_minimal_rule_set_is_enough():
    assert parse_rule_set(MINIMAL, "x", "here").tiers[0].code == "low"
