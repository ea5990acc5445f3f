"""Owns every live feed: says what is wanted to the captures, and their states to the GUI.

Pictures do not pass here: a window's paint clock takes them from the slots.
"""

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.feeds import (
    FeedFigures,
    FeedPost,
    FeedState,
    FeedStatus,
    FeedWish,
    FrameSource,
)
from console.live.feed_load import LoadMeter
from console.live.feed_post import PostFeed, idle
from console.video.bounds import CaptureSettings
from console.video.budget import ConnectBudget
from console.video.capture import Capture
from console.video.wall_budget import LoadLimits, WallBudget

_NEVER = datetime.min.replace(tzinfo=UTC)
_log = logging.getLogger(__name__)

#: Each feed is looked after five times a second; not all in one go, which would take too long.
_TICK_MS = 50
_TURNS = 4

_PLAN_SECONDS = 2.0

#: Feeds begun in one tick: twenty a second, more than are opened; each start waits for its thread.
_STARTS = 1

#: The viewer that is meant where none is named.
WALL = "wall"


class FeedService(QObject):
    """The feeds of all posts; lives on the GUI thread and blocks nowhere but in :meth:`stop`.

    Args:
        also_allowed: Of ``http``, ``https`` and ``file``, those that the settings allow.
        settings: Bounds of the captures.
        limits: When tiles are shed.
        parent: The owner.
    """

    status_changed = Signal(object)
    """A :class:`FeedStatus`, whenever state, fault, stream, size or shedding of a feed change."""

    def __init__(
        self,
        *,
        also_allowed: frozenset[str] = frozenset(),
        settings: CaptureSettings | None = None,
        limits: LoadLimits | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._also_allowed = also_allowed
        self._settings = settings or CaptureSettings()
        self._budget = ConnectBudget()
        self._plan = WallBudget(limits)
        self._meter = LoadMeter()
        self._planned = 0.0
        self._load = 0.0
        self._posts: dict[str, FeedPost] = {}
        self._feeds: dict[str, PostFeed] = {}
        self._wishes: dict[str, dict[str, FeedWish]] = {}
        self._told: dict[str, FeedStatus] = {}
        self._retired: list[Capture] = []
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._beat)
        self._beaten = 0.0
        self._turn = 0

    @Slot(object)
    def set_posts(self, posts: tuple[FeedPost, ...]) -> None:
        """Know these posts from now on; feeds of changed or vanished ones are begun anew or end."""
        new = {post.code: post for post in posts}
        for code in [code for code, feed in self._feeds.items() if new.get(code) != feed.post]:
            self._end(code)
        self._posts = new
        self._match()

    def watch(self, wishes: Mapping[str, FeedWish], viewer: str = WALL) -> None:
        """Show exactly these posts to ``viewer``, such as a window; {} = none.

        A post that is not known is IDLE until :meth:`set_posts` brings it.
        """
        self._wishes[viewer] = dict(wishes)
        self._match()

    def slot(self, post: str, viewer: str = WALL) -> FrameSource | None:
        """Return where ``viewer`` takes the pictures of ``post``; None = it does not watch it.

        Ask again after every :meth:`watch` or :meth:`set_posts`.
        """
        feed, wish = self._feeds.get(post), self._wishes.get(viewer, {}).get(post)
        return feed.outlets.slot(viewer, wish.size) if feed and wish else None

    def status(self, post: str) -> FeedStatus:
        """Return the state and figures of ``post`` at this moment."""
        feed = self._feeds.get(post)
        return feed.status(time.monotonic()) if feed else idle(post)

    def post(self, code: str) -> FeedPost | None:
        """Return what is known of a post."""
        return self._posts.get(code)

    def capture(self, post: str) -> Capture | None:
        """Return the capture that ``post`` is shown from, for a snapshot of it."""
        feed = self._feeds.get(post)
        return feed.capture if feed else None

    def stop(self, seconds: float = 3.0) -> bool:
        """End every feed within ``seconds``; say whether all threads ended."""
        deadline = time.monotonic() + seconds
        self._wishes.clear()
        self._match()
        self._tick.stop()
        ended = [capture.join(deadline - time.monotonic()) for capture in self._retired]
        self._retired.clear()
        if not all(ended):
            _log.error("%d feeds did not end in time and were left behind", ended.count(False))
        return all(ended)

    def _match(self) -> None:
        """Have a feed for every wish for a known post, and no other."""
        wanted: dict[str, dict[str, FeedWish]] = {}
        for viewer, wishes in self._wishes.items():
            for code, wish in wishes.items():
                wanted.setdefault(code, {})[viewer] = wish
        for code in [code for code in self._feeds if code not in wanted]:
            self._end(code)
        for code, views in wanted.items():
            if code in self._posts:
                self._show(self._posts[code], views)
        self._share(time.monotonic())
        self._look(list(self._feeds))
        if (self._feeds or self._retired) and not self._tick.isActive():
            self._beaten = time.monotonic()
            self._tick.start()

    def _show(self, post: FeedPost, views: dict[str, FeedWish]) -> None:
        feed = self._feeds.get(post.code)
        if feed is None:
            feed = PostFeed(post, self._budget, self._settings, self._also_allowed)
            self._feeds[post.code] = feed
        for viewer in feed.wishes.keys() - views.keys():
            feed.outlets.remove(viewer)
        feed.wishes = views
        for viewer, wish in views.items():
            feed.outlets.slot(viewer, wish.size)

    def _end(self, code: str) -> None:
        feed = self._feeds.pop(code)
        feed.stop()
        self._retired += feed.retired
        if self._told.pop(code, None) is not None:
            self.status_changed.emit(idle(code))

    @Slot()
    def _beat(self) -> None:
        """Look after a part of the feeds."""
        now = time.monotonic()
        self._meter.beat(now - self._beaten - _TICK_MS / 1000)
        self._beaten = now
        waiting = any(feed.capture is None for feed in self._feeds.values())
        if waiting or now - self._planned >= _PLAN_SECONDS:
            self._share(now)
        self._turn = (self._turn + 1) % _TURNS
        self._look(list(self._feeds)[self._turn :: _TURNS])

    def _look(self, codes: Iterable[str]) -> None:
        """Tell what changed of these feeds."""
        now = time.monotonic()
        for code in codes:
            # Whoever hears of one feed may have others begun or ended.
            feed = self._feeds.get(code)
            if feed is None:
                continue
            status = feed.tick(now)
            told = self._told.get(code)
            if told is None or _essence(told) != _essence(status):
                self._told[code] = status
                self.status_changed.emit(status)
        self._retired = [capture for capture in self._retired if not capture.join(0)]
        if not self._feeds and not self._retired:
            self._tick.stop()

    def _share(self, now: float) -> None:
        """Give every feed its stream and rate."""
        if now - self._planned >= _PLAN_SECONDS:
            self._load = self._meter.read(behind=self._behind(now))
            self._planned = now
        shares = self._plan.plan([feed.need for feed in self._feeds.values()], self._load, now)
        starts = _STARTS
        for code, share in shares.items():
            feed = self._feeds[code]
            if feed.capture is None:
                starts -= 1
            if starts >= 0 or feed.capture is not None:
                feed.give(share, now)

    def _behind(self, now: float) -> float:
        live = [
            feed.capture
            for feed in self._feeds.values()
            if feed.capture and feed.status(now).state is FeedState.LIVE
        ]
        late = sum(capture.behind > 0.5 for capture in live)
        return late / len(live) if live else 0.0


def _essence(status: FeedStatus) -> FeedStatus:
    """Return what of a status is worth telling when it changes: no clocks, no rates."""
    figures = FeedFigures(width=status.figures.width, height=status.figures.height)
    return replace(status, figures=figures, last_frame_at=None, since=_NEVER)
