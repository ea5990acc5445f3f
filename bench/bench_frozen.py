"""The start of the frozen program against that from source: until its windows are open, and drawn.

    python -m bench.bench_frozen [--program PROGRAM] [--starts 5] [--cold]

Each start is a run of its own on the embedded demonstration, built beforehand. What is timed is
what the run itself logs, so both are asked the same: that the wall is open, and that it ends after
the first picture in which every tile shows its data. --cold drops the system's file cache before
each start, which only root may. Needs a screen.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

_OPEN = re.compile(r"^(\S+ \S+) .* the wall is open", re.MULTILINE)
_CACHES = Path("/proc/sys/vm/drop_caches")
_RUN = ["run", "--demo", "--windowed", "--screens", "1", "--scene", "overview", "--for", "0"]


def once(command: Sequence[str], home: Path, *, cold: bool) -> dict[str, float]:
    """Return the seconds from the start of the process until its wall is open, and drawn."""
    if cold:
        os.sync()
        _CACHES.write_text("3", encoding="ascii")
    log = home / "logs" / "run.log"
    log.unlink(missing_ok=True)
    picture = home / "pictures" / "wall-1.png"
    picture.unlink(missing_ok=True)
    born = time.time()
    subprocess.run([*command, *_RUN, "--shot", str(home / "pictures")], check=True, timeout=600)
    opened = _OPEN.search(log.read_text(encoding="utf-8"))
    assert opened is not None
    return {
        "open": datetime.fromisoformat(opened[1]).timestamp() - born,
        "drawn": picture.stat().st_mtime - born,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path("dist/command-console/command-console")
    parser.add_argument("--program", type=Path, default=default)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--cold", action="store_true")
    options = parser.parse_args()
    ways = {"source": [sys.executable, "main.py"], "frozen": [str(options.program.resolve())]}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONSOLE_HOME"] = home
        for command in ways.values():
            once(command, Path(home), cold=False)
        # By turns, so that what else the machine does falls on both alike.
        for _ in range(options.starts):
            for name, command in ways.items():
                runs[name].append(once(command, Path(home), cold=options.cold))
    for name, each in runs.items():
        medians = {key: round(statistics.median(run[key] for run in each), 2) for key in each[0]}
        print(json.dumps({"way": name, "cold": options.cold, "median_of": len(each), **medians}))


if __name__ == "__main__":
    main()
