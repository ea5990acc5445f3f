"""Materials, and what the console itself writes: alerts, log, plans, wall, revisions.

Frozen: what changes later is a later migration. This is PostgreSQL's form, with gaps for
``schema``, ``id`` and ``no_time``; forms.py fills them and makes SQLite's form.
"""

TABLES = {
    "material": """
CREATE TABLE {schema}material (
    code VARCHAR(32) NOT NULL,
    name_zh VARCHAR(100) NOT NULL,
    name_en VARCHAR(100) NOT NULL,
    unit VARCHAR(16) NOT NULL,
    standard VARCHAR(64),
    pack_size INTEGER DEFAULT 1 NOT NULL,
    critical BOOLEAN DEFAULT false NOT NULL,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT material_pkey PRIMARY KEY (code),
    CONSTRAINT material_pack_size_positive CHECK (pack_size BETWEEN 1 AND 2147483647)
)
""",
    "material_daily": """
CREATE TABLE {schema}material_daily (
    region VARCHAR(32) NOT NULL,
    material VARCHAR(32) NOT NULL,
    date DATE NOT NULL,
    produced DOUBLE PRECISION,
    consumed DOUBLE PRECISION,
    reserve DOUBLE PRECISION,
    demand DOUBLE PRECISION,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT material_daily_pkey PRIMARY KEY (region, material, date),
    CONSTRAINT material_daily_produced_finite CHECK (produced BETWEEN 0 AND 1e15),
    CONSTRAINT material_daily_consumed_finite CHECK (consumed BETWEEN 0 AND 1e15),
    CONSTRAINT material_daily_reserve_finite CHECK (reserve BETWEEN 0 AND 1e15),
    CONSTRAINT material_daily_demand_finite CHECK (demand BETWEEN 0 AND 1e15),
    CONSTRAINT material_daily_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code),
    CONSTRAINT material_daily_material_fkey FOREIGN KEY(material) REFERENCES {schema}material (code)
)
""",
    "material_flow": """
CREATE TABLE {schema}material_flow (
    code VARCHAR(32) NOT NULL,
    material VARCHAR(32) NOT NULL,
    from_region VARCHAR(32),
    to_region VARCHAR(32) NOT NULL,
    quantity DOUBLE PRECISION NOT NULL,
    status VARCHAR(16) NOT NULL,
    dispatched_at TIMESTAMP WITH TIME ZONE,
    due_at TIMESTAMP WITH TIME ZONE,
    arrived_at TIMESTAMP WITH TIME ZONE,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT material_flow_pkey PRIMARY KEY (code),
    CONSTRAINT material_flow_status_known CHECK (status IN ('planned', 'dispatched', 'arrived')),
    CONSTRAINT material_flow_quantity_positive CHECK (quantity > 0 AND quantity <= 1e15),
    CONSTRAINT material_flow_arrival_after_dispatch CHECK (arrived_at >= dispatched_at),
    CONSTRAINT material_flow_times_fit_status CHECK (
        (status = 'planned' AND dispatched_at IS NULL AND arrived_at IS NULL)
        OR (status = 'dispatched' AND dispatched_at IS NOT NULL AND arrived_at IS NULL)
        OR (status = 'arrived' AND dispatched_at IS NOT NULL AND arrived_at IS NOT NULL)
    ),
    CONSTRAINT material_flow_material_fkey FOREIGN KEY(material) REFERENCES {schema}material (code),
    CONSTRAINT material_flow_from_region_fkey
        FOREIGN KEY(from_region) REFERENCES {schema}region (code),
    CONSTRAINT material_flow_to_region_fkey FOREIGN KEY(to_region) REFERENCES {schema}region (code)
)
""",
    "alert": """
CREATE TABLE {schema}alert (
    id {id},
    region VARCHAR(32) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    severity INTEGER NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    text TEXT NOT NULL,
    acknowledged_by VARCHAR(100),
    acknowledged_at TIMESTAMP WITH TIME ZONE,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT alert_pkey PRIMARY KEY (id),
    CONSTRAINT alert_severity_known CHECK (severity BETWEEN 1 AND 4),
    CONSTRAINT alert_acknowledged_by_somebody
        CHECK ((acknowledged_by IS NULL) = (acknowledged_at IS NULL)),
    CONSTRAINT alert_acknowledged_after_raised CHECK (acknowledged_at >= raised_at),
    CONSTRAINT alert_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "duty_log": """
CREATE TABLE {schema}duty_log (
    id {id},
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    by VARCHAR(100) NOT NULL,
    region VARCHAR(32),
    post VARCHAR(32),
    text TEXT NOT NULL,
    picture VARCHAR(500),
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT duty_log_pkey PRIMARY KEY (id),
    CONSTRAINT duty_log_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code),
    CONSTRAINT duty_log_post_fkey FOREIGN KEY(post) REFERENCES {schema}command_post (code)
)
""",
    "allocation_plan": """
CREATE TABLE {schema}allocation_plan (
    id {id},
    rule VARCHAR(64) NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by VARCHAR(100) NOT NULL,
    approved_at TIMESTAMP WITH TIME ZONE,
    approved_by VARCHAR(100),
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT allocation_plan_pkey PRIMARY KEY (id),
    CONSTRAINT allocation_plan_approved_by_somebody
        CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CONSTRAINT allocation_plan_approved_after_made CHECK (approved_at >= made_at)
)
""",
    "allocation_line": """
CREATE TABLE {schema}allocation_line (
    plan BIGINT NOT NULL,
    line INTEGER NOT NULL,
    material VARCHAR(32) NOT NULL,
    from_region VARCHAR(32),
    to_region VARCHAR(32) NOT NULL,
    quantity DOUBLE PRECISION NOT NULL,
    reason_zh TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT allocation_line_pkey PRIMARY KEY (plan, line),
    CONSTRAINT allocation_line_plan_fkey FOREIGN KEY(plan) REFERENCES {schema}allocation_plan (id),
    CONSTRAINT allocation_line_quantity_positive CHECK (quantity > 0 AND quantity <= 1e15),
    CONSTRAINT allocation_line_material_fkey
        FOREIGN KEY(material) REFERENCES {schema}material (code),
    CONSTRAINT allocation_line_from_region_fkey
        FOREIGN KEY(from_region) REFERENCES {schema}region (code),
    CONSTRAINT allocation_line_to_region_fkey
        FOREIGN KEY(to_region) REFERENCES {schema}region (code)
)
""",
    "wall_state": """
CREATE TABLE {schema}wall_state (
    wall VARCHAR(64) NOT NULL,
    scene VARCHAR(100) NOT NULL,
    region VARCHAR(32),
    state TEXT DEFAULT '{{}}' NOT NULL,
    wall_revision BIGINT DEFAULT 0 NOT NULL,
    by VARCHAR(100) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT wall_state_pkey PRIMARY KEY (wall)
)
""",
    "wall_event": """
CREATE TABLE {schema}wall_event (
    id VARCHAR(36) NOT NULL,
    wall VARCHAR(64) NOT NULL,
    kind VARCHAR(24) NOT NULL,
    scene VARCHAR(100),
    region VARCHAR(32),
    detail TEXT DEFAULT '{{}}' NOT NULL,
    by VARCHAR(100) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT wall_event_pkey PRIMARY KEY (id)
)
""",
    "revision": """
CREATE TABLE {schema}revision (
    dataset VARCHAR(32) NOT NULL,
    revision BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT revision_pkey PRIMARY KEY (dataset)
)
""",
}
