"""From a saved state to one that can be shown with the scenes there are now."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.wall.precedence import Source
from console.wall.program import Program
from console.wall.state import Author, WallState


def restored(
    saved: WallState, scenes: Collection[str], fallback: Program
) -> tuple[WallState, ConsoleError | None]:
    """Return ``saved`` with the scenes that are gone replaced, and a fault where that is seen.

    A cue sheet does not go on by itself after a restart: a person looks first.

    Args:
        saved: The state as it was.
        scenes: The names of the scenes there are.
        fallback: What is shown where the saved scene is gone.
    """
    past = tuple(on_air for on_air in saved.past if on_air.program.scene in scenes)
    preview = saved.preview if saved.preview.scene in scenes else fallback
    on_air = replace(saved.on_air, driver=Source.OPERATOR)
    state = replace(saved, on_air=on_air, preview=preview, past=past)
    lost = saved.program.scene
    if lost in scenes:
        return state, None
    fault = ConsoleError(
        lost,
        Text("重启前的场景已不存在。", "The scene before the restart is there no longer."),
        Text(f"现显示“{fallback.scene}”。", f'"{fallback.scene}" is shown in its place.'),
    )
    return replace(state, on_air=on_air.showing(fallback)), fault


def begun(saved: WallState | None, program: Program, author: Author, at: datetime) -> WallState:
    """Return the state of a wall that is started with ``program``, over what was saved before."""
    revision = saved.revision + 1 if saved is not None else 0
    return replace(WallState.of(program), revision=revision, author=author, at=at)
