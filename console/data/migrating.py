"""Bring a database to the newest migration, and say which one it has."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from console.data.schema import SCHEMA
from console.domain.errors import ConsoleError
from console.domain.wording import Text

VERSION_TABLE = "alembic_version"


@dataclass(frozen=True, slots=True)
class Version:
    """Which migration a database has, and which the program brings.

    ``current`` is None where the database was never migrated (empty, or a centre's own views).
    """

    current: str | None
    head: str
    known: frozenset[str]

    @property
    def is_newer(self) -> bool:
        """Whether a newer program has migrated the database."""
        return self.current is not None and self.current not in self.known

    @property
    def is_older(self) -> bool:
        """Whether migrations are due."""
        return self.current is not None and self.current in self.known - {self.head}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


@cache
def _program() -> tuple[str, frozenset[str]]:
    scripts = ScriptDirectory.from_config(_config())
    head = scripts.get_current_head()
    if head is None:
        msg = "the program has lost its migrations"
        raise RuntimeError(msg)
    return head, frozenset(script.revision for script in scripts.walk_revisions())


def program_head() -> str:
    """Return the newest migration that the program brings."""
    return _program()[0]


def version(connection: Connection) -> Version:
    """Return which migration the database has; the connecting user must be able to read it."""
    head, known = _program()
    schema = SCHEMA if connection.dialect.name == "postgresql" else None
    if not inspect(connection).has_table(VERSION_TABLE, schema=schema):
        return Version(None, head, known)
    context = MigrationContext.configure(connection, opts={"version_table_schema": schema})
    return Version(context.get_current_revision(), head, known)


def refuse_newer(found: Version, place: str) -> None:
    """Raise a ConsoleError where a newer program has migrated the database."""
    if found.is_newer:
        raise ConsoleError(
            place,
            Text(
                f"数据库结构版本 {found.current} 比本程序（{found.head}）新。",
                f"The database has migration {found.current}, newer than this program's"
                f" ({found.head}).",
            ),
            Text("请升级控制台程序。", "Update the console."),
        )


def migrate(connection: Connection) -> None:
    """Run every migration that is due, inside the connection's own transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
