"""What tests of the duty records share: entries and alarms, short to write, and what is held."""

from datetime import timedelta

from sqlalchemy import Engine, Row, select

from console.data.schema import DATASET_TABLES
from console.domain.duty import Alarm, DutyEntry, EntryKind
from console.domain.wording import Text
from tests.data.contract_rows import NOON


def entry(number: int = 1, **more: object) -> DutyEntry:
    values = {
        "uid": f"uid-{number:06d}",
        "at": NOON + timedelta(seconds=number),
        "by": "王值班",
        "kind": EntryKind.NOTE,
        "text": f"第{number}条",
    }
    return DutyEntry(**{**values, **more})


def alarm(number: int = 1, **more: object) -> Alarm:
    values = {
        "key": f"feed/P220282/{number}",
        "region": "220282",
        "post": "P220282",
        "kind": "feed",
        "severity": 2,
        "raised_at": NOON,
        "text": Text("桦甸市视频中断", "No picture from Huadian"),
    }
    return Alarm(**{**values, **more})


def held(engine: Engine, name: str) -> list[Row[tuple[object, ...]]]:
    """Return the rows of ``name`` in the order in which they were written."""
    table = DATASET_TABLES[name]
    with engine.connect() as connection:
        return list(connection.execute(select(table).order_by(*table.primary_key)))


def uids(engine: Engine) -> list[str]:
    return [row.uid for row in held(engine, "duty_log")]
