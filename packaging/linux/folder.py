"""Finish the folder that PyInstaller built, prove that it is whole, and say what is large in it.

    folder.py FOLDER --source TREE [--report FILE.json]

Run by the Python of the build environment. Ends with 1, and says why, where a file is missing that
the console needs, where a library that stays needs one that left, or where the folder tells of the
machine that it was built on.
"""

import argparse
import getpass
import json
import os
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path

import elf
import pruning
import traces

_INTERNAL = "_internal"
_TOOLS = {"pip", "setuptools", "pyinstaller", "pyinstaller-hooks-contrib", "altgraph", "wheel"}
"""Distributions that build the program and are not in it."""

_LICENCE_WORDS = ("LICEN", "COPYING", "NOTICE")
_OWN_TEXTS = Path(__file__).resolve().parents[1] / "licences"
_SHARED_LICENCES = Path("/usr/share/common-licenses")

_NEEDED_FILES = (
    "command-console",
    "_internal/resources/defaults.toml",
    "_internal/resources/i18n/zh.qm",
    "_internal/resources/map/jilin_counties.geojson",
    "_internal/resources/map/page/*.js",
    "_internal/resources/demo/outbreak.csv",
    "_internal/resources/check/h265.mp4",
    "_internal/resources/scenes/overview.toml",
    "_internal/console/data/migrations/env.py",
    "_internal/console/data/migrations/versions/v0001*.py",
    "_internal/xstatic/pkg/leaflet/data/leaflet.js",
    "_internal/folium/templates/*.js",
    "_internal/PySide6/Qt/libexec/QtWebEngineProcess",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so",
    "_internal/PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
    "_internal/PySide6/Qt/resources/icudtl.dat",
    "_internal/PySide6/Qt/translations/qtwebengine_locales/zh-CN.pak",
    "_internal/PySide6/Qt/translations/qtbase_zh_CN.qm",
    "_internal/licences/PySide6/LGPL-3",
    "_internal/licences/QT-LGPL.txt",
)


_COMMON_HOMES = {"/root/"}


def finish(folder: Path, moment: int) -> None:
    """Strip, add licences and the web engine's empty folder, and give all files one look.

    Args:
        folder: What PyInstaller built.
        moment: Time stamp of every file, seconds since 1970.
    """
    internal = folder / _INTERNAL
    for path in elf.binaries(folder):
        if pruning.may_be_stripped(str(path.relative_to(folder))):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True, timeout=60)
    link_twins(internal)
    for distribution in _shipped():
        _copy_licences(distribution, internal / "licences")
    qt = internal / "licences" / "PySide6"
    qt.mkdir(parents=True, exist_ok=True)
    for name in ("LGPL-3", "GPL-3"):  # the LGPL is written as additions to the GPL
        shutil.copy(_SHARED_LICENCES / name, qt / name)
    for text in sorted(_OWN_TEXTS.glob("*.txt")):  # of what no distribution brings a text for
        shutil.copyfile(text, internal / "licences" / text.name)
    # Started by root the web engine would make it, closed to everybody else.
    (internal / "PySide6" / "Qt" / "resources" / "locales").mkdir(exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.name in ("command-console", "QtWebEngineProcess")
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)


def link_twins(internal: Path) -> None:
    """Keep a library once that two packages bring, under the same name and with the same content.

    The name holds a digest of the content; the one of the package that comes first stays.
    """
    seen: dict[str, Path] = {}
    for path in sorted(internal.glob("*.libs/*.so*")):
        first = seen.setdefault(path.name, path)
        if first is not path and first.read_bytes() == path.read_bytes():
            path.unlink()
            path.symlink_to(Path("..") / first.relative_to(internal))


def _shipped() -> Iterator[Distribution]:
    for distribution in distributions():
        if distribution.name.lower() not in _TOOLS:
            yield distribution


def _copy_licences(distribution: Distribution, target: Path) -> None:
    for file in distribution.files or ():
        if ".dist-info" in str(file) and any(word in file.name.upper() for word in _LICENCE_WORDS):
            own = target / distribution.name
            own.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(str(file.locate())), own / file.name)


def faults(folder: Path, source: Path) -> Iterator[str]:
    """Yield what is wrong with the folder, one line each."""
    for wanted in _NEEDED_FILES:
        if not any(folder.glob(wanted)):
            yield f"missing: {wanted}"
    for path in folder.rglob("*"):
        if path.is_symlink() and not path.exists():
            yield f"leads nowhere: {path.relative_to(folder)}"
    at_host = _libraries_of_this_machine()
    for name, users in elf.from_host(folder, elf.needs_of(folder)).items():
        if name not in at_host:
            yield f"{name} is nowhere, but needed by {', '.join(users[:3])}"
    yield from _tales(folder, _words_of_this_machine(source))


def _tales(folder: Path, words: Sequence[str]) -> Iterator[str]:
    for place, word in traces.found(folder, words):
        # Compiled libraries tell of their own makers' homes; none is compiled here.
        if not (word in _COMMON_HOMES and elf.is_elf(folder / place)):
            yield f"tells of the build machine ({word}): {place}"


def _libraries_of_this_machine() -> set[str]:
    listed = subprocess.run(
        ["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    return {line.split()[0] for line in listed.splitlines() if "=>" in line}


def _words_of_this_machine(source: Path) -> list[str]:
    """Return what would tell where, on which machine and by whom the folder was built."""
    words = [f"{source.resolve()}/", f"{Path.home()}/", f"{Path(sys.prefix).resolve()}/"]
    names = [socket.gethostname(), getpass.getuser()]
    # A name such as "vm" or "root" stands in every dictionary.
    return words + [name for name in names if len(name) > 5]


def sizes(folder: Path) -> Counter[str]:
    """Return bytes by part: the packages, and for Qt the libraries that weigh most."""
    parts: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            parts[_part(path.relative_to(folder))] += path.stat().st_size
    return parts


def _part(place: Path) -> str:
    words = [word for word in place.parts if word != _INTERNAL]
    if "WebEngine" in place.name or "qtwebengine" in str(place):
        return "Qt WebEngine"
    if words[0] in ("PySide6", "shiboken6"):
        return "Qt and PySide6"
    name = words[0].removesuffix(".libs")
    return {"opencv_python_headless": "cv2", "psycopg2_binary": "psycopg2"}.get(name, name)


def _figures(folder: Path) -> dict[str, object]:
    parts = sizes(folder)
    major, minor = elf.glibc_floor(elf.binaries(folder))
    return {
        "bytes": sum(parts.values()),
        "files": sum(1 for path in folder.rglob("*") if path.is_file()),
        "glibc": f"{major}.{minor}",
        "parts": dict(parts.most_common(14)),
    }


def main() -> int:
    """Finish, report and judge the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source", type=Path, required=True, help="the tree it was built from")
    parser.add_argument("--report", type=Path, help="where the figures go, as JSON")
    options = parser.parse_args()
    finish(options.folder, int(os.environ["SOURCE_DATE_EPOCH"]))
    figures = _figures(options.folder)
    if options.report is not None:
        options.report.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(f"{figures['bytes'] / 1e6:.0f} MB in {figures['files']} files; glibc {figures['glibc']}")
    for name, size in figures["parts"].items():
        print(f"  {size / 1e6:7.1f} MB  {name}")
    wrong = list(faults(options.folder, options.source))
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
