"""Cases, their notes and totals, timeliness and investigation."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from console.data.columns import UtcDateTime
from console.data.tables.base import (
    CODE,
    SCHEMA,
    counts,
    finite,
    metadata,
    not_negative,
    one_of,
    plausible,
    region_code,
    stamp,
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
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *counts(*CASE_COUNTS, *CASE_LEVELS),
    stamp(),
    *plausible(*CASE_COUNTS),
    *not_negative(*CASE_LEVELS),
)

case_note = Table(
    "case_note",
    metadata,
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("text_zh", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    stamp(),
    one_of("kind", "definition_change", "correction", "late_report"),
)

#: A publisher's own total rows, kept apart: never added in, only compared.
case_total = Table(
    "case_total",
    metadata,
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *counts(*CASE_COUNTS, *CASE_LEVELS),
    stamp(),
    *plausible(*CASE_COUNTS),
    *not_negative(*CASE_LEVELS),
)

case_record = Table(
    "case_record",
    metadata,
    Column("id", String(64), primary_key=True),
    region_code(),
    Column("onset_at", UtcDateTime),
    Column("reported_at", UtcDateTime, nullable=False),
    Column("isolated_at", UtcDateTime),
    Column("treated_at", UtcDateTime),
    Column("confirmed_at", UtcDateTime),
    Column("cluster", String(64)),
    Column("source", String(24)),
    stamp(),
    one_of("source", "local", "imported", "unknown"),
    Index("case_record_region_reported_at_idx", "region", "reported_at"),
)

TIMELINESS_STEPS = ("onset_report", "report_isolation", "isolation_treatment")

timeliness_daily = Table(
    "timeliness_daily",
    metadata,
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *[
        column
        for step in TIMELINESS_STEPS
        for column in (Column(f"{step}_hours", Double), Column(f"{step}_count", Integer))
    ],
    stamp(),
    *finite(*[f"{step}_hours" for step in TIMELINESS_STEPS], low="-1e6"),
    *not_negative(*[f"{step}_count" for step in TIMELINESS_STEPS]),
)

#: Cases of the line list by region and day of report, kept by triggers; ``case_daily`` is the
#: publisher's and stays so.
RECORD_COUNTS = ("cases", "local_cases", "imported_cases")

record_daily = Table(
    "record_daily",
    metadata,
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *[Column(name, Integer, nullable=name != "cases") for name in RECORD_COUNTS],
    stamp(),
    *not_negative(*RECORD_COUNTS),
)

#: Kept by triggers as well: of a region and all below it, by the Monday of the week of report.
timeliness_weekly = Table(
    "timeliness_weekly",
    metadata,
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("week", Date, primary_key=True),
    Column("cases", Integer, nullable=False),
    *[
        column
        for step in TIMELINESS_STEPS
        for column in (
            Column(f"{step}_hours", Double),
            Column(f"{step}_p90_hours", Double),
            Column(f"{step}_count", Integer),
            Column(f"{step}_before", Integer),
        )
    ],
    stamp(),
    *finite(
        *[f"{step}{ending}" for step in TIMELINESS_STEPS for ending in ("_hours", "_p90_hours")],
        low="-1e6",
    ),
    *not_negative(
        "cases",
        *[f"{step}{ending}" for step in TIMELINESS_STEPS for ending in ("_count", "_before")],
    ),
    CheckConstraint("EXTRACT(isodow FROM week) = 1", name="week_is_monday").ddl_if(
        dialect="postgresql"
    ),
    CheckConstraint("strftime('%w', week) = '1'", name="week_is_monday").ddl_if(dialect="sqlite"),
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
    Column("region", CODE, ForeignKey(f"{SCHEMA}.region.code"), primary_key=True),
    Column("date", Date, primary_key=True),
    *counts(*INVESTIGATION_COUNTS),
    stamp(),
    *not_negative(*INVESTIGATION_COUNTS),
    CheckConstraint("contacts_followed <= contacts_traced", name="followed_were_traced"),
)
