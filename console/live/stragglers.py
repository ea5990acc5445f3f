"""Threads that did not end in time. Qt aborts a program that destroys one which still runs."""

import logging
import os
import sys
import threading
from time import monotonic

from PySide6.QtCore import QObject, QThread

_log = logging.getLogger(__name__)

_PATIENCE = 10.0
"""Seconds more for threads that did not end in time: on a busy machine they are only late."""

_kept: list[tuple[QThread, QObject]] = []


def keep(thread: QThread, service: QObject) -> None:
    """Hold ``thread``, and what runs on it, for as long as the program lasts."""
    _log.error("The %s did not end in time and is left behind", thread.objectName())
    thread.setParent(None)
    _kept.append((thread, service))


def still_running(seconds: float) -> list[str]:
    """Wait for what was left behind, ``seconds`` in all; name what runs even then.

    Threads of Python that nobody waits for count as well: the interpreter ends them amid whatever
    they do, and where that is C++ the process aborts.
    """
    deadline = monotonic() + seconds
    for thread, _ in _kept:
        thread.wait(max(0, round(1000 * (deadline - monotonic()))))
    _kept[:] = [item for item in _kept if item[0].isRunning()]
    # What C++ began and Python only met (Dummy-1 …) is nobody's to be waited for.
    own = [t for t in threading.enumerate() if t.daemon and not t.name.startswith("Dummy-")]
    for other in own:
        other.join(max(0.0, deadline - monotonic()))
    return [thread.objectName() for thread, _ in _kept] + [t.name for t in own if t.is_alive()]


def leave(code: int, seconds: float = _PATIENCE) -> None:
    """End the process with ``code`` at once, where a thread still runs after ``seconds``.

    What is to be on disk is there by now: only Qt's and Python's own ends are left out, of which
    the first would abort.
    """
    running = still_running(seconds)
    if not running:
        return
    _log.error("The program ends without waiting for %s", ", ".join(running))
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
