"""What one import is told, and the transaction that it works in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from console.data.connection import without_time_limit, writing
from console.data.importing.held import read_tree
from console.data.importing.reading import Progress
from console.data.schema import SCHEMA
from console.domain.errors import ConsoleError
from console.domain.regions import RegionTree
from console.domain.wording import Text

#: A writer that holds a table longer than this is not waited for.
_LOCK_WITHIN = "60s"


@dataclass(frozen=True, slots=True)
class Job:
    """One import.

    Attributes:
        files: The files, in the order given.
        mapping: Our column names to the files'.
        region: Code or name of the region of rows that name none.
        dry_run: Whether to report only.
        progress: Told how far it is.
        now: The moment of the import; aware.
    """

    files: Sequence[Path]
    mapping: Mapping[str, str]
    region: str | None
    dry_run: bool
    progress: Progress
    now: datetime


@contextmanager
def opened(engine: Engine, job: Job, tables: Sequence[str]) -> Iterator[Connection]:
    """Open the import's transaction; nobody else writes ``tables`` while differences are found.

    A dry run takes no lock and rolls back.
    """
    if job.dry_run:
        with engine.connect() as connection, connection.begin() as transaction:
            _be_patient(connection)
            yield connection
            if transaction.is_active:
                transaction.rollback()
        return
    with writing(engine) as connection:
        _be_patient(connection)
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_WITHIN}'"))
            listed = ", ".join(f"{SCHEMA}.{table}" for table in tables)
            connection.execute(text(f"LOCK TABLE {listed} IN SHARE ROW EXCLUSIVE MODE"))
        yield connection


def _be_patient(connection: Connection) -> None:
    without_time_limit(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def reading_tree(engine: Engine) -> RegionTree:
    """Return the regions of the database.

    Raises:
        ConsoleError: It knows none: there is nothing that rows could belong to.
    """
    with engine.connect() as connection, connection.begin():
        tree = read_tree(connection)
    if not len(tree):
        raise ConsoleError(
            "region",
            Text("数据库中没有任何地区。", "The database knows no region."),
            Text("请先运行 db init 或 import regions。", "Run db init or import regions first."),
        )
    return tree


def size_of(path: Path) -> int | None:
    """Return the length of a file in bytes for the progress bar, if it can be told."""
    try:
        return path.stat().st_size
    except OSError:
        return None
