"""Import of plain tables (materials, shipments, posts, regions): read, check, write differences."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine

from console.data.importing.catalogue import Catalogue
from console.data.importing.held import read_tree
from console.data.importing.job import Job, opened
from console.data.importing.places import Places, default_region
from console.data.importing.record_reading import RecordReader
from console.data.importing.record_rules import hidden
from console.data.importing.record_scratch import RecordScratch
from console.data.importing.record_specs import MATERIAL_SPECS, SPECS, RecordSpec
from console.data.importing.record_values import Surrounding
from console.data.importing.region_rules import check_regions
from console.data.importing.report import FindingLog, Outcome
from console.data.importing.sink import StagedTable
from console.data.importing.values import BEIJING
from console.domain.wording import Text

_TOLD_CHANGES = 100


def import_materials(engine: Engine, job: Job, log: FindingLog) -> Outcome:
    """Import the catalogue, daily figures and shipments, told apart by their columns."""
    return _import(engine, job, log, MATERIAL_SPECS)


def import_posts(engine: Engine, job: Job, log: FindingLog) -> Outcome:
    """Import command posts."""
    return _import(engine, job, log, (SPECS["command_post"],))


def import_regions(engine: Engine, job: Job, log: FindingLog) -> Outcome:
    """Import regions; parents may stand anywhere in the files, or in the database."""
    return _import(engine, job, log, (SPECS["region"],))


def _import(engine: Engine, job: Job, log: FindingLog, specs: Sequence[RecordSpec]) -> Outcome:
    around = _surrounding(engine, job)
    with RecordScratch() as scratch:
        rows = _read(job, log, scratch, around, specs)
        if specs[0].name == "region":
            check_regions(
                (r.values for r in scratch.merged("region", FindingLog())), around.places.tree, log
            )
        if log.errors():
            return Outcome(rows_read=rows)
        with opened(engine, job, [spec.name for spec in specs]) as connection:
            fates = [
                _write(connection, spec, scratch, log, merge=not job.dry_run)
                for spec in _catalogue_first(specs)
            ]
            if log.errors():
                connection.rollback()
                return Outcome(rows_read=rows)
            return Outcome(rows, *(sum(numbers) for numbers in zip(*fates, strict=True)))


def _catalogue_first(specs: Sequence[RecordSpec]) -> list[RecordSpec]:
    return sorted(specs, key=lambda spec: spec.name != "material")


def _surrounding(engine: Engine, job: Job) -> Surrounding:
    with engine.connect() as connection, connection.begin():
        places = Places(read_tree(connection))
        catalogue = Catalogue.of(connection)
    today = job.now.astimezone(BEIJING).date()
    return Surrounding(places, catalogue, default_region(places, job.region), today)


def _read(
    job: Job,
    log: FindingLog,
    scratch: RecordScratch,
    around: Surrounding,
    specs: Sequence[RecordSpec],
) -> int:
    """Read all files; the catalogue in a round before the rows that refer to it."""
    reader = RecordReader(job, log, scratch, around, specs)
    first = [spec for spec in specs if spec.name == "material"]
    rest = [spec for spec in specs if spec.name != "material"]
    for round_, wanted in enumerate(filter(None, (first, rest))):
        for path in job.files:
            reader.read(path, wanted, tell_faults=round_ == 0)
        if wanted is first:
            for record in scratch.merged("material", FindingLog()):
                around.catalogue.add(*(str(record.values[n]) for n in _NAMED))
    return scratch.rows


_NAMED = ("code", "name_zh", "name_en", "unit")


def _write(
    connection: Connection,
    spec: RecordSpec,
    scratch: RecordScratch,
    log: FindingLog,
    *,
    merge: bool,
) -> tuple[int, int, int]:
    """Write one table's differences; return how many rows are new, changed and unchanged."""
    staged = StagedTable(connection, spec.table, tuple(spec.fields))
    staged.add(tuple(record.values.values()) for record in scratch.merged(spec.name, log))
    new, changed = staged.count_new(), staged.count_changed()
    for key, columns in staged.changes(_TOLD_CHANGES):
        _tell_change(log, spec, key, columns)
    if changed > _TOLD_CHANGES:
        log.counts["history_changed"] += changed - _TOLD_CHANGES
    # On PostgreSQL even a statement that changes no row would count as a change of the dataset.
    if merge and (new or changed) and not log.errors():
        staged.merge()
    staged.drop()
    return new, changed, staged.rows - new - changed


def _tell_change(
    log: FindingLog,
    spec: RecordSpec,
    key: Sequence[object],
    columns: dict[str, tuple[object, object]],
) -> None:
    what = f"{spec.name} {' '.join(str(part) for part in key)}"
    said = ", ".join(f"{n} {_shown(old)} → {_shown(new)}" for n, (old, new) in columns.items())
    log.add("history_changed", spec.name, what=what, changes=Text(said, said))


def _shown(value: object) -> str:
    return "–" if value is None else hidden(str(value))[:60]
