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


def assign(screens: Sequence[ScreenInfo], wanted: int) -> Assignment:
    """Share the screens out between the wall and the desk.

    The desk keeps the primary screen as long as the wall can do without it. Wall windows are
    numbered as one reads: left to right, then downwards.

    Args:
        screens: The screens there are.
        wanted: How many wall windows there shall be; 0 = one for every screen but the desk's.
    """
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
