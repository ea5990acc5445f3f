"""Locked shipments: kept exactly where they can be, as far as possible where not, and named."""

from dataclasses import dataclass

import numpy as np

from console.analysis.plan_model import FloatArray, Lock, Problem, Shortfall
from console.analysis.plan_network import Committed, flows_of, free_units
from console.domain.wording import Text


@dataclass(frozen=True, slots=True)
class Locked:
    """The locks as far as they can be kept.

    Attributes:
        kept: Each lock with the units of it that can be sent.
        done: The same, summed up by material.
        shortfalls: The locks that cannot be kept in full.
    """

    kept: tuple[tuple[Lock, float], ...]
    done: list[Committed]
    shortfalls: tuple[Shortfall, ...]


def keep_locks(problem: Problem) -> Locked:
    """Take the locks in the order given, each as far as stock above the floor and trucks allow."""
    lanes = {(lane.source, lane.target): index for index, lane in enumerate(problem.lanes)}
    free = [free_units(problem, column) for column in range(len(problem.goods))]
    trucks = problem.trucks.copy()
    kept: list[tuple[Lock, float]] = []
    short: list[Shortfall] = []
    for lock in problem.locks:
        place, column = problem.place_index[lock.source], problem.goods_index[lock.material]
        volume = problem.goods[column].volume
        there = float(free[column][place, lock.day :].min())
        carried = float(trucks[place, lock.day]) / volume if volume else np.inf
        quantity = max(0.0, min(lock.quantity, there, carried))
        free[column][place, lock.day :] -= quantity
        trucks[place, lock.day] -= quantity * volume
        kept.append((lock, quantity))
        if quantity < lock.quantity:
            short.append(_shortfall(problem, lock, quantity, by_trucks=carried < there))
    return Locked(tuple(kept), _summed(problem, kept, lanes), tuple(short))


def _summed(
    problem: Problem, kept: list[tuple[Lock, float]], lanes: dict[tuple[str, str], int]
) -> list[Committed]:
    done = []
    for goods in problem.goods:
        mine = [(lock, units) for lock, units in kept if lock.material == goods.code]
        lane = np.array([lanes[lock.source, lock.target] for lock, _ in mine], np.int_)
        day = np.array([lock.day for lock, _ in mine], np.int_)
        units: FloatArray = np.array([units for _, units in mine], np.float64)
        out, came = flows_of(problem, lane, day, units)
        done.append(Committed(out, came, frozenset(lane.tolist())))
    return done


def _shortfall(problem: Problem, lock: Lock, kept: float, *, by_trucks: bool) -> Shortfall:
    goods = problem.goods[problem.goods_index[lock.material]]
    source = problem.places[problem.place_index[lock.source]].name
    target = problem.places[problem.place_index[lock.target]].name
    missing = lock.quantity - kept
    why = Text("车辆装载已满", "its trucks are full")
    if not by_trucks:
        why = Text("底线以上的库存不足", "its stock above the floor is too small")
    words = Text(
        f"已锁定的{source.zh}→{target.zh} {goods.name.zh} {lock.quantity:,.0f} {goods.unit}"
        f"少 {missing:,.0f} {goods.unit}：{source.zh}{why.zh}。",
        f"The locked shipment {source.en} → {target.en} of {lock.quantity:,.0f} {goods.name.en}"
        f" falls {missing:,.0f} short: at {source.en} {why.en}.",
    )
    return Shortfall(lock.target, lock.material, missing, lock.day, words)
