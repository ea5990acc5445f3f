"""The allocation of all materials as one linear program in plain scipy: what plans are held to."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from console.analysis.plan_lp import UNMET
from console.analysis.plan_model import Problem
from console.analysis.plan_network import lane_ends

#: The share of the least cover by which a schedule may miss it.
NEAR = 1e-7


@dataclass
class Coupled:
    """The coupled program: its matrix without the rows that say what is wanted."""

    problem: Problem

    def __post_init__(self) -> None:
        problem = self.problem
        lane = lane_ends(problem)
        count, kinds, days = problem.need.shape
        road = np.repeat(np.arange(len(lane.index)), days)
        day = np.tile(np.arange(days), len(lane.index))
        timely = day + lane.lead[road] < days
        road, day = road[timely], day[timely]
        self.each = len(road)
        source, target = lane.source[road], lane.target[road]
        arrives = day + lane.lead[road]
        cells = count * days
        columns = np.arange(self.each)
        one = np.ones(self.each)
        shape = (cells, self.each)
        came = sparse.csr_matrix((one, (target * days + arrives, columns)), shape=shape)
        left = sparse.csr_matrix((one, (source * days + day, columns)), shape=shape)
        hold = sparse.eye(cells) - sparse.kron(sparse.eye(count), sparse.eye(days, k=-1))
        block = sparse.hstack([came - left, -hold, sparse.eye(cells)])
        self.matrix = sparse.block_diag([block] * kinds, format="csr")
        inflow = problem.production + problem.due
        inflow[:, :, 0] += problem.stock
        self.right = (problem.need - inflow).transpose(1, 0, 2).ravel()
        volume = [goods.volume for goods in problem.goods]
        empty = sparse.csr_matrix((cells, 2 * cells))
        self.trucks = sparse.hstack(
            [sparse.hstack([left * size, empty]) for size in volume], format="csr"
        )
        self.room = problem.trucks.ravel()
        self.into = sparse.csr_matrix((one, (target, columns)), shape=(count, self.each))
        self.cost = np.concatenate(
            [np.concatenate([lane.cost[road] * size, np.zeros(2 * cells)]) for size in volume]
        )
        wide = self.each + 2 * cells
        self.unmet = np.zeros(wide * kinds)
        for column in range(kinds):
            start = column * wide + self.each + cells
            self.unmet[start : start + cells] = 1.0
        need = problem.need.transpose(1, 0, 2).reshape(kinds, -1)
        tops = [
            np.concatenate([np.full(self.each + cells, np.inf), need[column]])
            for column in range(kinds)
        ]
        self.bounds = np.stack([np.zeros(wide * kinds), np.concatenate(tops)], axis=1)
        self.received = sparse.block_diag(
            [sparse.hstack([self.into, sparse.csr_matrix((count, 2 * cells))])] * kinds,
            format="csr",
        )

    def level(self, limit: float, *, of_all: bool) -> float | None:
        """Return the sum of the materials' least weighted covers, or the least of all."""
        problem = self.problem
        count, kinds, _ = problem.need.shape
        users = (problem.burn.T > 0).ravel()
        slope = (problem.weights[:, None] * problem.burn).T.ravel()
        of = np.zeros(count * kinds, int) if of_all else np.repeat(np.arange(kinds), count)
        levels = sparse.csr_matrix(
            (slope, (np.arange(count * kinds), of)), shape=(count * kinds, of.max() + 1)
        )
        rows = sparse.hstack([-self.received, levels]).tocsr()[users]
        limits = problem.own.T.ravel()[users]
        some = np.isfinite(self.room)
        extra = sparse.csr_matrix((int(some.sum()), levels.shape[1]))
        caps = sparse.hstack(
            [self.received, sparse.csr_matrix((count * kinds, levels.shape[1]))]
        ).tocsr()[users]
        found = linprog(
            np.concatenate([np.zeros(self.matrix.shape[1]), -np.ones(levels.shape[1])]),
            A_eq=sparse.hstack(
                [self.matrix, sparse.csr_matrix((self.matrix.shape[0], levels.shape[1]))]
            ),
            b_eq=self.right,
            A_ub=sparse.vstack([rows, caps, sparse.hstack([self.trucks[some], extra])]),
            b_ub=np.concatenate([limits, problem.cap.T.ravel()[users], self.room[some]]),
            bounds=np.concatenate([self.bounds, np.tile([[0.0, np.inf]], (levels.shape[1], 1))]),
            method="highs",
            options={"time_limit": limit},
        )
        return None if found.x is None or found.status else float(-found.fun)

    def schedule(
        self, totals: np.ndarray | None, level: float, limit: float
    ) -> tuple[float, float] | None:
        """Return unmet need and cost of the best schedule.

        Args:
            totals: What each place is brought, (materials, P); None = what raises all to ``level``.
            level: The least weighted cover of all, days.
            limit: Seconds.
        """
        problem = self.problem
        dearest = max(lane.cost for lane in problem.lanes) * problem.goods[0].volume
        some = np.isfinite(self.room)
        weight = np.tile(np.repeat(problem.weights, problem.days), len(problem.goods))
        price = self.cost.copy() / dearest
        price[self.unmet > 0] = UNMET * weight
        equal, right = [self.matrix], [self.right]
        most, limits = [self.trucks[some]], [self.room[some]]
        if totals is not None:
            equal, right = [*equal, self.received], [*right, totals.ravel()]
        else:
            slope = (problem.weights[:, None] * problem.burn).T.ravel()
            low = problem.own.T.ravel() - level * (1 - NEAR) * slope
            users = slope > 0
            most += [-self.received[users], self.received[users]]
            limits += [low[users], problem.cap.T.ravel()[users]]
        found = linprog(
            price,
            A_eq=sparse.vstack(equal),
            b_eq=np.concatenate(right),
            A_ub=sparse.vstack(most),
            b_ub=np.concatenate(limits),
            bounds=self.bounds,
            method="highs",
            options={"time_limit": limit},
        )
        if found.x is None or found.status:
            return None
        return float(self.unmet @ found.x), float(self.cost @ found.x)
