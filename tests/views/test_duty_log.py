"""The duty log is append-only: what is wrong is corrected by another entry."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest

from console.domain.duty import DutyEntry, EntryKind
from console.domain.wording import Lang
from console.views.duty_log import DutyLog
from console.widgets.language import set_language
from tests.views.conftest import now


def entry(uid: str, text: str = "all quiet", ago: float = 0.0, **changes: object) -> DutyEntry:
    at = now() - timedelta(minutes=ago)
    return DutyEntry(
        **{"uid": uid, "at": at, "by": "Li", "kind": EntryKind.NOTE, "text": text} | changes
    )


class Ear(QObject):
    def __init__(self, log: DutyLog) -> None:
        super().__init__()
        self.written: list[tuple[str, str]] = []
        log.written.connect(self.hear)

    @Slot(str, object)
    def hear(self, text: str, corrects: str) -> None:
        self.written.append((text, corrects))


@pytest.fixture
def log(qtbot):
    made = DutyLog()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def ear(log):
    return Ear(log)


def test_enter_enters_the_text_and_empties_the_line(log, ear):
    log.begin()
    QTest.keyClicks(log.field, "  door closed ")
    QTest.keyClick(log.field, Qt.Key.Key_Return)
    QTest.keyClick(log.field, Qt.Key.Key_Return)
    assert ear.written == [("door closed", "")]
    assert log.field.text() == ""


def test_the_newest_entry_stands_first(log):
    log.show_entries((entry("old", ago=9), entry("new", ago=1), entry("mid", ago=5)))
    assert [row.key for row in log.list.rows] == ["new", "mid", "old"]


def test_an_entry_of_this_desk_waits_on_disk_until_the_database_shows_it(log):
    mine = entry("mine")
    log.add_own(mine)
    assert "waits on disk" in log.list.rows[0].text
    log.show_entries((entry("other", ago=1), mine))
    assert [row.key for row in log.list.rows] == ["mine", "other"]
    assert not any("waits" in row.text for row in log.list.rows)


def test_enter_on_an_entry_begins_another_that_corrects_it(log, ear):
    log.show_entries((entry("wrong", "two beds"),))
    log.list.setFocus()
    log.list.setCurrentRow(0)
    QTest.keyClick(log.list, Qt.Key.Key_Return)
    assert log.field.text().startswith("Correction of ")
    QTest.keyClicks(log.field, "three beds")
    QTest.keyClick(log.field, Qt.Key.Key_Return)
    assert ear.written[0][0].endswith("three beds")
    assert ear.written[0][1] == "wrong"
    assert [row.text.splitlines()[-1] for row in log.list.rows] == ["two beds"]


def test_a_correction_can_be_taken_back(log, ear):
    log.show_entries((entry("wrong"),))
    log.list.setCurrentRow(0)
    log._correct()
    assert log.take_back()
    assert not log.take_back()
    QTest.keyClicks(log.field, "x")
    QTest.keyClick(log.field, Qt.Key.Key_Return)
    assert ear.written == [("x", "")]


def test_a_picture_names_its_file(log):
    log.show_entries((entry("p", kind=EntryKind.SNAPSHOT, picture="pictures/a.png"),))
    assert log.list.rows[0].text.endswith("pictures/a.png")
    assert "Snapshot" in log.list.rows[0].text


def test_text_that_looks_like_html_stays_text(log):
    log.show_entries((entry("x", "<b>bold</b><img src=x>"),))
    assert "<b>bold</b>" in log.list.item(0).text()
    assert "&lt;b&gt;" in log.list.item(0).toolTip()


def test_what_is_missing_is_said_where_the_entries_would_be(log):
    assert log.list.rows[0].text == "Nothing is written down yet"
    log.show_trouble("no database")
    assert log.list.rows[0].text == "no database"


def test_the_log_speaks_the_other_language_at_once(log, qtbot):
    log.show_entries((entry("a", kind=EntryKind.HANDOVER),))
    set_language(Lang.ZH)
    log.write()
    assert "交接班" in log.list.rows[0].text
