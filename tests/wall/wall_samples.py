"""A small wall to direct: three scenes, a cue sheet, a clock that ticks when it is told to."""

from datetime import UTC, datetime, timedelta

from console.domain.scenes import Scene, ScreenLayout, TilePlace
from console.domain.wording import Text
from console.wall.cue_sheet import CueSheet, CueStep
from console.wall.director import Director
from console.wall.events import WallEvent
from console.wall.precedence import RefusedError
from console.wall.program import Program
from console.wall.state import Author, WallState

NAMES = ("overview", "outbreak", "materials")
LAYOUT = ((ScreenLayout((TilePlace("map", 1, 1, 12, 12),)),),)
SCENES = {name: Scene(name, Text(name, name), LAYOUT) for name in NAMES}
SHEET = CueSheet(
    "visit",
    Text("参观", "Visit"),
    (
        CueStep("overview", seconds=10, auto=True),
        CueStep("outbreak", "220100", seconds=20, auto=True),
        CueStep("materials", material="n95"),
    ),
)
START = Program("overview")


class Clock:
    """The time, one second later each time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def director(state: WallState | None = None) -> Director:
    return Director(
        SCENES,
        state or WallState.of(START),
        author=Author("li", "desk-1"),
        safe="materials",
        sheets={SHEET.name: SHEET},
        clock=Clock(),
    )


def attempt(wish, *arguments, **named) -> tuple[WallEvent | None, RefusedError | None]:
    """Return what came of a wish, and why it was refused."""
    try:
        return wish(*arguments, **named), None
    except RefusedError as error:
        return None, error
