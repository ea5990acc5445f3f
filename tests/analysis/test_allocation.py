"""The fair division against known optima, and the promises that make it fair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.allocation import water_level


@pytest.mark.parametrize(
    ("demands", "weights", "supply", "expected"),
    [
        ([2, 2.6, 4, 5], None, 10, [2, 2.6, 2.7, 2.7]),
        ([4, 2, 10, 4], [2.5, 4, 0.5, 1], 16, [4, 2, 6, 4]),
    ],
)
def test_max_min_fair_shares_equal_the_published_optima(demands, weights, supply, expected):
    nothing = np.zeros(4)
    found = water_level(np.ones(4), nothing, supply, weights, demands)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_protective_suits_go_first_where_cover_is_shortest():
    burn, stock = np.array([46.09, 19.69]), np.array([196.72, 71.47])
    sent = water_level(burn, stock, 20)
    cover = (stock + sent) / burn
    assert sent.sum() == pytest.approx(20)
    assert cover[0] == pytest.approx(cover[1])
    assert sent[1] / burn[1] > sent[0] / burn[0]


amounts = st.floats(0, 1e4)
places = st.integers(1, 12).flatmap(
    lambda n: st.tuples(
        *(
            st.lists(kind, min_size=n, max_size=n)
            for kind in (
                st.one_of(st.just(0.0), st.floats(0.1, 1e3)),
                amounts,
                st.floats(0.1, 10),
                amounts,
            )
        )
    )
)


@given(places, amounts)
def test_all_is_spent_nothing_more_and_nobody_beyond_the_cap(place, supply):
    burn, stock, weights, cap = map(np.array, place)
    sent = water_level(burn, stock, supply, weights, cap)
    possible = cap[burn > 0].sum()
    assert sent.sum() == pytest.approx(min(supply, possible), rel=1e-9, abs=1e-6)
    assert (sent >= 0).all()
    assert (sent <= cap + 1e-9).all()
    assert (sent[burn == 0] == 0).all()


@given(places, amounts)
def test_no_unit_can_move_to_a_place_that_is_worse_off(place, supply):
    burn, stock, weights, cap = map(np.array, place)
    sent = water_level(burn, stock, supply, weights, cap)
    needy = burn > 0
    cover = (stock[needy] + sent[needy]) / (weights * burn)[needy]
    gives = sent[needy] > 1e-6
    takes = sent[needy] < cap[needy] - 1e-6
    if gives.any() and takes.any():
        assert cover[gives].max() <= cover[takes].min() * (1 + 1e-6) + 1e-6


@given(places, amounts, st.floats(0, 1e3))
def test_more_supply_takes_nothing_from_anybody(place, supply, more):
    burn, stock, weights, cap = map(np.array, place)
    before = water_level(burn, stock, supply, weights, cap)
    after = water_level(burn, stock, supply + more, weights, cap)
    assert (after >= before - 1e-6).all()


@pytest.mark.parametrize(
    ("burn", "stock", "supply", "weights"),
    [
        ([-1], [0], 1, None),
        ([1], [-1], 1, None),
        ([1], [1], -1, None),
        ([1], [1], float("nan"), None),
        ([1], [1], 1, [0]),
        ([1, 2], [1], 1, None),
    ],
)
def test_nonsense_is_refused(burn, stock, supply, weights):
    with pytest.raises(ValueError, match="must"):
        water_level(burn, stock, supply, weights)
