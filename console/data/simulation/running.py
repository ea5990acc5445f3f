"""Run the simulation: one committed change after another, at a steady pace, through outages."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from console.data.connection import redact, writing
from console.data.days import today_in_centre
from console.data.faults import why
from console.data.simulation import material_changes as material
from console.data.simulation import people_changes as people
from console.data.simulation.change import Change, Maker
from console.data.simulation.loading import load
from console.data.simulation.preparing import prepare
from console.data.simulation.world import World
from console.domain.errors import ConsoleError

#: How often each kind is drawn, against the others. Stock and screening change all day, shipments
#: less; a centre sees a case, an alert or a correction seldom.
WEIGHTS: dict[Maker, float] = {
    material.use: 36.0,
    material.make: 6.0,
    material.plan: 6.0,
    material.dispatch: 6.0,
    material.arrive: 6.0,
    people.investigate: 20.0,
    people.report_in: 12.0,
    people.change_beds: 6.0,
    people.confirm_case: 0.8,
    people.discharge: 0.8,
    people.correct: 0.05,
    material.raise_alert: 0.3,
    people.toggle_post: 0.05,
    people.call_expert: 0.1,
}

#: Kinds that touch the published case history; the demonstration leaves that as it is.
CASE_KINDS = frozenset({people.confirm_case, people.discharge, people.correct})

_DRAWS = 40
_POLL_SECONDS = 0.05
_LONGEST_WAIT_SECONDS = 5.0
#: A schedule that fell behind by more than this starts anew, and is not caught up by a burst.
_PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class SimulatedEvent:
    """What just happened: a change by its kind, or ``marked``, ``lost`` and ``back``.

    ``marked``: the database is a demonstration from now on; the others speak of the connection.
    """

    kind: str
    dataset: str = ""
    region: str | None = None


@dataclass(slots=True)
class SimulationReport:
    """What a simulation did.

    Attributes:
        events: Committed changes by kind.
        prepared: Tables that were empty and were filled first.
        seconds: How long it ran.
        idle: Draws for which nothing plausible was left to do.
        refused: Changes that the database refused, because another program had been there first.
        behind: How often the pace could not be held.
        outages: How often the connection was lost.
    """

    events: Counter[str] = field(default_factory=Counter)
    prepared: tuple[str, ...] = ()
    seconds: float = 0.0
    idle: int = 0
    refused: int = 0
    behind: int = 0
    outages: int = 0

    @property
    def total(self) -> int:
        """All committed changes."""
        return self.events.total()

    @property
    def rate(self) -> float:
        """Committed changes a second."""
        return self.total / self.seconds if self.seconds > 0 else 0.0


def simulate(  # noqa: PLR0913 - a run has this many sides
    engine: Engine,
    *,
    rate: float,
    seconds: float | None,
    seed: int,
    stop: Callable[[], bool],
    on_event: Callable[[SimulatedEvent], None] | None = None,
    today: bool = False,
    cases: bool = True,
) -> SimulationReport:
    """Change the database as a living centre would, each change a transaction of its own.

    The database is marked as a demonstration first. Never run this on a centre's real database.
    The same seed on the same database makes the same changes, unless somebody else writes too.

    Args:
        engine: A database with the contract's tables and regions; the user must own them.
        rate: Changes a second, above zero.
        seconds: How long; None = until ``stop``.
        seed: Of the choice of changes.
        stop: Asked at least 20 times a second; True ends the run.
        on_event: Told of every change, and of lost and regained connections.
        today: Date rows today instead of on the newest day of each dataset.
        cases: Whether case figures change too.

    Returns:
        What was done.

    Raises:
        ConsoleError: The database cannot be reached at the start, lacks tables or rights, or
            refuses what no waiting will mend.
        ValueError: ``rate`` is not above zero.
    """
    if not rate > 0:
        msg = f"a rate is above zero, not {rate}"
        raise ValueError(msg)
    day = today_in_centre() if today else None
    run = _Run(engine, seed, day, on_event or (lambda _event: None), cases=cases)
    pace = _Pace(rate, seconds, stop)
    run.prepare()
    while pace.wait_for_next():
        run.step(pace)
    run.report.seconds, run.report.behind = pace.elapsed, pace.behind
    return run.report


class _Pace:
    """Says when the next change is due, by a schedule that does not drift."""

    def __init__(self, rate: float, seconds: float | None, stop: Callable[[], bool]) -> None:
        self._gap = 1.0 / rate
        self._stop = stop
        self._start = time.monotonic()
        self._end = None if seconds is None else self._start + seconds
        self._due = self._start
        self.behind = 0

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._start

    def wait_for_next(self) -> bool:
        """Wait until the next change is due; False = the run is over."""
        if not self._wait_until(self._due):
            return False
        if time.monotonic() - self._due > max(_PATIENCE_SECONDS, self._gap):
            self.behind += 1
            self._due = time.monotonic()
        self._due += self._gap
        return True

    def rest(self, seconds: float) -> bool:
        """Wait ``seconds``; False = the run is over."""
        return self._wait_until(time.monotonic() + seconds)

    def _wait_until(self, due: float) -> bool:
        while not self._stop():
            now = time.monotonic()
            if self._end is not None and now >= self._end:
                return False
            if now >= due:
                return True
            time.sleep(min(_POLL_SECONDS, due - now))
        return False


class _Interference(Exception):  # noqa: N818 - it says what happened
    """Another program changed the row first."""


class _Run:
    """The world, the chance and the report of one run."""

    def __init__(
        self,
        engine: Engine,
        seed: int,
        today: date | None,
        tell: Callable[[SimulatedEvent], None],
        *,
        cases: bool,
    ) -> None:
        self._engine = engine
        self._seed = seed
        self._today = today
        self._tell = tell
        self._chance = random.Random(seed)  # noqa: S311 - no secret depends on it
        kinds = {maker: w for maker, w in WEIGHTS.items() if cases or maker not in CASE_KINDS}
        self._makers, self._weights = tuple(kinds), tuple(kinds.values())
        self._world: World | None = None
        self._lost_for = 0
        self.report = SimulationReport()

    def prepare(self) -> None:
        """Mark and fill the database, and load the world."""
        try:
            with writing(self._engine) as connection:
                self.report.prepared = prepare(connection, seed=self._seed, today=self._today)
                self._world = load(connection, today=self._today)
        except SQLAlchemyError as error:
            raise self._fault(error) from error
        self._tell(SimulatedEvent("marked", "about"))

    def step(self, pace: _Pace) -> None:
        """Make one change, or wait a while where the database is out of reach."""
        try:
            world = self._world or self._reload()
            change = self._draw(world)
            if change is None:
                self.report.idle += 1
                return
            self._commit(change)
        except (IntegrityError, _Interference):
            self.report.refused += 1
            self._world = None
        except (DBAPIError, PoolTimeoutError) as error:
            if not _passes(error):
                raise self._fault(error) from error
            self._outage(pace)
        else:
            change.remember()
            world.clock.tick()
            self._back()
            self.report.events[change.kind] += 1
            self._tell(SimulatedEvent(change.kind, change.dataset, change.region))

    def _reload(self) -> World:
        with self._engine.connect() as connection, connection.begin():
            self._world = load(connection, today=self._today)
        return self._world

    def _draw(self, world: World) -> Change | None:
        for _ in range(_DRAWS):
            maker = self._chance.choices(self._makers, self._weights)[0]
            change = maker(world, self._chance)
            if change is not None:
                return change
        return None

    def _commit(self, change: Change) -> None:
        with writing(self._engine) as connection:
            for statement in change.statements:
                if connection.execute(statement).rowcount != 1:
                    raise _Interference

    def _outage(self, pace: _Pace) -> None:
        # Whether the change was committed is not known: what stands there is read again.
        self._world = None
        if not self._lost_for:
            self.report.outages += 1
            self._tell(SimulatedEvent("lost"))
        self._lost_for += 1
        pace.rest(min(_LONGEST_WAIT_SECONDS, 0.25 * 2 ** min(self._lost_for, 5)))

    def _fault(self, error: SQLAlchemyError) -> ConsoleError:
        return why(error, place=redact(self._engine.url.render_as_string(hide_password=True)))

    def _back(self) -> None:
        if self._lost_for:
            self._lost_for = 0
            self._tell(SimulatedEvent("back"))


def _passes(error: DBAPIError | PoolTimeoutError) -> bool:
    """Tell whether an error will pass: a dead link, a lock, a server that starts."""
    if isinstance(error, PoolTimeoutError | OperationalError):
        return True
    return error.connection_invalidated
