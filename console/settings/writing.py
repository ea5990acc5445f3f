"""Change keys of the user's settings file, and leave every other line of it as it stands."""

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from console.domain import secrets
from console.domain.errors import ConsoleError
from console.domain.wording import Text

Value = str | int | Sequence[str]

_HEADER = re.compile(r"\s*\[")
_COMMENT = re.compile(r"""(?P<value>(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"'])*)(?P<comment>#.*)?$""")


def write_settings(path: Path, changes: Mapping[str, Value]) -> None:
    """Write ``changes`` into the file ``path``; comments and keys of others stay.

    The file is replaced whole or not at all, and only by what reads as it was meant.

    Args:
        path: The settings file; it and its folder are made where they are not there.
        changes: The values by dotted key: ``{"wall.region": "220200"}``.

    Raises:
        ConsoleError: It cannot be written, it is no TOML as it stands, or a value carries a
            password.
    """
    for key, value in changes.items():
        if isinstance(value, str) and secrets.has_password(value):
            raise ConsoleError(
                key,
                Text("设置文件中不得写密码。", "No password may stand in the settings file."),
                Text("请用密码栏输入。", "Type it into the field for the password."),
            )
    text = _read(path)
    lines = text.splitlines()
    expected = _parsed(path, text)
    for key, value in changes.items():
        *tables, name = key.split(".")
        _set(lines, tables[0] if tables else "", name, value)
        table = expected
        for part in tables:
            table = table.setdefault(part, {})
        table[name] = list(value) if not isinstance(value, str | int) else value
    changed = "\n".join(lines) + "\n"
    # Text that the line-wise change cannot handle (a value over several lines) must not be spoilt.
    if _parsed(path, changed) != expected:
        raise _not_toml(path)
    _replace(path, changed)


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise _not_toml(path) from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path) from error


def _not_toml(path: Path) -> ConsoleError:
    return ConsoleError(
        str(path),
        Text("该文件无法按行修改，未作任何改动。", "It cannot be changed; nothing was written."),
        Text(
            "请先改正其中的错误，或将其改名后重试。",
            "Mend the faults in it, or rename it and try again.",
        ),
    )


def _set(lines: list[str], table: str, name: str, value: Value) -> None:
    """Set one key: in its line, below its section's heading, or in a new section."""
    start, end = _section(lines, table)
    written = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=\s*(?P<rest>.*)$")
    for number in range(start, end):
        if found := key.match(lines[number]):
            parts = _COMMENT.match(found["rest"])
            comment = parts["comment"] if parts is not None else None
            lines[number] = f"{written}  {comment}" if comment else written
            return
    if table and start == end == len(lines):
        lines += [*([""] if lines else []), f"[{table}]"]
        start = len(lines)
    lines.insert(start, written)


def _section(lines: Sequence[str], table: str) -> tuple[int, int]:
    """Return the first line of a section's keys and the line after them; none: the end twice."""
    headings = [number for number, line in enumerate(lines) if _HEADER.match(line)]
    ends = [*headings[1:], len(lines)]
    if not table:
        return 0, headings[0] if headings else len(lines)
    heading = re.compile(rf"\s*\[\s*[\"']?{re.escape(table)}[\"']?\s*\]")
    for number, end in zip(headings, ends, strict=False):
        if heading.match(lines[number]):
            return number + 1, end
    return len(lines), len(lines)


def _replace(path: Path, text: str) -> None:
    draft = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except OSError as error:
        if draft is not None:
            Path(draft).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise ConsoleError(
            str(path),
            Text(f"无法写入设置：{reason}。", f"The settings cannot be written: {reason}."),
            Text("请修正该文件夹的权限。", "Correct the rights of this folder."),
        ) from error
