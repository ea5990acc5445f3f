"""Whether a draft still holds when it is approved: nothing may be promised or sent twice."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, RowMapping, or_, select

from console.data.plan_refusals import not_there_any_more, promised_meanwhile
from console.data.planning.problem import pose
from console.data.planning.reading import read_basis, read_within
from console.data.planning.rulebook import load_rule_book
from console.data.schema import allocation_plan, material_flow
from console.domain.planning import PlanAsk, PlanBasis

#: Units by which sums of shipments may exceed what is there: rounding, no more.
_ROUNDING = 0.5


def refuse_stale(
    connection: Connection,
    plan: RowMapping,
    lines: Sequence[RowMapping],
    basis: PlanBasis,
    today: date,
) -> None:
    """Refuse a draft that rests on what is no longer so.

    It is refused where a shipment of another plan, entered since, is of the same material from or
    to one of its places; and where one of its sources no longer has what it is to send.

    Raises:
        ConsoleError: The draft is stale; it says by whose plan, or what is missing.
    """
    _other_plans(connection, plan, lines, basis)
    if read_basis(connection) != basis:
        _sources(connection, lines, today)


def _other_plans(
    connection: Connection, plan: RowMapping, lines: Sequence[RowMapping], basis: PlanBasis
) -> None:
    known = {name: revision for name, revision, _ in basis.marks}
    flow, other = material_flow, allocation_plan
    ends = {line["from_region"] for line in lines} | {line["to_region"] for line in lines}
    newer = (
        select(other.c.number, other.c.approved_by)
        .join(flow, flow.c.plan == other.c.id)
        .where(
            flow.c.revision > known.get(flow.name, -1),
            flow.c.plan != plan["id"],
            flow.c.material.in_({line["material"] for line in lines}),
            or_(flow.c.from_region.in_(ends), flow.c.to_region.in_(ends)),
        )
        .order_by(flow.c.revision.desc())
        .limit(1)
    )
    found = connection.execute(newer).first()
    if found is not None:
        raise promised_meanwhile(found[0] or "", found[1] or "")


def _sources(connection: Connection, lines: Sequence[RowMapping], today: date) -> None:
    """Refuse where a source, by the newest figures, lacks what is to leave it on any day."""
    reading = read_within(connection, today)
    last = max(line["send_on"] for line in lines)
    horizon = max(1, (last - reading.today).days + 1)
    materials = tuple(sorted({line["material"] for line in lines}))
    problem = pose(reading, PlanAsk(horizon=horizon, materials=materials), load_rule_book()).problem
    sent: dict[tuple[str, str], float] = defaultdict(float)
    for line in sorted(lines, key=lambda one: one["send_on"]):
        source, material = line["from_region"], line["material"]
        sent[source, material] += line["quantity"]
        row, column = problem.place_index.get(source), problem.goods_index.get(material)
        if row is None or column is None:
            continue
        day = max(0, (line["send_on"] - reading.today).days)
        inflow = (problem.production + problem.due)[row, column, : day + 1].sum()
        there = float(problem.stock[row, column] + inflow)
        if sent[source, material] > there + _ROUNDING:
            place, goods = problem.places[row].name, problem.goods[column].name
            raise not_there_any_more(place, goods, there, sent[source, material])
