"""Paces reconnects: longer pauses for a feed that keeps failing, and a bound for all together."""

import random
import threading
from collections import deque

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0

#: Refused means that a person must mend something: asking often would only lock accounts.
REFUSED_PAUSE = 30.0


class Backoff:
    """Pauses before the next attempt of one feed: 0.5 s doubling to 8 s, with jitter."""

    def __init__(self, chance: random.Random, *, refused_pause: float = REFUSED_PAUSE) -> None:
        self._chance = chance
        self._refused_pause = refused_pause
        self._failures = 0

    def pause(self, *, refused: bool = False) -> float:
        """Return the seconds to wait after one more failure; half of them are left to chance."""
        whole = (
            self._refused_pause if refused else min(LONGEST_PAUSE, FIRST_PAUSE * 2**self._failures)
        )
        self._failures = min(self._failures + 1, 16)
        return whole * self._chance.uniform(0.5, 1.0)

    def reset(self) -> None:
        """Forget the failures: the feed has been steady."""
        self._failures = 0


class ConnectBudget:
    """Allow at most ``attempts`` opens within ``seconds``, over all feeds of this console.

    A server that returns is greeted by everybody at once; it shall not be stormed. Every feed's
    thread may ask.
    """

    def __init__(self, attempts: int = 8, seconds: float = 1.0) -> None:
        self._attempts = attempts
        self._seconds = seconds
        self._taken: deque[float] = deque()
        self._lock = threading.Lock()

    def wait(self, now: float) -> float:
        """Take a place at the moment ``now`` and return the seconds until it is free.

        Places are given in the order of asking, each for a moment in the future if need be.
        """
        with self._lock:
            while self._taken and self._taken[0] <= now - self._seconds:
                self._taken.popleft()
            if len(self._taken) < self._attempts:
                at = now
            else:
                at = max(now, self._taken[-self._attempts] + self._seconds)
            self._taken.append(at)
            return at - now
