"""The watch over what tests leave behind sees what it is there for."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QThread, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests import leaks


def test_a_thread_that_runs_on_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaks, "_GRACE_SECONDS", 0.05)
    before = threading.enumerate()
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="straggler")
    thread.start()
    (line,) = leaks.threads_since(before)
    assert "straggler" in line
    end.set()
    thread.join()
    assert leaks.threads_since(before) == []


def test_a_running_timer_a_thread_and_a_window_are_named(qapp: QCoreApplication) -> None:
    watch = leaks.QtWatch()
    timer, thread, window = QTimer(), QThread(), QWidget()
    for thing, name in ((timer, "a timer"), (thread, "a thread"), (window, "a window")):
        thing.setObjectName(name)
    timer.start(60_000)
    thread.start()
    lines = "\n".join(watch.end())
    assert all(name in lines for name in ("a timer", "a thread", "a window"))
    timer.stop()
    thread.quit()
    assert thread.wait(5000)
    window.deleteLater()
    assert leaks.QtWatch().end() == []


def test_a_window_that_only_the_collector_would_find_is_no_leak(qapp: QCoreApplication) -> None:
    watch = leaks.QtWatch()
    window = QWidget()
    window.me = window  # type: ignore[attr-defined]
    del window
    assert watch.end() == []


def test_the_end_of_the_application_in_one_test_stops_no_loop_of_the_next(
    qapp: QCoreApplication, qtbot: QtBot
) -> None:
    watch = leaks.QtWatch()
    qapp.exit()
    assert QEventLoop().exec() == -1
    assert watch.end() == []
    heard: list[int] = []
    QTimer.singleShot(1, qapp, partial(heard.append, 1))
    qtbot.waitUntil(lambda: heard == [1])
