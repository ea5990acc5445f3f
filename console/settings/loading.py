"""Merge the sources key by key, and leave out what is wrong."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from console import paths
from console.domain import secrets
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.settings.model import Settings
from console.settings.sources import FILE_NAME, Source, central_file, read_environment, read_file

_LEFT_OUT = Text("该项未采用。", "It is left out.")


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings that hold, and what was wrong on the way to them, for people to read."""

    settings: Settings
    faults: tuple[ConsoleError, ...]


def load(path: Path | None = None, overrides: Mapping[str, object] | None = None) -> LoadedSettings:
    """Read the settings from all their sources.

    Args:
        path: A file to read in the place of the user's own; None = the user's own, if there is one.
        overrides: What the command line says, by dotted key (``{"wall.region": "220200"}``);
            None values are ignored.

    Returns:
        The settings and the faults found; faulty keys fall back to the next weaker source.
    """
    faults: list[ConsoleError] = []
    defaults = read_file(paths.resources() / "defaults.toml", faults)
    files = [
        read_file(central_file(), faults),
        read_file(path or paths.user_config() / FILE_NAME, faults, required=path is not None),
    ]
    typed = Source("--", _nested(overrides or {}))
    sources = [defaults, *files, read_environment(faults), typed]
    for source in sources:
        _take_out_non_sections(source, faults)
        _anchor_paths(source)
    for source in files:
        _take_out_passwords(source, faults)
    return LoadedSettings(_validated(sources, faults), tuple(faults))


def _nested(dotted: Mapping[str, object]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in dotted.items():
        if value is None:
            continue
        *tables, last = key.split(".")
        table = values
        for name in tables:
            table = table.setdefault(name, {})
        table[last] = value
    return values


def _take_out_non_sections(source: Source, faults: list[ConsoleError]) -> None:
    """Take out values that stand where a whole section belongs: nothing could be merged with them.

    A password that stands in such a value is never repeated to anybody.
    """
    sections = {key.split(".")[0] for key in _known_keys() if "." in key}
    for name in sections & source.values.keys():
        if not isinstance(source.values[name], dict):
            faults.append(
                ConsoleError(
                    source.place_of((name,)),
                    Text("应为一节，该项未采用。", "It must be a section. It is left out."),
                    Text(f"请写成 [{name}]，各项另起一行。", f"Write [{name}], its keys below."),
                )
            )
            del source.values[name]


def _take_out_passwords(source: Source, faults: list[ConsoleError]) -> None:
    database = source.values.get("database")
    url = database.get("url") if isinstance(database, dict) else None
    if not isinstance(url, str) or not secrets.has_password(url):
        return
    source.values["database"]["url"] = secrets.without_password(url)
    faults.append(
        ConsoleError(
            source.place_of(("database", "url")),
            Text("设置文件中不得写密码，已忽略该密码。", "A password stands in it; it is ignored."),
            Text(
                "请删除密码，改用 libpq 密码文件（~/.pgpass）、环境变量 PGPASSWORD 或系统密钥环。",
                "Delete it; use libpq's passfile (~/.pgpass), PGPASSWORD or the system's keyring.",
            ),
        )
    )


def _anchor_paths(source: Source) -> None:
    """Make relative paths of a file start from its folder."""
    files = source.values.get("map")
    if source.folder is None or not isinstance(files, dict):
        return
    for key in ("prefectures", "counties"):
        if isinstance(files.get(key), str):
            files[key] = str(source.folder / files[key])


def _validated(sources: Sequence[Source], faults: list[ConsoleError]) -> Settings:
    while True:
        try:
            return Settings(**_merged(sources))
        except ValidationError as error:
            # The shipped defaults are whole (a test holds them so), and each round takes away at
            # least one key of a stronger source: the loop ends.
            dropped = [_drop(sources, details, faults) for details in error.errors()]
            if not any(dropped):
                raise


def _merged(sources: Sequence[Source]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for source in sources:
        for key, value in source.values.items():
            if isinstance(value, dict) and isinstance(merged.get(key), dict):
                merged[key] = {**merged[key], **value}
            else:
                merged[key] = value
    return merged


def _drop(sources: Sequence[Source], details: ErrorDetails, faults: list[ConsoleError]) -> bool:
    """Take the key that ``details`` complains of out of the strongest source that has it."""
    key = tuple(str(part) for part in details["loc"])
    for source in reversed(sources[1:]):
        place = source.place_of(key)
        if source.drop(key):
            faults.append(ConsoleError(place, _problem(details), _remedy(key, details)))
            return True
    return False


def _problem(details: ErrorDetails) -> Text:
    kind = details["type"]
    problems = {
        "extra_forbidden": Text("没有这一设置项。", "There is no such key."),
        "int": Text("应为整数。", "It must be a whole number."),
        "float": Text("应为数字。", "It must be a number."),
        "string": Text("应为加引号的文字。", "It must be a text in quotes."),
        "literal_error": Text("不在可选值之内。", "It is none of the known values."),
        "value_error": Text("各时限须由小到大。", "The limits must rise, late to stale to lost."),
    }
    found = problems.get(kind) or problems.get(kind.split("_")[0])
    found = found or Text("超出允许范围。", "It is out of range.")
    return Text(found.zh + _LEFT_OUT.zh, f"{found.en} {_LEFT_OUT.en}")


def _remedy(key: tuple[str, ...], details: ErrorDetails) -> Text:
    if details["type"] == "extra_forbidden":
        known = _known_keys()
        near = difflib.get_close_matches(".".join(key), known, n=1, cutoff=0.5)
        names = near[0] if near else ", ".join(known)
        return Text(f"是否应为 {names}？", f"Is {names} meant?")
    limits = details.get("ctx", {})
    words = {"ge": "≥ {}", "gt": "> {}", "le": "≤ {}", "lt": "< {}", "expected": "{}"}
    told = [words[name].format(value) for name, value in limits.items() if name in words]
    if told:
        return Text(f"可用：{'、'.join(told)}。", f"Allowed: {', '.join(told)}.")
    return Text("请参照 resources/defaults.toml 修改。", "Compare with resources/defaults.toml.")


def _known_keys() -> list[str]:
    names: list[str] = []
    for name, info in Settings.model_fields.items():
        fields = getattr(info.annotation, "model_fields", None)
        names += [f"{name}.{inner}" for inner in fields] if fields else [name]
    return names
