"""The console's own work: duty log, alarms, plans and their shipments."""

from collections.abc import Iterable, Iterator

from alembic import op
from sqlalchemy import Connection, inspect

from console.data.migrations.v0001 import triggers_sqlite
from console.data.migrations.v0001.forms import APPEND_ONLY
from console.data.migrations.v0002 import flow_sqlite
from console.data.migrations.v0002.additions import (
    COLUMNS,
    FLOW,
    LAST,
    STATUS_KNOWN,
    TABLES,
    TIMES_FIT_STATUS,
    postgresql,
    sqlite,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        _run(connection, _on_postgresql())
    else:
        _run(connection, _on_sqlite())
        _run(connection, _signals_anew(connection))


def _run(connection: Connection, sql: Iterable[str]) -> None:
    for statement in sql:
        # No parameters: the % of strftime and RAISE is meant literally.
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _on_postgresql() -> Iterator[str]:
    for added in COLUMNS:
        yield from postgresql(added)
    yield _states("command.allocation_plan")
    for added in (LAST, *FLOW):
        yield from postgresql(added)
    flow = "ALTER TABLE command.material_flow"
    yield (
        f"{flow} ADD CONSTRAINT material_flow_plan_fkey"
        " FOREIGN KEY(plan) REFERENCES command.allocation_plan (id)"
    )
    for name, rule in (("status_known", STATUS_KNOWN), ("times_fit_status", TIMES_FIT_STATUS)):
        yield f"{flow} DROP CONSTRAINT material_flow_{name}"
        yield f"{flow} ADD CONSTRAINT material_flow_{name} CHECK ({rule})"


def _on_sqlite() -> Iterator[str]:
    for added in COLUMNS:
        yield from sqlite(added)
    yield _states("allocation_plan")
    yield from sqlite(LAST)
    yield from flow_sqlite.STATEMENTS


def _states(table: str) -> str:
    return f"UPDATE {table} SET state = 'approved' WHERE approved_at IS NOT NULL"


def _signals_anew(connection: Connection) -> Iterator[str]:
    """Yield SQLite's triggers anew, which name the columns that they watch."""
    held = inspect(connection)
    for table in TABLES:
        columns = [c["name"] for c in held.get_columns(table) if c["name"] != "revision"]
        endings = ["inserted", "updated", "rekeyed", "deleted"]
        made = [*triggers_sqlite.signal(table, columns)]
        if table in APPEND_ONLY:
            endings += ["unchangeable", "undeletable"]
            made += triggers_sqlite.append_only(table, columns)
        for ending in endings:
            yield f"DROP TRIGGER IF EXISTS {table}_{ending}"
        yield from made
