"""The event loop's longest gap and the memory of the real program, under load and under faults.

Starts a private PostgreSQL, fills it, runs the console on it as its users do (a process of its own,
one 1920x1080 wall window and the desk), changes the database by ``simulate``, and either leaves it
in peace or kills, hangs and restarts the server five times. Needs a screen (DISPLAY).

    python -m bench.bench_loop [--seconds 600] [--rate 50] [--faults]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from bench.bench_refresh import fill
from console.app.loop_watch import ENVIRONMENT
from tests.postgres import PostgresServer

DAYS = 400
ROUNDS = 5
SETTLING = 15


def memory_of(process: psutil.Process) -> float:
    """Return the resident memory of a process and all its children, in MiB."""
    family = [process, *process.children(recursive=True)]
    total = 0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return round(total / 2**20, 1)


def disturb(server: PostgresServer, seconds: float) -> None:
    """Kill, hang and restart the server in turns, with peace between."""
    pause = seconds / ROUNDS / 6
    for _ in range(ROUNDS):
        time.sleep(pause)
        server.kill()
        time.sleep(pause)
        server.start()
        time.sleep(pause)
        server.pause()
        time.sleep(pause)
        server.resume()
        time.sleep(pause)
        server.restart()
        time.sleep(pause)


def measure(server: PostgresServer, options: Any) -> dict[str, object]:
    with server.fresh_database() as url, tempfile.TemporaryDirectory() as folder:
        fill(url, DAYS)
        report = Path(folder) / "loop.json"
        environment = {**os.environ, "CONSOLE_HOME": folder, ENVIRONMENT: str(report)}
        main = [sys.executable, "main.py"]
        lasts = str(options.seconds + SETTLING + 5)
        wall = ["run", "--database", url, "--windowed", "--screens", "1", "--for", lasts]
        console = subprocess.Popen([*main, *wall], env=environment)
        time.sleep(SETTLING)
        watched = psutil.Process(console.pid)
        before = memory_of(watched)
        rate = ["--rate", str(options.rate), "--for", str(options.seconds)]
        changes = subprocess.Popen(
            [*main, "simulate", "--database", url, *rate, "--seed", "1", "--today"],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if options.faults:
            disturb(server, options.seconds)
        changes.wait()
        after = memory_of(watched)
        code = console.wait(60)
        figures = json.loads(report.read_text("utf-8"))
    return {
        "seconds": options.seconds,
        "rate": options.rate,
        "faults": ROUNDS * 3 if options.faults else 0,
        "exit_code": code,
        "memory_before_mib": before,
        "memory_after_mib": after,
        **figures,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--faults", action="store_true")
    options = parser.parse_args()
    with PostgresServer() as server:
        print(json.dumps(measure(server, options)), flush=True)


if __name__ == "__main__":
    main()
