"""A private PostgreSQL server for tests and measurements, which may be hurt at will."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
from psycopg2 import sql

from tests.postgres_installed import PostgresUnavailableError, find_binaries
from tests.postgres_process import SUPERUSER, ServerProcess

__all__ = ["SUPERUSER", "PostgresServer", "PostgresUnavailableError", "find_binaries"]


class PostgresServer(ServerProcess):
    """A private server and its databases; see :class:`ServerProcess` for how to hurt it."""

    def __init__(self, *, durable: bool = False, options: dict[str, str] | None = None) -> None:
        super().__init__(durable=durable, options=options)
        self._template = ""
        self._made = 0

    def execute(self, statement: str | sql.Composable, database: str = "postgres") -> None:
        """Run one statement as the superuser, outside any transaction."""
        connection = psycopg2.connect(self.url(database), connect_timeout=10)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    def create_database(self, *, template: str = "template0") -> str:
        """Create a database of a new name and return that name."""
        self._made += 1
        name = f"d{self._made}_{secrets.token_hex(3)}"
        self.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def migrated_template(self) -> str:
        """Return the name of a database brought to the newest migration, made at the first call."""
        if not self._template:
            from console.data.administration import initialise
            from console.data.connection import open_engine

            name = self.create_database()
            engine = open_engine(self.url(name), application="tests")
            try:
                initialise(engine)
            finally:
                engine.dispose()
            # Nobody, not even autovacuum, may be inside while it is copied.
            self.execute(
                sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name))
            )
            self._template = name
        return self._template

    @contextmanager
    def fresh_database(self, *, migrated: bool = True) -> Iterator[str]:
        """Lend the address of a new database, migrated or empty, and drop it afterwards."""
        name = self.create_database(template=self.migrated_template() if migrated else "template0")
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)
