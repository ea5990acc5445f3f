"""Ends the console cleanly at SIGINT and SIGTERM."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_ENDING = (signal.SIGINT, signal.SIGTERM)


class EndSignals(QObject):
    """Turns the system's signals into one Qt signal.

    Python runs its handlers only when it gets to speak, which an idle Qt loop never lets it: the
    signal's number is written to a socket that wakes the loop.
    """

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mouth, self._ear = socket.socketpair()
        for end in (self._mouth, self._ear):
            end.setblocking(False)  # noqa: FBT003 - socket's own signature
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._before = signal.set_wakeup_fd(self._mouth.fileno())
        self._handlers = {number: signal.signal(number, self._end) for number in _ENDING}

    def close(self) -> None:
        """Give the signals back."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._before)
        self._notifier.setEnabled(False)
        self._mouth.close()
        self._ear.close()

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self.ended.emit()

    @Slot()
    def _woken(self) -> None:
        self._ear.recv(64)
