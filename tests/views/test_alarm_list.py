"""Alarms stay until somebody acknowledges them, ring until then, and say when none can come."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtTest import QTest

from console.domain.duty import Alarm, AlarmKind
from console.domain.wording import NOTHING, Text
from console.views.alarm_list import AlarmList
from tests.views.conftest import now


def alarm(key: str, severity: int = 2, **changes: object) -> Alarm:
    values: dict[str, object] = {
        "key": key,
        "region": "220282",
        "post": "P220282",
        "kind": AlarmKind.FEED,
        "severity": severity,
        "raised_at": now() - timedelta(minutes=3),
        "text": Text(f"告警{key}", f"alarm {key}"),
    }
    return Alarm(**{**values, **changes})


class Ear(QObject):
    def __init__(self, alarms: AlarmList) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.counts: list[int] = []
        alarms.acknowledge_wanted.connect(self.hear)
        alarms.ringing_changed.connect(self.count)

    @Slot(str)
    def hear(self, key: str) -> None:
        self.seen.append(key)

    @Slot(int)
    def count(self, number: int) -> None:
        self.counts.append(number)


@pytest.fixture
def alarms(qtbot):
    made = AlarmList()
    qtbot.addWidget(made, before_close_func=AlarmList.stop)
    made.resize(500, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def ear(alarms):
    return Ear(alarms)


def test_the_gravest_and_newest_that_nobody_saw_stand_first(alarms):
    acknowledged = {"acknowledged_by": "Li", "acknowledged_at": now()}
    alarms.show_alarms((alarm("seen", 1, **acknowledged), alarm("mild", 4), alarm("grave", 1)))
    assert [row.key for row in alarms.list.rows] == ["grave", "mild", "seen"]
    assert [row.bold for row in alarms.list.rows] == [True, True, False]
    assert "Li" in alarms.list.rows[2].text


def test_a_row_names_severity_kind_place_age_and_text(alarms):
    alarms.name_places({"P220282": Text("桦甸", "Huadian"), "": NOTHING}.__getitem__)
    alarms.show_alarms((alarm("a"),))
    text = alarms.list.rows[0].text
    for word in ("▲ Grave", "No picture", "Huadian", "3 min ago", "alarm a"):
        assert word in text


def test_enter_acknowledges_the_chosen_alarm(alarms, ear):
    alarms.show_alarms((alarm("a", 1), alarm("b", 2)))
    alarms.go()
    QTest.keyClick(alarms.list, Qt.Key.Key_Down)
    QTest.keyClick(alarms.list, Qt.Key.Key_Return)
    assert ear.seen == ["b"]


def test_the_button_takes_the_first_that_rings_where_none_is_chosen(alarms, ear):
    alarms.show_alarms((alarm("a"),))
    QTest.mouseClick(alarms.acknowledge, Qt.MouseButton.LeftButton)
    assert ear.seen == ["a"]


def test_an_alarm_that_was_acknowledged_already_is_not_acknowledged_twice(alarms, ear):
    alarms.show_alarms((alarm("a", acknowledged_by="Li", acknowledged_at=now()),))
    alarms.go()
    QTest.keyClick(alarms.list, Qt.Key.Key_Return)
    assert ear.seen == []


def test_it_rings_until_acknowledged_and_a_hush_holds_until_the_next_alarm(alarms, ear, qtbot):
    alarms.show_alarms((alarm("a"),))
    qtbot.waitUntil(lambda: alarms.ring.property("ringing") == "true")
    alarms.hush_now()
    assert alarms.ring.property("ringing") == "false"
    assert not alarms._ringing()
    alarms.show_alarms((alarm("a"), alarm("b")))
    assert alarms._ringing() == ["b"]
    alarms.show_alarms(())
    assert ear.counts == [1, 2, 0]
    assert not alarms.hush.isEnabled()


def test_it_says_in_words_that_no_alarm_can_be_received(alarms):
    assert alarms.banner.isHidden()
    alarms.show_deaf(Text("数据库未连接", "no database"))
    assert not alarms.banner.isHidden()
    assert "no database" in alarms.banner.text()
    alarms.show_deaf(NOTHING)
    assert alarms.banner.isHidden()


def test_the_cursor_stays_at_its_alarm_when_others_come(alarms):
    alarms.show_alarms((alarm("b", 2),))
    alarms.go()
    alarms.show_alarms((alarm("a", 1), alarm("b", 2)))
    assert alarms.list.chosen == "b"


def test_without_alarms_it_says_so(alarms, ear):
    assert alarms.list.rows[0].text == "No alarms"
    alarms.acknowledge_chosen()
    assert ear.seen == []


def test_a_link_that_is_back_does_not_hide_that_alarms_are_still_not_received(alarms):
    alarms.show_deaf(Text("旧", "alerts are old"))
    alarms.show_cut(Text("断", "no database"))
    alarms.show_cut(NOTHING)
    assert "alerts are old" in alarms.banner.text()
    assert not alarms.banner.isHidden()
