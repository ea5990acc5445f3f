"""Fresh databases of both kinds, each as the program itself creates it."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine

from console.data.administration import initialise
from console.data.connection import open_engine
from tests.postgres import PostgresServer


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """The session's private server; a test that hurts it must start it again."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: PostgresServer) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with all tables."""
    with postgresql_server.fresh_database() as url:
        yield url


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "console.sqlite"
    engine = open_engine(str(path))
    initialise(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh SQLite database with all tables."""
    path = tmp_path / "console.sqlite"
    shutil.copyfile(_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(
    params=[pytest.param("postgresql", marks=pytest.mark.postgresql), pytest.param("sqlite")]
)
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database of either kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine over a fresh database of either kind."""
    made = open_engine(database_url, application="tests")
    yield made
    made.dispose()


@pytest.fixture
def postgresql_engine(postgresql_url: str) -> Iterator[Engine]:
    """An engine over a fresh PostgreSQL database."""
    made = open_engine(postgresql_url, application="tests")
    yield made
    made.dispose()


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """An engine over a fresh SQLite database."""
    made = open_engine(sqlite_url, application="tests")
    yield made
    made.dispose()


@pytest.fixture(
    params=[pytest.param("postgresql", marks=pytest.mark.postgresql), pytest.param("sqlite")]
)
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine over a database in which nothing was ever made."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = str(tmp_path / "a folder" / "空 100%.sqlite")
        else:
            server: PostgresServer = request.getfixturevalue("postgresql_server")
            url = stack.enter_context(server.fresh_database(migrated=False))
        engine = open_engine(url)
        stack.callback(engine.dispose)
        yield engine
