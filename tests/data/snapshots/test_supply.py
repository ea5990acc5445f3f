"""Flows, balance, the newest plan and run-dry days, from the store."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.data.snapshots import build
from console.data.snapshots.dry import MOST_DAYS, dry_days
from console.domain.datasets import Dataset
from console.domain.requests import MaterialsRequest
from console.domain.supply import BalanceRequest, FlowsRequest, PlanRequest
from console.domain.workflow import LineState, PlanState
from tests.data.rows import at, context, day, flow, stock, store_of

LAST = 9


def supplied(*flows):
    rows = [
        stock(code, "n95", n, reserve=1000 - 50 * n, consumed=50, produced=0)
        for code in ("2201", "2206")
        for n in range(LAST + 1)
    ]
    return store_of((), rows, flows)


def balance(store):
    return build(store, BalanceRequest(), context(LAST))


def arcs(store, material="n95"):
    return build(store, FlowsRequest("", material), context(LAST)).arcs


def test_flows_tell_shipped_arrived_and_promised_apart_between_places():
    store = supplied(
        flow("a", "n95", "2206", 10, from_region="2201", dispatched_at=at(8)),
        flow("b", "n95", "2206", 20, from_region="2201", status="arrived",
             dispatched_at=at(6), arrived_at=at(7), arrived_quantity=15.0),
        flow("c", "n95", "2206", 40, from_region="2201", status="planned"),
        flow("d", "n95", "2206", 80, from_region="2201", status="cancelled"),
        flow("e", "n95", "2206", 160, status="arrived", dispatched_at=at(0), arrived_at=at(1)),
    )  # fmt: skip
    found = arcs(store)
    assert [(arc.source, arc.target) for arc in found] == [("2201", "2206")]
    assert (found[0].shipped, found[0].arrived, found[0].planned) == (10, 15, 40)


def test_what_comes_from_outside_has_no_source_and_a_name():
    found = arcs(supplied(flow("a", "n95", "220184", 10, dispatched_at=at(8))))
    assert (found[0].source, found[0].source_name.zh, found[0].target) == ("", "省外调入", "2201")


def test_without_a_wish_the_flows_are_those_of_the_newest_plan():
    store = supplied(flow("a", "kit", "2206", 5, from_region="2201", plan=3, plan_line=1))
    rows = [stock("2206", "kit", LAST, reserve=1, consumed=1)]
    store.apply(Dataset.MATERIAL_DAILY, rows, reset=False)
    found = build(store, FlowsRequest(), context(LAST))
    assert found.material.zh == "核酸检测试剂"
    assert [arc.planned for arc in found.arcs] == [5]


def test_what_moves_within_one_place_is_no_arc():
    store = supplied(flow("a", "n95", "220184", 10, from_region="2201", dispatched_at=at(8)))
    assert arcs(store) == ()


def test_the_account_adds_up_and_names_what_was_recounted():
    store = supplied(
        flow("a", "n95", "2206", 30, status="arrived", dispatched_at=at(5), arrived_at=at(6)),
        flow("b", "n95", "2206", 7, from_region="2201", dispatched_at=at(8)),
    )
    row = next(row for row in balance(store).rows if row.material == "n95")
    assert (row.opening, row.closing) == (1800.0, 1100.0)
    assert (row.arrived, row.sent, row.consumed) == (30.0, 7.0, 700.0)
    assert row.difference == pytest.approx(-23.0)
    entered = row.opening + row.produced + row.arrived - row.sent - row.consumed
    assert entered + row.difference == pytest.approx(row.closing)


def test_a_material_that_nobody_counted_has_no_difference():
    row = next(row for row in balance(supplied()).rows if row.material != "n95")
    assert (row.opening, row.closing, row.difference) == (None, None, None)


def _plan(number: int, state: str, hour: int) -> dict[str, object]:
    moment = datetime(2022, 3, 10, hour, tzinfo=UTC)
    steps = {f"{name}_{what}": None for name in ("approved", "dispatched", "arrived", "withdrawn")
             for what in ("by", "at")}  # fmt: skip
    if state != "draft":
        steps |= {f"{state}_by": "李秀英", f"{state}_at": moment}
    return {
        "id": number,
        "uid": f"u{number}",
        "number": f"DB-{number}",
        "rule": "rule-x",
        "made_at": moment,
        "made_by": "王建国",
        "state": state,
        "detail": '{"rule_zh": "急用先保", "rule_en": "The urgent first"}',
        **steps,
    }


def test_the_newest_plan_that_was_not_taken_back_is_shown_with_its_shipments():
    store = supplied(
        flow(
            "DB-2-001",
            "n95",
            "2206",
            50,
            from_region="2201",
            dispatched_at=at(8),
            plan=2,
            plan_line=1,
        )
    )
    plans = [_plan(1, "approved", 1), _plan(2, "approved", 2), _plan(3, "withdrawn", 3)]
    store.apply(Dataset.ALLOCATION_PLAN, plans, reset=True)
    line = {
        "plan": 2, "line": 1, "material": "n95", "from_region": "2201", "to_region": "2206",
        "quantity": 50.0, "reason_zh": "因", "reason_en": "why", "send_on": day(8),
        "due_on": day(9), "shipment": "DB-2-001", "detail": '{"target_cover": [1.5, null]}',
    }  # fmt: skip
    store.apply(Dataset.ALLOCATION_LINE, [line], reset=True)
    plan = build(store, PlanRequest(), context(LAST)).plan
    assert (plan.number, plan.state, plan.by(PlanState.APPROVED)) == (
        "DB-2",
        PlanState.APPROVED,
        "李秀英",
    )
    assert plan.rule_title.zh == "急用先保"
    assert plan.lines[0].state is LineState.DISPATCHED
    assert plan.lines[0].target_cover == (1.5, None)
    assert plan.lines[0].reason.en == "why"


def test_without_a_plan_there_is_none_to_show():
    assert build(supplied(), PlanRequest(), context(LAST)).plan is None


def test_a_place_runs_dry_on_the_first_day_whose_use_finds_too_little():
    cells = {
        cell.region: cell
        for row in build(supplied(), MaterialsRequest(), context(LAST)).cells
        for cell in row
        if cell.material == "n95"
    }
    # 550 left in the evening of day 9, 50 a day: days 10 to 20 are met, day 21 is not.
    assert cells["2201"].dry_on == day(21)
    total = build(supplied(), MaterialsRequest(), context(LAST)).totals
    assert {cell.dry_on for cell in total} == {None}


def test_three_days_stock_lasts_three_days_whatever_division_makes_of_it():
    assert 0.3 / 0.1 < 3
    found = dry_days(np.array([[0.3]]), np.array([[0.1]]), np.array([[100.0]]), {})
    assert found == [[104.0]]


@given(
    reserve=st.integers(0, 1_000_000),
    burn=st.integers(1, 100_000),
    due=st.lists(st.tuples(st.integers(95, 140), st.integers(1, 100_000)), max_size=5),
)
def test_the_dry_day_is_that_of_a_day_by_day_account(reserve, burn, due):
    last, left, expected = 100, reserve, 0
    for number in range(1, MOST_DAYS + 1):
        left += sum(units for on, units in due if max(on, last + 1) == last + number)
        left -= burn
        if left < 0:
            expected = last + number
            break
    amounts = (np.array([[float(value)]]) for value in (reserve, burn, last))
    found = dry_days(*amounts, {(0, 0): [(on, float(units)) for on, units in due]})
    assert found == [[expected]]
