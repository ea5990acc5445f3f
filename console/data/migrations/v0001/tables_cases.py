"""Cases, their notes and totals, timeliness and investigation.

Frozen: what changes later is a later migration. This is PostgreSQL's form, with gaps for
``schema``, ``id`` and ``no_time``; forms.py fills them and makes SQLite's form.
"""

TABLES = {
    "case_daily": """
CREATE TABLE {schema}case_daily (
    region VARCHAR(32) NOT NULL,
    date DATE NOT NULL,
    confirmed_new INTEGER,
    asymptomatic_new INTEGER,
    imported_new INTEGER,
    suspected_new INTEGER,
    recovered_new INTEGER,
    deaths_new INTEGER,
    in_hospital INTEGER,
    severe INTEGER,
    tested INTEGER,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT case_daily_pkey PRIMARY KEY (region, date),
    CONSTRAINT case_daily_confirmed_new_plausible
        CHECK (confirmed_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_daily_asymptomatic_new_plausible
        CHECK (asymptomatic_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_daily_imported_new_plausible
        CHECK (imported_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_daily_suspected_new_plausible
        CHECK (suspected_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_daily_recovered_new_plausible
        CHECK (recovered_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_daily_deaths_new_plausible CHECK (deaths_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_daily_in_hospital_not_negative CHECK (in_hospital BETWEEN 0 AND 2147483647),
    CONSTRAINT case_daily_severe_not_negative CHECK (severe BETWEEN 0 AND 2147483647),
    CONSTRAINT case_daily_tested_not_negative CHECK (tested BETWEEN 0 AND 2147483647),
    CONSTRAINT case_daily_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "case_note": """
CREATE TABLE {schema}case_note (
    region VARCHAR(32) NOT NULL,
    date DATE NOT NULL,
    kind VARCHAR(24) NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT case_note_pkey PRIMARY KEY (region, date, kind),
    CONSTRAINT case_note_kind_known
        CHECK (kind IN ('definition_change', 'correction', 'late_report')),
    CONSTRAINT case_note_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "case_total": """
CREATE TABLE {schema}case_total (
    region VARCHAR(32) NOT NULL,
    date DATE NOT NULL,
    confirmed_new INTEGER,
    asymptomatic_new INTEGER,
    imported_new INTEGER,
    suspected_new INTEGER,
    recovered_new INTEGER,
    deaths_new INTEGER,
    in_hospital INTEGER,
    severe INTEGER,
    tested INTEGER,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT case_total_pkey PRIMARY KEY (region, date),
    CONSTRAINT case_total_confirmed_new_plausible
        CHECK (confirmed_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_total_asymptomatic_new_plausible
        CHECK (asymptomatic_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_total_imported_new_plausible
        CHECK (imported_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_total_suspected_new_plausible
        CHECK (suspected_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_total_recovered_new_plausible
        CHECK (recovered_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_total_deaths_new_plausible CHECK (deaths_new BETWEEN -100000000 AND 100000000),
    CONSTRAINT case_total_in_hospital_not_negative CHECK (in_hospital BETWEEN 0 AND 2147483647),
    CONSTRAINT case_total_severe_not_negative CHECK (severe BETWEEN 0 AND 2147483647),
    CONSTRAINT case_total_tested_not_negative CHECK (tested BETWEEN 0 AND 2147483647),
    CONSTRAINT case_total_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "case_record": """
CREATE TABLE {schema}case_record (
    id VARCHAR(64) NOT NULL,
    region VARCHAR(32) NOT NULL,
    onset_at TIMESTAMP WITH TIME ZONE,
    reported_at TIMESTAMP WITH TIME ZONE NOT NULL,
    isolated_at TIMESTAMP WITH TIME ZONE,
    treated_at TIMESTAMP WITH TIME ZONE,
    confirmed_at TIMESTAMP WITH TIME ZONE,
    cluster VARCHAR(64),
    source VARCHAR(24),
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT case_record_pkey PRIMARY KEY (id),
    CONSTRAINT case_record_source_known CHECK (source IN ('local', 'imported', 'unknown')),
    CONSTRAINT case_record_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "timeliness_daily": """
CREATE TABLE {schema}timeliness_daily (
    region VARCHAR(32) NOT NULL,
    date DATE NOT NULL,
    onset_report_hours DOUBLE PRECISION,
    onset_report_count INTEGER,
    report_isolation_hours DOUBLE PRECISION,
    report_isolation_count INTEGER,
    isolation_treatment_hours DOUBLE PRECISION,
    isolation_treatment_count INTEGER,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT timeliness_daily_pkey PRIMARY KEY (region, date),
    CONSTRAINT timeliness_daily_onset_report_hours_finite
        CHECK (onset_report_hours BETWEEN -1e6 AND 1e15),
    CONSTRAINT timeliness_daily_report_isolation_hours_finite
        CHECK (report_isolation_hours BETWEEN -1e6 AND 1e15),
    CONSTRAINT timeliness_daily_isolation_treatment_hours_finite
        CHECK (isolation_treatment_hours BETWEEN -1e6 AND 1e15),
    CONSTRAINT timeliness_daily_onset_report_count_not_negative
        CHECK (onset_report_count BETWEEN 0 AND 2147483647),
    CONSTRAINT timeliness_daily_report_isolation_count_not_negative
        CHECK (report_isolation_count BETWEEN 0 AND 2147483647),
    CONSTRAINT timeliness_daily_isolation_treatment_count_not_negative
        CHECK (isolation_treatment_count BETWEEN 0 AND 2147483647),
    CONSTRAINT timeliness_daily_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
    "investigation_daily": """
CREATE TABLE {schema}investigation_daily (
    region VARCHAR(32) NOT NULL,
    date DATE NOT NULL,
    screened INTEGER,
    contacts_traced INTEGER,
    contacts_followed INTEGER,
    under_observation INTEGER,
    released INTEGER,
    positive INTEGER,
    revision BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT investigation_daily_pkey PRIMARY KEY (region, date),
    CONSTRAINT investigation_daily_screened_not_negative CHECK (screened BETWEEN 0 AND 2147483647),
    CONSTRAINT investigation_daily_contacts_traced_not_negative
        CHECK (contacts_traced BETWEEN 0 AND 2147483647),
    CONSTRAINT investigation_daily_contacts_followed_not_negative
        CHECK (contacts_followed BETWEEN 0 AND 2147483647),
    CONSTRAINT investigation_daily_under_observation_not_negative
        CHECK (under_observation BETWEEN 0 AND 2147483647),
    CONSTRAINT investigation_daily_released_not_negative CHECK (released BETWEEN 0 AND 2147483647),
    CONSTRAINT investigation_daily_positive_not_negative CHECK (positive BETWEEN 0 AND 2147483647),
    CONSTRAINT investigation_daily_followed_were_traced
        CHECK (contacts_followed <= contacts_traced),
    CONSTRAINT investigation_daily_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)
)
""",
}
