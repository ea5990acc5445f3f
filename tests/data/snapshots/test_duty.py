"""The duty log and the alarms as a snapshot shows them."""

from datetime import timedelta

from console.data.snapshots import build
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.duty import AlarmsRequest, DutyLogRequest, EntryKind
from console.domain.wording import Lang
from tests.data.rows import Row, at, context, store_of


def entry(number: int, **more: object) -> Row:
    return {
        "id": number,
        "at": at(number),
        "by": "Wang",
        "region": None,
        "post": None,
        "text": f"Entry {number}",
        "picture": None,
        "uid": f"uid-{number}",
        "kind": "note",
        "detail": "{}",
        **more,
    }


def alert(number: int, **more: object) -> Row:
    return {
        "id": number,
        "region": "22",
        "kind": "feed",
        "severity": 2,
        "raised_at": at(number),
        "text": "中断",
        "acknowledged_by": None,
        "acknowledged_at": None,
        "key": f"feed/P1/{number}",
        "text_en": "Down",
        "post": "P1",
        "cleared_at": None,
        **more,
    }


def held(dataset: Dataset, *rows: Row) -> Store:
    store = store_of()
    store.apply(dataset, rows, reset=True)
    return store


def test_the_newest_entries_come_first_and_no_more_than_were_asked_for() -> None:
    store = held(Dataset.DUTY_LOG, *(entry(number) for number in range(5)))
    shown = build(store, DutyLogRequest(3), context(5))
    assert [one.text for one in shown.entries] == ["Entry 4", "Entry 3", "Entry 2"]
    assert shown.provenance.datasets == (Dataset.DUTY_LOG,)


def test_entries_of_one_moment_stand_in_the_order_in_which_they_were_written() -> None:
    store = held(Dataset.DUTY_LOG, *(entry(number, at=at(1)) for number in (2, 9, 1)))
    shown = build(store, DutyLogRequest(), context(5))
    assert [one.uid for one in shown.entries] == ["uid-9", "uid-2", "uid-1"]


def test_an_entry_of_another_program_is_shown_for_what_it_holds() -> None:
    row = entry(7, uid=None, kind="nonsense", detail="[1", region=" 22 ", post="P1")
    (shown,) = build(held(Dataset.DUTY_LOG, row), DutyLogRequest(), context(9)).entries
    assert (shown.uid, shown.kind, shown.detail) == ("log/7", EntryKind.NOTE, {})
    assert (shown.region, shown.post, shown.picture) == ("22", "P1", "")


def test_the_detail_of_a_roll_call_comes_back_as_it_was_written() -> None:
    row = entry(1, kind="roll_call", detail='{"missing": ["桦甸"]}')
    (shown,) = build(held(Dataset.DUTY_LOG, row), DutyLogRequest(), context(9)).entries
    assert shown.kind is EntryKind.ROLL_CALL
    assert shown.detail == {"missing": ["桦甸"]}


def test_alarms_that_nobody_acknowledged_come_first_the_gravest_before_the_newest() -> None:
    seen = {"acknowledged_by": "Li", "acknowledged_at": at(9)}
    store = held(
        Dataset.ALERT,
        alert(1, severity=3),
        alert(2, severity=1, **seen),
        alert(3, severity=1),
        alert(4, severity=3),
    )
    shown = build(store, AlarmsRequest(), context(9))
    assert [one.key for one in shown.alarms] == [f"feed/P1/{n}" for n in (3, 4, 1, 2)]


def test_an_alarm_whose_cause_is_gone_stays_until_it_is_acknowledged() -> None:
    store = held(Dataset.ALERT, alert(1, cleared_at=at(2)))
    (shown,) = build(store, AlarmsRequest(), context(9)).alarms
    assert (shown.is_latched, shown.is_active, shown.is_listed) == (True, False, True)


def test_however_many_alarms_are_over_those_not_acknowledged_are_all_shown() -> None:
    over = {"acknowledged_by": "Li", "acknowledged_at": at(9), "cleared_at": at(9)}
    rows = [alert(n, **(over if n % 2 else {})) for n in range(1, 1400)]
    shown = build(held(Dataset.ALERT, *rows), AlarmsRequest(), context(9)).alarms
    assert sum(one.is_latched for one in shown) == 699
    assert sum(not one.is_listed for one in shown) == 500
    assert max(one.raised_at for one in shown if not one.is_listed) == at(1399)


def test_an_alert_of_another_program_is_over_once_it_is_acknowledged() -> None:
    row = alert(5, key=None, text_en=None, kind="material", post=None, severity=9)
    (shown,) = build(held(Dataset.ALERT, row), AlarmsRequest(), context(9)).alarms
    assert (shown.key, shown.severity, shown.post) == ("alert/5", 4, "")
    assert shown.text.of(Lang.EN) == "中断"
    row |= {"acknowledged_by": "Li", "acknowledged_at": at(5) + timedelta(hours=1)}
    (shown,) = build(held(Dataset.ALERT, row), AlarmsRequest(), context(9)).alarms
    assert not shown.is_listed
