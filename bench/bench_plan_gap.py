"""How long the GUI thread has to wait while a plan is made on the planner's thread.

The demonstration on one window with the allocation desk open; plans of all materials are made, with
rests between. Each turn of the event loop is timed: ``cpu`` is the GUI thread's own time, ``core``
what it waited for a core that others had (Linux says so), ``held`` the rest: waiting for the
interpreter, which another thread has, or for the X server.

    python -m bench.bench_plan_gap [--rounds 6]                (needs a screen: DISPLAY)
"""

import argparse
import json
import os
import tempfile
import threading
import time
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from bench.bench_session import spread
from bench.session import pause, session, until
from console.app.root import Console

REST = 4.0


def turns(console: Console, seconds: float | None) -> dict[str, list[float]]:
    """Let the event loop turn for so long, or until the plan is made; return each turn's times."""
    found: dict[str, list[float]] = {"clock": [], "cpu": [], "core": [], "held": []}
    status = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
    end = time.perf_counter() + (120 if seconds is None else seconds)
    window = console.allocating.window
    with status.open("rb", buffering=0) as tally:
        while time.perf_counter() < end and (seconds is not None or window.busy):
            began, own, queued = time.perf_counter(), time.thread_time(), waited_for_core(tally)
            QApplication.processEvents()
            clock, cpu = time.perf_counter() - began, time.thread_time() - own
            core = waited_for_core(tally) - queued
            for name, figure in zip(found, (clock, cpu, core, clock - cpu - core), strict=True):
                found[name].append(figure)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(0.0005)
    return found


def waited_for_core(tally: BinaryIO) -> float:
    """Return the seconds that a thread was ready to run and had no core, from its schedstat."""
    tally.seek(0)
    return int(tally.read().split()[1]) / 1e9


def measure(console: Console, rounds: int) -> dict[str, object]:
    window = console.allocating.window
    window.show_window()
    until(lambda: window.choices.materials.count() > 0 and window.choices.go.isEnabled())
    pause(3)
    for row in range(window.choices.materials.count()):
        window.choices.materials.item(row).setCheckState(Qt.CheckState.Checked)
    kept: dict[str, dict[str, list[float]]] = {}
    for _ in range(rounds):
        for what, seconds in (("at rest", REST), ("planning", None)):
            if seconds is None:
                window.choices.go.click()
            for figure, values in turns(console, seconds).items():
                kept.setdefault(what, {}).setdefault(figure, []).extend(values)
    told = {name: {f: spread(v) for f, v in each.items()} for name, each in kept.items()}
    return {"lines": window.lines.model().rowCount(), **told}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONSOLE_HOME"] = home
        with session(windowed=True, screens=1) as console:
            found = measure(console, chosen.rounds)
    print(json.dumps({"load": [round(one, 1) for one in os.getloadavg()], **found}, indent=1))


if __name__ == "__main__":
    main()
