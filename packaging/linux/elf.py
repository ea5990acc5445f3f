"""What ELF files need: libraries, and symbol versions of the C library. Read by binutils."""

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)")
_MAGIC = b"\x7fELF"


def is_elf(path: Path) -> bool:
    """Tell whether ``path`` is an ELF file (no link)."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == _MAGIC


def _headers(path: Path) -> str:
    done = subprocess.run(
        ["objdump", "-p", str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout


def needed(path: Path) -> list[str]:
    """Return the names of the libraries that ``path`` needs; none for what is no ELF file."""
    return _NEEDED.findall(_headers(path))


def binaries(folder: Path) -> list[Path]:
    """Return every ELF file under ``folder``."""
    return sorted(path for path in folder.rglob("*") if is_elf(path))


def needs_of(folder: Path) -> dict[str, list[str]]:
    """Return by the place in ``folder`` what each ELF file needs."""
    return {str(path.relative_to(folder)): needed(path) for path in binaries(folder)}


def names_in(folder: Path) -> set[str]:
    """Return the names under which libraries are found in ``folder``, links included."""
    return {path.name for path in folder.rglob("*") if ".so" in path.name}


def from_host(folder: Path, needs: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Return by name the libraries that the system must have, with the files that need them."""
    here = names_in(folder)
    wanted: dict[str, list[str]] = {}
    for place, names in needs.items():
        for name in names:
            if name not in here:
                wanted.setdefault(name, []).append(place)
    return wanted


def glibc_floor(paths: Iterable[Path]) -> tuple[int, int]:
    """Return the oldest C library that all of ``paths`` can run with."""
    versions = [(2, 0)]
    for path in paths:
        versions += [(int(major), int(minor)) for major, minor in _GLIBC.findall(_headers(path))]
    return max(versions)
