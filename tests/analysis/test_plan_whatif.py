"""What if: more units, a closed depot, a lost road; what a unit buys; two plans side by side."""

from dataclasses import replace

import numpy as np
import pytest

from console.analysis.plan import plan
from console.analysis.plan_check import check
from console.analysis.plan_model import Lock, cap_for_cover
from console.analysis.plan_whatif import (
    add_units,
    close_place,
    compare,
    lose_road,
    only,
    worth_of_more,
)
from tests.analysis.plan_problems import goods, problem, random_problem


@pytest.fixture
def given():
    return problem([100, 50, 0, 0], np.outer([0, 0, 10, 10], np.ones(10)), [(0, 2), (0, 3), (1, 3)])


def test_more_units_raise_the_least_cover_by_what_the_shadow_price_says(given):
    now, then = plan(given), plan(add_units(given, "R0", "M0", 40))
    worth = worth_of_more(given, "R0", "M0", 40)
    assert worth.cover_days == pytest.approx(40 / 20)
    assert then.levels[0].after == pytest.approx(now.levels[0].after + worth.cover_days)
    assert worth.met_units == pytest.approx(now.unmet.sum() - then.unmet.sum())
    assert given.stock[0, 0] == 100


def test_one_carton_more_buys_nothing_where_it_cannot_get_out():
    given = problem(
        [100, 0],
        [[0], [200]],
        [(0, 1)],
        goods=goods(1, pack=10),
        trucks=np.array([[50.0], [np.inf]]),
    )
    worth = worth_of_more(given, "R0", "M0")
    assert (worth.units, worth.cover_days, worth.met_units) == (10, 0, 0)


def test_a_closed_depot_sends_nothing_and_its_places_are_the_worse_for_it(given):
    closed = plan(close_place(given, "R0"))
    assert {line.source for line in closed.lines} == {"R1"}
    assert next(short.place for short in closed.shortfalls) == "R2"


def test_a_lost_road_is_gone_in_both_directions_and_its_locks_with_it(given):
    lost = lose_road(given, "R3", "R0")
    assert ("R0", "R3") not in {(lane.source, lane.target) for lane in lost.lanes}
    assert len(lost.lanes) == len(given.lanes) - 1
    locked = problem([9, 0], [[0], [5]], [(0, 1)], locks=(Lock("R0", "R1", "M0", 1),))
    assert lose_road(locked, "R0", "R1").locks == ()


def test_one_material_alone_is_planned_like_in_company_where_trucks_suffice():
    given = random_problem(9, trucks=False)
    whole, alone = plan(given), plan(only(given, "M0"))
    np.testing.assert_allclose(whole.cover_after[:, 0], alone.cover_after[:, 0])
    assert check(only(given, "M0"), alone) == ()


def test_two_rules_side_by_side_show_who_gains_and_who_loses(given):
    equal = plan(given)
    risky = plan(replace(given, weights=np.array([1, 1, 2.0, 1])))
    found = compare(given, equal, risky)
    assert [one.place for one in found] == ["R2", "R3"]
    assert found[0].cover[1] > found[0].cover[0]
    assert sum(one.brought[0] for one in found) == sum(one.brought[1] for one in found) == 150
    assert compare(given, equal, equal) == ()


def test_a_cap_for_cover_raises_to_so_many_days_and_no_further():
    stock, need = np.array([[30.0], [500]]), np.full((2, 1, 4), 10.0)
    inflow = np.zeros((2, 1, 4))
    inflow[0, 0, 2] = 20
    np.testing.assert_array_equal(cap_for_cover(14, stock, need, inflow), [[90], [0]])


def test_a_place_that_is_not_there_is_refused(given):
    with pytest.raises(KeyError):
        add_units(given, "nowhere", "M0", 1)
    with pytest.raises(ValueError, match="stock"):
        add_units(given, "R0", "M0", -101)
