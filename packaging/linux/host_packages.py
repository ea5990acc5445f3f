"""Which packages of Debian and its children bring the libraries that are left to the system."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

_RENAMED = {"libasound2": "libasound2t64", "libglib2.0-0": "libglib2.0-0t64"}
"""Since Debian 13 and Ubuntu 24.04 these bear another name (64-bit time)."""

_OF_GLIBC = {
    "libc.so.6",
    "libdl.so.2",
    "libm.so.6",
    "libpthread.so.0",
    "libresolv.so.2",
    "librt.so.1",
}


def _paths() -> dict[str, Path]:
    """Return where the linker of this machine finds each library."""
    listed = subprocess.run(
        ["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    found: dict[str, Path] = {}
    for name, kind, path in re.findall(r"^\s+(\S+) \(([^)]*)\) => (\S+)$", listed, re.MULTILINE):
        if "x86-64" in kind:
            found.setdefault(name, Path(path))
    return found


def _owner(path: Path) -> str:
    """Return the package that owns the library at ``path``.

    Raises:
        ValueError: No package does, so that nothing can be promised for other machines.
    """
    # The merged /usr: dpkg knows a file by the place that it was packed for.
    candidates = [path, path.resolve(), Path("/usr") / path.relative_to("/")]
    candidates += [
        Path("/") / each.relative_to("/usr") for each in candidates if each.is_relative_to("/usr")
    ]
    for candidate in candidates:
        done = subprocess.run(
            ["dpkg", "-S", str(candidate)], capture_output=True, text=True, check=False, timeout=60
        )
        if done.returncode == 0:
            return done.stdout.splitlines()[0].split(":")[0]
    raise ValueError(f"no package owns {path}")


def depends(libraries: Iterable[str], glibc: str) -> list[str]:
    """Return the dependencies for a control file, sorted.

    Args:
        libraries: Names of the libraries, as they stand in the ELF files.
        glibc: Oldest version of the C library that will do.
    """
    places = _paths()
    owners = {_owner(places[name]) for name in set(libraries) - _OF_GLIBC}
    named = [f"{owner} | {_RENAMED[owner]}" if owner in _RENAMED else owner for owner in owners]
    return sorted([f"libc6 (>= {glibc})", *named])
