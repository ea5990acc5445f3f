"""The row that the nodes of a wall share in PostgreSQL, and the record of what happened to it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.data.outbox import Entry
from console.data.postgres import PostgresLink, Row, Values
from console.data.waking import Bell
from console.data.watches import CHANNEL
from console.wall.state import WallState

_WITHIN = 3.0
"""Seconds that one statement may take: a mute server is noticed soon."""

_PREPARE = f"SET TimeZone = 'UTC'; SET statement_timeout = 10000; LISTEN {CHANNEL}"
_READ = 'SELECT wall_revision, "by", at, state FROM command.wall_state WHERE wall = %s'
_BEGIN = """
INSERT INTO command.wall_state (wall, scene, region, state, wall_revision, "by", at)
VALUES (%(wall)s, %(scene)s, %(region)s, %(state)s, %(revision)s, %(by)s, %(at)s)
ON CONFLICT (wall) DO NOTHING RETURNING 1"""
_CHANGE = """
UPDATE command.wall_state
SET scene = %(scene)s, region = %(region)s, state = %(state)s, wall_revision = %(revision)s,
    "by" = %(by)s, at = %(at)s
WHERE wall = %(wall)s AND wall_revision = %(old_revision)s AND "by" = %(old_by)s
    AND at = %(old_at)s
RETURNING 1"""
_EVENT = """
INSERT INTO command.wall_event (id, wall, kind, scene, region, detail, "by", at)
VALUES (%(id)s, %(wall)s, %(kind)s, %(scene)s, %(region)s, %(detail)s, %(by)s, %(at)s)
ON CONFLICT (id) DO NOTHING"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which state of the shared row is meant: numbers alone could be given twice while apart."""

    revision: int
    by: str
    at: datetime

    @classmethod
    def of(cls, state: WallState) -> "Stamp | None":
        """Return the stamp that ``state`` bears; None where it was never changed."""
        if state.at is None:
            return None
        author = state.author
        by = f"{author.by}@{author.desk}"[:100]
        return cls(state.revision, by, state.at)


@dataclass(frozen=True, slots=True)
class SharedState:
    """What the shared row holds.

    Attributes:
        stamp: Which state it is.
        text: The state, to be read by :meth:`WallState.from_json`.
    """

    stamp: Stamp
    text: str


class WallStore:
    """One wall's row and record, over a connection of its own; used by one thread.

    Args:
        parameters: What libpq is given.
        bell: Breaks off every wait when it rings.
        wall: The wall's name.

    Raises:
        psycopg2.Error, SilentServerError: There is no connection to be had.
    """

    def __init__(self, parameters: Mapping[str, object], bell: Bell, wall: str) -> None:
        self._wall = wall
        self._link = PostgresLink(parameters, bell)
        try:
            self._ask(_PREPARE)
        except BaseException:
            self._link.close()
            raise

    def read(self) -> SharedState | None:
        """Return what the wall's row holds; None where there is none yet."""
        rows = self._ask(_READ, (self._wall,))
        if not rows:
            return None
        revision, by, at, text = rows[0]
        if not isinstance(at, datetime):
            raise TypeError(at)
        return SharedState(Stamp(int(str(revision)), str(by), at), str(text))

    def write(self, state: WallState, expected: Stamp | None) -> bool:
        """Put ``state`` in the place of ``expected`` (None = of no row); say whether it was so."""
        stamp = Stamp.of(state)
        if stamp is None:
            return False
        values: dict[str, object] = {
            "wall": self._wall,
            "scene": state.program.scene,
            "region": state.program.region or None,
            "state": state.to_json(),
            "revision": stamp.revision,
            "by": stamp.by,
            "at": stamp.at,
        }
        if expected is None:
            return bool(self._ask(_BEGIN, values))
        values |= {
            "old_revision": expected.revision,
            "old_by": expected.by,
            "old_at": expected.at,
        }
        return bool(self._ask(_CHANGE, values))

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Append ``entries`` to the record; one that is there already is passed over."""
        for entry in entries:
            body = json.loads(entry.body)
            author = f"{body['by']}@{body['desk']}"[:100]
            values: dict[str, object] = {
                "id": entry.id,
                "wall": body["wall"],
                "kind": body["step"],
                "scene": body["scene"],
                "region": body["region"] or None,
                "detail": entry.body,
                "by": author,
                "at": entry.at,
            }
            self._ask(_EVENT, values)

    def changed(self, seconds: float, waker: Bell) -> bool:
        """Wait for news from the database, at most ``seconds`` or until ``waker`` rings."""
        return self._link.notified(seconds, waker)

    def close(self) -> None:
        """Close at once, whatever is under way."""
        self._link.close()

    def _ask(self, statement: str, values: Values = None) -> list[Row]:
        return self._link.ask(statement, seconds=_WITHIN, values=values)
