"""Takes snapshots in on the GUI thread and hands each to the tiles that asked for it."""

import math
from collections import OrderedDict
from datetime import datetime
from time import thread_time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from console.domain.posts import PostsSnapshot
from console.domain.requests import PlacesRequest, PostsRequest, SnapshotRequest, StatusRequest
from console.domain.snapshots import PlacesSnapshot, Snapshot, SnapshotBatch, StatusSnapshot
from console.domain.truth import FreshnessLimits, LinkState
from console.views.seat import Seat
from console.widgets.tile import Tile

_ALWAYS: frozenset[SnapshotRequest] = frozenset({PlacesRequest(), PostsRequest(), StatusRequest()})
AIR = "air"
"""The bus of what is on the wall; others have region keys of their own (see :class:`Bus`)."""

_KEPT = 64
"""Snapshots remembered, so that a scene that comes back shows something at once."""

_TURN_SECONDS = 0.01
"""Processor time that drawing or marking takes at one turn of the event loop; the rest waits."""


class Board(QObject):
    """Routes snapshots and truth marks to tiles, and tells the readers what is wanted."""

    wanted_changed = Signal(object)
    """Which requests are to be kept up to date: a frozenset of :data:`SnapshotRequest`."""

    places_changed = Signal(object)
    """The regions and posts are known anew: a :class:`PlacesSnapshot`."""

    posts_changed = Signal(object)
    """The posts with their addresses are known anew: a :class:`PostsSnapshot`."""

    status_changed = Signal(object)
    """The state of the datasets is known anew: a :class:`StatusSnapshot`."""

    answered = Signal(object)
    """What :meth:`also_want` asked for is known anew: a snapshot."""

    link_changed = Signal(object)
    """The link's state, passed on for the desk: a :class:`LinkState`."""

    tile_failed = Signal(str)
    """A tile could not draw what it was given."""

    def __init__(self, limits: FreshnessLimits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limits = limits
        self._seats: dict[Tile, Seat] = {}
        self._latest: OrderedDict[SnapshotRequest, Snapshot] = OrderedDict()
        self._current: set[SnapshotRequest] = set()
        self._also: frozenset[SnapshotRequest] = frozenset()
        self._for_now: frozenset[SnapshotRequest] = frozenset()
        self._wanted: frozenset[SnapshotRequest] = frozenset()
        self._link = LinkState(None, connected=False)
        self._keys: dict[str, tuple[str, str]] = {}
        self._turns = self._timer(Qt.TimerType.PreciseTimer)
        self._turns.timeout.connect(self.draw)
        self._unmarked: list[Seat] = []
        self._marking = self._timer(Qt.TimerType.PreciseTimer)
        self._marking.timeout.connect(self._mark_on)
        self._asking = self._timer(Qt.TimerType.PreciseTimer)
        self._asking.timeout.connect(self._tell_wanted)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._mark_all)

    def _timer(self, kind: Qt.TimerType) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(kind)
        return timer

    @property
    def link(self) -> LinkState:
        """What is known of the link to the database."""
        return self._link

    @property
    def answers(self) -> bool:
        """Whether figures that are missing can be expected soon."""
        return self._link.connected

    @property
    def wanted(self) -> frozenset[SnapshotRequest]:
        """The requests that tiles have now, and those of the desks."""
        asked = {seat.request for seat in self._seats.values()}
        shown = frozenset(request for request in asked if request is not None)
        return _ALWAYS | self._also | self._for_now | shown

    def also_want(self, *requests: SnapshotRequest) -> None:
        """Keep ``requests`` up to date for a window that is no tile; :attr:`answered` follows."""
        self._also |= frozenset(requests)
        self._asking.start(0)

    def want_for_now(self, requests: frozenset[SnapshotRequest]) -> None:
        """Keep ``requests`` up to date until the next call; none = no longer."""
        self._for_now = requests
        self._asking.start(0)

    def is_current(self, request: SnapshotRequest) -> bool:
        """Tell whether what is remembered of ``request`` is kept up to date."""
        return request in self._current

    def latest(self, request: SnapshotRequest) -> Snapshot | None:
        """Return the newest snapshot of ``request`` that is remembered."""
        return self._latest.get(request)

    def start(self) -> None:
        """Tell what is wanted, and begin to mark tiles every second."""
        self._second.start()
        self._tell_wanted()

    def stop(self) -> None:
        """End every timer and let go of every tile."""
        for tile in list(self._seats):
            self.detach(tile)
        for timer in (self._second, self._turns, self._marking, self._asking):
            timer.stop()

    def attach(self, tile: Tile, pinned: str | None = None, *, bus: str = AIR) -> None:
        """Serve ``tile``, which shows what is known at once; one that is served changes its bus.

        Args:
            tile: It is served until :meth:`detach`.
            pinned: A region it stays at; None = it follows the region key.
            bus: Whose region key it follows.
        """
        seat = self._seats.get(tile)
        new = seat is None
        seat = seat or Seat(tile, pinned, self)
        seat.bus = bus
        if pinned is not None:
            tile.select_region(pinned)
        seat.select(*self._keys.get(bus, ("", "")))
        if new:
            seat.asks.connect(self._renew)
            seat.failed.connect(self.tile_failed)
            self._seats[tile] = seat
        self._serve(seat)

    def detach(self, tile: Tile) -> None:
        """Serve ``tile`` no longer."""
        seat = self._seats.pop(tile, None)
        if seat is not None:
            tile.thaw()
            tile.request_changed.disconnect(seat.take_request)
            self._unmarked = [other for other in self._unmarked if other is not seat]
            seat.deleteLater()
            self._asking.start(0)

    def freeze(self, tile: Tile, since: datetime | None) -> None:
        """Let ``tile`` stand still since ``since``; None = let it go on with what is known now."""
        seat = self._seats[tile]
        if seat.freeze(since) and since is None:
            self._draw_one(seat)

    def select(self, region: str, material: str, *, bus: str = AIR) -> None:
        """Turn every tile of ``bus`` that is not pinned to ``region``, all to ``material``."""
        self._keys[bus] = (region, material)
        for seat in self._seats.values():
            if seat.bus == bus:
                seat.select(region, material)

    @Slot(object)
    def take_batch(self, batch: SnapshotBatch) -> None:
        """Remember the snapshots of ``batch`` and draw those that a visible tile asked for.

        What failed is shown on, but the link confirms it no longer: it ages.
        """
        news: dict[SnapshotRequest, Snapshot] = {s.request: s for s in batch.snapshots}
        for request, snapshot in news.items():
            self._latest[request] = snapshot
            self._latest.move_to_end(request)
            self._current.add(request)
        self._current -= batch.failed
        self._forget()
        for seat in self._seats.values():
            if seat.request in news:
                seat.offer(news[seat.request])
        self.draw()
        self._mark_all()
        self._tell_desk(news)

    @Slot(object)
    def take_link(self, link: LinkState) -> None:
        """Mark every tile by the new state of the link."""
        self._link = link
        self._mark_all()
        self.link_changed.emit(link)

    @Slot()
    def draw(self) -> None:
        """Draw what is pending and due; the rest gets its turn by a timer."""
        end = thread_time() + _TURN_SECONDS
        waits: list[float] = []
        for seat in sorted(self._seats.values(), key=_longest_undrawn):
            if thread_time() > end:
                waits.append(0.0)
                break
            if seat.waits:
                wait = seat.draw_if_due()
                self._mark(seat)
                waits += [wait] if wait is not None else []
        if waits:
            self._turn_in(min(waits))

    def _draw_one(self, seat: Seat) -> None:
        wait = seat.draw_if_due()
        self._mark(seat)
        if wait is not None:
            self._turn_in(wait)

    def _turn_in(self, seconds: float) -> None:
        wait = math.ceil(seconds * 1000)
        if not 0 <= self._turns.remainingTime() <= wait:
            self._turns.start(wait)

    @Slot()
    def _renew(self) -> None:
        seat = self.sender()
        if isinstance(seat, Seat):
            self._serve(seat)

    def _serve(self, seat: Seat) -> None:
        known = self._latest.get(seat.request) if seat.request is not None else None
        if known is not None and known is not seat.tile.snapshot:
            seat.offer(known)
        self._draw_one(seat)
        self._asking.start(0)

    @Slot()
    def _tell_wanted(self) -> None:
        wanted = self.wanted
        if wanted == self._wanted:
            return
        # What was not wanted for a while is not kept up to date, however new it was.
        self._current &= wanted & self._wanted
        self._wanted = wanted
        self.wanted_changed.emit(wanted)

    def _tell_desk(self, news: dict[SnapshotRequest, Snapshot]) -> None:
        for snapshot in news.values():
            if snapshot.request in self._also:
                self.answered.emit(snapshot)
            if isinstance(snapshot, PlacesSnapshot):
                self.places_changed.emit(snapshot)
            elif isinstance(snapshot, PostsSnapshot):
                self.posts_changed.emit(snapshot)
            elif isinstance(snapshot, StatusSnapshot):
                self.status_changed.emit(snapshot)

    def _forget(self) -> None:
        wanted = self.wanted
        for request in list(self._latest):
            if len(self._latest) <= _KEPT:
                return
            if request not in wanted:
                del self._latest[request]
                self._current.discard(request)

    @Slot()
    def _mark_all(self) -> None:
        # Those that still waited come first, however often all are to be marked.
        waiting = set(self._unmarked)
        self._unmarked += [seat for seat in self._seats.values() if seat not in waiting]
        self._mark_on()

    @Slot()
    def _mark_on(self) -> None:
        end = thread_time() + _TURN_SECONDS
        done = 0
        while done < len(self._unmarked) and thread_time() <= end:
            self._mark(self._unmarked[done])
            done += 1
        del self._unmarked[:done]
        if self._unmarked:
            self._marking.start(0)

    def _mark(self, seat: Seat) -> None:
        seat.mark(link=self._link, current=seat.request in self._current, limits=self._limits)


def _longest_undrawn(seat: Seat) -> float:
    return seat.drawn_at
