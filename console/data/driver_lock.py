"""Which of the consoles on this machine drives a wall: one at a time, and how it is handed over.

The lock is SQLite's, which ends with its process: what a dead one left behind holds nobody up.
"""

import json
import os
import sqlite3
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from console.data.wall_file import write_whole

_FRESH = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Driver:
    """Who drives a wall, or wants to.

    Attributes:
        by: The person's account.
        desk: The machine or node.
        pid: The process.
        since: When it began, aware.
        token: Tells it from every other run.
    """

    by: str
    desk: str
    pid: int
    since: datetime
    token: str = ""

    @classmethod
    def here(cls, by: str, desk: str) -> "Driver":
        """Return this very process."""
        return cls(by, desk, os.getpid(), datetime.now(UTC), uuid4().hex)


class DriverLock:
    """The right to drive the wall ``name``, of which a machine has one."""

    def __init__(self, folder: Path, name: str) -> None:
        self._lock_path = folder / f"{name}.lock"
        self._driver_path = folder / f"{name}.driver.json"
        self._wanted_path = folder / f"{name}.wanted.json"
        self._held: sqlite3.Connection | None = None

    @property
    def held(self) -> bool:
        """Whether this process drives."""
        return self._held is not None

    def claim(self, driver: Driver) -> bool:
        """Drive from now on, unless another process does; say whether it is so.

        Raises:
            sqlite3.Error, OSError: The lock cannot be kept here at all.
        """
        if self._held is not None:
            return True
        self._lock_path.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(
            self._lock_path, isolation_level=None, timeout=0, check_same_thread=False
        )
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if "locked" in str(error):
                return False
            raise
        self._held = lock
        self._wanted_path.unlink(missing_ok=True)
        _write(self._driver_path, driver)
        return True

    def driver(self) -> Driver | None:
        """Return who drives, as that process wrote it; None where nothing can be read."""
        return _read(self._driver_path)

    def ask(self, driver: Driver) -> None:
        """Ask the process that drives to let go, for as long as a wish is fresh."""
        _write(self._wanted_path, replace(driver, since=datetime.now(UTC)))

    def wanted(self) -> Driver | None:
        """Return who asks this process to let go, and has not given it up."""
        asking = _read(self._wanted_path) if self._wanted_path.exists() else None
        return asking if asking and datetime.now(UTC) - asking.since < _FRESH else None

    def release(self) -> None:
        """Let go."""
        if self._held is not None:
            self._held.close()
            self._held = None


def _write(path: Path, driver: Driver) -> None:
    write_whole(path, json.dumps(asdict(driver) | {"since": driver.since.isoformat()}))


def _read(path: Path) -> Driver | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        since = datetime.fromisoformat(found["since"])
        token = str(found.get("token", ""))
        return Driver(str(found["by"]), str(found["desk"]), int(found["pid"]), since, token)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
