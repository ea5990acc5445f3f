"""Files to import, and a database to import them into."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from console.data.connection import open_engine


@pytest.fixture
def base(sqlite_url: str) -> Iterator[Engine]:
    """An engine over a fresh SQLite database, for what does not depend on the database."""
    engine = open_engine(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write a file with the given content and return its path."""

    def write(content: str | bytes, name: str = "cases.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write
