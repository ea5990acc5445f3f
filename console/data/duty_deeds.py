"""What the duty desk does to the database, and the form in which it waits on disk."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from console.domain.duty import Alarm, DutyEntry, EntryKind
from console.domain.wording import Text


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
        "at": _moment(entry.at),
        "by": entry.by,
        "kind": entry.kind.value,
        "text": entry.text,
        "region": entry.region,
        "post": entry.post,
        "picture": entry.picture,
        "detail": dict(entry.detail),
    }


def _alarm(alarm: Alarm) -> Mapping[str, object]:
    return {
        "deed": "raise",
        "key": alarm.key,
        "region": alarm.region,
        "post": alarm.post,
        "kind": alarm.kind,
        "severity": alarm.severity,
        "raised_at": _moment(alarm.raised_at),
        "zh": alarm.text.zh,
        "en": alarm.text.en,
        "acknowledged_by": alarm.acknowledged_by,
        "acknowledged_at": _moment(alarm.acknowledged_at),
        "cleared_at": _moment(alarm.cleared_at),
    }


def _acknowledge(deed: Acknowledge) -> Mapping[str, object]:
    return {"deed": "acknowledge", "key": deed.key, "by": deed.by, "at": _moment(deed.at)}


def _clear(deed: Clear) -> Mapping[str, object]:
    return {"deed": "clear", "key": deed.key, "at": _moment(deed.at)}


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
        at=_needed(values["at"]),
        by=values["by"],
        kind=EntryKind(values["kind"]),
        text=values["text"],
        region=values["region"],
        post=values["post"],
        picture=values["picture"],
        detail=dict(values["detail"]),
    )


def _read_alarm(values: Mapping[str, Any]) -> Alarm:
    return Alarm(
        key=values["key"],
        region=values["region"],
        post=values["post"],
        kind=values["kind"],
        severity=int(values["severity"]),
        raised_at=_needed(values["raised_at"]),
        text=Text(values["zh"], values["en"]),
        acknowledged_by=values["acknowledged_by"],
        acknowledged_at=_optional(values["acknowledged_at"]),
        cleared_at=_optional(values["cleared_at"]),
    )


def _read_acknowledge(values: Mapping[str, Any]) -> Acknowledge:
    return Acknowledge(values["key"], values["by"], _needed(values["at"]))


def _read_clear(values: Mapping[str, Any]) -> Clear:
    return Clear(values["key"], _needed(values["at"]))


def _read_reopen(values: Mapping[str, Any]) -> Reopen:
    return Reopen(values["key"])


_DECODERS: Mapping[str, Callable[[Mapping[str, Any]], Deed]] = {
    "record": _read_entry,
    "raise": _read_alarm,
    "acknowledge": _read_acknowledge,
    "clear": _read_clear,
    "reopen": _read_reopen,
}


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


def _needed(value: object) -> datetime:
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        msg = f"a moment needs a time zone: {value!r}"
        raise ValueError(msg)
    return moment


def _optional(value: object) -> datetime | None:
    return None if value is None else _needed(value)
