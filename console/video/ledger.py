"""What is counted of one post's feed over time, whichever stream of it is taken."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

_HOUR = 3600.0
_RATE_SECONDS = 3.0
_DELAY_SECONDS = 1.0

#: The promptest picture is known of the last one to two such spans.
_RECENT_SECONDS = 60.0


class Ledger:
    """Reconnects of the last hour and time lost today.

    All moments are seconds of one monotonic clock.
    """

    def __init__(self) -> None:
        self._reconnects: deque[float] = deque()
        self._lost = 0.0
        self._day: date | None = None
        self._looked: float | None = None

    def reconnected(self, now: float) -> None:
        """Count one more attempt after the feed was lost."""
        self._reconnects.append(now)

    def look(self, now: float, today: date, *, live: bool) -> None:
        """Take note of the state since the last look; the count of lost time starts each day."""
        if today != self._day:
            self._day, self._lost = today, 0.0
        elif self._looked is not None and not live:
            self._lost += now - self._looked
        self._looked = now

    def reconnects(self, now: float) -> int:
        """Return the attempts of the hour before ``now``."""
        while self._reconnects and self._reconnects[0] <= now - _HOUR:
            self._reconnects.popleft()
        return len(self._reconnects)

    @property
    def lost_today(self) -> timedelta:
        """Time in which the feed was wanted and not live."""
        return timedelta(seconds=self._lost)


class Rate:
    """Events a second over the last three seconds."""

    def __init__(self) -> None:
        self._counts: deque[tuple[float, int]] = deque()

    def count(self, now: float, total: int) -> None:
        """Take note of how many there have been up to ``now``."""
        self._counts.append((now, total))
        while len(self._counts) > 2 and self._counts[1][0] < now - _RATE_SECONDS:
            self._counts.popleft()

    @property
    def per_second(self) -> float:
        """The rate between the oldest and the newest note."""
        if len(self._counts) < 2:
            return 0.0
        (first, before), (last, after) = self._counts[0], self._counts[-1]
        return (after - before) / (last - first) if last > first else 0.0


class Lasting:
    """For how long something has been so without a break."""

    def __init__(self) -> None:
        self._since: float | None = None

    def note(self, now: float, *, so: bool) -> float:
        """Take note of whether it is so at ``now``; return the seconds since it first was."""
        if not so:
            self._since = None
            return 0.0
        self._since = now if self._since is None else self._since
        return now - self._since


class StreamClock:
    """Follows a stream's own times: finds missing pictures, pictures that come late, growing delay.

    Args:
        jump: A step of the stream's time by more than this, or back, is a new count of time.
    """

    def __init__(self, jump: float = 2.0) -> None:
        self._jump = jump
        self._last: float | None = None
        self._steps: deque[float] = deque(maxlen=49)
        self._noted = 0.0
        self._least: float | None = None
        self._behind = 0.0
        self._recent: deque[float] = deque(maxlen=2)
        self._recent_until = 0.0
        self._late = 0.0
        self.missing = 0

    def picture(self, now: float, stream_time: float, pictures: int = 1) -> None:
        """Take note of a picture decoded at ``now``.

        Args:
            now: Seconds of the monotonic clock.
            stream_time: The picture's time by the stream's own count.
            pictures: How many came since the last one that was noted, with this one.
        """
        step = -math.inf if self._last is None else stream_time - self._last
        if 0 <= step < self._jump:
            self._step(step, pictures)
        elif not 0 <= step < self._jump + now - self._noted:
            # A clock that was set; after a stall a stream's time is ahead by as much as ours.
            self._steps.clear()
            self._recent.clear()
            self._least = None
        self._last, self._noted = stream_time, now
        lag = now - stream_time
        self._late = lag - self._least_of_late(now, lag)
        # Two clocks drift apart by seconds a day: what was least long ago must not count for ever.
        drift = 1e-5 * pictures
        self._least = lag if self._least is None else min(lag, self._least + drift)
        self._behind = lag - self._least

    @property
    def behind(self) -> float:
        """Seconds by which the newest picture came later than the promptest ones do."""
        return self._behind

    @property
    def late(self) -> float:
        """Seconds by which the newest picture came later than the promptest of the last minutes.

        A camera whose clock goes wrong slowly is not called late by this, for it forgets.
        """
        return self._late

    def _least_of_late(self, now: float, lag: float) -> float:
        if not self._recent or now > self._recent_until:
            self._recent.append(lag)
            self._recent_until = now + _RECENT_SECONDS
        self._recent[-1] = min(self._recent[-1], lag)
        return min(self._recent)

    def _step(self, time: float, pictures: int) -> None:
        if len(self._steps) >= 10:
            usual = median(self._steps)
            if usual > 0 and time > (pictures + 0.8) * usual:
                self.missing += round(time / usual) - pictures
        self._steps.append(time / pictures)


@dataclass(slots=True)
class Counts:
    """What one capture counts; written by its thread."""

    sequence: int = 0
    decoded: Rate = field(default_factory=Rate)
    painted: Rate = field(default_factory=Rate)
    clock: StreamClock = field(default_factory=StreamClock)
    delay: float | None = None
    size: tuple[int, int] | None = None
    last_at: datetime | None = None
    _followed: int = 0
    _delay_read: float = -math.inf

    def begin(self) -> None:
        """Know nothing any more of the stream's times: it was opened anew."""
        missing = self.clock.missing
        self.clock = StreamClock()
        self.clock.missing = missing
        self.delay = None
        self._delay_read = -math.inf

    def follow(self, now: float, stream_time: float, delay: Callable[[], float | None]) -> None:
        """Take note of the newest picture's time by the stream, and once a second of its delay.

        Not for every picture: each question to the stream has to queue for the interpreter.
        """
        self.clock.picture(now, stream_time, self.sequence - self._followed)
        self._followed = self.sequence
        if now - self._delay_read >= _DELAY_SECONDS:
            self._delay_read = now
            self.delay = delay()
