"""Make the .deb and the self-contained .run of the folder that PyInstaller built.

    package.py FOLDER TARGET

Both carry the same compressed tree; whoever builds them twice gets the same bytes.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import elf
import host_packages
import manpage

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
_FILES = _HERE / "files"
_NAME = "command-console"
_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_MAINTAINER = os.environ.get("MAINTAINER", "Command console <maintainer@command-console.invalid>")
"""Whoever hands the package out puts an address of their own here; names below .invalid are
reserved (RFC 2606), so that the default reaches nobody."""
_DESCRIPTION = """operator console for the wall of an epidemic command centre
 Shows the course of an epidemic, the stock of materials and the video of the
 command posts on the screens of a command centre, and says of each figure how
 old it is. Works on isolated networks: nothing is fetched from anywhere.
 .
 This package brings its own Python, Qt and web engine."""

_PLACES = {
    "command-console": ("usr/bin", 0o755),
    "command-console-kiosk": ("usr/bin", 0o755),
    "command-console.desktop": ("usr/share/applications", 0o644),
    "command-console-kiosk.service": ("usr/lib/systemd/user", 0o644),
    "command-console-kiosk.desktop": ("usr/share/command-console/autostart", 0o644),
    "command-console.metainfo.xml": ("usr/share/metainfo", 0o644),
    "copyright": (f"usr/share/doc/{_NAME}", 0o644),
}


def version() -> str:
    """Return the version, from the one place where it stands."""
    text = (_ROOT / "console" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise ValueError("console/__init__.py names no version")
    return found[1]


def stage(folder: Path, tree: Path, moment: datetime) -> set[str]:
    """Lay out what is to be installed under ``tree``; return the system libraries it needs."""
    program = tree / "usr/lib" / _NAME
    shutil.copytree(folder, program, symlinks=True)
    for name, (place, mode) in _PLACES.items():
        _put(tree / place / name, _filled(name, moment), mode)
    _put(tree / "usr/share/command-console/apparmor" / _NAME, _filled("apparmor", moment))
    _put(tree / "usr/share/lintian/overrides" / _NAME, _filled("lintian-overrides", moment))
    icons = _ROOT / "resources" / "icons"
    hicolor = tree / "usr/share/icons/hicolor"
    for size in _SIZES:
        picture = (icons / f"{_NAME}-{size}.png").read_bytes()
        _put(hicolor / f"{size}x{size}/apps/{_NAME}.png", picture)
    _put(hicolor / f"scalable/apps/{_NAME}.svg", (icons / f"{_NAME}.svg").read_bytes())
    for name, page in manpage.pages(version(), moment).items():
        _put(tree / f"usr/share/man/man1/{name}.1.gz", _packed(page.encode()))
    changes = _changelog(moment).encode()
    _put(tree / f"usr/share/doc/{_NAME}/changelog.gz", _packed(changes))
    needs = elf.needs_of(folder)
    libraries = set(elf.from_host(folder, needs)) - {"ld-linux-x86-64.so.2"}
    major, minor = elf.glibc_floor(elf.binaries(folder))
    lines = [f"glibc {major}.{minor}", *sorted(libraries)]
    _put(program / "needs.txt", ("\n".join(lines) + "\n").encode())
    return libraries


def _filled(name: str, moment: datetime) -> bytes:
    text = (_FILES / name).read_text(encoding="utf-8")
    text = text.replace("@VERSION@", version()).replace("@DATE@", f"{moment:%Y-%m-%d}")
    return text.encode()


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


def _put(path: Path, content: bytes, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def _changelog(moment: datetime) -> str:
    day = f"{moment:%a, %d %b %Y %H:%M:%S +0000}"
    return (
        f"{_NAME} ({version()}) unstable; urgency=medium\n\n"
        f"  * Version {version()}; what is new stands in the project's CHANGELOG.\n\n"
        f" -- {_MAINTAINER}  {day}\n"
    )


def control(tree: Path, libraries: set[str]) -> str:
    """Return the control file: dependencies computed from what the libraries need."""
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024
    glibc = (tree / "usr/lib" / _NAME / "needs.txt").read_text(encoding="utf-8").split()[1]
    depends = host_packages.depends(libraries, glibc)
    return (
        f"Package: {_NAME}\n"
        f"Version: {version()}\n"
        "Section: misc\n"
        "Priority: optional\n"
        "Architecture: amd64\n"
        f"Maintainer: {_MAINTAINER}\n"
        f"Installed-Size: {size}\n"
        f"Depends: {', '.join(depends)}\n"
        "Recommends: fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei,"
        " libgl1-mesa-dri, x11-xserver-utils\n"
        f"Description: {_DESCRIPTION}\n"
    )


def build_deb(tree: Path, libraries: set[str], target: Path, level: int) -> Path:
    """Pack ``tree`` as a .deb."""
    about = tree / "DEBIAN"
    about.mkdir(mode=0o755)
    _put(about / "control", control(tree, libraries).encode())
    for name in ("postinst", "prerm", "postrm"):
        _put(about / name, (_FILES / name).read_bytes(), 0o755)
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}"
        f"  {path.relative_to(tree)}\n"
        for path in sorted(tree.rglob("*"))
        if path.is_file() and not path.is_symlink() and about not in path.parents
    ]
    _put(about / "md5sums", "".join(sums).encode())
    package = target / f"{_NAME}_{version()}_amd64.deb"
    with tempfile.TemporaryDirectory(dir=target) as work:
        parts = [Path(work) / name for name in ("debian-binary", "control.tar.xz", "data.tar.xz")]
        parts[0].write_bytes(b"2.0\n")
        _compress(about, parts[1], level)
        _compress(tree, parts[2], level, "--exclude=./DEBIAN")
        package.unlink(missing_ok=True)
        _run(["ar", "qDSc", str(package), *map(str, parts)])
    return package


def _compress(folder: Path, target: Path, level: int, *options: str) -> None:
    """Pack ``folder`` as dpkg-deb would, but with the filter for machine code of x86.

    It makes the package smaller by a twentieth; dpkg reads it, as it reads all that xz writes.
    """
    # The archive knows no time that is later than the last commit's, and no user but root.
    moment = f"--mtime=@{os.environ['SOURCE_DATE_EPOCH']}"
    named = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"]
    archive = target.with_suffix("")
    _run(["tar", *named, moment, *options, "-cf", str(archive), "-C", str(folder), "."])
    filters = ["--x86", f"--lzma2=preset={level}"]
    _run(["xz", "--threads=2", "--block-size=400MiB", *filters, str(archive)])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True)


def build_run(package: Path, target: Path) -> Path:
    """Put the tree of ``package``, compressed as it is, behind a script that installs it."""
    with tempfile.TemporaryDirectory() as work:
        subprocess.run(["ar", "x", str(package.resolve()), "data.tar.xz"], check=True, cwd=work)
        data = (Path(work) / "data.tar.xz").read_bytes()
    script = (_FILES / "installer.run").read_text(encoding="utf-8")
    needs = subprocess.run(
        ["tar", "-xJO", "./usr/lib/command-console/needs.txt"],
        input=data, check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    script = script.replace("@VERSION@", version()).replace("@NEEDS@", needs.strip())
    script = script.replace("@SHA256@", hashlib.sha256(data).hexdigest())
    script = script.replace("@LINES@", str(script.count("\n")))
    installer = target / f"{_NAME}_{version()}_linux_x86-64.run"
    _put(installer, script.encode() + data, 0o755)
    return installer


def main() -> int:
    """Build both, and put their sizes into figures.json beside them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--level", type=int, default=9, help="of the compression, 0 to 9")
    options = parser.parse_args()
    moment = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    with tempfile.TemporaryDirectory(dir=options.target) as work:
        tree = Path(work) / "tree"
        tree.mkdir(mode=0o755)
        libraries = stage(options.folder, tree, moment)
        package = build_deb(tree, libraries, options.target, options.level)
    installer = build_run(package, options.target)
    sizes = {path.name: path.stat().st_size for path in (package, installer)}
    figures = json.dumps(sizes, indent=2) + "\n"
    (options.target / "figures.json").write_text(figures, encoding="utf-8")
    print(figures, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
