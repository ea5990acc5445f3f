"""What can be brought of one material: maximum flows over its roads, without days.

With G(k) = min(A(k), G(k−1) + truck(k)) the most that can have left a source by day k, totals can
be sent in time if and only if, for every k, those with a last day of departure up to k are no more
than G(k) (earliest deadline first). Places that the same sources reach with the same lead times are
one place to a flow: its size grows with the kinds of places, not with their number.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from console.analysis.plan_model import FloatArray
from console.analysis.plan_network import TINY, IntArray, Network, Roads
from console.analysis.plan_table import solved

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Flow:
    """What is brought.

    Attributes:
        value: Cartons brought to places that are not first.
        into: Cartons brought to each place, shape (P,).
        along: Cartons along each road, shape (roads,).
        starved: Places, none of them first, which could have used more, shape (P,).
    """

    value: float
    into: FloatArray
    along: FloatArray
    starved: BoolArray


class Reach:
    """The roads of one material as rows and columns of a linear program.

    Attributes:
        matrix: A row for each place, empty but for those that stand for their kind, then one for
            each bound; a column for each road to such a place, then one for each place that keeps
            what it could send.
        bounds: The right sides of the rows after the places.
        roads: The roads of the columns.
        width: How many columns there are.
    """

    def __init__(self, network: Network) -> None:
        from scipy import sparse  # noqa: PLC0415 - heavy, and only planners need it

        self._count = len(network.slope)
        self._targets = network.roads.target
        self._stands = _standing(network)
        self.roads, self._road = _roads_of_kinds(network.roads, self._stands)
        keeps = np.flatnonzero((network.slope > 0) & (network.surplus > 0))
        self._into = np.concatenate([self.roads.target, keeps])
        self.width = len(self._into)
        columns = np.arange(self.width)
        # A chain of bounds per source, one for each last day of departure that occurs, and its all.
        last = network.days - 1 - self.roads.lead
        chains = np.unique(np.stack([self.roads.source, last], axis=1), axis=0)
        rows: list[IntArray] = [self._into]
        cols: list[IntArray] = [columns]
        bounds = [network.shippable()[chains[:, 0], chains[:, 1]]]
        for row, (source, day) in enumerate(chains):
            members = np.flatnonzero((self.roads.source == source) & (last <= day))
            rows.append(np.full(len(members), self._count + row))
            cols.append(members)
        giving = np.flatnonzero(network.surplus > 0)
        row_of = np.full(self._count, -1)
        row_of[giving] = self._count + len(chains) + np.arange(len(giving))
        rows.append(row_of[np.concatenate([self.roads.source, keeps])])
        cols.append(columns)
        bounds.append(network.surplus[giving])
        at, to = np.concatenate(rows), np.concatenate(cols)
        shape = (self._count + len(chains) + len(giving), self.width)
        self.matrix: Any = sparse.csr_matrix((np.ones(len(at)), (at, to)), shape=shape)
        self.bounds: FloatArray = np.concatenate(bounds)

    def most(self, wanted: FloatArray, first: BoolArray) -> Flow:
        """Bring the most to the places, each no more than ``wanted``; to ``first`` before others.

        The greedy order of a polymatroid makes weights of 2 and 1 exact: nothing goes to the others
        that ``first`` could have used. Places of one kind must be first together, or want nothing.
        """
        if not self.width:
            nothing = np.zeros(self._count)
            return Flow(0.0, nothing, np.zeros(len(self._targets)), wanted > TINY)
        urgent = np.zeros(self._count, bool)
        urgent[self._stands[first]] = True
        worth = np.where(urgent, 2.0, 1.0)
        limits = np.concatenate([self.asked(wanted), self.bounds])
        found = solved(-worth[self._into], A_ub=self.matrix, b_ub=limits)
        into, along = self.spread(found.x, wanted)
        starved = (-found.ineqlin.marginals[: self._count] < 0.5)[self._stands]
        return Flow(float(into[~first].sum()), into, along, starved & ~first)

    def asked(self, wanted: FloatArray) -> FloatArray:
        """Return what all places of a kind want, at the one that stands for them, shape (P,)."""
        return np.bincount(self._stands, wanted, self._count).astype(np.float64)

    def spread(self, brought: FloatArray, wanted: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return what each place gets and each road carries of what is ``brought`` by column.

        Places of a kind divide it by what they want.
        """
        brought = np.maximum(brought, 0.0)
        asked = self.asked(wanted)[self._stands]
        part = np.zeros(self._count)
        np.divide(wanted, asked, out=part, where=asked > 0)
        into = part * np.bincount(self._into, brought, self._count)[self._stands]
        return into, part[self._targets] * brought[self._road]


def _standing(network: Network) -> IntArray:
    """Return the place that stands for each place's kind, shape (P,)."""
    roads, count = network.roads, len(network.slope)
    givers, giver = np.unique(roads.source, return_inverse=True)
    kinds = np.full((count, len(givers) + 1), -1)
    kinds[roads.target, giver.ravel()] = roads.lead
    # A place that gives has something of its own to keep: it is like no other.
    kinds[:, -1] = np.where(network.surplus > 0, np.arange(count), -1)
    _, first, kind = np.unique(kinds, axis=0, return_index=True, return_inverse=True)
    stands: IntArray = first[kind.ravel()]
    return stands


def _roads_of_kinds(roads: Roads, stands: IntArray) -> tuple[Roads, IntArray]:
    """Return the roads to places that stand for their kind, and which of them stands for each."""
    pairs = roads.source * len(stands) + stands[roads.target]
    _, some, road = np.unique(pairs, return_index=True, return_inverse=True)
    few = Roads(
        index=roads.index[some],
        source=roads.source[some],
        target=stands[roads.target[some]],
        lead=roads.lead[some],
        cost=roads.cost[some],
    )
    return few, road.ravel()
