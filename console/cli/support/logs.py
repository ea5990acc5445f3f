"""The log files: which there are, their ends, and the faults that they tell of."""

import re
from collections import deque
from pathlib import Path

from console import paths

_MOST_FILES = 8
_MOST_BYTES = 500_000
_MOST_FAULTS = 200
_FAULT = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ (?:WARNING|ERROR|CRITICAL) ")


def log_files() -> list[Path]:
    """Return the newest log and crash files, newest first."""
    try:
        files = [path for path in paths.user_logs().iterdir() if path.is_file()]
        return sorted(files, key=lambda path: -path.stat().st_mtime)[:_MOST_FILES]
    except OSError:
        return []


def tail(path: Path) -> str:
    """Return the last half megabyte of ``path``, from the beginning of a line."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _MOST_BYTES))
        text = file.read(_MOST_BYTES).decode("utf-8", errors="replace")
    return text.partition("\n")[2] if size > _MOST_BYTES else text


def faults() -> str:
    """Return the newest warnings and errors of all logs, without their traces."""
    lines: deque[str] = deque(maxlen=_MOST_FAULTS)
    for path in reversed(log_files()):
        lines.extend(line for line in tail(path).splitlines() if _FAULT.match(line))
    return "\n".join(sorted(lines))
