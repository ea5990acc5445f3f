"""Draws the native map's ground in a thread of the pool, so that the GUI never waits for it."""

import time

from PySide6.QtCore import QMutex, QObject, QRunnable, QThreadPool, Signal, Slot
from typing_extensions import override

from console.widgets.map_ground import Ground, GroundFrame, make_ground
from console.widgets.map_picture import MapPicture

_MOST_MENDED = 500
"""Areas that are filled anew on the GUI thread, in some 5 ms; more are left to the pool."""

_BEFORE_OTHER_JOBS = 1

_BREATH_EVERY = 0.003
_BREATH = 0.0003
"""Seconds of work after which Python's lock is let go, and for how long.

Qt's painting keeps that lock. The GUI thread, which asks for it meanwhile, would else get it after
5 ms at best, and that anew for each thing it does.
"""


class DrawingNews(QObject):
    """Carries what was drawn to the GUI thread."""

    done = Signal(object)
    """A :class:`GroundOrder` came to its end."""


class GroundOrder:
    """A ground to be made once, by whoever comes first: a thread of the pool, or who waits."""

    def __init__(
        self, frame: GroundFrame, picture: MapPicture, selected: str, before: Ground | None
    ) -> None:
        self.frame = frame
        self.picture = picture
        self._selected = selected
        self._before = before
        self._lock = QMutex()
        self._cancelled = False
        self._over = False
        self._ground: Ground | None = None
        self._rested = 0.0

    def cancel(self) -> None:
        """Give up what is not made yet."""
        self._cancelled = True

    def make(self) -> Ground | None:
        """Return the ground, made now if nobody has; None where it was cancelled or failed."""
        self._lock.lock()
        try:
            if not self._over:
                self._over = True
                self._rested = time.monotonic()
                self._ground = make_ground(
                    self.frame, self.picture, self._selected, self._before, self._go_on
                )
                self._before = None
            return self._ground
        finally:
            self._lock.unlock()

    def _go_on(self) -> bool:
        if time.monotonic() - self._rested > _BREATH_EVERY:
            time.sleep(_BREATH)
            self._rested = time.monotonic()
        return not self._cancelled


class GroundDrawing(QRunnable):
    """Makes what was ordered in a thread of the pool, and tells ``news``, come what may."""

    def __init__(self, order: GroundOrder, news: DrawingNews) -> None:
        super().__init__()
        self._order = order
        self._news = news

    @override
    def run(self) -> None:
        try:
            self._order.make()
        finally:
            self._news.done.emit(self._order)


class GroundKeeper(QObject):
    """Keeps the last ground that was made, and sees to the next one.

    What is quick is done at once; all else in a thread of the pool. Drawings of an older size,
    level or layer are given up and never shown.
    """

    renewed = Signal()
    """Another ground is there, or none, as making it failed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.ground: Ground | None = None
        """What there is to be painted; None before the first."""
        self.painted = 0
        """How many areas had to be filled anew for the last picture."""
        self._picture: MapPicture | None = None
        self._selected = ""
        self._order: GroundOrder | None = None
        # Not a child: a thread may still hold it when the map is gone.
        self._news = DrawingNews()
        self._news.done.connect(self._take)

    @property
    def is_waiting(self) -> bool:
        """Whether a ground is being made."""
        return self._order is not None

    def want(self, frame: GroundFrame, picture: MapPicture, selected: str) -> None:
        """Have the ground of ``picture`` in ``frame``, soon if it cannot be at once.

        The label of the area ``selected`` goes before all others.
        """
        self._picture, self._selected = picture, selected
        order = self._order
        if order is not None and order.frame == frame and order.picture.level is picture.level:
            return  # What is other in this picture is mended when that one is there.
        self.give_up()
        if not self._mend(frame, picture):
            self._order = GroundOrder(frame, picture, selected, self.ground)
            drawing = GroundDrawing(self._order, self._news)
            QThreadPool.globalInstance().start(drawing, _BEFORE_OTHER_JOBS)

    def give_up(self) -> None:
        """Make nothing."""
        if self._order is not None:
            self._order.cancel()
            self._order = None

    def forget(self) -> None:
        """Make nothing and keep nothing."""
        self.give_up()
        self.ground = None

    def finish(self) -> None:
        """Make what is wanted here and now, or wait for the thread that does."""
        while self._order is not None:
            self._take(self._order)

    def _mend(self, frame: GroundFrame, picture: MapPicture) -> bool:
        """Make the ground that of ``picture`` where this is quick; return whether it was."""
        ground = self.ground
        if ground is None or ground.frame != frame or ground.picture.level is not picture.level:
            return False
        changed = ground.changed(picture)
        if len(changed) > _MOST_MENDED:
            return False
        if ground.picture is not picture:
            ground.mend(picture, changed)
            self.painted = len(changed)
            self.renewed.emit()
        return True

    @Slot(object)
    def _take(self, order: GroundOrder) -> None:
        if order is not self._order:
            return
        self._order = None
        self.ground = ground = order.make()
        if ground is not None:
            self.painted = len(ground.fitted.layer.codes)
            if self._picture is not None and self._picture is not ground.picture:
                self.want(ground.frame, self._picture, self._selected)
        self.renewed.emit()
