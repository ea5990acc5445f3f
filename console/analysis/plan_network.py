"""One material of a plan as a network: who has how many cartons to give by when, who can use them.

Everything here is counted in cartons. Supplies and trucks are whole numbers of them, so that the
solver's answer can be rounded to whole cartons without breaking any bound.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.analysis.plan_model import FloatArray, Problem

IntArray = npt.NDArray[np.int_]

#: Amounts nearer than this share of a carton are the same.
TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Cartons:
    """Whole cartons of one material by lane (an index into ``Problem.lanes``) and departure."""

    lane: IntArray
    day: IntArray
    count: FloatArray

    @classmethod
    def none(cls) -> "Cartons":
        """Return no cartons at all."""
        return cls(np.zeros(0, np.int_), np.zeros(0, np.int_), np.zeros(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """The lanes open to one material; ``index`` is their place in ``Problem.lanes``."""

    index: IntArray
    source: IntArray
    target: IntArray
    lead: IntArray
    cost: FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """One material, in cartons, over P places.

    Attributes:
        slope: Weighted need a day, shape (P,): cartons that raise the weighted cover by a day.
        base: What a place keeps whatever comes, shape (P,).
        supply: Whole cartons that become free to send a day, shape (P, days).
        room: The most a place can have beyond its base, its own free cartons included, shape (P,).
        inflow: What comes to a place a day by itself; the opening stock is in day 0's.
        outflow: What is already decided to leave a place a day.
        need: Need a day, shape (P, days).
        weight: Risk weight, shape (P,).
        trucks: Whole cartons that can leave a place a day, shape (P, days).
        until: Whole cartons that may have left a place by the end of each day, shape (P, days),
            so that room stays on the trucks for other materials.
        roads: The lanes.
    """

    slope: FloatArray
    base: FloatArray
    supply: FloatArray
    room: FloatArray
    inflow: FloatArray
    outflow: FloatArray
    need: FloatArray
    weight: FloatArray
    trucks: FloatArray
    until: FloatArray
    roads: Roads

    @property
    def days(self) -> int:
        """How many days are planned."""
        return int(self.need.shape[1])

    @property
    def surplus(self) -> FloatArray:
        """Cartons that each place can send over all days, shape (P,)."""
        total: FloatArray = self.supply.sum(axis=1)
        return total

    def unsent(self, road: IntArray, day: IntArray, count: FloatArray) -> FloatArray:
        """Return what every place could still send by each day beside what it sends, (P, days).

        It follows the stock: what a place used before is not there to send.
        """
        shape = self.supply.shape
        out, came = np.zeros(shape), np.zeros(shape)
        source, target = self.roads.source[road], self.roads.target[road]
        np.add.at(out, (source, day), count)
        np.add.at(came, (target, day + self.roads.lead[road]), count)
        spare = np.empty(shape)
        stock = np.zeros(len(out))
        for today in range(self.days):
            stock = stock + (self.inflow + came - self.outflow - out)[:, today]
            spare[:, today] = stock
            stock = np.maximum(0.0, stock - self.need[:, today])
        left: FloatArray = np.minimum.accumulate(spare[:, ::-1], axis=1)[:, ::-1]
        return left

    def shippable(self) -> FloatArray:
        """Return the most that can have left each place by the end of each day, shape (P, days)."""
        most = np.minimum(np.cumsum(self.supply, axis=1), self.until)
        had = np.minimum.accumulate(most[:, ::-1], axis=1)[:, ::-1]
        left = np.empty_like(had)
        before = np.zeros(len(had))
        for day in range(self.days):
            before = np.minimum(had[:, day], before + self.trucks[:, day])
            left[:, day] = before
        return left


@dataclass(frozen=True, slots=True)
class Committed:
    """Units of one material already decided, by lane and day; arrivals past the horizon are lost.

    Attributes:
        out: Units leaving each place a day, shape (P, days).
        came: Units reaching each place a day, shape (P, days).
        closed: Lanes that carry nothing more of the material, by their index.
    """

    out: FloatArray
    came: FloatArray
    closed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Room:
    """Cubic metres free on the trucks of each place, both of shape (P, days).

    Attributes:
        daily: On each day.
        until: On all days up to each; less than the sum of those where others need some of it.
    """

    daily: FloatArray
    until: FloatArray

    @classmethod
    def of(cls, daily: FloatArray) -> "Room":
        """Return room that nobody else claims."""
        return cls(daily, np.cumsum(daily, axis=1))


def flows_of(
    problem: Problem, lane: IntArray, day: IntArray, units: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return what leaves and what reaches each place a day, both of shape (P, days)."""
    shape = (len(problem.places), problem.days)
    out, came = np.zeros(shape), np.zeros(shape)
    ends = lane_ends(problem)
    np.add.at(out, (ends.source[lane], day), units)
    arrives = day + ends.lead[lane]
    timely = arrives < problem.days
    np.add.at(came, (ends.target[lane][timely], arrives[timely]), units[timely])
    return out, came


def lane_ends(problem: Problem) -> Roads:
    """Return every lane of the problem as arrays, with its cost for a cubic metre."""
    at, lanes = problem.place_index, problem.lanes
    return Roads(
        index=np.arange(len(lanes)),
        source=np.array([at[lane.source] for lane in lanes], np.int_),
        target=np.array([at[lane.target] for lane in lanes], np.int_),
        lead=np.array([lane.lead_days for lane in lanes], np.int_),
        cost=np.array([lane.cost for lane in lanes], np.float64),
    )


def free_units(problem: Problem, column: int) -> FloatArray:
    """Return the units that each place may have sent by the end of each day, shape (P, days)."""
    came = problem.production[:, column] + problem.due[:, column]
    had = problem.stock[:, column, None] + np.cumsum(came, axis=1)
    return np.maximum(0.0, had - problem.floor[:, column, None])


def network_of(
    problem: Problem, column: int, done: Committed, room: "Room", ends: Roads
) -> Network:
    """Return the material in ``column`` as a network, after what is ``done``.

    Args:
        problem: The problem.
        column: The material's column.
        done: What is already decided of it.
        room: What is still free on the trucks.
        ends: The problem's lanes as arrays.
    """
    goods = problem.goods[column]
    pack = float(goods.pack)
    left = free_units(problem, column) - np.cumsum(done.out, axis=1)
    # What is decided for a later day must still be there then.
    left = np.minimum.accumulate(left[:, ::-1], axis=1)[:, ::-1]
    whole = np.floor(np.maximum(left, 0.0) / pack + TINY)
    supply = np.diff(whole, axis=1, prepend=0.0)
    inflow = problem.production[:, column] + problem.due[:, column] + done.came
    inflow[:, 0] += problem.stock[:, column]
    has = (inflow.sum(axis=1) - done.out.sum(axis=1)) / pack
    surplus = supply.sum(axis=1)
    cap = np.maximum(0.0, problem.cap[:, column] - done.came.sum(axis=1)) / pack
    space = goods.volume * pack
    slope = problem.weights * problem.burn[:, column] / pack
    usable = (ends.lead < problem.days) & ((slope > 0) & (cap > 0))[ends.target]
    usable &= (surplus > 0)[ends.source] & ~np.isin(ends.index, list(done.closed))
    return Network(
        slope=slope,
        base=np.maximum(0.0, has - surplus),
        supply=supply,
        room=surplus + cap,
        inflow=inflow / pack,
        outflow=done.out / pack,
        need=problem.need[:, column] / pack,
        weight=problem.weights,
        trucks=_loads(room.daily, space),
        until=_loads(room.until, space),
        roads=_open_roads(ends, usable, space),
    )


def _loads(room: FloatArray, space: float) -> FloatArray:
    if space == 0:
        return np.full_like(room, np.inf)
    return np.floor(np.maximum(room, 0.0) / space + TINY)


def _open_roads(ends: Roads, usable: npt.NDArray[np.bool_], space: float) -> Roads:
    at = np.flatnonzero(usable)
    return Roads(
        index=ends.index[at],
        source=ends.source[at],
        target=ends.target[at],
        lead=ends.lead[at],
        cost=ends.cost[at] * space,
    )


def units_of(problem: Problem, column: int, cartons: Cartons) -> FloatArray:
    """Return the units in each entry of ``cartons``."""
    return cartons.count * float(problem.goods[column].pack)
