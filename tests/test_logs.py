"""The log book: every error is written, shown once, and no password with it."""

import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from console import logs, paths


@pytest.fixture
def book() -> Iterator[logs.LogBook]:
    root = logging.getLogger()
    level = root.level
    book = logs.open_book("test")
    yield book
    book.close()
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def _text(book: logs.LogBook) -> str:
    assert book.path is not None
    return book.path.read_text(encoding="utf-8")


def _fail(message: str) -> None:
    raise RuntimeError(message)


def _caught(message: str) -> RuntimeError:
    try:
        _fail(message)
    except RuntimeError as error:
        return error
    raise AssertionError


def _report(message: str) -> None:
    error = _caught(message)
    sys.excepthook(type(error), error, error.__traceback__)


def test_the_book_lies_in_the_users_folder_of_logs(book: logs.LogBook) -> None:
    assert book.path == paths.user_logs() / "test.log"


def test_passwords_are_blacked_out_of_messages_and_tracebacks(book: logs.LogBook) -> None:
    logging.getLogger("x").warning("opening %s", "postgresql://me:hush@host/db")
    logging.getLogger("x").error("no", exc_info=_caught("rtsp://a:hush@b/c refused"))
    assert "hush" not in _text(book)
    assert "RuntimeError" in _text(book)


def test_an_uncaught_error_is_logged_with_its_trace_and_then_shown(book: logs.LogBook) -> None:
    shown: list[tuple[str, bool]] = []
    book.catch_errors(lambda line: shown.append((line, "Uncaught" in _text(book))))
    _report("password=hush is wrong")
    assert shown == [("RuntimeError: password=*** is wrong", True)]
    assert "in _fail" in _text(book)


def test_an_error_that_repeats_is_shown_once_and_written_ever_more_rarely(
    book: logs.LogBook,
) -> None:
    shown: list[str] = []
    book.catch_errors(shown.append)
    for _ in range(150):
        _report("again")
    assert len(shown) == 1
    assert _text(book).count("Traceback") == 3
    assert "(100 times)" in _text(book)


def test_a_display_that_fails_hides_no_error(book: logs.LogBook) -> None:
    book.catch_errors(lambda _line: _fail("no display"))
    _report("the first fault")
    assert "the first fault" in _text(book)
    assert "no display" in _text(book)


def test_errors_of_threads_and_of_del_are_written(book: logs.LogBook) -> None:
    class Broken:
        def __del__(self) -> None:
            _fail("in del")

    book.catch_errors()
    thread = threading.Thread(target=_fail, args=("in a thread",), name="worker 7")
    thread.start()
    thread.join()
    thing = Broken()
    del thing
    assert "in a thread" in _text(book)
    assert "worker 7" in _text(book)
    assert "in del" in _text(book)


def test_closing_gives_the_hooks_back(book: logs.LogBook) -> None:
    book.catch_errors()
    book.close()
    assert sys.excepthook is sys.__excepthook__
    assert sys.unraisablehook is sys.__unraisablehook__
    assert threading.excepthook is threading.__excepthook__


def test_a_folder_that_cannot_be_written_does_not_stop_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    book = logs.open_book("test", blocked)
    logging.getLogger("x").warning("still heard")
    book.close()
    logging.captureWarnings(capture=False)
    assert book.path is None
    assert "still heard" in capsys.readouterr().err


def test_the_file_is_kept_to_a_bounded_size(
    book: logs.LogBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    (handler,) = (h for h in logging.getLogger().handlers if h is book._handler)
    monkeypatch.setattr(handler, "maxBytes", 2000)
    for number in range(500):
        logging.getLogger("x").warning("line %d", number)
    files = list(paths.user_logs().glob("test.log*"))
    assert len(files) == 6
    assert sum(file.stat().st_size for file in files) < 6 * 2100


def test_python_warnings_are_written(book: logs.LogBook) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn("worn out", UserWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    assert "worn out" in _text(book)


def test_a_crash_of_native_code_leaves_its_trace() -> None:
    program = (
        "import os; from console import logs; logs.open_book('native').catch_errors(); os.abort()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[1], check=False, timeout=60
    )
    assert done.returncode != 0
    trace = (paths.user_logs() / "native.crash").read_text(encoding="utf-8")
    assert "Fatal Python error: Aborted" in trace


def test_qt_messages_are_written(book: logs.LogBook) -> None:
    from PySide6.QtCore import qWarning

    book.catch_qt_messages()
    qWarning("a painter was left open")
    book.close()
    assert "a painter was left open" in _text(book)
