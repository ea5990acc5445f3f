"""The fair totals of one material: lexicographic max-min over a network of depots and roads.

What can be brought to a set of places together is a polymatroid (Megiddo 1974, Mathematical
Programming 7:97), so the fair division follows from closed forms and few maximum flows, by the
decomposition of Fujishige (1980, Mathematics of Operations Research 5:186) and Groenevelt (1991,
European Journal of Operational Research 54:227): raise all to one level as if every depot reached
every place; where a maximum flow cannot bring it, those behind the tightest cut are divided among
themselves, and the rest among themselves.

Time needs no variables here: see :mod:`console.analysis.plan_reach`.
"""

from dataclasses import dataclass

import numpy as np

from console.analysis.allocation import water_level
from console.analysis.plan_model import FloatArray
from console.analysis.plan_network import TINY, Network
from console.analysis.plan_reach import BoolArray, Reach


@dataclass(frozen=True, slots=True)
class Fair:
    """What each place has beyond its base when all is divided fairly, its own surplus included.

    Attributes:
        has: Cartons, shape (P,).
        flow: One way of bringing them: cartons along each road, shape (roads,).
    """

    has: FloatArray
    flow: FloatArray


def fair_totals(network: Network, wanted: FloatArray | None = None) -> Fair:
    """Return the lexicographic max-min of weighted cover that the network allows.

    Args:
        network: The material.
        wanted: The most that each place shall have beyond its base; its room where omitted.
    """
    reach, users = Reach(network), network.slope > 0
    room, supply = _bounded(network, wanted)
    pooled = _raised(network, users, room, supply)
    flow = reach.most(pooled, np.zeros_like(users))
    if _reached(flow.value, float(pooled.sum())):
        return Fair(pooled, flow.along)
    has = _divide(network, reach, users, room, np.zeros_like(room))
    return Fair(has, reach.most(has, np.zeros_like(users)).along)


def pooled_totals(network: Network, wanted: FloatArray | None = None) -> FloatArray:
    """Return the fair totals as if every source reached every place, shape (P,).

    A closed form, no worse than any plan; where a flow can bring them they are the fair totals.
    """
    room, supply = _bounded(network, wanted)
    return _raised(network, network.slope > 0, room, supply)


def _bounded(network: Network, wanted: FloatArray | None) -> tuple[FloatArray, float]:
    """Return what each place and all together can have at most, by what can leave the sources.

    The nearer these are to what a flow can bring, the more often the first level is the answer.
    """
    roads, users = network.roads, network.slope > 0
    room = network.room if wanted is None else np.minimum(wanted, network.room)
    left = network.shippable()[roads.source, network.days - 1 - roads.lead]
    gives = np.zeros_like(room)
    np.maximum.at(gives, roads.source, left)
    gives = np.where(users, network.surplus, np.minimum(gives, network.surplus))
    reached = network.surplus.copy()
    np.add.at(reached, roads.target, left)
    return np.where(users, np.minimum(room, reached), 0.0), float(gives.sum())


def _raised(network: Network, among: BoolArray, room: FloatArray, supply: float) -> FloatArray:
    slope = np.where(among, network.slope, 0.0)
    return water_level(slope, network.base, supply, cap=room)


def _reached(value: float, wanted: float) -> bool:
    return value >= wanted - TINY * max(1.0, wanted)


def _divide(
    network: Network, reach: Reach, among: BoolArray, room: FloatArray, settled: FloatArray
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
