"""The keys by which the wall is played: on the desk, on the wall windows, on a clicker."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.domain.scenes import TilePlace
from console.views.command_strip import CommandStrip
from console.views.show import Show
from console.views.wall_window import WallWindow
from console.wall.program import TileKey


class WallKeys(QObject):
    """Turns keys into wishes for the show, and remembers which tile is chosen for the next one."""

    tile_marked = Signal(object)
    """The tile that the next key is about: a :class:`TileKey`, or None."""

    takeover_wanted = Signal()

    def __init__(self, desk: QWidget, show: Show) -> None:
        super().__init__(desk)
        self._desk = desk
        self._show = show
        self._windows: tuple[WallWindow, ...] = ()
        self._marked: TileKey | None = None
        self._played = show
        for keys, slot in (
            ("B", self._blank),
            (".", self._blank),
            ("PgDown", self._next),
            ("PgUp", self._previous),
            ("F11", self._spotlight),
            ("Shift+F11", self._spotlight_whole),
            ("F7", self._mark_next),
            ("Shift+F7", self._mark_previous),
            ("F8", show.toggle_freeze),
            ("Shift+F8", self._freeze_tile),
            ("F9", show.go_safe),
            ("F10", self.takeover_wanted),
            ("F12", show.panic),
            ("Shift+F12", show.release),
        ):
            shortcut = QShortcut(QKeySequence(keys), desk)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)

    def serve(self, strip: CommandStrip) -> None:
        """Let the buttons of ``strip`` do the same as the keys on them."""
        for button, slot in (
            (strip.safe, self._show.go_safe),
            (strip.freeze, self._show.toggle_freeze),
            (strip.spotlight, self._spotlight),
            (strip.blank, self._show.toggle_blank),
            (strip.panic, self._toggle_panic),
        ):
            button.clicked.connect(slot)

    def rehearse(self, show: Show | None) -> None:
        """Let a clicker's keys play the rehearsal ``show``; None = the wall again."""
        self._played = show or self._show

    @Slot()
    def _blank(self) -> None:
        self._played.toggle_blank()

    @Slot()
    def _next(self) -> None:
        self._played.next_cue()

    @Slot()
    def _previous(self) -> None:
        self._played.previous_cue()

    @Slot()
    def _toggle_panic(self) -> None:
        held = self._show.state.panic_since is not None
        (self._show.release if held else self._show.panic)()

    @Slot(object)
    def show_windows(self, windows: Sequence[WallWindow]) -> None:
        """Choose among the tiles of ``windows`` from now on."""
        self._windows = tuple(windows)
        self._mark(None)

    @Slot()
    def _mark_next(self) -> None:
        self._step(1)

    @Slot()
    def _mark_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        keys = [key for key, _ in self._tiles()]
        if not keys:
            return
        if self._marked in keys:
            self._mark(keys[(keys.index(self._marked) + by) % len(keys)])
        else:
            self._mark(keys[0 if by > 0 else -1])

    @Slot()
    def _freeze_tile(self) -> None:
        tile = self._chosen()
        if tile is not None:
            self._show.toggle_tile_freeze(tile)

    @Slot()
    def _spotlight(self) -> None:
        self._show.toggle_spotlight(self._chosen(), False)  # noqa: FBT003 - a slot

    @Slot()
    def _spotlight_whole(self) -> None:
        self._show.toggle_spotlight(self._chosen(), True)  # noqa: FBT003 - a slot

    def _chosen(self) -> TileKey | None:
        """Return the marked tile, or else the largest, which is what people look at."""
        tiles = self._tiles()
        if any(key == self._marked for key, _ in tiles):
            return self._marked
        spot = self._show.state.on_air.spotlight
        if spot is not None:
            return spot.tile
        largest = max(tiles, key=_size, default=None)
        return largest[0] if largest is not None else None

    def _tiles(self) -> list[tuple[TileKey, TilePlace]]:
        # A tile that runs over several windows is in each of them, under one key.
        return list({w.key(place): place for w in self._windows for place in w.places}.items())

    def _mark(self, tile: TileKey | None) -> None:
        self._marked = tile
        self.tile_marked.emit(tile)


def _size(item: tuple[TileKey, TilePlace]) -> int:
    _, place = item
    return place.width * place.height
