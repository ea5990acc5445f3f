"""One good row for every table of the contract, and a way to spoil it for every constraint."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import (
    CheckConstraint,
    Connection,
    Constraint,
    ForeignKeyConstraint,
    Table,
    insert,
)

from console.data.schema import DATASET_TABLES, metadata

NOON = datetime(2020, 2, 6, 12, tzinfo=UTC)
DAY = date(2020, 2, 6)
MONDAY = date(2020, 2, 3)
HOUR = timedelta(hours=1)
NAMES = {"name_zh": "名", "name_en": "Name"}
REASONS = {"reason_zh": "因", "reason_en": "Reason"}

GOOD: dict[str, dict[str, object]] = {
    "about": {"key": "publisher_en", "value": "Health commission"},
    "region": {"code": "990000", **NAMES, "level": "county", "parent_code": "220100"},
    "reporting_unit": {
        "code": "u1",
        "region": "220100",
        "level": "county",
        "system": "health",
        "sector": "hospital",
        "name": "First hospital",
        "expected_every": timedelta(days=1),
    },
    "facility": {"code": "f1", "region": "220100", **NAMES, "kind": "hospital"},
    "risk_tier": {
        "region": "220100",
        "valid_from": DAY,
        "tier": "low",
        "rule_set": "2020-02",
        "declared_by": "Province",
    },
    "command_post": {"code": "p1", "region": "220100", **NAMES, "kind": "centre"},
    "expert": {"code": "e1", "name": "Li", "speciality": "ICU", "institution": "First hospital"},
    "case_daily": {"region": "220100", "date": DAY, "confirmed_new": 3},
    "case_note": {
        "region": "220100",
        "date": DAY,
        "kind": "correction",
        "text_zh": "订正",
        "text_en": "Correction",
    },
    "case_total": {"region": "220000", "date": DAY, "confirmed_new": 3},
    "case_record": {"id": "c1", "region": "220200", "reported_at": NOON, "source": "local"},
    "timeliness_daily": {"region": "220100", "date": DAY, "onset_report_hours": -2.0},
    "record_daily": {"region": "220100", "date": DAY, "cases": 3, "local_cases": 2},
    "timeliness_weekly": {"region": "220100", "week": MONDAY, "cases": 3},
    "investigation_daily": {"region": "220100", "date": DAY, "contacts_traced": 5},
    "material": {"code": "m1", **NAMES, "unit": "只"},
    "material_daily": {"region": "220100", "material": "m0", "date": DAY, "reserve": 5254000.0},
    "material_flow": {
        "code": "s1",
        "material": "m0",
        "from_region": "220100",
        "to_region": "220200",
        "quantity": 100.0,
        "status": "arrived",
        "dispatched_at": NOON,
        "due_at": NOON + HOUR,
        "arrived_at": NOON + HOUR,
        "plan": 1000,
        "plan_line": 1,
        "arrived_quantity": 98.0,
    },
    "alert": {
        "region": "220100",
        "kind": "ears",
        "severity": 2,
        "raised_at": NOON,
        "text": "升高",
        "text_en": "Rise",
        "key": "ears/220100/2020-02-06",
        "post": "p0",
        "cleared_at": NOON + HOUR,
        "detail": '{"rule": "C1"}',
    },
    "duty_log": {
        "at": NOON,
        "by": "Wang",
        "text": "All quiet",
        "post": "p0",
        "uid": "6f1c2a52-0d35-4a8e-9c2e-3b7f0a9d1e44",
        "kind": "roll_call",
        "detail": '{"missing": []}',
    },
    "allocation_plan": {
        "rule": "max-min",
        "made_at": NOON,
        "made_by": "Wang",
        "uid": "e0b7c7d6-6a57-4f05-8a53-1d1f4f0f7a10",
        "number": "2020-001",
        "state": "dispatched",
        "approved_by": "Zhao",
        "approved_at": NOON,
        "dispatched_by": "Li",
        "dispatched_at": NOON + HOUR,
        "detail": "{}",
    },
    "allocation_line": {
        "plan": 1000,
        "line": 1,
        "material": "m0",
        "to_region": "220100",
        "quantity": 10.0,
        **REASONS,
        "send_on": DAY,
        "due_on": DAY,
        "shipment": "s1",
        "detail": "{}",
    },
    "wall_state": {"wall": "main", "scene": "overview", "by": "Wang", "at": NOON},
    "wall_event": {"id": "1", "wall": "main", "kind": "take", "by": "Wang", "at": NOON},
}

#: What breaks a constraint whose name does not tell it by its ending.
_SPOILT: dict[str, dict[str, object]] = {
    "region_valid_in_order": {"valid_from": DAY, "valid_to": DAY - timedelta(days=1)},
    "region_not_its_own_parent": {"parent_code": "990000"},
    "region_not_its_own_successor": {"successor_code": "990000"},
    "reporting_unit_expected_every_positive": {"expected_every": timedelta(0)},
    "expert_on_call_in_order": {"on_call_from": NOON, "on_call_to": NOON - HOUR},
    "investigation_daily_followed_were_traced": {"contacts_followed": 6},
    "timeliness_weekly_week_is_monday": {"week": DAY},
    "material_pack_size_positive": {"pack_size": 0},
    "material_flow_arrival_after_dispatch": {"arrived_at": NOON - HOUR},
    "material_flow_times_fit_status": {"status": "dispatched", "arrived_quantity": None},
    "material_flow_status_known": {"status": "nonsense", "arrived_quantity": None},
    "material_flow_arrived_quantity_arrived": {"status": "dispatched", "arrived_at": None},
    "material_flow_plan_line_of_a_plan": {"plan": None},
    "material_flow_quantity_positive": {"quantity": 0.0},
    "allocation_line_quantity_positive": {"quantity": float("inf")},
    "alert_severity_known": {"severity": 5},
    "alert_acknowledged_by_somebody": {"acknowledged_at": NOON},
    "alert_acknowledged_after_raised": {
        "acknowledged_by": "Wang",
        "acknowledged_at": NOON - HOUR,
    },
    # Earlier than all that follows, whatever its form.
    "alert_raised_at_utc": {"raised_at": "2020-02-05T20:00:00+08:00"},
    "allocation_plan_made_at_utc": {"made_at": "2020-02-05T20:00:00+08:00"},
    "alert_cleared_after_raised": {"cleared_at": NOON - HOUR},
    "alert_acknowledged_at_utc": {
        "acknowledged_by": "Wang",
        "acknowledged_at": "2020-02-06T20:00:00+08:00",
    },
    "allocation_plan_arrived_at_utc": {
        "state": "arrived",
        "arrived_by": "Li",
        "arrived_at": "2020-02-06T20:00:00+08:00",
    },
    "allocation_plan_withdrawn_at_utc": {
        "state": "withdrawn",
        "withdrawn_by": "Li",
        "withdrawn_at": "2020-02-06T20:00:00+08:00",
    },
    "material_flow_dispatched_at_utc": {"dispatched_at": "2020-02-06 04:00:00-08:00"},
    "allocation_plan_approved_by_somebody": {"approved_by": None},
    "allocation_plan_dispatched_by_somebody": {"dispatched_by": None},
    "allocation_plan_arrived_by_somebody": {"arrived_by": "Li"},
    "allocation_plan_withdrawn_by_somebody": {"withdrawn_by": "Li"},
    "allocation_plan_approved_after_made": {"approved_at": NOON - HOUR},
    "allocation_plan_times_fit_state": {"state": "draft"},
    "allocation_line_due_after_sent": {"due_on": DAY - timedelta(days=1)},
}
_BY_ENDING: dict[str, object] = {
    "_not_negative": -1,
    "_plausible": 100_000_001,
    "_finite": float("nan"),
    "_known": "nonsense",
    "_iso": "2020-2-6",
    "_utc": "2020-02-06T20:00:00+08:00",
}


def seed(connection: Connection) -> None:
    """Write what the good rows of other tables refer to."""
    for table, changes in (
        ("material", {"code": "m0"}),
        ("command_post", {"code": "p0"}),
        ("allocation_plan", {"id": 1000, "uid": None, "number": None}),
    ):
        connection.execute(insert(DATASET_TABLES[table]).values({**GOOD[table], **changes}))


def constraints(dialect: str) -> Iterator[tuple[Table, str]]:
    """Yield every check and foreign key of the contract that ``dialect`` has."""
    for table in metadata.sorted_tables:
        if table.name in GOOD:
            for constraint in table.constraints:
                if isinstance(constraint, CheckConstraint | ForeignKeyConstraint) and _applies(
                    constraint, dialect
                ):
                    yield table, full_name(constraint, table)


def full_name(constraint: Constraint, table: Table) -> str:
    """Return the constraint's name in the database."""
    if isinstance(constraint, ForeignKeyConstraint):
        return f"{table.name}_{constraint.columns[0].name}_fkey"
    return str(constraint.name)


def _applies(constraint: Constraint, dialect: str) -> bool:
    condition = constraint._ddl_if
    return condition is None or condition.dialect == dialect


def spoil(table: Table, constraint: str, dialect: str) -> dict[str, object]:
    """Return the good row of ``table``, changed so that it breaks just ``constraint``."""
    return {**GOOD[table.name], **(_SPOILT.get(constraint) or _by_name(table, constraint, dialect))}


def _by_name(table: Table, constraint: str, dialect: str) -> dict[str, object]:
    name = constraint.removeprefix(f"{table.name}_")
    if name.endswith("_fkey"):
        column = name.removesuffix("_fkey")
        return {column: 999 if column == "plan" else "nowhere"}
    if name.endswith("_on_earth"):
        return {name.removesuffix("_on_earth"): 181.0}
    ending = next(ending for ending in _BY_ENDING if name.endswith(ending))
    # SQLite stores NaN as NULL, which says "not published" and is fine.
    value = -1e7 if ending == "_finite" and dialect == "sqlite" else _BY_ENDING[ending]
    return {name.removesuffix(ending): value}
