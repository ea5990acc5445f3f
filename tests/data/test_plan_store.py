"""Plans from draft to arrival, on both kinds of database, with two officers at once."""

import json
import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2 import sql
from sqlalchemy import Engine, event, func, select, text, update

from console.data.connection import open_engine, writing
from console.data.plan_store import PlanStore
from console.data.roles import OPERATOR, READER
from console.data.schema import allocation_line, allocation_plan, duty_log, material_flow
from console.data.schema import material_daily as stock
from console.domain.errors import ConsoleError
from console.domain.planning import AddUnits, PlanAsk
from console.domain.wording import Lang
from console.domain.workflow import (
    Approve,
    Arrive,
    Dispatch,
    Keep,
    LineState,
    Lose,
    PlanState,
    Withdraw,
)
from tests.data.planning_worlds import CITY, DEPOT, JILIN, SUIT, fill, planned, shipped
from tests.postgres import PostgresServer


@pytest.fixture
def province(engine: Engine) -> Engine:
    fill(engine)
    return engine


def _approved(engine: Engine, by: str = "张伟"):
    store = PlanStore(engine)
    draft = store.carry_out(Keep(planned(engine), by))
    return store.carry_out(Approve(draft.uid, by))


def test_approval_writes_number_lines_shipments_and_log_together(province: Engine) -> None:
    plan = _approved(province)
    assert plan.state is PlanState.APPROVED
    assert plan.number.startswith("DB")
    assert plan.by(PlanState.APPROVED) == "张伟"
    assert {line.state for line in plan.lines} == {LineState.PLANNED}
    assert shipped(province) == {"planned": sum(line.quantity for line in plan.lines)}
    with province.begin() as connection:
        kinds = connection.execute(select(duty_log.c.kind, duty_log.c.by)).all()
        details = connection.execute(select(duty_log.c.detail)).scalars().all()
    assert kinds == [("plan", "张伟"), ("plan", "张伟")]
    assert {json.loads(detail)["state"] for detail in details} == {"draft", "approved"}


def test_a_draft_promises_nothing(province: Engine) -> None:
    draft = PlanStore(province).carry_out(Keep(planned(province), "李娜"))
    assert (draft.state, draft.number) == (PlanState.DRAFT, "")
    assert shipped(province) == {}


def test_what_is_promised_is_not_promised_again_by_the_next_plan(province: Engine) -> None:
    first = planned(province)
    _approved(province)
    second = planned(province)
    sent = sum(line.quantity for line in first.lines if line.source == DEPOT)
    assert sent > 0
    assert not [line for line in second.lines if line.source == DEPOT]
    before = {(c.place, c.material): c.after for c in first.covers}
    after = {(c.place, c.material): c.before for c in second.covers}
    assert after[CITY, SUIT] == pytest.approx(before[CITY, SUIT], abs=0.01)
    assert after[JILIN, SUIT] == pytest.approx(before[JILIN, SUIT], abs=0.01)


def test_the_second_of_two_approvals_of_one_plan_is_told_who_was_first(province: Engine) -> None:
    store = PlanStore(province)
    draft = store.carry_out(Keep(planned(province), "张伟"))
    store.carry_out(Approve(draft.uid, "张伟"))
    once = shipped(province)
    with pytest.raises(ConsoleError, match="approved by 张伟") as refused:
        store.carry_out(Approve(draft.uid, "李娜"))
    assert refused.value.say(Lang.ZH).startswith(("DB", "该方案"))
    assert shipped(province) == once


def test_two_officers_at_once_never_send_the_same_twice(database_url: str) -> None:
    engines = [open_engine(database_url, application=f"officer {n}") for n in range(2)]
    fill(engines[0])
    uids = [
        PlanStore(e).carry_out(Keep(planned(e), f"officer {n}")).uid for n, e in enumerate(engines)
    ]
    start, results = threading.Barrier(2), {}

    def approve(number: int) -> None:
        start.wait()
        try:
            order = Approve(uids[number], f"officer {number}")
            results[number] = PlanStore(engines[number]).carry_out(order)
        except ConsoleError as error:
            results[number] = error

    threads = [threading.Thread(target=approve, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [one for one in results.values() if isinstance(one, ConsoleError)]
    assert len(refused) == 1
    winner = next(one for one in results.values() if not isinstance(one, ConsoleError))
    assert winner.by(PlanState.APPROVED) in refused[0].problem.en
    assert winner.number in refused[0].problem.en
    assert shipped(engines[0]) == {"planned": sum(line.quantity for line in winner.lines)}
    for engine in engines:
        engine.dispose()


def test_a_source_that_has_run_low_meanwhile_stops_the_approval(province: Engine) -> None:
    store = PlanStore(province)
    draft = store.carry_out(Keep(planned(province), "张伟"))
    with writing(province) as connection:
        connection.execute(update(stock).where(stock.c.region == DEPOT).values(reserve=100))
    with pytest.raises(ConsoleError, match="now has 100"):
        store.carry_out(Approve(draft.uid, "张伟"))
    assert store.plans()[0].state is PlanState.DRAFT
    assert shipped(province) == {}


def test_a_what_if_is_never_kept(province: Engine) -> None:
    outcome = planned(province, PlanAsk(changes=(AddUnits(DEPOT, SUIT, 50_000),)))
    with pytest.raises(ConsoleError, match="supposes what is not so"):
        PlanStore(province).carry_out(Keep(outcome, "张伟"))


def test_nobody_signs_without_a_name(province: Engine) -> None:
    with pytest.raises(ConsoleError, match="who does this"):
        PlanStore(province).carry_out(Keep(planned(province), "  "))


def test_lines_leave_come_in_parts_come_late_or_are_lost_and_the_plan_ends(
    province: Engine,
) -> None:
    store, plan = PlanStore(province), _approved(province)
    sent = sum(line.quantity for line in plan.lines)
    first, second, *rest = plan.lines
    plan = store.carry_out(Dispatch(plan.uid, "王强", (first.number,)))
    assert plan.state is PlanState.DISPATCHED
    assert shipped(province)["dispatched"] == first.quantity
    store.carry_out(Dispatch(plan.uid, "王强"))
    part = first.quantity / 2
    plan = store.carry_out(Arrive(plan.uid, "收货", first.number, part, rest_follows=True))
    assert plan.lines[0].state is LineState.DISPATCHED
    assert plan.lines[0].arrived == part
    plan = store.carry_out(Arrive(plan.uid, "收货", first.number, part - 10))
    assert plan.lines[0].arrived == first.quantity - 10
    plan = store.carry_out(Lose(plan.uid, "收货", second.number))
    for line in rest:
        plan = store.carry_out(Arrive(plan.uid, "收货", line.number))
    assert plan.state is PlanState.ARRIVED
    assert plan.by(PlanState.ARRIVED) == "收货"
    found = shipped(province)
    assert found["missing"] == 10
    assert found["lost"] == second.quantity
    assert sum(found.values()) == pytest.approx(sent)


def test_a_plan_that_is_taken_back_gives_back_what_it_had_promised(province: Engine) -> None:
    before, store, plan = planned(province), PlanStore(province), _approved(province)
    plan = store.carry_out(Withdraw(plan.uid, "张伟"))
    assert plan.state is PlanState.WITHDRAWN
    assert {line.state for line in plan.lines} == {LineState.CANCELLED}
    assert [line.quantity for line in planned(province).lines] == [
        line.quantity for line in before.lines
    ]


def test_of_a_plan_that_has_begun_to_leave_only_the_rest_is_cancelled(province: Engine) -> None:
    store, plan = PlanStore(province), _approved(province)
    first = plan.lines[0]
    store.carry_out(Dispatch(plan.uid, "王强", (first.number,)))
    plan = store.carry_out(Withdraw(plan.uid, "张伟"))
    assert plan.state is PlanState.DISPATCHED
    assert [line.state for line in plan.lines[:2]] == [LineState.DISPATCHED, LineState.CANCELLED]
    plan = store.carry_out(Arrive(plan.uid, "收货", first.number))
    assert plan.state is PlanState.ARRIVED


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Dispatch, "withdrawn by 张伟"),
        (Approve, "withdrawn by 张伟"),
        (Withdraw, "withdrawn by 张伟"),
    ],
)
def test_nothing_more_is_done_with_a_plan_that_was_taken_back(
    province: Engine, order: type[Dispatch | Approve | Withdraw], words: str
) -> None:
    store, plan = PlanStore(province), _approved(province)
    store.carry_out(Withdraw(plan.uid, "张伟"))
    before = shipped(province)
    with pytest.raises(ConsoleError, match=words):
        store.carry_out(order(plan.uid, "x"))
    assert shipped(province) == before


def test_nothing_arrives_before_it_left(province: Engine) -> None:
    store, plan = PlanStore(province), _approved(province)
    with pytest.raises(ConsoleError, match="approved by 张伟"):
        store.carry_out(Arrive(plan.uid, "x", 1))
    with pytest.raises(ConsoleError, match="no such plan"):
        store.carry_out(Approve("nothing", "x"))


def test_more_than_was_sent_cannot_arrive(province: Engine) -> None:
    store, plan = PlanStore(province), _approved(province)
    store.carry_out(Dispatch(plan.uid, "王强"))
    for quantity in (0, -1, plan.lines[0].quantity + 1):
        with pytest.raises(ConsoleError, match="What arrived"):
            store.carry_out(Arrive(plan.uid, "收货", 1, quantity))


def test_numbers_go_on_within_a_day(province: Engine) -> None:
    store, first = PlanStore(province), _approved(province)
    store.carry_out(Withdraw(first.uid, "张伟"))
    second = _approved(province)
    assert int(second.number[-3:]) == int(first.number[-3:]) + 1


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["dispatch", "arrive", "part", "lose", "withdraw"]),
        st.integers(1, 4),
        st.floats(0.05, 1.0),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=_STEPS)
def test_material_is_conserved_whatever_happens_to_a_plan(
    sqlite_engine: Engine, steps: list[tuple[str, int, float]]
) -> None:
    with writing(sqlite_engine) as connection:
        for name in ("material_flow", "allocation_line", "allocation_plan", "material_daily"):
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608
        connection.execute(text("DELETE FROM material"))
    fill(sqlite_engine)
    store, plan = PlanStore(sqlite_engine), _approved(sqlite_engine)
    wanted = sum(line.quantity for line in plan.lines)
    for step, number, share in steps:
        line = plan.lines[(number - 1) % len(plan.lines)]
        order = {
            "dispatch": Dispatch(plan.uid, "a", (line.number,)),
            "arrive": Arrive(plan.uid, "a", line.number),
            "part": Arrive(plan.uid, "a", line.number, line.quantity * share / 2, share > 0.5),
            "lose": Lose(plan.uid, "a", line.number),
            "withdraw": Withdraw(plan.uid, "a"),
        }[step]
        try:
            store.carry_out(order)
        except ConsoleError:
            continue
        finally:
            assert sum(shipped(sqlite_engine).values()) == pytest.approx(wanted)


@pytest.mark.postgresql
def test_the_reader_cannot_approve_and_the_operator_can(
    postgresql_server: PostgresServer, postgresql_engine: Engine
) -> None:
    fill(postgresql_engine)
    outcome = planned(postgresql_engine)
    for role, name in ((READER, "plan_reader"), (OPERATOR, "plan_operator")):
        postgresql_server.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
                sql.Identifier(name), sql.Literal(postgresql_server.password), sql.Identifier(role)
            )
        )
    database = postgresql_engine.url.database or ""
    engines = [
        open_engine(postgresql_server.url(database, user=name, password=postgresql_server.password))
        for name in ("plan_reader", "plan_operator")
    ]
    with pytest.raises(ConsoleError, match="not keep, approve or carry out"):
        PlanStore(engines[0]).carry_out(Keep(outcome, "reader"))
    plan = _approved(engines[1], "operator")
    PlanStore(engines[1]).carry_out(Dispatch(plan.uid, "operator"))
    assert PlanStore(engines[0]).plans()[0].state is PlanState.DISPATCHED
    for engine in engines:
        engine.dispose()


@pytest.mark.postgresql
def test_a_server_that_dies_in_mid_approval_has_written_all_of_it_or_nothing() -> None:
    with PostgresServer(durable=True) as server, server.fresh_database() as url:
        engine = open_engine(url)
        fill(engine)
        store = PlanStore(engine)
        draft = store.carry_out(Keep(planned(engine), "张伟"))

        def kill(_connection, _cursor, statement, *_rest) -> None:
            if statement.startswith("INSERT INTO command.duty_log"):
                server.kill()

        event.listen(engine, "before_cursor_execute", kill)
        with pytest.raises(ConsoleError):
            store.carry_out(Approve(draft.uid, "张伟"))
        event.remove(engine, "before_cursor_execute", kill)
        server.start()
        with engine.begin() as connection:
            plan = connection.execute(select(allocation_plan)).mappings().one()
            count = connection.execute(select(func.count()).select_from(material_flow))
            shipments = connection.execute(select(allocation_line.c.shipment)).scalars().all()
            assert (plan["state"], plan["number"], count.scalar_one()) == ("draft", None, 0)
        assert set(shipments) == {None}
        assert store.carry_out(Approve(draft.uid, "张伟")).state is PlanState.APPROVED
        engine.dispose()
