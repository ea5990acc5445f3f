"""What is on the wall, who changes it, and the way back: the only place that decides it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from console.domain.scenes import Scene
from console.wall.alarm_rules import AlarmNote, AlarmRules
from console.wall.cue_sheet import CueSheet
from console.wall.events import Step, WallEvent
from console.wall.precedence import Source, demand
from console.wall.program import CuePlace, FrozenTile, OnAir, Program, Spotlight, TileKey
from console.wall.stage import Stage, now
from console.wall.state import REMEMBERED, Author, Proposal, WallState

_OPERATOR = Source.OPERATOR


class Director(Stage):
    """Decides what is on the wall; every change is returned as an event.

    A method returns None where nothing is to be changed, and raises :class:`RefusedError` where a
    higher source holds the wall: then nothing is changed either.

    Args:
        scenes: The scenes there are, by name.
        state: What the wall shows at the start.
        author: Who works at this desk.
        safe: The scene of the safe key; "" = the first.
        sheets: The cue sheets there are, by name.
        clock: Tells the time, aware.
    """

    def __init__(  # noqa: PLR0913 - each is one independent fact about the desk
        self,
        scenes: Mapping[str, Scene],
        state: WallState,
        *,
        author: Author | None = None,
        safe: str = "",
        sheets: Mapping[str, CueSheet] | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        super().__init__(scenes, state, author or Author(), clock)
        self._sheets = dict(sheets or {})
        self._safe = safe if safe in self._scenes else next(iter(self._scenes), "")

    @property
    def sheets(self) -> Mapping[str, CueSheet]:
        """The cue sheets there are."""
        return self._sheets

    def add_sheet(self, sheet: CueSheet) -> None:
        """Know the cue sheet ``sheet`` from now on, in the place of another of its name."""
        self._sheets[sheet.name] = sheet

    def note(self, step: Step) -> WallEvent:
        """Return the record of something that changes no picture: an arming, say."""
        before = self._state
        self._state = replace(
            before, revision=before.revision + 1, author=self._author, at=self._clock()
        )
        return WallEvent(str(uuid4()), step, _OPERATOR, before, self._state)

    def load(
        self, *, scene: str | None = None, region: str | None = None, material: str | None = None
    ) -> WallEvent | None:
        """Prepare a scene, region or material; what is on air stays as it is.

        Raises:
            ConsoleError: There is no such scene.
        """
        given = {"scene": scene, "region": region, "material": material}
        preview = replace(
            self.preview, **{key: value for key, value in given.items() if value is not None}
        )
        self._known(preview.scene)
        return self._settle(Step.LOAD, _OPERATOR, replace(self._state, preview=preview))

    def take(self, scene: str | None = None) -> WallEvent | None:
        """Put the preview on air, or the scene of that name with the region that is on air.

        Raises:
            ConsoleError: There is no such scene.
            RefusedError: A higher source holds the wall.
        """
        return self.put(self.preview if scene is None else replace(self.program, scene=scene))

    def put(self, program: Program) -> WallEvent | None:
        """Put ``program`` on air, and into the preview; a scene that was edited meanwhile, anew.

        Raises:
            ConsoleError: There is no such scene.
            RefusedError: A higher source holds the wall.
        """
        self._known(program.scene)
        edited = program.scene == self.program.scene and self.scene != self.scenes[program.scene]
        event = self._go(Step.TAKE, self._by_hand(program), preview=program)
        self._aired = self.scenes[program.scene]
        return self.note(Step.TAKE) if event is None and edited else event

    def choose_region(self, code: str) -> WallEvent | None:
        """Turn the region key to ``code`` ("" = the whole province)."""
        return self._turn(Step.REGION, replace(self.program, region=code))

    def choose_material(self, code: str) -> WallEvent | None:
        """Show the details of material ``code`` ("" = of the worst shortage)."""
        return self._turn(Step.MATERIAL, replace(self.program, material=code))

    def go_safe(self) -> WallEvent | None:
        """Put the safe scene on air, with the whole province and nothing laid over it."""
        on_air = replace(self._by_hand(Program(self._safe)), spotlight=None)
        return self._go(Step.SAFE, replace(on_air, frozen_since=None, frozen_tiles=()))

    def freeze(self, *, on: bool, tile: TileKey | None = None) -> WallEvent | None:
        """Stop the picture of ``tile``, or of the whole wall, or let it go on."""
        air = replace(self._state.on_air, driver=_OPERATOR)
        if tile is None:
            since = (air.frozen_since or self._clock()) if on else None
            after = replace(air, frozen_since=since, frozen_tiles=air.frozen_tiles if on else ())
        else:
            others = tuple(frozen for frozen in air.frozen_tiles if frozen.tile != tile)
            own = tuple(frozen for frozen in air.frozen_tiles if frozen.tile == tile)
            mine = (own or (FrozenTile(tile, self._clock()),)) if on else ()
            after = replace(
                air, frozen_tiles=tuple(sorted((*others, *mine), key=lambda item: item.tile))
            )
        return self._go(Step.FREEZE if on else Step.THAW, after)

    def spotlight(self, tile: TileKey | None, *, whole: bool = False) -> WallEvent | None:
        """Let ``tile`` fill its screen, or every screen where ``whole``; None = back."""
        spot = Spotlight(tile, whole) if tile is not None else None
        after = replace(self._state.on_air, driver=_OPERATOR, spotlight=spot)
        return self._go(Step.SPOTLIGHT if spot else Step.SPOTLIGHT_OFF, after)

    def blank(self, *, on: bool) -> WallEvent | None:
        """Make the wall black at once, or bring the picture back."""
        air = self._state.on_air
        since = (air.blank_since or self._clock()) if on else None
        # A sheet that ran on behind the black would surprise people when it is lifted.
        after = replace(air, driver=_OPERATOR, blank_since=since)
        return self._go(Step.BLANK if on else Step.UNBLANK, after, Source.BLANK)

    def panic(self) -> WallEvent | None:
        """Make the wall black and hold it so until :meth:`release`, whatever else is asked."""
        since = self._state.panic_since or self._clock()
        on_air = replace(self._state.on_air, driver=_OPERATOR)
        after = replace(self._state, on_air=on_air, panic_since=since)
        return self._settle(Step.PANIC, Source.PANIC, after)

    def release(self) -> WallEvent | None:
        """Let go of the highest hold: the panic key's, or else an alarm's, which it answers."""
        if self._state.panic_since is not None:
            after = replace(self._state, panic_since=None)
        else:
            after = replace(self._state, held_by_alarm="", proposal=None)
        return self._settle(Step.RELEASE, Source.PANIC, after)

    def undo(self) -> WallEvent | None:
        """Go back to what was on air before the last step; None where there is none.

        Raises:
            RefusedError: An alarm or the panic key holds the wall.
        """
        state = self._state
        if not state.past:
            return None
        # What made the wall black by a slip of the hand is a step like any other.
        hold = Source.BLANK if state.holder is Source.BLANK else _OPERATOR
        demand(hold, state.holder)
        # Whoever takes a step back wants to look: no cue sheet runs on from there by itself.
        on_air = replace(state.past[-1], driver=_OPERATOR)
        after = replace(state, on_air=on_air, past=state.past[:-1])
        return self._settle(Step.UNDO, _OPERATOR, after)

    def begin_sheet(self, name: str) -> WallEvent | None:
        """Put the first step of the cue sheet ``name`` on air."""
        return self._cue(name, 0, _OPERATOR)

    def next_cue(self, source: Source = _OPERATOR) -> WallEvent | None:
        """Go on to the next step of the cue sheet; None at its end, or where none was begun."""
        cue = self._state.on_air.cue
        return self._cue(cue.sheet, cue.step + 1, source) if cue is not None else None

    def previous_cue(self) -> WallEvent | None:
        """Go back to the step before; None at the beginning."""
        cue = self._state.on_air.cue
        return self._cue(cue.sheet, cue.step - 1, _OPERATOR) if cue is not None else None

    def cue_due(self) -> datetime | None:
        """Return when the cue sheet goes on by itself; None where it waits for a person."""
        air = self._state.on_air
        sheet = self._sheets.get(air.cue.sheet) if air.cue is not None else None
        if air.cue is None or sheet is None or self._state.holder is not Source.SCHEDULE:
            return None
        return sheet.due(air.cue.step, air.cue.since)

    def propose(self, alarm: AlarmNote, rules: AlarmRules) -> WallEvent | None:
        """Let ``alarm`` put its scene into the preview; only an armed rule takes by itself.

        An armed alarm that a higher source does not let through stays a proposal.
        """
        rule = rules.rule_for(alarm)
        if rule is None or rule.scene not in self._scenes:
            return None
        program = Program(rule.scene, alarm.region)
        proposal = Proposal(alarm.key, program, rule.armed, self._clock())
        state = replace(self._state, preview=program, proposal=proposal)
        if rule.armed and state.holder <= Source.ALARM:
            on_air = replace(self._by_hand(program), spotlight=None)
            past = (*state.past, state.on_air)[-REMEMBERED:]
            state = replace(state, on_air=on_air, past=past, held_by_alarm=alarm.key)
            return self._settle(Step.ALARM, Source.ALARM, state)
        return self._settle(Step.PROPOSAL, Source.ALARM, state)

    def correct_regions(self, plain: Callable[[str], str]) -> WallEvent | None:
        """Write every region key as ``plain`` does, for the same place: no step to be undone."""
        state = self._state
        after = replace(
            state,
            on_air=_corrected(state.on_air, plain),
            preview=replace(state.preview, region=plain(state.preview.region)),
            past=tuple(_corrected(on_air, plain) for on_air in state.past),
        )
        if after == state:
            return None
        # Whoever made the last change has made it still, and every node corrects for itself.
        self._state = after
        return WallEvent(str(uuid4()), Step.CORRECTION, Source.PANIC, state, after)

    def follow(self, state: WallState) -> WallEvent | None:
        """Take over the state that another node of this wall decided on."""
        before = self._state
        if state == before:
            return None
        self._known(state.program.scene)
        self._state = state
        return WallEvent(str(uuid4()), Step.FOLLOW, Source.PANIC, before, state)

    def _by_hand(self, program: Program) -> OnAir:
        return replace(self._state.on_air.showing(program), driver=_OPERATOR)

    def _turn(self, step: Step, program: Program) -> WallEvent | None:
        # A preview that shows the same as the wall goes on doing so.
        follows = self.preview == self.program
        preview = program if follows else self.preview
        if program == self.program:
            return None
        return self._go(step, self._by_hand(program), preview=preview)

    def _cue(self, name: str, step: int, source: Source) -> WallEvent | None:
        sheet = self._sheets.get(name)
        if sheet is None or not 0 <= step < len(sheet.steps):
            return None
        demand(source, self._state.holder)
        wanted = sheet.steps[step]
        self._known(wanted.scene)
        air = self._state.on_air.showing(
            Program(wanted.scene, wanted.region or "", wanted.material or "")
        )
        cue = CuePlace(name, step, self._clock())
        return self._go(Step.CUE, replace(air, driver=Source.SCHEDULE, cue=cue), source)


def _corrected(on_air: OnAir, plain: Callable[[str], str]) -> OnAir:
    program = on_air.program
    return replace(on_air, program=replace(program, region=plain(program.region)))
