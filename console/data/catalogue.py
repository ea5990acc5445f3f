"""What a database really holds: relations, columns by type family, live triggers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import BigInteger, Boolean, Connection, Date, Double, Integer, Interval, text
from sqlalchemy.types import TypeEngine

from console.data.columns import UtcDateTime
from console.data.schema import SCHEMA


class Family(StrEnum):
    """A family of column types whose values the console reads alike."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "double precision"
    DATE = "date"
    MOMENT = "timestamptz"
    LOCAL_MOMENT = "timestamp"
    BOOLEAN = "boolean"
    INTERVAL = "interval"
    DECIMAL = "numeric"
    OTHER = "other"


#: Beside the very family, what may stand in for it without a loss.
_STANDS_IN: Mapping[Family, frozenset[Family]] = {Family.NUMBER: frozenset({Family.INTEGER})}

_POSTGRESQL_FAMILIES = {
    **dict.fromkeys(("text", "varchar", "bpchar", "name", "uuid", "citext"), Family.TEXT),
    **dict.fromkeys(("int2", "int4", "int8"), Family.INTEGER),
    **dict.fromkeys(("float4", "float8"), Family.NUMBER),
    "date": Family.DATE,
    "timestamptz": Family.MOMENT,
    "timestamp": Family.LOCAL_MOMENT,
    "bool": Family.BOOLEAN,
    "interval": Family.INTERVAL,
    "numeric": Family.DECIMAL,
}
#: By fragments of the declared type; the first that occurs decides (INTERVAL holds INT).
_SQLITE_FAMILIES = (
    ("INTERVAL", Family.INTERVAL),
    ("DATETIME", Family.MOMENT),
    ("TIMESTAMP", Family.MOMENT),
    ("DATE", Family.DATE),
    ("BOOL", Family.BOOLEAN),
    ("INT", Family.INTEGER),
    ("CHAR", Family.TEXT),
    ("TEXT", Family.TEXT),
    ("DOUB", Family.NUMBER),
    ("REAL", Family.NUMBER),
    ("FLOA", Family.NUMBER),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view as it stands; a family of None is one that the database does not tell."""

    name: str
    is_view: bool
    columns: Mapping[str, Family | None] = field(default_factory=dict)
    triggers: frozenset[str] = frozenset()


def expected_family(kind: TypeEngine[object]) -> Family:
    """Return the family that the data contract's type ``kind`` belongs to."""
    families: tuple[tuple[type[object], Family], ...] = (
        (UtcDateTime, Family.MOMENT),
        (Boolean, Family.BOOLEAN),
        (Date, Family.DATE),
        (Interval, Family.INTERVAL),
        (Double, Family.NUMBER),
        (BigInteger, Family.INTEGER),
        (Integer, Family.INTEGER),
    )
    return next((family for known, family in families if isinstance(kind, known)), Family.TEXT)


def fits(found: Family | None, wanted: Family) -> bool:
    """Return whether a column of family ``found`` can be read where ``wanted`` is agreed."""
    return found is None or found is wanted or found in _STANDS_IN.get(wanted, frozenset())


def relations(connection: Connection) -> dict[str, Relation]:
    """Return every table and view of the contract's schema by its name."""
    if connection.dialect.name == "postgresql":
        return _postgresql(connection)
    return _sqlite(connection)


def _postgresql(connection: Connection) -> dict[str, Relation]:
    columns: dict[str, dict[str, Family | None]] = {}
    views: set[str] = set()
    for name, kind, column, type_name, is_enum in connection.execute(
        text(
            "SELECT c.relname, c.relkind::text, a.attname, coalesce(b.typname, t.typname),"
            " coalesce(b.typtype, t.typtype) = 'e'"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " LEFT JOIN pg_attribute a"
            " ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            " LEFT JOIN pg_type t ON t.oid = a.atttypid"
            " LEFT JOIN pg_type b ON b.oid = t.typbasetype"
            " WHERE n.nspname = :schema AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
        ),
        {"schema": SCHEMA},
    ):
        held = columns.setdefault(name, {})
        if kind in ("v", "m", "f"):
            views.add(name)
        if column is not None:
            family = Family.TEXT if is_enum else _POSTGRESQL_FAMILIES.get(type_name, Family.OTHER)
            held[column] = family
    triggers: dict[str, set[str]] = {}
    for name, trigger in connection.execute(
        text(
            "SELECT c.relname, g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = :schema AND NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')"
        ),
        {"schema": SCHEMA},
    ):
        triggers.setdefault(name, set()).add(trigger)
    return {
        name: Relation(name, name in views, held, frozenset(triggers.get(name, ())))
        for name, held in columns.items()
    }


def _sqlite(connection: Connection) -> dict[str, Relation]:
    found = connection.execute(text("SELECT type, name, tbl_name FROM sqlite_master")).all()
    triggers: dict[str, set[str]] = {}
    for kind, name, table in found:
        if kind == "trigger":
            triggers.setdefault(table, set()).add(name)
    return {
        name: Relation(
            name,
            kind == "view",
            {
                column: _sqlite_family(declared)
                for column, declared in connection.execute(
                    text("SELECT name, type FROM pragma_table_info(:name)"), {"name": name}
                )
            },
            frozenset(triggers.get(name, ())),
        )
        for kind, name, _ in found
        if kind in ("table", "view")
    }


def _sqlite_family(declared: str) -> Family | None:
    upper = declared.upper()
    return next((family for part, family in _SQLITE_FAMILIES if part in upper), None)
