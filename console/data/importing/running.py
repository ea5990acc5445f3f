"""The one entrance: files of one kind into one database."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from console.data.connection import address_of, why
from console.data.importing.cases import import_cases
from console.data.importing.job import Job
from console.data.importing.layout import parse_mapping
from console.data.importing.reading import NoProgress, Progress
from console.data.importing.records import import_materials, import_posts, import_regions
from console.data.importing.report import FindingLog, ImportReport, Kind, Outcome
from console.data.migrating import refuse_newer, version

_TABLES: dict[Kind, tuple[str, ...]] = {
    Kind.CASES: ("cases",),
    Kind.MATERIALS: ("material_daily", "material_flow", "material"),
    Kind.POSTS: ("command_post",),
    Kind.REGIONS: ("region",),
}
_IMPORTERS: dict[Kind, Callable[[Engine, Job, FindingLog], Outcome]] = {
    Kind.CASES: import_cases,
    Kind.MATERIALS: import_materials,
    Kind.POSTS: import_posts,
    Kind.REGIONS: import_regions,
}


def run_import(  # noqa: PLR0913 - what the command line can say
    engine: Engine,
    kind: Kind,
    files: Sequence[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    region: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> ImportReport:
    """Import ``files`` in one transaction, or nothing at all.

    Args:
        engine: The central database (``open_engine``).
        kind: What the files hold.
        files: CSV or Excel files; together they are one import.
        mapping: Our column names to the files'; ``*`` for the figures of a wide table.
        region: Code or name of the region, for a file of one region.
        dry_run: Report what would be done and write nothing.
        progress: Told how far the import is.
        now: The moment of the import; None = now. Days after tomorrow are refused.

    Returns:
        The report. Faults of the files stand in it as errors (``ok`` is False).

    Raises:
        ConsoleError: The database cannot be used, or ``mapping`` or ``region`` mean nothing.
    """
    log = FindingLog()
    job = Job(
        files=tuple(files),
        mapping=parse_mapping(mapping or {}, _TABLES[kind]),
        region=region,
        dry_run=dry_run,
        progress=progress or NoProgress(),
        now=now or datetime.now(UTC),
    )
    try:
        with engine.connect() as connection:
            refuse_newer(version(connection), address_of(engine))
        outcome = _IMPORTERS[kind](engine, job, log)
    except (SQLAlchemyError, psycopg2.Error) as error:
        raise why(error, place=address_of(engine)) from error
    return ImportReport(
        kind=kind,
        files=tuple(path.name for path in job.files),
        findings=log.findings(),
        counts=dict(log.counts),
        outcome=outcome,
        dry_run=dry_run,
        imported=not log.errors() and not dry_run,
    )
