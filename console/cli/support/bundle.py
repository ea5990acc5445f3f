"""Write the bundle: one zip of bounded size that appears whole or not at all."""

import os
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Text

_MOST_BYTES = 16_000_000
"""The most that all parts together may hold, before they are packed."""

_LEFT_OUT = "This part was left out: the bundle would have become too large.\n"


def write_bundle(path: Path, parts: Iterable[tuple[str, str]]) -> None:
    """Write ``parts`` (name, text) into the zip ``path``, readable by its owner alone.

    Raises:
        ConsoleError: It cannot be written there.
    """
    draft = None
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".diagnose-")
        with (
            os.fdopen(handle, "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle,
        ):
            room = _MOST_BYTES
            for name, text in parts:
                data = text.encode("utf-8", errors="replace")
                fits = len(data) <= room
                bundle.writestr(name, data if fits else _LEFT_OUT)
                room -= len(data) if fits else 0
        Path(draft).replace(path)
    except OSError as error:
        if draft is not None:
            Path(draft).unlink(missing_ok=True)
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> ConsoleError:
    reason = error.strerror or str(error)
    return ConsoleError(
        str(path),
        Text(f"无法写入：{reason}。", f"It cannot be written: {reason}."),
        Text(
            "请用 --out 指定可写的位置，例如 U 盘上的文件。",
            "Name a place that can be written with --out, for instance on a USB stick.",
        ),
    )
