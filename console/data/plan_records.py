"""Plans as the database keeps them: rows from an outcome, and records from rows."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from console.data.plan_refusals import no_such_plan
from console.data.region_rows import read_region
from console.data.schema import (
    about,
    allocation_line,
    allocation_plan,
    material,
    material_flow,
    region,
)
from console.data.snapshots.words import unit_text
from console.domain.planning import PlanBasis, PlanLine, PlanOutcome
from console.domain.regions import Level, RegionTree
from console.domain.wording import Text
from console.domain.workflow import LineRecord, LineState, PlanRecord, PlanState, PlanStep

Values = dict[str, object]

#: A row by column.
Fields = Mapping[Any, Any]

_RESERVE = Text("储备库", " reserve")


def plan_detail(outcome: PlanOutcome) -> str:
    """Return what a plan's row keeps beside its columns, as JSON."""
    return json.dumps(
        {
            "rule_zh": outcome.rule.title.zh,
            "rule_en": outcome.rule.title.en,
            "start": outcome.start.isoformat(),
            "horizon": outcome.ask.horizon,
            "basis": [list(mark) for mark in outcome.basis.marks],
            "cost": outcome.cost,
            "fixed": [[words.zh, words.en] for words in outcome.fixed],
        },
        ensure_ascii=False,
    )


def basis_of(detail: str) -> PlanBasis:
    """Return what of the database a plan on record rests on."""
    marks = json.loads(detail).get("basis", [])
    return PlanBasis(tuple((str(name), int(at), int(epoch)) for name, at, epoch in marks))


def line_values(line: PlanLine) -> Values:
    """Return the columns of one line's row but for its plan."""
    return {
        "line": line.number,
        "material": line.material,
        "from_region": line.source,
        "to_region": line.target,
        "quantity": line.quantity,
        "reason_zh": line.reason.zh,
        "reason_en": line.reason.en,
        "send_on": line.send_on,
        "due_on": line.due_on,
        "detail": json.dumps(
            {
                "source_cover": [_finite(days) for days in line.source_cover],
                "target_cover": [_finite(days) for days in line.target_cover],
                "target_dry": [_iso(day) for day in line.target_dry],
            }
        ),
    }


def _finite(days: float) -> float | None:
    return days if math.isfinite(days) else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def read_plan(connection: Connection, uid: str) -> PlanRecord:
    """Return the plan called ``uid``.

    Raises:
        ConsoleError: There is none.
    """
    row = connection.execute(select(allocation_plan).where(allocation_plan.c.uid == uid)).mappings()
    found = row.first()
    if found is None:
        raise no_such_plan()
    return _records(connection, [found])[0]


def read_plans(connection: Connection, *, most: int) -> tuple[PlanRecord, ...]:
    """Return the newest plans, newest first."""
    table = allocation_plan
    wanted = (
        select(table)
        .where(table.c.uid.is_not(None))
        .order_by(table.c.made_at.desc(), table.c.id.desc())
        .limit(most)
    )
    return _records(connection, connection.execute(wanted).mappings().all())


def _records(connection: Connection, rows: Sequence[RowMapping]) -> tuple[PlanRecord, ...]:
    lines, demo = _lines(connection, [row["id"] for row in rows]), is_demo(connection)
    return tuple(plan_record(row, tuple(lines.get(row["id"], ())), demo=demo) for row in rows)


def is_demo(connection: Connection) -> bool:
    """Return whether the database is a demonstration."""
    stated = select(about.c.value).where(about.c.key == "demo")
    return bool(connection.execute(stated).scalar() == "1")


def plan_record(row: Fields, lines: tuple[LineRecord, ...], *, demo: bool) -> PlanRecord:
    """Return a plan from its row and its lines."""
    detail = json.loads(row["detail"] or "{}")
    steps = [PlanStep(PlanState.DRAFT, row["made_by"], row["made_at"])]
    steps += [
        PlanStep(state, row[f"{state}_by"], row[f"{state}_at"])
        for state in PlanState
        if state is not PlanState.DRAFT and row[f"{state}_at"] is not None
    ]
    return PlanRecord(
        uid=row["uid"],
        number=row["number"] or "",
        rule=row["rule"],
        rule_title=Text(detail.get("rule_zh", row["rule"]), detail.get("rule_en", row["rule"])),
        state=PlanState(row["state"]),
        steps=tuple(steps),
        lines=lines,
        demo=demo,
    )


def _lines(connection: Connection, plans: list[int]) -> dict[int, list[LineRecord]]:
    found: dict[int, list[LineRecord]] = {}
    if not plans:
        return found
    flows, line = _flows(connection, plans), allocation_line
    rows = select(line).where(line.c.plan.in_(plans)).order_by(line.c.plan, line.c.line)
    goods = {row["code"]: row for row in connection.execute(select(material)).mappings()}
    tree = RegionTree(
        read_region({**row}) for row in connection.execute(select(region)).mappings().all()
    )
    for row in connection.execute(rows).mappings():
        own = flows.get((row["plan"], row["line"]), [])
        names = LineNames.of(goods.get(row["material"], {}), tree, row)
        found.setdefault(row["plan"], []).append(line_record(row, own, names))
    return found


def _flows(connection: Connection, plans: list[int]) -> dict[tuple[int, int], list[RowMapping]]:
    """Return the shipments of each line; one that came in parts has several."""
    flow = material_flow
    found: dict[tuple[int, int], list[RowMapping]] = {}
    wanted = select(flow).where(flow.c.plan.in_(plans)).order_by(flow.c.code)
    for row in connection.execute(wanted).mappings():
        found.setdefault((row["plan"], row["plan_line"]), []).append(row)
    return found


@dataclass(frozen=True, slots=True)
class LineNames:
    """What the codes of a line are called."""

    material: Text
    unit: Text
    pack: int
    source: Text
    target: Text

    @classmethod
    def of(cls, goods: Fields, tree: RegionTree, line: Fields) -> "LineNames":
        """Return the names of ``line``, whose material's row is ``goods`` ({} = not known)."""
        code = str(line["material"])
        return cls(
            Text(str(goods.get("name_zh") or code), str(goods.get("name_en") or code)),
            unit_text(str(goods.get("unit") or "")),
            int(goods.get("pack_size") or 1),
            _source_name(tree, str(line["from_region"] or "")),
            tree.name(str(line["to_region"])),
        )


def line_record(row: Fields, flows: Sequence[Fields], names: LineNames) -> LineRecord:
    """Return a line from its row and the rows of its shipments."""
    detail: Fields = json.loads(row["detail"] or "{}")
    came = [flow for flow in flows if flow["status"] == LineState.ARRIVED]
    return LineRecord(
        number=row["line"],
        material=row["material"],
        material_name=names.material,
        unit=names.unit,
        pack=names.pack,
        source=row["from_region"] or "",
        source_name=names.source,
        target=row["to_region"],
        target_name=names.target,
        quantity=row["quantity"],
        reason=Text(row["reason_zh"], row["reason_en"]),
        send_on=row["send_on"],
        due_on=row["due_on"],
        shipment=row["shipment"] or "",
        state=_state(flows),
        arrived=sum(_came(flow) for flow in came) if came else None,
        source_cover=_pair(detail.get("source_cover")),
        target_cover=_pair(detail.get("target_cover")),
    )


def _source_name(tree: RegionTree, code: str) -> Text:
    found, name = tree.get(code), tree.name(code)
    if found is not None and found.level is Level.PROVINCE:
        return Text(name.zh + _RESERVE.zh, name.en + _RESERVE.en)
    return name


def _came(flow: Fields) -> float:
    stated: float | None = flow["arrived_quantity"]
    return float(flow["quantity"]) if stated is None else stated


def _state(flows: Sequence[Fields]) -> LineState:
    """Return how far a line is: as far as the part of it that is least far."""
    states = {LineState(flow["status"]) for flow in flows}
    for state in (LineState.PLANNED, LineState.DISPATCHED, LineState.ARRIVED):
        if state in states:
            return state
    return next(iter(states), LineState.DRAFT)


def _pair(days: Sequence[float | None] | None) -> tuple[float | None, float | None]:
    return (days[0], days[1]) if days else (None, None)
