"""What goes into the bundle, each part by itself: one that fails is told, and stops no other."""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from console import __version__, paths
from console.cli.common import to_json
from console.cli.support.logs import faults, log_files, tail
from console.cli.support.scrub import Scrubber, passwords_in
from console.domain.errors import ConsoleError
from console.settings import LoadedSettings
from console.settings.sources import FILE_NAME, central_file

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: Variables whose values are told; of others that concern us only the name.
_TOLD = (
    "LANG",
    "LC_",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "QT_",
)
_NAMED = ("CONSOLE_", "COMMAND_CONSOLE_", "PG", "PYTHON", "LD_LIBRARY_PATH", "SSL_", "DBUS_")

#: Columns that name a person or lead to one, by table; and by ending, in any table.
_PERSON_COLUMNS = {("expert", "name")}
_PERSON_ENDINGS = ("by", "_by", "phone", "_url", "acknowledged_by")
_MOST_NAMES = 5000


def folders() -> dict[str, Path]:
    """Return where things lie, by what they are."""
    return {
        "settings": paths.user_config() / FILE_NAME,
        "central settings": central_file(),
        "scenes": paths.user_config() / "scenes",
        "data": paths.user_data(),
        "cache": paths.user_cache(),
        "logs": paths.user_logs(),
        "program": paths.resources().parent,
    }


def gather(loaded: LoadedSettings, *, quick: bool = False) -> Iterator[tuple[str, str]]:
    """Yield name and content of every part, scrubbed; what could not be had says why.

    Args:
        loaded: The settings, with whatever was wrong in them.
        quick: Leave out the check, which starts Qt and decodes clips.
    """
    scrubber = Scrubber(_words_of_settings_files())
    people = _ask_database(loaded, _people)
    if isinstance(people, list):
        scrubber.learn(people)
    parts: dict[str, Callable[[], object]] = {
        "about.json": lambda: _about(people),
        "settings.json": lambda: _settings(loaded),
        "database.json": lambda: _ask_database(loaded, _standing),
    }
    if not quick:
        parts["check.json"] = lambda: _check(loaded)
    for name, make in parts.items():
        yield name, _text(scrubber.clean_all(_plain(_guarded(make))))
    texts: dict[str, Callable[[], str]] = {"faults.txt": faults}
    texts |= {f"logs/{path.name}.txt": partial(tail, path) for path in log_files()}
    for name, read in texts.items():
        content = _text(_guarded(read))
        yield name, scrubber.clean_log(content, names_known=isinstance(people, list))


def _guarded(make: Callable[[], object]) -> object:
    try:
        return make()
    except Exception as error:  # noqa: BLE001 - support is asked when things are broken
        return {"error": f"{type(error).__name__}: {error}"}


def _plain(value: object) -> object:
    return value if isinstance(value, str) else json.loads(to_json(value))


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)


def _about(people: object) -> object:
    return {
        "console": __version__,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "libc": " ".join(platform.libc_ver()),
        "packages": _versions(),
        "folders": {name: _standing_of(path) for name, path in folders().items()},
        "environment": dict(_environment()),
        "persons": "names of the database are blacked out of the logs"
        if isinstance(people, list)
        else "no names are known: all Chinese words are blacked out of the logs",
    }


def _versions() -> dict[str, str]:
    return {each.metadata["Name"]: each.version for each in metadata.distributions()}


def _standing_of(path: Path) -> dict[str, object]:
    # Of a folder that may not even be looked into os.path says "no"; Path would raise.
    there = os.path.exists(path)  # noqa: PTH110
    at = next(each for each in (path, *path.parents) if os.path.exists(each))  # noqa: PTH110
    return {"path": str(path), "exists": there, "writable": os.access(at, os.W_OK)}


def _environment() -> Iterator[tuple[str, str]]:
    for name in sorted(os.environ):
        if name.startswith(_TOLD):
            yield name, os.environ[name]
        elif name.startswith(_NAMED):
            yield name, "set, not told"


def _settings(loaded: LoadedSettings) -> object:
    held = loaded.settings.model_dump(mode="json")
    return {"hold": held, "faults": [_fault(each) for each in loaded.faults]}


def _fault(error: ConsoleError) -> dict[str, str]:
    return {"place": error.place, "problem": error.problem.en, "remedy": error.remedy.en}


def _words_of_settings_files() -> Iterator[str]:
    for path in (paths.user_config() / FILE_NAME, central_file()):
        try:
            yield from passwords_in(path.read_text("utf-8", errors="replace"))
        except OSError:
            continue


def _check(loaded: LoadedSettings) -> object:
    from console.cli.readiness import survey

    return [asdict(verdict) for verdict in survey(loaded)]


def _ask_database(loaded: LoadedSettings, ask: "Callable[[Engine], object]") -> object:
    """Return what ``ask`` learns of the database, or in words why it could not."""
    from console.data.connection import open_engine, why

    url = loaded.settings.database.url
    if not url:
        return {"error": "no database is named"}
    engine: Engine | None = None
    try:
        engine = open_engine(url, application="command-console diagnose")
        return ask(engine)
    except Exception as error:  # noqa: BLE001 - whatever it is goes into the bundle
        return {"error": why(error, place="database").say(loaded.settings.lang)}
    finally:
        if engine is not None:
            engine.dispose()


def _standing(engine: "Engine") -> object:
    from console.data.administration import status

    return asdict(status(engine))


def _people(engine: "Engine") -> list[str]:
    """Return the names, numbers and addresses of persons and posts: none may appear in a log."""
    from sqlalchemy import inspect, select

    from console.data.schema import metadata as tables

    found: list[str] = []
    with engine.connect() as connection:
        held = inspect(connection)
        for table in tables.sorted_tables:
            schema = table.schema if engine.dialect.name == "postgresql" else None
            if not held.has_table(table.name, schema):
                continue
            known = {column["name"] for column in held.get_columns(table.name, schema)}
            for column in table.columns:
                if column.name in known and _leads_to_a_person(table.name, column.name):
                    rows = connection.scalars(select(column).distinct().limit(_MOST_NAMES))
                    found += [str(value) for value in rows if value]
    return found


def _leads_to_a_person(table: str, column: str) -> bool:
    return (table, column) in _PERSON_COLUMNS or column.endswith(_PERSON_ENDINGS)
