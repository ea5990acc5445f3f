"""One day of a wall's record, read from the database and from this machine's disk."""

import json
import logging
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from console.data.connection import open_engine, redact, why
from console.data.days import CENTRE_ZONE
from console.data.wall_log import (
    LoggedEvent,
    last_in_database,
    last_on_disk,
    merged,
    read_database,
    read_disk,
)
from console.domain.errors import ConsoleError
from console.wall.replay import Moment, Tape
from console.wall.state import WallState

_log = logging.getLogger(__name__)


def read_tape(
    url: str, files: Sequence[Path], wall: str, day: date
) -> tuple[Tape, ConsoleError | None]:
    """Return what happened to ``wall`` on ``day``, and why it may be less than all.

    Args:
        url: The database's address; "" = the disk alone.
        files: The record files of this machine.
        wall: The wall's name.
        day: A day of the centre.
    """
    begin = datetime.combine(day, time(), CENTRE_ZONE)
    end = begin + timedelta(days=1)
    events = read_disk(files, wall, begin, end)
    earlier = last_on_disk(files, wall, begin)
    fault = None
    if url:
        try:
            held, held_earlier = _from_database(url, wall, begin, end)
        except ConsoleError as error:
            fault = error
        else:
            events, earlier = merged(held, events), merged(held_earlier, earlier)
    states = [state for state in map(_after, merged(earlier)) if state is not None]
    moments = [moment for moment in map(_moment, events) if moment is not None]
    before = states[-1] if states else None
    if before is None and events:
        before = _state(events[0], "before")
    return Tape(day, before, tuple(moments)), fault


def _from_database(
    url: str, wall: str, begin: datetime, end: datetime
) -> tuple[tuple[LoggedEvent, ...], tuple[LoggedEvent, ...]]:
    engine = open_engine(url)
    try:
        return read_database(engine, wall, begin, end), last_in_database(engine, wall, begin)
    except SQLAlchemyError as error:
        raise why(error, place=redact(url)) from error
    finally:
        engine.dispose()


def _after(event: LoggedEvent) -> WallState | None:
    return _state(event, "after")


def _state(event: LoggedEvent, which: str) -> WallState | None:
    """Return the state that ``event`` holds; None where an older program wrote none."""
    try:
        return WallState.from_json(json.dumps(event.detail[which]))
    except (KeyError, ValueError) as error:
        _log.info("The event %s tells no state %s it: %s", event.id, which, error)
        return None


def _moment(event: LoggedEvent) -> Moment | None:
    state = _after(event)
    return Moment(event.at, event.kind, event.by, state) if state is not None else None
