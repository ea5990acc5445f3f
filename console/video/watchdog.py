"""Says from outside what state a feed is in: its worker may sit in a call and could not tell.

A feed is LIVE only while decoded frames arrive **and differ**. The watchdog is fed with facts (a
frame came, a call failed) and asked for the state at a moment; it keeps no thread and no clock.
"""

import math
from collections import deque
from dataclasses import dataclass
from enum import Enum, auto

from console.domain.feeds import FeedFault, FeedState


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until something is said of a feed.

    Attributes:
        stale_after: Without a new frame, or with frames that are older than this.
        down_after: Without a new frame.
        still_after: With frames that do not differ.
        still_frames: Frames that must not differ besides, for streams of few frames a second.
        noise_within: Over which, at most, noise must go on to be a sensor's.
        steady_after: Of LIVE, after which past failures are forgotten.
    """

    stale_after: float = 1.0
    down_after: float = 3.0
    still_after: float = 1.5
    still_frames: int = 5
    noise_within: float = 6.0
    steady_after: float = 10.0


class Difference(Enum):
    """How a frame differs from the one before it.

    ``NOISE`` is what a sensor adds to a still scene in nearly every frame. An encoder adds it to a
    frozen picture too, while it refines it after some key frames: one goes on, the other ends.
    ``REPAINTED`` is noise across a key frame, which says nothing of either.
    """

    NONE = auto()
    NOISE = auto()
    REPAINTED = auto()
    MOTION = auto()


#: Of the frames since the last motion, the share with noise in a living picture.
_NOISE_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state, the moment it began (on the clock that the facts came with), and why."""

    state: FeedState
    since: float
    fault: FeedFault = FeedFault.NONE


class Watchdog:
    """Turn the facts of one feed into its state.

    All moments are seconds of one monotonic clock.
    """

    def __init__(self, now: float, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._verdict = Verdict(FeedState.IDLE, now)
        self._phase = FeedState.IDLE
        self._fault = FeedFault.NONE
        self._frames: deque[tuple[float, Difference]] = deque()
        self._late = 0.0
        self._live_since: float | None = None

    def connecting(self, now: float) -> None:
        """An attempt to open the feed began."""
        self._begin(FeedState.CONNECTING, self._fault, now)

    def waiting(self, now: float, fault: FeedFault) -> None:
        """The feed is open, and ``fault`` is why no picture has come yet."""
        self._begin(FeedState.CONNECTING, fault, now)

    def failed(self, now: float, fault: FeedFault, *, refused: bool = False) -> None:
        """The attempt or the reading failed; ``refused`` where somebody must mend something."""
        self._begin(FeedState.REFUSED if refused else FeedState.DOWN, fault, now)

    def stopped(self, now: float) -> None:
        """The feed is not wanted any more."""
        self._begin(FeedState.IDLE, FeedFault.NONE, now)

    def frame(self, now: float, difference: Difference, late: float = 0.0) -> None:
        """A frame was decoded, which was taken ``late`` seconds earlier than it should have been.

        What comes out of a buffer after a stall is decoded now, and yet old.
        """
        self._fault = FeedFault.NONE
        self._late = max(0.0, late)
        first = not self._frames
        self._frames.append((now, Difference.MOTION if first else difference))
        kept = max(self._patience.still_after, self._patience.noise_within)
        while len(self._frames) > self._patience.still_frames + 1 and (
            self._frames[1][0] <= now - kept
        ):
            self._frames.popleft()
        self.verdict(now)

    def steady(self, now: float) -> bool:
        """Return whether the feed has been LIVE for long enough to forget past failures."""
        since = self._live_since
        return since is not None and now - since >= self._patience.steady_after

    def verdict(self, now: float) -> Verdict:
        """Return the state at the moment ``now``."""
        state, fault = self._phase, self._fault
        if self._frames:
            state, fault = self._state_of_frames(now)
        if state is not FeedState.LIVE:
            self._live_since = None
        elif self._live_since is None:
            self._live_since = now
        if (state, fault) != (self._verdict.state, self._verdict.fault):
            self._verdict = Verdict(state, now, fault)
        return self._verdict

    def live_until(self, now: float) -> float:
        """Return until when LIVE may be said with the last frame, if nothing more is heard.

        A moment that has passed where it may not be said at ``now``.
        """
        if self.verdict(now).state is not FeedState.LIVE:
            return -math.inf
        patience = self._patience
        until = self._frames[-1][0] - self._late + patience.stale_after
        for n, (moment, difference) in enumerate(reversed(self._frames)):
            if difference is Difference.MOTION:
                few = n < patience.still_frames
                return until if few else min(until, moment + patience.still_after)
        return until

    def _begin(self, phase: FeedState, fault: FeedFault, now: float) -> None:
        self._phase, self._fault = phase, fault
        self._frames.clear()
        self.verdict(now)

    def _state_of_frames(self, now: float) -> tuple[FeedState, FeedFault]:
        patience = self._patience
        silence = now - self._frames[-1][0]
        if silence > patience.down_after:
            return FeedState.DOWN, self._fault
        if silence > patience.stale_after:
            return FeedState.STALE, self._fault
        if silence + self._late > patience.stale_after:
            return FeedState.STALE, FeedFault.LATE
        return FeedState.LIVE if self._alive(now) else FeedState.NOT_MOVING, self._fault

    def _alive(self, now: float) -> bool:
        """Return whether the recent frames differ as those of a live camera do."""
        patience = self._patience
        since = now - patience.still_after
        judged = noisy = 0
        for n, (moment, difference) in enumerate(reversed(self._frames)):
            if difference is Difference.MOTION:
                if moment > since or n < patience.still_frames:
                    return True
                break
            judged += difference is not Difference.REPAINTED
            noisy += difference is Difference.NOISE
        return judged >= patience.still_frames and noisy >= _NOISE_SHARE * judged
