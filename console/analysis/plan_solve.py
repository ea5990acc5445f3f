"""The order in which materials are planned, and how they share the trucks.

Materials have nothing in common but the trucks. As long as these suffice, each is planned by
itself, and the whole is as good as one program over all of them. Where they do not, three steps:

1. the room on the trucks is divided by the same fair level: one water level over all places and
   materials, in days of cover weighed by place and material, spent in cubic metres;
2. each material is planned towards its share with what trucks are left, most critical first;
3. what room is left after that is offered to each in turn, planned anew: up to its fair totals
   first, then to whatever can still be brought, until no plan changes or three times.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from console.analysis.allocation import water_level
from console.analysis.plan_cartons import whole
from console.analysis.plan_fair import Fair, fair_totals
from console.analysis.plan_lp import Sent, schedule
from console.analysis.plan_model import FloatArray, PlanCancelledError, Problem, Progress
from console.analysis.plan_network import (
    TINY,
    Cartons,
    Committed,
    Network,
    flows_of,
    lane_ends,
    network_of,
    units_of,
)
from console.domain.wording import Text

#: How often materials that share trucks are planned anew for room that another one gave up.
_ROUNDS = 3


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
        cartons = self._apart([fair for _, fair in ideal])
        if cartons is not None:
            return Solution(cartons, bounds, trucks_bind=False)
        return Solution(self._shared(ideal), bounds, trucks_bind=True)

    def _say(self, zh: str, en: str, column: int) -> None:
        name = self._problem.goods[column].name
        self._reporter.step(Text(f"{zh}：{name.zh}", f"{en}: {name.en}"))

    def _ideal(self, column: int) -> tuple[Network, Fair]:
        self._say("公平分配", "Fair shares", column)
        network = self._network(column, self._endless)
        return network, fair_totals(network)

    def _network(self, column: int, trucks: FloatArray) -> Network:
        return network_of(self._problem, column, self._locked[column], trucks, self._ends)

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
            network = self._network(column, trucks)
            limited = bool(np.isfinite(network.trucks[np.unique(network.roads.source)]).any())
            if limited and not _brings(network, fair[column]):
                return None
            found[column] = self._send(column, network, fair[column])
            trucks = np.maximum(0.0, trucks - self._load(column, found[column]))
        return tuple(found[column] for column in range(len(fair)))

    def _shared(self, ideal: list[tuple[Network, Fair]]) -> tuple[Cartons, ...]:
        """Plan the materials in turn: their shares, their fair totals, then all that is left."""
        shares = self._shares(ideal, self._free_trucks())
        found = [Cartons.none() for _ in ideal]
        self._round(
            found, [held.surplus + share for (held, _), share in zip(ideal, shares, strict=True)]
        )
        self._round(found, [fair.has for _, fair in ideal])
        for _ in range(_ROUNDS):
            before = list(found)
            self._round(found, [None for _ in ideal])
            if all(new.same(old) for new, old in zip(found, before, strict=True)):
                break
        return tuple(found)

    def _round(self, found: list[Cartons], wanted: list[FloatArray | None]) -> None:
        """Plan each material anew, in what room the others leave on the trucks."""
        self._reporter.more(len(found))
        trucks = self._free_trucks()
        for column, cartons in enumerate(found):
            trucks = trucks - self._load(column, cartons)
        for column in self._order:
            trucks = trucks + self._load(column, found[column])
            network = self._network(column, np.maximum(0.0, trucks))
            found[column] = self._send(column, network, fair_totals(network, wanted[column]))
            trucks = trucks - self._load(column, found[column])

    def _shares(self, ideal: list[tuple[Network, Fair]], trucks: FloatArray) -> list[FloatArray]:
        """Divide the trucks' room: what each place may be brought, in cartons, by material."""
        volume = [goods.volume * goods.pack for goods in self._problem.goods]
        gains = [np.maximum(0.0, fair.has - network.surplus) for network, fair in ideal]
        loads = [
            size * np.bincount(network.roads.source, fair.flow, len(self._problem.places))
            for size, (network, fair) in zip(volume, ideal, strict=True)
        ]
        supply = float(np.minimum(trucks.sum(axis=1), np.sum(loads, axis=0)).sum())
        weights = [goods.weight for goods in self._problem.goods]
        slope, held, most = (
            np.concatenate(parts)
            for parts in zip(
                *(
                    (
                        np.where(gain > 0, network.slope * weight * size, 0.0),
                        (network.base + network.surplus) * size,
                        gain * size,
                    )
                    for size, weight, gain, (network, _) in zip(
                        volume, weights, gains, ideal, strict=True
                    )
                ),
                strict=True,
            )
        )
        level = np.split(water_level(slope, held, supply, cap=most), len(ideal))
        return [
            part / size if size else gain
            for part, size, gain in zip(level, volume, gains, strict=True)
        ]


def _least(network: Network, fair: Fair) -> float:
    users = network.slope > 0
    if not users.any():
        return float("inf")
    return float(((network.base + fair.has)[users] / network.slope[users]).min())


def _brings(network: Network, fair: Fair) -> bool:
    """Return whether the trucks let the ``fair`` totals through."""
    reached = fair_totals(network, fair.has).has
    return bool((reached >= fair.has - TINY * np.maximum(1.0, fair.has)).all())
