"""The log file, and the one owner of every hook that uncaught errors and Qt messages go through.

An error is logged first and shown second, by a callback that must be callable from any thread;
nothing here ever opens a box. Passwords are blacked out of every line that is written.
"""

import faulthandler
import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import IO, TYPE_CHECKING

from typing_extensions import override

from console import paths
from console.domain import secrets

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

_LOG = logging.getLogger("console")
_QT_LOG = logging.getLogger("qt")
_LINE = "%(asctime)s.%(msecs)03d %(levelname)-8s %(threadName)s %(name)s: %(message)s"
_MOST_BYTES = 5_000_000
_KEPT_FILES = 5


class RedactingFormatter(logging.Formatter):
    """Black passwords out of the finished line, traceback and all."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        return secrets.redact(super().format(record))


class LogBook:
    """The log file of one running program, and its hooks; :func:`open_book` makes it.

    ``path`` is the file, or None where none could be written: lines then go to standard error.
    """

    def __init__(self, path: Path | None, handler: logging.Handler) -> None:
        self.path = path
        self._handler = handler
        self._show: Callable[[str], None] | None = None
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._crash_file: IO[str] | None = None
        self._hooked = False
        self._release_qt: Callable[[], object] | None = None

    def catch_errors(self, show: Callable[[str], None] | None = None) -> None:
        """Take over the uncaught errors of all threads, of ``__del__`` and of native crashes.

        Args:
            show: Called with one line about each new error, on the thread where it arose: it may
                only hand the line on, for instance by a signal.
        """
        self._show = show
        self._hooked = True
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        sys.unraisablehook = self._on_unraisable
        if self.path is not None and not faulthandler.is_enabled():
            self._crash_file = self.path.with_suffix(".crash").open("a", encoding="utf-8")
            faulthandler.enable(self._crash_file)

    def catch_qt_messages(self) -> None:
        """Take over what Qt and its web engine say; call it before QApplication is made."""
        # Only here: commands that open no window log too, and must not wait for Qt.
        from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415

        qInstallMessageHandler(self._on_qt_message)
        self._release_qt = partial(qInstallMessageHandler, None)

    def close(self) -> None:
        """Give all hooks back and close the file."""
        if self._hooked:
            sys.excepthook = sys.__excepthook__
            threading.excepthook = threading.__excepthook__
            sys.unraisablehook = sys.__unraisablehook__
        if self._release_qt is not None:
            self._release_qt()
        if self._crash_file is not None:
            faulthandler.disable()
            self._crash_file.close()
        logging.getLogger().removeHandler(self._handler)
        self._handler.close()
        self._hooked = False
        self._crash_file = self._show = self._release_qt = None

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._record("Uncaught error", error.with_traceback(trace))

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        name = args.thread.name if args.thread else "a thread"
        if args.exc_value is not None:
            self._record(f"Uncaught error in {name}", args.exc_value)

    def _on_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self._record(args.err_msg or "Error that could not be raised", args.exc_value)

    def _record(self, title: str, error: BaseException) -> None:
        """Log ``error``, with its trace the first time and at 10, 100, 1000 … repetitions.

        Painting code may fail sixty times a second, which would rotate the first trace away.
        """
        path = _path_of(error)
        self._seen[path] += 1
        times = self._seen[path]
        if times > 1 and str(times).strip("0") != "1":
            return
        again = f" ({times} times)" if times > 1 else ""
        _LOG.critical("%s at %s%s", title, path[-1], again, exc_info=error)
        if self._show is not None and times == 1:
            try:
                self._show(secrets.redact(f"{type(error).__name__}: {error}"))
            except Exception:  # noqa: BLE001 - showing must not hide what was to be shown
                _LOG.exception("The error could not be shown")

    @staticmethod
    def _on_qt_message(kind: "QtMsgType", context: "QMessageLogContext", text: str) -> None:
        if kind.name == "QtFatalMsg" and sys.__stderr__ is not None:
            # Qt aborts the process next (an X server that does not answer, most often).
            sys.__stderr__.write(f"{text}\n")
        level = _LEVEL_OF_QT.get(kind.name, logging.WARNING)
        category = context.category or "default"
        _QT_LOG.log(level, "%s: %s", category, text)


_LEVEL_OF_QT = {
    "QtDebugMsg": logging.DEBUG,
    "QtInfoMsg": logging.INFO,
    "QtWarningMsg": logging.WARNING,
    "QtCriticalMsg": logging.ERROR,
    "QtFatalMsg": logging.CRITICAL,
}


def _path_of(error: BaseException) -> tuple[str, ...]:
    """Return the kind of ``error`` and the lines that led to it: the same for the same error."""
    frames = walk_tb(error.__traceback__)
    lines = [f"{frame.f_code.co_filename}:{line}" for frame, line in frames]
    return (type(error).__name__, *(lines or ["an unknown place"]))


def open_book(name: str = "console", folder: Path | None = None) -> LogBook:
    """Start logging into ``<folder>/<name>.log``, kept to six files of five megabytes.

    Args:
        name: What runs: the command's name, so that two commands do not rotate one file.
        folder: The folder; None = the user's folder of logs.

    Returns:
        The open book; where the folder cannot be written its lines go to standard error.
    """
    wanted = (folder or paths.user_logs()) / f"{name}.log"
    path: Path | None = wanted
    handler: logging.Handler
    refused = None
    try:
        wanted.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            wanted, maxBytes=_MOST_BYTES, backupCount=_KEPT_FILES, encoding="utf-8"
        )
    except OSError as error:
        handler, path, refused = logging.StreamHandler(), None, str(error)
    handler.setFormatter(RedactingFormatter(_LINE, "%Y-%m-%d %H:%M:%S"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    if refused is not None:
        _LOG.warning("No log file: %s", refused)
    return LogBook(path, handler)
