"""Alarms on real databases: two consoles raise one row, a wall none, a refresh none again."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from psycopg2 import sql
from PySide6.QtCore import QObject, Slot
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, insert, select, update

from console.app.alerting import WANTED, Alerting
from console.data.connection import open_engine, writing
from console.data.roles import OPERATOR, READER
from console.data.schema import DATASET_TABLES
from console.domain.snapshots import Snapshot, SnapshotBatch
from console.domain.snapshots_analysis import WarningSnapshot
from console.live.duty import DutyService
from console.live.refresher import Refresher
from console.live.runner import ServiceThread
from tests.data import jilin
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgresql

ALERT, CASES = DATASET_TABLES["alert"], DATASET_TABLES["case_daily"]
NOTES = DATASET_TABLES["case_note"]
CITY = "220200"
KEY = f"ears/{CITY}/C1/2020-05-10"
OUTBREAK = date(2020, 5, 11)


class Console(QObject):
    """What a console has of refreshing, alarms and the duty record, without its windows."""

    def __init__(self, url: str, folder: Path) -> None:
        super().__init__()
        self.alerting = Alerting(self)
        self.refresher = Refresher(url, poll_seconds=0.5)
        self.duty = DutyService(url, folder)
        self.threads = [
            ServiceThread(self.refresher, "refresher", self),
            ServiceThread(self.duty, "duty", self),
        ]
        self.boards: list[WarningSnapshot] = []
        self.refresher.snapshots_ready.connect(self.take)
        self.refresher.want(WANTED)
        self.alerting.raised.connect(self.duty.raise_alarm)
        self.raised = QSignalSpy(self.alerting.raised)
        self.saved = QSignalSpy(self.duty.saved)
        self.failed = QSignalSpy(self.duty.failed)
        for thread in self.threads:
            thread.start()
        self.alerting.use(url)

    @Slot(object)
    def take(self, batch: SnapshotBatch) -> None:
        for snapshot in batch.snapshots:
            self.alerting.take(snapshot)
            self._remember(snapshot)

    def _remember(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, WarningSnapshot):
            self.boards.append(snapshot)

    def stop(self) -> None:
        for thread in self.threads:
            thread.stop(5.0)


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as made:
        made.migrated_template()
        for role in (READER, OPERATOR):
            made.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
                    sql.Identifier(f"a_{role}"), sql.Literal(made.password), sql.Identifier(role)
                )
            )
        yield made


@pytest.fixture
def owner(server: PostgresServer) -> Iterator[Engine]:
    """A database that holds the published history up to the outbreak's second day."""
    with server.fresh_database() as url:
        engine = open_engine(url)
        rows, notes = [], []
        for code in jilin.cumulative():
            for day, new in jilin.daily(code).items():
                if day <= OUTBREAK and code != "220000":
                    rows.append({"region": code, "date": day, "confirmed_new": new})
                    if new < 0:
                        notes.append(
                            {"region": code, "date": day, "kind": "correction",
                             "text_zh": "订正", "text_en": "Corrected"}
                        )  # fmt: skip
        with writing(engine) as connection:
            connection.execute(insert(NOTES), notes)
            connection.execute(insert(CASES), rows)
        yield engine
        engine.dispose()


@pytest.fixture
def start(
    owner: Engine, server: PostgresServer, tmp_path: Path, qtbot: QtBot
) -> Iterator[Callable[[str], Console]]:
    """Start a console whose login is in a role."""
    running: list[Console] = []

    def run(role: str) -> Console:
        url = server.url(str(owner.url.database), user=f"a_{role}")
        running.append(Console(url, tmp_path / str(len(running))))
        return running[-1]

    yield run
    for console in running:
        console.stop()


def alerts(owner: Engine) -> list[tuple[str, str, str]]:
    with owner.connect() as connection:
        rows = connection.execute(select(ALERT.c.key, ALERT.c.region, ALERT.c.kind)).all()
    return [tuple(row) for row in rows]


def test_two_consoles_that_see_the_same_outbreak_raise_one_alarm(
    owner: Engine, start: Callable[[str], Console], qtbot: QtBot
) -> None:
    consoles = [start(OPERATOR), start(OPERATOR)]
    qtbot.waitUntil(lambda: all(console.saved.count() for console in consoles), timeout=20_000)
    assert [row for row in alerts(owner) if row[2] == "ears"] == [(KEY, CITY, "ears")]
    assert all(console.failed.count() == 0 for console in consoles)


def test_a_refresh_and_a_restart_raise_nothing_again_and_keep_who_acknowledged(
    owner: Engine, start: Callable[[str], Console], qtbot: QtBot
) -> None:
    console = start(OPERATOR)
    qtbot.waitUntil(lambda: console.saved.count() > 0, timeout=20_000)
    console.duty.acknowledge(KEY, "王值班")
    qtbot.waitUntil(lambda: seen_by(console) == "王值班", timeout=20_000)
    told, boards = console.raised.count(), len(console.boards)
    with writing(owner) as connection:
        connection.execute(
            update(CASES)
            .where(CASES.c.region == CITY, CASES.c.date == OUTBREAK)
            .values(confirmed_new=4)
        )
    qtbot.waitUntil(lambda: len(console.boards) > boards, timeout=20_000)
    assert console.raised.count() == told
    again = start(OPERATOR)
    qtbot.waitUntil(lambda: again.saved.count() > 0, timeout=20_000)
    assert [row for row in alerts(owner) if row[2] == "ears"] == [(KEY, CITY, "ears")]
    qtbot.waitUntil(lambda: seen_by(again) == "王值班", timeout=20_000)


def seen_by(console: Console) -> str:
    rows = console.boards[-1].rows if console.boards else ()
    return next((row.acknowledged_by for row in rows if row.alarm == KEY), "")


def test_a_console_that_may_only_read_raises_nothing_and_complains_of_nothing(
    owner: Engine, start: Callable[[str], Console], qtbot: QtBot
) -> None:
    wall = start(READER)
    qtbot.waitUntil(lambda: bool(wall.boards), timeout=20_000)
    assert any(row.alarm == KEY for row in wall.boards[-1].rows)
    qtbot.waitUntil(lambda: wall.alerting.may_raise is False, timeout=20_000)
    assert wall.raised.count() == wall.failed.count() == 0
    assert alerts(owner) == []
