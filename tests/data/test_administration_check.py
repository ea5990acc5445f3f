"""The check names all that is missing, and takes views of the same names for tables."""

import pytest
from sqlalchemy import Engine, text

from console.data.administration import Severity, check, initialise, status
from console.data.connection import writing
from console.data.schema import DATASET_TABLES, metadata
from console.domain.errors import ConsoleError
from tests.data.running import make_empty_file, run, schema_of


def test_check_of_an_empty_database_names_every_table(empty_engine: Engine) -> None:
    make_empty_file(empty_engine)
    report = check(empty_engine)
    places = {finding.place for finding in report.findings}
    assert {f"command.{table.name}" for table in metadata.tables.values()} <= places
    assert not report.ok
    assert report.tables == ()


def test_check_names_a_missing_table(engine: Engine) -> None:
    run(engine, "DROP TABLE {s}risk_tier")
    report = check(engine)
    assert [finding.place for finding in report.findings] == ["command.risk_tier"]
    assert not report.ok


def test_check_names_a_missing_column(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        run(engine, "ALTER TABLE {s}facility DROP COLUMN kind")
    else:
        columns = DATASET_TABLES["facility"].columns.keys()
        run(engine, "DROP TABLE facility")
        run(engine, f"CREATE TABLE facility ({', '.join(sorted({*columns} - {'kind'}))})")
    places = [finding.place for finding in check(engine).findings]
    assert [place for place in places if ": " not in place] == ["command.facility.kind"]


def test_check_names_a_column_of_another_type(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        run(engine, "ALTER TABLE {s}timeliness_daily ALTER COLUMN onset_report_count TYPE numeric")
    else:
        run(engine, "DROP TABLE expert")
        run(engine, "CREATE TABLE expert (code INTEGER, revision BIGINT)")
    place, was, wanted = (
        ("command.timeliness_daily.onset_report_count", "numeric", "integer")
        if engine.dialect.name == "postgresql"
        else ("command.expert.code", "integer", "text")
    )
    found = next(finding for finding in check(engine).findings if finding.place == place)
    assert found.problem.en == f"The column is of type {was}, not {wanted}."


def test_check_names_a_missing_or_disabled_trigger(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        run(engine, "ALTER TABLE {s}case_daily DISABLE TRIGGER row_updated")
        name = "row_updated"
    else:
        run(engine, "DROP TRIGGER case_daily_updated")
        name = "case_daily_updated"
    report = check(engine)
    assert [finding.place for finding in report.findings] == [f"command.case_daily: {name}"]
    assert not report.ok


def test_check_names_a_dataset_without_its_revision(engine: Engine) -> None:
    run(engine, "DELETE FROM {s}revision WHERE dataset = 'expert'")
    found = check(engine).findings
    assert [finding.place for finding in found] == ["command.revision"]
    assert "expert" in found[0].problem.en


def _replace_by_views(engine: Engine, names: list[str]) -> None:
    """Do as a centre does whose own tables hold the figures, under names of its own."""
    prefix = schema_of(engine)
    cascade = " CASCADE" if prefix else ""
    statements = ["CREATE SCHEMA centre"] if prefix else []
    for name in names:
        own = f"centre.own_{name}" if prefix else f"own_{name}"
        listed = DATASET_TABLES[name].columns.keys()
        columns = ", ".join(f'"{column}"' for column in listed if column != "revision")
        statements += [
            f"CREATE TABLE {own} AS SELECT {columns} FROM {prefix}{name}",  # noqa: S608
            f"DROP TABLE {prefix}{name}{cascade}",
            f"CREATE VIEW {prefix}{name} AS SELECT * FROM {own}",  # noqa: S608
        ]
        if prefix and name != "case_record":
            statements += [
                f"GRANT SELECT ON {prefix}{name} TO {role}"
                for role in ("console_reader", "console_operator")
            ]
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize("names", [["case_daily", "case_note"], sorted(DATASET_TABLES)])
def test_views_of_the_same_names_pass_with_a_warning_that_they_are_read_whole(
    postgresql_engine: Engine, names: list[str]
) -> None:
    _replace_by_views(postgresql_engine, names)
    report = check(postgresql_engine)
    assert report.ok
    reread = [f for f in report.findings if "re-read" in f.remedy.en]
    assert [finding.place for finding in reread] == [
        f"command.{name}" for name in DATASET_TABLES if name in names
    ]
    assert all(finding.severity is Severity.WARNING for finding in report.findings)
    assert status(postgresql_engine).datasets


def test_views_pass_on_sqlite_too(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys = OFF"))
    _replace_by_views(sqlite_engine, ["case_daily"])
    assert check(sqlite_engine).ok


def test_a_view_that_lacks_a_column_is_told_what_to_write(postgresql_engine: Engine) -> None:
    _replace_by_views(postgresql_engine, ["case_daily"])
    run(postgresql_engine, "DROP VIEW command.case_daily")
    run(
        postgresql_engine,
        "CREATE VIEW command.case_daily AS SELECT region, date, confirmed_new, imported_new,"
        " suspected_new, recovered_new::numeric, deaths_new, in_hospital, severe, tested"
        " FROM centre.own_case_daily",
    )
    remedies = {finding.place: finding.remedy.en for finding in check(postgresql_engine).findings}
    assert remedies["command.case_daily.asymptomatic_new"].startswith(
        "In a view write NULL::integer AS asymptomatic_new"
    )
    assert remedies["command.case_daily.recovered_new"] == (
        "Write recovered_new::integer AS recovered_new."
    )


def test_init_does_not_write_over_a_centre_s_own_relations(empty_engine: Engine) -> None:
    make_empty_file(empty_engine)
    if empty_engine.dialect.name == "postgresql":
        run(empty_engine, "CREATE SCHEMA command")
    run(empty_engine, "CREATE VIEW {s}case_daily AS SELECT 1 AS region")
    with pytest.raises(ConsoleError, match=r"case_daily.*db check"):
        initialise(empty_engine)
