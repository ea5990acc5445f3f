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
from datetime import date

import numpy as np

from bench.coupled_program import Coupled
from console.analysis.allocation import water_level
from console.analysis.plan import plan
from console.analysis.plan_check import check
from console.analysis.plan_fair import fair_totals
from console.analysis.plan_model import Goods, Lane, Place, Problem
from console.analysis.plan_network import Committed, Room, lane_ends, network_of
from console.domain.wording import Text

SMALL = ((9, 12, 14), (60, 30, 14))
LARGE = (2800, 30, 7)
DEPOTS = 3
HEADS = ("size", "trucks", "method", "seconds", "processor", "of coupled", "of first", "MiB")
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


class Watch:
    """Seconds by the clock and of the processor since it was made."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    def read(self) -> dict[str, float]:
        return {
            "seconds": time.perf_counter() - self._clock,
            "processor": time.process_time() - self._processor,
        }


def run(method: str, size: tuple[int, int, int], limit: float, *, pack: int, short: bool) -> None:
    problem = made_up(*size, pack=pack, short_trucks=short)
    answer: dict[str, object] = {}
    if method == "plan":
        watch = Watch()
        made = plan(problem)
        answer |= watch.read()
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
        watch = Watch()
        program = Coupled(problem)
        level = answer["level"] = program.level(limit, of_all=short)
        answer["first"] = watch.read()["processor"]
        left = limit - watch.read()["seconds"]
        if level is not None and left > 0:
            found = program.schedule(totals, level, left)
            answer["unmet"], answer["cost"] = found or (None, None)
        answer |= watch.read()
        answer["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    else:
        watch = Watch()
        free = problem.stock[:DEPOTS].sum(axis=0) + problem.production.sum(axis=(0, 2))
        for column in range(size[1]):
            water_level(
                problem.burn[:, column],
                problem.own[:, column],
                free[column],
                problem.weights,
                problem.cap[:, column],
            )
        answer |= watch.read()
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
            against = rows.get("coupled", {})
            for method, row in rows.items():
                spent = row["processor"]
                shares = [
                    spent / against[key] if against else None for key in ("processor", "first")
                ]
                cells = [row["seconds"], spent, *shares, row["peak_mib"]]
                cells += [row.get(key) for key in ("level", "unmet", "cost", "violations")]
                name = "×".join(map(str, size)), "short" if short else "enough", method
                print(f"| {' | '.join(name)} | {' | '.join(figure(cell) for cell in cells)} |")


if __name__ == "__main__":
    main()
