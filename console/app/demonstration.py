"""The embedded demonstration: its database is built off the GUI thread, and then it lives."""

import logging
import threading

from PySide6.QtCore import QObject, Signal

from console.data.demo.keeping import ensure_demo
from console.data.simulation import GentleSimulation
from console.domain.errors import ConsoleError

_LOG = logging.getLogger(__name__)

_DEADLINE = 10.0
"""Seconds to wait at the stop for a database that is being built: it cannot be interrupted."""


class Demonstration(QObject):
    """Keeps the demonstration's database at hand, and changes it now and then."""

    ready = Signal(str)
    """The database is there: its address."""

    failed = Signal(object)
    """It cannot be built: a :class:`ConsoleError`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="demonstration", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the simulation, after the change at hand."""
        self._ending.set()
        if self._thread.ident is not None:
            self._thread.join(_DEADLINE)

    def _run(self) -> None:
        try:
            url = ensure_demo()
        except ConsoleError as error:
            _LOG.warning("There is no demonstration: %s", error)
            self.failed.emit(error)
            return
        self.ready.emit(url)
        simulation = GentleSimulation(url)
        simulation.start()
        self._ending.wait()
        if not simulation.stop():
            _LOG.error("The demonstration's simulation did not end in time")
