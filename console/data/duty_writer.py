"""Writes what the duty desk did into the central database, each thing once."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from console.data.columns import UtcDateTime
from console.data.duty_deeds import Acknowledge, Clear, Deed, Reopen
from console.data.schema import SCHEMA, alert, command_post, duty_log, region
from console.data.snapshots.duty import ALERT_PREFIX
from console.domain.duty import Alarm, DutyEntry
from console.domain.posts import Post
from console.domain.regions import Level


def write(connection: Connection, deed: Deed) -> None:
    """Carry out ``deed``; doing it again changes nothing.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: The database refuses it, or cannot be reached.
    """
    _WRITERS[type(deed)](connection, deed)


def save_post(connection: Connection, post: Post) -> None:
    """Add a command post, or change the one that has its code.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: The database refuses it, or cannot be reached.
    """
    values = {
        "code": post.code,
        "region": post.region,
        "name_zh": post.name.zh,
        "name_en": post.name.en or post.name.zh,
        "kind": post.kind,
        "main_url": post.main_url or None,
        "sub_url": post.sub_url or None,
        "call_url": post.call_url or None,
        "phone": post.phone or None,
        "expected": post.expected,
        "lat": post.lat,
        "lon": post.lon,
    }
    statement = _insert(connection)(command_post).values(values)
    changed = {name: statement.excluded[name] for name in values if name != "code"}
    connection.execute(statement.on_conflict_do_update(index_elements=["code"], set_=changed))


def may_write(connection: Connection) -> bool:
    """Return whether this login may write duty entries and alarms.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: The database cannot be asked.
    """
    if connection.dialect.name != "postgresql":
        return os.access(connection.engine.url.database or "", os.W_OK)
    rights = " AND ".join(
        f"has_table_privilege('{SCHEMA}.{table.name}', 'INSERT')" for table in (duty_log, alert)
    )
    found = connection.exec_driver_sql(
        f"SELECT {rights} AND current_setting('transaction_read_only') = 'off'"
    )
    return bool(found.scalar())


def _insert(connection: Connection) -> Callable[..., Any]:
    return postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert


def _record(connection: Connection, entry: DutyEntry) -> None:
    if _held(connection, duty_log.c.uid == entry.uid):
        return
    place = _known(connection, region.c.code, entry.region)
    post = _known(connection, command_post.c.code, entry.post)
    # What is not, or no longer, in the database must not keep the entry out of it.
    lost = {"region": entry.region} if place is None and entry.region else {}
    lost |= {"post": entry.post} if post is None and entry.post else {}
    values = {
        "uid": entry.uid,
        "at": entry.at,
        "by": _clean(entry.by, 100) or "?",
        "kind": entry.kind.value,
        "text": _clean(entry.text),
        "region": place,
        "post": post,
        "picture": _clean(entry.picture, 500) or None,
        "detail": _json({**entry.detail, **lost}),
    }
    statement = _insert(connection)(duty_log).values(values)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["uid"]))


def _raise(connection: Connection, alarm: Alarm) -> None:
    if _held(connection, alert.c.key == alarm.key):
        return
    place = _known(connection, region.c.code, alarm.region)
    values = {
        "key": alarm.key,
        "region": place or _province(connection),
        "post": alarm.post or None,
        "kind": _clean(alarm.kind, 32),
        "severity": alarm.severity,
        "raised_at": alarm.raised_at,
        "text": _clean(alarm.text.zh or alarm.text.en),
        "text_en": _clean(alarm.text.en) or None,
        "detail": _json({"region": alarm.region} if place is None and alarm.region else {}),
    }
    statement = _insert(connection)(alert).values(values)
    connection.execute(statement.on_conflict_do_nothing(index_elements=["key"]))


def _acknowledge(connection: Connection, deed: Acknowledge) -> None:
    connection.execute(
        update(alert)
        .where(_named(deed.key), alert.c.acknowledged_at.is_(None))
        .values(acknowledged_by=_clean(deed.by, 100) or "?", acknowledged_at=_not_before(deed.at))
    )


def _clear(connection: Connection, deed: Clear) -> None:
    connection.execute(
        update(alert)
        .where(_named(deed.key), alert.c.cleared_at.is_(None))
        .values(cleared_at=_not_before(deed.at))
    )


def _reopen(connection: Connection, deed: Reopen) -> None:
    connection.execute(
        update(alert)
        .where(_named(deed.key), alert.c.acknowledged_at.is_(None), alert.c.cleared_at.is_not(None))
        .values(cleared_at=None)
    )


_WRITERS: Mapping[type, Callable[[Connection, Any], None]] = {
    DutyEntry: _record,
    Alarm: _raise,
    Acknowledge: _acknowledge,
    Clear: _clear,
    Reopen: _reopen,
}


def _held(connection: Connection, condition: ColumnElement[bool]) -> bool:
    # The upsert alone would do, but it raises the dataset's revision even where it adds nothing.
    return connection.scalar(select(literal(1)).where(condition)) is not None


def _known(connection: Connection, column: ColumnElement[str], code: str) -> str | None:
    """Return ``code`` where the database has it."""
    if not code:
        return None
    return connection.scalar(select(column).where(column == _clean(code)))


def _province(connection: Connection) -> str | None:
    """Return the region that an alarm about no place in particular is booked on."""
    found: str | None = connection.scalar(
        select(func.min(region.c.code)).where(
            region.c.level == Level.PROVINCE.value, region.c.successor_code.is_(None)
        )
    )
    return found


def _named(key: str) -> ColumnElement[bool]:
    """Return what tells the alarm: its key, or the number of one that another program raised."""
    number = key.removeprefix(ALERT_PREFIX)
    if number != key and number.isdecimal():
        return alert.c.id == int(number)
    return alert.c.key == key


def _not_before(moment: datetime) -> ColumnElement[datetime]:
    """Return ``moment``, or when the alarm was raised where this machine's clock is behind."""
    at = literal(moment, UtcDateTime())
    return case((alert.c.raised_at > at, alert.c.raised_at), else_=at)


def _json(detail: Mapping[str, object]) -> str:
    return _clean(json.dumps(detail, ensure_ascii=False, default=str))


def _clean(text: str, most: int | None = None) -> str:
    # Neither a NUL nor half a pair of surrogates can be stored, and nobody can read them.
    return text.replace("\x00", "").encode("utf-8", "ignore").decode().strip()[:most]
