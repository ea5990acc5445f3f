"""Who may do what: the roles on PostgreSQL, and the rights that each of them has."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg2.errors
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from console.data.schema import DATASET_TABLES, SCHEMA

READER = "console_reader"
OPERATOR = "console_operator"
#: The program at a city's or an expert's end of a call: it learns nothing but whom it may call.
POST = "console_post"
ROLES = (READER, OPERATOR, POST)
#: The line list holds personal data: no wall may ever read it.
PERSONAL = frozenset({"case_record"})
_READABLE = (*(name for name in DATASET_TABLES if name not in PERSONAL), "revision")

_OPERATOR_WRITES = {
    "wall_state": ("INSERT", "UPDATE"),
    "wall_event": ("INSERT",),
    "duty_log": ("INSERT",),
    "alert": ("INSERT", "UPDATE (acknowledged_by, acknowledged_at, cleared_at)"),
    "command_post": ("INSERT", "UPDATE"),
    "material_flow": ("INSERT", "UPDATE"),
    "allocation_plan": ("INSERT", "UPDATE"),
    "allocation_line": ("INSERT", "UPDATE", "DELETE"),
}
_CALLS = {
    "call": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    "call_signal": ("SELECT", "INSERT"),
}
#: Neither addresses, which may hold passwords, nor telephones.
_POST_READS = {
    "command_post": ("code", "region", "name_zh", "name_en", "kind"),
    "expert": ("code", "name", "speciality", "institution"),
}


@dataclass(frozen=True, slots=True)
class Right:
    """One right that a role should have on one table; ``columns`` empty means all of them."""

    role: str
    action: str
    table: str
    columns: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        """The statement that gives the right."""
        listed = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"GRANT {self.action}{listed} ON {SCHEMA}.{self.table} TO {self.role};"


def rights() -> Iterator[Right]:
    """Yield every right that the roles should have on tables."""
    for role in (READER, OPERATOR):
        for table in _READABLE:
            yield Right(role, "SELECT", table)
    for table, actions in _OPERATOR_WRITES.items():
        for action in actions:
            name, _, columns = action.partition(" (")
            named = tuple(columns.rstrip(")").split(", ")) if columns else ()
            yield Right(OPERATOR, name, table, named)
    yield from _call_rights()


def _call_rights() -> Iterator[Right]:
    yield Right(POST, "SELECT", "region")
    for table, columns in _POST_READS.items():
        yield Right(POST, "SELECT", table, columns)
    for role in (OPERATOR, POST):
        for table, actions in _CALLS.items():
            for action in actions:
                yield Right(role, action, table)


def existing_roles(connection: Connection) -> frozenset[str]:
    """Return which of our roles the server has."""
    found = connection.execute(
        text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names)"), {"names": list(ROLES)}
    )
    return frozenset(found.scalars())


def ensure_roles(connection: Connection) -> tuple[str, ...]:
    """Create the roles that are absent, as far as the connecting user may; return those made."""
    made: list[str] = []
    for role in sorted(set(ROLES) - existing_roles(connection)):
        try:
            with connection.begin_nested():
                connection.execute(text(f"CREATE ROLE {role} NOLOGIN"))
        except DBAPIError as error:
            # Roles belong to the whole server: another database's init may have been quicker.
            if not isinstance(
                error.orig,
                psycopg2.errors.InsufficientPrivilege
                | psycopg2.errors.DuplicateObject
                | psycopg2.errors.UniqueViolation,
            ):
                raise
        else:
            made.append(role)
    return tuple(made)


def grant_rights(connection: Connection) -> None:
    """Give the roles that exist the rights that they should have; giving them again is harmless.

    Only what the connecting user owns can be granted: what is missing afterwards, check names.
    """
    present = existing_roles(connection)
    missing = [right for right in missing_rights(connection) if right.role in present]
    if not missing and not missing_usage(connection):
        return
    try:
        with connection.begin_nested():
            for role in sorted(present):
                connection.execute(text(f"GRANT USAGE ON SCHEMA {SCHEMA} TO {role}"))
            for right in missing:
                connection.execute(text(right.sql))
    except DBAPIError as error:
        if not isinstance(error.orig, psycopg2.errors.InsufficientPrivilege):
            raise


def missing_usage(connection: Connection) -> tuple[str, ...]:
    """Return those of our roles, as far as they exist, that may not enter the schema."""
    found = connection.execute(
        text(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(:names)"
            " AND NOT has_schema_privilege(rolname, :schema, 'USAGE')"
        ),
        {"names": list(ROLES), "schema": SCHEMA},
    )
    return tuple(sorted(found.scalars()))


def missing_rights(connection: Connection) -> list[Right]:
    """Return the rights that our roles lack on tables and views that exist."""
    granted = _granted(connection)
    tables = _relations(connection)
    return [
        right
        for right in rights()
        if right.table in tables
        and (right.role, right.action, right.table, "") not in granted
        and not (
            right.columns
            and all(
                (right.role, right.action, right.table, column) in granted
                for column in right.columns
            )
        )
    ]


def too_many_rights(connection: Connection) -> list[Right]:
    """Return the rights on personal data that our roles have and must not have."""
    return [
        Right(role, action, table)
        for role, action, table, column in sorted(_granted(connection))
        if table in PERSONAL and action == "SELECT" and not column
    ]


def _relations(connection: Connection) -> frozenset[str]:
    return frozenset(
        connection.execute(
            text(
                "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE n.nspname = :schema AND c.relkind IN ('r', 'v', 'm', 'f', 'p')"
            ),
            {"schema": SCHEMA},
        ).scalars()
    )


def _granted(connection: Connection) -> frozenset[tuple[str, str, str, str]]:
    """Return (role, action, table, column) as the server sees it; column "" is the whole table."""
    found = connection.execute(
        text(
            "SELECT r.rolname, p.action, c.relname, '' FROM pg_roles r"
            " CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p(action)"
            " CROSS JOIN pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE r.rolname = ANY(:roles) AND n.nspname = :schema"
            " AND c.relkind IN ('r', 'v', 'm', 'f', 'p')"
            " AND has_table_privilege(r.oid, c.oid, p.action)"
            " UNION ALL "
            "SELECT r.rolname, p.action, c.relname, a.attname FROM pg_roles r"
            " CROSS JOIN unnest(ARRAY['SELECT', 'UPDATE']) AS p(action)"
            " CROSS JOIN pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " WHERE r.rolname = ANY(:roles) AND n.nspname = :schema AND c.relname = ANY(:parts)"
            " AND c.relkind IN ('r', 'v', 'm', 'f', 'p')"
            " AND has_column_privilege(r.oid, c.oid, a.attnum, p.action)"
        ),
        {"roles": list(ROLES), "schema": SCHEMA, "parts": ["alert", *_POST_READS]},
    )
    return frozenset((role, action, table, column) for role, action, table, column in found)
