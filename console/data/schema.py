"""The tables of the data contract, the same on PostgreSQL (schema ``command``) and SQLite.

docs/data-contract.md explains every column. Region codes are text. NULL in a daily figure means
"not published". ``revision`` on a row is the revision of its dataset when the row last changed.
"""

from sqlalchemy import Table

from console.data.tables.base import SCHEMA, metadata, sqlite_only
from console.data.tables.cases import (
    CASE_COUNTS,
    CASE_LEVELS,
    INVESTIGATION_COUNTS,
    case_daily,
    case_note,
    case_record,
    case_total,
    investigation_daily,
    record_daily,
    timeliness_daily,
    timeliness_weekly,
)
from console.data.tables.materials import (
    MATERIAL_AMOUNTS,
    allocation_line,
    allocation_plan,
    material,
    material_daily,
    material_flow,
)
from console.data.tables.places import (
    about,
    command_post,
    expert,
    facility,
    region,
    reporting_unit,
    risk_tier,
)
from console.data.tables.work import (
    alert,
    duty_log,
    revision,
    wall_event,
    wall_state,
)

__all__ = [
    "CASE_COUNTS",
    "CASE_LEVELS",
    "DATASET_TABLES",
    "INVESTIGATION_COUNTS",
    "MATERIAL_AMOUNTS",
    "SCHEMA",
    "about",
    "alert",
    "allocation_line",
    "allocation_plan",
    "case_daily",
    "case_note",
    "case_record",
    "case_total",
    "command_post",
    "duty_log",
    "expert",
    "facility",
    "investigation_daily",
    "material",
    "material_daily",
    "material_flow",
    "metadata",
    "record_daily",
    "region",
    "reporting_unit",
    "revision",
    "risk_tier",
    "timeliness_daily",
    "timeliness_weekly",
    "wall_event",
    "wall_state",
]

for _table in metadata.tables.values():
    for _check in list(sqlite_only(_table)):
        _table.append_constraint(_check)

#: Every table whose changes are signalled, by name.
DATASET_TABLES: dict[str, Table] = {
    table.name: table for table in metadata.sorted_tables if table is not revision
}
