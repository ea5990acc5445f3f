"""One region's figures by day: merged, joined with what is stored, and differenced."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

import numpy as np

from console.analysis.incidence import daily_from_cumulative
from console.data.importing.fields import Basis, CaseField
from console.data.importing.scratch import StagedRow

Values = list[int | None]
#: Days as ordinals, and the stored values of each, in the order of the import's columns.
Stored = Mapping[int, Sequence[int | None]]


@dataclass(slots=True)
class FileDay:
    """What the files publish for a region on one day."""

    day: int
    file: int
    line: int
    origin: int
    values: Values


@dataclass(slots=True)
class Published:
    """What the files publish for one region, by day."""

    region: int
    days: list[FileDay] = field(default_factory=list)


#: Called for a second row of the same region and day: first, second, and the figure's position
#: on which they differ, or None where they agree.
OnRepeat = Callable[[int, FileDay, StagedRow, int | None], None]

_HEAD = 5


def by_region(rows: Iterator[StagedRow], on_repeat: OnRepeat) -> Iterator[Published]:
    """Group staged rows, which come by region and day, and merge those of the same day."""
    for region, group in groupby(rows, key=itemgetter(0)):
        published = Published(region or 0)
        last: FileDay | None = None
        for row in group:
            if last is not None and last.day == row[1]:
                _merge(published.region, last, row, on_repeat)
                continue
            last = FileDay(*row[1:_HEAD], list(row[_HEAD:]))  # type: ignore[call-arg, arg-type]
            published.days.append(last)
        yield published


def _merge(region: int, first: FileDay, row: StagedRow, on_repeat: OnRepeat) -> None:
    differs = None
    for position, (ours, theirs) in enumerate(zip(first.values, row[_HEAD:], strict=True)):
        if ours is None:
            continue
        if theirs is not None and theirs != ours:
            differs = position
            break
    on_repeat(region, first, row, differs)
    first.values = [
        theirs if ours is None else ours
        for ours, theirs in zip(first.values, row[_HEAD:], strict=True)
    ]


@dataclass(slots=True)
class Series:
    """One figure of one region over ``days``.

    ``targets`` are cumulative figures that must hold (None: not published), ``news`` the signed
    daily counts that make them so.
    """

    figure: CaseField
    targets: Values
    news: Values
    stored: Values


@dataclass(slots=True)
class RegionSeries:
    """All figures of one region over the days of the files and of the database together."""

    region: int
    days: list[int]
    file_days: list[FileDay | None]
    series: list[Series]
    stored_days: frozenset[int] = frozenset()

    def rows(self) -> Iterator[tuple[int, FileDay | None, Values, Values]]:
        """Yield day, the file's row, the values that shall stand, and those that stand."""
        news = zip(*(s.news for s in self.series), strict=True)
        stored = zip(*(s.stored for s in self.series), strict=True)
        for day, file_day, new, old in zip(self.days, self.file_days, news, stored, strict=True):
            yield day, file_day, list(new), list(old)


def difference(published: Published, stored: Stored, figures: Sequence[CaseField]) -> RegionSeries:
    """Join what is published with what is stored, and turn cumulative figures into daily ones.

    The cumulative figure of a day in the files stands; that of a stored day outside them stands
    too, for it was published before. So the order of imports does not matter, and the sum up to
    any published day is the publisher's figure.
    """
    days = [file_day.day for file_day in published.days]
    file_days: list[FileDay | None] = [*published.days]
    if stored:
        by_day = dict(zip(days, published.days, strict=True))
        days = sorted(by_day.keys() | stored.keys())
        file_days = [by_day.get(day) for day in days]
    series = []
    for position, figure in enumerate(figures):
        values = [d.values[position] if d else None for d in file_days]
        old = [s[position] if (s := stored.get(day)) else None for day in days]
        series.append(_SOLVERS[figure.basis](figure, values, old))
    return RegionSeries(published.region, days, file_days, series, frozenset(stored))


def _cumulative(figure: CaseField, values: Values, stored: Values) -> Series:
    targets: Values = []
    before = 0
    for value, old in zip(values, stored, strict=True):
        if old is not None:
            before += old
        targets.append(value if value is not None else (before if old is not None else None))
    published = np.array([np.nan if target is None else target for target in targets], np.float64)
    news = [None if np.isnan(new) else int(new) for new in daily_from_cumulative(published)]
    return Series(figure, targets, news, stored)


def _daily(figure: CaseField, values: Values, stored: Values) -> Series:
    news = [old if value is None else value for value, old in zip(values, stored, strict=True)]
    targets: Values = []
    running = 0
    for new in news:
        running += new or 0
        targets.append(None if new is None else running)
    return Series(figure, targets, news, stored)


def _level(figure: CaseField, values: Values, stored: Values) -> Series:
    news = [old if value is None else value for value, old in zip(values, stored, strict=True)]
    return Series(figure, news, news, stored)


_SOLVERS: dict[Basis, Callable[[CaseField, Values, Values], Series]] = {
    Basis.CUMULATIVE: _cumulative,
    Basis.DAILY: _daily,
    Basis.LEVEL: _level,
}


def withdraw(
    published: Published,
    stored: Stored,
    figures: Sequence[CaseField],
    publishing_days: Sequence[int],
) -> list[FileDay]:
    """Add a row of zeros where an unattributed series stops while its publisher goes on.

    Args:
        published: The region's rows; rows of zeros are put among them.
        stored: What the database holds of the region.
        figures: The figures in the order of the values.
        publishing_days: Days on which the files publish most regions, ascending.

    Returns:
        The rows added; ``line`` is that of the last published row, negative, or 0.
    """
    if not publishing_days:
        return []
    series = difference(published, stored, figures)
    added = []
    own = set(series.days)
    later = iter([*series.days[1:], 0])
    standing: Values = [None] * len(figures)
    for index, (day, following) in enumerate(zip(series.days, later, strict=True)):
        standing = [
            s.targets[index] if s.targets[index] is not None else held
            for s, held in zip(series.series, standing, strict=True)
        ]
        stop = _next(publishing_days, day)
        open_ = [f.basis is Basis.CUMULATIVE and v for f, v in zip(figures, standing, strict=True)]
        if stop and stop not in own and (not following or stop < following) and any(open_):
            source = series.file_days[index]
            zeros: Values = [
                0 if f.basis is Basis.CUMULATIVE and v is not None else None
                for f, v in zip(figures, standing, strict=True)
            ]
            file, line = (source.file, -source.line) if source else (-1, 0)
            added.append(FileDay(stop, file, line, source.origin if source else -1, zeros))
    published.days = sorted([*published.days, *added], key=lambda d: d.day)
    return added


def _next(days: Sequence[int], day: int) -> int:
    at = bisect_right(days, day)
    return days[at] if at < len(days) else 0
