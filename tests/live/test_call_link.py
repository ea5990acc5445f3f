"""Two stations and a real server between them: rung, answered, told, lost and found again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, text

from console.data.administration import initialise
from console.data.call_store import CallRow
from console.data.connection import open_engine
from console.domain.calls import EndReason
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.live.call_link import CallLink
from tests.postgres import PostgresServer

WAIT = 20_000
NAME = Text("省指挥中心", "Provincial centre")
pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer(durable=True) as server:  # it is killed
        yield server


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        yield url


class Station(QObject):
    """A station without windows: its link, and all that it was told."""

    def __init__(self, url: str, code: str) -> None:
        super().__init__()
        self.rang: list[CallRow] = []
        self.resumed: list[CallRow] = []
        self.answered: list[str] = []
        self.ended: list[tuple[str, EndReason]] = []
        self.said: list[str] = []
        self.failed: list[ConsoleError] = []
        self.mended: list[str] = []
        self.link = CallLink(url, code)
        self.link.rang.connect(self.hear_ring)
        self.link.resumed.connect(self.hear_resumed)
        self.link.answered.connect(self.hear_answer)
        self.link.ended.connect(self.hear_end)
        self.link.said.connect(self.hear_words)
        self.link.failed.connect(self.hear_failure)
        self.link.mended.connect(self.hear_mended)
        self.link.start()

    @Slot(object)
    def hear_ring(self, row: CallRow) -> None:
        self.rang.append(row)

    @Slot(object)
    def hear_resumed(self, row: CallRow) -> None:
        self.resumed.append(row)

    @Slot(str)
    def hear_answer(self, key: str) -> None:
        self.answered.append(key)

    @Slot(str, object)
    def hear_end(self, key: str, reason: EndReason) -> None:
        self.ended.append((key, reason))

    @Slot(str, str)
    def hear_words(self, _key: str, body: str) -> None:
        self.said.append(body)

    @Slot(object)
    def hear_failure(self, error: ConsoleError) -> None:
        self.failed.append(error)

    @Slot(str)
    def hear_mended(self, place: str) -> None:
        self.mended.append(place)


@pytest.fixture
def stations(qapp: object, url: str) -> Iterator[tuple[Station, Station]]:
    centre, post = Station(url, "centre"), Station(url, "bs-01")
    yield centre, post
    assert centre.link.stop()
    assert post.link.stop()


def through(qtbot: QtBot, centre: Station, post: Station, key: str = "k1") -> None:
    centre.link.place_call(key, "bs-01", NAME)
    qtbot.waitUntil(lambda: bool(post.rang), timeout=WAIT)
    post.link.answer(key)
    qtbot.waitUntil(lambda: centre.answered == [key], timeout=WAIT)


def test_a_station_is_rung_by_name_and_its_answer_comes_back(qtbot: QtBot, stations) -> None:
    centre, post = stations
    through(qtbot, centre, post)
    (row,) = post.rang
    assert (row.caller, row.caller_name) == ("centre", NAME)
    assert not centre.rang


def test_what_the_ends_say_arrives_once_and_in_order(qtbot: QtBot, stations) -> None:
    centre, post = stations
    through(qtbot, centre, post)
    for number in range(50):
        centre.link.say("k1", f"c{number}")
        post.link.say("k1", f"p{number}")
    qtbot.waitUntil(lambda: len(post.said) >= 50 and len(centre.said) >= 50, timeout=WAIT)
    assert post.said == [f"c{number}" for number in range(50)]
    assert centre.said == [f"p{number}" for number in range(50)]


@pytest.mark.parametrize(
    ("given", "told"),
    [(EndReason.HUNG_UP, EndReason.FAR_HUNG_UP), (EndReason.REFUSED, EndReason.REFUSED)],
)
def test_the_end_is_told_to_the_other_side_alone_with_its_reason(
    qtbot: QtBot, stations, given: EndReason, told: EndReason
) -> None:
    centre, post = stations
    centre.link.place_call("k1", "bs-01", NAME)
    qtbot.waitUntil(lambda: bool(post.rang), timeout=WAIT)
    post.link.end("k1", given)
    qtbot.waitUntil(lambda: centre.ended == [("k1", told)], timeout=WAIT)
    centre.link.place_call("k2", "bs-01", NAME)
    qtbot.waitUntil(lambda: len(post.rang) == 2, timeout=WAIT)
    assert post.ended == []


def test_a_call_is_nobody_elses_business(qtbot: QtBot, stations, url: str) -> None:
    centre, post = stations
    stranger = Station(url, "hd-01")
    through(qtbot, centre, post)
    stranger.link.end("k1", EndReason.HUNG_UP)
    stranger.link.say("k1", "eavesdropping")
    centre.link.say("k1", "after it")
    qtbot.waitUntil(lambda: bool(post.said), timeout=WAIT)
    assert post.said == ["after it"]
    assert (stranger.rang, stranger.said, centre.ended) == ([], [], [])
    assert stranger.link.stop()


def test_words_said_while_the_server_is_down_are_delivered_when_it_is_back(
    qtbot: QtBot, stations, server: PostgresServer
) -> None:
    centre, post = stations
    through(qtbot, centre, post)
    server.kill()
    centre.link.say("k1", "again")
    qtbot.waitUntil(lambda: bool(centre.failed and post.failed), timeout=WAIT)
    server.start()
    qtbot.waitUntil(lambda: post.said == ["again"], timeout=WAIT)
    qtbot.waitUntil(lambda: bool(centre.mended and post.mended), timeout=WAIT)


def test_a_station_that_starts_anew_takes_up_the_call_that_goes_on(
    qtbot: QtBot, stations, url: str
) -> None:
    centre, post = stations
    through(qtbot, centre, post)
    centre.link.say("k1", "old words")
    qtbot.waitUntil(lambda: bool(post.said), timeout=WAIT)
    anew = Station(url, "bs-01")
    qtbot.waitUntil(lambda: [row.key for row in anew.resumed] == ["k1"], timeout=WAIT)
    centre.link.say("k1", "new words")
    qtbot.waitUntil(lambda: bool(anew.said), timeout=WAIT)
    assert anew.said == ["new words"]
    assert anew.link.stop()


def test_a_wish_that_the_database_refuses_is_told_and_does_not_stop_the_next(
    qtbot: QtBot, stations
) -> None:
    centre, post = stations
    centre.link.place_call("k" * 99, "bs-01", NAME)
    through(qtbot, centre, post)
    assert centre.failed


def test_the_embedded_database_says_that_it_carries_no_calls(qtbot: QtBot, tmp_path: Path) -> None:
    engine: Engine = open_engine(f"sqlite:///{tmp_path / 'console.sqlite'}")
    (tmp_path / "console.sqlite").touch()
    initialise(engine)
    engine.dispose()
    alone = Station(f"sqlite:///{tmp_path / 'console.sqlite'}", "centre")
    qtbot.waitUntil(lambda: bool(alone.failed), timeout=WAIT)
    assert "PostgreSQL" in alone.failed[0].remedy.en
    assert alone.link.stop()


def test_yesterdays_calls_are_cleared_away_with_all_that_was_said(
    qtbot: QtBot, stations, url: str
) -> None:
    centre, post = stations
    through(qtbot, centre, post)
    centre.link.say("k1", "gone tomorrow")
    qtbot.waitUntil(lambda: bool(post.said), timeout=WAIT)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE command.call SET placed_at = now() - interval '2 days'"))
    centre.link.place_call("k2", "bs-01", NAME)
    qtbot.waitUntil(lambda: len(post.rang) == 2, timeout=WAIT)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM command.call_signal")) == 0
    engine.dispose()
