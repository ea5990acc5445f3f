"""The record of a wall, read back: from the database, and from what still waits on this disk."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, select

from console.data.outbox import Entry, Outbox
from console.data.schema import wall_event


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One event of the record.

    Attributes:
        id: Its identity.
        at: When it happened, aware.
        wall: The wall's name.
        kind: What it was, as :class:`console.wall.events.Step` names it.
        scene: The scene on air after it.
        region: The region key after it, "" = the whole province.
        by: Who did it, as account@desk.
        delivered: Whether the database holds it.
        detail: Everything else: the source, and the wall's whole state before and after.
    """

    id: str
    at: datetime
    wall: str
    kind: str
    scene: str
    region: str
    by: str
    delivered: bool
    detail: Mapping[str, object]


def read_database(
    engine: Engine, wall: str, since: datetime, until: datetime
) -> tuple[LoggedEvent, ...]:
    """Return what the database holds of ``wall`` from ``since`` on and before ``until``.

    Raises:
        SQLAlchemyError: The database cannot be asked.
    """
    query = (
        select(wall_event)
        .where(wall_event.c.wall == wall, wall_event.c.at >= since, wall_event.c.at < until)
        .order_by(wall_event.c.at, wall_event.c.id)
    )
    return _asked(engine, query)


def last_in_database(engine: Engine, wall: str, before: datetime) -> tuple[LoggedEvent, ...]:
    """Return the newest event of ``wall`` before that moment; none where there is none.

    Raises:
        SQLAlchemyError: The database cannot be asked.
    """
    query = (
        select(wall_event)
        .where(wall_event.c.wall == wall, wall_event.c.at < before)
        .order_by(wall_event.c.at.desc(), wall_event.c.id.desc())
        .limit(1)
    )
    return _asked(engine, query)


def _asked(engine: Engine, query: Select[Any]) -> tuple[LoggedEvent, ...]:
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        LoggedEvent(
            row["id"],
            row["at"],
            row["wall"],
            row["kind"],
            row["scene"] or "",
            row["region"] or "",
            row["by"],
            delivered=True,
            detail=_detail(row["detail"]),
        )
        for row in rows
    )


def read_disk(
    files: Sequence[Path], wall: str, since: datetime, until: datetime
) -> tuple[LoggedEvent, ...]:
    """Return what the record files ``files`` hold of ``wall``; one that cannot be read has none."""
    found: list[LoggedEvent] = []
    for path in files:
        try:
            outbox = Outbox(path)
        except (OSError, sqlite3.Error):
            continue
        waiting = {entry.id for entry in outbox.waiting(1_000_000)}
        entries = outbox.between(since, until)
        outbox.close()
        found += (_logged(entry, delivered=entry.id not in waiting) for entry in entries)
    return tuple(event for event in found if event.wall == wall)


def last_on_disk(files: Sequence[Path], wall: str, before: datetime) -> tuple[LoggedEvent, ...]:
    """Return the newest event before that moment of each of ``files`` that has one."""
    found: list[LoggedEvent] = []
    for path in files:
        try:
            outbox = Outbox(path)
        except (OSError, sqlite3.Error):
            continue
        found += (_logged(entry, delivered=False) for entry in outbox.last_before(before))
        outbox.close()
    return tuple(event for event in found if event.wall == wall)


def record_files(folder: Path, *, demo: bool) -> tuple[Path, ...]:
    """Return the record files in ``folder``: the demonstration's, or all others."""
    return tuple(
        path
        for path in sorted(folder.glob("*.events.sqlite"))
        if path.name.endswith("-demo.events.sqlite") == demo
    )


def merged(*parts: Iterable[LoggedEvent]) -> tuple[LoggedEvent, ...]:
    """Return the events of all ``parts`` in their order of time, each once; the first part wins."""
    events: dict[str, LoggedEvent] = {}
    for part in parts:
        for event in part:
            events.setdefault(event.id, event)
    return tuple(sorted(events.values(), key=_when))


def _when(event: LoggedEvent) -> tuple[datetime, str]:
    return event.at, event.id


def _logged(entry: Entry, *, delivered: bool) -> LoggedEvent:
    body = _detail(entry.body)
    texts = {key: str(body.get(key) or "") for key in ("wall", "step", "scene", "region")}
    by = f"{body.get('by', '')}@{body.get('desk', '')}"
    return LoggedEvent(
        entry.id,
        entry.at,
        texts["wall"],
        texts["step"],
        texts["scene"],
        texts["region"],
        by,
        delivered,
        body,
    )


def _detail(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
