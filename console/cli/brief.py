"""The command ``brief``: the daily brief on one page, as PDF and PNG."""

from pathlib import Path
from typing import Annotated

import typer

from console.cli import common
from console.cli.run import Language


def command(
    *,
    out: Annotated[Path, typer.Option("--out", help="Folder for the PDF and the picture.")],
    demo: Annotated[
        bool, typer.Option("--demo", help="Tell of the embedded demonstration province.")
    ] = False,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="Settings file in the place of your own.")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option("--database", help="Central database: postgresql://… or sqlite:///file."),
    ] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="Language of the page.")] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="Code of the region. Default: the settings'.")
    ] = None,
) -> int:
    """Write the daily brief: headline, map, trend, risk changes, gaps, plan, sources and state."""
    if demo and database:
        raise typer.BadParameter("--demo and --database exclude each other.")
    from console.app.brief_run import make_brief
    from console.app.options import RunOptions, WrongUsageError
    from console.domain.wording import Lang

    options = RunOptions(
        demo=demo,
        settings=settings,
        database=database,
        lang=Lang(lang.value) if lang is not None else None,
        region=region,
    )
    try:
        files = make_brief(options, out)
    except WrongUsageError as error:
        common.say(error.say(options.lang or common.language_of()))
        raise typer.Exit(common.WRONG_USAGE) from error
    for path in files:
        typer.echo(str(path))
    return common.DONE
