"""The status of a database: server, clock, and every dataset."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, insert, select

from console.data.administration import status
from console.data.census import DatasetStatus
from console.data.connection import writing
from console.data.migrating import program_head
from console.data.schema import DATASET_TABLES, region, revision
from console.paths import resources
from tests.data.change_signal import CASES, case, day, signal, write
from tests.data.running import run, schema_of


def test_status_tells_rows_revision_epoch_change_and_newest_day(engine: Engine) -> None:
    begun = datetime.now(UTC) - timedelta(seconds=1)
    write(engine, CASES, case(0), case(3))
    report = status(engine)
    held = {dataset.dataset: dataset for dataset in report.datasets}
    cases = held["case_daily"]
    assert (cases.rows, cases.newest_day, cases.estimated) == (2, day(3), False)
    assert (cases.revision, cases.epoch) == signal(engine)
    assert begun <= cases.changed_at <= datetime.now(UTC) + timedelta(seconds=1)
    assert held["expert"] == DatasetStatus(
        "expert",
        0,
        revision=0,
        epoch=signal(engine, "expert").epoch,
        changed_at=held["expert"].changed_at,
        size=held["expert"].size,
    )
    assert held.keys() == DATASET_TABLES.keys()


def test_status_tells_server_latency_clock_and_migration(engine: Engine) -> None:
    report = status(engine)
    assert report.server.startswith(engine.dialect.name)
    assert report.latency_ms >= 0
    assert abs(report.clock_skew_s) < 5
    assert (report.migration, report.head) == (program_head(), program_head())
    assert report.size > 0
    assert any(dataset.size for dataset in report.datasets) == (engine.dialect.name == "postgresql")


def test_status_of_a_half_made_database_tells_what_there_is(engine: Engine) -> None:
    run(engine, "DROP TABLE {s}risk_tier")
    run(engine, "DROP TABLE {s}revision" + (" CASCADE" if schema_of(engine) else ""))
    held = {dataset.dataset: dataset for dataset in status(engine).datasets}
    assert held["risk_tier"].rows is None
    assert held["about"].rows == 1
    assert held["about"].revision is None


def test_the_shipped_regions_are_whole(engine: Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(select(region)).mappings().all()
    assert len(rows) == len((resources() / "regions" / "jilin.csv").read_text().splitlines()) - 1
    with writing(engine) as connection:
        connection.execute(insert(CASES).values([case(0, region=row["code"]) for row in rows]))
        stamps = connection.scalar(
            select(revision.c.revision).where(revision.c.dataset == "case_daily")
        )
    assert stamps > 0
