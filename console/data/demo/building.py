"""Fill a database with the demonstration province: real case history, all else generated."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, select, update

from console.data.connection import writing
from console.data.days import CENTRE_ZONE
from console.data.demo.people import PeopleMaker
from console.data.demo.places import Province, read_table
from console.data.demo.records import line_list
from console.data.demo.stock import StockMaker
from console.data.schema import DATASET_TABLES, about, case_daily

Row = dict[str, object]

#: The demonstration's present: its newest day is the last of the real case history.
NOW = datetime(2020, 12, 8, 18, 0, tzinfo=CENTRE_ZONE)
LAST_DAY: date = NOW.date()
DAYS = 120
SEED = 20201208

PUBLISHER_ZH = "演示：病例为2020年公开通报，其余为模拟生成"
PUBLISHER_EN = "Demo: cases as published in 2020, all else generated"


def fill(engine: Engine, version: str) -> None:
    """Write everything but the case history, in one transaction.

    Args:
        engine: A database that holds the contract's tables and Jilin's regions.
        version: What :func:`console.data.demo.ensure_demo` looks for at the next start.
    """
    tables = generated()
    with writing(engine) as connection:
        tables["case_record"] = line_list(_published(connection), SEED)
        for name, rows in tables.items():
            if rows:
                connection.execute(insert(DATASET_TABLES[name]), rows)
        say_of_itself(
            connection,
            {
                "demo": "1",
                "publisher_zh": PUBLISHER_ZH,
                "publisher_en": PUBLISHER_EN,
                "demo_version": version,
            },
        )


def _published(connection: Connection) -> list[tuple[str, date, int]]:
    """Return region, day and new cases of the history, as it was imported."""
    found = connection.execute(
        select(case_daily.c.region, case_daily.c.date, case_daily.c.confirmed_new).where(
            case_daily.c.confirmed_new > 0
        )
    )
    return [(row.region, row.date, row.confirmed_new) for row in found]


def say_of_itself(connection: Connection, values: Mapping[str, str]) -> None:
    """Set keys of ``about``, which may be there already."""
    for key, value in values.items():
        changed = connection.execute(update(about).where(about.c.key == key).values(value=value))
        if not changed.rowcount:
            connection.execute(insert(about).values(key=key, value=value))


def generated() -> dict[str, Sequence[Row]]:
    """Return the generated rows by table, parents before children."""
    province = Province.jilin()
    stock = StockMaker(province, LAST_DAY, DAYS, SEED)
    stock.make()
    people = PeopleMaker(province, NOW, SEED)
    return {
        "material": catalogue(),
        "command_post": posts(),
        "expert": people.experts(),
        "reporting_unit": people.units(),
        "facility": people.facilities(),
        "risk_tier": people.tiers(LAST_DAY - timedelta(days=DAYS - 1)),
        "material_daily": stock.daily,
        "material_flow": stock.flows,
        "investigation_daily": people.investigation(_kits_used(stock.daily), LAST_DAY),
        "alert": people.alerts(),
        "duty_log": people.duty_log(),
    }


def catalogue() -> list[Row]:
    """Return the shipped catalogue of materials as rows of ``material``."""
    return [
        {
            **row,
            "standard": row["standard"] or None,
            "pack_size": int(row["pack_size"]),
            "critical": row["critical"] == "1",
        }
        for row in read_table("materials.csv")
    ]


def posts() -> list[Row]:
    """Return the shipped command posts: drawn pictures stand in for the cameras they do not have.

    A few rehearse faults, and one has no address.
    """
    return [
        {
            **row,
            "lat": float(row["lat"]),
            "lon": float(row["lon"]),
            "main_url": row["main_url"] or None,
            "sub_url": row["sub_url"] or None,
            "expected": row["kind"] != "expert",
        }
        for row in read_table("posts.csv")
    ]


def _kits_used(daily: Sequence[Row]) -> dict[str, list[int]]:
    used: dict[str, list[int]] = defaultdict(list)
    for row in daily:
        if row["material"] == "TEST-KIT":
            used[str(row["region"])].append(int(str(row["consumed"])))
    return used
