"""Plain tables into the scratch database: sheet by sheet, every fault of every row told."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from console.data.importing.job import Job, size_of
from console.data.importing.layout import Header, find_header, read_header
from console.data.importing.reading import SheetReport, sheets_of, tell_sheet
from console.data.importing.record_scratch import RecordScratch, StagedRecord
from console.data.importing.record_specs import RecordSpec
from console.data.importing.record_values import RowReader, Surrounding
from console.data.importing.report import FindingLog
from console.data.importing.sheets import Row, Sheet
from console.data.importing.values import Oddities, tidy
from console.domain.wording import Text

_BATCH = 5000
_TOLD_NAMES = 100


class RecordReader:
    """Reads the sheets of some tables; those of the others are left for another round.

    Args:
        job: What is imported.
        log: Where findings go.
        scratch: Where the rows go.
        around: What cells are read against.
        specs: Every table that a sheet may be.
    """

    def __init__(
        self,
        job: Job,
        log: FindingLog,
        scratch: RecordScratch,
        around: Surrounding,
        specs: Sequence[RecordSpec],
    ) -> None:
        self._job = job
        self._log = log
        self._scratch = scratch
        self._around = around
        self._specs = specs
        self._wanted: Sequence[RecordSpec] = ()
        self.rows = 0

    def read(self, path: Path, wanted: Sequence[RecordSpec], *, tell_faults: bool) -> None:
        """Read the sheets of ``path`` that are one of ``wanted``.

        Args:
            path: The file.
            wanted: The tables of this round.
            tell_faults: Whether to report what ails the file as a whole, which is done once.
        """
        self._job.progress.stage(Text(path.name, path.name), size_of(path))
        self._wanted = wanted
        log = self._log if tell_faults else FindingLog()
        for sheet in sheets_of(path, log, self._read_sheet):
            log.add("sheet_ignored", sheet.place, sheet=sheet.place)

    def _read_sheet(self, sheet: Sheet) -> None:
        (spec, header), titles, rows = find_header(
            sheet, self._job.mapping, self._accept, _needed(self._specs)
        )
        if spec in self._wanted:
            _SheetTask(self._log, self._scratch, spec, header, sheet).run(
                rows, self._around, self._job, titles
            )

    def _accept(self, row: Row) -> tuple[RecordSpec, Header] | None:
        for spec in self._specs:
            header = read_header(row, spec.name, self._job.mapping)
            named = header.columns.keys()
            if spec.header <= named and (not spec.one_of or spec.one_of & named):
                return spec, header
        return None


class _SheetTask:
    """One table on its way into the scratch database."""

    def __init__(
        self,
        log: FindingLog,
        scratch: RecordScratch,
        spec: RecordSpec,
        header: Header,
        sheet: Sheet,
    ) -> None:
        self._log = log
        self._scratch = scratch
        self._spec = spec
        self._header = header
        self._sheet = sheet
        self._blank = 0
        self._rows = 0

    def run(self, rows: Iterator[Row], around: Surrounding, job: Job, titles: int) -> None:
        """Stage every row and report on the sheet."""
        oddities = Oddities()
        reader = RowReader(self._spec, self._header, around, oddities)
        batch: list[StagedRecord] = []
        for record in self._records(rows, reader):
            batch.append(record)
            if len(batch) >= _BATCH:
                self._scratch.put(self._spec.name, batch)
                batch.clear()
                job.progress.at(self._sheet.position())
        self._scratch.put(self._spec.name, batch)
        self._tell(reader, titles, oddities)

    def _records(self, rows: Iterator[Row], reader: RowReader) -> Iterator[StagedRecord]:
        width = len(self._header.cells)
        for line, cells in rows:
            place = f"{self._sheet.place}:{line}"
            if not cells:
                self._blank += 1
                continue
            self._rows += 1
            if len(cells) > width:
                self._log.add("long_row", place, cells=len(cells), columns=width)
                continue
            values, faults = reader.read([*cells, *[None] * (width - len(cells))])
            for fault in faults:
                self._log.add(fault.rule, place, **fault.values)
            if not faults:
                yield StagedRecord.of(self._spec, place, values)

    def _tell(self, reader: RowReader, titles: int, oddities: Oddities) -> None:
        place, header = self._sheet.place, self._header
        for name in reader.named_once[:_TOLD_NAMES]:
            self._log.add("name_filled", place, name=name)
        if reader.factors:
            first = f"{reader.first_factor:g}"
            self._log.add("factor", place, count=reader.factors, factor=first)
        used = {ours: header.name(ours) for ours in header.columns}
        ignored = [tidy(header.cells[i]) for i in header.unused]
        told = SheetReport(self._rows, self._blank, titles, header, used, ignored)
        tell_sheet(self._log, self._sheet, told, oddities)


def _needed(specs: Sequence[RecordSpec]) -> Text:
    listed = [", ".join(sorted(spec.header | spec.one_of)) for spec in specs]
    return Text("；或 ".join(listed), "; or ".join(listed))
