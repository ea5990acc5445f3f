"""What tests of administration share: statements run past the program's own ways."""

from pathlib import Path

from sqlalchemy import Engine, text

from console.data.connection import writing


def make_empty_file(engine: Engine) -> None:
    """On SQLite, make the empty file that a server's empty database answers to."""
    if engine.dialect.name == "sqlite":
        path = Path(str(engine.url.database))
        path.parent.mkdir()
        path.touch()


def schema_of(engine: Engine) -> str:
    return "command." if engine.dialect.name == "postgresql" else ""


def run(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        connection.execute(text(statement.format(s=schema_of(engine))))
