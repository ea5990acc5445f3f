"""Whole cartons by largest remainder, without integer variables.

Every amount is rounded down or up to a whole carton. Which ones go up is a small linear program
over the fractions alone: as much as the sources allow, the largest remainders first. Its columns
are arcs of a network and its bounds whole numbers, so every vertex of it is whole.
"""

from dataclasses import replace

import numpy as np

from console.analysis.plan_lp import Sent, add_sources
from console.analysis.plan_network import TINY, Network
from console.analysis.plan_table import Table

#: A carton more is worth more than any remainder.
_CARTON = 4.0

#: What a carton costs that a place was to get or keep and cannot.
_MISSED = 1e3

#: Dropped crumbs of many amounts may add up to this share of a carton.
_CRUMBS = 1e-3


def whole(network: Network, sent: Sent) -> Sent:
    """Return ``sent`` in whole cartons, within a carton of what each place was to get or give."""
    down = np.floor(sent.count + TINY)
    rest = np.where(sent.count - down > TINY, sent.count - down, 0.0)
    some = rest > 0
    fractions = Sent(sent.road[some], sent.day[some], rest[some])
    source = network.roads.source[sent.road]
    gone, shares = np.zeros_like(network.supply), np.zeros_like(network.supply)
    np.add.at(gone, (source, sent.day), down)
    np.add.at(shares, (source, sent.day), sent.count)
    # A place that uses the material may not be made to send what it has used up by then.
    could = np.cumsum(shares, axis=1) + network.unsent(sent.road, sent.day, sent.count)
    free = np.minimum(np.cumsum(network.supply, axis=1), np.floor(could + _CRUMBS))
    supply = np.diff(np.maximum(free, np.cumsum(gone, axis=1)), axis=1, prepend=0.0)
    left = replace(
        network,
        supply=supply - gone,
        trucks=network.trucks - gone,
        until=network.until - np.cumsum(gone, axis=1),
    )
    count = down.copy()
    count[some] += _up(left, fractions)
    some = count > 0
    return Sent(sent.road[some], sent.day[some], count[some])


def _up(left: Network, rest: Sent) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return 1 for each fraction that is rounded up, 0 for the others.

    Args:
        left: The network with what is left once all amounts are rounded down.
        rest: The fractions.
    """
    if not len(rest.road):
        return np.zeros(0)
    source, target = left.roads.source[rest.road], left.roads.target[rest.road]
    places = len(left.slope)
    gained = np.bincount(target, rest.count, places) - np.bincount(source, rest.count, places)
    remainder = gained - np.floor(gained)
    table = Table()
    worth = _CARTON + remainder[target] + rest.count / _CARTON
    up = table.columns(-worth, np.ones(len(worth)))
    add_sources(table, left, rest.road, rest.day, up)
    users = np.unique(np.concatenate([target, source[left.slope[source] > 0]]))
    low, high = np.floor(gained[users] + _CRUMBS), np.ceil(gained[users] - _CRUMBS)
    row_of = np.full(places, -1)
    row_of[users] = table.rows(low)
    table.enter(row_of[target], up, 1.0)
    table.enter(row_of[source], up, -1.0)
    over = table.columns(np.zeros(len(users)), np.maximum(0.0, high - low))
    table.enter(row_of[users], over, -1.0)
    missed = table.columns(np.full(len(users), _MISSED), np.full(len(users), np.inf))
    table.enter(row_of[users], missed, 1.0)
    return np.round(table.solve()[up])
