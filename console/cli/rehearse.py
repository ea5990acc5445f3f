"""The command ``rehearse``: a cue sheet on plain windows, stamped, never on the wall."""

from pathlib import Path
from typing import Annotated

import typer

from console.cli import common

_WALL = "rehearsal"


def command(
    sheet: Annotated[str, typer.Argument(help="The cue sheet's name, as leader_visit.")],
    *,
    screens: Annotated[
        int, typer.Option("--screens", min=1, max=64, help="Number of plain windows.")
    ] = 1,
    demo: Annotated[bool, typer.Option("--demo", help="With the demonstration's figures.")] = False,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="Settings file in the place of your own.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option("--for", min=0, help="End by itself after this many seconds.")
    ] = None,
    shot: Annotated[
        Path | None, typer.Option("--shot", help="Folder for a picture of each window at the end.")
    ] = None,
) -> None:
    """Rehearse a cue sheet on plain windows stamped 演练 REHEARSAL, with the desk beside them."""
    from console import paths
    from console.app import RunOptions, WrongUsageError, run
    from console.domain.wording import Text
    from console.wall.cue_files import sheet_names

    names = sheet_names([paths.resources() / "cues", paths.user_config() / "cues"])
    if sheet not in names:
        listed = ", ".join(names)
        error = WrongUsageError(
            sheet,
            Text("没有这份流程单。", "There is no such cue sheet."),
            Text(f"可用：{listed}。", f"The sheets are: {listed}."),
        )
        common.say(error.say(common.language_of()))
        raise typer.Exit(common.WRONG_USAGE)
    options = RunOptions(
        demo=demo,
        settings=settings,
        windowed=True,
        screens=screens,
        seconds=seconds,
        shots=shot,
        wall=_WALL,
        rehearse=sheet,
    )
    raise typer.Exit(run(options))
