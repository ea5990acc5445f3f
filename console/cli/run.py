"""The command ``run``: the wall and the desk."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from console.cli import common


class Language(StrEnum):
    """A language of the screen, as it is typed."""

    ZH = "zh"
    EN = "en"


def command(
    *,
    demo: Annotated[
        bool, typer.Option("--demo", help="Show the embedded demonstration province.")
    ] = False,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="Settings file in the place of your own.")
    ] = None,
    database: Annotated[
        str | None,
        typer.Option("--database", help="Central database: postgresql://… or sqlite:///file."),
    ] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="Language at the start.")] = None,
    windowed: Annotated[
        bool, typer.Option("--windowed", help="Plain windows instead of full screens.")
    ] = False,
    screens: Annotated[
        int | None, typer.Option("--screens", min=1, max=64, help="Number of wall windows.")
    ] = None,
    scene: Annotated[str | None, typer.Option("--scene", help="Scene at the start.")] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="Code of the region at the start.")
    ] = None,
    node: Annotated[
        str | None,
        typer.Option("--node", help="Name of this machine among those that share the wall."),
    ] = None,
    wall: Annotated[
        str | None, typer.Option("--wall", help="Name of the wall. Default: the settings'.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option("--for", min=0, help="End by itself after this many seconds.")
    ] = None,
    duty: Annotated[
        bool, typer.Option("--duty", help="Open the duty desk as well (F6 does so later).")
    ] = False,
    shot: Annotated[
        Path | None, typer.Option("--shot", help="Folder for a picture of each window at the end.")
    ] = None,
) -> None:
    """Start the wall and the operator's desk (this is what happens without any command)."""
    if demo and database:
        raise typer.BadParameter("--demo and --database exclude each other.")
    from console.app import RunOptions, WrongUsageError, run
    from console.domain.wording import Lang

    options = RunOptions(
        demo=demo,
        settings=settings,
        database=database,
        lang=Lang(lang.value) if lang is not None else None,
        windowed=windowed,
        screens=screens,
        scene=scene,
        region=region,
        seconds=seconds,
        shots=shot,
        duty=duty,
        node=node,
        wall=wall,
    )
    try:
        code = run(options)
    except WrongUsageError as error:
        common.say(error.say(options.lang or common.language_of()))
        raise typer.Exit(common.WRONG_USAGE) from error
    raise typer.Exit(code)
