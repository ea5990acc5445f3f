"""One tile's seat on the board: what it asks for, what it shows, and what is true of that."""

import logging
from datetime import datetime
from time import monotonic

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.snapshots import Snapshot
from console.domain.truth import FreshnessLimits, LinkState, Truth, TruthMark, truth_of_data
from console.widgets.tile import Tile

_LOG = logging.getLogger(__name__)

SHORTEST_REDRAW = 0.1
"""Seconds between two redraws of one tile; the first after a rest is drawn at once."""


class Seat(QObject):
    """Binds one tile to the board: caps its redraws, and marks what it shows."""

    asks = Signal()
    """The tile wants something else to be shown."""

    failed = Signal(str)
    """The tile could not draw what it was given; the words are for the log and the desk."""

    def __init__(self, tile: Tile, pinned: str | None, parent: QObject) -> None:
        super().__init__(parent)
        self.bus = ""
        self.tile = tile
        self.pinned = pinned
        self.request = tile.request()
        self._asked_at = datetime.now().astimezone()
        self._pending: Snapshot | None = None
        self.drawn_at = float("-inf")
        """When it was last drawn, on the monotonic clock."""
        self._mark: TruthMark | None = None
        self._sound = True
        self._frozen_since: datetime | None = None
        self._shown_at = self._asked_at
        self._selected: tuple[str, str] | None = None
        tile.request_changed.connect(self.take_request)

    @Slot(object)
    def take_request(self, _request: object) -> None:
        """Note that the viewer switched the tile."""
        self.renew_request()

    def select(self, region: str, material: str) -> None:
        """Turn the tile to the region key (unless it is pinned) and to the chosen material.

        A frozen tile is turned when it goes on.
        """
        self._selected = (region, material)
        if self.tile.frozen:
            return
        if self.pinned is None and self.tile.region != region:
            self.tile.select_region(region)
        if (self.tile.material or "") != material:
            self.tile.select_material(material)
        self.renew_request()

    def renew_request(self) -> None:
        """Ask the tile what it wants now, and tell the board where that has changed."""
        request = self.tile.request()
        if request != self.request:
            self.request = request
            self._asked_at = datetime.now().astimezone()
            self.asks.emit()

    def freeze(self, since: datetime | None) -> bool:
        """Let the tile stand still since ``since``, as soon as it shows something; None = go on.

        Returns:
            Whether that is another wish than the last one.
        """
        if since == self._frozen_since:
            return False
        self._frozen_since = since
        if since is None:
            self.tile.thaw()
            if self._selected is not None:
                self.select(*self._selected)
        else:
            self._freeze_if_drawn()
        return True

    def _freeze_if_drawn(self) -> None:
        if self._frozen_since is None or self.tile.frozen:
            return
        # Right after a restart nothing is drawn yet: what is frozen is to be a picture.
        waits = self.request is not None and (self.tile.snapshot is None or not self.tile.is_drawn)
        if not waits:
            # A picture that is younger than the wish tells its own time.
            self.tile.freeze(max(self._frozen_since, self._shown_at))

    @property
    def waits(self) -> bool:
        """Whether a snapshot waits for its turn, in sight or not, or a freeze for a picture."""
        freezes = self._frozen_since is not None and not self.tile.frozen
        return freezes or self._pending is not None

    def offer(self, snapshot: Snapshot) -> None:
        """Take ``snapshot`` to be drawn; a newer one replaces it if its turn has not come."""
        self._pending = snapshot

    def draw_if_due(self) -> float | None:
        """Draw what is pending where the tile is visible and its turn has come.

        Returns:
            Seconds until the turn comes, or None where nothing waits for a turn.
        """
        if self._pending is None or self.tile.frozen or not self.tile.isVisible():
            return None
        wait = self.drawn_at + SHORTEST_REDRAW - monotonic()
        if wait > 0:
            return wait
        snapshot, self._pending = self._pending, None
        self.drawn_at = monotonic()
        self._draw(snapshot)
        return None

    def _draw(self, snapshot: Snapshot) -> None:
        try:
            self.tile.show_snapshot(snapshot)
        except Exception as error:  # noqa: BLE001 - logged with its trace
            # One display's fault must not stop the others; the tile says LOST until it draws again.
            if self._sound:
                _LOG.exception("%s could not draw", type(self.tile).__name__)
                self.failed.emit(f"{type(self.tile).__name__}: {error!r}")
            self._sound = False
        else:
            self._sound = True
            self._shown_at = datetime.now().astimezone()

    def mark(self, *, link: LinkState, current: bool, limits: FreshnessLimits) -> None:
        """Tell the tile what is true of what it shows; it is only disturbed by a change.

        Args:
            link: What is known of the link to the database.
            current: Whether the last snapshot of this seat's request has been kept up to date.
            limits: The ages at which states change.
        """
        self._freeze_if_drawn()
        mark = self._mark_now(link, limits, current=current)
        if mark != self._mark:
            self._mark = mark
            self.tile.show_truth(mark)

    def _mark_now(self, link: LinkState, limits: FreshnessLimits, *, current: bool) -> TruthMark:
        shown = self.tile.snapshot
        if self.request is None:
            return TruthMark(Truth.DEMO if link.demo else Truth.LIVE, None, link.demo)
        if shown is None or not self._sound:
            return TruthMark(Truth.LOST, None, link.demo)
        provenance = shown.provenance
        confirmed = provenance.confirmed_at
        if shown.request != self.request:
            # It still shows what was asked before: its figures age from the moment of asking.
            confirmed = min(filter(None, (confirmed, self._asked_at)), default=None)
        elif current:
            confirmed = max(filter(None, (confirmed, link.confirmed_at)), default=None)
        return truth_of_data(
            confirmed_at=confirmed,
            reported_at=provenance.reported_at,
            expected_every=provenance.expected_every,
            demo=provenance.demo,
            now=datetime.now().astimezone(),
            limits=limits,
        )
