"""The windows of the wall, each on the screen where it belongs."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from console.domain.scenes import Scene, ScreenLayout
from console.views.bus import Server, wings_of
from console.views.scene_change import SceneChange
from console.views.screens import screen_called, screens_now
from console.views.tile_shelf import TileKind
from console.views.wall_window import WallWindow
from console.views.window_places import fill, lies_astray, put_plainly
from console.wall.homes import Arrangement, Homes, Place, arrange
from console.wall.placement import shown_layouts
from console.wall.program import OnAir
from console.wall.shortage import shortage

_SETTLE_MS = 400
"""Plugging a screen makes a burst of signals; the last of them counts."""


_LOOK_MS = 600
_MOST_LOOKS = 10
"""A window manager that has not heard of a screen yet puts a window elsewhere: it is put again."""


class WallSet(QObject):
    """Opens, moves and closes wall windows as screens come and go."""

    windows_changed = Signal(object)
    """The wall windows there are now: a tuple of :class:`WallWindow`."""

    arranged = Signal(object)
    """Where every window is since the screens were last looked at: an :class:`Arrangement`."""

    region_chosen = Signal(str)
    material_chosen = Signal(str)
    tile_built = Signal(object)
    tile_failed = Signal(object)

    fitted = Signal(object)
    """What the scene lacks of screens: a :class:`ConsoleError` for the desk; None = nothing."""

    def __init__(
        self,
        kinds: Mapping[str, TileKind],
        board: Server,
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
        self._outputs = tuple(outputs)
        self._homes: Homes | None = None
        self._scene: Scene | None = None
        self._on_air: OnAir | None = None
        self._dark = False
        self._opened = False
        self._windows: list[WallWindow] = []
        self._gone: frozenset[int] = frozenset()
        self._layouts: tuple[ScreenLayout, ...] = ()
        self._keys: tuple[str, str] | None = None
        self._wings = wings_of(board)
        self.change = SceneChange(self)
        self.change.ready.connect(self._take_over)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self.follow_screens)
        self._looks = 0
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look_after)

    @property
    def windows(self) -> tuple[WallWindow, ...]:
        """The wall windows, number 1 first."""
        return tuple(self._windows)

    @property
    def gone(self) -> frozenset[int]:
        """Which windows, from 0, nobody sees because their screens are gone."""
        return self._gone

    def remember(self, homes: Homes | None) -> None:
        """Let ``homes``, from an earlier run, say where the windows belong."""
        self._homes = homes

    def open(self, scene: Scene, on_air: OnAir | None = None, *, dark: bool = False) -> None:
        """Open the windows with ``scene`` in them, and follow the screens from now on."""
        self._scene, self._on_air, self._dark, self._keys = scene, on_air, dark, None
        self._opened = True
        self.follow_screens()
        app = QGuiApplication.instance()
        if not self._windowed and isinstance(app, QGuiApplication):
            once = Qt.ConnectionType.UniqueConnection
            app.screenAdded.connect(self._screens_changed, once)
            app.screenRemoved.connect(self._screens_changed, once)
            app.primaryScreenChanged.connect(self._screens_changed, once)

    def show_scene(
        self,
        scene: Scene,
        on_air: OnAir | None = None,
        *,
        dark: bool = False,
        keys: tuple[str, str] | None = None,
    ) -> None:
        """Show ``scene`` on all windows as soon as all its tiles stand; black is shown at once.

        Args:
            scene: What is shown.
            on_air: What the operator laid over it.
            dark: Whether nothing is seen of it.
            keys: The region and the material that all tiles turn to with it; None = as they are.
        """
        self._scene, self._on_air, self._dark, self._keys = scene, on_air, dark, keys
        self._show()

    def prepare(self, scene: Scene, keys: tuple[str, str]) -> None:
        """Build ahead what ``scene`` needs, for the region and the material of ``keys``."""
        if self._windows and not self.change.pending:
            self._wings.select(*keys)
            self.change.prepare(self._windows, scene.screens(len(self._windows), self._gone))

    def _show(self) -> None:
        if self._scene is None or not self._windows:
            return
        if self._dark:  # Black comes before whatever takes time.
            self._darken()
        self._tell_sizes()
        count = len(self._windows)
        self._layouts = shown_layouts(self._scene.screens(count, self._gone), self._on_air)
        if self._keys is not None:
            self._wings.select(*self._keys)
        self.change.bring(self._windows, self._layouts, answers=self._board.answers)
        self.fitted.emit(shortage(self._scene, count, self._gone))

    @Slot()
    def _take_over(self) -> None:
        """Let all windows show what was asked for; each is painted at a turn of its own."""
        if self._keys is not None:
            self._board.select(*self._keys)
        air = self._on_air
        # A picture that is to stand still has to be there before it is kept.
        still = air is not None and (air.frozen_since is not None or bool(air.frozen_tiles))
        held: list[WallWindow] = []
        for window, layout in zip(self._windows, self._layouts, strict=True):
            later = not still and window.isVisible() and not window.shows(layout)
            window.show_layout(layout, held=later)
            held += [window] if later else []
            while not later and window.wings.uncover():
                pass  # Nobody else would: it is not held.
            if air is not None:
                window.lay_over(air)
        self._darken()
        self.change.hold(held)

    def _darken(self) -> None:
        for window in self._windows:
            window.darken(dark=self._dark)

    def close(self) -> None:
        """Close every window."""
        self._opened = False
        self._settling.stop()
        self._looking.stop()
        self.change.stop()
        while self._windows:
            self._windows.pop().end()

    def leave(self) -> None:
        """Close every window, and tell so: another console shows the wall."""
        self.close()
        self.windows_changed.emit(self.windows)
        self.fitted.emit(None)

    def desk_screen(self) -> QScreen | None:
        """Return the screen that the desk belongs on."""
        arrangement = self._arrangement()
        name = arrangement.desk if arrangement else None
        return screen_called(name) if name else None

    @Slot(QScreen)
    def _screens_changed(self, _screen: QScreen) -> None:
        if self._opened:
            self._settling.start()

    @Slot()
    def forget_screens(self) -> None:
        """Take the screens that there are now for the wall's, from left to right."""
        self._homes = None
        if self._opened:
            self.follow_screens()

    def _arrangement(self) -> Arrangement | None:
        if self._windowed:
            return None
        return arrange(self._homes, screens_now(), self._wanted, self._outputs)

    @Slot()
    def follow_screens(self) -> None:
        """Put every window on its screen, or where it can be while its screen is gone."""
        arrangement = self._arrangement()
        plain = (Place(None),) * max(1, self._wanted)
        places = arrangement.wall if arrangement else plain
        changed = len(places) != len(self._windows)
        waiting = (number for number, place in enumerate(places) if place.lost and not place.screen)
        before, self._gone = self._gone, frozenset(waiting)
        if changed:
            self.change.stop()
        while len(self._windows) > len(places):
            self._windows.pop().end()
        while len(self._windows) < len(places):
            self._windows.append(self._window(len(self._windows) + 1))
        if changed or self._gone != before:
            self._show()
        for window, place in zip(self._windows, places, strict=True):
            self._put(window, place)
        if changed:
            self.windows_changed.emit(self.windows)
        if arrangement is not None:
            self._homes = arrangement.homes
            self._looks = _MOST_LOOKS
            self._looking.start()
            self.arranged.emit(arrangement)

    @Slot()
    def _look_after(self) -> None:
        """See whether every window lies where it was put, and put it again where it does not."""
        arrangement = self._arrangement()
        places = arrangement.wall if arrangement else ()
        astray = [
            w for w, place in zip(self._windows, places, strict=False) if lies_astray(w, place)
        ]
        if astray and self._looks:
            self._looks -= 1
            for window in astray:
                self._put(window, places[window.number - 1])
            self._looking.start()

    def _window(self, number: int) -> WallWindow:
        window = WallWindow(number, self._kinds, self._board)
        window.region_chosen.connect(self.region_chosen)
        window.material_chosen.connect(self.material_chosen)
        window.tile_built.connect(self.tile_built)
        window.tile_failed.connect(self.tile_failed)
        window.resized.connect(self._tell_sizes)
        return window

    @Slot()
    def _tell_sizes(self) -> None:
        sizes = [window.size().toTuple() for window in self._windows]
        for window in self._windows:
            window.lie_among(sizes)

    def _put(self, window: WallWindow, place: Place) -> None:
        screen = screen_called(place.screen) if place.screen else None
        if screen is not None:
            fill(window, screen)
        elif not window.isVisible() or window.isFullScreen():
            put_plainly(window, place.lost)


def settle(widget: QWidget, screen: QScreen | None) -> None:
    """Put the desk's ``widget`` on ``screen``, at most as large as it."""
    target = screen or widget.screen()
    free = target.availableGeometry()
    widget.setScreen(target)
    wanted = widget.sizeHint().boundedTo(free.size())
    widget.setGeometry(QRect(free.topLeft(), wanted))
