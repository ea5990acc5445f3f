"""Rule sets of allocation as data: weights, floors, sources, and refusals that name the entry."""

import numpy as np
import pytest

from console import paths
from console.analysis.plan_rules import load_allocation_rules, parse_allocation_rules
from console.analysis.risk_rules import load_rule_set
from console.domain.errors import ConsoleError

FOLDER = paths.resources() / "allocation"
URGENT = FOLDER / "rule-urgent-first.toml"


def test_every_shipped_rule_set_can_be_read_and_names_its_source():
    found = sorted(FOLDER.glob("rule-*.toml"))
    assert len(found) == 2
    for path in found:
        rules = load_allocation_rules(path)
        assert rules.name == path.stem
        assert rules.source.zh
        assert rules.source.en


def test_the_urgent_come_first_in_the_provinces_order():
    rules = load_allocation_rules(URGENT)
    weights = [rules.classes[code].weight for code in rules.classes]
    assert list(rules.classes) == [
        "aid_team",
        "designated_hospital",
        "other_hospital",
        "transport_police",
    ]
    assert weights == sorted(weights, reverse=True)
    tiers = load_rule_set(paths.resources() / "risk" / "jilin-2020-five.toml").tiers
    assert {tier.code for tier in tiers} == set(rules.tiers)


def test_a_weight_is_that_of_the_tier_times_the_mean_of_the_classes():
    rules = load_allocation_rules(URGENT)
    found = rules.weights(
        ["high", None, "low", "unheard of"],
        [{"aid_team": 0.5, "other_hospital": 0.5}, {}, {"designated_hospital": 0.25}, {}],
    )
    np.testing.assert_allclose(found, [2 * 1.6, 1, 1.15, 1])


def test_floors_are_days_for_regions_and_a_share_for_depots():
    rules = load_allocation_rules(URGENT)
    burn = np.array([[0, 0], [5, 0]], float)
    stock = np.array([[100, 10], [7, 7]], float)
    np.testing.assert_allclose(rules.floors(burn, stock), [[10, 1], [50, 0]])
    np.testing.assert_allclose(rules.floors(burn, stock, 7), [[10, 1], [50, 0]])


def test_a_region_never_gives_what_it_needs_within_the_days_planned():
    rules = load_allocation_rules(URGENT)
    burn, stock = np.array([[0.0], [5.0]]), np.array([[100.0], [70.0]])
    np.testing.assert_allclose(rules.floors(burn, stock, 14), [[10], [70]])


def test_without_days_to_keep_regions_send_nothing():
    text = URGENT.read_text("utf-8").replace("region_floor_days = 10", "")
    rules = parse_allocation_rules(text, "x", "x")
    assert rules.floors(np.array([[5.0]]), np.array([[70.0]])) == np.inf


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("critical_weight = 1.5", "critical_weight = 0"), "critical_weight"),
        (("target_days = 14", "target_days = -1"), "target_days"),
        (("target_days = 14", 'target_days = "14"'), "target_days"),
        (("depot_floor_share = 0.1", "depot_floor_share = 1.1"), "depot_floor_share"),
        (("depot_floor_share = 0.1", ""), "depot_floor_share"),
        (("weight = 2.0", "weight = true"), "tiers[0]: weight"),
        (('code = "rather_high"', 'code = "high"'), "tiers[1]"),
        (('code = "high"', 'name_of = "high"'), "tiers[0]"),
        (("[[classes]]", "[[others]]"), "classes"),
        (("title = { zh", "title = { cn"), "title"),
        (("[[tiers]]", "[[tiers"), "x"),
    ],
)
def test_a_wrong_rule_set_is_refused_with_the_entry_at_fault(change, named):
    text = URGENT.read_text("utf-8").replace(*change)
    with pytest.raises(ConsoleError) as refused:
        parse_allocation_rules(text, "x", "x")
    assert named in refused.value.place


def test_a_rule_set_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConsoleError, match="cannot be read"):
        load_allocation_rules(tmp_path / "none.toml")
