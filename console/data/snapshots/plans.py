"""The plan of allocation that counts, as the tables keep it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from console.data.plan_records import LineNames, line_record, plan_record
from console.data.snapshots.context import BuildContext
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.supply import PlanRequest, PlanSnapshot


def build_plan(store: Store, request: PlanRequest, context: BuildContext) -> PlanSnapshot:
    """Return the newest plan under way; without one the newest draft, or plan that has arrived.

    Whoever looks at the wall has to see what was approved: a later draft promises nothing.
    """
    rows = [
        row
        for row in store.table(Dataset.ALLOCATION_PLAN).values()
        if row.get("uid") and row.get("state") != "withdrawn"
    ]
    newest = max(rows, key=_standing, default=None)
    return PlanSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.ALLOCATION_PLAN, Dataset.ALLOCATION_LINE, Dataset.MATERIAL_FLOW, as_of=None
        ),
        plan=None
        if newest is None
        else plan_record(newest, _lines(store, newest), demo=context.demo),
    )


#: States of a plan whose goods are promised or on their way.
_UNDER_WAY = frozenset({"approved", "dispatched"})


def _standing(row: Row) -> tuple[bool, datetime, int]:
    at, number = row["made_at"], row["id"]
    if not isinstance(at, datetime) or not isinstance(number, int):
        msg = f"a plan's row needs a moment and a number, not {at!r} and {number!r}"
        raise TypeError(msg)
    return row.get("state") in _UNDER_WAY, at, number


def _lines(store: Store, plan: Row) -> tuple[Any, ...]:
    materials = store.table(Dataset.MATERIAL)
    own = [r for r in store.table(Dataset.ALLOCATION_LINE).values() if r["plan"] == plan["id"]]
    own.sort(key=lambda row: int(str(row["line"])))
    flows: dict[object, list[Mapping[str, Any]]] = {}
    for one in store.shipments.of_plan(int(str(plan["id"]))):
        flows.setdefault(one.plan_line, []).append(
            {"status": one.status, "quantity": one.quantity, "arrived_quantity": one.received}
        )
    return tuple(
        line_record(
            row,
            flows.get(row["line"], []),
            LineNames.of(materials.get((row["material"],), {}), store.regions, row),
        )
        for row in own
    )
