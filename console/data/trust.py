"""What may be said of the link: since when it is known that the screen and the database agree."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from console.data.delta import Mark, Marks
from console.data.reader import UNMARKED_EPOCH

_CLOCK_STEP = timedelta(seconds=1)


class Trust:
    """Knows what is shown, and the last moment at which the database was seen to hold the same."""

    def __init__(self) -> None:
        self._shown: Marks = {}
        self._unmarked_at: datetime | None = None
        self._confirmed_at: datetime | None = None
        self._noted = 0.0

    def show(self, marks: Marks, taken_at: datetime, *, whole: bool) -> None:
        """Note that what is shown now is what the database held at ``taken_at``.

        Args:
            marks: How far each dataset is shown.
            taken_at: When they were the database's.
            whole: Views without revisions were read too, so that they are as of ``taken_at``.
        """
        self._shown = marks
        if whole or self._unmarked_at is None:
            self._unmarked_at = taken_at
        self._confirm(taken_at)

    def show_less(self) -> None:
        """Note that not all of what was read could be shown: nothing is confirmed until it is."""
        self._shown = {}

    def agree(self, found: Mapping[str, Mark], asked_at: datetime) -> bool:
        """Compare what the database was found to hold after ``asked_at`` with what is shown."""
        if not self._shown:
            return False
        for dataset, mark in self._shown.items():
            if mark.epoch != UNMARKED_EPOCH and not mark.same_rows(found.get(dataset.value)):
                return False
        self._confirm(asked_at)
        return True

    def confirmed_at(self) -> datetime | None:
        """Return the last moment of agreement; None = never.

        A wall clock that was set back since would make old figures look young: the moment is
        moved back with it.
        """
        if self._confirmed_at is None:
            return None
        now = datetime.now(UTC)
        age = timedelta(seconds=time.monotonic() - self._noted)
        if now - self._confirmed_at < age - _CLOCK_STEP:
            self._confirmed_at, self._noted = now - age, time.monotonic() - age.total_seconds()
        return self._confirmed_at

    def _confirm(self, moment: datetime) -> None:
        # Of views without revisions nothing is known between two readings of them.
        unmarked = any(mark.epoch == UNMARKED_EPOCH for mark in self._shown.values())
        if unmarked and self._unmarked_at is not None:
            moment = min(moment, self._unmarked_at)
        now = datetime.now(UTC)
        # A moment that has not come (a cache written while the clock was wrong) tells no age.
        if moment <= now and (self._confirmed_at is None or moment > self._confirmed_at):
            self._confirmed_at = moment
            self._noted = time.monotonic() - (now - moment).total_seconds()
