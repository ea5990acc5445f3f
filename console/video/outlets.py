"""The tiles that show one post, each with a slot of its own size; they outlive a stream."""

import threading
from datetime import datetime

from console.video.frames import FrameSlot, Picture


class Outlets:
    """Frame slots by viewer, and how often pictures are converted for them.

    Viewers are added and removed by the GUI thread, pictures put by the feed's thread. To look
    takes no lock (a copy of the slots is made in one step): the thread that has it may wait for a
    core, and the GUI thread with it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._slots: dict[str, FrameSlot] = {}
        self.min_interval = 0.0
        """Seconds between two converted pictures; 0 = as often as they are asked for."""

    def slot(self, viewer: str, size: tuple[int, int]) -> FrameSlot:
        """Return the slot of ``viewer``, made or fitted to ``size``."""
        with self._lock:
            slot = self._slots.get(viewer)
            if slot is None:
                slot = self._slots[viewer] = FrameSlot(size)
            else:
                slot.resize(size)
            return slot

    def remove(self, viewer: str) -> None:
        """Forget the slot of ``viewer``; its last picture stays with whoever holds it."""
        with self._lock:
            self._slots.pop(viewer, None)

    def wanting(self) -> list[FrameSlot]:
        """Return the slots that asked for a picture."""
        return [slot for slot in tuple(self._slots.values()) if slot.wanted]

    @property
    def taken(self) -> int:
        """How many pictures the busiest painter has taken."""
        return max((slot.taken for slot in tuple(self._slots.values())), default=0)

    @staticmethod
    def put(  # noqa: PLR0913 - what a picture is known by
        slots: list[FrameSlot],
        picture: Picture,
        moment: float,
        at: datetime,
        sequence: int,
        *,
        live_until: float,
    ) -> None:
        """Offer ``picture`` in each of ``slots``."""
        for slot in slots:
            slot.put(picture, moment, at, sequence, live_until)
