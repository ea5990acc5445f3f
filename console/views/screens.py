"""The screens that there are now, as the rules of the wall know them."""

from PySide6.QtGui import QGuiApplication, QScreen

from console.wall.screens import ScreenInfo


def screens_now() -> tuple[ScreenInfo, ...]:
    """Return every screen, each under a name of its own."""
    primary = QGuiApplication.primaryScreen()
    return tuple(
        _told(screen, name, primary=screen == primary) for name, screen in _named().items()
    )


def screen_called(name: str) -> QScreen | None:
    """Return the screen that :func:`screens_now` calls ``name``; None where it is gone."""
    return _named().get(name)


def _named() -> dict[str, QScreen]:
    found: dict[str, QScreen] = {}
    for screen in QGuiApplication.screens():
        name = " ".join(filter(None, (screen.name(), screen.serialNumber())))
        # Two screens of one make may tell the same, or nothing at all; their places differ.
        if not name or name in found:
            name = f"{name} {screen.geometry().x()},{screen.geometry().y()}"
        found[name] = screen
    return found


def _told(screen: QScreen, name: str, *, primary: bool) -> ScreenInfo:
    place = screen.geometry()
    return ScreenInfo(
        name,
        place.x(),
        place.y(),
        primary,
        place.width(),
        place.height(),
        screen.name(),
        screen.manufacturer(),
        screen.model(),
        screen.serialNumber(),
    )
