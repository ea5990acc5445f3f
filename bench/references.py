"""Prints how far the analyses are from published reference values: ``python -m bench.references``.

The same values stand in the tests; here the differences themselves are printed. The exit code is 1
where one is beyond what its source's digits allow.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from console.analysis.allocation import water_level
from console.analysis.forecast import weighted_interval_score
from console.analysis.incidence import growth
from console.analysis.reproduction import estimate_r, serial_interval
from console.analysis.warning import ears

_EPIESTIM = Path("tests/analysis/epiestim_flu2009_parametric.csv")
_FLU = [
    *(1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9, 13, 12, 13, 11),
    *(12, 6, 6, 6, 3, 1, 0, 2, 0, 0, 0, 0, 2, 0, 2, 0),
]
_JILIN = [0, 2, 2, 1, 5, 0, 3, 6, 8, 11, 12]
_COLUMNS = {
    "mean": "Mean(R)",
    "std": "Std(R)",
    "q025": "Quantile.0.025(R)",
    "median": "Median(R)",
    "q975": "Quantile.0.975(R)",
}
_ALARMS = {"C1": [12, 13], "C2": [13, 14, 15], "C3": [13, 14, 15, 16, 17]}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure beside its reference.

    Attributes:
        name: Which figure.
        source: Where the reference is from.
        ours: What this program computes.
        theirs: The reference.
        digits: Differences up to this are within the digits that the source gives.
    """

    name: str
    source: str
    ours: npt.ArrayLike
    theirs: npt.ArrayLike
    digits: float

    @property
    def difference(self) -> float:
        """The greatest absolute difference; infinite where they have not as many values."""
        ours, theirs = np.asarray(self.ours, float), np.asarray(self.theirs, float)
        if ours.shape != theirs.shape:
            return float("inf")
        return float(np.max(np.abs(ours - theirs), initial=0.0))


def comparisons() -> Iterator[Comparison]:
    """Yield every comparison."""
    with _EPIESTIM.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = estimate_r(_FLU, mean_si=2.6, std_si=1.5)
    for ours, theirs in _COLUMNS.items():
        values = [float(row[theirs]) for row in rows]
        yield Comparison(f"R, {ours}", "EpiEstim 2.2-4, Flu2009", found[ours], values, 1e-9)
    weights = serial_interval(2.6, 1.5, 4)[1:]
    published = [0.2331721, 0.3585794, 0.1981108]
    yield Comparison("serial interval w1..3", "EpiEstim 2.2-4", weights, published, 5e-8)
    for rule, days in _ALARMS.items():
        told = ears(_FLU, rule)
        alarms = told.loc[told["alarm"], "t"]
        yield Comparison(f"EARS {rule}, days of alarm", "surveillance, Flu2009", alarms, days, 0)
    # The counts that the four published bounds lead back to: tests/analysis/test_warning.py.
    found = ears([2, 1, 1, 3, 3, 1, 1, 2, 0, 3, 0], "C1", alpha=0.05)["upper"]
    bounds = [3.278854, 3.278854, 3.436517, 3.855617]
    yield Comparison("EARS C1, upper bounds", "surveillance, S. Newport", found, bounds, 5e-7)
    yield from _growth()
    quantiles = np.array([[-1, -2, -2], [0, 1, 0], [1, 2, 3], [2, 2, 3], [3, 4, 4]], float)
    levels = (0.1, 0.25, 0.5, 0.75, 0.9)
    score = weighted_interval_score(np.array([1.0, -15, 22]), quantiles, levels)
    yield Comparison("weighted interval score", "Bracher 2021", score, [0.36, 15.34, 19.14], 1e-12)
    shares = water_level(np.ones(4), np.zeros(4), 10.0, cap=[2, 2.6, 4, 5])
    yield Comparison("max-min shares", "Keshav", shares, [2, 2.6, 2.7, 2.7], 1e-9)


def _growth() -> Iterator[Comparison]:
    for name, series, rate, doubling in (
        ("Flu2009 days 1–15", _FLU[:15], 0.1762197574, 3.9334),
        ("Jilin 01-25..02-04", _JILIN, 0.2351813, 2.9473),
    ):
        found = growth(series)
        if found is not None:
            yield Comparison(f"growth rate, {name}", "least squares in R", found.rate, rate, 5e-8)
            days = found.doubling_days
            yield Comparison(f"doubling days, {name}", "least squares in R", days, doubling, 5e-5)


def main() -> int:
    """Print every difference; return 1 where one is too great."""
    wrong = 0
    print(f"{'figure':<38}{'reference':<26}{'values':>7}{'difference':>13}{'allowed':>10}")
    for one in comparisons():
        beyond = one.difference > one.digits
        wrong += beyond
        count = np.asarray(one.theirs).size
        print(
            f"{one.name:<38}{one.source:<26}{count:>7}{one.difference:>13.2e}{one.digits:>10.0e}"
            + ("  BEYOND" if beyond else "")
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
