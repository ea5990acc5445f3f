"""What a plan costs in time and memory, against one linear program over all materials at once.

    python -m bench.bench_allocation [--sizes small|all] [--limit SECONDS]

Sizes are places × materials × days, with three depots that reach every place. Each run has a
process of its own. The coupled program is plain scipy: every lane, day, stock and shortage of every
material in one matrix. Where trucks suffice it is solved twice, for the sum of the materials' least
weighted covers (``level``, days) and for the best schedule of the same fair totals; where they are
short, once, for the least cover of all. ``unmet`` is need without stock, in units, ``cost`` is
carriage. The plan is in whole cartons, the coupled program in fractions; ``--pack 1`` compares like
with like. The largest size is not tried coupled.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from console.analysis.allocation import water_level
from console.analysis.plan import plan
from console.analysis.plan_check import check
from console.analysis.plan_fair import fair_totals
from console.analysis.plan_lp import UNMET
from console.analysis.plan_model import Goods, Lane, Place, Problem
from console.analysis.plan_network import Committed, Room, lane_ends, network_of
from console.domain.wording import Text

SMALL = ((9, 12, 14), (60, 30, 14))
LARGE = (2800, 30, 7)
DEPOTS = 3
HEADS = ("size", "trucks", "method", "seconds", "of coupled", "MiB")
HEADS += ("level", "unmet", "cost", "violations")


def made_up(places: int, kinds: int, days: int, *, pack: int, short_trucks: bool) -> Problem:
    """Return a province in a shortage: stock for 1 to 8 days, depots for about 4 days more."""
    dice = np.random.default_rng(7)
    count = DEPOTS + places
    depot = np.arange(count)[:, None] < DEPOTS
    size = dice.lognormal(0, 0.8, (count, 1)) * 1000
    burn = np.where(depot, 0.0, np.round(size * dice.uniform(0.2, 1.0, (count, kinds)))) + ~depot
    need = np.round(burn[:, :, None] * dice.uniform(0.9, 1.2, (count, kinds, days)))
    total = burn.sum(axis=0) / DEPOTS
    stock = np.where(depot, np.round(3 * total), np.round(burn * dice.uniform(1, 8, burn.shape)))
    made = np.where(depot, np.round(0.1 * total), 0.0)[:, :, None] * np.ones(days)
    volume = 0.002
    gaps = np.maximum(0.0, days * burn - stock)
    daily = gaps.sum() * volume / DEPOTS / days
    trucks = np.where(depot, daily * (0.25 if short_trucks else 6.0), np.inf) * np.ones(days)
    names = tuple(Place(f"P{i}", Text(f"地{i}", f"Place {i}")) for i in range(count))
    lanes = tuple(
        Lane(f"P{a}", f"P{b}", int(dice.integers(0, 3)), float(np.round(dice.uniform(20, 400))))
        for a in range(DEPOTS)
        for b in range(DEPOTS, count)
    )
    goods = tuple(
        Goods(f"M{i}", Text(f"物资{i}", f"material {i}"), "件", pack, volume) for i in range(kinds)
    )
    return Problem(
        start=date(2022, 3, 20),
        places=names,
        goods=goods,
        stock=stock,
        need=need,
        production=made,
        due=np.zeros_like(need),
        floor=np.where(depot, 0.0, np.inf) * np.ones(kinds),
        cap=np.where(depot, 0.0, np.maximum(0.0, 14 * need.mean(axis=2) - stock)),
        weights=np.where(depot[:, 0], 1.0, dice.choice([1.0, 1.3, 2.0], count)),
        trucks=trucks,
        lanes=lanes,
    )


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

    def schedule(self, totals: np.ndarray, limit: float) -> tuple[float, float] | None:
        """Return unmet need and cost of the best schedule of ``totals``, (materials, P)."""
        problem = self.problem
        dearest = max(lane.cost for lane in problem.lanes) * problem.goods[0].volume
        some = np.isfinite(self.room)
        weight = np.tile(np.repeat(problem.weights, problem.days), len(problem.goods))
        price = self.cost.copy() / dearest
        price[self.unmet > 0] = UNMET * weight
        found = linprog(
            price,
            A_eq=sparse.vstack([self.matrix, self.received]),
            b_eq=np.concatenate([self.right, totals.ravel()]),
            A_ub=self.trucks[some],
            b_ub=self.room[some],
            bounds=self.bounds,
            method="highs",
            options={"time_limit": limit},
        )
        if found.x is None or found.status:
            return None
        return float(self.unmet @ found.x), float(self.cost @ found.x)


def fair_units(problem: Problem) -> np.ndarray:
    """Return the units that fairness brings to each place without trucks, (materials, P)."""
    nothing = np.zeros((len(problem.places), problem.days))
    free = Committed(nothing, nothing, frozenset())
    endless = np.full_like(problem.trucks, np.inf)
    ends = lane_ends(problem)
    totals = []
    for column, goods in enumerate(problem.goods):
        network = network_of(problem, column, free, Room.of(endless), ends)
        totals.append(np.maximum(0, fair_totals(network).has - network.surplus) * goods.pack)
    return np.array(totals)


def run(method: str, size: tuple[int, int, int], limit: float, *, pack: int, short: bool) -> None:
    problem = made_up(*size, pack=pack, short_trucks=short)
    answer: dict[str, object] = {}
    if method == "plan":
        started = time.perf_counter()
        made = plan(problem)
        answer["seconds"] = time.perf_counter() - started
        covers = [level.after for level in made.levels]
        answer["level"] = min(covers) if short else sum(covers)
        answer["unmet"], answer["cost"] = float(made.unmet.sum()), made.cost
        answer["lines"] = len(made.lines)
        answer["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        started = time.perf_counter()
        answer["violations"] = len(check(problem, made))
        answer["check_seconds"] = time.perf_counter() - started
    elif method == "coupled":
        totals = None if short else fair_units(problem)
        started = time.perf_counter()
        program = Coupled(problem)
        answer["level"] = program.level(limit, of_all=short)
        if totals is not None:
            left = limit - (time.perf_counter() - started)
            found = program.schedule(totals, left) if left > 0 else None
            answer["unmet"], answer["cost"] = found or (None, None)
        answer["seconds"] = time.perf_counter() - started
        answer["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    else:
        started = time.perf_counter()
        free = problem.stock[:DEPOTS].sum(axis=0) + problem.production.sum(axis=(0, 2))
        for column in range(size[1]):
            water_level(
                problem.burn[:, column],
                problem.own[:, column],
                free[column],
                problem.weights,
                problem.cap[:, column],
            )
        answer["seconds"] = time.perf_counter() - started
        answer["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(answer))


def measured(
    method: str, size: tuple[int, int, int], chosen: argparse.Namespace, short: int
) -> dict:
    inner = [sys.executable, "-m", "bench.bench_allocation", "--inner", method]
    inner += [*map(str, size), str(chosen.limit), str(chosen.pack), str(short)]
    done = subprocess.run(inner, check=True, capture_output=True, text=True)
    found: dict = json.loads(done.stdout.splitlines()[-1])
    return found


def figure(value: object) -> str:
    return "—" if value is None else f"{value:,.2f}"


def main() -> None:
    if sys.argv[1:2] == ["--inner"]:
        method, *rest = sys.argv[2:]
        run(
            method,
            tuple(map(int, rest[:3])),
            float(rest[3]),
            pack=int(rest[4]),
            short=rest[5] == "1",
        )
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", choices=("small", "all"), default="small")
    parser.add_argument(
        "--limit", type=float, default=600.0, help="seconds for the coupled program"
    )
    parser.add_argument("--pack", type=int, default=50, help="units in a carton")
    chosen = parser.parse_args()
    os.nice(10)
    sizes = SMALL if chosen.sizes == "small" else (*SMALL, LARGE)
    print(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")
    for size in sizes:
        for short in (0, 1):
            rows = {"water_level": measured("water_level", size, chosen, short)}
            rows["plan"] = measured("plan", size, chosen, short)
            if size != LARGE:
                rows["coupled"] = measured("coupled", size, chosen, short)
            against = rows.get("coupled", {}).get("seconds")
            for method, row in rows.items():
                share = row["seconds"] / against if against else None
                cells = [row["seconds"], share, row["peak_mib"]]
                cells += [row.get(key) for key in ("level", "unmet", "cost", "violations")]
                name = "×".join(map(str, size)), "short" if short else "enough", method
                print(f"| {' | '.join(name)} | {' | '.join(figure(cell) for cell in cells)} |")


if __name__ == "__main__":
    main()
