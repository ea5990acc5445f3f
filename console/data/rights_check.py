"""Which rights are missing on PostgreSQL, and which are too many."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

from console.data.catalogue import Relation
from console.data.findings import Finding, fault, warning
from console.data.roles import (
    PERSONAL,
    ROLES,
    existing_roles,
    missing_rights,
    missing_usage,
    too_many_rights,
)
from console.data.schema import DATASET_TABLES, SCHEMA
from console.domain.wording import Text


def may_read(connection: Connection, table: str) -> bool:
    """Return whether the connecting user may read ``table`` of the contract's schema."""
    if connection.dialect.name != "postgresql":
        return True
    allowed = connection.scalar(
        text(
            "SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = :schema AND c.relname = :table"
        ),
        {"schema": SCHEMA, "table": table},
    )
    return bool(allowed)


def rights_findings(connection: Connection, held: Mapping[str, Relation]) -> Iterator[Finding]:
    """Yield what the connecting user and our roles may not do, or do too much."""
    if not held:
        return
    yield from _own_rights(connection, held)
    present = existing_roles(connection)
    for role in ROLES:
        if role not in present:
            yield warning(
                role,
                Text("服务器上没有该角色。", "The server has no such role."),
                Text(
                    f"CREATE ROLE {role} NOLOGIN; -- 然后再运行 db init",
                    f"CREATE ROLE {role} NOLOGIN; -- then run db init again",
                ),
            )
    for role in missing_usage(connection):
        yield warning(
            role,
            Text(f"该角色不能使用模式 {SCHEMA}。", f"The role may not use schema {SCHEMA}."),
            f"GRANT USAGE ON SCHEMA {SCHEMA} TO {role};",
        )
    for right in missing_rights(connection):
        if right.role not in present:
            continue
        yield warning(
            f"{right.role}: {SCHEMA}.{right.table}",
            Text(f"该角色缺少 {right.action} 权限。", f"The role lacks the right {right.action}."),
            right.sql,
        )
    for right in too_many_rights(connection):
        yield fault(
            f"{right.role}: {SCHEMA}.{right.table}",
            Text("大屏角色可读取个人信息。", "A role of the wall can read personal data."),
            f"REVOKE {right.action} ON {SCHEMA}.{right.table} FROM {right.role};",
        )


def _own_rights(connection: Connection, held: Mapping[str, Relation]) -> Iterator[Finding]:
    user = connection.scalar(text("SELECT current_user"))
    quoted = connection.dialect.identifier_preparer.quote(str(user))
    usage = connection.scalar(
        text("SELECT has_schema_privilege(:schema, 'USAGE')"), {"schema": SCHEMA}
    )
    if not usage:
        yield fault(
            str(user),
            Text(f"当前用户不能使用模式 {SCHEMA}。", f"This user may not use schema {SCHEMA}."),
            f"GRANT USAGE ON SCHEMA {SCHEMA} TO {quoted};",
        )
        return
    for table in (*DATASET_TABLES, "revision"):
        if table in held and table not in PERSONAL and not may_read(connection, table):
            yield fault(
                f"{user}: {SCHEMA}.{table}",
                Text("当前用户不能读取该表。", "This user may not read the table."),
                f"GRANT SELECT ON {SCHEMA}.{table} TO {quoted};",
            )
