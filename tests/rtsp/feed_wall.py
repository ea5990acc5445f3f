"""A wall window on a given set of posts, as the console builds it, and a sampler of its cells."""

import os
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Slot

from console import settings
from console.app.live_feeds import LiveFeeds
from console.domain.datasets import Dataset
from console.domain.feeds import FeedFault, FeedState
from console.domain.posts import Post, PostsSnapshot
from console.domain.provenance import Basis, Provenance
from console.domain.regions import Level, Region, RegionTree
from console.domain.requests import PostsRequest
from console.domain.scenes import ScreenLayout, TilePlace
from console.domain.snapshots import SnapshotBatch
from console.domain.truth import FreshnessLimits
from console.domain.wording import Text
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.wall_window import WallWindow
from console.widgets.feeds_tile import FeedsTile

SAMPLE_MS = 100

#: A GUI thread that is away for longer is felt, in seconds.
LONG_GAP = 0.1

_PLACE = Region("22", Text("吉林省", "Jilin"), Level.PROVINCE)


def post(code: str, main: str, sub: str = "") -> Post:
    """Return a post of the province with these addresses."""
    return Post(code, "22", Text(f"点位 {code}", f"Post {code}"), "county", main, sub)


def snapshot(posts: Sequence[Post]) -> PostsSnapshot:
    """Return what the readers would make of these posts."""
    nowhere = Provenance(
        datasets=(Dataset.COMMAND_POST,),
        as_of=None,
        reported_at=None,
        confirmed_at=None,
        expected_every=None,
        basis=Basis.REPORT,
        source=Text("测试", "Test"),
        demo=False,
    )
    return PostsSnapshot(
        request=PostsRequest(), provenance=nowhere, posts=tuple(posts), regions=RegionTree([_PLACE])
    )


@dataclass(frozen=True)
class Sample:
    """What a cell said, and why, at a moment of the monotonic clock."""

    post: str
    moment: float
    state: FeedState
    fault: FeedFault


class Gaps:
    """How long the GUI thread did nothing else, and what it was held up by.

    Seconds all. A gap is made of the thread's own work, of waiting for a core (the kernel's run
    delay; Linux alone tells it), and of the rest: the pause until the next beat, and waiting for
    the interpreter, for the X server or a lock. Used by the GUI thread alone.
    """

    def __init__(self) -> None:
        path = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._stat = os.open(path, os.O_RDONLY) if path.exists() else None
        self.begin()

    def begin(self) -> None:
        """Forget what was; count from now on."""
        self.longest = self.work = self.delay = self.without_delay = 0.0
        self.delayed, self.over = 0.0, 0
        self._last = self._read()

    def beat(self) -> None:
        """Take note that the thread is free at this moment."""
        before, self._last = self._last, self._read()
        wall, work, delay = (b - a for a, b in zip(before, self._last, strict=True))
        self.over += wall > LONG_GAP
        self.delayed += delay
        self.without_delay = max(self.without_delay, wall - delay)
        if wall > self.longest:
            self.longest, self.work, self.delay = wall, work, delay

    def end(self) -> None:
        """Count no more."""
        if self._stat is not None:
            os.close(self._stat)
            self._stat = None

    def _read(self) -> tuple[float, float, float]:
        waited = 0
        if self._stat is not None:
            waited = int(os.pread(self._stat, 100, 0).split()[1])
        return time.monotonic(), time.thread_time(), waited / 1e9


class FeedWall(QObject):
    """One wall window with a grid of ``posts``, fed for real, and sampled each 100 ms.

    Args:
        posts: Shown in this order.
        size: Width and height of the window.
    """

    def __init__(self, posts: Sequence[Post], size: tuple[int, int] = (1600, 900)) -> None:
        super().__init__()
        self.samples: list[Sample] = []
        self.gaps = Gaps()
        self.board = Board(FreshnessLimits())
        self.feeds = LiveFeeds(settings.load().settings.video)
        self.board.posts_changed.connect(self.feeds.take_posts)
        self.window = WallWindow(1, DISPLAYS, self.board)
        self.window.tile_built.connect(self.feeds.hub.supply)
        self.window.resize(*size)
        codes = tuple(post.code for post in posts)
        tile = TilePlace("feeds", 1, 1, 12, 12, {"posts": codes})
        self.window.show_layout(ScreenLayout((tile,)))
        self.window.show()
        self.board.take_batch(SnapshotBatch((snapshot(posts),)))
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._sample)
        self._timer.start(SAMPLE_MS)
        self._pulse = QTimer(self)
        self._pulse.setTimerType(Qt.TimerType.PreciseTimer)
        self._pulse.timeout.connect(self._beat)
        self._pulse.start(10)

    @property
    def tile(self) -> FeedsTile:
        """The grid."""
        (tile,) = self.window.tiles
        assert isinstance(tile, FeedsTile)
        return tile

    def state(self, code: str) -> FeedState:
        """Return what the cell of a post says now."""
        status = self.tile.canvas.shown_status(code)
        assert status is not None
        return status.state

    def fault(self, code: str) -> FeedFault:
        """Return why the cell of a post is not live."""
        status = self.tile.canvas.shown_status(code)
        assert status is not None
        return status.fault

    def all_are(self, codes: Iterable[str], *states: FeedState) -> bool:
        """Tell whether each of these cells says one of ``states``."""
        return all(self.state(code) in states for code in codes)

    def live_after(self, code: str, moment: float) -> list[Sample]:
        """Return the samples after ``moment`` in which the cell of a post said LIVE."""
        return [
            sample
            for sample in self.samples
            if sample.post == code and sample.state is FeedState.LIVE and sample.moment > moment
        ]

    @staticmethod
    def run(seconds: float) -> None:
        """Run the event loop for that long.

        ``QApplication.quit()`` would ask the windows first, and a wall refuses to close.
        """
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    def close(self) -> bool:
        """End everything, and say whether all threads ended."""
        self._timer.stop()
        self._pulse.stop()
        self.gaps.end()
        self.window.end()
        self.board.stop()
        self.feeds.hub.stop()
        ended = self.feeds.service.stop()
        QCoreApplication.processEvents()
        return ended

    @Slot()
    def _sample(self) -> None:
        now = time.monotonic()
        for cell in self.tile.canvas.cells:
            code = cell.post
            self.samples.append(Sample(code, now, self.state(code), self.fault(code)))

    @Slot()
    def _beat(self) -> None:
        self.gaps.beat()
