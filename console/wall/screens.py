"""Which screen carries which wall window, and which one the desk."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScreenInfo:
    """A screen as the window system tells of it; positions in its own pixels."""

    name: str
    x: int
    y: int
    primary: bool


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
    named = [name for name in outputs if any(screen.name == name for screen in screens)]
    if named:
        return _assign_named(screens, named)
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
