"""What the officer decides beforehand: kept exactly, or said how far it could be kept."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from console.data.connection import writing
from console.data.days import today_in_centre
from console.data.plan_store import PlanStore
from console.data.schema import (
    allocation_line,
    allocation_plan,
    duty_log,
    material_daily,
    material_flow,
)
from console.domain.errors import ConsoleError
from console.domain.plan_bounds import AtMost, Bound, FixShipment, KeepUnits
from console.domain.planning import LoseRoad, PlanAsk, PlanLine, PlanOutcome
from console.domain.workflow import Approve, Keep
from tests.data.planning_worlds import CITY, DEPOT, JILIN, PLENTY, STOCK, SUIT, fill, planned


@pytest.fixture
def province(sqlite_engine: Engine) -> Engine:
    fill(sqlite_engine)
    return sqlite_engine


def fixed(units: float, *, target: str = CITY, days: int = 0) -> FixShipment:
    return FixShipment(DEPOT, target, SUIT, units, today_in_centre() + timedelta(days=days))


def with_bounds(engine: Engine, *bounds: Bound) -> PlanOutcome:
    made = planned(engine, PlanAsk(bounds=bounds))
    assert made.sound
    return made


def by_road(made: PlanOutcome, source: str, target: str) -> list[PlanLine]:
    return [line for line in made.lines if (line.source, line.target) == (source, target)]


def test_a_fixed_shipment_is_kept_to_the_unit_marked_and_said(province: Engine) -> None:
    free = planned(province)
    assert sum(line.quantity for line in by_road(free, DEPOT, CITY)) > 12_345
    made = with_bounds(province, fixed(12_345, days=1))
    (line,) = by_road(made, DEPOT, CITY)
    assert (line.quantity, line.locked) == (12_345, True)
    assert line.send_on == today_in_centre() + timedelta(days=1)
    assert "人工锁定" in line.reason.zh
    assert "locked by hand" in line.reason.en
    assert "照办" in made.fixed[0].zh
    assert "kept, and nothing else" in made.fixed[0].en
    assert all(not line.locked for line in by_road(made, DEPOT, JILIN))


def test_a_fixed_nothing_closes_the_road_to_the_material(province: Engine) -> None:
    made = with_bounds(province, fixed(0))
    assert by_road(made, DEPOT, CITY) == []
    assert "照办" in made.fixed[0].zh


def test_what_is_fixed_beyond_the_stock_is_sent_as_far_as_it_can_be_and_named(
    province: Engine,
) -> None:
    free = 0.9 * STOCK[DEPOT]
    made = with_bounds(province, fixed(5_000_000))
    (line,) = by_road(made, DEPOT, CITY)
    assert line.quantity == pytest.approx(free)
    assert f"只能发 {free:,.0f}" in made.fixed[0].zh
    assert made.shortages[0].quantity == pytest.approx(5_000_000 - free)
    assert "falls 4,100,000 short" in made.shortages[0].words.en


def test_what_a_place_has_to_keep_replaces_the_share_of_the_rule(province: Engine) -> None:
    for kept in (800_000.0, 20_000.0):
        made = with_bounds(province, KeepUnits(DEPOT, SUIT, kept))
        sent = sum(line.quantity for line in made.lines if line.source == DEPOT)
        assert sent <= STOCK[DEPOT] - kept
        assert sent > STOCK[DEPOT] - kept - 50
        assert f"{sent:,.0f}" in made.fixed[0].en


def test_a_place_gets_at_most_what_was_decided_in_whole_cartons(province: Engine) -> None:
    made = with_bounds(province, AtMost(JILIN, SUIT, 1_049))
    came = sum(line.quantity for line in made.lines if line.target == JILIN)
    assert came == 1_000
    assert "至多调入" in made.fixed[0].zh


def test_a_what_if_that_loses_a_fixed_road_says_that_nothing_goes(province: Engine) -> None:
    made = planned(province, PlanAsk(bounds=(fixed(500),), changes=(LoseRoad(DEPOT, CITY),)))
    assert made.sound
    assert "not sent" in made.fixed[0].en


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (fixed(500, days=60), "none of the days planned"),
        (fixed(500, days=-1), "none of the days planned"),
        (fixed(500, target="999999"), "not planned"),
        (FixShipment(CITY, CITY, SUIT, 5.0, today_in_centre()), "no road leads from"),
        (AtMost(JILIN, "GOWN", 5.0), "not planned"),
        (AtMost(JILIN, SUIT, float("nan")), "not planned"),
    ],
)
def test_a_decision_that_cannot_be_kept_at_all_is_refused_by_name(
    province: Engine, wrong: Bound, named: str
) -> None:
    with pytest.raises(ConsoleError, match=named):
        planned(province, PlanAsk(bounds=(wrong,)))


def test_a_place_that_sends_nothing_anyway_cannot_be_told_to_keep_something(
    province: Engine,
) -> None:
    with writing(province) as connection:
        connection.execute(
            update(material_daily)
            .where(material_daily.c.region == PLENTY)
            .values(consumed=None, demand=None, reserve=100_000)
        )
    with pytest.raises(ConsoleError, match="sends none"):
        planned(province, PlanAsk(bounds=(KeepUnits(PLENTY, SUIT, 10.0),)))


def test_decisions_stay_with_the_plan_its_shipments_and_the_log(province: Engine) -> None:
    store = PlanStore(province)
    made = with_bounds(province, fixed(12_345))
    draft = store.carry_out(Keep(made, "李秀英"))
    store.carry_out(Approve(draft.uid, "王处长"))
    with province.begin() as connection:
        detail = connection.execute(select(allocation_plan.c.detail)).scalar_one()
        reasons = connection.execute(select(allocation_line.c.reason_zh)).scalars().all()
        sent = connection.execute(
            select(material_flow.c.quantity).where(
                material_flow.c.from_region == DEPOT, material_flow.c.to_region == CITY
            )
        ).scalar_one()
        log = connection.execute(select(duty_log.c.text)).scalars().all()
    assert "12,345" in detail
    assert any("人工锁定" in reason for reason in reasons)
    assert sent == 12_345
    assert any("人工锁定 1 条" in text for text in log)
