"""One post's feed as the service keeps it: its stream, the one that shall follow, its tiles."""

from dataclasses import replace
from datetime import UTC, datetime

from console.domain.feeds import FeedFault, FeedPost, FeedState, FeedStatus, FeedWish, Stream
from console.video.bounds import CaptureSettings
from console.video.budget import ConnectBudget
from console.video.capture import Capture
from console.video.ledger import Ledger
from console.video.outlets import Outlets
from console.video.sources import reader_for
from console.video.wall_budget import FeedNeed, Share

#: A new stream has this long to become live before the old one is kept, and this long passes
#: until it is tried again, in seconds.
_CHANGE_WITHIN, _CHANGE_AGAIN = 12.0, 60.0


class PostFeed:
    """The captures of one post. Used by one thread; nothing in it blocks.

    Changing the stream, the old one is shown until the new one is live.
    """

    def __init__(
        self,
        post: FeedPost,
        budget: ConnectBudget,
        settings: CaptureSettings,
        also_allowed: frozenset[str],
    ) -> None:
        self.post = post
        self.outlets = Outlets()
        self.wishes: dict[str, FeedWish] = {}
        self.retired: list[Capture] = []
        self._budget = budget
        self._settings = settings
        self._also_allowed = also_allowed
        self._ledger = Ledger()
        self._sizes: dict[Stream, tuple[int, int]] = {}
        self._capture: Capture | None = None
        self._next: Capture | None = None
        self._next_since = 0.0
        self._not_before = 0.0

    @property
    def need(self) -> FeedNeed:
        """What this feed would take, of all its viewers' wishes."""
        wishes = self.wishes.values()
        named = {wish.stream for wish in wishes if wish.stream is not None}
        return FeedNeed(
            post=self.post.code,
            size=max((wish.size for wish in wishes), key=lambda size: size[1]),
            focus=any(wish.focus for wish in wishes),
            stream=Stream.MAIN if Stream.MAIN in named else next(iter(named), None),
            has_main=bool(self.post.main),
            has_sub=bool(self.post.sub),
            main_size=self._sizes.get(Stream.MAIN, (1920, 1080)),
            sub_size=self._sizes.get(Stream.SUB, (640, 360)),
        )

    def give(self, share: Share, now: float) -> None:
        """Take the stream of ``share`` from now on, or as soon as it is live."""
        # A tenth less than the interval, or a picture in step with it would be missed every time.
        self.outlets.min_interval = 0.9 / share.max_fps if share.max_fps else 0.0
        if self._capture is None:
            self._capture = self._start(share.stream)
            self._capture.serve(self.outlets)
        elif share.stream is self._capture.stream:
            self._drop_next()
        elif now >= self._not_before and (
            self._next is None or self._next.stream is not share.stream
        ):
            self._drop_next()
            self._next, self._next_since = self._start(share.stream), now

    def tick(self, now: float) -> FeedStatus:
        """Look after the captures and return the state at this moment."""
        self._change_over(now)
        status = self.status(now)
        today = datetime.now().astimezone().date()
        self._ledger.look(now, today, live=status.state is FeedState.LIVE)
        figures = status.figures
        if figures.width and figures.height:
            self._sizes[status.stream] = (figures.width, figures.height)
        self.retired = [capture for capture in self.retired if not capture.join(0)]
        return status

    def status(self, now: float) -> FeedStatus:
        """Return the state at this moment."""
        if self._capture is None:
            return replace(idle(self.post.code), state=FeedState.CONNECTING)
        reduced = self.outlets.min_interval > 0
        return replace(self._capture.status(now), reduced=reduced)

    @property
    def capture(self) -> Capture | None:
        """The capture that is shown."""
        return self._capture

    def stop(self) -> None:
        """Ask all captures to end; they are in ``retired`` until they have."""
        self._drop_next()
        if self._capture is not None:
            self._retire(self._capture)
            self._capture = None

    def _start(self, stream: Stream) -> Capture:
        reader = reader_for(self.post, stream, self._also_allowed, self._settings.limits)
        capture = Capture(
            self.post.code,
            stream,
            reader,
            ledger=self._ledger,
            budget=self._budget,
            settings=self._settings,
        )
        capture.start()
        return capture

    def _change_over(self, now: float) -> None:
        if self._next is None or self._capture is None:
            return
        live = self._next.status(now).state is FeedState.LIVE
        if live or self._capture.status(now).state in {FeedState.DOWN, FeedState.REFUSED}:
            self._next.serve(self.outlets)
            self._capture.serve(None)
            self._retire(self._capture)
            self._capture, self._next = self._next, None
        elif now - self._next_since > _CHANGE_WITHIN:
            self._not_before = now + _CHANGE_AGAIN
            self._drop_next()

    def _drop_next(self) -> None:
        if self._next is not None:
            self._retire(self._next)
            self._next = None

    def _retire(self, capture: Capture) -> None:
        capture.stop()
        self.retired.append(capture)


def idle(post: str) -> FeedStatus:
    """Return the status of a feed that nobody watches."""
    return FeedStatus(
        post=post,
        stream=Stream.MAIN,
        state=FeedState.IDLE,
        since=datetime.now(UTC),
        fault=FeedFault.NONE,
    )
