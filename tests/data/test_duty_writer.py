"""What the duty desk did, as both databases hold it: each thing once, and nothing lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert
from sqlalchemy.exc import IntegrityError

from console.data import duty_writer
from console.data.connection import writing
from console.data.duty_deeds import Acknowledge, Clear, Deed, Reopen
from console.data.schema import DATASET_TABLES
from console.data.snapshots.duty import build_alarms, build_duty_log
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.duty import AlarmsRequest, DutyLogRequest, EntryKind
from console.domain.posts import Post
from console.domain.wording import Text
from tests.data.change_signal import signal
from tests.data.contract_rows import GOOD, NOON, seed
from tests.data.duty import alarm, entry, held, uids
from tests.data.rows import context

LATER = NOON + timedelta(minutes=5)


def do(engine: Engine, *deeds: Deed) -> None:
    for deed in deeds:
        with writing(engine) as connection:
            duty_writer.write(connection, deed)


def test_an_entry_is_held_as_it_was_made(engine: Engine) -> None:
    with writing(engine) as connection:
        seed(connection)
    made = entry(
        kind=EntryKind.ROLL_CALL,
        region="220282",
        post="p0",
        picture="shots/1.png",
        detail={"missing": ["桦甸"]},
    )
    do(engine, made)
    store = Store()
    store.apply(Dataset.DUTY_LOG, [row._mapping for row in held(engine, "duty_log")], reset=True)
    assert build_duty_log(store, DutyLogRequest(), context(400)).entries == (made,)


def test_an_entry_that_is_delivered_again_is_held_once_and_signals_nothing(engine: Engine) -> None:
    do(engine, entry(1), entry(2))
    before = signal(engine, "duty_log")
    do(engine, entry(1), entry(2, text="anders"))
    assert uids(engine) == ["uid-000001", "uid-000002"]
    assert signal(engine, "duty_log") == before


def test_an_entry_about_what_the_database_does_not_know_is_kept_and_says_so(
    engine: Engine,
) -> None:
    do(engine, entry(region="990000", post="gone", detail={"a": 1}))
    (row,) = held(engine, "duty_log")
    assert (row.region, row.post) == (None, None)
    assert row.detail == '{"a": 1, "region": "990000", "post": "gone"}'


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "  ab\n"])
def test_what_no_database_can_hold_is_left_out_of_a_text(engine: Engine, text: str) -> None:
    do(engine, entry(text=text, by="\x00"))
    (row,) = held(engine, "duty_log")
    assert (row.text, row.by) == ("ab", "?")


def test_an_alarm_is_raised_once_however_many_consoles_see_its_cause(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: do(engine, alarm()), range(8)))
    (row,) = held(engine, "alert")
    assert (row.key, row.text, row.text_en) == (
        "feed/P220282/1",
        "桦甸市视频中断",
        "No picture from Huadian",
    )


@pytest.mark.parametrize("region", ["", "990000"])
def test_an_alarm_about_no_known_place_is_booked_on_the_province(
    engine: Engine, region: str
) -> None:
    do(engine, alarm(region=region))
    (row,) = held(engine, "alert")
    assert row.region == "220000"
    assert ("990000" in row.detail) == bool(region)


def test_the_first_who_acknowledges_stands_and_the_second_changes_nothing(engine: Engine) -> None:
    do(engine, alarm(), Acknowledge(alarm().key, "李", LATER))
    before = signal(engine, "alert")
    do(engine, Acknowledge(alarm().key, "王", LATER + timedelta(minutes=1)))
    (row,) = held(engine, "alert")
    assert (row.acknowledged_by, row.acknowledged_at) == ("李", LATER)
    assert signal(engine, "alert") == before


def test_a_clock_that_is_behind_cannot_keep_an_acknowledgement_out(engine: Engine) -> None:
    early = NOON - timedelta(hours=1)
    do(engine, alarm(), Acknowledge(alarm().key, "李", early), Clear(alarm().key, early))
    (row,) = held(engine, "alert")
    assert (row.acknowledged_at, row.cleared_at) == (NOON, NOON)


def test_an_alert_of_another_program_is_acknowledged_by_its_number(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(
            insert(DATASET_TABLES["alert"]).values({**GOOD["alert"], "key": None, "id": 77})
        )
    do(engine, Acknowledge("alert/77", "李", LATER), Acknowledge("alert/x", "李", LATER))
    (row,) = held(engine, "alert")
    assert row.acknowledged_by == "李"


def test_a_cause_that_comes_back_reopens_an_alarm_only_until_it_is_acknowledged(
    engine: Engine,
) -> None:
    key = alarm().key
    do(engine, alarm(), Clear(key, LATER), Reopen(key))
    assert held(engine, "alert")[0].cleared_at is None
    do(engine, Clear(key, LATER), Acknowledge(key, "李", LATER), Reopen(key))
    assert held(engine, "alert")[0].cleared_at == LATER


def test_an_alarm_is_read_back_as_it_was_raised_acknowledged_and_cleared(engine: Engine) -> None:
    do(engine, alarm(), Acknowledge(alarm().key, "李", LATER), Clear(alarm().key, LATER))
    store = Store()
    store.apply(Dataset.ALERT, [row._mapping for row in held(engine, "alert")], reset=True)
    (shown,) = build_alarms(store, AlarmsRequest(), context(400)).alarms
    assert shown == alarm(acknowledged_by="李", acknowledged_at=LATER, cleared_at=LATER)


def post(**more: object) -> Post:
    values = {"code": "P9", "region": "220282", "name": Text("桦甸", "Huadian"), "kind": "county"}
    return Post(**{**values, **more})


def test_a_post_is_added_and_then_changed_under_its_code(engine: Engine) -> None:
    for made in (post(), post(main_url="rtsp://10.0.0.1/main", phone="110", expected=False)):
        with writing(engine) as connection:
            duty_writer.save_post(connection, made)
    (row,) = held(engine, "command_post")
    assert (row.main_url, row.sub_url, row.phone) == ("rtsp://10.0.0.1/main", None, "110")
    assert (row.name_zh, row.expected, row.lat) == ("桦甸", False, None)


def test_a_post_in_no_known_region_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError), writing(engine) as connection:
        duty_writer.save_post(connection, post(region="990000"))
