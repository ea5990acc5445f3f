"""Find what a test left behind: threads, running timers and threads of Qt, top-level windows."""

import gc
import sys
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

_GRACE_SECONDS = 3.0


def threads_since(before: Collection[threading.Thread]) -> list[str]:
    """Describe the Python threads that are not in ``before``, after giving them time to end.

    A thread that Qt started and in which Python ran is known to Python as a dummy that never ends;
    those are found as QThread objects.
    """
    new = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    deadline = time.monotonic() + _GRACE_SECONDS
    for thread in new:
        thread.join(max(0.0, deadline - time.monotonic()))
    return [
        f"thread {thread.name!r}: stop and join() it before the test ends"
        for thread in new
        if thread.is_alive()
    ]


@dataclass(frozen=True)
class QtObjects:
    """The running timers, running threads and windows of Qt at one moment; empty without Qt."""

    ids: frozenset[int] = frozenset()

    @classmethod
    def now(cls) -> "QtObjects":
        """Look for them."""
        return cls(frozenset(id(thing) for thing in _lingering()))


def qt_objects_since(before: QtObjects) -> list[str]:
    """Describe the timers, threads and windows that were not there ``before``."""
    if not _application():
        return []
    _settle()
    if not _new(before):
        return []
    gc.collect()
    _settle()
    return [_describe(thing) for thing in _new(before)]


def _application() -> Any:
    core = sys.modules.get("PySide6.QtCore")
    return core.QCoreApplication.instance() if core else None


def _settle() -> None:
    """Let Qt delete what waits to be deleted."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def _new(before: QtObjects) -> list[Any]:
    return [thing for thing in _lingering() if id(thing) not in before.ids]


def _lingering() -> list[Any]:
    if not _application():
        return []
    from PySide6.QtCore import QThread, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    found: list[Any] = []
    for thing in gc.get_objects():
        # The type is asked, not the thing: isinstance() would wake lazy modules and proxies.
        if not issubclass(type(thing), QTimer | QThread) or not isValid(thing):
            continue
        running = thing.isActive() if isinstance(thing, QTimer) else thing.isRunning()
        if running:
            found.append(thing)
    if isinstance(QApplication.instance(), QApplication):
        found += [window for window in QApplication.topLevelWidgets() if window.parent() is None]
    return found


def _describe(thing: Any) -> str:
    from PySide6.QtCore import QThread, QTimer

    name = f"{type(thing).__module__}.{type(thing).__name__} {thing.objectName()!r}"
    if isinstance(thing, QTimer):
        return f"running timer {name} of {thing.parent()!r}: stop() it, or give its owner an end"
    if isinstance(thing, QThread):
        return f"running thread {name}: quit() and wait() for it"
    return f"window {name}: hand it to qtbot.addWidget() or close and delete it"
