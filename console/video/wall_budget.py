"""Which stream each tile takes, and how many pictures a second, by its size and the load.

Small tiles take the sub stream. Above a load limit tiles are shed, a few at a time: first to their
sub stream, then to fewer pictures; the one in focus never. They come back one by one, slowly.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from console.domain.feeds import Stream

#: A tile this much higher than the sub stream gains from the main one. Between the two bounds it
#: stays with what it has, so that a tile that is being dragged does not flutter.
_UP, _DOWN, _FIRST = 1.35, 1.1, 1.2

_FEWER = (12.5, 5.0)
_PATIENCE_LIMIT = 300.0


@dataclass(frozen=True, slots=True)
class FeedNeed:
    """What one feed would take.

    Attributes:
        post: Its post.
        size: Width and height of its largest tile.
        focus: Whether somebody looks at this one.
        stream: The stream that was asked for by name, or None.
        has_main: Whether there is a main stream.
        has_sub: Whether there is a sub stream.
        main_size: Size of the main stream, as far as it is known.
        sub_size: Size of the sub stream, as far as it is known.
    """

    post: str
    size: tuple[int, int]
    focus: bool = False
    stream: Stream | None = None
    has_main: bool = True
    has_sub: bool = True
    main_size: tuple[int, int] = (1920, 1080)
    sub_size: tuple[int, int] = (640, 360)


@dataclass(frozen=True, slots=True)
class Share:
    """What one feed gets; ``max_fps`` bounds the converted pictures a second, None = all."""

    stream: Stream
    max_fps: float | None = None


@dataclass(frozen=True, slots=True)
class LoadLimits:
    """When to shed and when to restore.

    Loads are shares of the whole machine, from 0 to 1.

    Attributes:
        high: Above it, tiles are shed.
        low: Below it, tiles are restored.
        shed_every: Seconds between two steps down, so that the first one shows in the load.
        restore_after: Seconds of low load before a step up.
    """

    high: float = 0.75
    low: float = 0.5
    shed_every: float = 3.0
    restore_after: float = 15.0


def stream_by_size(need: FeedNeed, last: Stream | None) -> Stream:
    """Return the stream that fits the tile, given the one it had ``last``."""
    if not need.has_sub or not need.has_main:
        return Stream.MAIN if need.has_main else Stream.SUB
    if need.stream is not None:
        return need.stream
    ratio = need.size[1] / need.sub_size[1]
    bound = {None: _FIRST, Stream.MAIN: _DOWN, Stream.SUB: _UP}[last]
    return Stream.MAIN if ratio > bound else Stream.SUB


class WallBudget:
    """Plan the shares of all feeds; asked again and again with the load that came of it."""

    def __init__(self, limits: LoadLimits | None = None) -> None:
        self._limits = limits or LoadLimits()
        self._streams: dict[str, Stream] = {}
        self._depth = 0
        self._changed = -math.inf
        self._low_since: float | None = None
        self._restored = -math.inf
        self._patience = self._limits.restore_after

    def plan(self, needs: Sequence[FeedNeed], load: float, now: float) -> dict[str, Share]:
        """Return the share of each feed.

        Args:
            needs: The feeds that are wanted.
            load: The load at present, from 0 to 1.
            now: Seconds of a monotonic clock.
        """
        self._streams = {n.post: stream_by_size(n, self._streams.get(n.post)) for n in needs}
        shares = {post: Share(stream) for post, stream in self._streams.items()}
        steps = _steps(needs, shares)
        self._depth = min(self._depth, len(steps))
        self._move(len(steps), load, now)
        return shares | dict(steps[: self._depth])

    def _move(self, most: int, load: float, now: float) -> None:
        limits = self._limits
        if load < limits.low and self._depth:
            self._low_since = now if self._low_since is None else self._low_since
            if now - max(self._low_since, self._changed) >= self._patience:
                self._depth -= 1
                self._changed = self._restored = now
            return
        self._low_since = None
        if load <= limits.high or now - self._changed < limits.shed_every or self._depth == most:
            return
        # What was restored was too much: be slower the next time, or it would swing for ever.
        if now - self._restored < 2 * self._patience:
            self._patience = min(_PATIENCE_LIMIT, 2 * self._patience)
        else:
            self._patience = limits.restore_after
        self._depth = min(most, self._depth + max(1, most // 4))
        self._changed = now


def _steps(needs: Sequence[FeedNeed], shares: Mapping[str, Share]) -> list[tuple[str, Share]]:
    """Return what can be shed, in order: what saves most and is seen least comes first."""
    free = sorted((n for n in needs if not n.focus), key=_by_gain)
    now = {need.post: shares[need.post] for need in free}
    steps: list[tuple[str, Share]] = []
    for need in free:
        if now[need.post].stream is Stream.MAIN and need.has_sub:
            now[need.post] = Share(Stream.SUB)
            steps.append((need.post, now[need.post]))
    for rate in _FEWER:
        for need in free:
            now[need.post] = replace(now[need.post], max_fps=rate)
            steps.append((need.post, now[need.post]))
    return steps


def _by_gain(need: FeedNeed) -> tuple[float, str]:
    """Sort by pixels decoded for each pixel shown, most first."""
    shown = max(1, need.size[0] * need.size[1])
    return (-need.main_size[0] * need.main_size[1] / shown, need.post)
