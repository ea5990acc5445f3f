"""The one owner of a feed: a thread that opens it, takes every picture and converts the wanted.

Nothing waits for this thread. Its state is told from outside by the watchdog, for it may sit in a
call; every call is bounded, so it ends within the longest of them after :meth:`Capture.stop`.
"""

import logging
import random
import threading
import time
from datetime import UTC, datetime, timedelta

from console.domain.feeds import FeedFault, FeedFigures, FeedState, FeedStatus, Stream
from console.video.bounds import CaptureSettings
from console.video.budget import Backoff, ConnectBudget
from console.video.fingerprint import Comparison
from console.video.kept import KeptPicture
from console.video.ledger import Counts, Lasting, Ledger
from console.video.outlets import Outlets
from console.video.priority import give_way
from console.video.probe import FOR_PEOPLE
from console.video.reading import FeedDownError, Grab, Reader
from console.video.scratch import SCRATCH, Picture
from console.video.watchdog import Watchdog

_log = logging.getLogger(__name__)

#: Pictures are compared this often, in seconds: where a painter asks for them, and where none does.
_COMPARE_SHOWN, _COMPARE_HIDDEN = 0.1, 0.2

#: Waits for a picture that once came regularly, before the connection is given up.
_SILENCES = 2

#: A stream whose pictures never stand by themselves (gradual refresh) is clean after this.
_REFRESHED_AFTER = 10.0

#: Pictures may come too late to be LIVE for this long, before the feed is opened anew.
_LATE_FOR = 10.0


class Capture:
    """One stream of one post, watched by a thread of its own.

    Args:
        post: The post's code.
        stream: Which of its streams this is.
        reader: Where pictures come from; used by the thread alone.
        ledger: The post's counts, which outlive this stream.
        budget: Paces the opens of all feeds together.
        settings: Bounds and pauses.
    """

    def __init__(  # noqa: PLR0913 - each is one independent part
        self,
        post: str,
        stream: Stream,
        reader: Reader,
        *,
        ledger: Ledger,
        budget: ConnectBudget,
        settings: CaptureSettings | None = None,
    ) -> None:
        self.post = post
        self.stream = stream
        self._reader = reader
        self._ledger = ledger
        self._budget = budget
        self._settings = settings or CaptureSettings()
        self._limits = self._settings.limits
        self._lock = threading.Lock()
        self._dog = Watchdog(time.monotonic(), self._settings.patience)
        self._counts = Counts()
        self._outlets: Outlets | None = None
        self._kept = KeptPicture()
        self._comparison = Comparison()
        self._live_until = 0.0
        self._compared = self._shown = 0.0
        self._shape: tuple[int, ...] | None = None
        self._why_no_picture = FeedFault.NONE
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"feed {post}", daemon=True)

    def start(self) -> None:
        """Begin; CONNECTING from now on."""
        with self._lock:
            self._dog.connecting(time.monotonic())
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end; returns at once."""
        self._stopping.set()
        with self._lock:
            self._dog.stopped(time.monotonic())

    def join(self, seconds: float) -> bool:
        """Wait for the thread after :meth:`stop`, and say whether it ended."""
        if self._thread.is_alive():
            self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def serve(self, outlets: Outlets | None) -> None:
        """Put pictures into ``outlets`` from now on; None = keep watch only."""
        self._outlets = outlets

    def status(self, now: float | None = None) -> FeedStatus:
        """Return the state at this moment (``now`` of the monotonic clock), with its figures."""
        now = time.monotonic() if now is None else now
        wall = datetime.now(UTC)
        with self._lock:
            verdict = self._dog.verdict(now)
            figures = self._figures(now, verdict.state)
            last_at = self._counts.last_at
        return FeedStatus(
            post=self.post,
            stream=self.stream,
            state=verdict.state,
            since=wall - timedelta(seconds=now - verdict.since),
            last_frame_at=last_at,
            fault=verdict.fault,
            figures=figures,
            demo=self._reader.demo,
        )

    @property
    def behind(self) -> float:
        """Seconds by which pictures come later than the promptest did: a line or machine full."""
        return self._counts.clock.behind

    def picture(self) -> tuple[Picture, datetime] | None:
        """Return the last full picture (BGR) and its time; waits half a second for the next one.

        Where none comes, it may be a second older than the feed's last.
        """
        coming = self.status().state in {FeedState.LIVE, FeedState.NOT_MOVING}
        return self._kept.take(coming=coming)

    def _figures(self, now: float, state: FeedState) -> FeedFigures:
        counts = self._counts
        counts.decoded.count(now, counts.sequence)
        counts.painted.count(now, self._outlets.taken if self._outlets else 0)
        size = counts.size or (None, None)
        live = state is FeedState.LIVE
        return FeedFigures(
            decoded_fps=counts.decoded.per_second,
            painted_fps=counts.painted.per_second,
            dropped=counts.clock.missing,
            delay=None if counts.delay is None or not live else timedelta(seconds=counts.delay),
            reconnects_last_hour=self._ledger.reconnects(now),
            lost_today=self._ledger.lost_today,
            width=size[0],
            height=size[1],
        )

    # From here on: the thread.

    def _run(self) -> None:
        give_way()
        chance = random.Random()  # noqa: S311 - it only spreads attempts
        backoff = Backoff(chance, refused_pause=self._settings.refused_pause)
        while not self._stopping.is_set():
            try:
                fault = self._attempt()
            except Exception:  # noqa: BLE001 - one feed's fault must not end its thread
                _log.exception("The feed of %s met an error of the program", self.post)
                fault = FeedFault.NOT_DECODABLE
            finally:
                self._reader.close()
            if self._stopping.is_set():
                break
            if fault is FeedFault.NONE:
                continue  # only to be level with the present again
            self._pause(fault, backoff)

    def _pause(self, fault: FeedFault, backoff: Backoff) -> None:
        now = time.monotonic()
        refused = fault in FOR_PEOPLE
        with self._lock:
            if self._dog.steady(now):
                backoff.reset()
            self._dog.failed(now, fault, refused=refused)
        self._stopping.wait(backoff.pause(refused=refused))
        self._ledger.reconnected(time.monotonic())

    def _attempt(self) -> FeedFault:
        """Open the feed and follow it until it ends; return why it ended."""
        if self._stopping.wait(self._budget.wait(time.monotonic())):
            return FeedFault.NONE
        try:
            self._reader.prepare(self._stopping.is_set)
            if self._stopping.is_set():
                return FeedFault.NONE
            with self._lock:
                self._dog.connecting(time.monotonic())
            self._reader.open(self._stopping.is_set)
        except FeedDownError as error:
            return error.fault
        if not self._await_clean_picture():
            return self._why_no_picture
        return self._follow()

    def _await_clean_picture(self) -> bool:
        """Wait for a picture that stands by itself, and take note of it."""
        self._why_no_picture = FeedFault.NONE
        began = time.monotonic()
        picture_since = None
        while not self._stopping.is_set():
            grabbed = self._reader.grab()
            now = time.monotonic()
            if grabbed is Grab.PICTURE:
                picture_since = picture_since or now
                if self._reader.key() or now - picture_since > _REFRESHED_AFTER:
                    self._begin_counting()
                    self._take_in(now)
                    return True
            elif grabbed is Grab.END:
                self._why_no_picture = FeedFault.ENDED
                return False
            elif not self._may_wait_on(now - began):
                return False
        return False

    def _may_wait_on(self, waited: float) -> bool:
        """Say, after a silence, whether packets come, so that a key frame is worth waiting for."""
        if self._why_no_picture is FeedFault.NONE:
            sends = self._reader.sends(self._stopping.is_set)
            self._why_no_picture = FeedFault.NO_KEY_FRAME if sends else FeedFault.NO_MEDIA
            if sends and not self._stopping.is_set():
                with self._lock:
                    self._dog.waiting(time.monotonic(), FeedFault.NO_KEY_FRAME)
        keep = self._why_no_picture is FeedFault.NO_KEY_FRAME
        return keep and waited < self._limits.first_picture

    def _follow(self) -> FeedFault:
        """Take every picture until the feed ends or falls behind the present."""
        silences, behind, late = 0, Lasting(), Lasting()
        while not self._stopping.is_set():
            grabbed = self._reader.grab()
            if grabbed is Grab.END:
                return FeedFault.ENDED
            if grabbed is Grab.SILENCE:
                silences += 1
                if silences >= _SILENCES:
                    return FeedFault.NO_MEDIA
                continue
            silences = 0
            now = time.monotonic()
            self._take_in(now)
            clock, limit = self._counts.clock, self._limits.behind
            stale = clock.late > self._settings.patience.stale_after
            far = behind.note(now, so=clock.behind >= limit) > limit
            if late.note(now, so=stale) > _LATE_FOR or far:
                _log.info("The feed of %s is opened anew, for it had fallen behind", self.post)
                return FeedFault.NONE
        return FeedFault.NONE

    def _begin_counting(self) -> None:
        self._counts.begin()
        self._comparison = Comparison()
        self._compared = self._shown = 0.0

    def _take_in(self, now: float) -> None:
        """Count the picture that was grabbed; compare it, and convert it for those who want it."""
        counts = self._counts
        counts.sequence += 1
        self._comparison.passed(self._reader.key)
        outlets = self._outlets
        slots = outlets.wanting() if outlets else []
        if outlets and now - self._shown < outlets.min_interval:
            slots = []
        due = now - self._compared >= (_COMPARE_SHOWN if slots else _COMPARE_HIDDEN)
        if not (slots or due):
            return
        picture = self._reader.retrieve(SCRATCH.lend(self._shape))
        if picture is None:
            return
        self._shape = picture.shape
        at = datetime.now(UTC)
        if due:
            self._compare(picture, now, at)
        if slots:
            self._shown = now
            Outlets.put(slots, picture, now, at, counts.sequence, live_until=self._live_until)
        self._kept.keep(picture, now, at)
        SCRATCH.give_back(picture)

    def _compare(self, picture: Picture, now: float, at: datetime) -> None:
        self._compared = now
        self._counts.follow(now, self._reader.stream_time(), self._reader.delay)
        late = self._counts.clock.late
        difference = self._comparison.compare(picture)
        counts = self._counts
        with self._lock:
            if self._stopping.is_set():
                return
            counts.size = (picture.shape[1], picture.shape[0])
            counts.last_at = at
            self._dog.frame(now, difference, late)
            self._live_until = self._dog.live_until(now)
