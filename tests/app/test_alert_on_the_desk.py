"""A row in the table of alerts, written by another program, and what becomes of it at the desk."""

# ruff: noqa: F811 - fixtures of the whole console are used here by their names

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine, delete, insert, select

from console import paths
from console.app.root import Console
from console.data.connection import open_engine, writing
from console.data.schema import DATASET_TABLES
from console.domain.duty import AlarmsRequest
from console.wall.program import Program
from tests.postgres import PostgresServer
from tests.test_app import database, demo_file, start  # noqa: F401 - fixtures

WAIT = 40_000
ALERT = DATASET_TABLES["alert"]
KEY = "ears/220200/C1/today"
PROPOSED = Program("outbreak", "220200")
ARMED = '[[rules]]\nkind = "ears"\nseverity = 3\nscene = "outbreak"\narmed = true\n'


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as made:
        yield made


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A centre's database without any alert yet."""
    if request.param == "sqlite":
        address = str(request.getfixturevalue("database"))
        engine = open_engine(address)
        with writing(engine) as connection:
            connection.execute(delete(ALERT))
        engine.dispose()
        yield address
    else:
        made: PostgresServer = request.getfixturevalue("server")
        with made.fresh_database() as address:
            yield address


@pytest.fixture
def other(url: str) -> Iterator[Engine]:
    """The other program's own connection."""
    engine = open_engine(url)
    yield engine
    engine.dispose()


def raise_alert(other: Engine) -> None:
    with writing(other) as connection:
        connection.execute(
            insert(ALERT),
            {
                "region": "220200", "kind": "ears", "severity": 1, "key": KEY,
                "raised_at": datetime.now(UTC), "text": "吉林市异常", "text_en": "Jilin unusual",
            },
        )  # fmt: skip


def acknowledged_by(other: Engine) -> str | None:
    with other.connect() as connection:
        statement = select(ALERT.c.acknowledged_by).where(ALERT.c.key == KEY)
        return connection.execute(statement).scalar_one()


def at_work(qtbot: QtBot, start, url: str) -> Console:
    console = start(url)
    qtbot.waitUntil(lambda: console.board.latest(AlarmsRequest()) is not None, timeout=WAIT)
    console.desk.activateWindow()
    qtbot.waitUntil(console.desk.isActiveWindow, timeout=WAIT)
    return console


def is_listed(console: Console) -> bool:
    return any(row.key == KEY and row.bold for row in console.desk.alarms.list.rows)


def test_an_alert_proposes_its_scene_rings_is_latched_and_is_acknowledged_by_a_person(
    qtbot, start, url: str, other: Engine
):
    console = at_work(qtbot, start, url)
    on_air = console.show.state.on_air
    raise_alert(other)
    qtbot.waitUntil(lambda: console.show.state.preview == PROPOSED, timeout=WAIT)
    alarms = console.desk.alarms
    assert is_listed(console)
    qtbot.waitUntil(lambda: alarms.ring.property("ringing") == "true", timeout=WAIT)
    assert console.show.state.on_air == on_air
    assert acknowledged_by(other) is None
    QTest.keyClick(console.desk, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert alarms.list.chosen == KEY
    QTest.keyClick(alarms.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not is_listed(console), timeout=WAIT)
    qtbot.waitUntil(lambda: acknowledged_by(other) is not None, timeout=WAIT)
    assert console.show.state.on_air == on_air
    assert console.show.state.proposal is None


def test_an_armed_rule_takes_the_wall_by_itself_and_holds_it_until_a_person_lets_go(
    qtbot, start, url: str, other: Engine
):
    own: Path = paths.user_config() / "alarm_scenes.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(ARMED, "utf-8")
    console = at_work(qtbot, start, url)
    assert "ARMED" in console.desk.strip.armed.text()
    raise_alert(other)
    qtbot.waitUntil(lambda: console.show.state.program == PROPOSED, timeout=WAIT)
    console.desk.scene_chosen.emit("materials")
    assert console.show.state.program == PROPOSED
    QTest.keyClick(console.desk, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: acknowledged_by(other) is not None, timeout=WAIT)
    console.desk.scene_chosen.emit("materials")
    assert console.show.state.program.scene == "materials"
