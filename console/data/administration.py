"""Create, upgrade, check and describe the central database."""

import secrets
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import SQLAlchemyError

from console.data.census import DatasetStatus, StatusReport, status
from console.data.connection import address_of, why, without_time_limit, writing
from console.data.findings import Finding, Severity
from console.data.inspection import CheckReport, check
from console.data.migrating import Version, migrate, refuse_newer, version
from console.data.region_file import read_regions
from console.data.roles import ensure_roles, grant_rights
from console.data.schema import DATASET_TABLES, SCHEMA, about, region
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.paths import resources

__all__ = [
    "CheckReport",
    "DatasetStatus",
    "Finding",
    "InitialiseReport",
    "Severity",
    "StatusReport",
    "check",
    "initialise",
    "status",
    "upgrade",
]

#: Any number, the same for every console: two that initialise at once do it one after the other.
_LOCK = 0x636F6D6D


@dataclass(frozen=True, slots=True)
class InitialiseReport:
    """What initialising made; all empty when there was nothing left to do.

    Attributes:
        database: The address, without its secrets.
        migrated_from: The migration that was found; None for none.
        migrated_to: The migration that the database has now.
        regions: How many regions were added.
        roles: The roles that were created on the server.
    """

    database: str
    migrated_from: str | None
    migrated_to: str
    regions: int
    roles: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was made."""
        return bool(self.migrated_from != self.migrated_to or self.regions or self.roles)


def initialise(engine: Engine, regions: Path | None = None) -> InitialiseReport:
    """Create what the database lacks; what is there already stays as it is.

    Args:
        engine: The database; for SQLite the file and its folder are created.
        regions: A file of regions for a database that has none; None = the province we ship.

    Raises:
        ConsoleError: The database cannot be reached or written, holds a newer schema or a
            centre's own views, or ``regions`` cannot be read.
    """
    place = address_of(engine)
    try:
        _create_file(engine)
        with writing(engine) as connection:
            found = _prepare(connection, place)
            migrate(connection)
            _name_database(connection)
            added = _seed_regions(connection, regions)
            roles = _make_roles(connection)
    except (SQLAlchemyError, OSError) as error:
        raise why(error, place=place) from error
    return InitialiseReport(place, found.current, found.head, added, roles)


def upgrade(engine: Engine) -> Version:
    """Run the migrations that are due and return what was found before.

    Raises:
        ConsoleError: The database cannot be reached, was never initialised, or is newer than the
            program.
    """
    place = address_of(engine)
    try:
        with writing(engine) as connection:
            _lock(connection)
            found = version(connection)
            if found.current is None:
                raise ConsoleError(
                    place,
                    Text("该数据库尚未初始化。", "The database was never initialised."),
                    Text("请先运行 db init。", "Run db init first."),
                )
            refuse_newer(found, place)
            migrate(connection)
            _make_roles(connection)
    except SQLAlchemyError as error:
        raise why(error, place=place) from error
    return found


def _create_file(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    path = Path(engine.url.database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def _lock(connection: Connection) -> None:
    without_time_limit(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _prepare(connection: Connection, place: str) -> Version:
    _lock(connection)
    found = version(connection)
    refuse_newer(found, place)
    if found.current is None:
        _refuse_foreign_relations(connection, place)
        if connection.dialect.name == "postgresql" and not inspect(connection).has_schema(SCHEMA):
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    return found


def _refuse_foreign_relations(connection: Connection, place: str) -> None:
    held = inspect(connection)
    schema = SCHEMA if connection.dialect.name == "postgresql" else None
    if schema and not held.has_schema(schema):
        return
    names = {*held.get_table_names(schema), *held.get_view_names(schema)}
    if foreign := sorted(names & {*DATASET_TABLES, "revision"}):
        raise ConsoleError(
            place,
            Text(
                f"已有并非由控制台建立的表或视图：{'、'.join(foreign)}。",
                f"There are tables or views that the console did not make: {', '.join(foreign)}.",
            ),
            Text(
                "db init 只用于控制台自己的表；对本中心的视图请用 db check。",
                "db init is for the console's own tables; for a centre's views use db check.",
            ),
        )


def _name_database(connection: Connection) -> None:
    into = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    known = connection.scalar(select(about.c.value).where(about.c.key == "database_id"))
    if known is None:
        values = {"key": "database_id", "value": str(uuid.UUID(bytes=secrets.token_bytes(16)))}
        connection.execute(into(about).values(values).on_conflict_do_nothing())


def _seed_regions(connection: Connection, path: Path | None) -> int:
    if connection.scalar(select(region.c.code).limit(1)) is not None:
        return 0
    rows = read_regions(path or resources() / "regions" / "jilin.csv")
    if rows:
        # One statement: regions refer to one another, and each statement must leave them whole.
        connection.execute(insert(region).values(rows))
    return len(rows)


def _make_roles(connection: Connection) -> tuple[str, ...]:
    if connection.dialect.name != "postgresql":
        return ()
    made = ensure_roles(connection)
    grant_rights(connection)
    return made
