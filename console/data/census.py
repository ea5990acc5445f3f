"""How a database stands: server, latency, clock, and how much of each dataset it holds."""

import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine, Table, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from console.data.catalogue import Relation, relations
from console.data.connection import address_of, why
from console.data.inspection import server_name
from console.data.migrating import VERSION_TABLE, program_head, version
from console.data.rights_check import may_read
from console.data.schema import DATASET_TABLES, SCHEMA, revision
from console.domain.datasets import Dataset

_PROBES = 5
#: Above this many rows PostgreSQL's own estimate is given: a count would read the whole table.
_COUNTED_UP_TO = 1_000_000
_ORDER = (*Dataset, *sorted(set(DATASET_TABLES) - set(Dataset)))


@dataclass(frozen=True, slots=True)
class DatasetStatus:
    """One dataset as the database holds it; None is what cannot be known or read.

    Attributes:
        dataset: Which one, by the name of its table.
        rows: How many rows it has.
        estimated: Whether ``rows`` is the server's estimate.
        revision: Its revision.
        epoch: Its epoch; a new one means that rows were removed.
        changed_at: When it last changed.
        newest_day: The last day that its rows speak of; None where rows have no day.
        size: What its table takes on disk with its indexes, in bytes.
    """

    dataset: str
    rows: int | None
    estimated: bool = False
    revision: int | None = None
    epoch: int | None = None
    changed_at: datetime | None = None
    newest_day: date | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class StatusReport:
    """How a database stands.

    Attributes:
        database: The address, without its secrets.
        server: The product and version of the server.
        latency_ms: Median time of an empty query, milliseconds.
        clock_skew_s: How far the server's clock is ahead of ours, seconds.
        migration: The migration that the database has; None for none.
        head: The newest migration that the program brings.
        size: What the whole database takes on disk, in bytes.
        datasets: Every dataset of the contract.
    """

    database: str
    server: str
    latency_ms: float
    clock_skew_s: float
    migration: str | None
    head: str
    size: int
    datasets: tuple[DatasetStatus, ...]


def status(engine: Engine) -> StatusReport:
    """Return how the database stands; nothing is changed.

    Raises:
        ConsoleError: The database cannot be reached, is unknown, or lets the user not in.
    """
    place = address_of(engine)
    try:
        with engine.connect() as connection:
            held = relations(connection)
            found = version(connection) if _readable(connection, held, VERSION_TABLE) else None
            return StatusReport(
                database=place,
                server=server_name(connection),
                latency_ms=_latency_ms(connection),
                clock_skew_s=_clock_skew_s(connection),
                migration=found.current if found else None,
                head=program_head(),
                size=_database_size(connection),
                datasets=_datasets(connection, held),
            )
    except SQLAlchemyError as error:
        raise why(error, place=place) from error


def _readable(connection: Connection, held: Mapping[str, Relation], table: str) -> bool:
    return table in held and may_read(connection, table)


def _latency_ms(connection: Connection) -> float:
    taken: list[float] = []
    for _ in range(_PROBES):
        begun = time.perf_counter()
        connection.execute(text("SELECT 1"))
        taken.append(time.perf_counter() - begun)
    return round(statistics.median(taken) * 1000, 3)


def _clock_skew_s(connection: Connection) -> float:
    if connection.dialect.name != "postgresql":
        return 0.0
    begun = datetime.now(UTC)
    theirs = connection.scalar(select(func.clock_timestamp()))
    middle = begun + (datetime.now(UTC) - begun) / 2
    return round((theirs - middle).total_seconds(), 3) if theirs else 0.0


def _database_size(connection: Connection) -> int:
    if connection.dialect.name == "postgresql":
        return connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
    pages = connection.scalar(text("SELECT page_count FROM pragma_page_count")) or 0
    return pages * (connection.scalar(text("SELECT page_size FROM pragma_page_size")) or 0)


def _datasets(connection: Connection, held: Mapping[str, Relation]) -> tuple[DatasetStatus, ...]:
    stamps = {}
    if _readable(connection, held, revision.name):
        stamps = {row.dataset: row for row in connection.execute(select(revision))}
    sizes = _sizes(connection)
    made: list[DatasetStatus] = []
    for name in _ORDER:
        table = DATASET_TABLES[name]
        size = sizes.get(name, (None, 0))
        stamp = stamps.get(name)
        if not _readable(connection, held, name):
            made.append(DatasetStatus(name, None, size=size[0]))
            continue
        rows, estimated = _rows(connection, table, size[1])
        made.append(
            DatasetStatus(
                name,
                rows,
                estimated=estimated,
                revision=stamp.revision if stamp else None,
                epoch=stamp.epoch if stamp else None,
                changed_at=stamp.changed_at if stamp else None,
                newest_day=_newest_day(connection, table, held[name]),
                size=size[0],
            )
        )
    return tuple(made)


def _sizes(connection: Connection) -> dict[str, tuple[int | None, int]]:
    """Return bytes on disk and estimated rows of each table; SQLite tells neither."""
    if connection.dialect.name != "postgresql":
        return {}
    found = connection.execute(
        text(
            "SELECT c.relname, pg_total_relation_size(c.oid), c.reltuples::bigint"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = :schema AND c.relkind IN ('r', 'm')"
        ),
        {"schema": SCHEMA},
    )
    return {name: (size, rows) for name, size, rows in found}


def _rows(connection: Connection, table: Table, estimate: int) -> tuple[int, bool]:
    if estimate > _COUNTED_UP_TO:
        return estimate, True
    return connection.scalar(select(func.count()).select_from(table)) or 0, False


def _newest_day(connection: Connection, table: Table, relation: Relation) -> date | None:
    if "date" not in table.columns or "date" not in relation.columns:
        return None
    newest: date | None = connection.scalar(select(func.max(table.c.date)))
    return newest
