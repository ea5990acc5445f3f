"""What one run of the console is told on the command line."""

from dataclasses import dataclass
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Lang


class WrongUsageError(ConsoleError):
    """A name that was typed is not known; the remedy lists those that are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """One run.

    Attributes:
        demo: Show the embedded demonstration, whatever the settings say.
        settings: A settings file in the place of the user's own.
        database: Address of the central database; None = the settings'.
        lang: Language at the start; None = the settings'.
        windowed: Plain windows with a title instead of full screens.
        screens: Number of wall windows; None = the settings'.
        scene: Scene at the start; None = the settings'.
        region: Code of the region at the start; None = the settings'.
        seconds: End by itself after this time; None = when it is ended.
        node: Name of this node of a wall that several machines share; None = it shares nothing.
        wall: Name of the wall; None = the settings'.
        duty: Open the duty desk at the start.
        rehearse: A cue sheet's name: this whole run is its rehearsal; None = it is none.
        shots: Folder for a picture of every window at the end; None = no pictures.
    """

    demo: bool = False
    settings: Path | None = None
    database: str | None = None
    lang: Lang | None = None
    windowed: bool = False
    screens: int | None = None
    scene: str | None = None
    region: str | None = None
    seconds: float | None = None
    shots: Path | None = None
    duty: bool = False
    node: str | None = None
    wall: str | None = None
    rehearse: str | None = None
