"""What the line list tells: case counts, and the four earlies by day and week."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from alembic import op
from sqlalchemy import Connection, inspect, text

from console.data.migrations.v0001 import triggers_postgresql as signals_postgresql
from console.data.migrations.v0001 import triggers_sqlite as signals_sqlite
from console.data.migrations.v0003 import triggers_postgresql, triggers_sqlite
from console.data.migrations.v0003.forms import KEYS, tables

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: Where one of these is a centre's own view, nothing can be counted by triggers.
_COUNTED = {"case_record", "timeliness_daily", "region"}


def upgrade() -> None:
    connection = op.get_bind()
    dialect = connection.dialect.name
    _run(connection, tables(dialect))
    _seed_revisions(connection)
    held = inspect(connection)
    if dialect == "postgresql":
        for table, keys in KEYS.items():
            _run(connection, signals_postgresql.signal(table, keys))
        if set(held.get_table_names(schema="command")) >= _COUNTED:
            _run(connection, triggers_postgresql.statements())
            _run(connection, triggers_postgresql.first_count())
        return
    for table, keys in KEYS.items():
        columns = [c["name"] for c in held.get_columns(table) if c["name"] != "revision"]
        _run(connection, signals_sqlite.signal(table, columns, keys))
    if set(held.get_table_names()) >= _COUNTED:
        _run(connection, triggers_sqlite.statements())
        _run(connection, triggers_sqlite.first_count())


def _run(connection: Connection, sql: Iterable[str]) -> None:
    for statement in sql:
        # No parameters: the % of strftime and RAISE is meant literally.
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _seed_revisions(connection: Connection) -> None:
    """Begin both datasets at epochs of their own, so that a re-created database is noticed."""
    postgresql = connection.dialect.name == "postgresql"
    table = "command.revision" if postgresql else "revision"
    now = datetime.now(UTC)
    for dataset in KEYS:
        connection.execute(
            text(
                f"INSERT INTO {table} (dataset, revision, epoch, changed_at)"
                " VALUES (:dataset, 0, :epoch, :now)"
            ),
            {
                "dataset": dataset,
                "epoch": secrets.randbelow(2**52),
                "now": now if postgresql else now.strftime("%Y-%m-%d %H:%M:%S.%f"),
            },
        )
