"""What lies where and how fast it is used, by reporting place and material, kept row by row."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from console.analysis import supply
from console.data.cubes import DailyCube, Key
from console.data.grid import FloatArray

#: Figures older than this against the newest day of all count as not reported.
LOOK_BACK_DAYS = 28

#: Published days of consumption that the burn rate is the mean of.
BURN_DAYS = 7

#: Series read in one go: a long array operation would keep other threads from running.
_AT_ONCE = 4096

_READ = ("consumed", "reserve", "demand")


class StockBook:
    """The newest stock, burn and demand of every place that reports by itself.

    Arrays have the shape (places, materials); NaN = not reported. They are kept current for what
    changed, and read anew where the newest day, or who reports, changes.
    """

    def __init__(self, daily: DailyCube) -> None:
        self._daily = daily
        self._known: tuple[int, int | None] = (-1, None)
        self.places: tuple[str, ...] = ()
        self.materials: tuple[str, ...] = ()
        self.newest: int | None = None
        self.row_of: dict[str, int] = {}
        self._cell_of: dict[int, tuple[int, int]] = {}
        self._resize()

    def _resize(self) -> None:
        shape = (len(self.places), len(self.materials))
        self.reserve: FloatArray = np.full(shape, np.nan)
        self.burn: FloatArray = np.full(shape, np.nan)
        self.demand: FloatArray = np.full(shape, np.nan)
        #: Ordinals of the newest day with any figure, 0 where there is none.
        self.day: npt.NDArray[np.int_] = np.zeros(shape, dtype=np.int_)

    def refresh(self, today: date) -> None:
        """Bring the arrays up to date; days after ``today`` do not count yet."""
        reporters = self._daily.reporters()
        self.newest = self._daily.newest(today.toordinal())
        known, self._known = self._known, (self._daily.structure, self.newest)
        touched = self._daily.touched()
        if known != self._known:
            self._index(reporters)
            touched = set(self._cell_of)
        slots = [slot for slot in touched if slot in self._cell_of]
        for start in range(0, len(slots), _AT_ONCE):
            self._read(slots[start : start + _AT_ONCE])

    def _index(self, reporters: Mapping[Key, int]) -> None:
        self.places = tuple(sorted({place for place, _ in reporters}))
        self.materials = tuple(sorted({material for _, material in reporters}))
        self.row_of = {place: index for index, place in enumerate(self.places)}
        column = {material: index for index, material in enumerate(self.materials)}
        self._cell_of = {
            slot: (self.row_of[place], column[material])
            for (place, material), slot in reporters.items()
        }
        self._resize()

    def _read(self, slots: Sequence[int]) -> None:
        if self.newest is None:
            return
        rows, columns = np.array([self._cell_of[slot] for slot in slots]).T
        first = self.newest - LOOK_BACK_DAYS + 1
        figures = self._daily.window(slots, _READ, first, self.newest)
        consumed, reserve, demand = figures[:, 0], figures[:, 1], figures[:, 2]
        self.burn[rows, columns] = supply.burn_rate(consumed, BURN_DAYS)
        self.reserve[rows, columns], _ = supply.latest(reserve)
        self.demand[rows, columns], _ = supply.latest(demand)
        published = np.where(np.isnan(figures).all(axis=1), np.nan, 1.0)
        _, index = supply.latest(published)
        self.day[rows, columns] = np.where(index >= 0, first + index, 0)
