"""Tiers of many days and places are those of the one-by-one assessment."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from console import paths
from console.analysis.risk import assess
from console.analysis.risk_rules import load_rule_set
from console.analysis.risk_series import case_facts, tiers, unchanged_since

SETS = [load_rule_set(path) for path in sorted((paths.resources() / "risk").glob("*.toml"))]

counts = st.one_of(st.integers(0, 4).map(float), st.just(0.0), st.just(np.nan))
series = arrays(np.float64, st.tuples(st.integers(1, 40), st.integers(1, 2)), elements=counts)


def known(value):
    return None if np.isnan(value) else float(value)


@pytest.mark.parametrize("rules", SETS, ids=lambda rules: rules.name)
@given(new=series)
def test_every_day_and_place_has_the_tier_that_it_has_alone(rules, new):
    facts = case_facts(new)
    found = tiers(facts, rules)
    for day, place in np.ndindex(found.shape):
        alone = assess({name: known(values[day, place]) for name, values in facts.items()}, rules)
        index = int(found[day, place])
        assert (rules.tiers[index].code if index >= 0 else None) == alone.tier


@given(series)
def test_facts_are_what_counting_by_hand_finds(new):
    facts = case_facts(new)
    for day, place in np.ndindex(new.shape):
        past = new[: day + 1, place]
        total = facts["cases_total"][day, place]
        assert np.isnan(total) == np.isnan(past).all()
        fortnight = facts["new_14d"][day, place]
        if len(past) >= 14 and not np.isnan(past[-14:]).any():
            assert fortnight == past[-14:].sum()
        else:
            assert np.isnan(fortnight)
        newest = next((n for n, v in enumerate(past[::-1]) if np.isnan(v) or v > 0), None)
        quiet = facts["days_without_new"][day, place]
        if newest is None or np.isnan(past[::-1][newest]):
            assert np.isnan(quiet)
        else:
            assert quiet == newest


def test_a_tier_holds_since_the_day_on_which_it_last_changed():
    assert unchanged_since(np.array([1, 1, 2, 2, 1])) == (4, False)
    assert unchanged_since(np.array([2, 1, 1])) == (1, False)
    assert unchanged_since(np.array([3, 3])) == (0, True)


def test_a_yes_or_no_fact_that_is_known_counts():
    rules = next(rules for rules in SETS if rules.name == "national-2020-02")
    shape = (2, 1)
    facts = {
        "cases_total": np.full(shape, 60.0),
        "new_14d": np.full(shape, 5.0),
        "cluster_14d": np.array([[1.0], [0.0]]),
    }
    names = [rules.tiers[index].code for index in tiers(facts, rules)[:, 0]]
    assert names == ["high", "medium"]
    assert rules.in_force(date(2020, 5, 10))
