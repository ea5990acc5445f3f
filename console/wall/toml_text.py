"""What the files of the wall have in common: how they are read, refused and written."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Text

_LARGEST = 1_000_000
"""Bytes above which a file is none that a person wrote."""

_SYNTAX_LINE = re.compile(r"at line (\d+)")
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def toml_files(folder: Path, faults: list[ConsoleError]) -> list[Path]:
    """Return the ``*.toml`` of ``folder`` in order; one that is not there has none."""
    try:
        return sorted(folder.glob("*.toml")) if folder.is_dir() else []
    except OSError as error:
        faults.append(_unreadable(folder, error))
        return []


def read_text(path: Path) -> str:
    """Return the text of ``path``.

    Raises:
        ConsoleError: It cannot be read, is no text, or too large to be a person's.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ConsoleError(
                str(path),
                Text("文件过大。", "The file is too large."),
                Text("请移走该文件。", "Move it away."),
            )
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise ConsoleError(
            str(path),
            Text("文件不是 UTF-8 文本。", "The file is not UTF-8 text."),
            Text("请另存为 UTF-8。", "Save it as UTF-8."),
        ) from error


def _unreadable(path: Path, error: OSError) -> ConsoleError:
    reason = error.strerror or type(error).__name__
    return ConsoleError(
        str(path),
        Text(f"无法读取({reason})。", f"It cannot be read ({reason})."),
        Text("请检查路径和权限。", "Check the path and its rights."),
    )


def read_toml(text: str, place: str) -> dict[str, object]:
    """Return the tables in ``text``, which stands in ``place``.

    Raises:
        ConsoleError: It is no TOML; the line is named.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX_LINE.search(str(error))
        line = found.group(1) if found else len(text.splitlines())
        raise ConsoleError(
            f"{place}:{line}",
            Text(f"不是有效的 TOML({error})。", f"This is not valid TOML ({error})."),
            Text("请改正该行。", "Correct this line."),
        ) from error


def both_languages(value: object, place: str, key: str) -> Text:
    """Return the text that stands under ``key``: one for both languages, or a table of two.

    Raises:
        ConsoleError: It is neither.
    """
    if isinstance(value, str) and value:
        return Text(value, value)
    if isinstance(value, Mapping):
        zh, en = value.get("zh", ""), value.get("en", "")
        if isinstance(zh, str) and isinstance(en, str) and (zh or en):
            return Text(zh, en)
    raise wrong(place, key, Text('{ zh = "…", en = "…" }', '{ zh = "…", en = "…" }'))


def wrong(place: str, key: str, wanted: Text) -> ConsoleError:
    """Return the fault of a ``key`` that is missing or not what is ``wanted``."""
    return ConsoleError(
        place,
        Text(f"“{key}”缺失或无效。", f'"{key}" is missing or wrong.'),
        Text(f"应为：{wanted.zh}。", f"It has to be {wanted.en}."),
    )


def quoted(text: str) -> str:
    """Return ``text`` as a basic string of TOML."""
    shown = (_NAMED.get(c) or (c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}") for c in text)
    return f'"{"".join(shown)}"'


def quoted_both(text: Text) -> str:
    """Return ``text`` as a table of both languages."""
    return f"{{ zh = {quoted(text.zh)}, en = {quoted(text.en)} }}"
