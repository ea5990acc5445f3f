"""R, growth, early warning and tiers of a whole country in one pass, beside a plain loop.

Run it by hand: ``.venv/bin/python -m bench.bench_risk [--places 2800] [--days 400]``. The loop
calls the same analyses place by place, on a sample of them, and is told for all. Both must agree.
Seconds are those of the processor, for other work may run beside it.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from console import paths
from console.analysis.alarms import RULES, judge
from console.analysis.incidence import growth, growth_rates
from console.analysis.reproduction import estimate_r, posterior
from console.analysis.risk import assess
from console.analysis.risk_rules import RuleSet, load_rule_set
from console.analysis.risk_series import case_facts, tiers
from console.analysis.warning import ears

FloatArray = npt.NDArray[np.float64]

_MEAN, _STD, _GROWTH_DAYS = 3.96, 4.75, 14
#: Places that the loop is run over: all of them would take minutes.
_SAMPLE = 100


def main() -> None:
    """Print what each analysis took, at once and place by place."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--places", type=int, default=2_800)
    parser.add_argument("--days", type=int, default=400)
    options = parser.parse_args()
    counts = _counts(options.days, options.places)
    rules = load_rule_set(paths.resources() / "risk" / "national-2020-02.toml")
    total_once = total_loop = 0.0
    for name, once, loop in (
        ("R", _r_once, _r_loop),
        ("growth", _growth_once, _growth_loop),
        ("early warning", _ears_once, _ears_loop),
        ("tiers", _tiers_once(rules), _tiers_loop(rules)),
    ):
        at_once, whole = _timed(once, counts)
        by_place, part = _timed(loop, counts[:, :_SAMPLE])
        by_place *= options.places / min(_SAMPLE, options.places)
        np.testing.assert_allclose(whole[..., :_SAMPLE], part, rtol=1e-9, atol=1e-12)
        total_once, total_loop = total_once + at_once, total_loop + by_place
        print(f"{name}: {at_once:.3f} s at once, {by_place:.1f} s place by place")
    ratio = total_loop / total_once
    print(f"all: {total_once:.2f} s at once, {total_loop:.1f} s place by place, {ratio:.0f} times")


def _counts(days: int, places: int) -> FloatArray:
    """Return made-up counts: waves of different heights at different times, and quiet places."""
    random = np.random.default_rng(20200122)
    day = np.arange(days)[:, None]
    peak, height = random.uniform(0, days, places), random.exponential(8, places)
    level = height * np.exp(-(((day - peak) / 25) ** 2)) + 0.02
    return random.poisson(level).astype(np.float64)


def _timed(
    work: Callable[[FloatArray], FloatArray], counts: FloatArray
) -> tuple[float, FloatArray]:
    begun = time.process_time()
    found = work(counts)
    return time.process_time() - begun, found


def _r_once(counts: FloatArray) -> FloatArray:
    found = posterior(counts, mean_si=_MEAN, std_si=_STD)
    return found.shape * found.scale


def _r_loop(counts: FloatArray) -> FloatArray:
    columns = [estimate_r(column, mean_si=_MEAN, std_si=_STD)["mean"] for column in counts.T]
    return np.stack(columns, axis=1)


def _growth_once(counts: FloatArray) -> FloatArray:
    return growth_rates(counts[-_GROWTH_DAYS:]).rate


def _growth_loop(counts: FloatArray) -> FloatArray:
    found = [growth(column) for column in counts[-_GROWTH_DAYS:].T]
    return np.array([one.rate if one else np.nan for one in found])


def _ears_once(counts: FloatArray) -> FloatArray:
    return judge(counts).upper


def _ears_loop(counts: FloatArray) -> FloatArray:
    found = np.full((len(RULES), *counts.shape), np.nan)
    for place, column in enumerate(counts.T):
        for number, rule in enumerate(RULES):
            frame = ears(column, rule)
            found[number, frame["t"].to_numpy() - 1, place] = frame["upper"]
    return found


def _tiers_once(rules: RuleSet) -> Callable[[FloatArray], FloatArray]:
    def work(counts: FloatArray) -> FloatArray:
        return tiers(case_facts(counts), rules)[-1].astype(np.float64)

    return work


def _tiers_loop(rules: RuleSet) -> Callable[[FloatArray], FloatArray]:
    codes = [tier.code for tier in rules.tiers]

    def work(counts: FloatArray) -> FloatArray:
        found = []
        for column in counts.T:
            facts = case_facts(column[:, None])
            last = {name: float(values[-1, 0]) for name, values in facts.items()}
            known = {name: None if np.isnan(value) else value for name, value in last.items()}
            tier = assess(known, rules).tier
            found.append(float(codes.index(tier)) if tier else -1.0)
        return np.array(found)

    return work


if __name__ == "__main__":
    main()
