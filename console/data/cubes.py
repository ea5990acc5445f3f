"""Daily figures by region with their totals up the tree, kept current row by row.

A *raw* series is what one region code reported. Codes that were retired fold onto their successor;
a region's *own* figures are the sum of its raw series, its *whole* figures are its own and those
of every region below. A sum counts what was published, and is NaN only where nothing was.

Each series has a slot in a :class:`DayGrid`; a sum of one series shares that series' slot. A
changed row touches its day in the handful of sums above it, never a series as a whole.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import islice

import numpy as np
import numpy.typing as npt

from console.analysis.incidence import sum_published
from console.data.grid import DayGrid, FloatArray, Slots
from console.domain.regions import Level, RegionTree

#: A region code and, in cubes of several things a region, the thing (a material), else "".
Key = tuple[str, str]

#: A key, a day as ordinal, and a value for each column, NaN = not published.
CubeRow = tuple[Key, int, Sequence[float]]

#: Rows taken in one go: a long array operation would keep other threads from running.
_AT_ONCE = 2048

_NONE = np.empty(0, dtype=np.intp)


class DailyCube:
    """Daily figures of one dataset, in columns, by region (and thing) and day.

    Reading settles what was written since, so that a bulk of writes is summed up once.
    ``structure`` changes when slots change their meaning, ``version`` with every change.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self._column = {name: index for index, name in enumerate(columns)}
        self._grid = DayGrid(len(columns))
        self._tree = RegionTree(())
        self.structure = 0
        self.version = 0
        self.clear()

    def clear(self) -> None:
        """Forget every row; the tree stays."""
        self._grid.clear()
        self._raw: dict[Key, int] = {}
        self._own: dict[Key, int] = {}
        self._whole: dict[Key, int] = {}
        self._totals = np.zeros((1, len(self._column)))
        self._counts = np.zeros((1, len(self._column)))
        self._filled: dict[int, int] = {}
        self._sum_slots: dict[tuple[str, Key], int] = {}
        self._sources: dict[int, Slots] = {}
        self._fed: dict[int, int] = {}
        self._rank: dict[int, int] = {}
        self._pending: dict[int, set[int]] = {}
        self._touched: set[int] = set()
        self._restructure_due()

    def set_tree(self, tree: RegionTree) -> None:
        """Sum up by ``tree`` from now on; regions without a parent in it are roots."""
        self._tree = tree
        self._restructure_due()

    def _restructure_due(self) -> None:
        self._settled = False
        self.structure += 1
        self.version += 1

    # -- writing -----------------------------------------------------------------------------

    def write(self, rows: Iterable[CubeRow]) -> None:
        """Take rows in; of several for one key and day the last one counts."""
        rows = iter(rows)
        while batch := list(islice(rows, _AT_ONCE)):
            self._write(batch)

    def _write(self, rows: Sequence[CubeRow]) -> None:
        latest = {(self._raw_slot(key), day): values for key, day, values in rows}
        places = np.array(list(latest), dtype=np.intp)
        slots, days = places[:, 0], places[:, 1]
        values = np.array(list(latest.values()), dtype=np.float64)
        self._grid.include(int(days.min()), int(days.max()))
        self._account(slots, days, self._grid.exchange(slots, days, values), values)
        for slot, day in latest:
            self._pending.setdefault(slot, set()).add(day)
        self.version += 1

    def _raw_slot(self, key: Key) -> int:
        slot = self._raw.get(key)
        if slot is None:
            slot = self._raw[key] = self._new_slot()
            self._restructure_due()
        return slot

    def _new_slot(self) -> int:
        slot = self._grid.take_slot()
        if slot >= len(self._totals):
            more = ((0, 16 + slot // 2), (0, 0))
            self._totals = np.pad(self._totals, more)
            self._counts = np.pad(self._counts, more)
        return slot

    def _account(self, slots: Slots, days: Slots, old: FloatArray, new: FloatArray) -> None:
        """Keep totals and counts of published days; exact while values are whole numbers."""
        gone, come = np.isnan(old), np.isnan(new)
        np.add.at(self._totals, slots, np.where(come, 0.0, new) - np.where(gone, 0.0, old))
        np.add.at(self._counts, slots, gone.astype(np.float64) - come)
        more = (gone.sum(axis=1) - come.sum(axis=1)).tolist()
        for day, published in zip(days.tolist(), more, strict=True):
            self._filled[day] = self._filled.get(day, 0) + published

    # -- summing -----------------------------------------------------------------------------

    def _settle(self) -> None:
        if not self._settled:
            self._restructure()
        if self._pending:
            self._propagate()

    def _restructure(self) -> None:
        """Work out anew which slots sum which, and recompute the sums whose parts are others."""
        before, self._sources = self._sources, {}
        self._fed, self._rank, self._whole = {}, {}, {}
        parts: dict[Key, list[int]] = {}
        for (code, thing), slot in self._raw.items():
            parts.setdefault((self._tree.canonical(code), thing), []).append(slot)
        known = {key: slots for key, slots in parts.items() if key[0] in self._tree}
        self._own = {key: self._sum("own", key, slots) for key, slots in known.items()}
        self._sum_up(list(dict.fromkeys(thing for _, thing in self._own)))
        renewed: set[int] = set()
        for slot, sources in self._sources.items():
            same = np.array_equal(before.get(slot, _NONE), sources)
            if not same or not renewed.isdisjoint(sources.tolist()):
                self._recompute(slot, self._grid.everything())
                renewed.add(slot)
        self._settled = True

    def _sum_up(self, things: Sequence[str]) -> None:
        below: dict[Key, list[int]] = {}
        for code, parent in reversed(_parents_first(self._tree)):
            for thing in things:
                key = (code, thing)
                own = [self._own[key]] if key in self._own else []
                slots = own + below.pop(key, [])
                if slots:
                    self._whole[key] = self._sum("whole", key, slots)
                    below.setdefault((parent, thing), []).append(self._whole[key])

    def _sum(self, kind: str, key: Key, slots: list[int]) -> int:
        """Return the slot that holds the sum of ``slots``, itself if there is but one."""
        if len(slots) == 1:
            return slots[0]
        slot = self._sum_slots.get((kind, key))
        if slot is None:
            slot = self._sum_slots[kind, key] = self._new_slot()
        self._sources[slot] = np.array(slots, dtype=np.intp)
        self._fed.update(dict.fromkeys(slots, slot))
        self._rank[slot] = len(self._rank)
        return slot

    def _propagate(self) -> None:
        """Recompute the written days of every sum above what was written, parts before sums."""
        days_of: dict[int, set[int]] = {}
        queue: list[tuple[int, int]] = []

        def pass_on(slot: int, days: set[int]) -> None:
            user = self._fed.get(slot)
            if user is None:
                return
            if user not in days_of:
                days_of[user] = set()
                heappush(queue, (self._rank[user], user))
            days_of[user] |= days

        pending, self._pending = self._pending, {}
        self._touched.update(pending)
        for slot, days in pending.items():
            pass_on(slot, days)
        while queue:
            _, slot = heappop(queue)
            self._recompute(slot, self._grid.place(sorted(days_of[slot])))
            self._touched.add(slot)
            pass_on(slot, days_of[slot])

    def _recompute(self, slot: int, days: Slots | slice) -> None:
        sources = self._sources[slot]
        self._grid.put(slot, days, sum_published(self._grid.get(sources, days)))
        self._totals[slot] = self._totals[sources].sum(axis=0)
        self._counts[slot] = self._counts[sources].sum(axis=0)

    # -- reading -----------------------------------------------------------------------------

    def whole(self, code: str, thing: str = "") -> int:
        """Return the slot of everything in and below ``code``, -1 if nothing."""
        self._settle()
        return self._whole.get((self._tree.canonical(code), thing), -1)

    def reporters(self) -> dict[Key, int]:
        """Return the slots of all that reports by itself, by current code and thing."""
        self._settle()
        return self._own

    def touched(self) -> set[int]:
        """Return the slots that changed since this was asked last."""
        self._settle()
        touched, self._touched = self._touched, set()
        return touched

    def strangers(self) -> dict[str, int]:
        """Return how many figures are held of region codes that the tree does not know."""
        figures: dict[str, int] = {}
        for (code, _), slot in self._raw.items():
            if self._tree.canonical(code) not in self._tree:
                figures[code] = figures.get(code, 0) + int(self._counts[slot].sum())
        return figures

    def newest(self, until: int) -> int | None:
        """Return the newest day, ``until`` at the latest, of which anything was published."""
        days = range(min(until, self._grid.last), self._grid.first - 1, -1)
        return next((day for day in days if self._filled.get(day, 0) > 0), None)

    @property
    def first(self) -> int:
        """The first day held; later than any other where nothing is held."""
        return self._grid.first

    @property
    def last(self) -> int:
        """The last day held, whatever it holds."""
        return self._grid.last

    def window(
        self, slots: Sequence[int], columns: Sequence[str], first: int, last: int
    ) -> FloatArray:
        """Return a copy of shape (slots, columns, days); slot -1 is NaN throughout."""
        self._settle()
        wanted = np.array([self._column[name] for name in columns], dtype=np.intp)
        return self._grid.window(np.array(slots, dtype=np.intp), wanted, first, last)

    def reporting(self, key: Key, column: str, first: int, last: int) -> npt.NDArray[np.int_]:
        """Return how many places in a region published each day from ``first`` to ``last``.

        Places that are no area (imported, not attributed) publish when there is something to say,
        so they do not count.
        """
        self._settle()
        code, thing = self._tree.canonical(key[0]), key[1]
        below = (r.code for r in self._tree.descendants(code) if r.level is not Level.UNASSIGNED)
        slots = [self._own[place, thing] for place in (code, *below) if (place, thing) in self._own]
        values = self.window(slots, [column], first, last)[:, 0]
        counts: npt.NDArray[np.int_] = np.count_nonzero(~np.isnan(values), axis=0)
        return counts

    def totals(self, slots: Sequence[int], column: str, until: int) -> FloatArray:
        """Return the sums of all published days up to ``until``; NaN where there are none.

        Args:
            slots: Slots, -1 for none.
            column: A column of whole numbers.
            until: A day; the cost grows with the days held after it, not with those before.
        """
        self._settle()
        index, which = np.array(slots, dtype=np.intp), self._column[column]
        after = self.window(slots, [column], until + 1, self._grid.last)[:, 0]
        published = ~np.isnan(after)
        counts = self._counts[index, which] - published.sum(axis=1)
        sums = self._totals[index, which] - np.where(published, after, 0.0).sum(axis=1)
        return np.where((index >= 0) & (counts > 0), sums, np.nan)


def _parents_first(tree: RegionTree) -> list[tuple[str, str]]:
    """Return the current regions with their parents' codes, each parent before its children."""
    current = [region for region in tree if region.successor_code is None]
    roots = [r.code for r in current if r.parent_code is None or r.parent_code not in tree]
    found = [(code, "") for code in roots]
    for code, _ in found:
        found.extend((child.code, code) for child in tree.children(code))
    return found
