"""The duty desk in a running console: what its keys do reaches the database and the disk."""

# ruff: noqa: F811 - fixtures of the whole console are used here by their names

import sqlite3
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest

from console.app.root import Console
from console.domain.duty import EntryKind
from console.domain.feeds import FeedState
from tests.test_app import WAIT, database, demo_file, start  # noqa: F401 - fixtures


@pytest.fixture
def console(qtbot, start, database) -> Console:
    made = start(database, duty=True)
    window = made.duty_desk.window
    window.status.officer.setText("Li Ming")
    window.status.officer.editingFinished.emit()
    qtbot.waitUntil(lambda: bool(window.pages.shown), timeout=WAIT)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    return made


def rows(file: Path, kind: EntryKind) -> list[tuple[str, str, str, str]]:
    with sqlite3.connect(file) as connection:
        found = connection.execute(
            'SELECT text, "by", post, picture FROM duty_log WHERE kind = ?'
            """ AND "by" = 'Li Ming'""",  # the demonstration has entries of its own
            (kind.value,),
        ).fetchall()
    connection.close()
    return found


def kept(file: Path, kind: EntryKind) -> list[tuple[str, str, str, str]]:
    """Return the entries of this test's officer."""
    return [row for row in rows(file, kind) if row[1] == "Li Ming"]


def test_an_entry_reaches_the_database_and_comes_back_as_delivered(qtbot, console, database):
    log = console.duty_desk.window.log
    log.begin()  # else Enter belongs to the list that has the keys
    log.field.setText("all quiet")
    QTest.keyClick(log.field, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: any(row[:2] == ("all quiet", "Li Ming") for row in rows(database, EntryKind.NOTE)),
        timeout=WAIT,
    )
    qtbot.waitUntil(lambda: not log._own, timeout=WAIT)
    assert any("all quiet" in row.text for row in log.list.rows)


def test_a_picture_becomes_a_file_and_an_entry_that_names_it(qtbot, console, database):
    desk = console.duty_desk
    code = desk.window.pages.selection
    qtbot.waitUntil(
        lambda: console.live_feeds.service.status(code).state is FeedState.LIVE, timeout=WAIT
    )
    desk.window.commands.take_picture()
    qtbot.waitUntil(lambda: bool(rows(database, EntryKind.SNAPSHOT)), timeout=WAIT)
    text, by, post, picture = rows(database, EntryKind.SNAPSHOT)[0]
    assert (by, post) == ("Li Ming", code)
    assert "demonstration" in text
    assert cv2.imread(picture) is not None


def test_a_roll_call_is_kept_as_an_entry_and_as_a_sheet(qtbot, console, database):
    roll = console.duty_desk.window.roll
    roll._begin()
    roll._finish()
    qtbot.waitUntil(lambda: bool(rows(database, EntryKind.ROLL_CALL)), timeout=WAIT)
    text, _, _, sheet = rows(database, EntryKind.ROLL_CALL)[0]
    assert "expected" in text
    qtbot.waitUntil(Path(sheet).exists, timeout=WAIT)
    qtbot.waitUntil(Path(sheet).with_suffix(".html").exists, timeout=WAIT)


def test_a_handover_is_kept_as_an_entry_and_on_paper(qtbot, console, database):
    sheets = console.duty_desk.sheets
    sheets.open_handover()
    assert "Li Ming" in sheets.handover.html
    sheets.handover.keep_wanted.emit()
    # The demonstration has handovers of its own, without a sheet.
    qtbot.waitUntil(lambda: bool(kept(database, EntryKind.HANDOVER)), timeout=WAIT)
    paper = Path(kept(database, EntryKind.HANDOVER)[0][3])
    qtbot.waitUntil(paper.exists, timeout=WAIT)
    assert paper.read_bytes().startswith(b"%PDF")


def test_only_blank_and_panic_of_the_operators_keys_act_while_the_duty_desk_is_used(qtbot, console):
    window, desk = console.duty_desk.window, console.desk

    def acting() -> set[str]:
        everywhere = Qt.ShortcutContext.ApplicationShortcut
        found = [s for s in desk.findChildren(QShortcut) if s.context() is everywhere]
        return {s.key().toString() for s in found if s.isEnabled()}

    window.activateWindow()
    qtbot.waitUntil(
        lambda: window.isActiveWindow() and acting() == {"B", "F12", "Shift+F12"}, timeout=WAIT
    )
    desk.activateWindow()
    qtbot.waitUntil(lambda: desk.isActiveWindow() and {"1", "F7", "F12"} < acting(), timeout=WAIT)


def test_the_panic_key_of_the_duty_desk_makes_the_wall_black(qtbot, console):
    window, wall = console.duty_desk.window, console.show.director
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT)
    QTest.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: wall.state.panic_since is not None, timeout=WAIT)


def test_a_b_that_is_written_into_the_log_leaves_the_wall_as_it_is(qtbot, console):
    field = console.duty_desk.window.log.field
    field.setFocus()
    QTest.keyClicks(field, "bB")
    assert field.text() == "bB"
    assert console.show.state.on_air.blank_since is None


def test_alarms_are_watched_and_shown_though_nobody_opened_the_duty_desk(qtbot, start, database):
    with sqlite3.connect(database) as connection:
        connection.execute(
            "UPDATE command_post SET expected = 1, main_url = 'demo:refused', sub_url = ''"
        )
    connection.close()
    console = start(database)
    alarms = console.desk.alarms

    def named() -> bool:
        return any("command post" in row.text.splitlines()[0] for row in alarms.list.rows)

    qtbot.waitUntil(named, timeout=120_000)
    assert alarms.latched > 0
    assert not console.duty_desk.window.isVisible()
