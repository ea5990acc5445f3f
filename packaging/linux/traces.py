"""Whether files tell of the machine that they were built on, in archives and compiled code too."""

import marshal
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

_PYZ = "z"
"""The kind under which an archive of Python modules stands in the program."""


def found(folder: Path, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield place and word for every file under ``folder`` in which one of ``words`` stands."""
    signs = [(word, word.encode()) for word in words]
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        place = str(path.relative_to(folder))
        for inner, content in _contents(path):
            for word, sign in signs:
                if sign in content:
                    yield f"{place}{inner}", word


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the file, and unpacked what it packs."""
    yield "", path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield f":{name}", archive.read(name)
    elif path.name == "command-console":
        yield from _of_program(path)


def _of_program(path: Path) -> Iterator[tuple[str, bytes]]:
    archive = CArchiveReader(str(path))
    for name, entry in archive.toc.items():
        if entry[-1] == _PYZ:
            modules = archive.open_embedded_archive(name)
            for module in modules.toc:
                yield f":{module}", marshal.dumps(modules.extract(module))
        else:
            yield f":{name}", archive.extract(name)
