"""Whether a carton of a plan can move to a place that is worse off: part of the proof of a plan.

Shares no code with the solver. A place is worse off if, after the move, it still has fewer weighted
days of cover than the place that gave the carton up: whole cartons cannot be divided finer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from console.analysis.plan_model import Line, Problem
from console.domain.wording import Text

FloatArray = npt.NDArray[np.float64]

#: Weighted days by which covers may differ before a move counts.
DAYS = 1e-6


@dataclass(frozen=True, slots=True)
class Move:
    """A carton that ought to go to ``worse_off`` instead: it gains, and others stay better off.

    ``days`` is how far the giver would still be above it, in weighted days; infinite where the
    carton lies unused.
    """

    worse_off: str
    material: str
    days: float
    words: Text


def unfair_moves(problem: Problem, lines: Sequence[Line]) -> list[Move]:
    """Return, for each place, the best carton that it could have had instead of a better-off one.

    A carton comes free where a source has one left (with room on a truck), keeps it for its own
    use, or sends it to somebody better off; or sends it to somebody whom another source can supply
    with a free one instead, along any chain of such changes. A redirected carton leaves on the day
    it would have left, so neither stock nor trucks are touched.
    """
    found: list[Move] = []
    room = problem.trucks.astype(float).copy()
    columns = {goods.code: column for column, goods in enumerate(problem.goods)}
    rows = {place.code: row for row, place in enumerate(problem.places)}
    by_goods: list[list[Line]] = [[] for _ in problem.goods]
    for line in lines:
        column = columns[line.material]
        room[rows[line.source], line.day] -= line.quantity * problem.goods[column].volume
        by_goods[column].append(line)
    for column, mine in enumerate(by_goods):
        found += _Material(problem, column, mine, rows, room).moves()
    return found


class _Material:
    """One material: covers, and what every source could free by when."""

    def __init__(
        self,
        problem: Problem,
        column: int,
        lines: list[Line],
        rows: dict[str, int],
        room: FloatArray,
    ) -> None:
        goods = problem.goods[column]
        self._problem, self._column, self._pack = problem, column, float(goods.pack)
        self._days = problem.need.shape[2]
        closed = {
            (lock.source, lock.target) for lock in problem.locks if lock.material == goods.code
        }
        lanes = [
            lane
            for lane in problem.lanes
            if lane.lead_days < self._days and (lane.source, lane.target) not in closed
        ]
        self._source = np.array([rows[lane.source] for lane in lanes], int)
        self._target = np.array([rows[lane.target] for lane in lanes], int)
        self._last = np.array([self._days - 1 - lane.lead_days for lane in lanes], int)
        out = np.zeros((len(problem.places), self._days))
        taken, net = np.zeros(len(problem.places)), np.zeros(len(problem.places))
        for line in lines:
            out[rows[line.source], line.day] += line.quantity
            net[rows[line.source]] -= line.quantity
            taken[rows[line.source]] -= 0.0 if line.locked else line.quantity
            if line.arrives < self._days:
                net[rows[line.target]] += line.quantity
                taken[rows[line.target]] += line.quantity
        self._moved = [
            (rows[line.source], rows[line.target], line.day) for line in lines if not line.locked
        ]
        brought = problem.production[:, column] + problem.due[:, column]
        self._burn = problem.need[:, column].mean(axis=1) * problem.weights
        self._has = problem.stock[:, column] + brought.sum(axis=1) + net
        self._open = (self._burn > 0) & (taken + self._pack <= problem.cap[:, column])
        self._spare = self._spares(np.cumsum(brought, axis=1), out, room, goods.volume)

    def _spares(
        self, brought: FloatArray, out: FloatArray, room: FloatArray, volume: float
    ) -> npt.NDArray[np.bool_]:
        """Return whether a carton could have left each place by each day, shape (P, days)."""
        problem, column = self._problem, self._column
        had = problem.stock[:, column, None] + brought
        free = np.maximum(had - problem.floor[:, column, None], 0.0)
        left = free - np.cumsum(out, axis=1)
        until_end = np.minimum.accumulate(left[:, ::-1], axis=1)[:, ::-1]
        there = until_end >= self._pack - 1e-6
        carried = (room >= self._pack * volume - 1e-9) | (volume == 0)
        can: npt.NDArray[np.bool_] = np.logical_or.accumulate(there & carried, axis=1)
        return can

    def _cover_without(self) -> FloatArray:
        """Return the weighted cover of each place after giving a carton up; infinite if no user."""
        cover = np.full(len(self._burn), np.inf)
        np.divide(self._has - self._pack, self._burn, out=cover, where=self._burn > 0)
        return cover

    def _worths(self) -> FloatArray:
        """Return the cover of the best-off place that can free a carton, by source and day.

        −∞ where none can; entry (s, k) is for cartons leaving ``s`` by day ``k``.
        """
        after = self._cover_without()
        worth = np.where(self._spare, after[:, None], -np.inf)
        for source, target, day in self._moved:
            worth[source, day:] = np.maximum(worth[source, day:], after[target])
        served = {(source, target): self._days for source, target, _ in self._moved}
        for source, target, day in self._moved:
            served[source, target] = min(day, served[source, target])
        links = np.array([(s, t, day) for (s, t), day in served.items()], int).reshape(-1, 3)
        for _ in range(len(self._burn)):
            best = np.full(len(self._burn), -np.inf)
            np.maximum.at(best, self._target, worth[self._source, self._last])
            before = worth.copy()
            for source, target, day in links[best[links[:, 1]] > -np.inf]:
                worth[source, day:] = np.maximum(worth[source, day:], best[target])
            if (worth == before).all():
                break
        return worth

    def moves(self) -> list[Move]:
        """Return the best move to every place that deserves one."""
        if not len(self._source):
            return []
        offered = np.full(len(self._burn), -np.inf)
        worth = self._worths()
        np.maximum.at(offered, self._target, worth[self._source, self._last])
        # What a place sends away it could have kept.
        offered = np.maximum(offered, worth[:, -1])
        gained = np.full(len(self._burn), np.inf)
        np.divide(self._has + self._pack, self._burn, out=gained, where=self._burn > 0)
        unfair = np.flatnonzero(self._open & (offered > gained + DAYS))
        return [self._move(int(row), float(offered[row] - gained[row])) for row in unfair]

    def _move(self, row: int, days: float) -> Move:
        goods, place = self._problem.goods[self._column], self._problem.places[row]
        words = Text(
            f"{place.name.zh}更缺{goods.name.zh}，本可多得一箱",
            f"{place.name.en} is worse off and could have had a carton more of {goods.name.en}",
        )
        return Move(place.code, goods.code, days, words)
