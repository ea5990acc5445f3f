"""The thread that keeps what happens to the wall on disk: its state, and the record of changes."""

import json
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from console.data.outbox import Entry, Outbox
from console.data.wall_file import write_whole
from console.domain.errors import ConsoleError
from console.domain.wording import Text
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
        self._work: queue.SimpleQueue[WallEvent | WallState | None] = queue.SimpleQueue()
        self._unkept: list[Entry] = []
        self._thread = threading.Thread(target=self._run, name="wall-record", daemon=True)

    def start(self) -> None:
        """Begin to write what comes."""
        self._thread.start()

    def keep(self, event: WallEvent) -> None:
        """Write ``event`` soon; returns at once."""
        self._work.put(event)

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
            known = [item for item in work if item is not None]
            events = [item for item in known if isinstance(item, WallEvent)]
            recorded = [event for event in events if event.step not in UNRECORDED]
            self._unkept += [entry_of(event, self._wall) for event in recorded]
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

    def _next(self) -> list[WallEvent | WallState | None]:
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
