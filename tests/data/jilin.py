"""The real case series of Jilin in 2020, read from the shipped file without the importer."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from functools import cache

from console import paths
from console.data.snapshots import BuildContext
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.wording import Text


@cache
def cumulative() -> dict[str, dict[date, int]]:
    """Cumulative confirmed cases by region code as printed, and day."""
    found: dict[str, dict[date, int]] = defaultdict(dict)
    path = paths.resources() / "demo" / "jilin_city_daily.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[row["adcode"]][date.fromisoformat(row["date"])] = int(row["confirmed"])
    return dict(found)


def daily(code: str) -> dict[date, int]:
    """New cases of ``code`` by day, each against the day published before."""
    new, before = {}, 0
    for day, total in sorted(cumulative()[code].items()):
        new[day], before = total - before, total
    return new


def real_store(until: date = date(2020, 12, 8)) -> Store:
    """A store that holds the published series up to ``until``."""
    store = Store(today=lambda: date(2020, 12, 8))
    with (paths.resources() / "regions" / "jilin.csv").open(encoding="utf-8", newline="") as file:
        regions = [
            {
                **row,
                "population": int(row["population"]) if row.get("population") else None,
                "lat": None,
                "lon": None,
                "valid_from": None,
                "valid_to": None,
                "successor_code": row["successor_code"] or None,
                "parent_code": row["parent_code"] or None,
            }
            for row in csv.DictReader(file)
        ]
    store.apply(Dataset.REGION, regions, reset=True)
    rows = [
        {"region": code, "date": day, "confirmed_new": new}
        for code in cumulative()
        if code != "220000"
        for day, new in daily(code).items()
        if day <= until
    ]
    store.apply(Dataset.CASE_DAILY, rows, reset=True)
    return store


def context(today: date) -> BuildContext:
    """The surroundings of a build on ``today``."""
    return BuildContext(
        confirmed_at=None,
        demo=False,
        source=Text("", ""),
        states={},
        horizon_days=7,
        today=today,
    )


def days(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
