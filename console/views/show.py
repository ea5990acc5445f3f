"""Carries the director's decisions to the windows: the one place where they are made visible."""

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.errors import ConsoleError
from console.domain.regions import RegionTree
from console.domain.snapshots import PlacesSnapshot
from console.views.board import Board
from console.views.wall_set import WallSet
from console.wall.director import Director, ProgramChange


class Show(QObject):
    """Takes wishes from the desk and the wall to the director, and what comes of them to both."""

    program_changed = Signal(object, bool)
    """What is on air now: a :class:`Program`, and whether there is a step to undo."""

    refused = Signal(object)
    """A wish could not be followed: a :class:`ConsoleError`."""

    def __init__(self, director: Director, board: Board, wall: WallSet) -> None:
        super().__init__()
        self.director = director
        self._board = board
        self._wall = wall
        self._regions = RegionTree(())
        board.places_changed.connect(self._take_places)
        wall.region_chosen.connect(self.choose_region)
        wall.material_chosen.connect(self.choose_material)

    def open(self) -> None:
        """Put the first programme on air."""
        program = self.director.program
        self._board.select(program.region, program.material)
        self._wall.open(self.director.scene)
        self.program_changed.emit(program, self.director.can_undo)

    @Slot(str)
    def take(self, scene: str) -> None:
        """Put ``scene`` on air."""
        try:
            self._carry_out(self.director.take(scene))
        except ConsoleError as error:
            self.refused.emit(error)

    @Slot(str)
    def choose_region(self, code: str) -> None:
        """Turn the region key; a retired code means its successor, the province's code is ""."""
        self._carry_out(self.director.choose_region(self._plain(code)))

    @Slot(str)
    def choose_material(self, code: str) -> None:
        """Show the details of a material ("" = of the worst shortage)."""
        self._carry_out(self.director.choose_material(code))

    @Slot()
    def undo(self) -> None:
        """Go one step back."""
        self._carry_out(self.director.undo())

    @Slot(object)
    def _take_places(self, places: PlacesSnapshot) -> None:
        self._regions = places.regions
        self._carry_out(self.director.correct_region(self._plain(self.director.program.region)))

    def _plain(self, code: str) -> str:
        canonical = self._regions.canonical(code)
        province = self._regions.province
        return "" if province is not None and canonical == province.code else canonical

    def _carry_out(self, change: ProgramChange | None) -> None:
        if change is None:
            return
        before, after = change.before, change.after
        if (before.region, before.material) != (after.region, after.material):
            self._board.select(after.region, after.material)
        if before.scene != after.scene:
            self._wall.show_scene(self.director.scene)
        self.program_changed.emit(after, self.director.can_undo)
