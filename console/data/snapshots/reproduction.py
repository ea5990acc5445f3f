"""R and growth of a region, over its finished days."""

import numpy as np

from console.analysis.corrections import booked_back
from console.analysis.incidence import growth, sum_published
from console.analysis.reproduction import FEW_CASES, estimate_r
from console.data.grid import FloatArray
from console.data.snapshots.context import BuildContext, day_or_none, frozen
from console.data.snapshots.notes import REDEFINED, days_noted
from console.data.snapshots.reporting import finished_series
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.regions import Level
from console.domain.requests import Measure
from console.domain.requests_analysis import ReproductionRequest
from console.domain.snapshots_analysis import GrowthFigure, ImportedBasis, ReproductionSnapshot

WINDOW = 7
GROWTH_DAYS = 14


def build_reproduction(
    store: Store, request: ReproductionRequest, context: BuildContext
) -> ReproductionSnapshot:
    """Return R by sliding windows, and the growth of the newest two weeks."""
    code = store.code_or_province(request.region)
    first, total, unfinished = finished_series(store, code, context)
    basis, imported = _imported(store, code, first, len(total))
    brought = booked_back(np.nan_to_num(imported))
    local = booked_back(total - np.nan_to_num(imported))
    mean_si, std_si = _serial_interval(request, context)
    end, columns = _windows(local, brought, mean_si, std_si)
    last = first + len(total) - 1 if len(total) else None
    return ReproductionSnapshot(
        request=request,
        provenance=context.provenance(Dataset.CASE_DAILY, Dataset.REGION, as_of=day_or_none(last)),
        region_name=store.regions.name(code),
        serial_mean=mean_si,
        serial_std=std_si,
        window=WINDOW,
        few_cases=FEW_CASES,
        first_day=day_or_none(first + end if len(columns[0]) else None),
        mean=frozen(columns[0]),
        low=frozen(columns[1]),
        high=frozen(columns[2]),
        cases=frozen(columns[3]),
        imported=basis,
        unfinished_from=day_or_none(unfinished),
        corrected_days=int(np.count_nonzero(total < 0)),
        redefined=days_noted(store, code, REDEFINED, first, last or 0),
        growth=_growth(local[-GROWTH_DAYS:]) if len(local) else None,
    )


def _serial_interval(request: ReproductionRequest, context: BuildContext) -> tuple[float, float]:
    if request.mean_si is None or request.std_si is None:
        return context.basis.serial_mean, context.basis.serial_std
    return request.mean_si, request.std_si


def _imported(store: Store, code: str, first: int, days: int) -> tuple[ImportedBasis, FloatArray]:
    """Return how imported cases are told apart, and how many there were a day."""
    last = first + days - 1
    told = store.cases.window([store.cases.whole(code)], [Measure.IMPORTED], first, last)[0, 0]
    if not np.isnan(told).all():
        return ImportedBasis.PUBLISHED, told
    loose = [r.code for r in store.regions.descendants(code) if r.level is Level.UNASSIGNED]
    slots = [slot for slot in map(store.cases.whole, loose) if slot >= 0]
    if slots and days:
        values = store.cases.window(slots, [Measure.CONFIRMED], first, last)[:, 0]
        return ImportedBasis.UNPLACED, sum_published(values)
    return ImportedBasis.UNKNOWN, np.zeros(days)


def _windows(
    local: FloatArray, imported: FloatArray, mean_si: float, std_si: float
) -> tuple[int, tuple[FloatArray, FloatArray, FloatArray, FloatArray]]:
    """Return the index of the first window's last day; mean, quantiles and cases by window.

    A window is left out (NaN) that holds a day that was not published, or that begins right after
    one: its first count may be that of several days.
    """
    none = np.empty(0)
    if len(local) <= WINDOW:
        return 0, (none, none, none, none)
    gaps = np.isnan(local)
    filled = np.nan_to_num(local)
    frame = estimate_r(
        filled + imported,
        mean_si=mean_si,
        std_si=std_si,
        window=WINDOW,
        imported=imported,
    )
    if frame.empty:
        return 0, (none, none, none, none)
    start, end = frame["t_start"].to_numpy() - 1, frame["t_end"].to_numpy() - 1
    missing = np.concatenate([[0], np.cumsum(gaps)])
    touched = missing[end + 1] - missing[start - 1] > 0
    sums = np.concatenate([[0.0], np.cumsum(filled)])
    columns = [frame[name].to_numpy(np.float64).copy() for name in ("mean", "q025", "q975")]
    columns.append(sums[end + 1] - sums[start])
    for column in columns:
        column[touched] = np.nan
    return int(end[0]), (columns[0], columns[1], columns[2], columns[3])


def _growth(local: FloatArray) -> GrowthFigure:
    cases = float(np.nansum(local))
    found = growth(local) if cases >= FEW_CASES else None
    return GrowthFigure(
        days=len(local),
        cases=cases,
        rate=found.rate if found else None,
        low=found.low if found else None,
        high=found.high if found else None,
        doubling_days=found.doubling_days if found else None,
        doubling_interval=found.doubling_interval if found else None,
    )
