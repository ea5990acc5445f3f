"""The command ``setup``: the first-start assistant, once more."""

from pathlib import Path
from typing import Annotated

import typer

from console.domain.wording import Lang


def command(
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The settings file to write.")
    ] = None,
    lang: Annotated[Lang | None, typer.Option(help="Language at the start.")] = None,
) -> int:
    """Ask for language, database, screens and posts; write the settings; then check.

    Exit code 1 if it was left before anything was written.
    """
    from console.app.assistant import set_up
    from console.app.options import RunOptions

    return set_up(RunOptions(settings=settings, lang=lang))
