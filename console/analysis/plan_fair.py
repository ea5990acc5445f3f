"""The fair totals of one material: lexicographic max-min over a network of depots and roads.

What can be brought to a set of places together is a polymatroid (Megiddo 1974, Mathematical
Programming 7:97), so the fair division follows from closed forms and few maximum flows, by the
decomposition of Fujishige (1980, Mathematics of Operations Research 5:186) and Groenevelt (1991,
European Journal of Operational Research 54:227): raise all to one level as if every depot reached
every place; where a maximum flow cannot bring it, those behind the tightest cut are divided among
themselves, and the rest among themselves.

Time needs no variables here. With G(k) = min(A(k), G(k−1) + truck(k)) the most that can have left a
source by day k, totals can be sent in time if and only if, for every k, those with a last day of
departure up to k are no more than G(k) (earliest deadline first).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.analysis.allocation import water_level
from console.analysis.plan_model import FloatArray
from console.analysis.plan_network import TINY, IntArray, Network
from console.analysis.plan_table import solved

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fair:
    """What each place has beyond its base when all is divided fairly, its own surplus included.

    Attributes:
        has: Cartons, shape (P,).
        flow: One way of bringing them: cartons along each road, shape (roads,).
    """

    has: FloatArray
    flow: FloatArray


@dataclass(frozen=True, slots=True)
class _Flow:
    value: float
    into: FloatArray
    along: FloatArray
    starved: BoolArray


class _Reach:
    """Maximum flows from the sources to the places, by linear programming."""

    def __init__(self, network: Network) -> None:
        from scipy import sparse  # noqa: PLC0415 - heavy, and only planners need it

        roads = network.roads
        self._count = len(network.slope)
        self._keeps = np.flatnonzero((network.slope > 0) & (network.surplus > 0))
        self._roads = len(roads.index)
        columns = self._roads + len(self._keeps)
        into = np.concatenate([roads.target, self._keeps])
        # A chain of bounds per source, one for each last day of departure that occurs, and its all.
        last = network.days - 1 - roads.lead
        chains = np.unique(np.stack([roads.source, last], axis=1), axis=0)
        left = network.shippable()
        rows: list[IntArray] = [into]
        cols: list[IntArray] = [np.arange(columns)]
        bounds = [left[chains[:, 0], chains[:, 1]]]
        for row, (source, day) in enumerate(chains):
            members = np.flatnonzero((roads.source == source) & (last <= day))
            rows.append(np.full(len(members), self._count + row))
            cols.append(members)
        giving = np.flatnonzero(network.surplus > 0)
        row_of = np.full(self._count, -1)
        row_of[giving] = self._count + len(chains) + np.arange(len(giving))
        rows.append(row_of[np.concatenate([roads.source, self._keeps])])
        cols.append(np.arange(columns))
        bounds.append(network.surplus[giving])
        at, to = np.concatenate(rows), np.concatenate(cols)
        shape = (self._count + len(chains) + len(giving), columns)
        self._matrix = sparse.csr_matrix((np.ones(len(at)), (at, to)), shape=shape)
        self._bounds = np.concatenate(bounds)
        self._into = into

    def most(self, wanted: FloatArray, first: BoolArray) -> _Flow:
        """Bring the most to the places, each no more than ``wanted``; to ``first`` before others.

        The greedy order of a polymatroid makes weights of 2 and 1 exact: nothing goes to the others
        that ``first`` could have used.
        """
        if not self._matrix.shape[1]:
            nothing = np.zeros(self._count)
            return _Flow(0.0, nothing, np.zeros(0), wanted > TINY)
        worth = np.where(first, 2.0, 1.0)
        limits = np.concatenate([wanted, self._bounds])
        found = solved(-worth[self._into], A_ub=self._matrix, b_ub=limits)
        along = np.maximum(found.x, 0.0)
        into = np.bincount(self._into, along, self._count).astype(np.float64)
        starved = -found.ineqlin.marginals[: self._count] < 0.5
        return _Flow(float(into[~first].sum()), into, along[: self._roads], starved & ~first)


def fair_totals(network: Network, wanted: FloatArray | None = None) -> Fair:
    """Return the lexicographic max-min of weighted cover that the network allows.

    Args:
        network: The material.
        wanted: The most that each place shall have beyond its base; its room where omitted.
    """
    room = network.room if wanted is None else np.minimum(wanted, network.room)
    reach = _Reach(network)
    users = network.slope > 0
    room = np.where(users, np.minimum(room, network.surplus.sum()), 0.0)
    nobody = np.zeros_like(users)
    pooled = _raised(network, users, room, float(network.surplus.sum()))
    flow = reach.most(pooled, nobody)
    if _reached(flow.value, float(pooled.sum())):
        return Fair(pooled, flow.along)
    has = _divide(network, reach, users, room, np.zeros_like(room))
    return Fair(has, reach.most(has, nobody).along)


def _raised(network: Network, among: BoolArray, room: FloatArray, supply: float) -> FloatArray:
    slope = np.where(among, network.slope, 0.0)
    return water_level(slope, network.base, supply, cap=room)


def _reached(value: float, wanted: float) -> bool:
    return value >= wanted - TINY * max(1.0, wanted)


def _divide(
    network: Network, reach: _Reach, among: BoolArray, room: FloatArray, settled: FloatArray
) -> FloatArray:
    """Divide fairly ``among`` some places, while the ``settled`` ones keep what they have."""
    first = settled > 0
    most = reach.most(np.where(among, room, settled), first)
    level = _raised(network, among, room, most.value)
    flow = reach.most(np.where(among, level, settled), first)
    starved = flow.starved & among
    if _reached(flow.value, most.value) or not starved.any() or (starved == among).all():
        return np.where(among, flow.into, 0.0)
    behind = _divide(network, reach, starved, room, settled)
    rest = _divide(network, reach, among & ~starved, room, settled + behind)
    return behind + rest
