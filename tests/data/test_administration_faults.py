"""What is wrong around the database is said clearly, and harms nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from console.data.administration import check, initialise, status, upgrade
from console.data.connection import open_engine
from console.domain.errors import ConsoleError
from tests.postgres import PostgresServer


@pytest.mark.parametrize("act", [check, status, initialise, upgrade])
@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(9000), b"word " * 2000])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(
    tmp_path: Path, act: Callable[[Engine], object], content: bytes
) -> None:
    path = tmp_path / "picture.sqlite"
    path.write_bytes(content)
    engine = open_engine(str(path))
    with pytest.raises(ConsoleError, match="not a sound SQLite database") as caught:
        act(engine)
    engine.dispose()
    assert caught.value.place == str(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("act", [check, status, upgrade])
def test_a_file_that_is_not_there_is_not_made_by_looking(
    tmp_path: Path, act: Callable[[Engine], object]
) -> None:
    engine = open_engine(str(tmp_path / "none.sqlite"))
    with pytest.raises(ConsoleError, match=r"cannot be opened.*db init"):
        act(engine)
    engine.dispose()
    assert list(tmp_path.glob("*.sqlite*")) == []


def test_a_folder_that_cannot_be_made_is_a_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    engine = open_engine(str(tmp_path / "file" / "x.sqlite"))
    with pytest.raises(ConsoleError):
        initialise(engine)
    engine.dispose()


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"database": "nowhere"}, "no such database"),
        ({"password": "Geheim"}, "refuses this user or password"),
        ({"port": 1}, "No database server answers"),
        ({"host": "no-such-host.invalid"}, "name is unknown"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_a_clear_fault_without_the_password(
    postgresql_server: PostgresServer, change: dict[str, object], word: str
) -> None:
    reachable = open_engine(postgresql_server.url())
    url = reachable.url.set(**change)
    reachable.dispose()
    engine = open_engine(url.render_as_string(hide_password=False))
    for act in (check, status, initialise, upgrade):
        with pytest.raises(ConsoleError, match=word) as caught:
            act(engine)
        assert str(url.password) not in caught.value.say("en") + caught.value.say("zh")
        assert "***" in caught.value.place
    engine.dispose()


@pytest.mark.postgresql
def test_a_server_that_hangs_is_a_fault_and_not_a_wait_for_ever() -> None:
    with PostgresServer() as server:
        name = server.create_database()
        engine = open_engine(server.url(name))
        server.pause()
        with pytest.raises(ConsoleError, match="in time"):
            check(engine)
        server.resume()
        assert not check(engine).ok
        engine.dispose()
