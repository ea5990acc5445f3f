"""The columns and checks that migration 0002 adds, and how each database takes them.

Frozen: what changes later is a later migration. SQLite can add a column with its checks, but no
check to a column that stands: ``material_flow`` is therefore made anew there. Nothing refers to
it, so that no reference is broken on the way.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_MOMENT = "TIMESTAMP WITH TIME ZONE"
_DETAIL = "TEXT DEFAULT '{}' NOT NULL"

TIMES_FIT_STATE = (
    "(state = 'draft' AND approved_at IS NULL AND dispatched_at IS NULL"
    " AND arrived_at IS NULL AND withdrawn_at IS NULL)"
    " OR (state = 'approved' AND approved_at IS NOT NULL AND dispatched_at IS NULL"
    " AND arrived_at IS NULL AND withdrawn_at IS NULL)"
    " OR (state = 'dispatched' AND approved_at IS NOT NULL AND dispatched_at IS NOT NULL"
    " AND arrived_at IS NULL AND withdrawn_at IS NULL)"
    " OR (state = 'arrived' AND approved_at IS NOT NULL AND dispatched_at IS NOT NULL"
    " AND arrived_at IS NOT NULL AND withdrawn_at IS NULL)"
    " OR (state = 'withdrawn' AND withdrawn_at IS NOT NULL)"
)
TIMES_FIT_STATUS = (
    "(status = 'planned' AND dispatched_at IS NULL AND arrived_at IS NULL)"
    " OR (status = 'dispatched' AND dispatched_at IS NOT NULL AND arrived_at IS NULL)"
    " OR (status = 'arrived' AND dispatched_at IS NOT NULL AND arrived_at IS NOT NULL)"
    " OR (status = 'cancelled' AND arrived_at IS NULL)"
    " OR (status = 'lost' AND dispatched_at IS NOT NULL AND arrived_at IS NULL)"
)
STATUS_KNOWN = "status IN ('planned', 'dispatched', 'arrived', 'cancelled', 'lost')"


@dataclass(frozen=True, slots=True)
class Added:
    """A column that is added: its type and default, and the checks that come with it, by name."""

    table: str
    name: str
    kind: str
    checks: tuple[tuple[str, str], ...] = ()
    unique: bool = False


def _step(step: str) -> tuple[Added, Added]:
    check = (f"{step}_by_somebody", f"({step}_by IS NULL) = ({step}_at IS NULL)")
    plan = "allocation_plan"
    return (
        Added(plan, f"{step}_by", "VARCHAR(100)"),
        Added(plan, f"{step}_at", _MOMENT, (check,)),
    )


COLUMNS = (
    Added("duty_log", "uid", "VARCHAR(36)", unique=True),
    Added(
        "duty_log",
        "kind",
        "VARCHAR(16) DEFAULT 'note' NOT NULL",
        (
            (
                "kind_known",
                "kind IN ('note', 'snapshot', 'roll_call', 'handover', 'alarm', 'call', 'plan')",
            ),
        ),
    ),
    Added("duty_log", "detail", _DETAIL),
    Added("alert", "key", "VARCHAR(200)", unique=True),
    Added("alert", "text_en", "TEXT"),
    Added("alert", "post", "VARCHAR(32)"),
    Added("alert", "cleared_at", _MOMENT, (("cleared_after_raised", "cleared_at >= raised_at"),)),
    Added("alert", "detail", _DETAIL),
    Added("allocation_plan", "uid", "VARCHAR(36)", unique=True),
    Added("allocation_plan", "number", "VARCHAR(32)", unique=True),
    Added(
        "allocation_plan",
        "state",
        "VARCHAR(16) DEFAULT 'draft' NOT NULL",
        (
            (
                "state_known",
                "state IN ('draft', 'approved', 'dispatched', 'arrived', 'withdrawn')",
            ),
        ),
    ),
    *_step("dispatched"),
    *_step("arrived"),
    *_step("withdrawn"),
    Added("allocation_line", "send_on", "DATE"),
    Added("allocation_line", "due_on", "DATE", (("due_after_sent", "due_on >= send_on"),)),
    Added("allocation_line", "shipment", "VARCHAR(32)"),
    Added("allocation_line", "detail", _DETAIL),
)
#: Added last: a plan that was approved before has its state by then.
LAST = Added("allocation_plan", "detail", _DETAIL, (("times_fit_state", TIMES_FIT_STATE),))
FLOW = (
    Added("material_flow", "plan", "BIGINT"),
    Added(
        "material_flow",
        "plan_line",
        "INTEGER",
        (("plan_line_of_a_plan", "plan_line IS NULL OR plan IS NOT NULL"),),
    ),
    Added(
        "material_flow",
        "arrived_quantity",
        "DOUBLE PRECISION",
        (
            ("arrived_quantity_finite", "arrived_quantity BETWEEN 0 AND 1e15"),
            ("arrived_quantity_arrived", "arrived_quantity IS NULL OR status = 'arrived'"),
        ),
    ),
)
TABLES = ("duty_log", "alert", "allocation_plan", "allocation_line", "material_flow")


def postgresql(added: Added) -> Iterator[str]:
    """Yield the statements that add a column, its checks and its key on PostgreSQL."""
    table = f"command.{added.table}"
    yield f"ALTER TABLE {table} ADD COLUMN {added.name} {added.kind}"
    for name, rule in added.checks:
        yield f"ALTER TABLE {table} ADD CONSTRAINT {added.table}_{name} CHECK ({rule})"
    if added.unique:
        key = f"{added.table}_{added.name}_key"
        yield f"ALTER TABLE {table} ADD CONSTRAINT {key} UNIQUE ({added.name})"


def sqlite(added: Added) -> Iterator[str]:
    """Yield the statements that add a column, its checks and its key on SQLite."""
    checks = " ".join(
        f"CONSTRAINT {added.table}_{name} CHECK ({rule})" for name, rule in _checks(added)
    )
    kind = added.kind.replace(_MOMENT, "DATETIME")
    yield f"ALTER TABLE {added.table} ADD COLUMN {added.name} {kind} {checks}"
    if added.unique:
        yield (
            f"CREATE UNIQUE INDEX {added.table}_{added.name}_key ON {added.table} ({added.name})"
        )


def _checks(added: Added) -> Iterator[tuple[str, str]]:
    yield from added.checks
    name = added.name
    # SQLite has no type for days and moments: text of another form would compare wrongly.
    if added.kind == "DATE":
        yield f"{name}_iso", f"date({name}) IS {name}"
    elif added.kind == _MOMENT:
        yield f"{name}_utc", f"strftime('%Y-%m-%d %H:%M:%S', {name}) IS substr({name}, 1, 19)"
