"""The words of case notes: why a new count is negative, or why a first one is high."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console.data.importing.fields import Basis, CaseField
from console.data.importing.series import RegionSeries, Series
from console.domain.wording import Text

CORRECTION = "correction"
LATE_REPORT = "late_report"
#: A first row of one case may be the day's own; more than one was not all found on that day.
_PLAUSIBLE_FIRST = 1

#: By day (ordinal) and kind.
Notes = dict[tuple[int, str], Text]


@dataclass(frozen=True, slots=True)
class Step:
    """A figure that moves on one day: the cumulative figure before and after, and the count."""

    figure: CaseField
    before: int
    after: int

    @property
    def text(self) -> Text:
        """Say the step."""
        change = f"{self.before}→{self.after}（{signed(self.after - self.before)}）"
        en = f"{self.before}→{self.after} ({signed(self.after - self.before)})"
        return Text(f"{self.figure.words.zh} {change}", f"{self.figure.words.en} {en}")

    @property
    def count(self) -> Text:
        """Say the cumulative figure after it."""
        return Text(f"{self.figure.words.zh} {self.after}", f"{self.figure.words.en} {self.after}")


def signed(number: int) -> str:
    """Return a number with its sign, minus as a proper minus."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def joined(texts: Iterable[Text]) -> Text:
    """Return texts in one line."""
    listed = list(texts)
    return Text("、".join(t.zh for t in listed), ", ".join(t.en for t in listed))


def falls(region: RegionSeries, *, changed_only: bool) -> dict[int, list[Step]]:
    """Return by day the figures whose daily count is negative.

    Args:
        region: The region's series.
        changed_only: Leave out days that the files do not mention and that stay as they are.
    """
    found: dict[int, list[Step]] = {}
    for series in region.series:
        if series.figure.basis is Basis.LEVEL or min((n or 0 for n in series.news), default=0) >= 0:
            continue
        for index, new in enumerate(series.news):
            if new is None or new >= 0:
                continue
            untouched = region.file_days[index] is None and new == series.stored[index]
            if not (changed_only and untouched):
                after = series.targets[index] or 0
                found.setdefault(region.days[index], []).append(
                    Step(series.figure, after - new, after)
                )
    return found


def late_firsts(region: RegionSeries, *, changed_only: bool) -> dict[int, list[Step]]:
    """Return by day the cumulative figures that begin with more than one."""
    found: dict[int, list[Step]] = {}
    for series in region.series:
        index = _first(series)
        if index is None or (changed_only and region.file_days[index] is None):
            continue
        value = series.targets[index] or 0
        if series.figure.basis is Basis.CUMULATIVE and value > _PLAUSIBLE_FIRST:
            found.setdefault(region.days[index], []).append(Step(series.figure, 0, value))
    return found


def _first(series: Series) -> int | None:
    return next((i for i, target in enumerate(series.targets) if target is not None), None)


def notes_of(region: RegionSeries, withdrawn: Mapping[int, Text], *, changed_only: bool) -> Notes:
    """Return the notes that the importer writes for a region.

    Args:
        region: Its series.
        withdrawn: Days on which unattributed cases are taken back, with what they were.
        changed_only: As in :func:`falls`.
    """
    notes: Notes = {}
    for day, steps in falls(region, changed_only=changed_only).items():
        notes[day, CORRECTION] = _correction(steps, withdrawn.get(day))
    for day, steps in late_firsts(region, changed_only=changed_only).items():
        counts = joined(step.count for step in steps)
        notes[day, LATE_REPORT] = Text(
            f"首次公布即为{counts.zh}，此前各日未公布，全部记在当日。",
            f"The first published figure is already {counts.en}; the days before were not "
            "published, so all are booked on this day.",
        )
    return notes


def _correction(steps: list[Step], withdrawn: Text | None) -> Text:
    if withdrawn is not None:
        return Text(
            f"发布方不再单列这些病例（{withdrawn.zh}），已归入其他地区，予以冲减。",
            f"The publisher no longer lists these cases apart ({withdrawn.en}); they were "
            "attributed elsewhere and are taken back here.",
        )
    said = joined(step.text for step in steps)
    return Text(f"发布方更正：{said.zh}。", f"Corrected by the publisher: {said.en}.")
