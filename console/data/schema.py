"""The tables of the data contract, the same on PostgreSQL (schema ``command``) and SQLite.

docs/data-contract.md explains every column. Region codes are text. NULL in a daily figure means
"not published". ``revision`` on a row is the revision of its dataset when the row last changed.
"""

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    Interval,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from console.data.columns import UtcDateTime

SCHEMA = "command"

metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "ck": "%(table_name)s_%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "pk": "%(table_name)s_pkey",
        "ix": "%(table_name)s_%(column_0_name)s_idx",
        "uq": "%(table_name)s_%(column_0_name)s_key",
    },
)

_CODE = String(32)
_BIG_ID = BigInteger().with_variant(Integer, "sqlite")
_TIMELINESS_STEPS = ("onset_report", "report_isolation", "isolation_treatment")


def _revision() -> Column[int]:
    return Column("revision", BigInteger, nullable=False, server_default=text("0"), index=True)


def _region(name: str = "region", *, nullable: bool = False) -> Column[str]:
    return Column(name, _CODE, ForeignKey(f"{SCHEMA}.region.code"), nullable=nullable)


def _material() -> Column[str]:
    return Column("material", _CODE, ForeignKey(f"{SCHEMA}.material.code"), nullable=False)


def _not_negative(*names: str) -> list[CheckConstraint]:
    return [
        CheckConstraint(f"{name} BETWEEN 0 AND 2147483647", name=f"{name}_not_negative")
        for name in names
    ]


def _finite(*names: str, low: str = "0") -> list[CheckConstraint]:
    # PostgreSQL holds NaN to be greater than every number: only an upper limit keeps it out.
    return [
        CheckConstraint(f"{name} BETWEEN {low} AND 1e15", name=f"{name}_finite") for name in names
    ]


def _one_of(column: str, *values: str) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def _plausible(*names: str) -> list[CheckConstraint]:
    limit = 100_000_000
    return [
        CheckConstraint(f"{name} BETWEEN -{limit} AND {limit}", name=f"{name}_plausible")
        for name in names
    ]


def _sqlite_only(table: Table) -> Iterator[CheckConstraint]:
    # SQLite has no type for days and moments: text of another form would sort and compare wrongly.
    for column in table.columns:
        if isinstance(column.type, Date):
            rule, name = f"date({column.name}) IS {column.name}", f"{column.name}_iso"
        elif isinstance(column.type, UtcDateTime):
            name = f"{column.name}_utc"
            rule = f"strftime('%Y-%m-%d %H:%M:%S', {column.name}) IS substr({column.name}, 1, 19)"
        else:
            continue
        yield CheckConstraint(rule, name=name).ddl_if(dialect="sqlite")


def _place() -> list[Column[float] | CheckConstraint]:
    return [
        Column("lat", Double),
        Column("lon", Double),
        CheckConstraint("lat BETWEEN -90 AND 90", name="lat_on_earth"),
        CheckConstraint("lon BETWEEN -180 AND 180", name="lon_on_earth"),
    ]


def _counts(*names: str) -> list[Column[int]]:
    return [Column(name, Integer) for name in names]


#: What the database says of itself: ``database_id``, ``demo`` ("1" where figures are made up),
#: ``publisher_zh`` and ``publisher_en`` for the source line of every tile.
about = Table(
    "about",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    _revision(),
)

region = Table(
    "region",
    metadata,
    Column("code", _CODE, primary_key=True),
    Column("name_zh", String(100), nullable=False),
    Column("name_en", String(100), nullable=False),
    Column("level", String(16), nullable=False),
    _region("parent_code", nullable=True),
    Column("population", Integer),
    *_place(),
    Column("valid_from", Date),
    Column("valid_to", Date),
    _region("successor_code", nullable=True),
    _revision(),
    _one_of("level", "province", "prefecture", "county", "unassigned"),
    *_not_negative("population"),
    CheckConstraint("valid_to >= valid_from", name="valid_in_order"),
    CheckConstraint("parent_code <> code", name="not_its_own_parent"),
    CheckConstraint("successor_code <> code", name="not_its_own_successor"),
)

#: New counts are signed: a correction is negative and has its case_note.
CASE_COUNTS = (
    "confirmed_new",
    "asymptomatic_new",
    "imported_new",
    "suspected_new",
    "recovered_new",
    "deaths_new",
)
CASE_LEVELS = ("in_hospital", "severe", "tested")

case_daily = Table(
    "case_daily",
    metadata,
    Column("region", _CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *_counts(*CASE_COUNTS, *CASE_LEVELS),
    _revision(),
    *_plausible(*CASE_COUNTS),
    *_not_negative(*CASE_LEVELS),
)

case_note = Table(
    "case_note",
    metadata,
    Column("region", _CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("text_zh", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    _revision(),
    _one_of("kind", "definition_change", "correction", "late_report"),
)

#: A publisher's own total rows, kept apart: never added in, only compared.
case_total = Table(
    "case_total",
    metadata,
    Column("region", _CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *_counts(*CASE_COUNTS, *CASE_LEVELS),
    _revision(),
    *_plausible(*CASE_COUNTS),
    *_not_negative(*CASE_LEVELS),
)

case_record = Table(
    "case_record",
    metadata,
    Column("id", String(64), primary_key=True),
    _region(),
    Column("onset_at", UtcDateTime),
    Column("reported_at", UtcDateTime, nullable=False),
    Column("isolated_at", UtcDateTime),
    Column("treated_at", UtcDateTime),
    Column("confirmed_at", UtcDateTime),
    Column("cluster", String(64)),
    Column("source", String(24)),
    _revision(),
    _one_of("source", "local", "imported", "unknown"),
    Index("case_record_region_reported_at_idx", "region", "reported_at"),
)

timeliness_daily = Table(
    "timeliness_daily",
    metadata,
    Column("region", _CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *[
        column
        for step in _TIMELINESS_STEPS
        for column in (Column(f"{step}_hours", Double), Column(f"{step}_count", Integer))
    ],
    _revision(),
    *_finite(*[f"{step}_hours" for step in _TIMELINESS_STEPS], low="-1e6"),
    *_not_negative(*[f"{step}_count" for step in _TIMELINESS_STEPS]),
)

INVESTIGATION_COUNTS = (
    "screened",
    "contacts_traced",
    "contacts_followed",
    "under_observation",
    "released",
    "positive",
)

investigation_daily = Table(
    "investigation_daily",
    metadata,
    Column("region", _CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *_counts(*INVESTIGATION_COUNTS),
    _revision(),
    *_not_negative(*INVESTIGATION_COUNTS),
    CheckConstraint("contacts_followed <= contacts_traced", name="followed_were_traced"),
)

reporting_unit = Table(
    "reporting_unit",
    metadata,
    Column("code", _CODE, primary_key=True),
    _region(),
    Column("level", String(16), nullable=False),
    Column("system", String(32), nullable=False),
    Column("sector", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("expected_every", Interval, nullable=False),
    Column("last_report_at", UtcDateTime),
    _revision(),
    # SQLite keeps an interval as a moment after 1970-01-01.
    CheckConstraint("expected_every > INTERVAL '0'", name="expected_every_positive").ddl_if(
        dialect="postgresql"
    ),
    CheckConstraint(
        "expected_every > '1970-01-01 00:00:00.000000'", name="expected_every_positive"
    ).ddl_if(dialect="sqlite"),
)

material = Table(
    "material",
    metadata,
    Column("code", _CODE, primary_key=True),
    Column("name_zh", String(100), nullable=False),
    Column("name_en", String(100), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("standard", String(64)),
    Column("pack_size", Integer, nullable=False, server_default=text("1")),
    Column("critical", Boolean, nullable=False, server_default=text("false")),
    _revision(),
    CheckConstraint("pack_size BETWEEN 1 AND 2147483647", name="pack_size_positive"),
)

MATERIAL_AMOUNTS = ("produced", "consumed", "reserve", "demand")

material_daily = Table(
    "material_daily",
    metadata,
    Column("region", _CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("material", _CODE, ForeignKey(f"{SCHEMA}.material.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *[Column(name, Double) for name in MATERIAL_AMOUNTS],
    _revision(),
    *_finite(*MATERIAL_AMOUNTS),
)

material_flow = Table(
    "material_flow",
    metadata,
    Column("code", _CODE, primary_key=True),
    _material(),
    _region("from_region", nullable=True),
    _region("to_region"),
    Column("quantity", Double, nullable=False),
    Column("status", String(16), nullable=False),
    Column("dispatched_at", UtcDateTime),
    Column("due_at", UtcDateTime),
    Column("arrived_at", UtcDateTime),
    _revision(),
    _one_of("status", "planned", "dispatched", "arrived"),
    CheckConstraint("quantity > 0 AND quantity <= 1e15", name="quantity_positive"),
    CheckConstraint("arrived_at >= dispatched_at", name="arrival_after_dispatch"),
    CheckConstraint(
        "(status = 'planned' AND dispatched_at IS NULL AND arrived_at IS NULL)"
        " OR (status = 'dispatched' AND dispatched_at IS NOT NULL AND arrived_at IS NULL)"
        " OR (status = 'arrived' AND dispatched_at IS NOT NULL AND arrived_at IS NOT NULL)",
        name="times_fit_status",
    ),
)

facility = Table(
    "facility",
    metadata,
    Column("code", _CODE, primary_key=True),
    _region(),
    Column("name_zh", String(200), nullable=False),
    Column("name_en", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    *_counts("beds_total", "beds_used", "icu_total", "icu_used"),
    *_place(),
    _revision(),
    *_not_negative("beds_total", "beds_used", "icu_total", "icu_used"),
)

risk_tier = Table(
    "risk_tier",
    metadata,
    Column("region", _CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("tier", String(32), nullable=False),
    Column("rule_set", String(64), nullable=False),
    Column("declared_by", String(200), nullable=False),
    _revision(),
)

command_post = Table(
    "command_post",
    metadata,
    Column("code", _CODE, primary_key=True),
    _region(),
    Column("name_zh", String(200), nullable=False),
    Column("name_en", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("main_url", String(500)),
    Column("sub_url", String(500)),
    Column("call_url", String(500)),
    Column("phone", String(64)),
    Column("expected", Boolean, nullable=False, server_default=text("true")),
    *_place(),
    _revision(),
)

expert = Table(
    "expert",
    metadata,
    Column("code", _CODE, primary_key=True),
    Column("name", String(100), nullable=False),
    Column("speciality", String(100), nullable=False),
    Column("institution", String(200), nullable=False),
    Column("call_url", String(500)),
    Column("phone", String(64)),
    Column("on_call_from", UtcDateTime),
    Column("on_call_to", UtcDateTime),
    _revision(),
    CheckConstraint("on_call_to >= on_call_from", name="on_call_in_order"),
)

alert = Table(
    "alert",
    metadata,
    Column("id", _BIG_ID, Identity(), primary_key=True),
    _region(),
    Column("kind", String(32), nullable=False),
    Column("severity", Integer, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("acknowledged_by", String(100)),
    Column("acknowledged_at", UtcDateTime),
    _revision(),
    CheckConstraint("severity BETWEEN 1 AND 4", name="severity_known"),
    CheckConstraint(
        "(acknowledged_by IS NULL) = (acknowledged_at IS NULL)", name="acknowledged_by_somebody"
    ),
    CheckConstraint("acknowledged_at >= raised_at", name="acknowledged_after_raised"),
)

duty_log = Table(
    "duty_log",
    metadata,
    Column("id", _BIG_ID, Identity(), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(100), nullable=False),
    _region(nullable=True),
    Column("post", _CODE, ForeignKey(f"{SCHEMA}.command_post.code")),
    Column("text", Text, nullable=False),
    Column("picture", String(500)),
    _revision(),
)

allocation_plan = Table(
    "allocation_plan",
    metadata,
    Column("id", _BIG_ID, Identity(), primary_key=True),
    Column("rule", String(64), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String(100), nullable=False),
    Column("approved_at", UtcDateTime),
    Column("approved_by", String(100)),
    _revision(),
    CheckConstraint("(approved_by IS NULL) = (approved_at IS NULL)", name="approved_by_somebody"),
    CheckConstraint("approved_at >= made_at", name="approved_after_made"),
)

allocation_line = Table(
    "allocation_line",
    metadata,
    Column("plan", _BIG_ID, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True),
    _material(),
    _region("from_region", nullable=True),
    _region("to_region"),
    Column("quantity", Double, nullable=False),
    Column("reason_zh", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
    _revision(),
    ForeignKeyConstraint(["plan"], [f"{SCHEMA}.allocation_plan.id"]),
    CheckConstraint("quantity > 0 AND quantity <= 1e15", name="quantity_positive"),
)

wall_state = Table(
    "wall_state",
    metadata,
    Column("wall", String(64), primary_key=True),
    Column("scene", String(100), nullable=False),
    Column("region", _CODE),
    Column("state", Text, nullable=False, server_default=text("'{}'")),
    Column("wall_revision", BigInteger, nullable=False, server_default=text("0")),
    Column("by", String(100), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _revision(),
)

wall_event = Table(
    "wall_event",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("wall", String(64), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("scene", String(100)),
    Column("region", _CODE),
    Column("detail", Text, nullable=False, server_default=text("'{}'")),
    Column("by", String(100), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    _revision(),
    Index("wall_event_wall_at_idx", "wall", "at"),
)

#: One row a dataset, changed by triggers only, in the writer's own transaction.
revision = Table(
    "revision",
    metadata,
    Column("dataset", String(32), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

for _table in metadata.tables.values():
    for _check in list(_sqlite_only(_table)):
        _table.append_constraint(_check)

#: Every table whose changes are signalled, by name.
DATASET_TABLES: dict[str, Table] = {
    table.name: table for table in metadata.sorted_tables if table is not revision
}
