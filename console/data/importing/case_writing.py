"""One region after another: differenced, examined, compared with what is held, passed on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from console.data.importing.case_notes import Notes, Step, joined, notes_of, signed
from console.data.importing.case_sink import CaseSink
from console.data.importing.comparison import Comparison
from console.data.importing.examine import Examiner, Surroundings, day_text
from console.data.importing.fields import Basis, CaseField
from console.data.importing.held import Held
from console.data.importing.series import (
    FileDay,
    Published,
    RegionSeries,
    Stored,
    Values,
    difference,
    withdraw,
)
from console.domain.wording import Text


@dataclass(slots=True)
class Tally:
    """What was counted on the way: rows by fate, and sums of each figure."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    published: list[int] = field(default_factory=list)
    stored: list[int] = field(default_factory=list)
    database: list[int] = field(default_factory=list)


class CaseWriter:
    """Takes each region's published rows and sees to everything that follows from them.

    Args:
        around: The whole import.
        held: What the database holds.
        figures: The figures, in the order of the values.
        totals: Codes whose rows are totals.
        sink: Where rows and notes go.
    """

    def __init__(
        self,
        around: Surroundings,
        held: Held,
        figures: Sequence[CaseField],
        totals: set[str],
        sink: CaseSink,
    ) -> None:
        self._around = around
        self._held = held
        self._figures = figures
        self._sink = sink
        self._comparisons = {code: Comparison(code, figures) for code in totals}
        self._compared = False
        self._handled: set[str] = set()
        self.first_days: dict[str, int] = {}
        none = [0] * len(figures)
        self.tally = Tally(published=[*none], stored=[*none], database=[*none])

    @property
    def notes_written(self) -> int:
        """How many notes are new or reworded."""
        return self._sink.notes_written

    @property
    def notes_removed(self) -> int:
        """How many notes became void."""
        return self._sink.notes_removed

    def put(self, code: str, published: Published, publishing_days: Sequence[int]) -> None:
        """Work on a region that is counted.

        Args:
            code: The region.
            published: Its rows, by day.
            publishing_days: For unattributed cases: days on which the publisher goes on.
        """
        stored = self._held.rows(code)
        added = withdraw(published, stored, self._figures, publishing_days)
        withdrawn = self._tell_withdrawn(code, added, published, stored)
        region = difference(published, stored, self._figures)
        self._handled.add(code)
        if published.days:
            self.first_days[code] = published.days[0].day
        Examiner(self._around, region, self._around.origins.name(code)).examine(set(withdrawn))
        self._tell_abroad(code, region)
        self._pass_notes(code, region, withdrawn, stored)
        self._pass_rows(code, region, "case_daily")
        self._add_up(code, region)

    def put_total(self, code: str, published: Published) -> None:
        """Work on a publisher's own total, after every region that is counted."""
        region = difference(published, self._held.rows(code, "case_total"), self._figures)
        self._handled.add(code)
        self._complete_comparisons()
        self._comparisons[code].tell(region, self._around)
        self._pass_rows(code, region, "case_total")

    def finish(self, done: set[str]) -> None:
        """Write everything and complete the sums over the whole database."""
        others = [code for code in self._held.first_days if code not in done]
        sums = self._held.sums(others)
        self.tally.database = [a + b for a, b in zip(self.tally.stored, sums, strict=True)]
        self._sink.finish()

    def _complete_comparisons(self) -> None:
        """Add regions that only the database knows, once all regions of the files are through."""
        if self._compared:
            return
        self._compared = True
        for code in self._held.first_days:
            if code not in self._handled:
                for comparison in self._above(code):
                    comparison.add_held(code, self._held)

    def _above(self, code: str) -> list[Comparison]:
        above = {a.code for a in self._around.origins.places.tree.ancestors(code)}
        return [c for total, c in self._comparisons.items() if total in above]

    def _tell_withdrawn(
        self, code: str, added: list[FileDay], published: Published, stored: Stored
    ) -> dict[int, Text]:
        """Report rows of zeros; return by day what was taken back."""
        if not added:
            return {}
        region = difference(published, stored, self._figures)
        name = self._around.origins.name(code)
        withdrawn = {}
        for row in added:
            index = region.days.index(row.day)
            counts = joined(
                Step(s.figure, 0, -new).count for s in region.series if (new := s.news[index])
            )
            withdrawn[row.day] = counts
            last = day_text(region.days[index - 1])
            place = self._around.place(row) if row.line else last
            self._around.log.add(
                "withdrawn", place, region=name, last=last, day=day_text(row.day), counts=counts
            )
        return withdrawn

    def _tell_abroad(self, code: str, region: RegionSeries) -> None:
        if not self._around.origins.is_unassigned(code, abroad=True):
            return
        rows = [row for row in region.file_days if row is not None]
        counts = joined(
            Step(s.figure, 0, s.targets[-1] or 0).count
            for s in region.series
            if s.figure.basis is not Basis.LEVEL and s.targets[-1] is not None
        )
        if rows:
            self._around.log.add(
                "imported_series",
                self._around.place(rows[0]),
                region=self._around.origins.name(code),
                rows=len(rows),
                counts=counts,
            )

    def _pass_notes(
        self, code: str, region: RegionSeries, withdrawn: dict[int, Text], stored: Stored
    ) -> None:
        notes = notes_of(region, withdrawn, changed_only=True)
        held = self._held.notes(code) if stored else {}
        if held:
            notes = self._reconcile(code, region, notes, held, stored)
        if notes:
            self._sink.put_notes(code, notes)

    def _reconcile(
        self, code: str, region: RegionSeries, notes: Notes, held: Notes, stored: Stored
    ) -> Notes:
        """Compare with the notes held; what the importer wrote itself it may reword or remove."""
        before = difference(Published(region.region), stored, self._figures)
        own = {
            key
            for key, text in notes_of(before, {}, changed_only=False).items()
            if held.get(key) == text
        }
        wanted = notes_of(region, {}, changed_only=False).keys()
        for day, kind in own - wanted:
            self._sink.remove_note(code, day, kind)
        fresh = {}
        for key, text in notes.items():
            if key not in held or (key in own and held[key] != text):
                fresh[key] = text
            elif held[key] != text:
                name, at = self._around.origins.name(code), day_text(key[0])
                self._around.log.add("note_kept", at, region=name, day=at)
        return fresh

    def _pass_rows(self, code: str, region: RegionSeries, table: str) -> None:
        for day, file_day, new, old in region.rows():
            if day not in region.stored_days:
                if any(value is not None for value in new):
                    self.tally.new += 1
                    self._sink.put(table, (code, date.fromordinal(day), *new))
            elif new != old:
                self.tally.changed += 1
                self._tell_change(code, day, file_day, new, old)
                self._sink.put(table, (code, date.fromordinal(day), *new))
            else:
                self.tally.unchanged += 1

    def _tell_change(
        self, code: str, day: int, file_day: FileDay | None, new: Values, old: Values
    ) -> None:
        name = self._around.origins.name(code)
        changes = joined(
            _change(figure, before, after)
            for figure, before, after in zip(self._figures, old, new, strict=True)
            if before != after
        )
        if file_day is None:
            self._around.log.add(
                "other_days", day_text(day), region=name, day=day_text(day), changes=changes
            )
            return
        what = Text(f"{name.zh} {day_text(day)}", f"{name.en} {day_text(day)}")
        place = self._around.place(file_day) if file_day.line else day_text(day)
        self._around.log.add("history_changed", place, what=what, changes=changes)

    def _add_up(self, code: str, region: RegionSeries) -> None:
        for position, series in enumerate(region.series):
            if series.figure.basis is Basis.LEVEL:
                continue
            last = next((t for t in reversed(series.targets) if t is not None), 0)
            self.tally.published[position] += last
            self.tally.stored[position] += sum(new for new in series.news if new is not None)
        for comparison in self._above(code):
            comparison.add(region)


def _change(figure: CaseField, before: int | None, after: int | None) -> Text:
    zh, en = ("未公布", "not published") if before is None else (f"{before}", f"{before}")
    words = figure.words
    if figure.basis is Basis.CUMULATIVE:
        words = Text(words.zh.replace("累计", "新增"), f"new {words.en}")
    said = signed(after) if after is not None and after < 0 else f"{after}"
    return Text(f"{words.zh} {zh} → {said}", f"{words.en} {en} → {said}")
