"""Feeds under watch: a sampler that looks at every state each 100 ms, against what is true."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.feeds import FeedFault, FeedState, Stream
from console.video.bounds import CaptureSettings
from console.video.budget import ConnectBudget
from console.video.capture import Capture
from console.video.ledger import Ledger
from console.video.outlets import Outlets
from console.video.reading import StreamReader
from console.video.watchdog import Patience
from tests.rtsp_server import wait_until

SAMPLE_SECONDS = 0.1

#: Asks refused feeds again quickly, for no test waits half a minute for a person; and forgets
#: failures quickly, for several faults follow one another.
QUICK = CaptureSettings(patience=Patience(steady_after=1.0), refused_pause=1.0)


@dataclass(frozen=True)
class Sample:
    """What a feed was said to be at a moment."""

    post: str
    moment: float
    state: FeedState
    fault: FeedFault


class Watched:
    """Captures of some addresses, a painter for every second one, and the sampler.

    Args:
        addresses: By post.
    """

    def __init__(self, addresses: dict[str, str], settings: CaptureSettings = QUICK) -> None:
        budget = ConnectBudget(attempts=32)
        self.captures = {
            post: Capture(
                post,
                Stream.MAIN,
                StreamReader(post, text, frozenset(), settings.limits),
                ledger=Ledger(),
                budget=budget,
                settings=settings,
            )
            for post, text in addresses.items()
        }
        self.slots = {}
        for post, capture in list(self.captures.items())[::2]:
            outlets = Outlets()
            self.slots[post] = outlets.slot("test", (320, 180))
            capture.serve(outlets)
        self.samples: list[Sample] = []
        self._broken: list[tuple[str, float, float]] = []
        self._still_broken: dict[str, float] = {}
        self._end = threading.Event()
        self._threads = [
            threading.Thread(target=work, name=work.__name__)
            for work in (self._sample, self._paint)
        ]

    def __enter__(self) -> "Watched":
        for part in (*self.captures.values(), *self._threads):
            part.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for capture in self.captures.values():
            capture.stop()
        deadline = time.monotonic() + 3.0
        ended = [capture.join(deadline - time.monotonic()) for capture in self.captures.values()]
        for thread in self._threads:
            thread.join(5)
        assert all(ended), "a capture did not end within three seconds"

    def state(self, post: str) -> FeedState:
        return self.captures[post].status().state

    def fault(self, post: str) -> FeedFault:
        return self.captures[post].status().fault

    def reconnects(self, post: str) -> int:
        return self.captures[post].status().figures.reconnects_last_hour

    def broken(self, posts: Iterable[str], since: float) -> None:
        """Know that nothing of ``posts`` is true any more after the moment ``since``."""
        for post in posts:
            self._still_broken[post] = since

    def mended(self, posts: Iterable[str]) -> None:
        """Know that live pictures may come from now on."""
        now = time.monotonic()
        for post in posts:
            self._broken.append((post, self._still_broken.pop(post), now))

    def wrong_live(self) -> list[Sample]:
        """Return the samples that said LIVE while the feed was known to be broken."""
        now = time.monotonic()
        spans = self._broken + [(post, since, now) for post, since in self._still_broken.items()]
        return [
            sample
            for sample in self.samples
            if sample.state is FeedState.LIVE
            and any(p == sample.post and a < sample.moment < b for p, a, b in spans)
        ]

    def forget_judged(self) -> int:
        """Forget all samples, which say nothing wrong; return how many, for a run of hours."""
        count = len(self.samples)
        del self.samples[:count]
        self._broken.clear()
        return count

    def all_reach(self, posts: Iterable[str], *states: FeedState, seconds: float) -> float:
        """Wait until every one of ``posts`` is in one of ``states``; return how long it took."""
        posts = list(posts)
        try:
            return wait_until(lambda: all(self.state(p) in states for p in posts), seconds)
        except AssertionError:
            found = {p: (self.state(p).value, self.fault(p).value) for p in posts}
            raise AssertionError(f"not {states} within {seconds} s: {found}") from None

    def watch_on(self, seconds: float) -> None:
        """Let the sampler look at all feeds for that long."""
        last = time.monotonic() + seconds
        wait_until(lambda: self.samples and self.samples[-1].moment >= last, seconds + 10)

    def _sample(self) -> None:
        while not self._end.wait(SAMPLE_SECONDS):
            for post, capture in self.captures.items():
                # The moment is that of the verdict, so a late sampler blames nobody.
                now = time.monotonic()
                status = capture.status(now)
                self.samples.append(Sample(post, now, status.state, status.fault))

    def _paint(self) -> None:
        while not self._end.wait(0.04):
            for slot in self.slots.values():
                slot.take()
