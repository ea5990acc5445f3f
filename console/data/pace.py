"""How often to try again, and how often to read."""

import random
import time
from collections.abc import Callable


class Backoff:
    """Waits between attempts: doubling from half a second to eight, each shortened by chance.

    The chance keeps the consoles of a centre from knocking together when its server comes back.
    """

    def __init__(self, first: float = 0.5, longest: float = 8.0) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    def wait(self) -> float:
        """Return the seconds to wait before the next attempt."""
        wait, self._next = self._next, min(self._longest, self._next * 2)
        return wait * random.uniform(0.7, 1.0)  # noqa: S311 - nothing secret about it

    def reset(self) -> None:
        """Begin with short waits again, after a success."""
        self._next = self._first


class Allowance:
    """Lets single events through at once, and many of them at a steady rate.

    Args:
        rate: Events a second in the long run.
        burst: Events that may follow one another at once after a rest.
    """

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._burst = burst
        self._clock = clock
        self._saved = float(burst)
        self._at = clock()

    def wait(self) -> float:
        """Return the seconds until the next event may come; 0 = now."""
        self._save()
        return max(0.0, (1 - self._saved) / self._rate)

    def use(self) -> None:
        """Count an event."""
        self._save()
        self._saved -= 1

    def _save(self) -> None:
        now = self._clock()
        self._saved = min(self._burst, self._saved + (now - self._at) * self._rate)
        self._at = now
