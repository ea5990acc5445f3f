"""What the console itself keeps: alerts, log, walls; and the revisions of all."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from console.data.columns import UtcDateTime
from console.data.tables.base import (
    BIG_ID,
    CODE,
    SCHEMA,
    detail,
    metadata,
    one_of,
    region_code,
    stamp,
)

#: What an entry of the duty log is; the rest of each is JSON in ``detail``.
LOG_KINDS = ("note", "snapshot", "roll_call", "handover", "alarm", "call", "plan")

alert = Table(
    "alert",
    metadata,
    Column("id", BIG_ID, Identity(), primary_key=True),
    region_code(),
    Column("kind", String(32), nullable=False),
    Column("severity", Integer, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("acknowledged_by", String(100)),
    Column("acknowledged_at", UtcDateTime),
    # The same alarm is raised once, however many consoles see its cause.
    Column("key", String(200), unique=True),
    Column("text_en", Text),
    # Free text, as a wall's region: an alarm outlives its post.
    Column("post", CODE),
    Column("cleared_at", UtcDateTime),
    detail(),
    stamp(),
    CheckConstraint("severity BETWEEN 1 AND 4", name="severity_known"),
    CheckConstraint(
        "(acknowledged_by IS NULL) = (acknowledged_at IS NULL)", name="acknowledged_by_somebody"
    ),
    CheckConstraint("acknowledged_at >= raised_at", name="acknowledged_after_raised"),
    CheckConstraint("cleared_at >= raised_at", name="cleared_after_raised"),
)

duty_log = Table(
    "duty_log",
    metadata,
    Column("id", BIG_ID, Identity(), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(100), nullable=False),
    region_code(nullable=True),
    Column("post", CODE, ForeignKey(f"{SCHEMA}.command_post.code")),
    Column("text", Text, nullable=False),
    Column("picture", String(500)),
    # An entry that was queued on a console is delivered once, however often it is tried.
    Column("uid", String(36), unique=True),
    Column("kind", String(16), nullable=False, server_default=text("'note'")),
    detail(),
    stamp(),
    one_of("kind", *LOG_KINDS),
)

wall_state = Table(
    "wall_state",
    metadata,
    Column("wall", String(64), primary_key=True),
    Column("scene", String(100), nullable=False),
    Column("region", CODE),
    Column("state", Text, nullable=False, server_default=text("'{}'")),
    Column("wall_revision", BigInteger, nullable=False, server_default=text("0")),
    Column("by", String(100), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    stamp(),
)

wall_event = Table(
    "wall_event",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("wall", String(64), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("scene", String(100)),
    Column("region", CODE),
    Column("detail", Text, nullable=False, server_default=text("'{}'")),
    Column("by", String(100), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    stamp(),
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
