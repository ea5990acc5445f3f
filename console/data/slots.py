"""Files that one console at a time may use, several consoles on one machine each their own."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Consoles of one machine and user that use the same thing at once, each with a file of its own.
_SLOTS = 8


@dataclass(frozen=True, slots=True)
class Slot:
    """The right to one file, until it is released or the process ends.

    Attributes:
        path: The file's path without an ending.
    """

    path: Path
    _lock: sqlite3.Connection

    def release(self) -> None:
        """Let another console have it."""
        self._lock.close()


def take_slot(folder: Path, name: str) -> Slot:
    """Take the first slot of ``name`` that no other console uses.

    Raises:
        OSError: There is none.
    """
    for number in range(_SLOTS):
        slot = _take(folder / f"{name}-{number}")
        if slot is not None:
            return slot
    msg = f"no file is free in {folder}"
    raise OSError(msg)


def free_slots(folder: Path, name: str, *, but: Slot) -> Iterator[Slot]:
    """Yield every other slot of ``name`` that was used once and is free now."""
    for number in range(_SLOTS):
        path = folder / f"{name}-{number}"
        if path != but.path and path.with_suffix(".lock").exists():
            slot = _take(path)
            if slot is not None:
                yield slot


def _take(path: Path) -> Slot | None:
    # SQLite's locks are the same on every system, and end with their process.
    lock = sqlite3.connect(
        path.with_suffix(".lock"), isolation_level=None, timeout=0, check_same_thread=False
    )
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        return None
    return Slot(path, lock)
