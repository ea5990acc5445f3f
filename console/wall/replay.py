"""A day of the wall's record, by which any moment of it can be seen again."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime

from console.domain.scenes import Scene, ScreenLayout
from console.wall.placement import filling, find, shown_layouts
from console.wall.state import WallState


@dataclass(frozen=True, slots=True)
class Moment:
    """One change of the wall.

    Attributes:
        at: When it happened, aware.
        step: What it was, as :class:`console.wall.events.Step` names it.
        by: Who did it, as account@desk.
        state: The wall after it.
    """

    at: datetime
    step: str
    by: str
    state: WallState


@dataclass(frozen=True, slots=True)
class Tape:
    """What happened to a wall on one day of the centre.

    Attributes:
        day: The day.
        before: The wall as it was when the day began; None = nothing is recorded until then.
        moments: The changes, the oldest first.
    """

    day: date
    before: WallState | None = None
    moments: tuple[Moment, ...] = ()

    def last(self, at: datetime) -> Moment | None:
        """Return the last change up to ``at``; None where the day had none yet."""
        index = bisect_right(self.moments, at, key=_when)
        return self.moments[index - 1] if index else None

    def state(self, at: datetime) -> WallState | None:
        """Return the wall as it was at ``at``; None where no record tells."""
        last = self.last(at)
        return last.state if last is not None else self.before

    def following(self, at: datetime) -> Moment | None:
        """Return the first change after ``at``."""
        index = bisect_right(self.moments, at, key=_when)
        return self.moments[index] if index < len(self.moments) else None

    def previous(self, at: datetime) -> Moment | None:
        """Return the last change before ``at``."""
        index = bisect_left(self.moments, at, key=_when)
        return self.moments[index - 1] if index else None


def _when(moment: Moment) -> datetime:
    return moment.at


def as_seen(scene: Scene, state: WallState, screens: int) -> Scene:
    """Return ``scene`` as a wall of ``screens`` showed it in ``state``, a spotlit tile included."""
    spot = state.on_air.spotlight
    layouts = shown_layouts(scene.screens(screens), state.on_air)
    if spot is not None:
        alone = [find(layout, number, spot.tile) for number, layout in enumerate(layouts, 1)]
        layouts = tuple(
            layout if tile is None else ScreenLayout((filling(tile),))
            for layout, tile in zip(layouts, alone, strict=True)
        )
    return Scene(scene.name, scene.title, (layouts,), scene.order)
