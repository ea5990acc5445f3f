"""Shares a wall's state with its other nodes, and delivers the record, off the GUI thread."""

import logging
import sqlite3
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg2
from PySide6.QtCore import Signal, Slot
from typing_extensions import override

from console.data.outbox import Outbox
from console.data.wall_store import SharedState, Stamp, WallStore
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.live.link import Link
from console.wall.events import Step, WallEvent
from console.wall.state import WallState

_LOG = logging.getLogger(__name__)

_POLL = 2.0
"""Seconds after which the row is read though nothing was told: NOTIFY is only a hint."""

_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A change made here that the shared row does not hold yet, and what it was made upon."""

    state: WallState
    upon: Stamp | None


class WallLink(Link):
    """One node's end of a wall.

    Args:
        url: The database's address.
        wall: The wall's name.
        record: The file of the record, whose events are delivered.
        begins: What this node shows at the start, and the wall where no other node has begun.
        shared: Whether the state is shared with other nodes; else only the record is delivered.
    """

    followed = Signal(object)
    """Another node decided: the :class:`WallState` to be shown."""

    overruled = Signal(object)
    """Another desk was first: a :class:`ConsoleError` that says whose outcome is on the wall."""

    def __init__(
        self, url: str, wall: str, record: Path, begins: WallState, *, shared: bool
    ) -> None:
        super().__init__(url, wall, "wall-link")
        self._wall = wall
        self._record = record
        self._shared = shared
        self._shown = begins
        self._held: Stamp | None = None
        self._wish: _Wish | None = None
        self._lock = threading.Lock()

    @Slot(object)
    def share(self, event: WallEvent) -> None:
        """Let the other nodes follow ``event``, which happened here."""
        if not self._shared or event.step in (Step.FOLLOW, Step.CORRECTION):
            return
        with self._lock:
            upon = Stamp.of(event.before)
            if self._wish is not None and Stamp.of(self._wish.state) == upon:
                upon = self._wish.upon  # what was made upon it waits to be written, too
            self._wish = _Wish(event.after, upon)
        self._waker.ring()

    @Slot()
    def deliver(self) -> None:
        """Deliver soon what the record holds."""
        self._waker.ring()

    @override
    def _tell(self, fault: ConsoleError) -> None:
        if self._shared:  # A record that waits is no news: the link of the data has its own fault.
            super()._tell(fault)

    @override
    def _connect(self) -> None:
        store = self._endpoint.wall(self._bell, self._wall)
        if store is None:
            self._stopping.wait()
            return
        try:
            outbox = Outbox(self._record)
            try:
                self._follow(store, outbox)
            finally:
                outbox.close()
        finally:
            store.close()

    def _follow(self, store: WallStore, outbox: Outbox) -> None:
        while not self._stopping.is_set():
            self._waker.hush()
            if self._shared:
                self._exchange(store)
            self._empty(store, outbox)
            self._note_well()
            store.changed(_POLL, self._waker)

    def _exchange(self, store: WallStore) -> None:
        """Bring the row and this node together: whoever wrote first has decided."""
        with self._lock:
            wish = self._wish
        written = wish is not None and self._write(store, wish.state, wish.upon)
        row = store.read()
        if row is None:
            self._write_first(store)
            return
        if wish is not None:
            # An answer that was lost on the way leaves a row that is ours all the same.
            if not written and row.stamp != Stamp.of(wish.state):
                self._give_way(row, wish)
                return
            self._note_written(wish)
        if row.stamp == self._held:
            return
        self._give_way(row, None)

    def _write(self, store: WallStore, state: WallState, upon: Stamp | None) -> bool:
        try:
            return store.write(state, upon)
        except psycopg2.errors.InsufficientPrivilege:
            self.overruled.emit(
                ConsoleError(
                    self.place,
                    Text("此账号无权操作大屏。", "This account may not change the wall."),
                    Text("请以 console_operator 登录。", "Connect as console_operator."),
                )
            )
            return False

    def _note_written(self, wish: _Wish) -> None:
        with self._lock:
            self._held, self._shown = Stamp.of(wish.state), wish.state
            if self._wish is wish:
                self._wish = None
            elif self._wish is not None and self._wish.upon == wish.upon:
                self._wish = replace(self._wish, upon=self._held)

    def _write_first(self, store: WallStore) -> None:
        """Write what this node shows: there is no row yet, or the database lost it."""
        with self._lock:
            wish = self._wish or _Wish(self._shown, None)
        if self._write(store, wish.state, None):
            self._note_written(wish)
        else:
            self._waker.ring()  # Another node was quicker, and has decided.

    def _give_way(self, row: SharedState, wish: _Wish | None) -> None:
        """Show what another node decided, and say so to whoever wished otherwise here."""
        with self._lock:
            self._held = row.stamp
            if wish is not None and self._wish is not None and self._wish.upon == wish.upon:
                self._wish = None
        state = self._shown = WallState.from_json(row.text)
        self.followed.emit(state)
        if wish is not None:
            self.overruled.emit(_was_first(self.place, row.stamp.by, state))

    def _empty(self, store: WallStore, outbox: Outbox) -> None:
        try:
            while entries := outbox.waiting():
                store.deliver(entries)
                outbox.mark_delivered([entry.id for entry in entries])
            outbox.forget(datetime.now(UTC) - _KEPT)
        except (psycopg2.errors.InsufficientPrivilege, sqlite3.Error) as error:
            # The record stays on disk; the picture is worth more than the book about it.
            _LOG.warning("The wall's record cannot be delivered for now: %s", error)


def _was_first(place: str, who: str, state: WallState) -> ConsoleError:
    scene = state.program.scene
    return ConsoleError(
        place,
        Text(
            f"{who} 先一步操作，大屏以其为准：{scene}。",
            f"{who} was first; the wall shows that: {scene}.",
        ),
        Text("如需更改，请再操作一次。", "Do it again if it is still wanted."),
    )
