"""A database of an older program keeps its rows through every migration, and its promises."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, Row, column, insert, select, text, update
from sqlalchemy import table as untyped
from sqlalchemy.exc import DBAPIError, IntegrityError

from console.data import migrating
from console.data.administration import check, initialise, upgrade
from console.data.connection import writing
from console.data.schema import DATASET_TABLES, SCHEMA
from tests.data.change_signal import signal
from tests.data.contract_rows import GOOD
from tests.data.running import make_empty_file

_MOMENT = "2020-02-06 12:00:00.000000"
_LATER = "2020-02-06 13:00:00.000000"
_REGION = {"code": "220100", "name_zh": "长春市", "name_en": "Changchun", "level": "prefecture"}
_PLAN = {"rule": "max-min", "made_at": _MOMENT, "made_by": "Wang"}
_LINE = {
    "material": "m0",
    "to_region": "220100",
    "quantity": 10.0,
    "reason_zh": "因",
    "reason_en": "Reason",
}
_FLOW = {"material": "m0", "to_region": "220100", "quantity": 10.0}
#: Rows as the program of migration 0001 wrote them, parents first.
_ROWS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("region", _REGION),
    ("material", {"code": "m0", "name_zh": "名", "name_en": "Name", "unit": "只"}),
    (
        "command_post",
        {"code": "p0", "region": "220100", "name_zh": "名", "name_en": "Name", "kind": "centre"},
    ),
    ("duty_log", {"at": _MOMENT, "by": "Wang", "text": "一切正常", "post": "p0"}),
    (
        "alert",
        {
            "region": "220100",
            "kind": "ears",
            "severity": 2,
            "raised_at": _MOMENT,
            "text": "升高",
            "acknowledged_by": "Wang",
            "acknowledged_at": _LATER,
        },
    ),
    ("allocation_plan", {"id": 1000, **_PLAN}),
    ("allocation_plan", {"id": 1001, **_PLAN, "approved_at": _LATER, "approved_by": "Zhao"}),
    ("allocation_line", {"plan": 1001, "line": 1, **_LINE}),
    ("material_flow", {"code": "s1", "status": "planned", **_FLOW}),
    ("material_flow", {"code": "s2", "status": "dispatched", "dispatched_at": _MOMENT, **_FLOW}),
    (
        "material_flow",
        {
            "code": "s3",
            "status": "arrived",
            "dispatched_at": _MOMENT,
            "arrived_at": _LATER,
            **_FLOW,
        },
    ),
)
TOUCHED = ("duty_log", "alert", "allocation_plan", "allocation_line", "material_flow")


def migrate_to(engine: Engine, target: str) -> None:
    config = Config()
    folder = Path(migrating.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        config.attributes["connection"] = connection
        command.upgrade(config, target)


@pytest.fixture
def old(empty_engine: Engine) -> Engine:
    """A database of migration 0001 with rows in every table that a later one touches."""
    make_empty_file(empty_engine)
    migrate_to(empty_engine, "0001")
    schema = SCHEMA if empty_engine.dialect.name == "postgresql" else None
    with writing(empty_engine) as connection:
        for name, row in _ROWS:
            typed = {
                key: text(f"CAST('{value}' AS timestamptz)")
                if schema and value in (_MOMENT, _LATER)
                else value
                for key, value in row.items()
            }
            into = untyped(name, *[column(key) for key in row], schema=schema)
            connection.execute(insert(into).values(typed))
    return empty_engine


def rows(engine: Engine, name: str) -> list[Row[tuple[object, ...]]]:
    table = DATASET_TABLES[name]
    with engine.connect() as connection:
        return list(connection.execute(select(table).order_by(*table.primary_key)))


def old_columns(engine: Engine, name: str) -> list[tuple[object, ...]]:
    names = sorted({key for table, row in _ROWS if table == name for key in row})
    schema = SCHEMA if engine.dialect.name == "postgresql" else None
    held = untyped(name, *[column(part) for part in [*names, "revision"]], schema=schema)
    with engine.connect() as connection:
        return sorted(map(tuple, connection.execute(select(held))), key=repr)


def test_an_upgrade_keeps_every_row_and_leaves_nothing_that_the_check_would_name(
    old: Engine,
) -> None:
    before = {name: old_columns(old, name) for name in TOUCHED if name != "allocation_plan"}
    found = upgrade(old)
    assert (found.current, found.head) == ("0001", migrating.program_head())
    assert check(old).findings == ()
    assert {name: old_columns(old, name) for name in before} == before


def test_an_initialisation_upgrades_as_well(old: Engine) -> None:
    assert initialise(old).migrated_from == "0001"
    assert check(old).findings == ()


def test_what_was_there_gets_the_values_that_it_would_have_had(old: Engine) -> None:
    upgrade(old)
    (entry,) = rows(old, "duty_log")
    (alert,) = rows(old, "alert")
    assert (entry.uid, entry.kind, entry.detail) == (None, "note", "{}")
    assert (alert.key, alert.text_en, alert.cleared_at, alert.detail) == (None, None, None, "{}")
    assert [plan.state for plan in rows(old, "allocation_plan")] == ["draft", "approved"]
    assert [line.detail for line in rows(old, "allocation_line")] == ["{}"]
    flows = rows(old, "material_flow")
    assert [flow.status for flow in flows] == ["planned", "dispatched", "arrived"]
    assert {(flow.plan, flow.plan_line, flow.arrived_quantity) for flow in flows} == {
        (None, None, None)
    }


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("alert", {"cleared_at": GOOD["alert"]["cleared_at"]}),
        ("alert", {"text_en": "Rise"}),
        ("allocation_plan", {"number": None, "detail": '{"a": 1}'}),
        ("allocation_line", {"shipment": "s1"}),
        ("material_flow", {"plan": 1001, "plan_line": 1}),
    ],
)
def test_a_change_of_an_added_column_is_signalled(
    old: Engine, name: str, changes: dict[str, object]
) -> None:
    upgrade(old)
    before = signal(old, name)
    with writing(old) as connection:
        connection.execute(update(DATASET_TABLES[name]).values(changes))
    after = signal(old, name)
    assert after.revision > before.revision
    assert after.epoch == before.epoch
    assert all(row.revision > before.revision for row in rows(old, name))


@pytest.mark.parametrize("changes", [{"uid": "x"}, {"kind": "alarm"}, {"detail": "[]"}])
def test_an_added_column_of_the_log_cannot_be_changed_either(
    old: Engine, changes: dict[str, object]
) -> None:
    upgrade(old)
    with pytest.raises(DBAPIError, match="append-only"), writing(old) as connection:
        connection.execute(update(DATASET_TABLES["duty_log"]).values(changes))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("duty_log", "uid"),
        ("alert", "key"),
        ("allocation_plan", "uid"),
        ("allocation_plan", "number"),
    ],
)
def test_what_must_be_unique_is_held_once_and_may_be_absent_often(
    old: Engine, name: str, key: str
) -> None:
    upgrade(old)
    table = DATASET_TABLES[name]
    others = {part.name: None for part in table.columns if part.unique}
    with writing(old) as connection:
        connection.execute(insert(table).values({**GOOD[name], **others}))
        connection.execute(insert(table).values({**GOOD[name], **others, key: "once"}))
    with pytest.raises(IntegrityError), writing(old) as connection:
        connection.execute(insert(table).values({**GOOD[name], **others, key: "once"}))


@pytest.mark.parametrize("status", ["cancelled", "lost"])
def test_a_shipment_under_way_can_be_given_up(old: Engine, status: str) -> None:
    upgrade(old)
    table = DATASET_TABLES["material_flow"]
    with writing(old) as connection:
        connection.execute(update(table).where(table.c.code == "s2").values(status=status))
    assert status in {flow.status for flow in rows(old, "material_flow")}


def test_a_plan_with_shipments_cannot_be_removed(old: Engine) -> None:
    upgrade(old)
    flow, plan = DATASET_TABLES["material_flow"], DATASET_TABLES["allocation_plan"]
    with writing(old) as connection:
        connection.execute(update(flow).where(flow.c.code == "s1").values(plan=1000, plan_line=1))
    with pytest.raises(IntegrityError), writing(old) as connection:
        connection.execute(plan.delete().where(plan.c.id == 1000))
