"""Give a database what the simulation needs to live on, and mark it as a demonstration."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, RowMapping, func, insert, literal, select

from console.data.days import CENTRE_ZONE
from console.data.demo.building import catalogue, say_of_itself
from console.data.demo.places import REPORTING_COUNTIES
from console.data.demo.rates import rates
from console.data.schema import (
    about,
    facility,
    material,
    material_daily,
    region,
    reporting_unit,
)
from console.data.simulation.loading import newest_day, working_day
from console.domain.errors import ConsoleError
from console.domain.regions import Level
from console.domain.wording import Text

#: What is used and held where nothing better is known, per 100,000 inhabitants.
_USUAL_USE = 20.0
_USUAL_POPULATION = 300_000
_PUBLISHER = Text("模拟数据，并非真实", "Simulated figures, not real ones")
_OPENING_DAYS = (6.0, 30.0)


def prepare(connection: Connection, *, seed: int, today: date | None) -> tuple[str, ...]:
    """Mark the database as a demonstration and create what it lacks.

    An empty catalogue, stock, reporting units and facilities are filled with generated ones.
    Cases are never made up here.

    Args:
        connection: A transaction that will write.
        seed: Equal seeds open with equal figures.
        today: Open this day with the stock of the newest; None = no new day.

    Returns:
        The tables that were filled.

    Raises:
        ConsoleError: The database holds no region.
    """
    places = _places(connection)
    if not places:
        raise ConsoleError(
            "region",
            Text("数据库中没有行政区划。", "The database holds no region."),
            Text("请先运行 db init 或 import regions。", "Run db init or import regions first."),
        )
    _mark(connection)
    chance = random.Random(seed)  # noqa: S311 - made-up figures
    filled = []
    for table, rows in (
        (material, catalogue),
        (material_daily, lambda: _stock(connection, places, chance, today)),
        (reporting_unit, lambda: _units(places, today or working_day(connection))),
        (facility, lambda: _facilities(places, chance)),
    ):
        if not connection.scalar(select(func.count()).select_from(table)):
            connection.execute(insert(table), rows())
            filled.append(table.name)
    if today is not None:
        _open_day(connection, today)
    return tuple(filled)


def _mark(connection: Connection) -> None:
    """Call the database a demonstration: the wall must not show simulated figures as real."""
    said = dict(connection.execute(select(about.c.key, about.c.value)).all())
    values = {"demo": "1"}
    if said.get("demo") != "1":
        values |= {"publisher_zh": _PUBLISHER.zh, "publisher_en": _PUBLISHER.en}
    if any(said.get(key) != value for key, value in values.items()):
        say_of_itself(connection, values)


def _places(connection: Connection) -> Sequence[RowMapping]:
    """Return who reports: prefectures and the counties known to report apart, or all counties."""
    rows = connection.execute(
        select(region).where(region.c.successor_code.is_(None)).order_by(region.c.code)
    )
    every = rows.mappings().all()
    prefectures = [row for row in every if row["level"] == Level.PREFECTURE]
    if not prefectures:
        return [row for row in every if row["level"] == Level.COUNTY] or every[:1]
    return prefectures + [row for row in every if row["code"] in REPORTING_COUNTIES]


def _stock(
    connection: Connection, places: Sequence[RowMapping], chance: random.Random, today: date | None
) -> list[dict[str, object]]:
    known = {rate.material: rate for rate in rates()}
    day = today or working_day(connection)
    rows: list[dict[str, object]] = []
    for code in connection.scalars(select(material.c.code).order_by(material.c.code)).all():
        rate = known.get(code)
        use = rate.used if rate else _USUAL_USE
        held = rate.held if rate else 0.0
        for place in places:
            people = (place["population"] or _USUAL_POPULATION) / 1e5
            demand = round(use * people)
            reserve = demand * chance.uniform(*_OPENING_DAYS) if demand else held * people
            makes = rate is not None and rate.made_in == place["code"]
            rows.append(
                {
                    "region": place["code"],
                    "material": code,
                    "date": day,
                    "produced": round(demand * 0.3) if makes else 0,
                    "consumed": 0,
                    "reserve": round(reserve),
                    "demand": demand,
                }
            )
    return rows


def _units(places: Sequence[RowMapping], day: date) -> list[dict[str, object]]:
    eve = datetime.combine(day, time(20), CENTRE_ZONE) - timedelta(days=1)
    return [
        {
            "code": f"SIM{place['code']}{number}",
            "region": place["code"],
            "level": place["level"],
            "system": system,
            "sector": sector,
            "name": f"{place['name_zh']}{system}部门（模拟）",
            "expected_every": timedelta(days=1),
            "last_report_at": eve,
        }
        for place in places
        for number, (system, sector) in enumerate((("卫生健康", "病例"), ("交通运输", "物资运输")))
    ]


def _facilities(places: Sequence[RowMapping], chance: random.Random) -> list[dict[str, object]]:
    return [
        {
            "code": f"SIM{place['code']}",
            "region": place["code"],
            "name_zh": f"{place['name_zh']}定点医院（模拟）",
            "name_en": f"{place['name_en']} designated hospital (simulated)",
            "kind": "designated_hospital",
            "beds_total": chance.randint(150, 500),
            "beds_used": chance.randint(5, 100),
            "icu_total": 20,
            "icu_used": chance.randint(0, 10),
            "lat": place["lat"],
            "lon": place["lon"],
        }
        for place in places
    ]


def _open_day(connection: Connection, today: date) -> None:
    """Carry the newest day's stock over to ``today``, with nothing used or made yet."""
    newest = newest_day(connection, material_daily)
    if newest is None or newest >= today:
        return
    carried = material_daily.c
    source = select(
        carried.region,
        carried.material,
        literal(today, carried.date.type),
        literal(0.0),
        literal(0.0),
        carried.reserve,
        carried.demand,
    ).where(carried.date == newest)
    names = ["region", "material", "date", "produced", "consumed", "reserve", "demand"]
    connection.execute(insert(material_daily).from_select(names, source))
