"""Where settings come from: TOML files, read as far as they can be, and the environment."""

import os
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_settings import EnvSettingsSource

from console import paths
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.settings.model import Settings

FILE_NAME = "settings.toml"

_MOST_BROKEN_LINES = 20
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


@dataclass
class Source:
    """One place that settings come from.

    ``place`` names it to people, ``folder`` is what its relative paths start from, ``lines`` is
    the text of a file (to find a key's line) and empty for other sources.
    """

    place: str
    values: dict[str, Any]
    folder: Path | None = None
    lines: list[str] = field(default_factory=list)

    def place_of(self, key: tuple[str, ...]) -> str:
        """Name the place of ``key``: file, line and key, or the environment's variable."""
        name = ".".join(key)
        if self.folder is None:
            return f"{self.place}{'_'.join(key).upper() if self.place.endswith('_') else name}"
        line = next((number for number, found in _keys(self.lines) if found == key), None)
        return f"{self.place}, {name}" if line is None else f"{self.place}:{line}, {name}"

    def drop(self, key: tuple[str, ...]) -> bool:
        """Forget ``key``; say whether it was there."""
        *parents, last = key
        table: Any = self.values
        for parent in parents:
            table = table.get(parent) if isinstance(table, dict) else None
        if not isinstance(table, dict) or last not in table:
            return False
        del table[last]
        return True


def _keys(lines: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, start=1):
        if header := _HEADER.match(line):
            table = _parts(header[1])
            yield number, table
        elif key := _KEY.match(line):
            yield number, table + _parts(key[1])


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip(" \"'") for part in dotted.split("."))


def read_file(path: Path, faults: list[ConsoleError], *, required: bool = False) -> Source:
    """Read the settings file ``path``; add to ``faults`` what is wrong with it.

    A line that is no TOML is left out (with its whole section if it is a heading) and the rest is
    read. A file that is not there is no fault unless ``required``.
    """
    source = Source(str(path), {}, path.parent)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if required:
            faults.append(_unreadable(path, Text("没有这个文件。", "There is no such file.")))
        return source
    except OSError as error:
        reason = error.strerror or str(error)
        faults.append(_unreadable(path, Text(f"读不了：{reason}。", f"Cannot be read: {reason}.")))
        return source
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(
            ConsoleError(
                f"{path}:{line}",
                Text("不是 UTF-8 编码，整个文件未采用。", "Not UTF-8; the whole file is left out."),
                Text("请用 UTF-8 编码另存。", "Save it as UTF-8."),
            )
        )
        return source
    source.lines = text.splitlines()
    source.values = _parse(path, list(source.lines), faults)
    return source


def _unreadable(path: Path, problem: Text) -> ConsoleError:
    remedy = Text("请检查路径和读取权限。", "Check the path and the right to read it.")
    return ConsoleError(str(path), problem, remedy)


def _parse(path: Path, lines: list[str], faults: list[ConsoleError]) -> dict[str, Any]:
    for _ in range(_MOST_BROKEN_LINES):
        try:
            return tomllib.loads("\n".join(lines) + "\n")
        except tomllib.TOMLDecodeError as error:
            at = _AT_LINE.search(str(error))
            number = int(at[1]) if at else None
            reason = str(error).split(" (at ")[0]
            faults.append(_not_toml(path, number, reason))
            if number is None or not _blank(lines, number - 1):
                break
    return {}


def _not_toml(path: Path, number: int | None, reason: str) -> ConsoleError:
    return ConsoleError(
        str(path) if number is None else f"{path}:{number}",
        Text(f"此行不是正确的 TOML，未采用（{reason}）。", f"Not TOML, left out ({reason})."),
        Text(
            '请写成 键 = 值，文字加引号，例如 region = "220000"。',
            'Write key = value, texts in quotes, as in region = "220000".',
        ),
    )


def _blank(lines: list[str], index: int) -> bool:
    """Empty a broken line, and all that a broken heading heads; say whether there was any."""
    if index >= len(lines) or not lines[index].strip():
        return False
    is_heading = lines[index].lstrip().startswith("[")
    lines[index] = ""
    if is_heading:
        for below in range(index + 1, len(lines)):
            if lines[below].lstrip().startswith("["):
                break
            lines[below] = ""
    return True


def read_environment(faults: list[ConsoleError]) -> Source:
    """Read ``CONSOLE_<KEY>`` and ``CONSOLE_<SECTION>_<KEY>``; an empty variable is unset."""
    reader = EnvSettingsSource(Settings, env_ignore_empty=True)
    sections = {
        f"console_{name}"
        for name, info in Settings.model_fields.items()
        if hasattr(info.annotation, "model_fields")
    }
    faults.extend(
        ConsoleError(
            name.upper(),
            Text("这是一组设置，不能整体赋值。", "This is a section, not a key."),
            Text(f"请逐项设置：{name.upper()}_…", f"Set its keys, {name.upper()}_…"),
        )
        for name in sections & set(reader.env_vars)
    )
    reader.env_vars = {k: v for k, v in reader.env_vars.items() if k not in sections}
    return Source("CONSOLE_", reader())


def central_file() -> Path:
    """Return where the centre's administrators put settings for all users of this machine."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / paths.APP_NAME / FILE_NAME
    return Path("/etc") / paths.APP_NAME / FILE_NAME
