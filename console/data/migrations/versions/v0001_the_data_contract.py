"""The data contract: tables, constraints, change signal."""

import secrets
from datetime import UTC, datetime

from alembic import op
from sqlalchemy import Connection, inspect, text

from console.data.migrations.v0001 import triggers_postgresql, triggers_sqlite
from console.data.migrations.v0001.forms import SIGNALLED, statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    dialect = connection.dialect.name
    _run(connection, statements(dialect))
    _seed_revisions(connection)
    if dialect == "postgresql":
        _run(connection, triggers_postgresql.statements())
    else:
        held = inspect(connection)
        columns = {
            table: [c["name"] for c in held.get_columns(table) if c["name"] != "revision"]
            for table in SIGNALLED
        }
        _run(connection, triggers_sqlite.statements(columns))


def _run(connection: Connection, sql: list[str]) -> None:
    for statement in sql:
        # No parameters: the % of strftime and RAISE is meant literally.
        connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _seed_revisions(connection: Connection) -> None:
    """Begin every dataset at an epoch of its own, so that a re-created database is noticed."""
    postgresql = connection.dialect.name == "postgresql"
    table = "command.revision" if postgresql else "revision"
    now = datetime.now(UTC)
    connection.execute(
        text(
            f"INSERT INTO {table} (dataset, revision, epoch, changed_at)"
            " VALUES (:dataset, 0, :epoch, :now)"
        ),
        [
            {
                "dataset": dataset,
                "epoch": secrets.randbelow(2**52),
                "now": now if postgresql else now.strftime("%Y-%m-%d %H:%M:%S.%f"),
            }
            for dataset in SIGNALLED
        ],
    )
