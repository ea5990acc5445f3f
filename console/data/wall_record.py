"""The thread that keeps what happens to the wall on disk: its state, and the record of changes."""

import json
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from console.data.outbox import Entry, Outbox
from console.data.wall_file import write_whole
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.wall.call_book import CallEvent
from console.wall.events import UNRECORDED, WallEvent
from console.wall.state import WallState

_log = logging.getLogger(__name__)

WALL_EVENT = "wall_event"


def entry_of(event: WallEvent, wall: str) -> Entry:
    """Return ``event`` of the wall ``wall`` as the record keeps it, with the whole state after."""
    after = event.after
    body = {
        "wall": wall,
        "step": event.step.value,
        "source": event.source.name.lower(),
        "by": after.author.by,
        "desk": after.author.desk,
        "scene": after.program.scene,
        "region": after.program.region,
        "before": json.loads(event.before.to_json(with_past=False)),
        "after": json.loads(after.to_json(with_past=False)),
    }
    return Entry(event.id, WALL_EVENT, event.at, json.dumps(body, ensure_ascii=False))


def entry_of_call(event: CallEvent, wall: str, state: WallState) -> Entry:
    """Return a step of a call as the record keeps it, beside the state in which the wall was."""
    call = event.call
    body = {
        "wall": wall,
        "step": f"call_{event.step.value}",
        "source": "call",
        "by": state.author.by,
        "desk": state.author.desk,
        "scene": state.program.scene,
        "region": call.party.region or state.program.region,
        "call": {
            "key": call.key,
            "party": call.party.code,
            "kind": call.party.kind.value,
            "name": call.party.name.zh,
            "outgoing": call.outgoing,
            "placed_at": call.placed_at.isoformat(),
            "answered_at": _written(call.answered_at),
            "ended_at": _written(call.ended_at),
            "seconds": round(call.lasted(event.at).total_seconds(), 1),
            "reason": call.reason.value if call.reason is not None else None,
            "on_air": [[span.since.isoformat(), _written(span.until)] for span in call.on_air],
        },
        "before": json.loads(state.to_json(with_past=False)),
        "after": json.loads(state.to_json(with_past=False)),
    }
    text = json.dumps(body, ensure_ascii=False)
    return Entry(str(uuid4()), WALL_EVENT, event.at, text)


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


class WallRecord:
    """Writes the newest state and every event, in their order, on a thread of its own.

    Args:
        state: The file of the state.
        record: The file of the record.
        wall: The wall's name.
        failed: Told on that thread when the disk refuses; once until it is well again.
        written: Told on that thread when events are on disk and can be delivered.
    """

    def __init__(
        self,
        state: Path,
        record: Path,
        wall: str,
        *,
        failed: Callable[[ConsoleError], None],
        written: Callable[[], None],
    ) -> None:
        self._state = state
        self._record = record
        self._wall = wall
        self._failed = failed
        self._written = written
        self._sound = True
        self._work: queue.SimpleQueue[WallEvent | WallState | Entry | None] = queue.SimpleQueue()
        self._unkept: list[Entry] = []
        self._thread = threading.Thread(target=self._run, name="wall-record", daemon=True)

    def start(self) -> None:
        """Begin to write what comes."""
        self._thread.start()

    def keep(self, event: WallEvent) -> None:
        """Write ``event`` soon; returns at once."""
        self._work.put(event)

    def note(self, entry: Entry) -> None:
        """Write an entry that changes nothing of the state; returns at once."""
        self._work.put(entry)

    def save(self, state: WallState) -> None:
        """Write ``state``, with which the wall began; returns at once."""
        self._work.put(state)

    def stop(self, seconds: float) -> bool:
        """Write what waits and end, within ``seconds``; say whether that was enough."""
        if self._thread.ident is None:
            return True
        self._work.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        outbox: Outbox | None = None
        going = True
        while going:
            work = self._next()
            going = None not in work
            known = [item for item in work if isinstance(item, WallEvent | WallState)]
            self._unkept += [entry for item in work if (entry := self._entry(item)) is not None]
            try:
                if known:
                    last = known[-1]
                    state = last.after if isinstance(last, WallEvent) else last
                    write_whole(self._state, state.to_json())
                outbox = outbox or Outbox(self._record)
                self._keep(outbox)
            except (OSError, sqlite3.Error) as error:
                self._report(error)
            else:
                self._sound = True
        if outbox is not None:
            outbox.close()

    def _entry(self, item: WallEvent | WallState | Entry | None) -> Entry | None:
        if isinstance(item, WallEvent) and item.step not in UNRECORDED:
            return entry_of(item, self._wall)
        return item if isinstance(item, Entry) else None

    def _next(self) -> list[WallEvent | WallState | Entry | None]:
        """Wait for work and take what came with it: a burst costs one write of the state."""
        work = [self._work.get()]
        while not self._work.empty():
            work.append(self._work.get())
        return work

    def _keep(self, outbox: Outbox) -> None:
        if self._unkept:
            outbox.put(self._unkept)
            self._unkept.clear()
            self._written()

    def _report(self, error: Exception) -> None:
        if self._sound:
            self._sound = False
            _log.warning("The wall's state cannot be kept on disk: %s", error)
            self._failed(
                ConsoleError(
                    str(self._state.parent),
                    Text(
                        f"大屏状态无法存盘（{error}）。", f"The wall's state is not kept ({error})."
                    ),
                    Text("请检查磁盘空间与权限。", "Check the disk's space and rights."),
                )
            )
