"""Watches who drives the wall on this machine, and hands it over when somebody asks."""

import logging
import sqlite3
import threading

from PySide6.QtCore import QObject, Signal, Slot

from console.data.driver_lock import Driver, DriverLock

_LOG = logging.getLogger(__name__)

_LOOK_EVERY = 0.2
"""Seconds between two looks; a look is two questions to the file system."""


class Driving(QObject):
    """One console's side of the lock.

    Args:
        lock: The lock, which this object owns from now on.
        me: This very process.
    """

    began = Signal()
    """This console drives from now on."""

    ended = Signal(object)
    """Another console took over: a :class:`Driver`."""

    def __init__(self, lock: DriverLock, me: Driver) -> None:
        super().__init__()
        self._lock = lock
        self._me = me
        self._asks = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="driving", daemon=True)

    def claim(self) -> bool:
        """Drive, unless another console on this machine does; say whether it is so.

        A folder in which no lock can be kept stops nobody from showing the wall.
        """
        try:
            return self._lock.claim(self._me)
        except (OSError, sqlite3.Error) as error:
            _LOG.warning("Who drives the wall cannot be noted: %s", error)
            return True

    def driver(self) -> Driver | None:
        """Return who drives, if that is known."""
        return self._lock.driver()

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    @Slot()
    def take_over(self) -> None:
        """Ask whoever drives to let go; :attr:`began` tells when it is so."""
        self._asks.set()

    def stop(self) -> bool:
        """Let go and end; say whether that came in time."""
        self._stopping.set()
        if self._thread.ident is None:
            self._lock.release()
            return True
        self._thread.join(2.0)
        return not self._thread.is_alive()

    def _run(self) -> None:
        asked = False
        while not self._stopping.wait(_LOOK_EVERY):
            try:
                asked = self._look(asked=asked)
            except (OSError, sqlite3.Error) as error:
                _LOG.warning("Who drives the wall cannot be seen: %s", error)
        self._lock.release()

    def _look(self, *, asked: bool) -> bool:
        """Look once; return whether this console has asked and still waits."""
        if self._lock.held:
            self._asks.clear()
            wanted = self._lock.wanted()
            if wanted is not None and wanted.token != self._me.token:
                self._lock.release()
                self.ended.emit(wanted)
            return False
        if not self._asks.is_set():
            return False
        if self._lock.claim(self._me):
            self.began.emit()
            return False
        if not asked:
            self._lock.ask(self._me)
        return True
