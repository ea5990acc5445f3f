"""The refresher's thread: started with the program, ended within a deadline."""

import logging

from PySide6.QtCore import QObject, Qt, QThread, Signal

from console.live.refresher import Refresher

_log = logging.getLogger(__name__)

#: Threads that did not end in time. Qt aborts a program that destroys one which still runs.
_left_behind: list[tuple[QThread, Refresher]] = []


class RefreshThread(QObject):
    """Runs one :class:`Refresher` on a thread of its own."""

    _stop_asked = Signal()

    def __init__(self, refresher: Refresher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._refresher = refresher
        self._thread = QThread(self)
        self._thread.setObjectName("refresher")
        refresher.moveToThread(self._thread)
        self._thread.started.connect(refresher.start)
        self._stop_asked.connect(refresher.stop, Qt.ConnectionType.QueuedConnection)
        # quit() may be called from any thread, and must not wait for ours, which waits for it.
        refresher.stopped.connect(self._thread.quit, Qt.ConnectionType.DirectConnection)

    def start(self) -> None:
        """Start the thread and the refresher on it."""
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> bool:
        """End the refresher and its thread within ``seconds``; say whether they ended."""
        if not self._thread.isRunning():
            self._refresher.stop()  # nothing runs; what was opened is given back
            return True
        self._stop_asked.emit()
        if self._thread.wait(int(seconds * 1000)):
            return True
        _log.error("The refresher did not end in time and is left behind")
        self._thread.setParent(None)
        _left_behind.append((self._thread, self._refresher))
        return False
