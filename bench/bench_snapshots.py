"""What one changed row costs, from the store to each finished snapshot.

Run by hand: ``python bench/bench_snapshots.py [--quick]``. Prints milliseconds (median and 99th
percentile) for stores of several widths and lengths; the cost must not grow with the days held.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from console.data.snapshots import BuildContext, build
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.regions import Level
from console.domain.requests import (
    HeadlineRequest,
    MapMetric,
    MapRequest,
    MaterialsRequest,
    PlacesRequest,
    SnapshotRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.requests_analysis import ReproductionRequest, RiskRequest, WarningRequest
from console.domain.wording import Text

TODAY = date(2026, 11, 1)
MATERIALS = 20
REPEATS = 200

REQUESTS: tuple[tuple[str, SnapshotRequest], ...] = (
    ("trend, province", TrendRequest()),
    ("trend, 9 prefectures", TrendRequest(tuple(f"p{n}" for n in range(9)))),
    ("map, new, counties", MapRequest(MapMetric.NEW, Level.COUNTY)),
    ("map, cumulative, counties", MapRequest(MapMetric.CUMULATIVE, Level.COUNTY)),
    ("map, active, counties", MapRequest(MapMetric.ACTIVE, Level.COUNTY)),
    ("map, rate, counties", MapRequest(MapMetric.PER_100K, Level.COUNTY)),
    ("map, gap, counties", MapRequest(MapMetric.GAP, Level.COUNTY, "m0")),
    ("materials, province", MaterialsRequest()),
    ("materials, prefecture", MaterialsRequest("p1")),
    ("headline, province", HeadlineRequest()),
    ("places", PlacesRequest()),
    ("status", StatusRequest()),
    ("trend with forecast", TrendRequest(forecast=14)),
    ("R, province", ReproductionRequest()),
    ("early warning", WarningRequest()),
    ("risk tiers", RiskRequest("", "national-2022-11")),
)


def _region(code: str, level: str, parent: str | None) -> dict[str, object]:
    return {
        "code": code,
        "name_zh": code,
        "name_en": code,
        "level": level,
        "parent_code": parent,
        "population": 400_000,
    }


def _regions(counties: int) -> list[dict[str, object]]:
    prefectures = max(9, counties // 8)
    rows = [_region("p", "province", None)]
    rows += [_region(f"p{n}", "prefecture", "p") for n in range(prefectures)]
    rows += [_region(f"c{n}", "county", f"p{n % prefectures}") for n in range(counties)]
    return rows


def _case(code: str, day: date, new: int) -> dict[str, object]:
    return {
        "region": code,
        "date": day,
        "confirmed_new": new,
        "asymptomatic_new": 2 * new,
        "recovered_new": 1,
        "deaths_new": 0,
        "tested": 1000,
    }


def _stock(code: str, material: str, day: date, reserve: float) -> dict[str, object]:
    return {
        "region": code,
        "material": material,
        "date": day,
        "produced": 0.0,
        "consumed": 40.0,
        "reserve": reserve,
        "demand": 50.0,
    }


def _days(count: int) -> Iterator[date]:
    return (TODAY - timedelta(days=back) for back in range(count))


def filled(counties: int, days: int, stock_days: int) -> Store:
    """Return a store in which every county reports every day, and ships now and then."""
    store = Store(today=lambda: TODAY)
    store.apply(Dataset.REGION, _regions(counties), reset=True)
    codes = [f"c{n}" for n in range(counties)]
    names = [f"m{n}" for n in range(MATERIALS)]
    store.apply(
        Dataset.MATERIAL,
        [{"code": m, "name_zh": m, "name_en": m, "unit": "只", "critical": True} for m in names],
        reset=True,
    )
    for day in _days(days):
        store.apply(Dataset.CASE_DAILY, [_case(c, day, day.day) for c in codes], reset=False)
        rows = ({"region": c, "date": day, "screened": 900} for c in codes)
        store.apply(Dataset.INVESTIGATION_DAILY, rows, reset=False)
    for day in _days(stock_days):
        stocktake = (_stock(c, m, day, 100.0 + day.day) for c in codes for m in names)
        store.apply(Dataset.MATERIAL_DAILY, stocktake, reset=False)
    store.apply(Dataset.MATERIAL_FLOW, map(_flow, range(400)), reset=True)
    return store


def _flow(number: int) -> dict[str, object]:
    sent = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(hours=number)
    arrived = None if number % 4 == 0 else sent + timedelta(days=1)
    return {
        "code": f"f{number}",
        "material": f"m{number % MATERIALS}",
        "to_region": f"c{number % 50}",
        "quantity": 100.0,
        "dispatched_at": sent,
        "due_at": sent + timedelta(days=40),
        "arrived_at": arrived,
    }


def milliseconds(act: Callable[[int], object]) -> str:
    """Return median and 99th percentile of :data:`REPEATS` calls."""
    times = []
    for number in range(REPEATS):
        begin = time.perf_counter()
        act(number)
        times.append(1000 * (time.perf_counter() - begin))
    return f"{statistics.median(times):8.3f} {statistics.quantiles(times, n=100)[98]:8.3f}"


def measure(counties: int, days: int, stock_days: int) -> None:
    """Print what a changed row costs, and what each snapshot costs after it."""
    begin = time.perf_counter()
    store = filled(counties, days, stock_days)
    context = BuildContext(
        confirmed_at=datetime(2026, 11, 1, tzinfo=UTC),
        demo=False,
        source=Text("", ""),
        states={},
        horizon_days=7,
        today=TODAY,
    )
    for _, request in REQUESTS:
        build(store, request, context)
    took = time.perf_counter() - begin
    print(f"\n{counties} counties x {days} days, stock {stock_days} days: filled in {took:.1f} s")

    def change_case(number: int) -> None:
        row = _case(f"c{number % counties}", TODAY - timedelta(days=number % 3), number)
        store.apply(Dataset.CASE_DAILY, [row], reset=False)

    def change_stock(number: int) -> None:
        row = _stock(f"c{number % counties}", f"m{number % MATERIALS}", TODAY, float(number))
        store.apply(Dataset.MATERIAL_DAILY, [row], reset=False)

    def settle_case(number: int) -> None:
        change_case(number)
        store.cases.whole("p")

    def settle_stock(number: int) -> None:
        change_stock(number)
        store.stock.refresh(TODAY)

    gc.collect()
    print(f"{'':32}  median      p99 ms")
    print(f"{'one case row, sums settled':30} {milliseconds(settle_case)}")
    print(f"{'one stock row, sums settled':30} {milliseconds(settle_stock)}")
    for name, request in REQUESTS:

        def change_and_build(number: int, request: SnapshotRequest = request) -> None:
            change_case(number)
            change_stock(number)
            build(store, request, context)

        print(f"{name:30} {milliseconds(change_and_build)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="60 counties only")
    quick = parser.parse_args().quick
    measure(60, 400, 400)
    measure(60, 4000, 4000)
    if not quick:
        measure(2800, 400, 30)
        measure(2800, 4000, 30)


if __name__ == "__main__":
    main()
