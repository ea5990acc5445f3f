"""The calls of one station in PostgreSQL: who rings, and what the two ends say to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from console.data.postgres import PostgresLink, Row, Values
from console.data.waking import Bell
from console.domain.calls import EndReason
from console.domain.wording import Text

CHANNEL = "command_calls"

_WITHIN = 3.0
"""Seconds that one statement may take: a mute server is noticed soon."""

_PREPARE = f"SET TimeZone = 'UTC'; SET statement_timeout = 10000; LISTEN {CHANNEL}"
_CALLS = """
SELECT key, caller, caller_zh, caller_en, callee, state, reason, placed_at
FROM command.call
WHERE (caller = %(me)s OR callee = %(me)s)
    AND (state <> 'ended' OR key = ANY(%(known)s)) AND placed_at > now() - interval '1 day'
ORDER BY placed_at, key"""
_SIGNALS = """
SELECT id, call, body FROM command.call_signal
WHERE call = ANY(%(calls)s) AND sender <> %(me)s AND id > %(after)s ORDER BY id LIMIT 200"""
_NEWEST = "SELECT coalesce(max(id), 0) FROM command.call_signal"
_PLACE = """
INSERT INTO command.call (key, caller, caller_zh, caller_en, callee)
VALUES (%(key)s, %(me)s, %(zh)s, %(en)s, %(callee)s) ON CONFLICT (key) DO NOTHING"""
_ANSWER = """
UPDATE command.call SET state = 'answered', answered_at = now()
WHERE key = %(key)s AND callee = %(me)s AND state = 'ringing'"""
_END = """
UPDATE command.call SET state = 'ended', ended_at = now(), reason = %(reason)s
WHERE key = %(key)s AND (caller = %(me)s OR callee = %(me)s) AND state <> 'ended'"""
_SAY = """
INSERT INTO command.call_signal (call, sender, body)
SELECT %(key)s, %(me)s, %(body)s FROM command.call
WHERE key = %(key)s AND (caller = %(me)s OR callee = %(me)s) AND state <> 'ended'"""
_CLEAN = """
DELETE FROM command.call
WHERE (caller = %(me)s OR callee = %(me)s) AND placed_at < now() - interval '1 day'"""


@dataclass(frozen=True, slots=True)
class CallRow:
    """One call as both its ends see it.

    Attributes:
        key: The call's key.
        caller: The station that placed it.
        caller_name: As that station calls itself.
        callee: The station that is rung.
        state: ``ringing``, ``answered`` or ``ended``.
        reason: Why it ended; None while it has not.
        placed_at: When it was placed, by the server's clock.
    """

    key: str
    caller: str
    caller_name: Text
    callee: str
    state: str
    reason: EndReason | None
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class CallMessage:
    """What the other end of the call ``key`` said; ``body`` is carried unread."""

    id: int
    key: str
    body: str = field(repr=False)


class CallStore:
    """One station's view of the calls, over a connection of its own; used by one thread.

    Args:
        parameters: What libpq is given.
        bell: Breaks off every wait when it rings.
        me: The station's code.

    Raises:
        psycopg2.Error, SilentServerError: There is no connection to be had.
    """

    def __init__(self, parameters: Mapping[str, object], bell: Bell, me: str) -> None:
        self._me = me
        self._link = PostgresLink(parameters, bell)
        try:
            self._ask(_PREPARE)
        except BaseException:
            self._link.close()
            raise

    def calls(self, known: Sequence[str]) -> tuple[CallRow, ...]:
        """Return this station's calls that go on, and those of ``known`` though they ended."""
        rows = self._ask(_CALLS, {"me": self._me, "known": list(known)})
        return tuple(_call(row) for row in rows)

    def messages(self, calls: Sequence[str], after: int) -> tuple[CallMessage, ...]:
        """Return what the other ends of ``calls`` said after the message ``after``, in order."""
        rows = self._ask(_SIGNALS, {"me": self._me, "calls": list(calls), "after": after})
        return tuple(CallMessage(int(str(row[0])), str(row[1]), str(row[2])) for row in rows)

    def newest(self) -> int:
        """Return the number of the last message that anybody said."""
        return int(str(self._ask(_NEWEST)[0][0]))

    def place(self, key: str, callee: str, name: Text) -> None:
        """Ring ``callee``; ``name`` is how it sees who rings. Old calls are cleared away."""
        self._ask(_CLEAN, {"me": self._me})
        values = {"key": key, "me": self._me, "zh": name.zh, "en": name.en, "callee": callee}
        self._ask(_PLACE, values)

    def answer(self, key: str) -> None:
        """Answer a call that rings here; one that rings no more stays as it is."""
        self._ask(_ANSWER, {"key": key, "me": self._me})

    def end(self, key: str, reason: EndReason) -> None:
        """End a call of this station; one that is over stays as it is."""
        told = EndReason.HUNG_UP if reason is EndReason.FAR_HUNG_UP else reason
        self._ask(_END, {"key": key, "me": self._me, "reason": told.value})

    def say(self, key: str, body: str) -> None:
        """Say ``body`` to the other end of a call that is not over."""
        self._ask(_SAY, {"key": key, "me": self._me, "body": body})

    def changed(self, seconds: float, waker: Bell) -> bool:
        """Wait for news, at most ``seconds`` or until ``waker`` rings; say whether some came."""
        return self._link.notified(seconds, waker)

    def close(self) -> None:
        """Close at once, whatever is under way."""
        self._link.close()

    def _ask(self, statement: str, values: Values = None) -> list[Row]:
        return self._link.ask(statement, seconds=_WITHIN, values=values)


def _call(row: Row) -> CallRow:
    key, caller, zh, en, callee, state, reason, placed_at = row
    if not isinstance(placed_at, datetime):
        raise TypeError(placed_at)
    return CallRow(
        str(key),
        str(caller),
        Text(str(zh), str(en)),
        str(callee),
        str(state),
        None if reason is None else EndReason(str(reason)),
        placed_at,
    )
