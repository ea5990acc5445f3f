"""Several nodes, one wall: the database decides who was first, and everyone shows that."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from console.data.wall_record import WallRecord
from console.domain.errors import ConsoleError
from console.live.wall_link import WallLink
from console.wall.director import Director
from console.wall.program import Program
from console.wall.restoring import begun
from console.wall.state import Author, WallState
from tests.postgres import PostgresServer
from tests.wall.wall_samples import SCENES

WAIT = 20_000
pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        yield url


class Node(QObject):
    """A machine of the wall without windows: a director, its record, its link."""

    def __init__(self, url: str, name: str, folder: Path, start: str) -> None:
        super().__init__()
        self.director = Director(
            SCENES,
            begun(None, Program(start), Author("li", name), datetime.now(UTC)),
            author=Author("li", name),
        )
        self.overruled: list[ConsoleError] = []
        self.failed: list[ConsoleError] = []
        self.mended: list[str] = []
        record = folder / f"{name}.sqlite"
        self.link = WallLink(url, "hall", record, self.director.state, shared=True)
        self.record = WallRecord(
            folder / f"{name}.json", record, "hall", failed=print, written=self.link.deliver
        )
        self.link.followed.connect(self.follow)
        self.link.overruled.connect(self.hear_overruled)
        self.link.failed.connect(self.hear_failed)
        self.link.mended.connect(self.hear_mended)
        self.record.start()
        self.link.start()

    @Slot(object)
    def follow(self, state: WallState) -> None:
        self.director.follow(state)

    @Slot(object)
    def hear_overruled(self, error: ConsoleError) -> None:
        self.overruled.append(error)

    @Slot(object)
    def hear_failed(self, error: ConsoleError) -> None:
        self.failed.append(error)

    @Slot(str)
    def hear_mended(self, place: str) -> None:
        self.mended.append(place)

    def do(self, wish: Callable, *arguments, **named) -> None:
        event = wish(*arguments, **named)
        self.record.keep(event)
        self.link.share(event)

    def end(self) -> None:
        assert self.link.stop(10)
        assert self.record.stop(10)

    @property
    def scene(self) -> str:
        return self.director.program.scene


@pytest.fixture
def node(qtbot: QtBot, url: str, tmp_path: Path) -> Iterator[Callable[..., Node]]:
    made: list[Node] = []

    def make(name: str, start: str = "overview") -> Node:
        made.append(Node(url, name, tmp_path, start))
        return made[-1]

    yield make
    for one in made:
        one.end()


def row(url: str, query: str) -> tuple:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            found = cursor.fetchone()
        connection.commit()
        return found
    finally:
        connection.close()


def shared(url: str) -> WallState | None:
    found = row(url, "SELECT max(state) FROM command.wall_state WHERE wall = 'hall'")
    return WallState.from_json(found[0]) if found[0] else None


def agree(qtbot: QtBot, url: str, *nodes: Node) -> None:
    """Wait until every node shows what the database holds."""
    qtbot.waitUntil(lambda: {one.director.state for one in nodes} == {shared(url)}, timeout=WAIT)


def test_a_take_reaches_every_node_and_a_late_one_shows_the_present_state(qtbot, url, node):
    first, second = node("a"), node("b")
    agree(qtbot, url, first, second)
    first.do(first.director.take, "outbreak")
    qtbot.waitUntil(lambda: second.scene == "outbreak", timeout=WAIT)
    second.do(second.director.choose_region, "220200")
    second.do(second.director.blank, on=True)
    qtbot.waitUntil(lambda: first.director.state == second.director.state, timeout=WAIT)
    late = node("c", "materials")
    qtbot.waitUntil(lambda: late.director.state == first.director.state, timeout=WAIT)
    assert late.director.state.dark
    assert [one.overruled for one in (first, second, late)] == [[], [], []]


def test_any_node_undoes_what_another_took(qtbot, url, node):
    first, second = node("a"), node("b")
    agree(qtbot, url, first, second)
    first.do(first.director.take, "outbreak")
    qtbot.waitUntil(lambda: second.scene == "outbreak", timeout=WAIT)
    second.do(second.director.undo)
    qtbot.waitUntil(lambda: first.scene == "overview", timeout=WAIT)


def test_of_two_who_take_at_once_both_see_one_outcome_and_whose_it_was(qtbot, url, node):
    first, second = node("a"), node("b")
    agree(qtbot, url, first, second)
    first.do(first.director.take, "outbreak")
    second.do(second.director.take, "materials")
    qtbot.waitUntil(lambda: bool(first.overruled or second.overruled), timeout=WAIT)
    qtbot.waitUntil(lambda: first.director.state == second.director.state, timeout=WAIT)
    loser, winner = (first, second) if first.overruled else (second, first)
    assert winner.overruled == []
    assert f"li@{winner.director.state.author.desk} was first" in str(loser.overruled[0])
    assert shared(url) == first.director.state


def test_many_changes_in_a_burst_arrive_as_one_last_state(qtbot, url, node):
    first, second = node("a"), node("b")
    agree(qtbot, url, first, second)
    for number in range(40):
        first.do(first.director.choose_region, f"2201{number:02}")
    qtbot.waitUntil(lambda: second.director.state == first.director.state, timeout=WAIT)
    assert first.overruled == []
    assert second.director.program.region == "220139"


def test_every_event_is_delivered_once_with_the_whole_state_after_it(qtbot, url, node):
    first = node("a")
    first.do(first.director.take, "outbreak")
    first.do(first.director.freeze, on=True)
    first.do(first.director.load, scene="materials")
    first.do(first.director.undo)
    count = "SELECT count(*) FROM command.wall_event"
    qtbot.waitUntil(lambda: row(url, count)[0] == 3, timeout=WAIT)
    kinds = 'SELECT array_agg(kind ORDER BY at), max("by") FROM command.wall_event'
    assert row(url, kinds) == (["take", "freeze", "undo"], "li@a")
    detail = json.loads(row(url, "SELECT max(detail) FROM command.wall_event WHERE kind='take'")[0])
    assert WallState.from_json(json.dumps(detail["after"])).program.scene == "outbreak"


def test_a_row_that_the_database_lost_is_put_back_as_the_nodes_show_it(qtbot, url, node):
    first, second = node("a"), node("b")
    agree(qtbot, url, first, second)
    first.do(first.director.take, "outbreak")
    qtbot.waitUntil(lambda: second.scene == "outbreak", timeout=WAIT)
    agree(qtbot, url, first, second)
    shown = first.director.state
    assert row(url, "DELETE FROM command.wall_state RETURNING wall") == ("hall",)
    qtbot.waitUntil(lambda: shared(url) == shown, timeout=WAIT)
    second.do(second.director.choose_region, "220200")
    qtbot.waitUntil(lambda: first.director.program.region == "220200", timeout=WAIT)
    assert [one.overruled for one in (first, second)] == [[], []]


def test_a_node_that_loses_the_database_works_on_and_is_followed_again_when_it_is_back(
    qtbot, server, url, node
):
    first, second = node("a"), node("b")
    agree(qtbot, url, first, second)
    server.kill()
    qtbot.waitUntil(lambda: bool(first.failed and second.failed), timeout=WAIT)
    first.do(first.director.take, "outbreak")
    first.do(first.director.choose_region, "220200")
    assert second.scene == "overview"
    server.restart()
    qtbot.waitUntil(lambda: second.director.state == first.director.state, timeout=60_000)
    assert second.director.program == Program("outbreak", "220200")
    qtbot.waitUntil(lambda: bool(first.mended), timeout=WAIT)
    count = "SELECT count(*) FROM command.wall_event"
    qtbot.waitUntil(lambda: row(url, count)[0] == 2, timeout=WAIT)
