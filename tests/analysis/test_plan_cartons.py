"""Whole cartons by largest remainder, within a carton of what was fair."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.analysis.plan_cartons import whole
from console.analysis.plan_fair import fair_totals
from console.analysis.plan_lp import schedule
from console.analysis.plan_network import Committed, Room, lane_ends, network_of
from tests.analysis.plan_problems import goods, problem, random_problem


def network(asked, column=0):
    nothing = np.zeros((len(asked.places), asked.days))
    free = Committed(nothing, nothing, frozenset())
    return network_of(asked, column, free, Room.of(asked.trucks), lane_ends(asked))


def kept(found, sent):
    """Cartons that each place receives, less those that it sends on."""
    came, left = (
        np.bincount(end[sent.road], sent.count, len(found.slope))
        for end in (found.roads.target, found.roads.source)
    )
    return came - left


def test_the_largest_remainders_get_the_cartons_that_are_left():
    asked = problem(
        [100, 0, 0, 0], [[0], [33], [52], [15]], [(0, 1), (0, 2), (0, 3)], goods=goods(1, pack=10)
    )
    found = network(asked)
    sent = whole(found, schedule(found, fair_totals(found)))
    brought = np.bincount(found.roads.target[sent.road], sent.count, 4)
    assert brought.tolist() == [0, 3, 5, 2]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_every_amount_is_whole_and_every_place_within_a_carton(seed):
    asked = random_problem(seed)
    found = network(asked)
    exact = schedule(found, fair_totals(found))
    sent = whole(found, exact)
    np.testing.assert_array_equal(sent.count, np.round(sent.count))
    uses = found.slope > 0
    moved = np.abs(kept(found, sent) - kept(found, exact))[uses]
    assert (moved <= 1 + 1e-6).all()
    gone = np.zeros_like(found.supply)
    np.add.at(gone, (found.roads.source[sent.road], sent.day), sent.count)
    assert (np.cumsum(gone, axis=1) <= np.cumsum(found.supply, axis=1) + 1e-9).all()
    assert (gone <= found.trucks + 1e-9).all()


def test_less_than_a_carton_is_not_sent():
    asked = problem([9, 0], [[0], [5]], [(0, 1)], goods=goods(1, pack=10))
    found = network(asked)
    assert not len(whole(found, schedule(found, fair_totals(found))).count)


def test_a_need_below_a_carton_is_met_by_a_whole_one():
    asked = problem(
        [100, 0], [[0], [5]], [(0, 1)], goods=goods(1, pack=10), cap=np.array([[0.0], [5]])
    )
    found = network(asked)
    sent = whole(found, schedule(found, fair_totals(found)))
    assert sent.count.tolist() == pytest.approx([1])
