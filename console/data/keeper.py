"""The thread that writes the cache, so that no disk ever delays a number on the wall."""

import logging
import queue
import sqlite3
import threading
import time
from datetime import datetime
from pathlib import Path

from console.data.cache import Cache
from console.data.delta import Delta

_log = logging.getLogger(__name__)

_CONFIRM_EVERY = 20.0
_TRY_AGAIN_AFTER = 600.0
#: Steps waiting for a slow disk; beyond, the cache is given up until it is written whole again.
_BACKLOG = 2000


class CacheKeeper:
    """Writes one cache in the order of the changes, on a thread of its own.

    A disk that is full or gone costs the cache, not the console: it is said once, and
    :meth:`wants_all` asks for everything anew some minutes later.

    Args:
        folder: Where caches lie; None = nothing is kept.
        url: The address of the database.
    """

    def __init__(self, folder: Path | None, url: str) -> None:
        self._cache = None if folder is None else _open(folder, url)
        self._work: queue.SimpleQueue[Delta | datetime | None] = queue.SimpleQueue()
        self._failed_at: float | None = None
        self._next_confirm = 0.0
        self._overflowed = False
        self._thread = threading.Thread(target=self._run, name="cache", daemon=True)
        self._started = False

    def load(self) -> Delta | None:
        """Return what was kept; to be called before :meth:`start`, from any one thread."""
        return None if self._cache is None else self._cache.load()

    def start(self) -> None:
        """Begin to write what comes."""
        if self._cache is not None:
            self._started = True
            self._thread.start()

    def keep(self, delta: Delta) -> None:
        """Write ``delta`` soon; returns at once."""
        if self._cache is None:
            return
        if self._work.qsize() < _BACKLOG:
            self._work.put(delta)
        else:
            self._overflowed = True

    def confirm(self, moment: datetime) -> None:
        """Write, every now and then, that what is kept is still so."""
        now = time.monotonic()
        if self._cache is not None and now >= self._next_confirm:
            self._next_confirm = now + _CONFIRM_EVERY
            self._work.put(moment)

    def wants_all(self) -> bool:
        """Say whether the cache failed a while ago, and all datasets are wanted anew."""
        return self._failed_at is not None and time.monotonic() - self._failed_at > _TRY_AGAIN_AFTER

    def stop(self, seconds: float) -> bool:
        """Write what waits and end, within ``seconds``; say whether that was enough."""
        if self._started:
            self._work.put(None)
            self._thread.join(seconds)
            if self._thread.is_alive():
                return False
        elif self._cache is not None:
            self._cache.close()
        return True

    def _run(self) -> None:
        if self._cache is None:
            return
        while (work := self._work.get()) is not None:
            if self._overflowed:
                self._overflowed = False
                self._give_up("the disk is too slow")
            if self._failed_at is None or _is_all(work):
                self._write(work, anew=self._failed_at is not None)
        self._cache.close()

    def _write(self, work: Delta | datetime, *, anew: bool) -> None:
        if self._cache is None:
            return
        try:
            if anew:
                self._cache.release()
            if isinstance(work, Delta):
                self._cache.save(work)
            else:
                self._cache.confirm(work)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
        else:
            self._failed_at = None

    def _give_up(self, reason: object) -> None:
        if self._failed_at is None:
            _log.warning("The last data cannot be kept on disk for now: %s", reason)
        # From here on steps would be missing: only a whole new beginning can be written.
        self._failed_at = time.monotonic()


def _is_all(work: Delta | datetime) -> bool:
    return isinstance(work, Delta) and {p.dataset for p in work.parts if p.reset} >= set(work.marks)


def _open(folder: Path, url: str) -> Cache | None:
    try:
        return Cache(folder, url)
    except (OSError, sqlite3.Error) as error:
        _log.warning("The last data cannot be kept on disk: %s", error)
        return None
