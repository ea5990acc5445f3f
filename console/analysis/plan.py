"""Who sends what to whom on which day: fair first, then in time, then cheap; every line explained.

The cover that is made fair is that of the days planned: all that a place has (stock, production,
what is on its way) and is sent until the last day, over its mean need a day. See docs/methods.md.
"""

from collections.abc import Callable

import numpy as np

from console.analysis.plan_locks import keep_locks
from console.analysis.plan_model import (
    FloatArray,
    Lane,
    Level,
    Plan,
    Problem,
    Progress,
    Shortfall,
)
from console.analysis.plan_network import units_of
from console.analysis.plan_solve import Reporter, Solution, Solver
from console.analysis.plan_words import Shipment, lines_of, unmet_words

_SMALL = 1e-6


def plan(
    problem: Problem,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Plan:
    """Return the plan for ``problem``: always one, with what it cannot meet said in words.

    Args:
        problem: What is to be divided.
        progress: Told before each step; called on the caller's thread.
        cancelled: Asked before each step; a step is a linear program of one material.

    Raises:
        PlanCancelledError: ``cancelled`` said so.
        RuntimeError: The solver failed.
    """
    locked = keep_locks(problem)
    reporter = Reporter(2 * len(problem.goods), progress, cancelled)
    solution = Solver(problem, locked.done, reporter).solve()
    shipments = [
        Shipment(_lane(problem, lock.source, lock.target), column, lock.day, quantity, locked=True)
        for lock, quantity in locked.kept
        if quantity > 0
        for column in [problem.goods_index[lock.material]]
    ]
    shipments += _shipments(problem, solution)
    return _told(problem, solution, shipments, locked.shortfalls)


def _lane(problem: Problem, source: str, target: str) -> Lane:
    return next(lane for lane in problem.lanes if (lane.source, lane.target) == (source, target))


def _shipments(problem: Problem, solution: Solution) -> list[Shipment]:
    return [
        Shipment(problem.lanes[lane], column, int(day), float(units), locked=False)
        for column, cartons in enumerate(solution.cartons)
        for lane, day, units in zip(
            cartons.lane, cartons.day, units_of(problem, column, cartons), strict=True
        )
    ]


def _told(
    problem: Problem,
    solution: Solution,
    shipments: list[Shipment],
    broken: tuple[Shortfall, ...],
) -> Plan:
    nothing = np.zeros_like(problem.need)
    out, came = nothing.copy(), nothing.copy()
    for sent in shipments:
        source = problem.place_index[sent.lane.source]
        out[source, sent.column, sent.day] += sent.quantity
        arrives = sent.day + sent.lane.lead_days
        if arrives < problem.days:
            came[problem.place_index[sent.lane.target], sent.column, arrives] += sent.quantity
    before = _cover(problem, nothing, nothing)
    after = _cover(problem, out, came)
    unmet = _unmet(problem, out, came)
    return Plan(
        lines=lines_of(problem, shipments, before, after),
        cover_before=before,
        cover_after=after,
        unmet_before=_unmet(problem, nothing, nothing),
        unmet=unmet,
        levels=_levels(problem, solution, before, after),
        shortfalls=broken + _shortfalls(problem, unmet),
        cost=sum(
            sent.quantity * problem.goods[sent.column].volume * sent.lane.cost for sent in shipments
        ),
    )


def _cover(problem: Problem, out: FloatArray, came: FloatArray) -> FloatArray:
    has: FloatArray = problem.own + came.sum(axis=2) - out.sum(axis=2)
    cover: FloatArray = np.full_like(has, np.inf)
    np.divide(has, problem.burn, out=cover, where=problem.burn > 0)
    return cover


def _unmet(problem: Problem, out: FloatArray, came: FloatArray) -> FloatArray:
    """Return the need that finds no stock, shape (P, M, days); shipments leave before use."""
    unmet = np.zeros_like(problem.need)
    stock = problem.stock.copy()
    moved = problem.production + problem.due + came - out
    for day in range(problem.days):
        stock += moved[:, :, day] - problem.need[:, :, day]
        unmet[:, :, day] = np.maximum(0.0, -stock)
        np.maximum(stock, 0.0, out=stock)
    return unmet


def _levels(
    problem: Problem, solution: Solution, before: FloatArray, after: FloatArray
) -> tuple[Level, ...]:
    weights = problem.weights[:, None]
    least = (before / weights).min(axis=0), (after / weights).min(axis=0)
    return tuple(
        Level(goods.code, float(low), float(high), bound)
        for goods, low, high, bound in zip(problem.goods, *least, solution.bounds, strict=True)
    )


def _shortfalls(problem: Problem, unmet: FloatArray) -> tuple[Shortfall, ...]:
    """Return the needs that stay unmet, the largest share of its need first."""
    missing = unmet.sum(axis=2)
    found = np.argwhere(missing > _SMALL)
    shares = missing / np.maximum(problem.need.sum(axis=2), _SMALL)
    ranked = sorted(found.tolist(), key=lambda at: -shares[at[0], at[1]])
    return tuple(
        Shortfall(
            problem.places[place].code,
            problem.goods[column].code,
            float(missing[place, column]),
            first,
            unmet_words(problem, place, column, float(missing[place, column]), first),
        )
        for place, column in ranked
        for first in [int((unmet[place, column] > 0).argmax())]
    )
