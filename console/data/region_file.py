"""The file of regions that a new database begins with."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.regions import Level
from console.domain.wording import Text

_COLUMNS = (
    "code",
    "name_zh",
    "name_en",
    "level",
    "parent_code",
    "population",
    "lat",
    "lon",
    "valid_from",
    "valid_to",
    "successor_code",
)
_NEEDED = frozenset({"code", "name_zh", "name_en", "level"})
_REMEDY = Text(
    "请改正该文件；列名为 " + "、".join(_COLUMNS) + "。",
    "Correct the file; its columns are " + ", ".join(_COLUMNS) + ".",
)


def read_regions(path: Path) -> list[dict[str, object]]:
    """Return the rows of ``path`` (CSV in UTF-8) as values for the table ``region``.

    Raises:
        ConsoleError: The file is missing or holds what is no region; the place names its line.
    """
    try:
        content = path.read_text("utf-8-sig")
    except OSError as error:
        raise ConsoleError(
            str(path),
            Text("读不到行政区划文件。", "The file of regions cannot be read."),
            Text("请核对路径，或重新安装控制台。", "Check the path, or install the console again."),
        ) from error
    except UnicodeDecodeError as error:
        raise _wrong(path, 1, Text("不是 UTF-8 文本。", "It is not UTF-8 text.")) from error
    return list(_rows(path, content))


def _rows(path: Path, content: str) -> Iterator[dict[str, object]]:
    reader = csv.DictReader(content.splitlines())
    missing = _NEEDED - set(reader.fieldnames or ())
    if missing:
        listed = ", ".join(sorted(missing))
        raise _wrong(path, 1, Text(f"缺少列：{listed}。", f"Columns are missing: {listed}."))
    for line in reader:
        try:
            yield _row(line)
        except (ValueError, KeyError) as error:
            what = Text(f"无法理解：{error}。", f"This is no region: {error}.")
            raise _wrong(path, reader.line_num, what) from error


def _row(line: dict[str, str]) -> dict[str, object]:
    given = {name: (line.get(name) or "").strip() or None for name in _COLUMNS}
    if empty := sorted(name for name in _NEEDED if given[name] is None):
        msg = f"{', '.join(empty)} empty"
        raise ValueError(msg)
    return {
        **given,
        "level": Level(given["level"] or "").value,
        "population": int(given["population"]) if given["population"] else None,
        "lat": float(given["lat"]) if given["lat"] else None,
        "lon": float(given["lon"]) if given["lon"] else None,
        "valid_from": date.fromisoformat(given["valid_from"]) if given["valid_from"] else None,
        "valid_to": date.fromisoformat(given["valid_to"]) if given["valid_to"] else None,
    }


def _wrong(path: Path, line: int, problem: Text) -> ConsoleError:
    return ConsoleError(f"{path}:{line}", problem, _REMEDY)
