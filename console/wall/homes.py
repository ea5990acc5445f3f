"""Where each wall window belongs, remembered by what the screens are and not by their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from console.wall.screens import ScreenInfo, assign


@dataclass(frozen=True, slots=True)
class Home:
    """The screen that a window belongs on, as far as it was ever seen.

    Attributes:
        maker, model, serial: What the screen tells of itself (EDID); "" = nothing.
        connector: The output that it hung on.
        area: Where it lay, x, y, width and height in pixels; None = it was only named.
    """

    maker: str = ""
    model: str = ""
    serial: str = ""
    connector: str = ""
    area: tuple[int, int, int, int] | None = None

    @classmethod
    def of(cls, screen: ScreenInfo) -> "Home":
        """Return ``screen`` as it is to be remembered."""
        area = (screen.x, screen.y, screen.width, screen.height)
        return cls(screen.maker, screen.model, screen.serial, screen.connector, area)

    def words(self) -> str:
        """Name the screen to people: maker and model, output, size."""
        told = " ".join(filter(None, (self.maker, self.model)))
        size = f"{self.area[2]}×{self.area[3]}" if self.area else ""
        return " · ".join(filter(None, (told, self.connector, size)))


@dataclass(frozen=True, slots=True)
class Homes:
    """What is remembered of a wall's screens.

    Attributes:
        wall: Homes of the windows 1, 2, …; None = no screen was ever there for it.
        desk: The desk's home.
        wanted: How many windows were asked for, as for :func:`assign`.
        outputs: The screens that were named in the settings.
    """

    wall: tuple[Home | None, ...] = ()
    desk: Home | None = None
    wanted: int = 0
    outputs: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return the homes as text."""
        return to_json(_ADAPTER.dump_python(self, mode="json")).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Homes":
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError: The text holds no homes.
        """
        try:
            return _ADAPTER.validate_python(from_json(text), strict=False)
        except ValidationError as error:
            raise ValueError(str(error)) from error


_ADAPTER = TypeAdapter(Homes)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window is now.

    Attributes:
        screen: The screen's name; None = a plain window beside the desk.
        lost: The home that is gone, for as long as the window is elsewhere.
    """

    screen: str | None
    lost: Home | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The windows on the screens that there are now.

    Attributes:
        homes: What is to be remembered from now on.
        wall: The places of the windows 1, 2, ….
        desk: The desk's screen; None = the wall has them all.
    """

    homes: Homes
    wall: tuple[Place, ...]
    desk: str | None


def arrange(
    remembered: Homes | None,
    screens: Sequence[ScreenInfo],
    wanted: int,
    outputs: Sequence[str] = (),
) -> Arrangement:
    """Put every window on its home, and where that is gone, where it can be.

    A window without its screen takes one that nobody uses, or else waits as a plain window beside
    the desk: the others stay as they are. A new screen becomes the home of a window that has none,
    of one that had to share the desk's, or, where every screen is the wall's, of one window more.

    Args:
        remembered: What was remembered; None = nothing.
        screens: The screens there are.
        wanted: How many windows there shall be; 0 = one for every screen but the desk's.
        outputs: Names of the screens that are the wall; () = as many as ``wanted`` says.
    """
    if not screens:
        kept = remembered or Homes((), None, wanted, tuple(outputs))
        return Arrangement(kept, tuple(Place(None, home) for home in kept.wall or (None,)), None)
    homes = remembered
    if homes is None or (homes.wanted, homes.outputs) != (wanted, tuple(outputs)):
        homes = _first(screens, wanted, tuple(outputs))
    found = _find((*homes.wall, homes.desk), screens)
    homes, found = _settle_new(homes, found, screens)
    return _place(homes, found, screens)


def _first(screens: Sequence[ScreenInfo], wanted: int, outputs: tuple[str, ...]) -> Homes:
    by_name = {screen.name: screen for screen in screens}
    given = assign(screens, wanted, outputs)
    desk = Home.of(by_name[given.desk]) if given.desk else None
    wall: tuple[Home | None, ...]
    if any(screen.is_called(name) for name in outputs for screen in screens):
        wall = tuple(_named(name, screens) for name in outputs)
    else:
        wall = tuple(Home.of(by_name[name]) if name else None for name in given.wall)
        # A wall of "all screens but the desk's" that finds no other is at home nowhere yet.
        wall = () if not wanted and wall == (desk,) else wall
    return Homes(wall, desk, wanted, outputs)


def _named(name: str, screens: Sequence[ScreenInfo]) -> Home:
    screen = next((screen for screen in screens if screen.is_called(name)), None)
    return Home(connector=name) if screen is None else Home.of(screen)


def _same_edid(home: Home, screen: ScreenInfo) -> bool:
    told = (screen.maker, screen.model, screen.serial)
    return bool(screen.serial) and told == (home.maker, home.model, home.serial)


def _same_model_and_output(home: Home, screen: ScreenInfo) -> bool:
    told = (screen.maker, screen.model, screen.connector)
    return any(told[:2]) and told == (home.maker, home.model, home.connector)


def _same_output(home: Home, screen: ScreenInfo) -> bool:
    return bool(home.connector) and screen.is_called(home.connector)


def _same_area(home: Home, screen: ScreenInfo) -> bool:
    return home.area == (screen.x, screen.y, screen.width, screen.height)


_WAYS: tuple[Callable[[Home, ScreenInfo], bool], ...] = (
    _same_edid,
    _same_model_and_output,
    _same_output,
    _same_area,
)
"""How a screen is known again, the surest first."""


def _find(
    homes: Sequence[Home | None], screens: Sequence[ScreenInfo]
) -> tuple[ScreenInfo | None, ...]:
    """Return the screen of each home; a way that would fit two screens decides nothing."""
    found: dict[Home, ScreenInfo] = {}
    for way in _WAYS:
        taken = {screen.name for screen in found.values()}
        open_homes = [home for home in dict.fromkeys(homes) if home and home not in found]
        for home in open_homes:
            fitting = [s for s in screens if s.name not in taken and way(home, s)]
            rivals = [other for other in open_homes if fitting and way(other, fitting[0])]
            if len(fitting) == 1 and len(rivals) == 1:
                found[home] = fitting[0]
    return tuple(found.get(home) if home else None for home in homes)


def _settle_new(
    homes: Homes, found: tuple[ScreenInfo | None, ...], screens: Sequence[ScreenInfo]
) -> tuple[Homes, tuple[ScreenInfo | None, ...]]:
    """Give screens that are nobody's home to windows that need one."""
    *on_wall, on_desk = found
    wall: list[Home | None] = list(homes.wall)
    used = {screen.name for screen in found if screen is not None}
    new = sorted((s for s in screens if s.name not in used), key=lambda s: (s.x, s.y))
    # A screen that is known again is remembered as it is now: it may hang on another output.
    wall = [Home.of(s) if s else home for home, s in zip(wall, on_wall, strict=True)]
    if homes.desk is None and new:
        on_desk = new.pop(0)
    homeless = [n for n, home in enumerate(wall) if home is None]
    sharing = [n for n, s in enumerate(on_wall) if s is not None and s is on_desk]
    for number in (*homeless, *sharing):
        if new and not homes.outputs:
            screen = new.pop(0)
            on_wall[number], wall[number] = screen, Home.of(screen)
    if not homes.wanted and not homes.outputs and all(on_wall):
        on_wall += new
        wall += [Home.of(screen) for screen in new]
    desk = Home.of(on_desk) if on_desk else homes.desk
    return replace(homes, wall=tuple(wall), desk=desk), (*on_wall, on_desk)


def _place(
    homes: Homes, found: tuple[ScreenInfo | None, ...], screens: Sequence[ScreenInfo]
) -> Arrangement:
    *on_wall, on_desk = found
    used = {screen.name for screen in found if screen is not None}
    spare = [screen.name for screen in screens if screen.name not in used]
    desk = on_desk.name if on_desk else (spare.pop(0) if spare else None)
    places: list[Place] = []
    for home, screen in zip(homes.wall, on_wall, strict=True):
        if screen is not None:
            places.append(Place(screen.name))
        else:
            places.append(Place(spare.pop(0) if home and spare else None, home))
    if not places:
        places.append(Place(desk or screens[0].name))
    return Arrangement(homes, tuple(places), desk)
