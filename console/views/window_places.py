"""Where a wall window lies: over its whole screen, or as a plain window with a title."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QScreen

from console.views.screens import screen_called
from console.views.wall_window import WallWindow
from console.wall.homes import Home, Place


def lies_astray(window: WallWindow, place: Place) -> bool:
    """Tell whether ``window`` lies elsewhere than on the screen of ``place``."""
    screen = screen_called(place.screen) if place.screen else None
    return screen is not None and window.geometry() != screen.geometry()


def fill(window: WallWindow, screen: QScreen) -> None:
    """Let ``window`` cover ``screen``, and nothing else be seen of it."""
    if window.isVisible() and window.isFullScreen():
        if window.geometry() == screen.geometry():
            return
        window.showNormal()  # Window managers move no window that is full screen.
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.setScreen(screen)
    # Without a window manager "full screen" resizes nothing: the geometry is set besides.
    window.setGeometry(screen.geometry())
    window.showFullScreen()


def put_plainly(window: WallWindow, lost: Home | None) -> None:
    """Show ``window`` with a title, as large as fits, its number's step to the right and below.

    A window that has ``lost`` its screen waits behind the desk, in the shape that it had there.
    """
    free = (QGuiApplication.primaryScreen() if lost else window.screen()).availableGeometry()
    size = free.size() * 0.8 if free.width() < 2400 else QRect(0, 0, 1920, 1080).size()
    if lost is not None and lost.area is not None:
        size = QSize(*lost.area[2:]).scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
    step = 40 * (window.number - 1)
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint, False)  # noqa: FBT003
    window.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)  # noqa: FBT003
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, lost is not None)
    window.showNormal()
    window.setGeometry(QRect(free.topLeft(), size).translated(step, step + 30))
    if lost is not None:
        window.lower()
