"""SQLite's ``material_flow`` made anew by migration 0002, with its rows and their stamps."""

from console.data.migrations.v0002.additions import STATUS_KNOWN, TIMES_FIT_STATUS

_KEPT = (
    "code, material, from_region, to_region, quantity, status, dispatched_at, due_at,"
    " arrived_at, revision"
)
_UTC = "strftime('%Y-%m-%d %H:%M:%S', {0}) IS substr({0}, 1, 19)"

_FORM = f"""
CREATE TABLE material_flow_anew (
    code VARCHAR(32) NOT NULL,
    material VARCHAR(32) NOT NULL,
    from_region VARCHAR(32),
    to_region VARCHAR(32) NOT NULL,
    quantity DOUBLE PRECISION NOT NULL,
    status VARCHAR(16) NOT NULL,
    dispatched_at DATETIME,
    due_at DATETIME,
    arrived_at DATETIME,
    plan BIGINT,
    plan_line INTEGER,
    arrived_quantity DOUBLE PRECISION,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT material_flow_pkey PRIMARY KEY (code),
    CONSTRAINT material_flow_status_known CHECK ({STATUS_KNOWN}),
    CONSTRAINT material_flow_quantity_positive CHECK (quantity > 0 AND quantity <= 1e15),
    CONSTRAINT material_flow_arrived_quantity_finite
        CHECK (arrived_quantity BETWEEN 0 AND 1e15),
    CONSTRAINT material_flow_arrived_quantity_arrived
        CHECK (arrived_quantity IS NULL OR status = 'arrived'),
    CONSTRAINT material_flow_plan_line_of_a_plan
        CHECK (plan_line IS NULL OR plan IS NOT NULL),
    CONSTRAINT material_flow_arrival_after_dispatch CHECK (arrived_at >= dispatched_at),
    CONSTRAINT material_flow_times_fit_status CHECK ({TIMES_FIT_STATUS}),
    CONSTRAINT material_flow_material_fkey FOREIGN KEY(material) REFERENCES material (code),
    CONSTRAINT material_flow_from_region_fkey FOREIGN KEY(from_region) REFERENCES region (code),
    CONSTRAINT material_flow_to_region_fkey FOREIGN KEY(to_region) REFERENCES region (code),
    CONSTRAINT material_flow_plan_fkey FOREIGN KEY(plan) REFERENCES allocation_plan (id),
    CONSTRAINT material_flow_dispatched_at_utc CHECK ({_UTC.format("dispatched_at")}),
    CONSTRAINT material_flow_due_at_utc CHECK ({_UTC.format("due_at")}),
    CONSTRAINT material_flow_arrived_at_utc CHECK ({_UTC.format("arrived_at")})
)
"""

#: The triggers go with the old table; the migration makes them again.
STATEMENTS = (
    _FORM.strip(),
    f"INSERT INTO material_flow_anew ({_KEPT}) SELECT {_KEPT} FROM material_flow",
    "DROP TABLE material_flow",
    "ALTER TABLE material_flow_anew RENAME TO material_flow",
    "CREATE INDEX material_flow_revision_idx ON material_flow (revision)",
)
