"""Alarms as JSON knows them: the same form on disk wherever they are kept."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from console.domain.duty import Alarm
from console.domain.wording import Text


def alarm_to_json(alarm: Alarm) -> dict[str, object]:
    """Return ``alarm`` as JSON knows it."""
    return {
        "key": alarm.key,
        "region": alarm.region,
        "post": alarm.post,
        "kind": str(alarm.kind),
        "severity": alarm.severity,
        "raised_at": moment_to_json(alarm.raised_at),
        "zh": alarm.text.zh,
        "en": alarm.text.en,
        "acknowledged_by": alarm.acknowledged_by,
        "acknowledged_at": moment_to_json(alarm.acknowledged_at),
        "cleared_at": moment_to_json(alarm.cleared_at),
    }


def alarm_from_json(values: Mapping[str, Any]) -> Alarm:
    """Return the alarm that :func:`alarm_to_json` wrote.

    Raises:
        ValueError: ``values`` is none; KeyError and TypeError likewise.
    """
    return Alarm(
        key=values["key"],
        region=values["region"],
        post=values["post"],
        kind=values["kind"],
        severity=int(values["severity"]),
        raised_at=moment_from_json(values["raised_at"]),
        text=Text(values["zh"], values["en"]),
        acknowledged_by=values["acknowledged_by"],
        acknowledged_at=_optional(values["acknowledged_at"]),
        cleared_at=_optional(values["cleared_at"]),
    )


def moment_to_json(moment: datetime | None) -> str | None:
    """Return ``moment`` in UTC as text."""
    return moment.astimezone(UTC).isoformat() if moment else None


def moment_from_json(value: object) -> datetime:
    """Return the moment that :func:`moment_to_json` wrote.

    Raises:
        ValueError: ``value`` is none, or has no time zone.
    """
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        msg = f"a moment needs a time zone: {value!r}"
        raise ValueError(msg)
    return moment


def _optional(value: object) -> datetime | None:
    return None if value is None else moment_from_json(value)
