"""Fair totals by closed forms and maximum flows, against the leximin by linear programs alone."""

from dataclasses import replace

import numpy as np
import pytest

from console.analysis.allocation import water_level
from console.analysis.plan_fair import fair_totals
from console.analysis.plan_network import Committed, Room, lane_ends, network_of
from console.analysis.plan_reach import Reach
from tests.analysis.plan_problems import problem, random_problem
from tests.analysis.plan_reference import Leximin


def network(given, column=0):
    nothing = np.zeros((len(given.places), given.days))
    free = Committed(nothing, nothing, frozenset())
    return network_of(given, column, free, Room.of(given.trucks), lane_ends(given))


@pytest.mark.parametrize("seed", range(40))
def test_fair_totals_are_the_leximin_of_the_day_by_day_programs(seed):
    given = replace(random_problem(seed), locks=())
    found = network(given)
    reached = fair_totals(found)
    users = found.slope > 0
    covers = (found.base + reached.has)[users] / found.slope[users]
    np.testing.assert_allclose(np.sort(covers), np.sort(Leximin(given).covers()[users]), atol=2e-4)


def test_where_every_depot_reaches_every_place_the_totals_are_the_water_level():
    need, stock = np.array([0, 0, 10.0, 20, 30]), np.array([70.0, 30, 15, 5, 60])
    given = problem(
        stock,
        need[:, None] * np.ones(3),
        [(a, b) for a in (0, 1) for b in (2, 3, 4)],
        weights=np.array([1, 1, 1, 2, 1.0]),
    )
    sent = fair_totals(network(given)).has[2:]
    np.testing.assert_allclose(sent, water_level(need[2:], stock[2:], 100, [1, 2, 1]))


def test_places_that_the_same_depots_reach_alike_are_one_to_the_flow_and_divide_it_fairly():
    """Four places, two kinds of them: near one depot or the other, each with a carton too few."""
    roads = [(0, 2), (0, 3), (1, 2, 1), (1, 3, 1), (0, 4, 1), (0, 5, 1), (1, 4), (1, 5)]
    given = problem([60, 40, 0, 30, 9, 0], np.outer([0, 0, 5, 10, 10, 5], np.ones(3)), roads)
    held = network(given)
    assert Reach(held).width == 4
    wanted = water_level(held.slope, held.base, 100)
    np.testing.assert_allclose(fair_totals(held).has, wanted)
    flow = Reach(held).most(wanted, np.zeros(6, bool))
    np.testing.assert_allclose(flow.into, wanted)
    np.testing.assert_allclose(np.bincount(held.roads.target, flow.along, 6), wanted)
    np.testing.assert_allclose(np.bincount(held.roads.source, flow.along, 6)[:2], [60, 40])


def test_a_place_that_only_an_empty_depot_reaches_does_not_hold_the_others_back():
    given = problem([10, 90, 0, 0, 0], [[0], [0], [10], [10], [10]], [(0, 2), (1, 3), (1, 4)])
    np.testing.assert_allclose(fair_totals(network(given)).has, [0, 0, 10, 45, 45])


def test_surplus_moves_from_one_region_to_another_but_not_below_its_floor():
    given = problem([100, 0], [[10], [10]], [(0, 1)], floor=np.array([[70.0], [np.inf]]))
    found = network(given)
    np.testing.assert_allclose(found.base + fair_totals(found).has, [70, 30])


def test_what_cannot_arrive_within_the_days_planned_is_not_counted_on():
    given = problem([100, 0, 0], np.outer([0, 10, 10], np.ones(3)), [(0, 1, 2), (0, 2, 3)])
    np.testing.assert_allclose(fair_totals(network(given)).has, [0, 100, 0])


def test_production_and_trucks_bound_what_leaves_in_time_for_a_distant_place():
    made = np.zeros((3, 1, 4))
    made[0] = 10
    given = problem(
        [5, 0, 0],
        np.outer([0, 10, 10], np.ones(4)),
        [(0, 1, 0), (0, 2, 3)],
        production=made,
        trucks=np.array([[12.0] * 4] + [[np.inf] * 4] * 2),
    )
    np.testing.assert_allclose(fair_totals(network(given)).has, [0, 45 - 12, 12])
