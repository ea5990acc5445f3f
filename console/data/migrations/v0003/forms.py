"""The tables of migration 0003, and what both databases count alike.

Frozen: what changes later is a later migration.
"""

STEPS = {
    "onset_report": ("onset_at", "reported_at"),
    "report_isolation": ("reported_at", "isolated_at"),
    "isolation_treatment": ("isolated_at", "treated_at"),
}
#: Longer than a year, either way, an interval is a typing error: it is not known.
LONGEST_HOURS = 8784

COUNTS = ("cases", "local_cases", "imported_cases")
DAILY = tuple(f"{step}_{figure}" for step in STEPS for figure in ("hours", "count"))
WEEKLY = (
    "cases",
    *(f"{step}_{figure}" for step in STEPS for figure in ("hours", "p90_hours", "count", "before")),
)
KEYS = {"record_daily": ("region", "date"), "timeliness_weekly": ("region", "week")}


def tables(dialect: str) -> list[str]:
    """Return the statements that create the tables and their indexes on ``dialect``."""
    schema = "command." if dialect == "postgresql" else ""
    made = []
    for name, figures in (("record_daily", COUNTS), ("timeliness_weekly", WEEKLY)):
        day = KEYS[name][1]
        lines = ["region VARCHAR(32) NOT NULL", f"{day} DATE NOT NULL"]
        lines += [f"{figure} {_kind(figure)}" for figure in figures]
        lines.append("revision BIGINT DEFAULT 0 NOT NULL")
        lines.append(f"CONSTRAINT {name}_pkey PRIMARY KEY (region, {day})")
        lines += [f"CONSTRAINT {name}_{check}" for check in map(_check, figures)]
        if name == "timeliness_weekly":
            lines.append(f"CONSTRAINT {name}_week_is_monday CHECK ({_monday(dialect)})")
        if not schema:
            # SQLite has no type for days: text of another form would compare wrongly.
            lines.append(f"CONSTRAINT {name}_{day}_iso CHECK (date({day}) IS {day})")
        lines.append(
            f"CONSTRAINT {name}_region_fkey FOREIGN KEY(region) REFERENCES {schema}region (code)"
        )
        body = ",\n    ".join(lines)
        made.append(f"CREATE TABLE {schema}{name} (\n    {body}\n)")
        made.append(f"CREATE INDEX {name}_revision_idx ON {schema}{name} (revision)")
    return made


def _kind(figure: str) -> str:
    if figure.endswith("_hours"):
        return "DOUBLE PRECISION"
    return "INTEGER NOT NULL" if figure == "cases" else "INTEGER"


def _check(figure: str) -> str:
    if figure.endswith("_hours"):
        return f"{figure}_finite CHECK ({figure} BETWEEN -1e6 AND 1e15)"
    return f"{figure}_not_negative CHECK ({figure} BETWEEN 0 AND 2147483647)"


def _monday(dialect: str) -> str:
    if dialect == "postgresql":
        return "EXTRACT(isodow FROM week) = 1"
    return "strftime('%w', week) = '1'"
