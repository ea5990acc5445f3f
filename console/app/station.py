"""A wall that stands by itself: no screen is blanked, no idle cursor lies on the figures."""

import logging
import os
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication

from console import paths
from console.views.wall_set import WallSet

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusPendingCallWatcher

_LOG = logging.getLogger(__name__)

_LOOK_MS = 250
_IDLE_SECONDS = 5.0

_SAVER = "org.freedesktop.ScreenSaver"
_REASON = "The wall of the command centre is on air"


class Station(QObject):
    """Hides an idle cursor on the wall, and asks the desktop to keep the screens on."""

    def __init__(self, wall: WallSet, *, keep_awake: bool) -> None:
        """Prepare both.

        Args:
            wall: Over whose windows the cursor is hidden.
            keep_awake: Whether the desktop is asked: for a real wall, not for windows on a desk.
        """
        super().__init__()
        self._wall = wall
        self._keep_awake = keep_awake
        self._at = QPoint()
        self._moved_at = 0.0
        self.is_hidden = False
        self.is_awake = False
        self.idle_seconds = _IDLE_SECONDS
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._answer: QDBusPendingCallWatcher | None = None

    def start(self) -> None:
        """Watch the cursor from now on; the desktop keeps its screens on until the process ends."""
        self._moved_at = monotonic()
        self._timer.start()
        if self._keep_awake:
            self._ask_desktop()

    def stop(self) -> None:
        """Show the cursor again."""
        self._timer.stop()
        self._show()

    @Slot()
    def _look(self) -> None:
        at = QCursor.pos()
        if at != self._at:
            self._at, self._moved_at = at, monotonic()
            self._show()
        elif not self.is_hidden and monotonic() - self._moved_at >= self.idle_seconds:
            self._hide(at)

    def _hide(self, at: QPoint) -> None:
        if QApplication.topLevelAt(at) in self._wall.windows:
            self.is_hidden = True
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def _show(self) -> None:
        if self.is_hidden:
            self.is_hidden = False
            QGuiApplication.restoreOverrideCursor()

    def _ask_desktop(self) -> None:
        """Ask over the session bus, which all desktops of Linux answer to; wait for nothing."""
        if not _has_session_bus():
            return
        # Only here: the packages for Windows leave this part of Qt out.
        from PySide6.QtDBus import (  # noqa: PLC0415
            QDBusConnection,
            QDBusMessage,
            QDBusPendingCallWatcher,
        )

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        path = "/" + _SAVER.replace(".", "/")
        call = QDBusMessage.createMethodCall(_SAVER, path, _SAVER, "Inhibit")
        call.setAutoStartService(False)
        call.setArguments([paths.APP_NAME, _REASON])
        self._answer = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        self._answer.finished.connect(self._note_answer)

    @Slot()
    def _note_answer(self) -> None:
        if self._answer is not None and self._answer.isError():
            problem = self._answer.error().message()
            _LOG.info("the desktop was not kept from blanking screens: %s", problem)
        else:
            self.is_awake = True
            _LOG.info("the desktop keeps its screens on")


def _has_session_bus() -> bool:
    """Tell whether there is a bus to ask: Qt would else start one, and wait for it."""
    if not sys.platform.startswith("linux"):
        return False
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    has_socket = runtime is not None and (Path(runtime) / "bus").exists()
    return has_socket or bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS"))
