"""What the duty desk does to the database, and the form in which it waits on disk."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from console.domain.duty import Alarm, DutyEntry, EntryKind
from console.domain.duty_json import (
    alarm_from_json,
    alarm_to_json,
    moment_from_json,
    moment_to_json,
)


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Somebody saw an alarm, and when."""

    key: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clear:
    """The cause of an alarm went away, and when."""

    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reopen:
    """The cause of an alarm is back before anybody acknowledged it."""

    key: str


Deed = DutyEntry | Alarm | Acknowledge | Clear | Reopen

#: What the alarm book keeps besides, and tells again once it may.
ALARM_DEEDS = (Alarm, Acknowledge, Clear, Reopen)


def key_of(deed: Deed) -> str:
    """Return what is told when ``deed`` has arrived: an entry's UUID, or an alarm's key."""
    return deed.uid if isinstance(deed, DutyEntry) else deed.key


def encode(deed: Deed) -> str:
    """Return ``deed`` as one line of JSON, without its end."""
    # Escaped: half a pair of surrogates, which a text may hold, has no bytes of its own.
    return json.dumps(_ENCODERS[type(deed)](deed), separators=(",", ":"), default=str)


def decode(line: str) -> Deed:
    """Return what :func:`encode` wrote.

    Raises:
        ValueError: ``line`` is nothing that it writes.
    """
    try:
        values = json.loads(line)
        return _DECODERS[values["deed"]](values)
    except (KeyError, TypeError, AttributeError) as error:
        msg = f"no deed of the duty desk: {error!r}"
        raise ValueError(msg) from error


def _entry(entry: DutyEntry) -> Mapping[str, object]:
    return {
        "deed": "record",
        "uid": entry.uid,
        "at": moment_to_json(entry.at),
        "by": entry.by,
        "kind": entry.kind.value,
        "text": entry.text,
        "region": entry.region,
        "post": entry.post,
        "picture": entry.picture,
        "detail": dict(entry.detail),
    }


def _alarm(alarm: Alarm) -> Mapping[str, object]:
    return {"deed": "raise", **alarm_to_json(alarm)}


def _acknowledge(deed: Acknowledge) -> Mapping[str, object]:
    return {"deed": "acknowledge", "key": deed.key, "by": deed.by, "at": moment_to_json(deed.at)}


def _clear(deed: Clear) -> Mapping[str, object]:
    return {"deed": "clear", "key": deed.key, "at": moment_to_json(deed.at)}


def _reopen(deed: Reopen) -> Mapping[str, object]:
    return {"deed": "reopen", "key": deed.key}


_ENCODERS: Mapping[type, Callable[[Any], Mapping[str, object]]] = {
    DutyEntry: _entry,
    Alarm: _alarm,
    Acknowledge: _acknowledge,
    Clear: _clear,
    Reopen: _reopen,
}


def _read_entry(values: Mapping[str, Any]) -> DutyEntry:
    return DutyEntry(
        uid=values["uid"],
        at=moment_from_json(values["at"]),
        by=values["by"],
        kind=EntryKind(values["kind"]),
        text=values["text"],
        region=values["region"],
        post=values["post"],
        picture=values["picture"],
        detail=dict(values["detail"]),
    )


def _read_acknowledge(values: Mapping[str, Any]) -> Acknowledge:
    return Acknowledge(values["key"], values["by"], moment_from_json(values["at"]))


def _read_clear(values: Mapping[str, Any]) -> Clear:
    return Clear(values["key"], moment_from_json(values["at"]))


def _read_reopen(values: Mapping[str, Any]) -> Reopen:
    return Reopen(values["key"])


_DECODERS: Mapping[str, Callable[[Mapping[str, Any]], Deed]] = {
    "record": _read_entry,
    "raise": alarm_from_json,
    "acknowledge": _read_acknowledge,
    "clear": _read_clear,
    "reopen": _read_reopen,
}
