"""Where things lie: our own resources, and the user's settings, data, cache and logs.

``CONSOLE_HOME``, when set, holds all of the user's folders in one place.
"""

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

APP_NAME = "command-console"

_DIRS = PlatformDirs(APP_NAME, appauthor=False)


def resources() -> Path:
    """Return the folder of shipped resources, in the source tree and in a frozen program alike."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def _user(kind: str, default: str) -> Path:
    home = os.environ.get("CONSOLE_HOME")
    return Path(home) / kind if home else Path(default)


def user_config() -> Path:
    """Return the folder of the user's settings and scenes."""
    return _user("config", _DIRS.user_config_dir)


def user_data() -> Path:
    """Return the folder of the embedded database."""
    return _user("data", _DIRS.user_data_dir)


def user_state() -> Path:
    """Return the folder of what the wall shows, and of what still waits to be delivered."""
    return _user("state", _DIRS.user_state_dir)


def user_cache() -> Path:
    """Return the folder of the last good data, which may be deleted at any time."""
    return _user("cache", _DIRS.user_cache_dir)


def user_logs() -> Path:
    """Return the folder of log files."""
    return _user("logs", _DIRS.user_log_dir)


def own_program() -> list[str]:
    """Return what starts this program again, for a process of its own; arguments follow."""
    start = "import sys; from console.cli import main; sys.exit(main())"
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-c", start]


def own_environment() -> dict[str, str]:
    """Return the variables by which such a process finds the program's source."""
    root = str(Path(__file__).resolve().parents[1])
    return {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
