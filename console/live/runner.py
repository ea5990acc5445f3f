"""Threads of services that live as long as the program, each ended within a deadline."""

from PySide6.QtCore import QObject, Qt, QThread, Signal

from console.live.duty import DutyService
from console.live.refresher import Refresher
from console.live.stragglers import keep


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
        keep(self._thread, self._service)
        return False
