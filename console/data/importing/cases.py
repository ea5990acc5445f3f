"""Import of case figures: read, difference region by region, write what is different."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy import Connection, Engine

from console.data.importing.case_reading import CaseReader
from console.data.importing.case_sink import CaseSink
from console.data.importing.case_writing import CaseWriter, Tally
from console.data.importing.examine import Surroundings
from console.data.importing.fields import CASE_FIELD, Basis, CaseField
from console.data.importing.held import Held
from console.data.importing.job import Job, opened, reading_tree, size_of
from console.data.importing.origins import Origins
from console.data.importing.parents import find_totals
from console.data.importing.places import Places, default_region
from console.data.importing.report import Figure, FindingLog, Outcome
from console.data.importing.scratch import Scratch, StagedRow
from console.data.importing.series import FileDay, Published, by_region
from console.domain.errors import ConsoleError
from console.domain.wording import Text

_READING = Text("读取", "Reading")
_SORTING = Text("排序", "Sorting")
_COMPARING = Text("比对入库", "Comparing and writing")


def import_cases(engine: Engine, job: Job, log: FindingLog) -> Outcome:
    """Import case files, or say why not.

    Args:
        engine: The database.
        job: What is to be imported and how.
        log: Where findings go; after an error nothing has been written.

    Returns:
        What became of the rows; all zero after an error.
    """
    places = Places(reading_tree(engine))
    origins = Origins(places, default_region(places, job.region))
    with Scratch() as scratch:
        reader = _read(job, scratch, origins, log)
        if log.errors():
            return Outcome(rows_read=reader.rows)
        figures = _figures(reader, scratch, log)
        job.progress.stage(_SORTING, None)
        with opened(engine, job, ("case_daily", "case_total", "case_note")) as connection:
            outcome = _Import(connection, job, reader, scratch, figures).run()
            if log.errors():
                connection.rollback()
                return Outcome(rows_read=reader.rows)
            return outcome


def _read(job: Job, scratch: Scratch, origins: Origins, log: FindingLog) -> CaseReader:
    reader = CaseReader(scratch, origins, log, job)
    for path in job.files:
        stage = Text(f"{_READING.zh} {path.name}", f"{_READING.en} {path.name}")
        job.progress.stage(stage, size_of(path))
        reader.read(path)
    origins.report(log)
    _refuse_mixed(reader, log)
    return reader


def _refuse_mixed(reader: CaseReader, log: FindingLog) -> None:
    """One measure cumulative in one file and daily in another cannot be joined in one import."""
    columns = Counter(CASE_FIELD[name].column for name in reader.figures)
    for column, times in columns.items():
        if times > 1:
            names = [n for n in reader.figures if CASE_FIELD[n].column == column]
            log.add_error(
                "file",
                ConsoleError(
                    ", ".join(names),
                    Text("累计与新增出现在不同文件。", "Cumulative in one file, daily in another."),
                    Text("请分两次导入。", "Import them one after the other."),
                ),
            )


def _figures(reader: CaseReader, scratch: Scratch, log: FindingLog) -> list[CaseField]:
    """Return the figures that were published; "0 suspected" on every row was not."""
    figures = [field for name, field in CASE_FIELD.items() if name in reader.figures]
    suspected = CASE_FIELD["suspected"]
    if suspected in figures:
        rows, not_zero = scratch.count("suspected")
        if rows and not not_zero:
            figures.remove(suspected)
            log.add(
                "all_zero",
                reader.places[0],
                column=reader.figures["suspected"],
                rows=rows,
            )
    return figures


@dataclass(slots=True)
class _Turns:
    """The order in which regions are worked on: plain ones, unattributed ones, totals."""

    plain: list[int]
    unattributed: list[int]
    totals: list[int]

    @property
    def all(self) -> list[int]:
        return [*self.plain, *self.unattributed, *self.totals]


class _Import:
    """One import of cases inside its transaction."""

    def __init__(
        self,
        connection: Connection,
        job: Job,
        reader: CaseReader,
        scratch: Scratch,
        figures: Sequence[CaseField],
    ) -> None:
        self._job = job
        self._reader = reader
        self._origins = reader.origins
        self._log = reader.log
        self._scratch = scratch
        self._figures = figures
        self._held = Held(connection, [figure.column for figure in figures])
        first, last = scratch.days()
        around = Surroundings(self._log, self._origins, reader.places, first, last)
        self._totals = find_totals(self._origins, self._held, self._log)
        sink = CaseSink(connection, [f.column for f in figures], dry_run=job.dry_run)
        self._writer = CaseWriter(around, self._held, figures, self._totals, sink)
        self._counted: Counter[int] = Counter()
        self._done: set[str] = set()

    def run(self) -> Outcome:
        turns = self._turns()
        rows = self._scratch.in_order(turns.all, [figure.name for figure in self._figures])
        # The first row comes when all are sorted; only then does the work proper begin.
        first = next(rows, None)
        groups = by_region(chain([first] if first else [], rows), self._on_repeat)
        self._job.progress.stage(_COMPARING, len(turns.all))
        publishing: list[int] | None = None
        for published in groups:
            code = self._origins.codes[published.region]
            self._done.add(code)
            self._job.progress.at(len(self._done))
            if code in self._totals:
                self._writer.put_total(code, published)
            elif self._origins.is_unassigned(code, abroad=False):
                publishing = publishing if publishing is not None else self._publishing_days()
                self._writer.put(code, published, publishing)
            else:
                self._counted.update(day.day for day in published.days)
                self._writer.put(code, published, ())
        self._close_unattributed()
        if self._log.errors():
            return Outcome()
        self._writer.finish(self._done)
        return self._outcome(self._writer.tally)

    def _turns(self) -> _Turns:
        turns = _Turns([], [], [])
        for number, code in enumerate(self._origins.codes):
            if code in self._totals:
                turns.totals.append(number)
            elif self._origins.is_unassigned(code, abroad=False):
                turns.unattributed.append(number)
            else:
                turns.plain.append(number)
        return turns

    def _publishing_days(self) -> list[int]:
        """Return the days on which the files hold at least half of the regions known by then."""
        firsts = dict(self._writer.first_days)
        for code, day in self._held.first_days.items():
            if not self._origins.is_unassigned(code, abroad=False):
                firsts[code] = min(firsts.get(code, day.toordinal()), day.toordinal())
        known = sorted(firsts.values())
        return [
            day for day, n in sorted(self._counted.items()) if n * 2 >= bisect_right(known, day)
        ]

    def _close_unattributed(self) -> None:
        """Withdraw what the database holds unattributed and the files no longer list."""
        publishing = self._publishing_days()
        for code in self._held.first_days:
            if code not in self._done and self._origins.is_unassigned(code, abroad=False):
                self._writer.put(code, Published(self._origins.number(code)), publishing)
                self._done.add(code)

    def _on_repeat(self, region: int, first: FileDay, row: StagedRow, differs: int | None) -> None:
        name = self._origins.name(self._origins.codes[region])
        day = date.fromordinal(first.day).isoformat()
        what = Text(f"{name.zh} {day}", f"{name.en} {day}")
        place = f"{self._reader.places[row[2] or 0]}:{row[3]}"
        other = f"{self._reader.places[first.file]}:{first.line}"
        if differs is None:
            self._log.add("duplicate", place, what=what, other=other)
            return
        self._log.add(
            "contradiction",
            place,
            what=what,
            other=other,
            column=self._figures[differs].words,
            first=first.values[differs],
            second=row[5 + differs],
        )

    def _outcome(self, tally: Tally) -> Outcome:
        return Outcome(
            rows_read=self._reader.rows,
            new=tally.new,
            changed=tally.changed,
            unchanged=tally.unchanged,
            notes_written=self._writer.notes_written,
            notes_removed=self._writer.notes_removed,
            figures=tuple(_sums(self._figures, tally)),
        )


def _sums(figures: Sequence[CaseField], tally: Tally) -> Iterator[Figure]:
    whole: Mapping[int, int] = dict(enumerate(tally.database))
    for position, figure in enumerate(figures):
        if figure.basis is not Basis.LEVEL:
            yield Figure(
                CASE_FIELD[figure.name].words,
                tally.published[position],
                tally.stored[position],
                whole[position],
            )
