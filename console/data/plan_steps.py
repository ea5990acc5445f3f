"""The steps of a plan, each within a transaction that the caller opens and ends."""

import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, time

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from console.data.days import CENTRE_ZONE, day_of, today_in_centre
from console.data.plan_conflicts import refuse_stale
from console.data.plan_records import basis_of, line_values, plan_detail
from console.data.plan_refusals import (
    hypothetical,
    in_other_state,
    no_such_amount,
    no_such_plan,
    nothing_to_do,
    unsound,
)
from console.data.schema import allocation_line, allocation_plan, duty_log, material_flow
from console.domain.workflow import (
    STATE_WORDS,
    Approve,
    Arrive,
    Dispatch,
    Keep,
    LineState,
    Lose,
    PlanState,
    Withdraw,
)

#: The hour by which a shipment is due on its day.
_DUE = time(18)

#: Longest name of a person that the tables hold.
_NAME = 100


def keep(connection: Connection, order: Keep, at: datetime) -> str:
    """Put a draft on record; return its uid."""
    outcome = order.outcome
    if not outcome.sound or not outcome.lines:
        raise unsound()
    if outcome.ask.changes:
        raise hypothetical()
    uid = str(uuid.uuid4())
    connection.execute(
        insert(allocation_plan).values(
            uid=uid,
            rule=outcome.rule.name[:64],
            made_at=at,
            made_by=_name(order.by),
            detail=plan_detail(outcome),
        )
    )
    plan = connection.execute(select(_PLAN.c.id).where(_PLAN.c.uid == uid)).scalar_one()
    rows = [{"plan": plan, **line_values(line)} for line in outcome.lines]
    connection.execute(insert(allocation_line), rows)
    locked = sum(line.locked for line in outcome.lines)
    text = f"{len(rows)} 条" + (f"，其中人工锁定 {locked} 条" if locked else "")
    _log(connection, order.by, uid, PlanState.DRAFT, text)
    return uid


def approve(connection: Connection, order: Approve, at: datetime) -> str:
    """Approve a draft: number it, and turn its lines into planned shipments."""
    plan = _advance(connection, order.uid, PlanState.DRAFT, PlanState.APPROVED, order.by, at)
    lines = connection.execute(
        select(allocation_line)
        .where(allocation_line.c.plan == plan["id"])
        .order_by(allocation_line.c.line)
    ).mappings()
    rows = lines.all()
    refuse_stale(connection, plan, rows, basis_of(plan["detail"]), today_in_centre())
    number = _next_number(connection, at)
    connection.execute(update(_PLAN).where(_PLAN.c.id == plan["id"]).values(number=number))
    codes = {row["line"]: f"{number}-{row['line']:03d}" for row in rows}
    connection.execute(
        insert(material_flow), [_flow(row, codes[row["line"]], plan["id"]) for row in rows]
    )
    for line, code in codes.items():
        connection.execute(
            update(allocation_line)
            .where(allocation_line.c.plan == plan["id"], allocation_line.c.line == line)
            .values(shipment=code)
        )
    _log(connection, order.by, order.uid, PlanState.APPROVED, number)
    return order.uid


def dispatch(connection: Connection, order: Dispatch, at: datetime) -> str:
    """Note that lines have left; the plan is dispatched with the first of them."""
    plan = _held(connection, order.uid)
    _expect(plan, PlanState.APPROVED, PlanState.DISPATCHED)
    wanted = [_FLOW.c.plan == plan["id"], _FLOW.c.status == LineState.PLANNED]
    if order.lines:
        wanted.append(_FLOW.c.plan_line.in_(order.lines))
    left = connection.execute(
        update(_FLOW).where(*wanted).values(status=LineState.DISPATCHED.value, dispatched_at=at)
    )
    if not left.rowcount:
        raise nothing_to_do()
    if plan["state"] == PlanState.APPROVED:
        _advance(connection, order.uid, PlanState.APPROVED, PlanState.DISPATCHED, order.by, at)
    text = f"{plan['number']} {left.rowcount} 条"
    _log(connection, order.by, order.uid, PlanState.DISPATCHED, text)
    return order.uid


def arrive(connection: Connection, order: Arrive, at: datetime) -> str:
    """Note what came of a line; what is missing is lost, or still on its way."""
    plan = _held(connection, order.uid)
    _expect(plan, PlanState.DISPATCHED)
    flow = _on_its_way(connection, plan, order.line)
    sent = float(flow["quantity"])
    came = sent if order.quantity is None else order.quantity
    if not 0 < came <= sent:
        raise no_such_amount(sent)
    follows = order.rest_follows and came < sent
    connection.execute(
        update(_FLOW)
        .where(_FLOW.c.code == flow["code"])
        .values(
            status=LineState.ARRIVED.value,
            arrived_at=max(at, flow["dispatched_at"]),
            arrived_quantity=came,
            quantity=came if follows else sent,
        )
    )
    if follows:
        rest = dict(flow) | {"code": _part_code(connection, flow), "quantity": sent - came}
        del rest["revision"]
        connection.execute(insert(_FLOW).values(rest))
    _finish(connection, plan, order.by, at)
    text = f"{plan['number']}-{order.line:03d} {came:,.0f}/{sent:,.0f}"
    _log(connection, order.by, order.uid, PlanState.ARRIVED, text)
    return order.uid


def lose(connection: Connection, order: Lose, at: datetime) -> str:
    """Note that a line that was sent will not come."""
    plan = _held(connection, order.uid)
    _expect(plan, PlanState.DISPATCHED)
    flow = _on_its_way(connection, plan, order.line)
    connection.execute(
        update(_FLOW).where(_FLOW.c.code == flow["code"]).values(status=LineState.LOST.value)
    )
    _finish(connection, plan, order.by, at)
    text = f"{plan['number']}-{order.line:03d} 损失 {flow['quantity']:,.0f}"
    _log(connection, order.by, order.uid, PlanState.ARRIVED, text)
    return order.uid


def withdraw(connection: Connection, order: Withdraw, at: datetime) -> str:
    """Take a plan back; of one that has begun to leave, only what has not left is cancelled."""
    plan = _held(connection, order.uid)
    _expect(plan, PlanState.DRAFT, PlanState.APPROVED, PlanState.DISPATCHED)
    cancelled = connection.execute(
        update(_FLOW)
        .where(_FLOW.c.plan == plan["id"], _FLOW.c.status == LineState.PLANNED)
        .values(status=LineState.CANCELLED.value)
    )
    if plan["state"] == PlanState.DISPATCHED:
        if not cancelled.rowcount:
            raise nothing_to_do()
        _finish(connection, plan, order.by, at)
    else:
        state = PlanState(plan["state"])
        _advance(connection, order.uid, state, PlanState.WITHDRAWN, order.by, at)
    text = f"{plan['number'] or ''} 取消 {cancelled.rowcount} 条".strip()
    _log(connection, order.by, order.uid, PlanState.WITHDRAWN, text)
    return order.uid


_PLAN, _FLOW = allocation_plan, material_flow


def _name(by: str) -> str:
    return by.strip()[:_NAME]


def _held(connection: Connection, uid: str) -> RowMapping:
    """Return the plan's row, kept from all other desks until the transaction ends."""
    wanted = select(_PLAN).where(_PLAN.c.uid == uid).with_for_update()
    row = connection.execute(wanted).mappings().first()
    if row is None:
        raise no_such_plan()
    return row


def _expect(plan: RowMapping, *states: PlanState) -> None:
    if plan["state"] not in states:
        state = PlanState(plan["state"])
        by = plan["made_by"] if state is PlanState.DRAFT else plan[f"{state}_by"]
        at = plan["made_at"] if state is PlanState.DRAFT else plan[f"{state}_at"]
        raise in_other_state(plan["number"] or "", state, by, at)


def _advance(  # noqa: PLR0913, PLR0917 - who took which plan from where to where, when
    connection: Connection, uid: str, state: PlanState, to: PlanState, by: str, at: datetime
) -> RowMapping:
    """Take a plan from ``state`` to ``to``; whoever comes second is told who was first."""
    moved = connection.execute(
        update(_PLAN)
        .where(_PLAN.c.uid == uid, _PLAN.c.state == state.value)
        .values({"state": to.value, f"{to}_by": _name(by), f"{to}_at": at})
    )
    plan = _held(connection, uid)
    if not moved.rowcount:
        _expect(plan, state)
    return plan


def _next_number(connection: Connection, at: datetime) -> str:
    """Return the next number of the day; the plan's revision, held, keeps others waiting."""
    start = f"DB{day_of(at):%Y%m%d}-"
    last = connection.execute(
        select(func.max(_PLAN.c.number)).where(_PLAN.c.number.like(f"{start}%"))
    ).scalar()
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:03d}"


def _flow(row: RowMapping, code: str, plan: int) -> Mapping[str, object]:
    due = datetime.combine(row["due_on"], _DUE, CENTRE_ZONE)
    same = {name: row[name] for name in ("material", "from_region", "to_region", "quantity")}
    return {
        **same,
        "code": code,
        "status": LineState.PLANNED.value,
        "due_at": due,
        "plan": plan,
        "plan_line": row["line"],
    }


def _on_its_way(connection: Connection, plan: RowMapping, line: int) -> RowMapping:
    wanted = select(_FLOW).where(
        _FLOW.c.plan == plan["id"],
        _FLOW.c.plan_line == line,
        _FLOW.c.status == LineState.DISPATCHED.value,
    )
    flow = connection.execute(wanted.order_by(_FLOW.c.code)).mappings().first()
    if flow is None:
        raise nothing_to_do()
    return flow


def _part_code(connection: Connection, flow: RowMapping) -> str:
    """Return the code of the part of a shipment that follows."""
    parts = connection.execute(
        select(func.count()).where(
            _FLOW.c.plan == flow["plan"], _FLOW.c.plan_line == flow["plan_line"]
        )
    ).scalar_one()
    return f"{flow['code'].split('/')[0]}/{parts + 1}"


def _finish(connection: Connection, plan: RowMapping, by: str, at: datetime) -> None:
    """Call a plan arrived once nothing of it is waiting or on its way."""
    waiting = (LineState.PLANNED.value, LineState.DISPATCHED.value)
    still = connection.execute(
        select(func.count()).where(_FLOW.c.plan == plan["id"], _FLOW.c.status.in_(waiting))
    ).scalar_one()
    if not still:
        _advance(connection, plan["uid"], PlanState.DISPATCHED, PlanState.ARRIVED, by, at)


def _log(connection: Connection, by: str, uid: str, state: PlanState, text: str) -> None:
    connection.execute(
        insert(duty_log).values(
            uid=str(uuid.uuid4()),
            at=datetime.now(UTC),
            by=_name(by),
            kind="plan",
            text=f"调拨方案{STATE_WORDS[state].zh}：{text}",
            detail=json.dumps({"plan": uid, "state": state.value}),
        )
    )
