"""Looks in turn at the feeds that no window shows: a few at a time, each for a few seconds.

To decode all posts all night would cost every core there is; not to look at them would leave the
officer with nine of sixty-four. What was found stays known with its moment until the next look.
"""

import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.feeds import FeedState, FeedStatus, FeedWish
from console.live.feeds import FeedService

VIEWER = "rounds"

_TICK_MS = 500
_SMALL = FeedWish((128, 72))


@dataclass(frozen=True, slots=True)
class Pace:
    """How the rounds go.

    Attributes:
        at_once: Feeds looked at together.
        longest: Seconds after which a look ends, whatever was seen.
        live_for: Seconds for which a feed must be live to be called so.
    """

    at_once: int = 4
    longest: float = 9.0
    live_for: float = 2.0


@dataclass
class _Look:
    began: float
    live_since: float | None = None
    again: bool = False


class FeedRounds(QObject):
    """Goes round the posts for as long as it is started; lives on the GUI thread.

    Args:
        service: Runs the feeds.
        pace: How fast.
        parent: The owner.
    """

    seen = Signal(object)
    """A :class:`FeedStatus`, at the end of a look."""

    def __init__(
        self, service: FeedService, pace: Pace | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._pace = pace or Pace()
        self._posts: tuple[str, ...] = ()
        self._waiting: deque[str] = deque()
        self._looks: dict[str, _Look] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._go_on)

    def set_posts(self, posts: Iterable[str]) -> None:
        """Go round these posts from now on."""
        posts = tuple(posts)
        if posts != self._posts:
            self._posts = posts
            self._waiting = deque(posts)
            self._looks = {post: look for post, look in self._looks.items() if post in posts}

    def set_pace(self, pace: Pace) -> None:
        """Go on at another pace."""
        self._pace = pace

    def start(self) -> None:
        """Begin, or go on."""
        self._timer.start()

    def stop(self) -> None:
        """Look at nothing any more."""
        self._timer.stop()
        self._looks.clear()
        self._service.watch({}, VIEWER)

    @Slot()
    def _go_on(self) -> None:
        now = time.monotonic()
        for post, look in list(self._looks.items()):
            status = self._service.status(post)
            if self._is_over(look, status, now):
                self._end(post, status, now)
                self.seen.emit(status)
        self._begin_looks(now)
        self._service.watch(dict.fromkeys(self._looks, _SMALL), VIEWER)

    def _end(self, post: str, status: FeedStatus, now: float) -> None:
        """Have ``post`` wait for its next look; what was seen ill is looked at once more before.

        One look may fall into a moment's outage, and what it says stands for a whole round.
        """
        if status.state is FeedState.LIVE or self._looks[post].again:
            del self._looks[post]
            self._waiting.append(post)
        else:
            self._looks[post] = _Look(now, again=True)

    def _is_over(self, look: _Look, status: FeedStatus, now: float) -> bool:
        if status.state is FeedState.LIVE:
            look.live_since = look.live_since or now
            return now - look.live_since >= self._pace.live_for
        look.live_since = None
        return status.state is FeedState.REFUSED or now - look.began >= self._pace.longest

    def _begin_looks(self, now: float) -> None:
        """Take the next posts, passing over those that some window shows: their state is known."""
        for _ in range(len(self._waiting)):
            if len(self._looks) >= self._pace.at_once:
                return
            post = self._waiting.popleft()
            if post not in self._posts:
                continue
            if self._service.status(post).state is FeedState.IDLE:
                self._looks[post] = _Look(now)
            else:
                self._waiting.append(post)
