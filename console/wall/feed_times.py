"""How long each feed was seen, and how long of that it gave no moving picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.feeds import FeedState

_UNKNOWN = frozenset({FeedState.IDLE, FeedState.CONNECTING})
_LONGEST_GUESS = timedelta(minutes=10)
"""What was found holds until the next look, but not for longer than this."""


@dataclass(frozen=True, slots=True)
class FeedTime:
    """Of one post: how long its feed was watched, and how long of that it was not live."""

    watched: timedelta = timedelta(0)
    lost: timedelta = timedelta(0)


class FeedTimes:
    """Adds up what was found at each look; what nobody looked at counts for nothing."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[FeedState, datetime]] = {}
        self._times: dict[str, FeedTime] = {}

    def see(self, post: str, state: FeedState, now: datetime) -> None:
        """Note what a feed was found to be."""
        if state in _UNKNOWN:
            return
        self._times[post] = self.of(post, now)
        self._last[post] = state, now

    def of(self, post: str, now: datetime) -> FeedTime:
        """Return the times of a post up to ``now``."""
        known = self._times.get(post, FeedTime())
        state, since = self._last.get(post, (FeedState.IDLE, now))
        span = min(max(now - since, timedelta(0)), _LONGEST_GUESS)
        lost = timedelta(0) if state is FeedState.LIVE else span
        return FeedTime(known.watched + span, known.lost + lost)

    def all(self, now: datetime) -> dict[str, FeedTime]:
        """Return the times of every post that was seen."""
        return {post: self.of(post, now) for post in self._last}

    def begin_anew(self, now: datetime) -> None:
        """Begin a shift: nothing is lost yet."""
        self._times.clear()
        self._last = {post: (state, now) for post, (state, _) in self._last.items()}
