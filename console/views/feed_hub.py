"""Joins the canvases of all windows with the supply of live feeds, and sets their beat."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from console.domain.feeds import FeedStatus, FeedSupply, FeedWish
from console.views.paint_clock import PaintClock
from console.widgets.feed_canvas import FeedCanvas
from console.widgets.feed_tile import FeedTileBase

WALL = "wall"

_SETTLE_MS = 60
"""A change of scene hides some canvases and shows others: what both want is not interrupted."""

_SECOND_MS = 1000


@dataclass
class _Seat:
    """A canvas, and the name under which its wishes are told."""

    canvas: FeedCanvas
    viewer: str
    wishes: dict[str, FeedWish] = field(default_factory=dict)


class FeedHub(QObject):
    """Says what is watched, gives each canvas its pictures and states, one paint clock a window.

    Args:
        supply: Where feeds come from.
        parent: The owner.
    """

    def __init__(self, supply: FeedSupply, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._supply = supply
        self._seats: list[_Seat] = []
        self._made = 0
        self._clocks: dict[QWidget, PaintClock] = {}
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self.match)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._renew_figures)

    @property
    def canvases(self) -> tuple[FeedCanvas, ...]:
        """The canvases that are served."""
        return tuple(seat.canvas for seat in self._seats)

    @property
    def beating(self) -> int:
        """How many windows are being painted just now."""
        return sum(clock.beating for clock in self._clocks.values())

    @Slot(object)
    def supply(self, tile: QWidget) -> None:
        """Serve ``tile`` from now on if it shows feeds."""
        if isinstance(tile, FeedTileBase):
            self.add(tile.canvas)

    def add(self, canvas: FeedCanvas, viewer: str = WALL) -> None:
        """Serve ``canvas`` until :meth:`remove`, or until it is gone.

        Args:
            canvas: It is fed while it is in sight.
            viewer: A name for who watches, for the log; canvases may share it.
        """
        if any(seat.canvas is canvas for seat in self._seats):
            return
        self._made += 1
        self._seats.append(_Seat(canvas, f"{viewer}-{self._made}"))
        canvas.wishes_changed.connect(self._settle)
        canvas.destroyed.connect(self._settle)
        self._settle()

    def remove(self, canvas: FeedCanvas) -> None:
        """Serve ``canvas`` no longer."""
        for seat in [seat for seat in self._seats if seat.canvas is canvas]:
            canvas.wishes_changed.disconnect(self._settle)
            canvas.destroyed.disconnect(self._settle)
            self._drop(seat)
        self._set_clocks()

    def stop(self) -> None:
        """Serve nobody any more."""
        for canvas in [canvas for canvas in self.canvases if isValid(canvas)]:
            self.remove(canvas)
        self.match()
        self._settling.stop()

    @Slot(object)
    def show_status(self, status: FeedStatus) -> None:
        """Pass what is known of a feed to the canvases that show it."""
        for canvas in filter(isValid, self.canvases):
            canvas.show_status(status)

    @Slot()
    def match(self) -> None:
        """Tell what is wished now, and give every canvas its sources.

        New wishes are told before old ones are withdrawn: a feed that moves to another canvas goes
        on.
        """
        for seat in [seat for seat in self._seats if not isValid(seat.canvas)]:
            self._drop(seat)
        wishes = {seat.viewer: seat.canvas.wishes() for seat in self._seats}
        for seat in sorted(self._seats, key=lambda seat: not wishes[seat.viewer]):
            seat.wishes = wishes[seat.viewer]
            self._supply.watch(seat.wishes, seat.viewer)
        for seat in self._seats:
            self._connect_sources(seat)
        self._set_clocks()

    def _connect_sources(self, seat: _Seat) -> None:
        for cell in seat.canvas.cells:
            seat.canvas.set_source(cell.post, self._supply.slot(cell.post, seat.viewer))
            seat.canvas.show_status(self._supply.status(cell.post))

    def _drop(self, seat: _Seat) -> None:
        self._seats.remove(seat)
        self._supply.watch({}, seat.viewer)

    def _set_clocks(self) -> None:
        """Have one clock for each window with a canvas, running while one of them is in sight."""
        watching = [seat.canvas for seat in self._seats if seat.wishes]
        windows: dict[QWidget, list[FeedCanvas]] = {}
        for canvas in watching:
            windows.setdefault(canvas.window(), []).append(canvas)
        for window in [window for window in self._clocks if window not in windows]:
            clock = self._clocks.pop(window)
            clock.stop()
            clock.deleteLater()
        for window, canvases in windows.items():
            if window not in self._clocks:
                self._clocks[window] = PaintClock(self)
            self._clocks[window].beat(canvases)
        if watching and not self._second.isActive():
            self._second.start()
        elif not watching:
            self._second.stop()

    @Slot()
    def _settle(self) -> None:
        self._settling.start()

    @Slot()
    def _renew_figures(self) -> None:
        """Tell delays and rates, which change all the time and are no news by themselves."""
        for seat in self._seats:
            if seat.wishes and isValid(seat.canvas):
                for cell in seat.canvas.cells:
                    seat.canvas.show_status(self._supply.status(cell.post))
