"""The command ``log``: what happened to the wall, who did it, when, and from which desk."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli import common
from console.domain.wording import Lang, Text

if TYPE_CHECKING:
    from console.data.wall_log import LoggedEvent
    from console.settings import LoadedSettings

_WAITS = Text("（待送达）", "(not delivered yet)")
_PROVINCE = Text("全省", "whole province")
_NOTHING = Text("这段时间没有大屏操作记录。", "Nothing happened to the wall in that time.")
_USUAL = timedelta(days=7)


def command(
    since: Annotated[
        datetime | None,
        typer.Option(help="From this moment on (local time). Default: a week ago."),
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(help="Before this moment (local time). Default: now.")
    ] = None,
    wall: Annotated[str | None, typer.Option(help="The wall. Default: the settings'.")] = None,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="The database. Default: the settings'.")
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="The demonstration's record.")] = False,
    lang: Annotated[Lang | None, typer.Option(help="Language. Default: the settings'.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program to read.")] = False,
) -> int:
    """Print the record of takes, undos, freezes, blanks and region changes, oldest first.

    What the database has not got yet is read from this machine's disk.
    """
    from console import settings as all_settings
    from console.domain.errors import ConsoleError

    overrides = {"database.url": database, "language": lang.value if lang else None}
    loaded = all_settings.load(None, overrides)
    end = _aware(until) if until else datetime.now(UTC) + timedelta(seconds=1)
    begin = _aware(since) if since else end - _USUAL
    url = "" if demo else loaded.settings.database.url
    name = wall or loaded.settings.wall.name
    fault: ConsoleError | None = None
    try:
        held = _from_database(url, name, begin, end)
    except ConsoleError as error:
        fault, held = error, ()
    events = _with_disk(held, name, (begin, end), demo=not url)
    _print(events, loaded, as_json=as_json)
    if fault is not None:
        common.say(fault.say(loaded.settings.lang))
        return common.FAILED
    return common.DONE


def _aware(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _from_database(
    url: str, wall: str, begin: datetime, end: datetime
) -> "tuple[LoggedEvent, ...]":
    if not url:
        return ()
    from sqlalchemy.exc import SQLAlchemyError

    from console.data.connection import open_engine, redact, why
    from console.data.wall_log import read_database

    engine = open_engine(url)
    try:
        return read_database(engine, wall, begin, end)
    except SQLAlchemyError as error:
        raise why(error, place=redact(url)) from error
    finally:
        engine.dispose()


def _with_disk(
    held: "tuple[LoggedEvent, ...]", wall: str, span: tuple[datetime, datetime], *, demo: bool
) -> "tuple[LoggedEvent, ...]":
    from console import paths
    from console.data.wall_log import merged, read_disk, record_files

    files = record_files(paths.user_state(), demo=demo)
    return merged(held, read_disk(files, wall, *span))


def _print(events: "tuple[LoggedEvent, ...]", loaded: "LoadedSettings", *, as_json: bool) -> None:
    if as_json:
        common.print_json(events)
        return
    lang = loaded.settings.lang
    for event in events:
        typer.echo(_line(event, lang))
    if not events:
        typer.echo(_NOTHING.of(lang))


def _line(event: "LoggedEvent", lang: Lang) -> str:
    from console.wall.call_book import CALL_STEP_WORDS
    from console.wall.events import STEP_WORDS

    words = {step.value: text.of(lang) for step, text in STEP_WORDS.items()}
    words |= {f"call_{step.value}": text.of(lang) for step, text in CALL_STEP_WORDS.items()}
    parts = [
        f"{event.at.astimezone():%Y-%m-%d %H:%M:%S}",
        words.get(event.kind, event.kind),
        event.scene,
        event.region or _PROVINCE.of(lang),
        event.by,
    ]
    call = event.detail.get("call")
    if isinstance(call, dict):
        parts.insert(2, str(call.get("name", "")))
    if not event.delivered:
        parts.append(_WAITS.of(lang))
    return "  ".join(parts)
