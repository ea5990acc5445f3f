"""In the demonstration a plan changes gaps and cover from step to step, and nothing is made up."""

import math
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from console.data.connection import open_engine, writing
from console.data.days import day_of, today_in_centre
from console.data.demo import ensure_demo, keeping
from console.data.demo.building import LAST_DAY
from console.data.plan_store import PlanStore
from console.data.planning.reading import read
from console.data.schema import duty_log, material_daily, material_flow
from console.data.snapshots.materials import build_materials
from console.domain.planning import PlanAsk
from console.domain.requests import MaterialsRequest
from console.domain.snapshots import MaterialCell
from console.domain.workflow import Approve, Arrive, Dispatch, Keep, Lose, PlanRecord
from tests.data.planning_worlds import CITY, DEPOT, JILIN, SUIT, fill, planned
from tests.data.rows import context

N95 = "N95"

#: A county that a plan serves apart, and that the wall counts to its prefecture.
GONGZHULING = "220184"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    ensure_demo(folder)
    return folder / keeping.FILE_NAME


@pytest.fixture
def demo(built: Path, tmp_path: Path) -> Iterator[Engine]:
    path = tmp_path / "demo.sqlite"
    shutil.copy(built, path)
    engine = open_engine(keeping.url_of(path))
    yield engine
    engine.dispose()


def cells(engine: Engine) -> dict[tuple[str, str], MaterialCell]:
    """Return what the wall shows, by place and material."""
    today = today_in_centre()
    store = read(engine, today).store
    shown = build_materials(
        store, MaterialsRequest(""), replace(context(0), today=today, demo=True)
    )
    return {(cell.region, cell.material): cell for row in shown.cells for cell in row}


def on_hand(engine: Engine, material: str) -> float:
    """Return all units in stock, on the road or lost: what no step may change."""
    flow = material_flow.c
    with engine.begin() as connection:
        stock = connection.execute(
            select(func.sum(material_daily.c.reserve)).where(
                material_daily.c.date == LAST_DAY, material_daily.c.material == material
            )
        ).scalar_one()
        away = connection.execute(
            select(flow.quantity, flow.arrived_quantity, flow.status).where(
                flow.material == material, flow.plan.is_not(None), flow.dispatched_at.is_not(None)
            )
        ).all()
    for quantity, came, status in away:
        stock += (
            (quantity - (quantity if came is None else came)) if status == "arrived" else quantity
        )
    return float(stock)


def test_the_shortage_has_the_covers_of_march_2022_and_runs_dry_as_counted_by_hand(
    demo: Engine,
) -> None:
    shown = cells(demo)
    covers = {
        (CITY, SUIT): (1_967_200, 460_900, 4.3),
        (CITY, N95): (5_254_000, 627_300, 8.4),
        (JILIN, SUIT): (714_700, 196_900, 3.6),
        (JILIN, N95): (1_560_100, 271_400, 5.7),
    }
    for key, (stock, burn, days) in covers.items():
        cell = shown[key]
        assert cell.reserve == pytest.approx(stock, rel=0.01)
        assert cell.burn == pytest.approx(burn, rel=0.01)
        assert round(cell.cover_days or 0, 1) == days
        assert cell.dry_on == dry_by_hand(demo, cell)


def dry_by_hand(engine: Engine, cell: MaterialCell):
    """Follow stock day by day: what is due comes first, then a day's use is taken."""
    flow = material_flow.c
    with engine.begin() as connection:
        coming = connection.execute(
            select(flow.due_at, flow.quantity).where(
                flow.to_region.startswith(cell.region[:4]),
                flow.material == cell.material,
                flow.dispatched_at.is_not(None),
                flow.arrived_at.is_(None),
                flow.status == "dispatched",
            )
        ).all()
    stock, day = cell.reserve, LAST_DAY
    for _ in range(400):
        day += timedelta(days=1)
        first = day == LAST_DAY + timedelta(days=1)
        stock += sum(
            units
            for due, units in coming
            if day_of(due) == day or (first and day_of(due) <= LAST_DAY)
        )
        if stock < cell.burn * (1 - 1e-9):
            return day
        stock -= cell.burn
    return None


def approved(store: PlanStore, engine: Engine) -> PlanRecord:
    made = planned(engine, PlanAsk(materials=(SUIT,)))
    assert made.sound
    draft = store.carry_out(Keep(made, "李秀英"))
    return store.carry_out(Approve(draft.uid, "王处长"))


def test_gaps_and_cover_react_from_dispatch_to_arrival_and_material_is_conserved(
    demo: Engine,
) -> None:
    before, total = cells(demo), on_hand(demo, SUIT)
    store = PlanStore(demo)
    plan = approved(store, demo)
    assert on_hand(demo, SUIT) == total
    assert cells(demo)[CITY, SUIT].gap == before[CITY, SUIT].gap
    sent = store.carry_out(Dispatch(plan.uid, "赵师傅"))
    leaving = sum(line.quantity for line in sent.lines if line.source == DEPOT)
    left = cells(demo)
    assert left[DEPOT, SUIT].reserve == before[DEPOT, SUIT].reserve - leaving
    for place in (CITY, JILIN):
        assert left[place, SUIT].gap < before[place, SUIT].gap
        assert left[place, SUIT].in_transit > before[place, SUIT].in_transit
        assert left[place, SUIT].cover_days == before[place, SUIT].cover_days
    assert on_hand(demo, SUIT) == total
    for line in sent.lines:
        store.carry_out(Arrive(plan.uid, "赵师傅", line.number))
    came = cells(demo)
    for place in (CITY, JILIN):
        places = {place, GONGZHULING} if place == CITY else {place}
        brought = sum(line.quantity for line in sent.lines if line.target in places)
        assert came[place, SUIT].reserve == before[place, SUIT].reserve + brought
        assert came[place, SUIT].cover_days > before[place, SUIT].cover_days
        assert came[place, SUIT].gap < before[place, SUIT].gap
        assert came[place, SUIT].in_transit == before[place, SUIT].in_transit
        assert came[place, SUIT].dry_on > before[place, SUIT].dry_on
    assert on_hand(demo, SUIT) == total


def test_what_comes_in_parts_or_is_lost_is_booked_as_far_as_it_came(demo: Engine) -> None:
    store = PlanStore(demo)
    plan = approved(store, demo)
    total = on_hand(demo, SUIT)
    sent = store.carry_out(Dispatch(plan.uid, "赵师傅"))
    first, second, third = sent.lines[:3]
    part = math.floor(first.quantity / 3)
    store.carry_out(Arrive(plan.uid, "赵师傅", first.number, float(part), rest_follows=True))
    assert on_hand(demo, SUIT) == total
    store.carry_out(Arrive(plan.uid, "赵师傅", first.number))
    store.carry_out(Arrive(plan.uid, "赵师傅", second.number, second.quantity - 1))
    store.carry_out(Lose(plan.uid, "赵师傅", third.number))
    assert on_hand(demo, SUIT) == total


def test_steps_bear_the_demonstrations_day_and_the_log_the_present_one(demo: Engine) -> None:
    started = datetime.now(UTC)
    plan = approved(PlanStore(demo), demo)
    assert {day_of(step.at) for step in plan.steps} == {LAST_DAY}
    assert plan.number.startswith(f"DB{LAST_DAY:%Y%m%d}-")
    with demo.begin() as connection:
        plans = select(duty_log.c.at).where(duty_log.c.kind == "plan").order_by(duty_log.c.id)
        brought_along, *logged = connection.execute(plans).scalars()
    assert brought_along <= logged[0]
    assert len(logged) == 2
    assert all(at >= started - timedelta(seconds=1) for at in logged)


def test_outside_a_demonstration_the_units_report_for_themselves(sqlite_engine: Engine) -> None:
    fill(sqlite_engine)
    stocks = select(material_daily.c.region, material_daily.c.date, material_daily.c.reserve)
    with writing(sqlite_engine) as connection:
        before = connection.execute(stocks).all()
    store = PlanStore(sqlite_engine)
    plan = approved(store, sqlite_engine)
    store.carry_out(Dispatch(plan.uid, "赵师傅"))
    with writing(sqlite_engine) as connection:
        assert connection.execute(stocks).all() == before
