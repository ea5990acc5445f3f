"""What a region's series shows that a person should know; nothing is changed here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from console.data.importing.case_notes import Step, falls, joined, late_firsts, signed
from console.data.importing.fields import Basis
from console.data.importing.origins import Origins
from console.data.importing.report import FindingLog
from console.data.importing.series import FileDay, RegionSeries
from console.domain.wording import Text

#: A jump after a stale day: at least this many cases, and this many times the usual day.
_JUMP_CASES = 4
_JUMP_TIMES = 1.8
_NO_JUMP = Text("此后无变化", "no change after it")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the whole import while one region is looked at.

    ``first_day`` and ``last_day`` (ordinals) are those of all files together.
    """

    log: FindingLog
    origins: Origins
    files: Sequence[str]
    first_day: int
    last_day: int

    def place(self, row: FileDay) -> str:
        """Return file and line of a row."""
        return f"{self.files[row.file]}:{abs(row.line)}"


def day_text(ordinal: int) -> str:
    """Return a day as ISO text."""
    return date.fromordinal(ordinal).isoformat()


class Examiner:
    """Looks at one region's series and tells the log."""

    def __init__(self, around: Surroundings, region: RegionSeries, name: Text) -> None:
        self._around = around
        self._region = region
        self._name = name
        self._index = {day: index for index, day in enumerate(region.days)}
        self._rows = [row for row in region.file_days if row is not None]

    def examine(self, withdrawn: set[int]) -> None:
        """Report all that is to be said; ``withdrawn`` are days with rows of our own making."""
        if not self._rows:
            return
        self._falls(withdrawn)
        for day, steps in late_firsts(self._region, changed_only=True).items():
            self._say("late_first", day, counts=joined(step.count for step in steps))
        self._first_zero()
        if not self._unattributed:
            self._gaps()
        self._stale_jumps()
        self._code_changes()
        self._end(withdrawn)

    def _say(self, rule: str, day: int, **values: object) -> None:
        row = self._region.file_days[self._index[day]]
        place = self._around.place(row) if row else day_text(day)
        self._around.log.add(rule, place, region=self._name, day=day_text(day), **values)

    def _falls(self, withdrawn: set[int]) -> None:
        for day, steps in falls(self._region, changed_only=True).items():
            if day in withdrawn or self._region.file_days[self._index[day]] is None:
                continue
            for basis, rule in ((Basis.CUMULATIVE, "fall"), (Basis.DAILY, "negative_day")):
                mine = [step for step in steps if step.figure.basis is basis]
                if mine:
                    self._say(rule, day, falls=joined(_step(step) for step in mine))

    def _first_zero(self) -> None:
        first = self._rows[0]
        published = [v for v in first.values if v is not None]
        begins = first.day == self._region.days[0] and first.day > self._around.first_day
        if begins and published and not any(published):
            self._say("first_zero", first.day)

    @property
    def _unattributed(self) -> bool:
        """Whether days without a row were seen to already: the cases were taken back."""
        code = self._around.origins.codes[self._region.region]
        return self._around.origins.is_unassigned(code, abroad=False)

    def _gaps(self) -> None:
        for before, after in zip(self._region.days, self._region.days[1:], strict=False):
            row = self._region.file_days[self._index[after]]
            if after - before > 1 and row is not None:
                self._gap(before + 1, after)
        for series in self._region.series:
            if series.figure.basis is Basis.CUMULATIVE and None in series.targets:
                self._blank_runs(series.targets, series.news, series.figure.words)

    def _gap(self, first: int, after: int) -> None:
        index = self._index[after]
        moved = [
            (series.figure.words, new)
            for series in self._region.series
            if series.figure.basis is Basis.CUMULATIVE and (new := series.news[index])
        ]
        jump = joined(_moved(words, new) for words, new in moved) if moved else _NO_JUMP
        self._tell_gap(first, after, jump)

    def _blank_runs(
        self, targets: Sequence[int | None], news: Sequence[int | None], words: Text
    ) -> None:
        last: int | None = None
        for index, target in enumerate(targets):
            if target is None:
                continue
            if last is not None and index - last > 1 and (new := news[index]):
                self._tell_gap(
                    self._region.days[last] + 1, self._region.days[index], _moved(words, new)
                )
            last = index

    def _tell_gap(self, first: int, after: int, jump: Text) -> None:
        self._say("gap", after, first=day_text(first), last=day_text(after - 1), jump=jump)

    def _stale_jumps(self) -> None:
        series = self._region.series[0]
        if series.figure.basis is Basis.LEVEL:
            return
        news, days = series.news, self._region.days
        for index in range(3, len(news)):
            jump = news[index] or 0
            if jump < _JUMP_CASES or news[index - 1] != 0 or days[index] - days[index - 3] != 3:
                continue
            usual = ((news[index - 2] or 0) + (news[index - 3] or 0)) / 2
            if usual >= 1 and jump >= _JUMP_TIMES * usual and self._repeats(index - 1):
                self._say(
                    "stale_jump",
                    days[index],
                    stale=day_text(days[index - 1]),
                    jump=jump,
                    usual=f"{usual:g}",
                )

    def _repeats(self, index: int) -> bool:
        return not any(series.news[index] for series in self._region.series)

    def _code_changes(self) -> None:
        origins = self._around.origins.all
        if len({row.origin for row in self._rows}) == 1:
            return
        for before, after in zip(self._rows, self._rows[1:], strict=False):
            if before.origin == after.origin or min(before.origin, after.origin) < 0:
                continue
            old, new = origins[before.origin].raw, origins[after.origin].raw
            if old != new:
                self._say("code_changed", after.day, before=" ".join(old), after=" ".join(new))

    def _end(self, withdrawn: set[int]) -> None:
        last = self._rows[-1]
        goes_on = last.day != self._region.days[-1] or last.day in withdrawn
        if last.day < self._around.last_day and not goes_on:
            end = day_text(self._around.last_day)
            self._say("series_ended", last.day, last=day_text(last.day), end=end)


def _step(step: Step) -> Text:
    if step.figure.basis is Basis.DAILY:
        return _moved(step.figure.words, step.after - step.before)
    return step.text


def _moved(words: Text, new: int) -> Text:
    return Text(f"{words.zh} {signed(new)}", f"{words.en} {signed(new)}")
