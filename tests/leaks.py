"""Find what a test left behind: threads, running timers and threads of Qt, top-level windows."""

import gc
import sys
import threading
import time
from collections.abc import Collection
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


class QtWatch:
    """Looks at the timers, threads and windows of Qt that came since it was made.

    To find them among all objects would cost a quarter of a second; so what is there already is
    set aside from the garbage collector's lists, which then hold the new objects only.
    """

    def __init__(self) -> None:
        gc.freeze()
        self._windows = _windows()

    def end(self) -> list[str]:
        """Describe what is left, and give back to the collector what was set aside."""
        if not _application():
            gc.unfreeze()
            return []
        _wake()
        _settle()
        if self._left():
            gc.collect()
            _settle()
        lines = [_describe(thing) for thing in self._left()]
        gc.unfreeze()
        return lines

    def _left(self) -> list[Any]:
        return [*_running(), *(new for new in _windows() if new not in self._windows)]


def _application() -> Any:
    core = sys.modules.get("PySide6.QtCore")
    return core.QCoreApplication.instance() if core else None


def _wake() -> None:
    """Let event loops run again where the test ended the application.

    Qt remembers that the application was told to end, and each later loop of the thread ends at
    once (so that nothing would ever happen in the tests that follow), until exec() begins anew.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    loop, application = QEventLoop(), _application()
    QTimer.singleShot(0, loop, loop.quit)
    if loop.exec() == -1:
        QTimer.singleShot(0, application, application.quit)
        application.exec()


def _settle() -> None:
    """Let Qt delete what waits to be deleted."""
    from PySide6.QtCore import QCoreApplication, QEvent

    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def _running() -> list[Any]:
    from PySide6.QtCore import QThread, QTimer
    from shiboken6 import isValid

    # The type is asked, not the thing: isinstance() would wake lazy modules and proxies.
    kinds = (QTimer, QThread)
    things = [thing for thing in gc.get_objects() if issubclass(type(thing), kinds)]
    return [
        thing
        for thing in things
        if isValid(thing) and (thing.isActive() if isinstance(thing, QTimer) else thing.isRunning())
    ]


def _windows() -> list[Any]:
    application = _application()
    if not hasattr(application, "topLevelWidgets"):
        return []
    return [window for window in application.topLevelWidgets() if window.parent() is None]


def _describe(thing: Any) -> str:
    from PySide6.QtCore import QThread, QTimer

    name = f"{type(thing).__module__}.{type(thing).__name__} {thing.objectName()!r}"
    if isinstance(thing, QTimer):
        return f"running timer {name} of {thing.parent()!r}: stop() it, or give its owner an end"
    if isinstance(thing, QThread):
        return f"running thread {name}: quit() and wait() for it"
    return f"window {name}: hand it to qtbot.addWidget() or close and delete it"
