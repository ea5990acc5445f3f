"""Materials, their stock and shipments, and the plans of allocation."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
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
    by_somebody,
    detail,
    finite,
    material_code,
    metadata,
    one_of,
    region_code,
    stamp,
)

material = Table(
    "material",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("name_zh", String(100), nullable=False),
    Column("name_en", String(100), nullable=False),
    Column("unit", String(16), nullable=False),
    Column("standard", String(64)),
    Column("pack_size", Integer, nullable=False, server_default=text("1")),
    Column("critical", Boolean, nullable=False, server_default=text("false")),
    stamp(),
    CheckConstraint("pack_size BETWEEN 1 AND 2147483647", name="pack_size_positive"),
)

MATERIAL_AMOUNTS = ("produced", "consumed", "reserve", "demand")

material_daily = Table(
    "material_daily",
    metadata,
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("material", CODE, ForeignKey(f"{SCHEMA}.material.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *[Column(name, Double) for name in MATERIAL_AMOUNTS],
    stamp(),
    *finite(*MATERIAL_AMOUNTS),
)

material_flow = Table(
    "material_flow",
    metadata,
    Column("code", CODE, primary_key=True),
    material_code(),
    region_code("from_region", nullable=True),
    region_code("to_region"),
    Column("quantity", Double, nullable=False),
    Column("status", String(16), nullable=False),
    Column("dispatched_at", UtcDateTime),
    Column("due_at", UtcDateTime),
    Column("arrived_at", UtcDateTime),
    Column("plan", BIG_ID, ForeignKey(f"{SCHEMA}.allocation_plan.id")),
    Column("plan_line", Integer),
    Column("arrived_quantity", Double),
    stamp(),
    one_of("status", "planned", "dispatched", "arrived", "cancelled", "lost"),
    *finite("arrived_quantity"),
    CheckConstraint(
        "arrived_quantity IS NULL OR status = 'arrived'", name="arrived_quantity_arrived"
    ),
    CheckConstraint("plan_line IS NULL OR plan IS NOT NULL", name="plan_line_of_a_plan"),
    CheckConstraint("quantity > 0 AND quantity <= 1e15", name="quantity_positive"),
    CheckConstraint("arrived_at >= dispatched_at", name="arrival_after_dispatch"),
    CheckConstraint(
        "(status = 'planned' AND dispatched_at IS NULL AND arrived_at IS NULL)"
        " OR (status = 'dispatched' AND dispatched_at IS NOT NULL AND arrived_at IS NULL)"
        " OR (status = 'arrived' AND dispatched_at IS NOT NULL AND arrived_at IS NOT NULL)"
        " OR (status = 'cancelled' AND arrived_at IS NULL)"
        " OR (status = 'lost' AND dispatched_at IS NOT NULL AND arrived_at IS NULL)",
        name="times_fit_status",
    ),
)

#: What happens to a plan after the draft; it may be withdrawn at any time.
PLAN_STEPS = ("approved", "dispatched", "arrived", "withdrawn")

allocation_plan = Table(
    "allocation_plan",
    metadata,
    Column("id", BIG_ID, Identity(), primary_key=True),
    Column("rule", String(64), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String(100), nullable=False),
    Column("approved_at", UtcDateTime),
    Column("approved_by", String(100)),
    Column("uid", String(36), unique=True),
    Column("number", String(32), unique=True),
    Column("state", String(16), nullable=False, server_default=text("'draft'")),
    *[
        column
        for step in PLAN_STEPS[1:]
        for column in (Column(f"{step}_by", String(100)), Column(f"{step}_at", UtcDateTime))
    ],
    detail(),
    stamp(),
    one_of("state", "draft", *PLAN_STEPS),
    *by_somebody(*PLAN_STEPS),
    CheckConstraint("approved_at >= made_at", name="approved_after_made"),
    CheckConstraint(
        "(state = 'draft' AND approved_at IS NULL AND dispatched_at IS NULL"
        " AND arrived_at IS NULL AND withdrawn_at IS NULL)"
        " OR (state = 'approved' AND approved_at IS NOT NULL AND dispatched_at IS NULL"
        " AND arrived_at IS NULL AND withdrawn_at IS NULL)"
        " OR (state = 'dispatched' AND approved_at IS NOT NULL AND dispatched_at IS NOT NULL"
        " AND arrived_at IS NULL AND withdrawn_at IS NULL)"
        " OR (state = 'arrived' AND approved_at IS NOT NULL AND dispatched_at IS NOT NULL"
        " AND arrived_at IS NOT NULL AND withdrawn_at IS NULL)"
        " OR (state = 'withdrawn' AND withdrawn_at IS NOT NULL)",
        name="times_fit_state",
    ),
)

allocation_line = Table(
    "allocation_line",
    metadata,
    Column("plan", BIG_ID, primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True),
    material_code(),
    region_code("from_region", nullable=True),
    region_code("to_region"),
    Column("quantity", Double, nullable=False),
    Column("reason_zh", Text, nullable=False),
    Column("reason_en", Text, nullable=False),
    Column("send_on", Date),
    Column("due_on", Date),
    # The code of its shipment; no reference, for shipments refer to plans.
    Column("shipment", CODE),
    detail(),
    stamp(),
    ForeignKeyConstraint(["plan"], [f"{SCHEMA}.allocation_plan.id"]),
    CheckConstraint("due_on >= send_on", name="due_after_sent"),
    CheckConstraint("quantity > 0 AND quantity <= 1e15", name="quantity_positive"),
)
