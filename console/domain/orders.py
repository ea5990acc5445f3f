"""Dispatch orders of a plan: one for each pair of sender and receiver, with a number of its own."""

from collections import defaultdict
from dataclasses import dataclass

from console.domain.wording import Text
from console.domain.workflow import LineRecord, LineState, PlanRecord, PlanState, PlanStep


@dataclass(frozen=True, slots=True)
class DispatchOrder:
    """What one place is to send to another.

    Attributes:
        number: The plan's number and the order's place in it: unique.
        plan: Number of the plan.
        rule: What the plan was made by.
        source: The sender.
        target: The receiver.
        approved: Who approved the plan, and when.
        lines: What is sent.
        demo: Whether it is made up: its papers say so on every page.
    """

    number: str
    plan: str
    rule: Text
    source: Text
    target: Text
    approved: PlanStep
    lines: tuple[LineRecord, ...]
    demo: bool = False


def orders_of(plan: PlanRecord) -> tuple[DispatchOrder, ...]:
    """Return the orders of an approved plan; cancelled lines are in none.

    Raises:
        ValueError: The plan is not approved: it orders nothing.
    """
    approved = next((step for step in plan.steps if step.state is PlanState.APPROVED), None)
    if approved is None or not plan.number:
        msg = "a plan that is not approved orders nothing"
        raise ValueError(msg)
    pairs: dict[tuple[str, str], list[LineRecord]] = defaultdict(list)
    for line in plan.lines:
        if line.state is not LineState.CANCELLED:
            pairs[line.source, line.target].append(line)
    return tuple(
        DispatchOrder(
            number=f"{plan.number}-{at:02d}",
            plan=plan.number,
            rule=plan.rule_title,
            source=lines[0].source_name,
            target=lines[0].target_name,
            approved=approved,
            lines=tuple(lines),
            demo=plan.demo,
        )
        for at, (_, lines) in enumerate(sorted(pairs.items()), 1)
    )


#: The headings of an order's table, in both languages.
COLUMNS = (
    Text("序号", "No."),
    Text("运单号", "Shipment"),
    Text("物资", "Material"),
    Text("数量", "Quantity"),
    Text("单位", "Unit"),
    Text("箱数", "Cartons"),
    Text("每箱", "Per carton"),
    Text("发运日", "Leaves"),
    Text("应到日", "Due"),
    Text("调拨理由", "Why"),
)

#: What is signed at the foot of an order.
SIGNATURES = (
    Text("批准", "Approved"),
    Text("发货", "Sent"),
    Text("承运", "Carried"),
    Text("收货", "Received"),
)

TITLE = Text("应急物资调拨单", "Dispatch order")

#: What stands large on every page and sheet of a demonstration's orders.
DEMO = Text("演示 DEMO：虚构数据，不得发运", "made up, send nothing")


def both(words: Text) -> str:
    """Return a text in both languages."""
    return f"{words.zh} {words.en}" if words.zh != words.en else words.zh


def cells(line: LineRecord) -> tuple[str | float, ...]:
    """Return a line as the cells below :data:`COLUMNS`."""
    return (
        line.number,
        line.shipment,
        both(line.material_name),
        line.quantity,
        both(line.unit),
        round(line.quantity / line.pack, 2),
        line.pack,
        str(line.send_on or ""),
        str(line.due_on or ""),
        f"{line.reason.zh}\n{line.reason.en}",
    )
