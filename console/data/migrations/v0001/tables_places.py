"""Who and where: regions, units, facilities, tiers, posts, experts.

Frozen: what changes later is a later migration. This is PostgreSQL's form, with gaps for
``schema``, ``id`` and ``no_time``; forms.py fills them and makes SQLite's form.
"""

TABLES = {
    "about": """
CREATE TABLE {schema}about (
    key VARCHAR(64) NOT NULL,
    value TEXT NOT NULL,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT about_pkey PRIMARY KEY (key)
)
""",
    "region": """
CREATE TABLE {schema}region (
    code VARCHAR(32) NOT NULL,
    name_zh VARCHAR(100) NOT NULL,
    name_en VARCHAR(100) NOT NULL,
    level VARCHAR(16) NOT NULL,
    parent_code VARCHAR(32),
    population INTEGER,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    valid_from DATE,
    valid_to DATE,
    successor_code VARCHAR(32),
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT region_pkey PRIMARY KEY (code),
    CONSTRAINT region_lat_on_earth CHECK (lat BETWEEN -90 AND 90),
    CONSTRAINT region_lon_on_earth CHECK (lon BETWEEN -180 AND 180),
    CONSTRAINT region_level_known
        CHECK (level IN ('province', 'prefecture', 'county', 'unassigned')),
    CONSTRAINT region_population_not_negative CHECK (population BETWEEN 0 AND 2147483647),
    CONSTRAINT region_valid_in_order CHECK (valid_to >= valid_from),
    CONSTRAINT region_not_its_own_parent CHECK (parent_code <> code),
    CONSTRAINT region_not_its_own_successor CHECK (successor_code <> code),
    CONSTRAINT region_parent_code_fkey FOREIGN KEY(parent_code) REFERENCES {schema}region (code),
    CONSTRAINT region_successor_code_fkey
        FOREIGN KEY(successor_code) REFERENCES {schema}region (code)
)
""",
    "reporting_unit": """
CREATE TABLE {schema}reporting_unit (
    code VARCHAR(32) NOT NULL,
    region VARCHAR(32) NOT NULL,
    level VARCHAR(16) NOT NULL,
    system VARCHAR(32) NOT NULL,
    sector VARCHAR(32) NOT NULL,
    name VARCHAR(200) NOT NULL,
    expected_every INTERVAL NOT NULL,
    last_report_at TIMESTAMP WITH TIME ZONE,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT reporting_unit_pkey PRIMARY KEY (code),
    CONSTRAINT reporting_unit_expected_every_positive CHECK (expected_every > {no_time}),
    CONSTRAINT reporting_unit_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "facility": """
CREATE TABLE {schema}facility (
    code VARCHAR(32) NOT NULL,
    region VARCHAR(32) NOT NULL,
    name_zh VARCHAR(200) NOT NULL,
    name_en VARCHAR(200) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    beds_total INTEGER,
    beds_used INTEGER,
    icu_total INTEGER,
    icu_used INTEGER,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT facility_pkey PRIMARY KEY (code),
    CONSTRAINT facility_lat_on_earth CHECK (lat BETWEEN -90 AND 90),
    CONSTRAINT facility_lon_on_earth CHECK (lon BETWEEN -180 AND 180),
    CONSTRAINT facility_beds_total_not_negative CHECK (beds_total BETWEEN 0 AND 2147483647),
    CONSTRAINT facility_beds_used_not_negative CHECK (beds_used BETWEEN 0 AND 2147483647),
    CONSTRAINT facility_icu_total_not_negative CHECK (icu_total BETWEEN 0 AND 2147483647),
    CONSTRAINT facility_icu_used_not_negative CHECK (icu_used BETWEEN 0 AND 2147483647),
    CONSTRAINT facility_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "risk_tier": """
CREATE TABLE {schema}risk_tier (
    region VARCHAR(32) NOT NULL,
    valid_from DATE NOT NULL,
    tier VARCHAR(32) NOT NULL,
    rule_set VARCHAR(64) NOT NULL,
    declared_by VARCHAR(200) NOT NULL,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT risk_tier_pkey PRIMARY KEY (region, valid_from),
    CONSTRAINT risk_tier_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "command_post": """
CREATE TABLE {schema}command_post (
    code VARCHAR(32) NOT NULL,
    region VARCHAR(32) NOT NULL,
    name_zh VARCHAR(200) NOT NULL,
    name_en VARCHAR(200) NOT NULL,
    kind VARCHAR(32) NOT NULL,
    main_url VARCHAR(500),
    sub_url VARCHAR(500),
    call_url VARCHAR(500),
    phone VARCHAR(64),
    expected BOOLEAN DEFAULT true NOT NULL,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT command_post_pkey PRIMARY KEY (code),
    CONSTRAINT command_post_lat_on_earth CHECK (lat BETWEEN -90 AND 90),
    CONSTRAINT command_post_lon_on_earth CHECK (lon BETWEEN -180 AND 180),
    CONSTRAINT command_post_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "expert": """
CREATE TABLE {schema}expert (
    code VARCHAR(32) NOT NULL,
    name VARCHAR(100) NOT NULL,
    speciality VARCHAR(100) NOT NULL,
    institution VARCHAR(200) NOT NULL,
    call_url VARCHAR(500),
    phone VARCHAR(64),
    on_call_from TIMESTAMP WITH TIME ZONE,
    on_call_to TIMESTAMP WITH TIME ZONE,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT expert_pkey PRIMARY KEY (code),
    CONSTRAINT expert_on_call_in_order CHECK (on_call_to >= on_call_from)
)
""",
}
