"""The order in which materials are planned, and how they share the trucks.

Materials have nothing in common but the trucks. As long as these suffice, each is planned by
itself, and the whole is as good as one program over all of them. Where they do not, three steps:

1. the room on the trucks is divided by the same fair level: one water level over all places and
   materials, in days of cover weighed by place and material, spent in cubic metres;
2. each material is planned towards its share with what trucks are left, most critical first;
3. what room is left after that is offered to each in turn, up to its fair totals.
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
        network = self._network(column, None, self._endless)
        return network, fair_totals(network)

    def _network(self, column: int, sent: Cartons | None, trucks: FloatArray) -> Network:
        done = self._locked[column]
        if sent is not None and len(sent.count):
            units = units_of(self._problem, column, sent)
            out, came = flows_of(self._problem, sent.lane, sent.day, units)
            done = Committed(done.out + out, done.came + came, done.closed)
        return network_of(self._problem, column, done, trucks, self._ends)

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
            network = self._network(column, None, trucks)
            limited = bool(np.isfinite(network.trucks[np.unique(network.roads.source)]).any())
            if limited and not _brings(network, fair[column]):
                return None
            found[column] = self._send(column, network, fair[column])
            trucks = np.maximum(0.0, trucks - self._load(column, found[column]))
        return tuple(found[column] for column in range(len(fair)))

    def _shared(self, ideal: list[tuple[Network, Fair]]) -> tuple[Cartons, ...]:
        self._reporter.more(2 * len(ideal))
        trucks = self._free_trucks()
        shares = self._shares(ideal, trucks)
        found: dict[int, Cartons] = {}
        for column in self._order:
            network = self._network(column, None, trucks)
            wanted = network.surplus + shares[column]
            found[column] = self._send(column, network, fair_totals(network, wanted))
            trucks = np.maximum(0.0, trucks - self._load(column, found[column]))
        for column in self._order:
            more = self._top_up(column, found[column], trucks, ideal[column])
            trucks = np.maximum(0.0, trucks - self._load(column, more))
            found[column] = found[column].joined(more)
        return tuple(found[column] for column in range(len(ideal)))

    def _top_up(
        self, column: int, sent: Cartons, trucks: FloatArray, ideal: tuple[Network, Fair]
    ) -> Cartons:
        network = self._network(column, sent, trucks)
        before, fair = ideal
        # What a place shall have stays the same; what it keeps by itself has changed.
        wanted = np.maximum(network.surplus, before.base + fair.has - network.base)
        return self._send(column, network, fair_totals(network, wanted))

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
