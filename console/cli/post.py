"""The command ``post``: the light window of a city post or an expert, for calls."""

from pathlib import Path
from typing import Annotated

import typer

from console.domain.wording import Lang


def command(
    *,
    name: Annotated[
        str, typer.Option("--name", help="Code of the post or expert, as in the database.")
    ],
    database: Annotated[
        str | None, typer.Option("--database", help="Central database: postgresql://….")
    ] = None,
    settings: Annotated[
        Path | None, typer.Option("--settings", help="Settings file in the place of your own.")
    ] = None,
    film: Annotated[
        Path | None,
        typer.Option(
            "--file", exists=True, dir_okay=False, help="Video sent in the camera's place."
        ),
    ] = None,
    lang: Annotated[Lang | None, typer.Option("--lang", help="Language at the start.")] = None,
    answers: Annotated[
        bool, typer.Option("--answer", help="Answer every call at once (a camera, a test).")
    ] = False,
    seconds: Annotated[
        float | None, typer.Option("--for", min=0, help="End by itself after this many seconds.")
    ] = None,
) -> int:
    """Be called by the centre: answer, be seen, mute, share a screen."""
    from console.app.calls import no_engine

    try:
        from console.app.post import PostOptions, run_post
    except ImportError as error:  # the web engine's libraries may be missing from a machine
        raise no_engine(error) from error

    options = PostOptions(
        name=name,
        settings=settings,
        database=database,
        film=film,
        lang=lang,
        answers=answers,
        seconds=seconds,
    )
    return run_post(options)
