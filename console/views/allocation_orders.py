"""What a button of the allocation desk means for the plan that is chosen."""

from console.domain.workflow import (
    Approve,
    Arrive,
    Dispatch,
    LineState,
    Lose,
    PlanOrder,
    Withdraw,
)
from console.views.allocation_records import AllocationRecords


def order_of(step: str, records: AllocationRecords, by: str) -> PlanOrder | None:
    """Return the order that ``step`` means for the chosen plan and lines; None without them."""
    plan, lines = records.plan, records.chosen_lines
    if plan is None:
        return None
    if step == "approve":
        return Approve(plan.uid, by)
    if step == "withdraw":
        return Withdraw(plan.uid, by)
    if step == "dispatch":
        waiting = tuple(one.number for one in lines if one.state is LineState.PLANNED)
        return Dispatch(plan.uid, by, waiting)
    return _order_of_line(step, records, by)


def _order_of_line(step: str, records: AllocationRecords, by: str) -> PlanOrder | None:
    plan, lines = records.plan, records.chosen_lines
    if plan is None or len(lines) != 1:
        return None
    if step == "lose":
        return Lose(plan.uid, by, lines[0].number)
    follows = records.follows.isChecked()
    return Arrive(plan.uid, by, lines[0].number, float(records.came.value()), follows)
