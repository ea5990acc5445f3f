"""Load the simulation's world from the database in a fixed order: a seed repeats itself."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, and_, func, select

from console.data.days import CENTRE_ZONE, today_in_centre
from console.data.schema import (
    alert,
    case_daily,
    case_note,
    command_post,
    expert,
    facility,
    investigation_daily,
    material,
    material_daily,
    material_flow,
    region,
    reporting_unit,
)
from console.data.simulation.world import Beds, CaseDay, Clock, Flow, Stock, Tally, Unit, World
from console.domain.regions import Level

_DAWN = time(8)
#: A unit that missed its report this many times over is taken for silent.
_SILENT_RHYTHMS = 1.5


def newest_day(connection: Connection, table: Table) -> date | None:
    """Return the newest day that ``table`` holds."""
    found: date | None = connection.scalar(select(func.max(table.c.date)))
    return found


def working_day(connection: Connection) -> date:
    """Return the newest day of all dated datasets, or today where there is none."""
    tables = (case_daily, material_daily, investigation_daily)
    days = [day for table in tables if (day := newest_day(connection, table)) is not None]
    return max(days, default=today_in_centre())


def load(connection: Connection, *, today: date | None) -> World:
    """Read what events are chosen from.

    Args:
        connection: An open transaction.
        today: Work on this day; None = on the newest day of each dataset.
    """
    latest = working_day(connection)
    material_day = today or newest_day(connection, material_daily) or latest
    world = World(
        material_day=material_day,
        investigation_day=today or newest_day(connection, investigation_daily) or latest,
        case_day=today or newest_day(connection, case_daily) or latest,
        clock=Clock(_latest_time(connection, material_day), live=today is not None),
    )
    _load_regions(connection, world)
    _load_materials(connection, world)
    _load_flows(connection, world)
    _load_investigation(connection, world)
    _load_cases(connection, world)
    _load_places(connection, world)
    _load_units(connection, world)
    return world


def _rows(
    connection: Connection, table: Table, *where: ColumnElement[bool]
) -> Iterable[RowMapping]:
    order = list(table.primary_key.columns)
    query = select(table).where(*where).order_by(*order)
    return connection.execute(query).mappings()


def _latest_time(connection: Connection, day: date) -> time:
    """Return the latest time of day known on ``day``, so that the clock never goes back."""
    flow = material_flow.c
    moments = connection.execute(
        select(func.max(flow.dispatched_at), func.max(flow.arrived_at))
    ).one()
    others = [
        connection.scalar(select(func.max(column)))
        for column in (alert.c.raised_at, reporting_unit.c.last_report_at)
    ]
    known: list[datetime] = [
        moment.astimezone(CENTRE_ZONE) for moment in (*moments, *others) if moment is not None
    ]
    return max([_DAWN, *(moment.time() for moment in known if moment.date() == day)])


def _load_regions(connection: Connection, world: World) -> None:
    counties, prefectures = [], []
    for row in _rows(connection, region, region.c.successor_code.is_(None)):
        world.region_names[row["code"]] = row["name_zh"]
        world.population[row["code"]] = row["population"] or 200_000
        if row["level"] == Level.COUNTY:
            counties.append(row["code"])
        elif row["level"] == Level.PREFECTURE:
            prefectures.append(row["code"])
    for code in counties or prefectures or list(world.region_names):
        world.investigation[code] = Tally(0, 0, new=True)


def _load_materials(connection: Connection, world: World) -> None:
    for row in _rows(connection, material):
        world.packs[row["code"]] = row["pack_size"]
        world.material_names[row["code"]] = row["name_zh"]
    for row in _rows(
        connection,
        material_daily,
        material_daily.c.date == world.material_day,
        material_daily.c.reserve.is_not(None),
    ):
        world.stock[row["region"], row["material"]] = Stock(
            row["reserve"], row["produced"] or 0, row["consumed"] or 0, row["demand"] or 0
        )


def _load_flows(connection: Connection, world: World) -> None:
    flow_of = material_flow.c
    # Shipments of a plan are led by people: they leave and come when somebody says so.
    open_ones = and_(flow_of.status.in_(("planned", "dispatched")), flow_of.plan.is_(None))
    for row in _rows(connection, material_flow, open_ones):
        flow = Flow(
            row["code"],
            row["material"],
            row["from_region"],
            row["to_region"],
            row["quantity"],
            row["dispatched_at"],
        )
        (world.planned if row["status"] == "planned" else world.dispatched).append(flow)
    ours = select(func.max(material_flow.c.code)).where(material_flow.c.code.like("SIM%"))
    last = connection.scalar(ours)
    world.next_flow = int(last[3:]) + 1 if last and last[3:].isdigit() else 1


def _load_investigation(connection: Connection, world: World) -> None:
    day = investigation_daily.c.date == world.investigation_day
    for row in _rows(connection, investigation_daily, day):
        world.investigation[row["region"]] = Tally(
            row["screened"] or 0, row["under_observation"] or 0, new=False
        )


def _load_cases(connection: Connection, world: World) -> None:
    cases = case_daily.c
    sums = select(
        cases.region,
        *(
            func.coalesce(func.sum(column), 0)
            for column in (cases.confirmed_new, cases.recovered_new, cases.deaths_new)
        ),
    ).group_by(cases.region)
    for code, confirmed, recovered, dead in connection.execute(sums.order_by(cases.region)):
        world.cases[code] = CaseDay(confirmed - recovered - dead, confirmed, None, new=True)
    for row in _rows(connection, case_daily, cases.date == world.case_day):
        held = world.cases[row["region"]]
        held.in_hospital, held.new = row["in_hospital"], False
    for row in _rows(connection, case_note, case_note.c.date == world.case_day):
        world.notes.add(row["region"])


def _load_places(connection: Connection, world: World) -> None:
    for row in _rows(connection, facility, facility.c.beds_total > 0):
        world.beds[row["code"]] = Beds(row["region"], row["beds_total"], row["beds_used"] or 0)
    for row in _rows(connection, command_post):
        world.posts[row["code"]] = row["expected"]
        world.post_regions[row["code"]] = row["region"]
    world.experts = [row["code"] for row in _rows(connection, expert)]
    unseen = select(func.count()).select_from(alert).where(alert.c.acknowledged_at.is_(None))
    world.open_alerts = connection.scalar(unseen) or 0


def _load_units(connection: Connection, world: World) -> None:
    rows = list(_rows(connection, reporting_unit))
    reports = [row["last_report_at"] for row in rows if row["last_report_at"] is not None]
    newest = max(reports, default=None)
    for row in rows:
        last, every = row["last_report_at"], row["expected_every"] or timedelta(days=1)
        silent = last is None or (newest is not None and newest - last > every * _SILENT_RHYTHMS)
        world.units[row["code"]] = Unit(row["region"], silent, last)
