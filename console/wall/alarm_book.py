"""The alarms of a console: latched until somebody acknowledges them, on disk and in the database.

A cause has a name (``feed/P220282``) and its alarms are numbered (``feed/P220282/3``). All consoles
count alike from what the database holds, so that one incident is one alarm everywhere. A cause
that comes and goes reopens its alarm while nobody has acknowledged it, and must stay away the
longer the more often it came.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from console.domain.duty import Alarm
from console.domain.duty_json import alarm_from_json, alarm_to_json
from console.wall.alarm_causes import AlarmLimits, Cause

_MOST_PATIENCE = 16
#: After so long without its cause an alarm's next one is a new matter.
_FORGOTTEN = timedelta(hours=1)
#: Alarms that are over here, which the database may not have heard of yet.
_MOST_SETTLED = 1000


class Turn(StrEnum):
    """What happened to an alarm."""

    RAISED = "raised"
    CLEARED = "cleared"
    REOPENED = "reopened"
    ACKNOWLEDGED = "acknowledged"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened, and the alarm as it is now."""

    turn: Turn
    alarm: Alarm


@dataclass(slots=True)
class _Watch:
    """Since when a cause has been there or gone; ``came`` counts how often it was an alarm."""

    there_since: datetime | None = None
    gone_since: datetime | None = None
    came: int = 0


class AlarmBook:
    """Every alarm that is not over. Times are handed in: it knows no clock.

    Args:
        limits: How long a cause must be gone.
    """

    def __init__(self, limits: AlarmLimits | None = None) -> None:
        self._limits = limits or AlarmLimits()
        self._alarms: dict[str, Alarm] = {}
        self._settled: dict[str, Alarm] = {}
        self._numbers: dict[str, int] = {}
        self._watches: dict[str, _Watch] = {}

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What belongs on the desk: those not acknowledged first, the gravest, the newest."""
        return tuple(sorted(self._alarms.values(), key=_rank))

    @property
    def known(self) -> tuple[Alarm, ...]:
        """Every alarm, with those that are over here and may not be so in the database."""
        return (*self._settled.values(), *self._alarms.values())

    @property
    def latched(self) -> int:
        """How many nobody has acknowledged."""
        return sum(alarm.is_latched for alarm in self._alarms.values())

    def observe(self, seen: Mapping[str, Cause | None], now: datetime) -> tuple[Step, ...]:
        """Take in what is the matter now, and return what that changes.

        Args:
            seen: By what each cause is known; None = it is not there. What is left out cannot be
                judged now, and stays as it is.
            now: The present.
        """
        steps: list[Step] = []
        for name, cause in seen.items():
            watch = self._watches.setdefault(name, _Watch())
            if cause is None:
                steps += self._gone(name, watch, now)
            else:
                steps += self._there(name, cause, watch, now)
        self._drop_what_is_over()
        return tuple(steps)

    def acknowledge(self, key: str, by: str, now: datetime) -> Step | None:
        """Note that ``by`` has seen an alarm; None where somebody has already, or it is unknown."""
        alarm = self._alarms.get(key)
        if alarm is None or not alarm.is_latched:
            return None
        # A clock that was set back must not make it seen before it was raised.
        seen = replace(alarm, acknowledged_by=by, acknowledged_at=max(now, alarm.raised_at))
        self._alarms[key] = seen
        self._drop_what_is_over()
        return Step(Turn.ACKNOWLEDGED, seen)

    def merge(self, held: Iterable[Alarm]) -> None:
        """Take in the alarms that the database holds: others raise and acknowledge as well.

        What was acknowledged here stays so, though the database may not have heard of it yet.
        """
        for theirs in held:
            name, number = _named(theirs.key)
            self._numbers[name] = max(self._numbers.get(name, 0), number)
            ours = self._alarms.get(theirs.key)
            if not theirs.is_listed:
                self._settled.pop(theirs.key, None)
            if ours is not None:
                self._alarms[theirs.key] = self._merged(name, ours, theirs)
            elif theirs.is_listed and theirs.key not in self._settled:
                self._alarms[theirs.key] = theirs
        self._drop_what_is_over()

    def to_state(self) -> dict[str, object]:
        """Return it as JSON knows it."""
        return {
            "alarms": [alarm_to_json(alarm) for alarm in self.alarms],
            "settled": [alarm_to_json(alarm) for alarm in self._settled.values()],
            "numbers": dict(self._numbers),
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any], limits: AlarmLimits | None = None) -> "AlarmBook":
        """Return the book that :meth:`to_state` wrote.

        Raises:
            ValueError: ``state`` is none.
        """
        book = cls(limits)
        try:
            book._alarms = _by_key(state["alarms"])
            book._settled = _by_key(state["settled"])
            book._numbers = {str(name): int(n) for name, n in state["numbers"].items()}
        except (KeyError, TypeError, AttributeError) as error:
            msg = f"this is no book of alarms: {error!r}"
            raise ValueError(msg) from error
        return book

    def _there(self, name: str, cause: Cause, watch: _Watch, now: datetime) -> list[Step]:
        if watch.gone_since is not None and now - watch.gone_since > _FORGOTTEN:
            watch.came = 0
        watch.gone_since = None
        if watch.there_since is None or watch.there_since > now:
            watch.there_since = now
        if now - watch.there_since < cause.after:
            return []
        last = self._last(name)
        if last is None:
            watch.came += 1
            return [self._raise(name, cause, now)]
        if last.cleared_at is None or not last.is_latched:
            return []
        watch.came += 1
        return [self._change(Turn.REOPENED, replace(last, cleared_at=None))]

    def _gone(self, name: str, watch: _Watch, now: datetime) -> list[Step]:
        watch.there_since = None
        if watch.gone_since is None or watch.gone_since > now:
            watch.gone_since = now
        last = self._last(name)
        patience = min(2 ** max(watch.came - 1, 0), _MOST_PATIENCE)
        if last is None or last.cleared_at is not None:
            return []
        if now - watch.gone_since < self._limits.settle * patience:
            return []
        cleared = replace(last, cleared_at=max(watch.gone_since, last.raised_at))
        return [self._change(Turn.CLEARED, cleared)]

    def _last(self, name: str) -> Alarm | None:
        """Return the newest alarm over a cause, while it is not over."""
        return self._alarms.get(f"{name}/{self._numbers.get(name, 0)}")

    def _raise(self, name: str, cause: Cause, now: datetime) -> Step:
        number = self._numbers.get(name, 0) + 1
        self._numbers[name] = number
        alarm = Alarm(
            key=f"{name}/{number}",
            region=cause.region,
            post=cause.post,
            kind=cause.kind,
            severity=cause.severity,
            raised_at=now,
            text=cause.text,
        )
        return self._change(Turn.RAISED, alarm)

    def _change(self, turn: Turn, alarm: Alarm) -> Step:
        self._alarms[alarm.key] = alarm
        return Step(turn, alarm)

    def _merged(self, name: str, ours: Alarm, theirs: Alarm) -> Alarm:
        seen = theirs if ours.is_latched else ours
        watched = name in self._watches
        return replace(
            theirs,
            acknowledged_by=seen.acknowledged_by,
            acknowledged_at=seen.acknowledged_at,
            # Who sees the cause knows best whether it is still there.
            cleared_at=ours.cleared_at if watched else theirs.cleared_at,
        )

    def _drop_what_is_over(self) -> None:
        over = {key: alarm for key, alarm in self._alarms.items() if not alarm.is_listed}
        for key in over:
            del self._alarms[key]
        # Until the database agrees: what it held a moment ago must not bring them back.
        self._settled |= over
        while len(self._settled) > _MOST_SETTLED:
            del self._settled[next(iter(self._settled))]


def _by_key(written: Iterable[Mapping[str, Any]]) -> dict[str, Alarm]:
    alarms = [alarm_from_json(values) for values in written]
    return {alarm.key: alarm for alarm in alarms}


def _rank(alarm: Alarm) -> tuple[bool, int, float, str]:
    return alarm.rank


def _named(key: str) -> tuple[str, int]:
    """Return the name of the cause and the number of the alarm; those of others have none."""
    name, _, number = key.rpartition("/")
    return (name, int(number)) if number.isdecimal() else (key, 0)
