"""Proof of a plan before it is shown, by other means than those that made it.

Nothing here is shared with the solver: the lines alone are followed, one by one and day by day,
with the problem's figures. Amounts may differ by :data:`TOLERANCE` units, fairness by a carton.
"""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from console.analysis.plan_fairness import unfair_moves
from console.analysis.plan_model import Line, Plan, Problem
from console.domain.wording import Text

FloatArray = npt.NDArray[np.float64]

#: Units by which sums of many amounts may differ.
TOLERANCE = 1e-3


class Rule(StrEnum):
    """What a plan can break."""

    ROAD = "road"
    CARTON = "carton"
    LOCK = "lock"
    STOCK = "stock"
    NEED = "need"
    TRUCK = "truck"
    TOTAL = "total"
    FIGURE = "figure"
    FAIRNESS = "fairness"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks, where, and by how much (units, m³ or days)."""

    rule: Rule
    place: str
    material: str
    amount: float
    words: Text


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Return everything that is wrong with ``plan``; nothing where it is sound.

    - every line goes by a road of the problem, in whole cartons, within the days planned;
    - locked shipments are there, and nothing else of their material on their roads;
    - nobody sends what is not there, or what it has to keep (its floor), on any day;
    - nobody is sent more than its cap, rounded up to a carton;
    - no truck is overfull;
    - what was there and came is what was used, is left, or is on its way (to the unit);
    - cover and unmet need are as the plan says;
    - no carton can move to a place that is worse off and would stay so.
    """
    book = _Book(problem, plan)
    found = [*book.of_lines(), *book.of_locks()]
    if any(violation.rule is Rule.ROAD for violation in found):
        return tuple(found)
    found += [*book.of_stocks(), *book.of_caps(), *book.of_trucks(), *book.of_figures()]
    found += [
        _violation(Rule.FAIRNESS, move.worse_off, move.material, move.days, move.words)
        for move in unfair_moves(problem, plan.lines)
    ]
    return tuple(found)


def _violation(rule: Rule, place: str, material: str, amount: float, words: Text) -> Violation:
    return Violation(rule, place, material, float(amount), words)


class _Book:
    """The plan's lines entered day by day."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem, self._plan = problem, plan
        self._roads = {(lane.source, lane.target): lane for lane in problem.lanes}
        self._rows = {place.code: row for row, place in enumerate(problem.places)}
        self._columns = {goods.code: column for column, goods in enumerate(problem.goods)}
        self._out = np.zeros_like(problem.need)
        self._in = np.zeros_like(problem.need)
        self._late = np.zeros(len(problem.goods))
        for line in plan.lines:
            if self._known(line):
                self._enter(line)

    def _known(self, line: Line) -> bool:
        road = self._roads.get((line.source, line.target))
        return (
            road is not None
            and line.material in self._columns
            and 0 <= line.day < self._problem.need.shape[2]
            and line.arrives == line.day + road.lead_days
            and (line.locked or line.arrives < self._problem.need.shape[2])
            and line.quantity > 0
        )

    def _enter(self, line: Line) -> None:
        column = self._columns[line.material]
        self._out[self._rows[line.source], column, line.day] += line.quantity
        if line.arrives < self._problem.need.shape[2]:
            self._in[self._rows[line.target], column, line.arrives] += line.quantity
        else:
            self._late[column] += line.quantity

    def of_lines(self) -> list[Violation]:
        """Return the lines that no road carries in time, or that break a carton."""
        found = []
        for line in self._plan.lines:
            name = Text(f"{line.source}→{line.target}", f"{line.source} → {line.target}")
            if not self._known(line):
                words = Text(
                    f"{name.zh}：无此路线或不能按期到达", f"{name.en}: no such road in time"
                )
                found.append(
                    _violation(Rule.ROAD, line.target, line.material, line.quantity, words)
                )
                continue
            pack = self._problem.goods[self._columns[line.material]].pack
            broken = abs(line.quantity - pack * round(line.quantity / pack))
            if not line.locked and broken > TOLERANCE:
                words = Text(f"{name.zh}：非整箱", f"{name.en}: not in whole cartons")
                found.append(_violation(Rule.CARTON, line.target, line.material, broken, words))
        return found

    def of_locks(self) -> list[Violation]:
        """Return the locks that are neither kept nor said to fall short."""
        wanted: dict[tuple[str, str, str], float] = defaultdict(float)
        for lock in self._problem.locks:
            wanted[lock.source, lock.target, lock.material] += lock.quantity
        sent: dict[tuple[str, str, str], float] = defaultdict(float)
        for line in self._plan.lines:
            sent[line.source, line.target, line.material] += line.quantity
        named: dict[tuple[str, str], float] = defaultdict(float)
        for short in self._plan.shortfalls:
            named[short.place, short.material] += short.quantity
        found = []
        for (source, target, material), quantity in wanted.items():
            given = sent[source, target, material]
            missing = quantity - given - named[target, material]
            if given > quantity + TOLERANCE or missing > TOLERANCE:
                words = Text(
                    f"锁定的 {source}→{target} 未照办", f"the lock {source} → {target} is not kept"
                )
                off = max(given - quantity, missing)
                found.append(_violation(Rule.LOCK, target, material, off, words))
        return found

    def of_stocks(self) -> list[Violation]:
        """Return who sends, on any day, what it has not or has to keep."""
        problem = self._problem
        brought = np.cumsum(problem.production + problem.due, axis=2) + problem.stock[:, :, None]
        free = np.maximum(brought - problem.floor[:, :, None], 0)
        over = (np.cumsum(self._out, axis=2) - free).max(axis=2)
        words = Text("发出超过可发（库存减底线）", "sends more than its stock above the floor")
        return [*self._each(Rule.STOCK, over, words), *self._empty_stores()]

    def _empty_stores(self) -> list[Violation]:
        """Return who sends what it has used up before, on any day."""
        problem = self._problem
        stock = problem.stock.astype(float)
        over = np.zeros_like(stock)
        for day in range(problem.need.shape[2]):
            stock = stock + problem.production[:, :, day] + problem.due[:, :, day]
            stock = stock + self._in[:, :, day] - self._out[:, :, day]
            over = np.maximum(over, np.where(self._out[:, :, day] > 0, -stock, 0))
            stock = np.maximum(stock - problem.need[:, :, day], 0)
        words = Text("发出时库内已无此数", "sends what it no longer has on that day")
        return self._each(Rule.STOCK, over, words)

    def of_caps(self) -> list[Violation]:
        """Return who is sent more than it can take."""
        packs = np.array([goods.pack for goods in self._problem.goods], float)
        given, locked = np.zeros_like(self._problem.stock), np.zeros_like(self._problem.stock)
        for line in self._plan.lines:
            column = self._columns[line.material]
            timely = line.arrives < self._problem.need.shape[2]
            if line.locked and timely:
                locked[self._rows[line.target], column] += line.quantity
            elif timely:
                given[self._rows[line.target], column] += line.quantity
                given[self._rows[line.source], column] -= line.quantity
        left = np.maximum(self._problem.cap - locked, 0)
        over = given - np.where(np.isfinite(left), np.ceil(left / packs - 1e-9) * packs, left)
        words = Text("收到超过其需要", "is sent more than it needs")
        return self._each(Rule.NEED, over, words)

    def of_trucks(self) -> list[Violation]:
        """Return whose trucks carry more than they can on any day."""
        volumes = np.array([goods.volume for goods in self._problem.goods])
        over = np.tensordot(self._out, volumes, axes=([1], [0])) - self._problem.trucks
        words = Text("车辆超载", "overfull trucks")
        return [
            _violation(Rule.TRUCK, self._problem.places[row].code, "", over[row].max(), words)
            for row in np.flatnonzero((over > TOLERANCE).any(axis=1))
        ]

    def of_figures(self) -> list[Violation]:
        """Follow stock, use and goods on their way, and compare with what the plan says."""
        problem, plan = self._problem, self._plan
        stock = problem.stock.astype(float)
        used, unmet = np.zeros_like(stock), np.zeros_like(problem.need)
        for day in range(problem.need.shape[2]):
            stock = stock + problem.production[:, :, day] + problem.due[:, :, day]
            stock = stock + self._in[:, :, day] - self._out[:, :, day]
            can = np.minimum(stock, problem.need[:, :, day])
            unmet[:, :, day] = problem.need[:, :, day] - can
            used, stock = used + can, stock - can
        had = (problem.stock + problem.production.sum(2) + problem.due.sum(2)).sum(axis=0)
        lost = np.abs(had - stock.sum(axis=0) - used.sum(axis=0) - self._late)
        total = Text("物资总量不守恒", "the material does not add up")
        figure = Text("计划所列数字与核算不符", "a figure of the plan is not what follows from it")
        wrong = np.abs(plan.unmet - unmet).max(axis=2)
        has = problem.stock + (problem.production + problem.due + self._in - self._out).sum(2)
        claimed = np.where(np.isfinite(plan.cover_after), plan.cover_after, 0.0)
        users = problem.need.sum(axis=2) > 0
        wrong = np.maximum(wrong, np.where(users, np.abs(claimed * problem.need.mean(2) - has), 0))
        return [
            *(
                _violation(Rule.TOTAL, "", goods.code, lost[column], total)
                for column, goods in enumerate(problem.goods)
                if lost[column] > TOLERANCE
            ),
            *self._each(Rule.FIGURE, wrong, figure),
        ]

    def _each(self, rule: Rule, over: FloatArray, words: Text) -> list[Violation]:
        return [
            _violation(
                rule,
                self._problem.places[row].code,
                self._problem.goods[column].code,
                over[row, column],
                Text(
                    f"{self._problem.places[row].name.zh}：{words.zh}",
                    f"{self._problem.places[row].name.en}: {words.en}",
                ),
            )
            for row, column in np.argwhere(over > TOLERANCE)
        ]
