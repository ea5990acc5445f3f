"""Run the migrations over the connection that :mod:`console.data.migrating` hands over."""

from alembic import context
from sqlalchemy import Connection

from console.data.schema import SCHEMA, metadata

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table_schema=SCHEMA if connection.dialect.name == "postgresql" else None,
    # SQLite too rolls a half-done migration back, because the connection begins by itself.
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
