"""What the line list costs: COPY with and without counting it, a day's insert, and reading.

Run it by hand: ``.venv/bin/python -m bench.bench_records [--rows 10000000]``. On a private
PostgreSQL with fsync, as in production. The server makes the rows itself, made-up cases of 60
counties over 1,096 days in the order of their report, and copies them from files of its own.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from console.data.administration import initialise
from console.data.connection import open_engine, without_time_limit, writing
from tests.postgres import PostgresServer

_DAYS, _COUNTIES, _FILES = 1_096, 60, 40
_FIRST = "TIMESTAMPTZ '2020-01-01 00:00+08'"
_COLUMNS = "id, region, onset_at, reported_at, isolated_at, treated_at, source"
_COUNTING = ("records_counted_on_insert", "records_counted_on_update", "records_counted_on_delete")

#: Case number n of :rows in all; numbers that look random, and are the same every time.
_ROWS = """
SELECT 'c' || n, county.code,
    reported - (24 + hashint8(n) % 4320 / 36.0) * INTERVAL '1 hour',
    reported,
    reported + (hashint8(n + 1) % 2880 / 60.0 - 12) * INTERVAL '1 hour',
    reported + (hashint8(n + 2) % 4320 / 60.0) * INTERVAL '1 hour',
    CASE WHEN n % 10 = 0 THEN 'imported' ELSE 'local' END
FROM generate_series({first}, {last}) AS n
    CROSS JOIN LATERAL (
        SELECT {start} + n * (INTERVAL '{days} days' / {rows}::double precision) AS reported
    ) AS at
    JOIN counties AS county ON county.number = abs(hashint8(n * 7)) % {counties}
"""


def main() -> None:
    """Load, insert, read, and print what each took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000_000)
    rows = parser.parse_args().rows
    with PostgresServer(durable=True) as server, server.fresh_database(migrated=False) as url:
        engine = open_engine(url)
        initialise(engine)
        files = list(_written(engine, rows))
        without = _loaded(engine, files, counting=False)
        print(f"COPY of {rows:,} rows, not counted: {without:.0f} s, {rows / without:,.0f} rows/s")
        with writing(engine) as connection:
            connection.execute(text("TRUNCATE command.case_record"))
        counted = _loaded(engine, files, counting=True)
        print(f"COPY of {rows:,} rows, counted: {counted:.0f} s, {rows / counted:,.0f} rows/s")
        _analyse(engine)
        _inserted(engine)
        _read(engine)
        engine.dispose()


def _written(engine: Engine, rows: int) -> Iterator[str]:
    with writing(engine) as connection:
        without_time_limit(connection)
        connection.execute(
            text(
                "CREATE TABLE public.counties AS SELECT code,"
                " row_number() OVER (ORDER BY code) - 1 AS number"
                " FROM command.region WHERE level = 'county' AND successor_code IS NULL"
                f" ORDER BY code LIMIT {_COUNTIES}"
            )
        )
        connection.execute(text("SET LOCAL search_path = public"))
        folder = connection.scalar(text("SHOW data_directory"))
        size = rows // _FILES
        for number in range(_FILES):
            path = f"{folder}/bench-{number}.copy"
            made = _ROWS.format(
                first=number * size, last=(number + 1) * size - 1, start=_FIRST, days=_DAYS,
                rows=rows, counties=_COUNTIES,
            )  # fmt: skip
            # No parameters: the % of the rows is meant literally.
            connection.exec_driver_sql(
                f"COPY ({made}) TO '{path}'", execution_options={"no_parameters": True}
            )
            yield path


@contextmanager
def _counting(engine: Engine, *, on: bool) -> Iterator[None]:
    def switch(word: str) -> None:
        with writing(engine) as connection:
            for trigger in _COUNTING:
                connection.exec_driver_sql(
                    f"ALTER TABLE command.case_record {word} TRIGGER {trigger}"
                )

    if not on:
        switch("DISABLE")
    yield
    if not on:
        switch("ENABLE")


def _loaded(engine: Engine, files: list[str], *, counting: bool) -> float:
    begun = time.perf_counter()
    with _counting(engine, on=counting):
        for path in files:
            with writing(engine) as connection:
                without_time_limit(connection)
                connection.exec_driver_sql(f"COPY command.case_record ({_COLUMNS}) FROM '{path}'")
    return time.perf_counter() - begun


def _analyse(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("VACUUM ANALYZE")


def _median_ms(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _inserted(engine: Engine) -> None:
    """Insert a day's 1,000 cases into the newest week, and take them back."""
    batch = (
        f"INSERT INTO command.case_record ({_COLUMNS})"
        " SELECT 'new' || n, county.code, at - INTERVAL '60 hours', at, at + INTERVAL '5 hours',"
        " at + INTERVAL '9 hours', 'local' FROM generate_series(1, 1000) AS n"
        f" CROSS JOIN LATERAL (SELECT {_FIRST} + INTERVAL '{_DAYS - 3} days'"
        " + n * INTERVAL '1 minute' AS at) AS moment"
        f" JOIN public.counties AS county ON county.number = n % {_COUNTIES}"
    )

    def insert() -> None:
        connection = engine.connect()
        try:
            connection.exec_driver_sql(batch, execution_options={"no_parameters": True})
        finally:
            connection.rollback()
            connection.close()

    insert()
    print(f"1,000 rows in one statement, counted: {_median_ms(insert, 7):.0f} ms")
    with _counting(engine, on=False):
        print(f"1,000 rows in one statement, not counted: {_median_ms(insert, 7):.0f} ms")


def _read(engine: Engine) -> None:
    questions = {
        "daily counts of every county, from the counts": (
            "SELECT region, date, cases FROM command.record_daily"
        ),
        "daily counts of one county, from the counts": (
            "SELECT date, cases FROM command.record_daily WHERE region = '220102'"
        ),
        "medians of every region and week": "SELECT * FROM command.timeliness_weekly",
        "daily counts of every county, from the line list": (
            "SELECT region, (reported_at AT TIME ZONE INTERVAL '8 hours')::date, count(*)"
            " FROM command.case_record GROUP BY 1, 2"
        ),
    }
    for name, question in questions.items():
        with engine.connect() as connection:
            connection.exec_driver_sql("SET statement_timeout = 0")
            found = len(_rows(connection, question))
            rounds = 3 if "line list" in name else 7

            def ask(connection: Connection = connection, question: str = question) -> object:
                return _rows(connection, question)

            print(f"{name}: {_median_ms(ask, rounds):.1f} ms ({found:,} rows)")


def _rows(connection: Connection, question: str) -> list[object]:
    """Ask by the driver alone, whose rows are what the question costs."""
    with connection.connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


if __name__ == "__main__":
    main()
