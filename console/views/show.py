"""Carries the director's decisions to the windows: the one place where they are made visible."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.domain.errors import ConsoleError
from console.domain.regions import RegionTree
from console.domain.snapshots import PlacesSnapshot
from console.domain.wording import Text
from console.views.bus import Server
from console.views.wall_set import WallSet
from console.wall.alarm_rules import AlarmNote, AlarmRules
from console.wall.director import Director
from console.wall.events import Step, WallEvent
from console.wall.precedence import RefusedArmingError, Source
from console.wall.program import Program, TileKey
from console.wall.state import WallState

POST_SCENE = "post_live"
"""The scene that shows one post's picture as large as the wall allows."""


class Show(QObject):
    """Takes wishes from the desk and the wall to the director, and what comes of them to both."""

    program_changed = Signal(object, bool)
    """What is on air now: a :class:`Program`, and whether there is a step to undo."""

    happened = Signal(object)
    """Something changed: a :class:`WallEvent`, for the record, the other nodes and the desk."""

    refused = Signal(object)
    """A wish could not be followed: a :class:`ConsoleError`."""

    def __init__(
        self,
        director: Director,
        board: Server,
        wall: WallSet,
        rules: AlarmRules | None = None,
    ) -> None:
        super().__init__()
        self.director = director
        self._board = board
        self._wall = wall
        self._rules = self._listed = rules or AlarmRules()
        self._sheet = ""
        self._regions = RegionTree(())
        self._open = False
        self._spectator: ConsoleError | None = None
        self._cue = QTimer(self)
        self._cue.setSingleShot(True)
        self._cue.setTimerType(Qt.TimerType.PreciseTimer)
        self._cue.timeout.connect(self._go_on)
        board.places_changed.connect(self._take_places)
        wall.region_chosen.connect(self.choose_region)
        wall.material_chosen.connect(self.choose_material)

    @property
    def state(self) -> WallState:
        """The whole state of the wall."""
        return self.director.state

    def open(self) -> None:
        """Put what the director holds on air."""
        state, self._open = self.state, True
        self._board.select(state.program.region, state.program.material)
        self._wall.open(self.director.scene, state.on_air, dark=state.dark)
        self._await_cue()
        self.program_changed.emit(state.program, self.director.can_undo)

    def close(self) -> None:
        """Change nothing any more by itself."""
        self._open = False
        self._cue.stop()

    def only_look(self, reason: ConsoleError) -> None:
        """Show nothing and change nothing from now on: another console drives, ``reason`` says."""
        self._open, self._spectator = False, reason
        self._cue.stop()
        self._wall.leave()
        self.refused.emit(reason)

    def drive(self, state: WallState) -> None:
        """Show ``state``, and change it as the desk wishes from now on."""
        self._spectator = None
        self._try(self.director.follow, state)
        self.open()

    @Slot(str)
    def take(self, scene: str) -> None:
        """Put ``scene`` on air."""
        self._try(self.director.take, scene)

    def put(self, program: Program) -> None:
        """Put ``program`` on air, as one step."""
        self._try(self.director.put, program)

    @Slot()
    def take_preview(self) -> None:
        """Put the preview on air."""
        self._try(self.director.take)

    @Slot(str)
    def load_scene(self, scene: str) -> None:
        """Prepare ``scene``."""
        self._try(self.director.load, scene=scene)

    @Slot(str)
    def load_post(self, region: str) -> None:
        """Prepare the picture of the post that stands for ``region``."""
        self._try(self.director.load, scene=POST_SCENE, region=self._plain(region))

    @Slot(str)
    def load_region(self, code: str) -> None:
        """Prepare the region ``code``."""
        self._try(self.director.load, region=self._plain(code))

    @Slot(str)
    def choose_region(self, code: str) -> None:
        """Turn the region key; a retired code means its successor, the province's code is ""."""
        self._try(self.director.choose_region, self._plain(code))

    @Slot(str)
    def choose_material(self, code: str) -> None:
        """Show the details of a material ("" = of the worst shortage)."""
        self._try(self.director.choose_material, code)

    @Slot()
    def undo(self) -> None:
        """Go one step back."""
        self._try(self.director.undo)

    @Slot()
    def go_safe(self) -> None:
        """Put the safe scene on air."""
        self._try(self.director.go_safe)

    @Slot()
    def toggle_freeze(self) -> None:
        """Freeze the whole wall, or let all of it go on."""
        air = self.state.on_air
        self._try(self.director.freeze, on=air.frozen_since is None and not air.frozen_tiles)

    @Slot(object)
    def toggle_tile_freeze(self, tile: TileKey) -> None:
        """Freeze one tile, or let it go on."""
        on = all(frozen.tile != tile for frozen in self.state.on_air.frozen_tiles)
        self._try(self.director.freeze, on=on, tile=tile)

    @Slot()
    def toggle_blank(self) -> None:
        """Make the wall black, or bring the picture back."""
        self._try(self.director.blank, on=self.state.on_air.blank_since is None)

    @Slot(object, bool)
    def toggle_spotlight(self, tile: TileKey | None, whole: bool) -> None:  # noqa: FBT001 - a slot
        """Let ``tile`` fill its screen or the wall; whatever is spotlit goes back."""
        spot = self.state.on_air.spotlight
        same = spot is not None and (tile is None or (spot.tile, spot.whole) == (tile, whole))
        self._try(self.director.spotlight, None if same else tile, whole=whole)

    @Slot()
    def panic(self) -> None:
        """Make the wall black and hold it so."""
        self._try(self.director.panic)

    @Slot()
    def release(self) -> None:
        """Let go of the panic key's hold, or of an alarm's."""
        self._try(self.director.release)

    @property
    def armed(self) -> bool:
        """Whether an alarm may take the wall by itself now."""
        return self._rules.armed

    @property
    def can_arm(self) -> bool:
        """Whether the file of rules holds one that may take by itself at all."""
        return self._listed.armed

    def use_rules(self, rules: AlarmRules) -> None:
        """Let alarms propose by ``rules`` from now on."""
        self._rules = self._listed = rules

    @Slot()
    def toggle_armed(self) -> None:
        """Let the rules take by themselves that their file arms, or let none do so."""
        if not self._listed.armed:
            self.refused.emit(RefusedArmingError())
            return
        self._rules = self._listed.disarmed() if self.armed else self._listed
        self._try(self.director.note, Step.ARM if self.armed else Step.DISARM)

    @Slot(str)
    def choose_sheet(self, name: str) -> None:
        """Let the first step of the cue sheet ``name`` be the next one where none was begun."""
        self._sheet = name

    @Slot(str)
    def begin_sheet(self, name: str) -> None:
        """Begin the cue sheet ``name``."""
        self._try(self.director.begin_sheet, name)

    @Slot()
    def next_cue(self) -> None:
        """Go on in the cue sheet; where none was begun, begin the first."""
        if self.state.on_air.cue is None and self.director.sheets:
            sheets = self.director.sheets
            self.begin_sheet(self._sheet if self._sheet in sheets else next(iter(sheets)))
        else:
            self._try(self.director.next_cue)

    @Slot()
    def previous_cue(self) -> None:
        """Go back in the cue sheet."""
        self._try(self.director.previous_cue)

    @Slot(object)
    def propose(self, alarm: AlarmNote) -> None:
        """Let an alarm propose its scene."""
        self._try(self.director.propose, alarm, self._rules)

    @Slot(object)
    def follow(self, state: WallState) -> None:
        """Show what another node of this wall decided."""
        self._try(self.director.follow, state)

    @Slot()
    def _go_on(self) -> None:
        due = self.director.cue_due()
        if due is not None and due <= datetime.now().astimezone():
            self._try(self.director.next_cue, Source.SCHEDULE)
        else:
            self._await_cue()

    def _await_cue(self) -> None:
        self._cue.stop()
        due = self.director.cue_due() if self._open else None
        if due is not None:
            wait = (due - datetime.now().astimezone()).total_seconds()
            self._cue.start(max(0, round(wait * 1000) + 1))

    @Slot(object)
    def _take_places(self, places: PlacesSnapshot) -> None:
        self._regions = places.regions
        if self._spectator is None and len(places.regions):
            self._carry_out(self.director.correct_regions(self._place_of))

    def _place_of(self, code: str) -> str:
        """Return how ``code`` is written here; the whole province where there is no such place."""
        plain = self._plain(code)
        if plain and plain not in self._regions:
            self.refused.emit(
                ConsoleError(
                    code,
                    Text("没有这个地区，改为显示全省。", "There is no such region."),
                    Text("请另选地区。", "The whole province is shown; choose another."),
                )
            )
            return ""
        return plain

    def _plain(self, code: str) -> str:
        canonical = self._regions.canonical(code)
        province = self._regions.province
        return "" if province is not None and canonical == province.code else canonical

    def _try(
        self, wish: Callable[..., WallEvent | None], *arguments: object, **named: object
    ) -> None:
        if self._spectator is not None:
            self.refused.emit(self._spectator)
            return
        try:
            event = wish(*arguments, **named)
        except ConsoleError as error:
            self.refused.emit(error)
        else:
            self._carry_out(event)

    def _carry_out(self, event: WallEvent | None) -> None:
        if event is None:
            return
        before, after = event.before, event.after
        new, keys = after.program, (after.program.region, after.program.material)
        turned = (before.program.region, before.program.material) != keys
        seen_otherwise = (before.on_air, before.dark) != (after.on_air, after.dark)
        if self._open and (turned or seen_otherwise or event.step is Step.TAKE):
            self._wall.show_scene(self.director.scene, after.on_air, dark=after.dark, keys=keys)
        elif turned:
            self._board.select(*keys)
        self._await_cue()
        self.program_changed.emit(new, self.director.can_undo)
        self.happened.emit(event)
