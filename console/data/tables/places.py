"""Who and where: regions, units, facilities, tiers, posts, experts."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    Interval,
    String,
    Table,
    Text,
    text,
)

from console.data.columns import UtcDateTime
from console.data.tables.base import (
    CODE,
    SCHEMA,
    counts,
    metadata,
    not_negative,
    one_of,
    place,
    region_code,
    stamp,
)

#: What the database says of itself: ``database_id``, ``demo`` ("1" where figures are made up),
#: ``publisher_zh`` and ``publisher_en`` for the source line of every tile.
about = Table(
    "about",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    stamp(),
)

region = Table(
    "region",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("name_zh", String(100), nullable=False),
    Column("name_en", String(100), nullable=False),
    Column("level", String(16), nullable=False),
    region_code("parent_code", nullable=True),
    Column("population", Integer),
    *place(),
    Column("valid_from", Date),
    Column("valid_to", Date),
    region_code("successor_code", nullable=True),
    stamp(),
    one_of("level", "province", "prefecture", "county", "unassigned"),
    *not_negative("population"),
    CheckConstraint("valid_to >= valid_from", name="valid_in_order"),
    CheckConstraint("parent_code <> code", name="not_its_own_parent"),
    CheckConstraint("successor_code <> code", name="not_its_own_successor"),
)

reporting_unit = Table(
    "reporting_unit",
    metadata,
    Column("code", CODE, primary_key=True),
    region_code(),
    Column("level", String(16), nullable=False),
    Column("system", String(32), nullable=False),
    Column("sector", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("expected_every", Interval, nullable=False),
    Column("last_report_at", UtcDateTime),
    stamp(),
    # SQLite keeps an interval as a moment after 1970-01-01.
    CheckConstraint("expected_every > INTERVAL '0'", name="expected_every_positive").ddl_if(
        dialect="postgresql"
    ),
    CheckConstraint(
        "expected_every > '1970-01-01 00:00:00.000000'", name="expected_every_positive"
    ).ddl_if(dialect="sqlite"),
)

facility = Table(
    "facility",
    metadata,
    Column("code", CODE, primary_key=True),
    region_code(),
    Column("name_zh", String(200), nullable=False),
    Column("name_en", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    *counts("beds_total", "beds_used", "icu_total", "icu_used"),
    *place(),
    stamp(),
    *not_negative("beds_total", "beds_used", "icu_total", "icu_used"),
)

risk_tier = Table(
    "risk_tier",
    metadata,
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("tier", String(32), nullable=False),
    Column("rule_set", String(64), nullable=False),
    Column("declared_by", String(200), nullable=False),
    stamp(),
)

command_post = Table(
    "command_post",
    metadata,
    Column("code", CODE, primary_key=True),
    region_code(),
    Column("name_zh", String(200), nullable=False),
    Column("name_en", String(200), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("main_url", String(500)),
    Column("sub_url", String(500)),
    Column("call_url", String(500)),
    Column("phone", String(64)),
    Column("expected", Boolean, nullable=False, server_default=text("true")),
    *place(),
    stamp(),
)

expert = Table(
    "expert",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("name", String(100), nullable=False),
    Column("speciality", String(100), nullable=False),
    Column("institution", String(200), nullable=False),
    Column("call_url", String(500)),
    Column("phone", String(64)),
    Column("on_call_from", UtcDateTime),
    Column("on_call_to", UtcDateTime),
    stamp(),
    CheckConstraint("on_call_to >= on_call_from", name="on_call_in_order"),
)
