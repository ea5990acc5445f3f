"""Which plan the wall shows: what is approved and under way before any later draft."""

from dataclasses import replace

from sqlalchemy import Engine

from console.data.days import today_in_centre
from console.data.plan_store import PlanStore
from console.data.planning.reading import read
from console.data.schema import allocation_line, allocation_plan
from console.data.snapshots.plans import build_plan
from console.domain.datasets import Dataset
from console.domain.supply import PlanRequest
from console.domain.workflow import Approve, Arrive, Dispatch, Keep, PlanRecord, PlanState
from tests.data.planning_worlds import fill, planned
from tests.data.rows import context


def shown(engine: Engine, *, demo: bool = False) -> PlanRecord | None:
    store = read(engine, today_in_centre()).store
    with engine.begin() as connection:
        for dataset, table in (
            (Dataset.ALLOCATION_PLAN, allocation_plan),
            (Dataset.ALLOCATION_LINE, allocation_line),
        ):
            rows = connection.execute(table.select()).mappings().all()
            store.apply(dataset, [dict(row) for row in rows], reset=True)
    return build_plan(store, PlanRequest(), replace(context(0), demo=demo)).plan


def test_a_later_draft_does_not_hide_the_plan_that_is_under_way(sqlite_engine: Engine) -> None:
    fill(sqlite_engine)
    store = PlanStore(sqlite_engine)
    first = store.carry_out(Keep(planned(sqlite_engine), "王建国"))
    store.carry_out(Keep(planned(sqlite_engine), "李秀英"))
    assert shown(sqlite_engine).by(PlanState.DRAFT) == "李秀英"
    store.carry_out(Approve(first.uid, "王建国"))
    assert shown(sqlite_engine).uid == first.uid
    sent = store.carry_out(Dispatch(first.uid, "王建国"))
    assert shown(sqlite_engine).state is PlanState.DISPATCHED
    for line in sent.lines:
        store.carry_out(Arrive(first.uid, "王建国", line.number))
    assert shown(sqlite_engine).by(PlanState.DRAFT) == "李秀英"


def test_a_plan_is_marked_where_it_is_a_demonstration_s_and_nowhere_else(
    sqlite_engine: Engine,
) -> None:
    fill(sqlite_engine)
    PlanStore(sqlite_engine).carry_out(Keep(planned(sqlite_engine), "王建国"))
    for demo in (True, False):
        assert shown(sqlite_engine, demo=demo).demo is demo
