"""An array of daily values that grows in places and in days, towards both ends."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Slots = npt.NDArray[np.intp]


class DayGrid:
    """Values by slot (a place), column and day; NaN = not published.

    Days are given as ordinals (:meth:`datetime.date.toordinal`). Room grows by half of what there
    is, so that adding days one by one costs the same however many there are.
    """

    def __init__(self, columns: int) -> None:
        self._columns = np.arange(columns)
        self.clear()

    def clear(self) -> None:
        """Forget every slot and day."""
        self._room = np.empty((0, len(self._columns), 0))
        self._base = 0
        self.slots = 0
        self.first = 0
        self.last = -1

    def take_slot(self) -> int:
        """Return a new slot with nothing published."""
        if self.slots == len(self._room):
            more = 16 + len(self._room) // 2
            fresh = np.full((more, *self._room.shape[1:]), np.nan)
            self._room = np.concatenate((self._room, fresh))
        self.slots += 1
        return self.slots - 1

    def include(self, first: int, last: int) -> None:
        """Make room for the days ``first`` to ``last``, both included."""
        if self.last < self.first:
            self._base = self.first = self.last = first
        before = max(0, self._base - first)
        after = max(0, last + 1 - self._base - self._room.shape[2])
        if before or after:
            spare = 31 + self._room.shape[2] // 2
            before += spare if before else 0
            after += spare if after else 0
            widths = ((0, 0), (0, 0), (before, after))
            self._room = np.pad(self._room, widths, constant_values=np.nan)
            self._base -= before
        self.first = min(self.first, first)
        self.last = max(self.last, last)

    def exchange(self, slots: Slots, days: Slots, values: FloatArray) -> FloatArray:
        """Put row ``i`` of ``values`` at slot and day ``i``, and return what stood there.

        Args:
            slots: Shape (n,).
            days: Ordinals that are included already, shape (n,); no slot and day occurs twice.
            values: Shape (n, columns).
        """
        index = days - self._base
        old: FloatArray = self._room[slots, :, index]
        self._room[slots, :, index] = values
        return old

    def put(self, slot: int, days: Slots | slice, values: FloatArray) -> None:
        """Write ``values``, shape (columns, days), to one slot; see :meth:`place` for ``days``."""
        self._room[slot, :, days] = values if isinstance(days, slice) else values.T

    def get(self, slots: Slots, days: Slots | slice) -> FloatArray:
        """Return values of shape (slots, columns, days); see :meth:`place` for ``days``."""
        if isinstance(days, slice):
            found: FloatArray = self._room[slots, :, days]
            return found
        return self._room[np.ix_(slots, self._columns, days)]

    def place(self, days: list[int]) -> Slots | slice:
        """Return where these ordinals, ascending, lie inside: a slice where they are unbroken."""
        if days[-1] - days[0] + 1 == len(days):
            return slice(days[0] - self._base, days[-1] + 1 - self._base)
        return np.array(days, dtype=np.intp) - self._base

    def everything(self) -> slice:
        """Return where all the days that are held lie inside."""
        return slice(self.first - self._base, self.last + 1 - self._base)

    def window(self, slots: Slots, columns: Slots, first: int, last: int) -> FloatArray:
        """Return a copy, shape (slots, columns, days ``first`` to ``last``).

        NaN stands where a slot is negative (there is none) or a day lies outside of what is held.
        """
        values = np.full((len(slots), len(columns), max(0, last - first + 1)), np.nan)
        start, stop = max(first, self.first), min(last, self.last) + 1
        if start < stop:
            there = slots >= 0
            held = self._room[
                slots[there][:, None], columns[None, :], start - self._base : stop - self._base
            ]
            values[there, :, start - first : stop - first] = held
        return values
