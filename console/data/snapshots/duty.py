"""The duty log and the alarms as the database holds them."""

import json
from collections.abc import Mapping
from datetime import datetime

from console.data.snapshots.context import BuildContext
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.duty import (
    GRAVEST,
    MILDEST,
    Alarm,
    AlarmsRequest,
    AlarmsSnapshot,
    DutyEntry,
    DutyLogRequest,
    DutyLogSnapshot,
    EntryKind,
)
from console.domain.wording import Text

#: Alarms that are over and done with, kept for the handover of a shift.
_ENDED_KEPT = 500
#: What an entry or alarm of another program, which gave it no name, is known by here.
LOG_PREFIX, ALERT_PREFIX = "log/", "alert/"


def build_duty_log(store: Store, request: DutyLogRequest, context: BuildContext) -> DutyLogSnapshot:
    """Return the newest entries."""
    dated = _dated(store, Dataset.DUTY_LOG, "at")
    newest = sorted(dated, key=_moment_and_number, reverse=True)[: max(request.limit, 0)]
    return DutyLogSnapshot(
        request=request,
        provenance=context.provenance(Dataset.DUTY_LOG, as_of=None),
        entries=tuple(_entry(at, row) for at, row in newest),
    )


def build_alarms(store: Store, request: AlarmsRequest, context: BuildContext) -> AlarmsSnapshot:
    """Return every alarm that is not acknowledged or not over, and the newest of the others."""
    dated = _dated(store, Dataset.ALERT, "raised_at")
    alarms = sorted((_alarm(raised_at, row) for raised_at, row in dated), key=_rank)
    ended = [alarm for alarm in alarms if not alarm.is_listed]
    listed = [alarm for alarm in alarms if alarm.is_listed]
    ended = sorted(ended, key=_raised_at, reverse=True)[:_ENDED_KEPT]
    return AlarmsSnapshot(
        request=request,
        provenance=context.provenance(Dataset.ALERT, as_of=None),
        alarms=(*listed, *ended),
    )


def _dated(store: Store, dataset: Dataset, column: str) -> list[tuple[datetime, Row]]:
    """Return the rows with the moment that they must have; a database holds no others."""
    found = ((_moment(row, column), row) for row in store.table(dataset).values())
    return [(moment, row) for moment, row in found if moment is not None]


def _moment_and_number(dated: tuple[datetime, Row]) -> tuple[datetime, int]:
    number = dated[1].get("id")
    return dated[0], number if isinstance(number, int) else 0


def _rank(alarm: Alarm) -> tuple[bool, int, float, str]:
    return alarm.rank


def _raised_at(alarm: Alarm) -> datetime:
    return alarm.raised_at


def _entry(at: datetime, row: Row) -> DutyEntry:
    kind = _text(row, "kind")
    return DutyEntry(
        uid=_text(row, "uid") or f"{LOG_PREFIX}{row.get('id')}",
        at=at,
        by=_text(row, "by"),
        kind=EntryKind(kind) if kind in set(EntryKind) else EntryKind.NOTE,
        text=_text(row, "text"),
        region=_text(row, "region"),
        post=_text(row, "post"),
        picture=_text(row, "picture"),
        detail=_detail(row.get("detail")),
    )


def _alarm(raised_at: datetime, row: Row) -> Alarm:
    return Alarm(
        key=_text(row, "key") or f"{ALERT_PREFIX}{row.get('id')}",
        region=_text(row, "region"),
        post=_text(row, "post"),
        kind=_text(row, "kind"),
        severity=_severity(row.get("severity")),
        raised_at=raised_at,
        text=Text(_text(row, "text"), _text(row, "text_en")),
        acknowledged_by=_text(row, "acknowledged_by"),
        acknowledged_at=_moment(row, "acknowledged_at"),
        cleared_at=_moment(row, "cleared_at"),
    )


def _severity(value: object) -> int:
    return min(max(value, GRAVEST), MILDEST) if isinstance(value, int) else GRAVEST


def _moment(row: Row, column: str) -> datetime | None:
    value = row.get(column)
    return value if isinstance(value, datetime) and value.tzinfo is not None else None


def _detail(value: object) -> Mapping[str, object]:
    """Return the JSON object that ``value`` holds; what is none stands for nothing."""
    try:
        found = json.loads(str(value or "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "").strip()
