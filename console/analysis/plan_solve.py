"""The order in which materials are planned, and how they share the trucks.

Materials have nothing in common but the trucks. As long as these suffice, each is planned by
itself, and the whole is as good as one program over all of them. Where they do not, three steps:

1. the room on the trucks is divided by the same fair level: one water level over all places and
   materials, in days of cover weighed by place and material, spent in cubic metres; one flow over
   all materials says by which roads, and what is still free goes to each in turn;
2. each material is planned towards its share with what trucks are left, most critical first;
3. what room is left after that is offered to each in turn, planned anew: up to its fair totals
   first, then to whatever can still be brought, until no plan changes or three times.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from console.analysis.plan_cartons import whole
from console.analysis.plan_fair import Fair, fair_totals, pooled_totals
from console.analysis.plan_joint import brought_together
from console.analysis.plan_lp import Sent, schedule
from console.analysis.plan_model import FloatArray, PlanCancelledError, Problem, Progress
from console.analysis.plan_network import (
    TINY,
    Cartons,
    Committed,
    Network,
    Room,
    flows_of,
    lane_ends,
    network_of,
    units_of,
)
from console.analysis.plan_share import carried, shares, volume_of
from console.domain.wording import Text

#: How often materials that share trucks are planned anew for room that another one gave up.
_ROUNDS = 3

#: Shares that fall short by less than this part are near enough.
_NEAR = 1e-4


@dataclass(frozen=True, slots=True)
class Solution:
    """What is sent of each material beside the locks, and how far it could be raised at most.

    ``bounds`` are the least weighted covers without a limit on trucks, in days, one a material.
    """

    cartons: tuple[Cartons, ...]
    bounds: tuple[float, ...]
    trucks_bind: bool


class Reporter:
    """Tells how far the planning is, and stops it where nobody wants the plan any more."""

    def __init__(
        self,
        total: int,
        progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._done, self._total = 0, total
        self._progress, self._cancelled = progress, cancelled

    def more(self, steps: int) -> None:
        """Add ``steps`` that nobody could foresee."""
        self._total += steps

    def step(self, words: Text) -> None:
        """Begin the next step.

        Raises:
            PlanCancelledError: The plan is no longer wanted.
        """
        if self._cancelled is not None and self._cancelled():
            raise PlanCancelledError
        if self._progress is not None:
            self._progress(Progress(self._done, self._total, words))
        self._done += 1


class Solver:
    """Plans one problem; ``locked`` is what is decided beforehand, one a material."""

    def __init__(self, problem: Problem, locked: list[Committed], reporter: Reporter) -> None:
        self._problem = problem
        self._locked = locked
        self._reporter = reporter
        self._ends = lane_ends(problem)
        self._endless = np.full_like(problem.trucks, np.inf)
        # The most critical come first, equals in the order given.
        weights = np.array([goods.weight for goods in problem.goods])
        self._order = [int(column) for column in np.argsort(-weights, kind="stable")]

    def solve(self) -> Solution:
        """Return the best plan found."""
        ideal = [self._ideal(column) for column in range(len(self._problem.goods))]
        bounds = tuple(_least(network, fair) for network, fair in ideal)
        cartons = None
        if not self._surely_short(ideal):
            cartons = self._apart([fair for _, fair in ideal])
        if cartons is not None:
            return Solution(cartons, bounds, trucks_bind=False)
        return Solution(self._shared(ideal), bounds, trucks_bind=True)

    def _surely_short(self, ideal: list[tuple[Network, Fair]]) -> bool:
        """Return whether all trucks together take less than what ought to be brought."""
        gives = np.any([network.surplus > 0 for network, _ in ideal], axis=0)
        volumes = [goods.volume * goods.pack for goods in self._problem.goods]
        wanted = volume_of(volumes, [held for held, _ in ideal], [fair.has for _, fair in ideal])
        return bool(self._free_trucks()[gives].sum() < wanted)

    def _say(self, zh: str, en: str, column: int) -> None:
        name = self._problem.goods[column].name
        self._reporter.step(Text(f"{zh}：{name.zh}", f"{en}: {name.en}"))

    def _ideal(self, column: int) -> tuple[Network, Fair]:
        self._say("公平分配", "Fair shares", column)
        network = self._network(column, Room.of(self._endless))
        return network, fair_totals(network)

    def _network(self, column: int, room: Room) -> Network:
        return network_of(self._problem, column, self._locked[column], room, self._ends)

    def _free_trucks(self) -> FloatArray:
        """Return the cubic metres that the locks leave on the trucks, shape (P, days)."""
        volumes = [goods.volume for goods in self._problem.goods]
        taken = sum(
            (done.out * volume for done, volume in zip(self._locked, volumes, strict=True)),
            np.zeros_like(self._problem.trucks),
        )
        return np.maximum(0.0, self._problem.trucks - taken)

    def _load(self, column: int, cartons: Cartons) -> FloatArray:
        units = units_of(self._problem, column, cartons)
        out, _ = flows_of(self._problem, cartons.lane, cartons.day, units)
        load: FloatArray = out * self._problem.goods[column].volume
        return load

    def _send(self, column: int, network: Network, fair: Fair) -> Cartons:
        self._say("安排发运", "Shipments", column)
        sent: Sent = whole(network, schedule(network, fair))
        return Cartons(network.roads.index[sent.road], sent.day, sent.count)

    def _apart(self, fair: list[Fair]) -> tuple[Cartons, ...] | None:
        """Plan each material for itself; None where the trucks do not carry all of it."""
        trucks = self._free_trucks()
        found: dict[int, Cartons] = {}
        for column in self._order:
            network = self._network(column, Room.of(trucks))
            limited = bool(np.isfinite(network.trucks[np.unique(network.roads.source)]).any())
            if limited and not _brings(network, fair[column]):
                self._reporter.more(len(found))
                return None
            found[column] = self._send(column, network, fair[column])
            trucks = np.maximum(0.0, trucks - self._load(column, found[column]))
        return tuple(found[column] for column in range(len(fair)))

    def _shared(self, ideal: list[tuple[Network, Fair]]) -> tuple[Cartons, ...]:
        """Divide the trucks' room, schedule the materials in it, and use what crumbs are left."""
        fair = self._divided(ideal)
        needs = [
            self._claim(column, network, along)
            for column, ((network, _), along) in enumerate(zip(ideal, fair, strict=True))
        ]
        trucks, claimed = self._free_trucks(), np.sum(needs, axis=0)
        found = [Cartons.none() for _ in ideal]
        for column in self._order:
            claimed = claimed - needs[column]
            network = self._network(column, Room(trucks, np.cumsum(trucks, axis=1) - claimed))
            found[column] = self._send(column, network, fair[column])
            trucks = np.maximum(0.0, trucks - self._load(column, found[column]))
        for _ in range(_ROUNDS):
            if not self._polished(found, trucks):
                break
        return tuple(found)

    def _divided(self, ideal: list[tuple[Network, Fair]]) -> list[Fair]:
        """Return fair totals that the trucks can carry together.

        Nothing is scheduled yet: what leaves by road with a last day of departure is claimed of the
        room up to that day. First come the shares, then fair totals, then all that is left.
        """
        volumes = [goods.volume * goods.pack for goods in self._problem.goods]
        networks = [network for network, _ in ideal]
        trucks = self._free_trucks()
        room = carried(trucks, volumes, ideal)
        for _ in range(_ROUNDS):
            wanted = shares(room, volumes, self._problem.goods, ideal)
            found = brought_together(np.cumsum(trucks, axis=1), volumes, networks, wanted)
            asked = volume_of(volumes, networks, wanted)
            came = volume_of(volumes, networks, [fair.has for fair in found])
            if came >= asked * (1 - _NEAR):
                break
            # The late trucks reach only near places: there is less room than their sum.
            room *= came / asked
        claims = np.stack(
            [
                self._claim(column, *each)
                for column, each in enumerate(zip(networks, found, strict=True))
            ]
        )
        found = self._claimed([fair.has for _, fair in ideal], claims, found)
        return self._claimed([None] * len(ideal), claims, found)

    def _claimed(
        self, wanted: Sequence[FloatArray | None], claims: FloatArray, held: list[Fair]
    ) -> list[Fair]:
        """Divide each material anew within what the others do not claim, and enter its claim.

        Where no more can be brought of it than is ``held`` for it already, it keeps that.
        """
        trucks = self._free_trucks()
        until = np.cumsum(trucks, axis=1)
        found = list(held)
        for column in self._order:
            others = claims.sum(axis=0) - claims[column]
            network = self._network(column, Room(trucks, until - others))
            most = pooled_totals(network, wanted[column]).sum()
            if most > held[column].has.sum() * (1 + TINY) + TINY:
                found[column] = fair_totals(network, wanted[column])
                claims[column] = self._claim(column, network, found[column])
        return found

    def _claim(self, column: int, network: Network, fair: Fair) -> FloatArray:
        """Return the cubic metres that must have left each place by each day, shape (P, days)."""
        goods = self._problem.goods[column]
        claim = np.zeros_like(self._problem.trucks)
        last = self._problem.days - 1 - network.roads.lead
        np.add.at(claim, (network.roads.source, last), fair.flow * goods.volume * goods.pack)
        return np.cumsum(claim, axis=1)

    def _polished(self, found: list[Cartons], trucks: FloatArray) -> bool:
        """Plan anew each material that could be brought better with what the others leave."""
        changed = False
        for column in self._order:
            mine = self._load(column, found[column])
            network = self._network(column, Room.of(trucks + mine))
            if self._near(network, pooled_totals(network), found[column]):
                continue
            fair = fair_totals(network)
            if not self._near(network, fair.has, found[column]):
                self._reporter.more(1)
                found[column] = self._send(column, network, fair)
                changed = True
            trucks += mine - self._load(column, found[column])
            np.maximum(trucks, 0.0, out=trucks)
        return changed

    def _near(self, network: Network, has: FloatArray, cartons: Cartons) -> bool:
        """Return whether each place, and all together, get what they shall have to a carton.

        Depots do not count: what they have beyond their base they are there to give.
        """
        out, came = flows_of(self._problem, cartons.lane, cartons.day, cartons.count)
        brought = came.sum(axis=1) - out.sum(axis=1)
        missing = np.where(network.slope > 0, has - network.surplus - brought, 0.0)
        return bool(missing.sum() < 1 - TINY and (np.abs(missing) < 1 - TINY).all())


def _least(network: Network, fair: Fair) -> float:
    users = network.slope > 0
    if not users.any():
        return float("inf")
    return float(((network.base + fair.has)[users] / network.slope[users]).min())


def _brings(network: Network, fair: Fair) -> bool:
    """Return whether the trucks let the ``fair`` totals through."""
    reached = fair_totals(network, fair.has).has
    return bool((reached >= fair.has - TINY * np.maximum(1.0, fair.has)).all())
