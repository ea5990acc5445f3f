"""The problem that the database poses: who has what, needs what, and may send what."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import Engine, delete, insert, update

from console.analysis.plan_check import check
from console.data.connection import writing
from console.data.days import CENTRE_ZONE, today_in_centre
from console.data.planning import outcome as outcomes
from console.data.planning.problem import pose
from console.data.planning.reading import read
from console.data.planning.rulebook import load_rule_book, options_of
from console.data.schema import facility, material_daily, material_flow
from console.domain.errors import ConsoleError
from console.domain.plan_changes import compare
from console.domain.planning import AddUnits, CloseDepot, LoseRoad, NeedCase, PlanAsk
from tests.data.planning_worlds import (
    BURN,
    CITY,
    DEPOT,
    JILIN,
    PLENTY,
    STOCK,
    SUIT,
    fill,
    planned,
)

LEISURE = timedelta(days=2)


@pytest.fixture
def province(sqlite_engine: Engine) -> Engine:
    fill(sqlite_engine)
    return sqlite_engine


def posed(engine: Engine, ask: PlanAsk | None = None):
    return pose(read(engine, today_in_centre()), ask or PlanAsk(), load_rule_book())


def at(problem, place: str) -> int:
    return problem.place_index[place]


def _noon(days: int) -> datetime:
    day = today_in_centre() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 12, tzinfo=CENTRE_ZONE)


def _ship(engine: Engine, code: str, **given: object) -> None:
    row = {"code": code, "material": SUIT, "to_region": CITY, "quantity": 1000.0}
    with writing(engine) as connection:
        connection.execute(insert(material_flow).values(row | given))


def test_stock_burn_and_cover_are_those_that_were_reported(province: Engine) -> None:
    problem = posed(province).problem
    assert problem.start == today_in_centre()
    for place, stock in STOCK.items():
        assert problem.stock[at(problem, place), 0] == stock
        assert problem.burn[at(problem, place), 0] == pytest.approx(BURN[place])
    cover = problem.stock[:, 0] / np.maximum(problem.burn[:, 0], 1)
    assert round(cover[at(problem, CITY)], 1) == 4.3
    assert round(cover[at(problem, JILIN)], 1) == 3.6


def test_the_province_s_own_stock_is_a_depot_that_keeps_its_share(province: Engine) -> None:
    made = posed(province)
    depot = made.places[0]
    assert (depot.code, depot.depot, depot.weight) == (DEPOT, True, 1.0)
    assert made.problem.floor[0, 0] == pytest.approx(0.1 * STOCK[DEPOT])
    assert made.problem.cap[0, 0] == 0


def test_a_region_keeps_what_it_needs_itself_within_the_days_planned(province: Engine) -> None:
    problem = posed(province, PlanAsk(horizon=20)).problem
    assert problem.floor[at(problem, PLENTY), 0] == pytest.approx(20 * BURN[PLENTY])


def test_a_place_whose_use_nobody_knows_is_no_depot_and_is_named(province: Engine) -> None:
    with writing(province) as connection:
        connection.execute(delete(material_daily).where(material_daily.c.region == PLENTY))
        connection.execute(
            insert(material_daily).values(
                region=PLENTY,
                material=SUIT,
                date=today_in_centre() - timedelta(days=1),
                reserve=100_000,
            )
        )
    made = posed(province)
    assert np.isinf(made.problem.floor[at(made.problem, PLENTY), 0])
    assert any("松原市" in note.zh and "消耗未知" in note.zh for note in made.notes)


def test_use_that_is_not_reported_is_taken_from_planning_figures(province: Engine) -> None:
    with writing(province) as connection:
        connection.execute(update(material_daily).values(consumed=None, demand=None))
        connection.execute(
            update(material_daily).values(reserve=material_daily.c.reserve * 0 + 1_000)
        )
        connection.execute(
            delete(material_daily).where(
                material_daily.c.date < today_in_centre() - timedelta(days=1)
            )
        )
        connection.execute(
            insert(facility).values(
                code="h",
                region=CITY,
                name_zh="一",
                name_en="One",
                kind="designated_hospital",
                beds_total=100,
                beds_used=50,
                icu_total=0,
                icu_used=0,
            )
        )
    made = posed(province)
    assert made.problem.burn[at(made.problem, CITY), 0] == pytest.approx(50 * 6.73)
    assert "8,895" in made.goods[0].burn.en


def test_an_old_stocktake_is_carried_on_at_the_burn_rate_and_said_so(province: Engine) -> None:
    last = today_in_centre() - timedelta(days=1)
    with writing(province) as connection:
        connection.execute(
            delete(material_daily).where(
                material_daily.c.region == CITY, material_daily.c.date > last - LEISURE
            )
        )
    made = posed(province)
    before = STOCK[CITY] + 2 * BURN[CITY]
    assert made.problem.stock[at(made.problem, CITY), 0] == pytest.approx(before - 2 * BURN[CITY])
    assert any(str(last - LEISURE) in note.en for note in made.notes)


@pytest.mark.parametrize(
    ("given", "free", "due"),
    [
        ({"status": "planned", "from_region": DEPOT, "due_at": _noon(2)}, -1000, {2: 1000}),
        (
            {
                "status": "dispatched",
                "from_region": DEPOT,
                "dispatched_at": _noon(0),
                "due_at": _noon(1),
            },
            -1000,
            {1: 1000},
        ),
        (
            {
                "status": "dispatched",
                "from_region": DEPOT,
                "dispatched_at": _noon(-3),
                "due_at": _noon(-1),
            },
            0,
            {0: 1000},
        ),
        (
            {
                "status": "dispatched",
                "from_region": DEPOT,
                "dispatched_at": _noon(-30),
                "due_at": _noon(-20),
            },
            0,
            {},
        ),
        ({"status": "cancelled", "from_region": DEPOT, "due_at": _noon(2)}, 0, {}),
        (
            {
                "status": "lost",
                "from_region": DEPOT,
                "dispatched_at": _noon(-1),
                "due_at": _noon(1),
            },
            0,
            {},
        ),
        (
            {
                "status": "arrived",
                "from_region": DEPOT,
                "dispatched_at": _noon(-3),
                "arrived_at": _noon(-2),
            },
            0,
            {},
        ),
        ({"status": "planned", "from_region": DEPOT, "due_at": _noon(-2)}, 0, {}),
    ],
    ids=[
        "promised",
        "left after the stocktake",
        "overdue",
        "overdue for long",
        "cancelled",
        "lost",
        "in the stock already",
        "promised for a day gone by",
    ],
)
def test_a_shipment_counts_once_at_either_end(
    province: Engine, given: dict[str, object], free: float, due: dict[int, float]
) -> None:
    _ship(province, "s", **given)
    problem = posed(province).problem
    assert problem.stock[at(problem, DEPOT), 0] == STOCK[DEPOT] + free
    assert problem.stock[at(problem, CITY), 0] == STOCK[CITY]
    found = {day: units for day, units in enumerate(problem.due[at(problem, CITY), 0]) if units}
    assert found == due


def test_what_arrived_since_the_stocktake_is_there_as_far_as_it_came(province: Engine) -> None:
    _ship(
        province,
        "s",
        status="arrived",
        from_region=DEPOT,
        dispatched_at=_noon(0),
        arrived_at=_noon(0),
        arrived_quantity=700.0,
    )
    problem = posed(province).problem
    assert problem.stock[at(problem, CITY), 0] == STOCK[CITY] + 700
    assert problem.stock[at(problem, DEPOT), 0] == STOCK[DEPOT] - 1000


def test_the_plan_is_proved_raises_the_worst_and_adds_up(province: Engine) -> None:
    made = planned(province)
    assert made.sound
    assert {line.target for line in made.lines} == {CITY, JILIN}
    level = made.levels[0]
    assert level.after > level.before
    for balance in made.balances:
        assert balance.residue == pytest.approx(0, abs=1e-3)
        assert balance.need == pytest.approx(balance.met + balance.gap)
        assert balance.gap < balance.gap_before
        assert balance.moved == sum(line.quantity for line in made.lines)
    assert all(line.cartons == int(line.cartons) for line in made.lines)
    assert all(line.reason.zh and line.reason.en for line in made.lines)
    assert "more of" in made.worth[0].en


def test_a_plan_that_fails_the_check_has_no_lines_and_says_why(
    province: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = outcomes.plan

    def tampered(*given):
        made = honest(*given)
        object.__setattr__(made, "lines", made.lines[1:])
        return made

    monkeypatch.setattr(outcomes, "plan", tampered)
    made = planned(province)
    assert not made.sound
    assert (made.lines, made.covers, made.balances, made.worth) == ((), (), (), ())
    assert made.violations[0].zh


def test_need_follows_the_course_that_was_chosen(province: Engine) -> None:
    needs = [posed(province, PlanAsk(need=case)).problem.need.sum() for case in NeedCase]
    assert needs[0] <= needs[1] <= needs[2]


def test_a_what_if_changes_the_plan_and_nothing_else(province: Engine) -> None:
    made = planned(province)
    more = planned(province, PlanAsk(changes=(AddUnits(DEPOT, SUIT, 100_000),)))
    changes = compare(made, more)
    assert {one.place for one in changes} == {CITY, JILIN}
    assert all(one.cover[1] > one.cover[0] for one in changes)
    assert compare(made, planned(province)) == ()
    closed = planned(province, PlanAsk(changes=(CloseDepot(DEPOT),)))
    assert DEPOT not in {line.source for line in closed.lines}
    lost = planned(province, PlanAsk(changes=(LoseRoad(DEPOT, JILIN),)))
    assert (DEPOT, JILIN) not in {(line.source, line.target) for line in lost.lines}


def test_a_what_if_about_a_place_that_is_not_there_is_refused(province: Engine) -> None:
    with pytest.raises(ConsoleError, match="not in the plan"):
        planned(province, PlanAsk(changes=(AddUnits("999999", SUIT, 1),)))


def test_rules_decide_who_is_raised_higher(province: Engine) -> None:
    rules = [
        rule.name for rule in options_of(read(province, today_in_centre()), load_rule_book()).rules
    ]
    assert rules == ["rule-urgent-first", "rule-equal-cover"]
    equal = planned(province, PlanAsk(rule="rule-equal-cover"))
    covers = {c.place: c.after for c in equal.covers if c.place in {CITY, JILIN}}
    assert covers[CITY] == pytest.approx(covers[JILIN], abs=0.01)


def test_an_empty_database_is_said_to_hold_nothing_to_plan(sqlite_engine: Engine) -> None:
    with pytest.raises(ConsoleError, match="No material reports"):
        planned(sqlite_engine)


def test_an_unknown_rule_set_is_refused_by_name(province: Engine) -> None:
    with pytest.raises(ConsoleError, match="mystery"):
        planned(province, PlanAsk(rule="mystery"))


def test_nothing_is_read_as_of_two_moments(province: Engine) -> None:
    reading = read(province, today_in_centre())
    _ship(province, "s", status="planned", from_region=DEPOT, due_at=_noon(2))
    assert read(province, today_in_centre()).basis != reading.basis
    assert not list(reading.store.shipments)
    problem = pose(reading, PlanAsk(), load_rule_book()).problem
    assert check(problem, outcomes.plan(problem)) == ()
