"""What if: a new problem from an old one, what one more unit would buy, and two plans compared."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from console.analysis.plan import plan
from console.analysis.plan_model import Plan, Problem


def add_units(problem: Problem, place: str, material: str, units: float) -> Problem:
    """Return the problem with ``units`` more of the material in stock at ``place`` on day 0.

    Raises:
        ValueError: The stock would be less than nothing.
        KeyError: The place or material is not in the problem.
    """
    stock = problem.stock.copy()
    stock[problem.place_index[place], problem.goods_index[material]] += units
    return replace(problem, stock=stock)


def close_place(problem: Problem, place: str) -> Problem:
    """Return the problem with no road from ``place``: nothing can be fetched there any more."""
    return _without(problem, lambda source, _: source == place)


def lose_road(problem: Problem, source: str, target: str) -> Problem:
    """Return the problem without the roads between two places, in both directions."""
    return _without(problem, lambda *ends: set(ends) == {source, target})


def _without(problem: Problem, gone: Callable[[str, str], bool]) -> Problem:
    """Return the problem without some roads; locks on them go with them."""
    lanes = tuple(lane for lane in problem.lanes if not gone(lane.source, lane.target))
    locks = tuple(lock for lock in problem.locks if not gone(lock.source, lock.target))
    return replace(problem, lanes=lanes, locks=locks)


def only(problem: Problem, material: str) -> Problem:
    """Return the problem of one material by itself, with all trucks."""
    column = problem.goods_index[material]
    one = slice(column, column + 1)
    return replace(
        problem,
        goods=problem.goods[one],
        stock=problem.stock[:, one],
        need=problem.need[:, one],
        production=problem.production[:, one],
        due=problem.due[:, one],
        floor=problem.floor[:, one],
        cap=problem.cap[:, one],
        locks=tuple(lock for lock in problem.locks if lock.material == material),
    )


@dataclass(frozen=True, slots=True)
class Worth:
    """What more of a material at a place would buy.

    Attributes:
        units: How many more: whole cartons.
        cover_days: By how many weighted days the least cover would rise.
        met_units: How many units of need would be met that now are not.
        cost: By how much carriage would cost more; negative where it would cost less.
    """

    units: float
    cover_days: float
    met_units: float
    cost: float


def worth_of_more(problem: Problem, place: str, material: str, units: float | None = None) -> Worth:
    """Return what ``units`` more (one carton where omitted) would buy at ``place``.

    That is its shadow price. The material is planned twice by itself, with and without: unlike a
    dual price, the difference is true of whole cartons, and where several plans are equally good.

    Args:
        problem: The problem.
        place: Where the units would be; its code.
        material: The material's code.
        units: How many.
    """
    pack = problem.goods[problem.goods_index[material]].pack
    more = float(pack) if units is None else units
    alone = only(problem, material)
    now, then = plan(alone), plan(add_units(alone, place, material, more))
    before, after = now.levels[0].after, then.levels[0].after
    return Worth(
        units=more,
        cover_days=after - before if np.isfinite(before) else 0.0,
        met_units=float(now.unmet.sum() - then.unmet.sum()),
        cost=then.cost - now.cost,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One place and material under two plans: units brought (net) and cover in days."""

    place: str
    material: str
    brought: tuple[float, float]
    cover: tuple[float, float]


def compare(problem: Problem, first: Plan, second: Plan) -> tuple[Difference, ...]:
    """Return where two plans for the same places and materials differ, the largest change first.

    Args:
        problem: A problem with the places and materials of both.
        first: One plan.
        second: The other.
    """
    brought = [_brought(problem, one) for one in (first, second)]
    change = np.zeros_like(first.cover_after)
    np.subtract(second.cover_after, first.cover_after, out=change, where=problem.burn > 0)
    change = np.abs(change)
    ranked = sorted(np.argwhere(change > 0).tolist(), key=lambda at: -change[at[0], at[1]])
    return tuple(
        Difference(
            problem.places[row].code,
            problem.goods[column].code,
            (float(brought[0][row, column]), float(brought[1][row, column])),
            (float(first.cover_after[row, column]), float(second.cover_after[row, column])),
        )
        for row, column in ranked
    )


def _brought(problem: Problem, given: Plan) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    units = np.zeros((len(problem.places), len(problem.goods)))
    for line in given.lines:
        column = problem.goods_index[line.material]
        units[problem.place_index[line.target], column] += line.quantity
        units[problem.place_index[line.source], column] -= line.quantity
    return units
