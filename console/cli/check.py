"""The command ``check``: is everything ready for a demonstration?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli import common
from console.domain.wording import Lang, Text

if TYPE_CHECKING:
    from console.cli.readiness import Verdict

_READY = Text("可以演示。", "Ready for demonstration.")
_WARNED = Text("可以演示，有 {count} 项提醒。", "Ready for demonstration; warnings: {count}.")
_NOT_READY = Text("不能演示：{count} 项须先解决。", "Not ready; faults to mend first: {count}.")
_COLOURS = {"ok": typer.colors.GREEN, "warn": typer.colors.YELLOW, "fail": typer.colors.RED}


def command(
    database: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The database to look at. Default: the settings'."),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A settings file in your own's place.")
    ] = None,
    lang: Annotated[Lang | None, typer.Option(help="Language. Default: the settings'.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program to read.")] = False,
    only: Annotated[
        str, typer.Option(metavar="database|posts", help="Look at just this.", show_default=False)
    ] = "",
    as_lines: Annotated[bool, typer.Option("--json-lines", hidden=True)] = False,
    probe: Annotated[str | None, typer.Option(hidden=True)] = None,
) -> int:
    """Say whether the wall would come up: one line each, with the remedy.

    Exit code 1 if it would not.
    """
    if probe is not None:
        return _answer(probe)
    if only not in ("", "database", "posts"):
        raise typer.BadParameter("--only database or --only posts")
    from console import settings as all_settings
    from console.cli.readiness import Level, survey

    overrides = {"database.url": database, "language": lang.value if lang else None}
    loaded = all_settings.load(settings, overrides)
    speak = lang or loaded.settings.lang
    verdicts = []
    for verdict in survey(loaded, only):
        verdicts.append(verdict)
        if as_lines:
            common.print_json_line(verdict)
        elif not as_json:
            _print(verdict, speak)
    faults = sum(verdict.level is Level.FAIL for verdict in verdicts)
    warnings = sum(verdict.level is Level.WARN for verdict in verdicts)
    if as_json:
        common.print_json({"ready": not faults, "verdicts": verdicts})
    elif not as_lines:
        form = _NOT_READY if faults else _WARNED if warnings else _READY
        typer.echo(form.of(speak).format(count=faults or warnings))
    return common.FAILED if faults else common.DONE


def _answer(probe: str) -> int:
    from console.cli.readiness import probes

    if probe not in probes.PROBES:
        return common.WRONG_USAGE
    probes.answer(probe)
    return common.DONE


def _print(verdict: "Verdict", lang: Lang) -> None:
    word, rest = verdict.say(lang).split(" ", maxsplit=1)
    typer.echo(f"{typer.style(word, fg=_COLOURS[verdict.level.value])} {rest}")
