"""Where this machine keeps PostgreSQL, and whom it may run as."""

import os
import pwd
import shutil
from pathlib import Path

#: Where Debian keeps each version; its programs are not on PATH.
INSTALLED = Path("/usr/lib/postgresql")


class PostgresUnavailableError(RuntimeError):
    """There is no PostgreSQL on this machine that could be started."""


def find_binaries() -> Path:
    """Return the folder of ``initdb`` and ``postgres``, the newest version first."""
    folders = sorted(
        (folder for folder in INSTALLED.glob("*/bin") if (folder / "initdb").exists()),
        key=lambda folder: [int(part) for part in folder.parent.name.split(".") if part.isdigit()],
        reverse=True,
    )
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    if not folders:
        raise PostgresUnavailableError(
            "PostgreSQL is not installed: no initdb under /usr/lib/postgresql/*/bin or on PATH. "
            "On Debian: apt-get install postgresql"
        )
    return folders[0]


def server_account() -> pwd.struct_passwd | None:
    """Return whom the server runs as: nobody else for a plain user, never root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailableError(
        "Neither a user postgres nor nobody exists; initdb refuses root."
    )
