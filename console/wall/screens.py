"""Which screen carries which wall window, and which one the desk."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScreenInfo:
    """A screen as the window system tells of it.

    Attributes:
        name: What no other screen is called at this moment.
        x, y: Its corner, in the window system's own pixels.
        primary: Whether it is the primary one.
        width, height: Its size, in the same pixels.
        connector: The output that it hangs on, which may name two screens alike.
        maker, model, serial: What the screen itself tells (EDID); "" = nothing.
    """

    name: str
    x: int
    y: int
    primary: bool
    width: int = 0
    height: int = 0
    connector: str = ""
    maker: str = ""
    model: str = ""
    serial: str = ""

    def is_called(self, name: str) -> bool:
        """Tell whether ``name``, as people write it into the settings, means this screen."""
        return name in (self.name, self.connector)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Names of the screens of the wall windows 1, 2, … and of the desk; None = a plain window."""

    wall: tuple[str | None, ...]
    desk: str | None


def assign(screens: Sequence[ScreenInfo], wanted: int, outputs: Sequence[str] = ()) -> Assignment:
    """Share the screens out between the wall and the desk.

    The desk keeps the primary screen as long as the wall can do without it. Wall windows are
    numbered as one reads: left to right, then downwards.

    Args:
        screens: The screens there are.
        wanted: How many wall windows there shall be; 0 = one for every screen but the desk's.
        outputs: Names of the screens that are the wall, as they were set up; where none of them is
            there, the other rules hold.
    """
    named = [screen.name for name in outputs for screen in screens if screen.is_called(name)]
    if named:
        return _assign_named(screens, list(dict.fromkeys(named)))
    primary = next((screen for screen in screens if screen.primary), None)
    free = sorted((s for s in screens if s is not primary), key=lambda s: (s.x, s.y))
    count = wanted or max(1, len(free))
    if count > len(free) and primary is not None:
        chosen = sorted(screens, key=lambda s: (s.x, s.y))[:count]
    else:
        chosen = free[:count]
    names: list[str | None] = [screen.name for screen in chosen]
    names += [None] * (count - len(names))
    return Assignment(tuple(names), primary.name if primary is not None else None)


def _assign_named(screens: Sequence[ScreenInfo], named: Sequence[str]) -> Assignment:
    """Give the wall the screens ``named``, the desk the primary one or else what is free."""
    free = sorted(
        (s for s in screens if s.name not in named), key=lambda s: (not s.primary, s.x, s.y)
    )
    primary = next((screen for screen in screens if screen.primary), None)
    desk = free[0] if free else primary
    return Assignment(tuple(named), desk.name if desk is not None else None)
