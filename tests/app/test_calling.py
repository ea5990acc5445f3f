"""Calls in a running console: chosen by region, seen, taken on the wall, kept in the record."""

# ruff: noqa: F811 - fixtures of the whole console are used here by their names

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.app.root import Console
from console.domain.calls import CallStage, EndReason, Media
from console.domain.wording import Text
from console.live.call_link import CallLink
from console.widgets.call_tile import CallTile
from console.widgets.call_view import CallView
from tests.calling import PostProcess, ask, wait_for_movement
from tests.postgres import PostgresServer
from tests.test_app import start  # noqa: F401 - a fixture

pytestmark = [pytest.mark.postgresql, pytest.mark.slow, pytest.mark.timeout(300)]

WAIT = 40_000

_POSTS = """
INSERT INTO command.command_post (code, region, name_zh, name_en, kind, phone, expected) VALUES
    ('hd-01', '220282', '桦甸市指挥部', 'Huadian command post', 'county', '0432-1234567', true),
    ('jl-01', '220200', '吉林市指挥部', 'Jilin City command post', 'prefecture', '', true);
INSERT INTO command.expert (code, name, speciality, institution, phone, on_call_from) VALUES
    ('ex-01', '王医生', '重症医学', '省医院', '0431-7654321', now() - interval '1 hour')
"""


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        ask(url, _POSTS)
        yield url


@pytest.fixture
def console(qtbot: QtBot, url: str, start) -> Console:
    made = start(url, scene="consultation")
    made.calling.open_window()
    window = made.calling.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    qtbot.waitUntil(lambda: window.contacts.list.count() == 3, timeout=WAIT)
    return made


@pytest.fixture
def post(url: str, tmp_path: Path) -> Iterator[PostProcess]:
    running = PostProcess(url, "hd-01", "--answer", home=tmp_path)
    yield running
    assert running.stop() == 0


def choose(console: Console, words: str) -> None:
    console.calling.window.contacts.field.setText(words)


def press(qtbot: QtBot, window: QWidget, key: Qt.Key) -> None:
    """Press a key in a window; the post's came to the front when it rang."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    QTest.keyClick(window, key)


def tile(console: Console) -> CallTile:
    (found,) = [
        tile
        for window in console.wall.windows
        for tile in window.tiles
        if isinstance(tile, CallTile)
    ]
    return found


def on_the_wall(console: Console) -> CallView | None:
    cells = tile(console).cells
    return cells[0].view if cells else None


def test_huadian_is_called_seen_taken_on_the_wall_hung_up_by_one_key_and_kept_in_the_record(
    qtbot: QtBot, console: Console, url: str, post: PostProcess
) -> None:
    window, service = console.calling.window, console.calling.service
    choose(console, "huadian")
    QTest.keyClick(window.contacts.field, Qt.Key.Key_Return)
    (key,) = service.calls
    qtbot.waitUntil(lambda: service.calls[key].media is Media.MOVING, timeout=4 * WAIT)
    qtbot.waitUntil(lambda: window.cell.view.is_showing, timeout=WAIT)
    assert not tile(console).cells
    press(qtbot, window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: bool(tile(console).cells), timeout=WAIT)
    wait_for_movement(qtbot, lambda: on_the_wall(console))
    assert not window.cell.view.is_showing
    assert not window.cell.badge.isVisible()  # the wall's has the mark of what is seen there
    assert service.calls[key].stage is CallStage.ON_AIR
    press(qtbot, window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not tile(console).cells, timeout=WAIT)
    assert service.calls[key].reason is EndReason.HUNG_UP
    kinds = "SELECT kind, detail FROM command.wall_event WHERE kind LIKE 'call%' ORDER BY at"
    qtbot.waitUntil(lambda: len(ask(url, kinds)) >= 5, timeout=WAIT)
    rows = ask(url, kinds)
    assert [row[0] for row in rows] == [
        "call_placed",
        "call_answered",
        "call_on_air",
        "call_off_air",
        "call_ended",
    ]
    told = json.loads(str(rows[-1][1]))["call"]
    assert (told["party"], told["reason"]) == ("hd-01", "hung_up")
    assert told["on_air"][0][1]
    assert told["seconds"] > 0


def test_a_county_without_a_post_is_offered_its_prefectures_with_the_reason(
    console: Console,
) -> None:
    contacts = console.calling.window.contacts
    choose(console, "220284")  # Panshi
    offer = contacts.chosen
    assert offer is not None
    assert offer.party.code == "jl-01"
    assert "Panshi" in offer.reason.en


def test_an_expert_is_found_by_speciality_with_the_telephone_large(console: Console) -> None:
    contacts = console.calling.window.contacts
    choose(console, "重症")
    assert contacts.chosen is not None
    assert contacts.chosen.party.code == "ex-01"
    assert "0431-7654321" in contacts.phone.text()


def test_camera_and_microphone_are_tried_by_one_key_and_closed_by_another(
    qtbot: QtBot, console: Console
) -> None:
    QTest.keyClick(console.calling.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    trial = console.calling.trial.window
    qtbot.waitUntil(lambda: trial.level.value() > 10, timeout=2 * WAIT)
    wait_for_movement(qtbot, lambda: trial.view)
    press(qtbot, trial, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not trial.isVisible(), timeout=WAIT)
    assert not trial.view.is_showing


def test_keys_that_the_operator_has_too_are_those_of_the_window_that_is_used(
    qtbot: QtBot, console: Console
) -> None:
    meeting, trial = console.calling.meeting.window, console.calling.trial.window
    before = console.show.state.program
    for window in (meeting, trial):
        asked: list[bool] = []
        window.hear_wanted.connect(asked.append)
        window.hear.setEnabled(True)
        window.show()
        press(qtbot, window, Qt.Key.Key_F9)  # the safe scene, elsewhere
        assert asked == [True]
        window.close()
    assert console.show.state.program == before


def test_a_missed_call_is_listed_and_stays_an_alarm(
    qtbot: QtBot, console: Console, url: str
) -> None:
    ghost = CallLink(url, "hd-01")
    ghost.start()
    key = str(uuid4())
    ghost.place_call(key, "centre", Text("桦甸", "Huadian"))
    service = console.calling.service
    qtbot.waitUntil(lambda: key in service.calls, timeout=WAIT)
    assert service.calls[key].party.phone == "0432-1234567"  # it is known who rings
    ghost.end(key, EndReason.HUNG_UP)
    qtbot.waitUntil(lambda: service.calls[key].is_missed, timeout=WAIT)
    qtbot.waitUntil(
        lambda: bool(ask(url, f"SELECT 1 FROM command.alert WHERE key = 'call:{key}'")),  # noqa: S608
        timeout=WAIT,
    )
    assert ghost.stop()
    words = console.calling.window.list.item(0).text()
    assert "Huadian" in words
