"""The checker finds every way in which a sound plan can be spoiled."""

from dataclasses import replace

import numpy as np
import pytest

from console.analysis.plan import plan
from console.analysis.plan_check import Rule, check
from console.analysis.plan_model import Lock
from tests.analysis.plan_problems import goods, problem


@pytest.fixture
def given():
    """Two depots, three places (one may give), cartons of 10, trucks of 60 a day, a lock."""
    need = np.outer([0, 0, 20, 20, 20], np.ones(4))
    return problem(
        [200, 100, 200, 0, 10],
        need,
        [(0, 2), (0, 3, 1), (1, 3), (1, 4, 1), (2, 4)],
        goods=goods(1, pack=10),
        floor=np.array([[20], [0], [100], [np.inf], [np.inf]], float),
        cap=np.array([[0], [0], [200], [200], [200]], float),
        trucks=np.array([[60.0] * 4, [60.0] * 4, *[[np.inf] * 4] * 3]),
        locks=(Lock("R0", "R2", "M0", 5, 0),),
    )


def changed(made, number, **change):
    lines = list(made.lines)
    lines[number] = replace(lines[number], **change)
    return replace(made, lines=tuple(lines))


def rules(given, made):
    return {violation.rule for violation in check(given, made)}


def first(made, **wanted):
    return next(
        at
        for at, line in enumerate(made.lines)
        if all(getattr(line, name) == value for name, value in wanted.items())
    )


def test_the_plan_itself_is_sound(given):
    assert check(given, plan(given)) == ()


def test_a_line_without_a_road_or_too_late_to_arrive_is_found(given):
    made = plan(given)
    at = first(made, locked=False)
    assert rules(given, changed(made, at, source="R3", target="R4")) == {Rule.ROAD}
    assert rules(given, changed(made, at, day=9)) == {Rule.ROAD}
    assert rules(given, changed(made, at, arrives=made.lines[at].arrives + 1)) == {Rule.ROAD}
    assert rules(given, changed(made, at, quantity=-10)) == {Rule.ROAD}


def test_a_broken_carton_is_found(given):
    made = plan(given)
    at = first(made, locked=False)
    assert Rule.CARTON in rules(given, changed(made, at, quantity=made.lines[at].quantity - 3))


def test_a_broken_lock_is_found(given):
    made = plan(given)
    at = first(made, locked=True)
    assert Rule.LOCK in rules(given, changed(made, at, quantity=4))
    assert Rule.LOCK in rules(given, changed(made, at, quantity=15))


def test_a_floor_that_is_not_kept_and_an_overfull_truck_are_found(given):
    made = plan(given)
    at = first(made, source="R0", locked=False)
    spoiled = rules(given, changed(made, at, quantity=made.lines[at].quantity + 300))
    assert {Rule.STOCK, Rule.TRUCK, Rule.NEED} <= spoiled


def test_sending_what_was_used_up_before_is_found():
    given = problem(
        [40, 0, 0],
        np.outer([20, 20, 0], np.ones(4)),
        [(0, 1)],
        floor=np.array([[0.0], [np.inf], [0]]),
        goods=goods(1, pack=10),
    )
    made = plan(given)
    assert check(given, made) == ()
    last = changed(made, 0, day=3, arrives=3)
    found = [one for one in check(given, last) if one.rule is Rule.STOCK]
    assert [one.place for one in found] == ["R0"]
    assert "no longer has" in found[0].words.en


def test_a_figure_that_does_not_follow_from_the_lines_is_found(given):
    made = plan(given)
    assert rules(given, replace(made, cover_after=made.cover_after + 1)) == {Rule.FIGURE}
    assert rules(given, replace(made, unmet=made.unmet + 1)) == {Rule.FIGURE}


def test_a_carton_left_in_a_depot_while_a_place_runs_short_is_unfair(given):
    made = plan(given)
    at = first(made, target="R3")
    less = changed(made, at, quantity=made.lines[at].quantity - 20)
    unfair = [one for one in check(given, less) if one.rule is Rule.FAIRNESS]
    assert "R3" in {one.place for one in unfair}
    assert any(one.amount == np.inf for one in unfair)


def test_a_carton_sent_to_the_better_off_is_unfair():
    given = problem([100, 0, 0], [[0], [10], [10]], [(0, 1), (0, 2)])
    made = plan(given)
    skewed = changed(changed(made, 0, quantity=60), 1, quantity=40)
    unfair = [one for one in check(given, skewed) if one.rule is Rule.FAIRNESS]
    assert [(one.place, round(one.amount, 1)) for one in unfair] == [("R2", 1.8)]


def test_a_chain_of_changes_through_another_place_is_seen():
    """R2 can only be helped by R1's depot if the other depot serves R3 in its stead."""
    given = problem([100, 0, 0, 50], [[0], [10], [10], [0]], [(0, 1), (3, 1), (3, 2)])
    made = plan(given)
    line = made.lines[0]
    skewed = replace(
        made,
        lines=(
            replace(line, source="R0", target="R1", quantity=60),
            replace(line, source="R3", target="R1", quantity=50),
        ),
    )
    unfair = [one for one in check(given, skewed) if one.rule is Rule.FAIRNESS]
    assert {one.place for one in unfair} == {"R1", "R2"}


def test_a_region_that_gives_until_it_is_worse_off_than_the_taker_is_unfair():
    given = problem([100, 0], [[10], [10]], [(0, 1)], floor=np.array([[0.0], [np.inf]]))
    made = plan(given)
    assert made.lines[0].quantity == 50
    unfair = check(given, changed(made, 0, quantity=70))
    assert ("R0", Rule.FAIRNESS) in {(one.place, one.rule) for one in unfair}


def test_covers_that_differ_by_less_than_a_carton_are_fair():
    given = problem([90, 0, 0], [[0], [10], [10]], [(0, 1), (0, 2)], goods=goods(1, pack=30))
    made = plan(given)
    assert sorted(line.quantity for line in made.lines) == [30, 60]
    assert check(given, made) == ()


def test_a_violation_speaks_both_languages(given):
    made = plan(given)
    for violation in check(given, replace(made, lines=())):
        assert violation.words.zh
        assert violation.words.en
