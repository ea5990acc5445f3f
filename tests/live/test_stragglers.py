"""A thread that will not end must not turn the end of the program into an abort."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys, time
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from console.live.runner import ServiceThread
from console.live.stragglers import leave

class Slow(QObject):
    stopped = Signal()

    @Slot()
    def start(self):
        print("begun", flush=True)
        time.sleep(float(sys.argv[1]))

    @Slot()
    def stop(self):
        self.stopped.emit()

app = QCoreApplication([])
thread = ServiceThread(Slow(), "slow one")
thread.start()
while not thread._thread.isRunning():
    time.sleep(0.01)
ended = thread.stop(0.2)
leave(7, float(sys.argv[2]))
print("ended by itself", ended)
"""


def run(lasts: str, patience: str, words: str = PROGRAM) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", words, lasts, patience],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def test_a_program_with_a_thread_that_never_ends_ends_with_its_own_code():
    done = run("3600", "0.2")
    assert done.returncode == 7
    assert "slow one" in done.stderr
    assert "Destroyed" not in done.stderr


def test_a_thread_of_python_that_hangs_ends_with_the_program_too():
    words = PROGRAM.replace("thread.stop(0.2)", "thread.stop(60)").replace(
        "leave(7",
        "import threading; threading.Thread(target=time.sleep, args=(3600,), name='hung', "
        "daemon=True).start(); leave(7",
    )
    done = run("0", "0.2", words)
    assert done.returncode == 7
    assert "hung" in done.stderr


@pytest.mark.slow
def test_a_thread_that_is_only_late_is_waited_for():
    done = run("2", "60")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "ended by itself False")
