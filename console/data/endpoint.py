"""A database's address, and how it is read and watched."""

from pathlib import Path
from typing import Any

import psycopg2

from console.data.addresses import parse
from console.data.call_store import CallStore
from console.data.connection import libpq_parameters, password_from_keyring, redact
from console.data.source_postgres import PostgresSource
from console.data.source_sqlite import SqliteSource
from console.data.sources import Source
from console.data.waking import Bell
from console.data.wall_store import WallStore
from console.data.watches import PostgresWatch, SqliteWatch, Watch


class Endpoint:
    """One database, by its address.

    Attributes:
        place: The redacted address, for people.

    Raises:
        ConsoleError: The address is none.
    """

    def __init__(self, url: str) -> None:
        self.place = redact(url)
        address = parse(url)
        self._file: Path | None = None
        self._parameters: dict[str, Any] = {}
        if address.get_backend_name() == "sqlite":
            self._file = Path(address.database or "").absolute()
        else:
            self._parameters = libpq_parameters(url)

    def source(self, bell: Bell) -> Source:
        """Connect for reading."""
        if self._file is not None:
            return SqliteSource(self._file, bell)
        try:
            return PostgresSource(self._parameters, bell)
        except psycopg2.OperationalError as error:
            return PostgresSource(self._with_password(error), bell)

    def watch(self, bell: Bell) -> Watch:
        """Connect for news of changes."""
        if self._file is not None:
            return SqliteWatch(self._file, bell)
        try:
            return PostgresWatch(self._parameters, bell)
        except psycopg2.OperationalError as error:
            return PostgresWatch(self._with_password(error), bell)

    def wall(self, bell: Bell, name: str) -> WallStore | None:
        """Connect to the shared state of the wall ``name``; None where the database has none."""
        if self._file is not None:
            return None
        try:
            return WallStore(self._parameters, bell, name)
        except psycopg2.OperationalError as error:
            return WallStore(self._with_password(error), bell, name)

    def calls(self, bell: Bell, station: str) -> CallStore | None:
        """Connect to the calls of ``station``; None where the database carries none."""
        if self._file is not None:
            return None
        try:
            return CallStore(self._parameters, bell, station)
        except psycopg2.OperationalError as error:
            return CallStore(self._with_password(error), bell, station)

    def _with_password(self, error: psycopg2.OperationalError) -> dict[str, Any]:
        """Return the parameters with the keyring's password, where that is all that is wanting."""
        password = None
        if "no password supplied" in str(error):
            password = password_from_keyring(self._parameters)
        if password is None:
            raise error
        return {**self._parameters, "password": password}
