"""Dispatch orders: one a pair of places, numbered, holding all that is sent and nothing else."""

from datetime import UTC, date, datetime

import pytest

from console.domain.orders import COLUMNS, cells, orders_of
from console.domain.wording import Text
from console.domain.workflow import LineRecord, LineState, PlanRecord, PlanState, PlanStep

NOON = datetime(2022, 3, 20, 4, tzinfo=UTC)


def line(number, source, target, quantity, state=LineState.PLANNED):
    return LineRecord(
        number, "SUIT", Text("防护服", "Suit"), Text("件", "pcs"), 50, source,
        Text(source, source), target, Text(target, target), quantity, Text("因", "why"),
        date(2022, 3, 20), date(2022, 3, 21), f"DB-{number:03d}", state, None,
        (None, None), (1.0, 2.0),
    )  # fmt: skip


def plan(*lines, steps=(PlanState.DRAFT, PlanState.APPROVED), demo=False):
    return PlanRecord(
        uid="u",
        number="DB20220320-001" if PlanState.APPROVED in steps else "",
        rule="r",
        rule_title=Text("急用先保", "Urgent first"),
        state=steps[-1],
        steps=tuple(PlanStep(step, "李秀英", NOON) for step in steps),
        lines=lines,
        demo=demo,
    )


def test_each_pair_of_places_has_one_order_with_a_number_of_its_own():
    orders = orders_of(plan(line(1, "a", "b", 100), line(2, "c", "b", 50), line(3, "a", "b", 150)))
    assert [order.number for order in orders] == ["DB20220320-001-01", "DB20220320-001-02"]
    assert [[one.number for one in order.lines] for order in orders] == [[1, 3], [2]]
    assert {order.approved.by for order in orders} == {"李秀英"}


def test_cancelled_lines_are_in_no_order():
    orders = orders_of(plan(line(1, "a", "b", 100), line(2, "a", "b", 50, LineState.CANCELLED)))
    assert [one.number for order in orders for one in order.lines] == [1]


def test_a_draft_orders_nothing():
    with pytest.raises(ValueError, match="not approved"):
        orders_of(plan(line(1, "a", "b", 100), steps=(PlanState.DRAFT,)))


def test_a_line_states_units_cartons_days_and_its_reason_in_both_languages():
    found = dict(zip((head.en for head in COLUMNS), cells(line(1, "a", "b", 150)), strict=True))
    assert (found["Quantity"], found["Cartons"], found["Per carton"]) == (150, 3, 50)
    assert (found["Leaves"], found["Due"]) == ("2022-03-20", "2022-03-21")
    assert found["Why"] == "因\nwhy"


def test_the_orders_of_a_demonstration_know_that_they_are_one():
    for demo in (True, False):
        assert {order.demo for order in orders_of(plan(line(1, "a", "b", 50), demo=demo))} == {demo}
