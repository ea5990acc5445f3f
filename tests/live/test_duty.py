"""The duty records' service on its thread: kept at once, delivered once, told in order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from psycopg2 import sql
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from console.app.duty import DutyRecords
from console.data.administration import initialise
from console.data.connection import open_engine
from console.data.duty_queue import DutyQueue
from console.domain.errors import ConsoleError
from console.domain.posts import Post
from console.domain.wording import Text
from console.live.duty import DutyService
from console.live.runner import ServiceThread
from tests.data.duty import alarm, entry, held, uids
from tests.postgres import PostgresServer


class Ear(QObject):
    """Hears the service on the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: list[int] = []
        self.saved: list[str] = []
        self.faults: list[ConsoleError] = []
        self.books: list[object] = []
        self.rights: list[bool] = []

    @Slot(int)
    def count(self, number: int) -> None:
        self.counts.append(number)

    @Slot(str)
    def save(self, key: str) -> None:
        self.saved.append(key)

    @Slot(bool)
    def allow(self, to_write: bool) -> None:  # noqa: FBT001 - a slot
        self.rights.append(to_write)

    @Slot(object)
    def fail(self, error: ConsoleError) -> None:
        self.faults.append(error)

    @Slot(object)
    def read(self, book: object) -> None:
        self.books.append(book)


@dataclass
class Running:
    service: DutyService
    thread: ServiceThread
    ear: Ear = field(default_factory=Ear)


@pytest.fixture
def url(tmp_path: Path) -> str:
    engine = open_engine(str(tmp_path / "console.sqlite"))
    initialise(engine)
    engine.dispose()
    return f"sqlite:///{tmp_path / 'console.sqlite'}"


@pytest.fixture
def start(qapp: object, tmp_path: Path) -> Iterator[Callable[[str], Running]]:
    running: list[Running] = []

    def begin(url: str) -> Running:
        service = DutyService(url, tmp_path / "state")
        made = Running(service, ServiceThread(service, "duty records"))
        service.queue_changed.connect(made.ear.count)
        service.saved.connect(made.ear.save)
        service.failed.connect(made.ear.fail)
        service.book_read.connect(made.ear.read)
        service.rights_changed.connect(made.ear.allow)
        made.thread.start()
        running.append(made)
        return made

    yield begin
    assert all(made.thread.stop(5) for made in running)


def rows(url: str, name: str) -> list[object]:
    engine = open_engine(url)
    found = held(engine, name)
    engine.dispose()
    return list(found)


def test_records_reach_the_database_in_their_order_and_are_told_of(
    qtbot: QtBot, url: str, start: Callable[[str], Running]
) -> None:
    made = start(url)
    qtbot.waitUntil(lambda: made.ear.counts == [0])
    key = alarm().key
    made.service.record(entry(1))
    made.service.raise_alarm(alarm())
    made.service.acknowledge(key, "李")
    made.service.clear(key)
    made.service.reopen(key)
    made.service.save_post(Post("P9", "220282", Text("桦甸", "Huadian"), "county"))
    qtbot.waitUntil(lambda: len(made.ear.saved) == 6)
    qtbot.waitUntil(lambda: made.ear.counts[-1] == 0)
    assert [one for one in made.ear.saved if one != "P9"] == ["uid-000001", key, key, key, key]
    (row,) = rows(url, "alert")
    assert row.acknowledged_by == "李"
    assert len(rows(url, "command_post")) == 1
    assert made.ear.faults == []


def test_what_the_database_cannot_take_now_is_counted_and_told_once_and_survives(
    qtbot: QtBot, tmp_path: Path, start: Callable[[str], Running]
) -> None:
    url = f"sqlite:///{tmp_path / 'later.sqlite'}"
    made = start(url)
    qtbot.waitUntil(lambda: made.ear.counts == [0])
    for number in (1, 2):
        made.service.record(entry(number))
    qtbot.waitUntil(lambda: bool(made.ear.faults) and made.ear.counts[-1] == 2)
    assert made.thread.stop(5)
    engine = open_engine(url)
    initialise(engine)
    again = start(url)
    qtbot.waitUntil(lambda: again.ear.counts[-1:] == [0] and len(again.ear.saved) == 2)
    assert uids(engine) == ["uid-000001", "uid-000002"]
    engine.dispose()


def test_a_service_that_cannot_keep_anything_says_so_for_each_record(
    qtbot: QtBot, tmp_path: Path, url: str, start: Callable[[str], Running]
) -> None:
    (tmp_path / "state").write_text("no folder", "utf-8")
    made = start(url)
    qtbot.waitUntil(lambda: len(made.ear.faults) == 1 and made.ear.books == [{}])
    made.service.record(entry(1))
    made.service.save_post(Post("P9", "220282", Text("桦甸", "Huadian"), "county"))
    qtbot.waitUntil(lambda: len(made.ear.faults) == 3)
    assert "not kept" in made.ear.faults[0].problem.en
    assert made.ear.books == [{}]


def test_the_alarm_book_is_read_at_the_next_start_and_a_spoilt_one_is_put_aside(
    qtbot: QtBot, tmp_path: Path, url: str, start: Callable[[str], Running]
) -> None:
    first = start(url)
    qtbot.waitUntil(lambda: first.ear.books == [{}])
    first.service.keep_book({"alarms": [1, "二"]})
    assert first.thread.stop(5)
    second = start(url)
    qtbot.waitUntil(lambda: second.ear.books == [{"alarms": [1, "二"]}])
    assert second.thread.stop(5)
    (file,) = (tmp_path / "state").glob("*.alarms.json")
    file.write_text("{", "utf-8")
    third = start(url)
    qtbot.waitUntil(lambda: third.ear.books == [{}])
    assert list((tmp_path / "state").glob("*.damaged"))


def test_what_the_desk_does_before_the_database_is_known_is_kept_once_it_is(
    qtbot: QtBot, url: str
) -> None:
    ear = Ear()
    records = DutyRecords()
    records.saved.connect(ear.save)
    records.record(entry(1))
    records.raise_alarm(alarm())
    records.open(url)
    qtbot.waitUntil(lambda: len(ear.saved) == 2)
    records.stop()
    assert ear.saved == ["uid-000001", alarm().key]


def test_a_stop_leaves_the_queue_for_the_next_console(
    qtbot: QtBot, tmp_path: Path, url: str, start: Callable[[str], Running]
) -> None:
    made = start(url)
    qtbot.waitUntil(lambda: made.ear.counts == [0])
    assert made.thread.stop(5)
    queue = DutyQueue(tmp_path / "state", url)
    assert queue.path.name.endswith("-0.jsonl")
    queue.close()


@pytest.mark.postgresql
def test_while_the_login_may_only_read_alarms_are_not_queued_and_what_people_write_is(
    qtbot: QtBot, start: Callable[[str], Running]
) -> None:
    with PostgresServer() as server, server.fresh_database() as url:
        server.execute(
            sql.SQL("CREATE ROLE looker LOGIN PASSWORD {} IN ROLE console_reader").format(
                sql.Literal(server.password)
            )
        )
        database = url.rpartition("/")[2].partition("?")[0]
        made = start(server.url(database, user="looker"))
        qtbot.waitUntil(lambda: made.ear.rights == [False], timeout=20_000)
        for number in range(5):
            made.service.raise_alarm(alarm(number))
            made.service.acknowledge(alarm(number).key, "李")
        made.service.record(entry(1))
        qtbot.waitUntil(lambda: made.ear.counts[-1] == 1, timeout=20_000)
        qtbot.waitUntil(lambda: bool(made.ear.faults), timeout=20_000)
        assert "只能读取" in made.ear.faults[0].problem.zh
        server.execute(sql.SQL("GRANT console_operator TO looker"))
        qtbot.waitUntil(lambda: made.ear.rights == [False, True], timeout=60_000)
        qtbot.waitUntil(lambda: made.ear.counts[-1] == 0, timeout=60_000)
        assert made.thread.stop(5)
