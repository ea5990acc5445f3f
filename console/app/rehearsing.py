"""A cue sheet run on plain windows that say so: the wall shows nothing of it."""

from PySide6.QtCore import QObject, Signal, Slot

from console.views.board import Board
from console.views.bus import Bus
from console.views.desk_window import DeskWindow
from console.views.displays import DISPLAYS
from console.views.show import Show
from console.views.stamp import REHEARSAL, Stamp
from console.views.thumbnails import bring
from console.views.wall_keys import WallKeys
from console.views.wall_set import WallSet
from console.wall.director import Director
from console.wall.events import WallEvent
from console.wall.program import Program
from console.wall.state import WallState


class Rehearsing(QObject):
    """Has a director, windows and a region key of its own while a rehearsal lasts.

    The keys of the cue sheet and of black, also a presenter's clicker, act on it meanwhile; all
    others go on acting on the wall.
    """

    tile_built = Signal(object)
    """A :class:`Tile` was built for the rehearsal."""

    def __init__(
        self, desk: DeskWindow, show: Show, surfaces: tuple[Board, WallSet], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._show = show
        self._board, self._wall = surfaces
        self._stamps: list[Stamp] = []
        self._own: tuple[Show, WallSet] | None = None
        desk.cues.rehearse_wanted.connect(self.toggle)

    @property
    def show(self) -> Show | None:
        """The rehearsal's own show; None while there is none."""
        return self._own[0] if self._own is not None else None

    @property
    def wall(self) -> WallSet | None:
        """The rehearsal's windows; None while there is none."""
        return self._own[1] if self._own is not None else None

    @Slot(str)
    def toggle(self, name: str) -> None:
        """Rehearse the sheet ``name`` from its first step, or end the rehearsal."""
        if self._own is None:
            self.begin(name, max(1, len(self._wall.windows)))
        else:
            self.end()

    def begin(self, name: str, screens: int) -> None:
        """Rehearse the sheet ``name`` on ``screens`` plain windows."""
        real = self._show.director
        sheet = real.sheets.get(name)
        if sheet is None:
            return
        bus = Bus(self._board, "rehearsal")
        wall = WallSet(DISPLAYS, bus, screens=screens, windowed=True)
        wall.tile_built.connect(self.tile_built)
        director = Director(
            real.scenes,
            WallState.of(Program(sheet.steps[0].scene)),
            author=real.state.author,
            sheets={name: sheet},
        )
        show = Show(director, bus, wall)
        show.happened.connect(self._tell)
        show.refused.connect(self._desk.say)
        self._own = (show, wall)
        show.open()
        self._stamps = [Stamp(REHEARSAL, window) for window in wall.windows]
        self._play(show)
        show.begin_sheet(name)
        bring(self._desk)

    @Slot()
    def end(self) -> None:
        """Close the windows of the rehearsal; the cue keys act on the wall again."""
        if self._own is None:
            return
        show, wall = self._own
        self._own = None
        self._stamps = []
        show.close()
        wall.close()
        wall.deleteLater()
        show.deleteLater()
        self._play(None)
        self._desk.show_rehearsal(None)

    def stamp_wall(self) -> None:
        """Mark the wall's own windows: this whole run is a rehearsal."""
        self._stamps = [Stamp(REHEARSAL, window) for window in self._wall.windows]

    def _play(self, show: Show | None) -> None:
        for keys in self._desk.findChildren(WallKeys):
            keys.rehearse(show)

    @Slot(object)
    def _tell(self, event: WallEvent) -> None:
        self._desk.show_rehearsal(event.after)
