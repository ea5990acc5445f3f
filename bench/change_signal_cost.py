"""What the change signal costs a writer: 1,000-row statements with and without its triggers.

Run it by hand: ``.venv/bin/python -m bench.change_signal_cost``. It prints the median of the rounds
in milliseconds, on a private PostgreSQL (with fsync, as in production) and on SQLite.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, text, update

from console.data.administration import initialise
from console.data.connection import open_engine, writing
from console.data.schema import DATASET_TABLES
from tests.postgres import PostgresServer

_ROUNDS = 15
_ROWS = 1_000
_CASES = DATASET_TABLES["case_daily"]


#: The server makes the rows itself, so that nothing but its own work is measured.
_INSERTS = {
    "postgresql": text(
        "INSERT INTO command.case_daily (region, date, confirmed_new)"
        " SELECT '220100', DATE '2000-01-01' + n, 1 FROM generate_series(:first, :last) AS n"
    ),
    "sqlite": text(
        "WITH RECURSIVE days(n) AS"
        " (SELECT :first UNION ALL SELECT n + 1 FROM days WHERE n < :last)"
        " INSERT INTO case_daily (region, date, confirmed_new)"
        " SELECT '220100', date('2000-01-01', n || ' days'), 1 FROM days"
    ),
}


def _median_ms(engine: Engine, work: Callable[[Connection, int], None]) -> float:
    taken: list[float] = []
    for turn in range(_ROUNDS):
        begun = time.perf_counter()
        with writing(engine) as connection:
            work(connection, turn)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _insert(connection: Connection, turn: int) -> None:
    first = turn * _ROWS
    connection.execute(
        _INSERTS[connection.dialect.name], {"first": first, "last": first + _ROWS - 1}
    )


def _update(connection: Connection, turn: int) -> None:
    connection.execute(
        update(_CASES)
        .where(_CASES.c.date >= date(2000, 1, 1) + timedelta(turn * _ROWS))
        .where(_CASES.c.date < date(2000, 1, 1) + timedelta((turn + 1) * _ROWS))
        .values(confirmed_new=2 + turn)
    )


def _remove(connection: Connection, _turn: int) -> None:
    connection.execute(delete(_CASES))


def _measure(engine: Engine, name: str) -> None:
    inserted = _median_ms(engine, _insert)
    updated = _median_ms(engine, _update)
    print(f"{name:<30} insert {inserted:8.1f} ms   update {updated:8.1f} ms")
    with writing(engine) as connection:
        _remove(connection, 0)


def _without_triggers(engine: Engine) -> None:
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE command.case_daily DISABLE TRIGGER USER"))
            return
        found = connection.execute(
            text(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_daily'"
            )
        )
        for name in found.scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))


def _both(engine: Engine, name: str) -> None:
    initialise(engine)
    _measure(engine, f"{name}, with triggers")
    _without_triggers(engine)
    _measure(engine, f"{name}, without")
    engine.dispose()


def main() -> None:
    """Measure both databases."""
    print(f"{_ROWS} rows a statement and transaction, median of {_ROUNDS}")
    with PostgresServer(durable=True) as server:
        _both(open_engine(server.url(server.create_database())), "PostgreSQL")
    with tempfile.TemporaryDirectory() as folder:
        _both(open_engine(str(Path(folder) / "bench.sqlite")), "SQLite")


if __name__ == "__main__":
    main()
