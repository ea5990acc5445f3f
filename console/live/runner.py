"""Threads of services that live as long as the program, each ended within a deadline."""

import logging

from PySide6.QtCore import QObject, Qt, QThread, Signal

from console.live.duty import DutyService
from console.live.refresher import Refresher

_log = logging.getLogger(__name__)

#: Threads that did not end in time. Qt aborts a program that destroys one which still runs.
_left_behind: list[tuple[QThread, QObject]] = []


class ServiceThread(QObject):
    """Runs one service on a thread of its own; its ``stopped`` signal tells that it has ended."""

    _stop_asked = Signal()

    def __init__(
        self, service: Refresher | DutyService, name: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._thread = QThread(self)
        self._thread.setObjectName(name)
        service.moveToThread(self._thread)
        self._thread.started.connect(service.start)
        self._stop_asked.connect(service.stop, Qt.ConnectionType.QueuedConnection)
        # quit() may be called from any thread, and must not wait for ours, which waits for it.
        service.stopped.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Start the thread and the service on it."""
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> bool:
        """End the service and its thread within ``seconds``; say whether they ended."""
        if not self._thread.isRunning():
            self._service.stop()  # nothing runs; what was opened is given back
            return True
        self._stop_asked.emit()
        if self._thread.wait(int(seconds * 1000)):
            return True
        _log.error("The %s did not end in time and is left behind", self._thread.objectName())
        self._thread.setParent(None)
        _left_behind.append((self._thread, self._service))
        return False
