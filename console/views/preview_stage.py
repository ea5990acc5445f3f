"""What is prepared, built and drawn off air by the real displays, a piece at a time."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from time import perf_counter, thread_time
from types import MappingProxyType

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from console.domain.scenes import Scene, TilePlace
from console.domain.snapshots import Snapshot
from console.theme import Metrics, stylesheet
from console.views.bus import Server
from console.views.tile_shelf import PlacedTile, TileKind, TileShelf
from console.wall.placement import place
from console.widgets.style import colour
from console.widgets.tile import Tile

SIZE = QSize(1280, 720)
"""Pixels of one screen of the preview; the desk shows it smaller."""

_ROUND_MS = 900
"""Every tile's picture is renewed once in this time, where the share below allows it."""

_SHARE = 0.06
"""The part of the GUI thread's time that the preview may take once it stands."""

_BETWEEN_MS = 5
"""Milliseconds between two pieces of a new scene: whatever else waits comes in between."""


_Look = tuple[Snapshot | None, bool, str]


def _look(tile: Tile) -> _Look:
    """Return what makes a new picture of ``tile`` worth its while."""
    return tile.snapshot, tile.is_drawn, tile.badge.text()


class _Screen:
    """One screen of the preview: a window that no screen shows, its tiles, and its picture."""

    def __init__(self, kinds: Mapping[str, TileKind]) -> None:
        self.window = QWidget()
        self.window.setObjectName("wall")
        self.window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.window.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.window.setStyleSheet(stylesheet("wall", Metrics(SIZE.height())))
        self.window.resize(SIZE)
        self.shelf = TileShelf(kinds, self.window)
        self.tiles: list[PlacedTile] = []
        self.picture = QImage(SIZE, QImage.Format.Format_RGB32)
        self._drawn: dict[Tile, _Look] = {}
        self.clear()

    def clear(self) -> None:
        """Show nothing yet."""
        self._drawn.clear()
        self.picture.fill(colour("window"))

    def is_news(self, tile: Tile) -> bool:
        """Return whether ``tile`` shows other figures, or another mark, than when last drawn."""
        return self._drawn.get(tile) != _look(tile)

    def draw(self, tile: Tile) -> None:
        """Take ``tile`` into the picture as it is now."""
        self._drawn[tile] = _look(tile)
        layout = tile.layout()
        if layout is not None:
            layout.activate()  # A window that no screen shows is laid out late.
        painter = QPainter(self.picture)
        # Of a tile that runs over several screens, only what this one has is painted.
        here = tile.geometry().intersected(self.window.rect())
        painter.drawPixmap(here.topLeft(), tile.grab(here.translated(-tile.pos())))
        painter.end()


class PreviewStage(QObject):
    """Draws a scene that is not on air; the GUI thread never builds more than one tile at once."""

    tile_built = Signal(object)
    """A :class:`Tile` was built; whoever knows boundaries and the like supplies it."""

    tile_failed = Signal(object)
    """A tile could not be built: a :class:`ConsoleError`."""

    renewed = Signal()
    """The pictures changed."""

    def __init__(self, kinds: Mapping[str, TileKind], server: Server) -> None:
        super().__init__()
        self._kinds = kinds
        self._server = server
        self._screens: list[_Screen] = []
        self._waiting: list[tuple[_Screen, TilePlace]] = []
        self._unserved: list[tuple[Tile, str | None]] = []
        self._shown: tuple[Scene, int, frozenset[int]] | None = None
        self._next = 0
        self.longest_ms = 0.0
        """The longest turn so far, in the GUI thread's own processor time."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def pictures(self) -> tuple[QImage, ...]:
        """What each screen would show, number 1 first."""
        return tuple(screen.picture for screen in self._screens)

    @property
    def complete(self) -> bool:
        """Whether every tile of the scene stands."""
        return not (self._waiting or self._unserved)

    @property
    def tiles(self) -> tuple[PlacedTile, ...]:
        """The tiles that stand, with where the scene puts them."""
        return tuple(placed for screen in self._screens for placed in screen.tiles)

    def show_scene(self, scene: Scene, screens: int, gone: Collection[int] = ()) -> None:
        """Draw ``scene`` as a wall of ``screens`` would show it; what stands already goes on.

        ``gone`` are the screens, from 0, that the wall is without at present.
        """
        asked = (scene, screens, frozenset(gone))
        if self._shown == asked:
            return
        self._shown = asked
        self._waiting = []
        self._have(screens)
        for screen, layout in zip(self._screens, scene.screens(screens, gone), strict=True):
            before, screen.tiles = screen.tiles, []
            screen.clear()
            for wanted in map(_cheap, layout.tiles):
                kept = screen.shelf.pick(before, wanted)
                if kept is None:
                    self._waiting.append((screen, wanted))
                else:
                    self._stand(screen, wanted, kept)
            for place_before, tile in before:
                self._server.detach(tile)
                screen.shelf.put_back(place_before, tile)
        standing = [tile for _, tile in self.tiles]
        self._unserved = [item for item in self._unserved if item[0] in standing]
        self.renewed.emit()
        self._timer.start(_BETWEEN_MS)

    def stop(self) -> None:
        """Let go of everything."""
        self._timer.stop()
        self._waiting = []
        self._unserved = []
        self._shown = None
        self._have(0)

    @Slot()
    def _go_on(self) -> None:
        own = thread_time()
        self._take_turn()
        self.longest_ms = max(self.longest_ms, (thread_time() - own) * 1000)

    def _take_turn(self) -> None:
        began = perf_counter()
        if self._unserved or self._waiting:
            if self._unserved:
                self._serve(*self._unserved.pop(0))
            else:
                self._build(*self._waiting.pop(0))
            self._timer.start(_BETWEEN_MS)
            return
        placed = [(screen, tile) for screen in self._screens for _, tile in screen.tiles]
        if not placed:
            return
        new = next(((screen, tile) for screen, tile in placed if screen.is_news(tile)), None)
        if new is None:
            self._next = (self._next + 1) % len(placed)
        screen, tile = new or placed[self._next]
        screen.draw(tile)
        self.renewed.emit()
        took = (perf_counter() - began) * 1000
        pause = max(_ROUND_MS / len(placed), took / _SHARE)
        self._timer.start(_BETWEEN_MS + round(took) if new is not None else round(pause))

    def _build(self, screen: _Screen, wanted: TilePlace) -> None:
        tile = screen.shelf.take(wanted)
        if tile is not None:
            self._stand(screen, wanted, tile)
            self._unserved.append((tile, wanted.region))

    def _serve(self, tile: Tile, pinned: str | None) -> None:
        """Let ``tile`` show what is known; its picture is taken at a later turn."""
        self._server.attach(tile, pinned)
        self._server.draw()

    def _stand(self, screen: _Screen, wanted: TilePlace, tile: Tile) -> None:
        rect = place(wanted, SIZE.width(), SIZE.height(), Metrics(SIZE.height()).gap)
        tile.setGeometry(rect.x, rect.y, rect.width, rect.height)
        tile.show()
        screen.tiles.append((wanted, tile))

    def _have(self, count: int) -> None:
        while len(self._screens) > count:
            self._drop(self._screens.pop())
        while len(self._screens) < count:
            screen = _Screen(self._kinds)
            screen.shelf.built.connect(self._prepare)
            screen.shelf.failed.connect(self.tile_failed)
            screen.window.show()
            self._screens.append(screen)

    def _drop(self, screen: _Screen) -> None:
        for _, tile in screen.tiles:
            self._server.detach(tile)
        screen.shelf.clear()
        screen.window.close()
        screen.window.deleteLater()

    @Slot(object)
    def _prepare(self, tile: Tile) -> None:
        tile.set_metrics(Metrics(SIZE.height()))
        self.tile_built.emit(tile)


def _cheap(wanted: TilePlace) -> TilePlace:
    """Return the same with the map that needs no web page: it is drawn where nobody explores it."""
    if wanted.display != "map":
        return wanted
    return replace(wanted, options=MappingProxyType({**wanted.options, "renderer": "native"}))
