"""How many rows of a dataset are held, and up to which day, kept current row by row."""

from datetime import date, datetime, time, timedelta, tzinfo

from console.data.contract import CONTRACT
from console.data.days import today_in_centre
from console.data.delta import Mark, Part
from console.domain.datasets import Dataset, DatasetState

_FIRST_DAY = date(2000, 1, 1).toordinal()


class Tally:
    """Counts the distinct rows of one dataset; a series of days takes one bit a day."""

    def __init__(self, dataset: Dataset) -> None:
        columns = CONTRACT[dataset]
        self._dataset = dataset
        self._day = columns.day
        self._key = columns.key
        self._series = tuple(i for i in columns.key if i != columns.day)
        self._keys: set[tuple[object, ...]] = set()
        self._days: dict[tuple[object, ...], int] = {}
        self._rows = 0
        self._newest_day: date | None = None
        self._last_day = date.max

    def take(self, part: Part) -> None:
        """Count the rows of ``part``; those that were counted before stay one.

        A day that has not come, a typing error as a rule, is counted and is not the newest.
        """
        self._last_day = today_in_centre() + timedelta(days=1)
        for chunk in part.rows.chunks():
            for row in chunk:
                day = row[self._day] if self._day is not None else None
                if isinstance(day, date):
                    self._take_day(row, day)
                else:
                    self._take_key(tuple([row[i] for i in self._key]))

    def state(self, mark: Mark, zone: tzinfo) -> DatasetState:
        """Return how far the dataset is held, days ending at midnight in ``zone``."""
        reported_at = mark.changed_at
        if self._newest_day is not None and reported_at is not None:
            reported_at = min(reported_at, _end_of(self._newest_day, zone))
        return DatasetState(
            dataset=self._dataset,
            revision=mark.revision,
            epoch=mark.epoch,
            changed_at=mark.changed_at,
            newest_day=self._newest_day,
            reported_at=reported_at,
            rows=self._rows,
        )

    def _take_key(self, key: tuple[object, ...]) -> None:
        if key not in self._keys:
            self._keys.add(key)
            self._rows += 1

    def _take_day(self, row: tuple[object, ...], day: date) -> None:
        if day <= self._last_day and (self._newest_day is None or day > self._newest_day):
            self._newest_day = day
        place = day.toordinal() - _FIRST_DAY
        if place < 0:
            self._take_key(tuple([row[i] for i in self._key]))
            return
        series = tuple([row[i] for i in self._series])
        days = self._days.get(series, 0)
        if not days >> place & 1:
            self._days[series] = days | 1 << place
            self._rows += 1


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone)
