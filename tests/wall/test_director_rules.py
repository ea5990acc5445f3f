"""What holds for the director after any sequence of wishes, by whomever."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from console.wall.alarm_rules import AlarmNote, AlarmRule, AlarmRules
from console.wall.precedence import Source
from console.wall.program import TileKey
from console.wall.state import WallState
from tests.wall.wall_samples import NAMES, attempt, director

RULES = AlarmRules(
    (AlarmRule("outbreak", "outbreak", 2, armed=True), AlarmRule("materials", severity=1))
)
TILES = st.builds(TileKey, st.integers(1, 3), st.integers(1, 12), st.integers(1, 12))
REGIONS = st.sampled_from(["", "220100", "220200"])


def seen(state: WallState) -> tuple:
    """Return what people see, whoever drives it."""
    air = state.on_air
    over = (air.blank_since, air.frozen_since, air.frozen_tiles, air.spotlight)
    return air.program, over, air.cue


class Wall(RuleBasedStateMachine):
    """Directs a wall at random, beside a plain list of what was seen."""

    @initialize()
    def begin(self) -> None:
        self.wall = director()
        self.trail = []

    def wish(self, source: Source, call, *arguments, **named) -> None:
        before, holder = self.wall.state, self.wall.state.holder
        event, refusal = attempt(call, *arguments, **named)
        if refusal is not None:
            assert source < holder
            assert (refusal.source, refusal.holder) == (source, holder)
        if event is None:
            assert self.wall.state is before
            return
        assert (event.before, event.after) == (before, self.wall.state)
        assert event.after.revision == before.revision + 1
        if source < holder:
            assert seen(self.wall.state) == seen(before)
        if len(self.wall.state.past) > len(before.past):
            self.trail.append(seen(before))

    @rule(scene=st.one_of(st.none(), st.sampled_from(NAMES)))
    def take(self, scene):
        self.wish(Source.OPERATOR, self.wall.take, scene)

    @rule(scene=st.sampled_from(NAMES), region=REGIONS)
    def load(self, scene, region):
        on_air = self.wall.state.on_air
        self.wish(Source.PANIC, self.wall.load, scene=scene, region=region)
        assert self.wall.state.on_air == on_air

    @rule(code=REGIONS)
    def region(self, code):
        self.wish(Source.OPERATOR, self.wall.choose_region, code)

    @rule(on=st.booleans(), tile=st.one_of(st.none(), TILES))
    def freeze(self, on, tile):
        self.wish(Source.OPERATOR, self.wall.freeze, on=on, tile=tile)

    @rule(tile=st.one_of(st.none(), TILES), whole=st.booleans())
    def spotlight(self, tile, whole):
        self.wish(Source.OPERATOR, self.wall.spotlight, tile, whole=whole)

    @rule()
    def safe(self):
        self.wish(Source.OPERATOR, self.wall.go_safe)

    @rule()
    def sheet(self):
        self.wish(Source.OPERATOR, self.wall.begin_sheet, "visit")

    @rule(source=st.sampled_from([Source.SCHEDULE, Source.OPERATOR]))
    def next_cue(self, source):
        self.wish(source, self.wall.next_cue, source)

    @rule()
    def previous_cue(self):
        self.wish(Source.OPERATOR, self.wall.previous_cue)

    @rule(on=st.booleans())
    def blank(self, on):
        self.wish(Source.BLANK, self.wall.blank, on=on)

    @rule()
    def panic(self):
        self.wish(Source.PANIC, self.wall.panic)
        assert self.wall.state.dark

    @rule()
    def release(self):
        self.wish(Source.PANIC, self.wall.release)

    @rule(severity=st.integers(1, 4), kind=st.sampled_from(["outbreak", "shortage"]))
    def alarm(self, severity, kind):
        note = AlarmNote(f"{kind}-{severity}", kind, severity, "220100")
        self.wish(Source.ALARM, self.wall.propose, note, RULES)

    @rule()
    def undo(self):
        before = self.wall.state
        event, refusal = attempt(self.wall.undo)
        if event is None:
            assert self.wall.state is before
            assert (refusal is None) == (not before.past)
            assert refusal is None or before.holder in (Source.ALARM, Source.PANIC)
        else:
            assert seen(self.wall.state) == self.trail.pop()

    @invariant()
    def the_state_read_back_from_its_record_is_the_state(self):
        if hasattr(self, "wall"):
            assert WallState.from_json(self.wall.state.to_json()) == self.wall.state


TestWall = Wall.TestCase
TestWall.settings = settings(max_examples=60, stateful_step_count=45, deadline=None)
