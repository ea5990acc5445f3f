"""The windows of the wall: as many as there are screens for them, each on its own."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from console.domain.scenes import Scene
from console.views.board import Board
from console.views.tile_shelf import TileKind
from console.views.wall_window import WallWindow
from console.wall.placement import shown_layouts
from console.wall.program import OnAir
from console.wall.screens import Assignment, ScreenInfo, assign

_SETTLE_MS = 400
"""Plugging a screen makes a burst of signals; the last of them counts."""


class WallSet(QObject):
    """Opens, moves and closes wall windows as screens come and go."""

    windows_changed = Signal(object)
    """The wall windows there are now: a tuple of :class:`WallWindow`."""

    region_chosen = Signal(str)
    material_chosen = Signal(str)
    tile_built = Signal(object)
    tile_failed = Signal(object)

    def __init__(
        self,
        kinds: Mapping[str, TileKind],
        board: Board,
        *,
        screens: int,
        windowed: bool,
        outputs: Sequence[str] = (),
    ) -> None:
        """Prepare the wall.

        Args:
            kinds: The displays there are.
            board: Who serves the tiles.
            screens: How many wall windows there shall be; 0 = one for every screen but the desk's.
            windowed: Whether they are plain windows with a title.
            outputs: Names of the screens that are the wall; () = as many as ``screens`` says.
        """
        super().__init__()
        self._kinds = kinds
        self._board = board
        self._wanted = screens
        self._windowed = windowed
        self._outputs = outputs
        self._scene: Scene | None = None
        self._on_air: OnAir | None = None
        self._dark = False
        self._opened = False
        self._windows: list[WallWindow] = []
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self.follow_screens)

    @property
    def windows(self) -> tuple[WallWindow, ...]:
        """The wall windows, number 1 first."""
        return tuple(self._windows)

    def open(self, scene: Scene, on_air: OnAir | None = None, *, dark: bool = False) -> None:
        """Open the windows with ``scene`` in them, and follow the screens from now on."""
        self._scene, self._on_air, self._dark = scene, on_air, dark
        self._opened = True
        self.follow_screens()
        app = QGuiApplication.instance()
        if not self._windowed and isinstance(app, QGuiApplication):
            once = Qt.ConnectionType.UniqueConnection
            app.screenAdded.connect(self._screens_changed, once)
            app.screenRemoved.connect(self._screens_changed, once)
            app.primaryScreenChanged.connect(self._screens_changed, once)

    def show_scene(self, scene: Scene, on_air: OnAir | None = None, *, dark: bool = False) -> None:
        """Show ``scene`` on all windows, with what the operator laid over it."""
        self._scene, self._on_air, self._dark = scene, on_air, dark
        self._show()

    def _show(self) -> None:
        if self._scene is None:
            return
        if self._dark:  # Black comes before whatever takes time.
            self._darken()
        layouts = shown_layouts(self._scene.screens(len(self._windows)), self._on_air)
        for window, layout in zip(self._windows, layouts, strict=True):
            window.show_layout(layout)
            if self._on_air is not None:
                window.lay_over(self._on_air)
        self._darken()

    def _darken(self) -> None:
        for window in self._windows:
            window.darken(dark=self._dark)

    def close(self) -> None:
        """Close every window."""
        self._opened = False
        self._settling.stop()
        while self._windows:
            self._windows.pop().end()

    def leave(self) -> None:
        """Close every window, and tell so: another console shows the wall."""
        self.close()
        self.windows_changed.emit(self.windows)

    def desk_screen(self) -> QScreen | None:
        """Return the screen that the desk belongs on."""
        name = self._assignment().desk
        return _screen(name) if name else None

    @Slot(QScreen)
    def _screens_changed(self, _screen: QScreen) -> None:
        if self._opened:
            self._settling.start()

    def _assignment(self) -> Assignment:
        if self._windowed:
            return Assignment((None,) * max(1, self._wanted), None)
        primary = QGuiApplication.primaryScreen()
        return assign(
            [_info(s, primary) for s in QGuiApplication.screens()], self._wanted, self._outputs
        )

    @Slot()
    def follow_screens(self) -> None:
        """Put a window on every screen of the wall; a window whose screen went away closes."""
        names = self._assignment().wall
        changed = len(names) != len(self._windows)
        while len(self._windows) > len(names):
            self._windows.pop().end()
        while len(self._windows) < len(names):
            self._windows.append(self._window(len(self._windows) + 1))
        if changed:
            self._show()
        for window, name in zip(self._windows, names, strict=True):
            self._put(window, _screen(name) if name else None)
        if changed:
            self.windows_changed.emit(self.windows)

    def _window(self, number: int) -> WallWindow:
        window = WallWindow(number, self._kinds, self._board)
        window.region_chosen.connect(self.region_chosen)
        window.material_chosen.connect(self.material_chosen)
        window.tile_built.connect(self.tile_built)
        window.tile_failed.connect(self.tile_failed)
        return window

    def _put(self, window: WallWindow, screen: QScreen | None) -> None:
        if screen is None:
            if not window.isVisible():
                window.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)  # noqa: FBT003
                _put_plainly(window)
            return
        if not window.isVisible() or window.geometry() != screen.geometry():
            window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
            window.setScreen(screen)
            # Without a window manager "full screen" resizes nothing: the geometry is set besides.
            window.setGeometry(screen.geometry())
            window.showFullScreen()


def _put_plainly(window: WallWindow) -> None:
    """Show ``window`` with a title, as large as fits, its number's step to the right and below."""
    screen = window.screen().availableGeometry()
    size = screen.size() * 0.8 if screen.width() < 2400 else QRect(0, 0, 1920, 1080).size()
    step = 40 * (window.number - 1)
    window.setGeometry(QRect(screen.topLeft(), size).translated(step, step + 30))
    window.show()


def _screen(name: str) -> QScreen | None:
    return next((s for s in QGuiApplication.screens() if _name(s) == name), None)


def _name(screen: QScreen) -> str:
    """Name the screen so that two of one make differ: by its connector and serial number."""
    return f"{screen.name()} {screen.serialNumber()}"


def _info(screen: QScreen, primary: QScreen | None) -> ScreenInfo:
    geometry = screen.geometry()
    return ScreenInfo(_name(screen), geometry.x(), geometry.y(), screen == primary)


def settle(widget: QWidget, screen: QScreen | None) -> None:
    """Put the desk's ``widget`` on ``screen``, at most as large as it."""
    target = screen or widget.screen()
    free = target.availableGeometry()
    widget.setScreen(target)
    wanted = widget.sizeHint().boundedTo(free.size())
    widget.setGeometry(QRect(free.topLeft(), wanted))
