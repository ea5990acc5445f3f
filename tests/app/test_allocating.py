"""Two allocation desks on one real server: each sees the other, and nothing is sent twice."""

from collections.abc import Iterator

import pytest
from psycopg2 import sql
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from console.app.allocating import Allocating
from console.data.administration import initialise
from console.data.connection import open_engine
from console.data.roles import READER
from tests.data.planning_worlds import fill, shipped
from tests.postgres import PostgresServer

LONG = 60_000


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as running:
        yield running


@pytest.fixture
def province(server: PostgresServer) -> Iterator[Engine]:
    with server.fresh_database() as url:
        engine = open_engine(url)
        initialise(engine)
        fill(engine)
        yield engine
        engine.dispose()


@pytest.fixture
def desks(province: Engine, qtbot: QtBot) -> Iterator[list[Allocating]]:
    url = province.url.render_as_string(hide_password=False)
    mains = [QWidget(), QWidget()]
    names = ("王建国", "李秀英")
    opened = [_desk(url, name, main, qtbot) for name, main in zip(names, mains, strict=True)]
    yield opened
    for desk in opened:
        desk.stop()


def _desk(url: str, officer: str, main: QWidget, qtbot: QtBot) -> Allocating:
    qtbot.addWidget(main)
    desk = Allocating(main)
    desk.use(url)
    desk.window.officer.setText(officer)
    desk.window.show_window()
    qtbot.waitUntil(lambda: desk.window.choices.materials.count() > 0, timeout=LONG)
    return desk


def _draft(desk: Allocating, qtbot: QtBot) -> str:
    window = desk.window
    window.choices.go.click()
    qtbot.waitUntil(window.keep.isEnabled, timeout=LONG)
    window.keep.click()
    qtbot.waitUntil(lambda: not window.busy and _own(desk) is not None, timeout=LONG)
    return _own(desk) or ""


def _own(desk: Allocating) -> str | None:
    mine = [
        record.uid
        for record in desk.window.records.records
        if record.steps[0].by == desk.window.officer.text()
    ]
    return mine[0] if mine else None


def _approve(desk: Allocating, uid: str, qtbot: QtBot) -> None:
    records = desk.window.records
    uids = [record.uid for record in records.records]
    records.plans.selectRow(uids.index(uid))
    records.buttons["approve"].click()
    qtbot.waitUntil(lambda: not desk.window.busy, timeout=LONG)


@pytest.mark.postgresql
def test_the_second_desk_sees_the_first_s_plan_and_cannot_send_the_same_again(
    desks: list[Allocating], province: Engine, qtbot: QtBot
) -> None:
    first, second = desks
    drafts = [_draft(desk, qtbot) for desk in desks]
    _approve(first, drafts[0], qtbot)
    number = first.window.records.plan.number
    assert number

    def seen() -> bool:
        return any(record.number == number for record in second.window.records.records)

    qtbot.waitUntil(seen, timeout=LONG)
    once = shipped(province)
    _approve(second, drafts[1], qtbot)
    told = second.window.notice.text()
    assert "王建国" in told
    assert number in told
    assert shipped(province) == once


@pytest.mark.postgresql
def test_an_officer_without_the_right_is_told_so_in_plain_words(
    server: PostgresServer, province: Engine, qtbot: QtBot
) -> None:
    server.execute(
        sql.SQL("CREATE ROLE only_looks LOGIN PASSWORD {} IN ROLE {}").format(
            sql.Literal(server.password), sql.Identifier(READER)
        )
    )
    database = province.url.database or ""
    main = QWidget()
    url = server.url(database, user="only_looks", password=server.password)
    desk = _desk(url, "张伟", main, qtbot)
    window = desk.window
    window.choices.go.click()
    qtbot.waitUntil(window.keep.isEnabled, timeout=LONG)
    window.keep.click()
    qtbot.waitUntil(lambda: "console_operator" in window.notice.text(), timeout=LONG)
    assert shipped(province) == {}
    desk.stop()
