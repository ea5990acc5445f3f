"""Alarms follow from the data alone: one key a cause, and a tier's change while it is news."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert

from console.data.alerting import alarms_of_risk, alarms_of_warning, may_raise
from console.data.connection import writing
from console.data.days import CENTRE_ZONE
from console.data.schema import DATASET_TABLES
from console.data.snapshots import build
from console.domain.datasets import Dataset
from console.domain.requests_analysis import RiskRequest, WarningRequest
from tests.data import jilin

CITY = "220200"


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=CENTRE_ZONE)


def warned(until: date):
    today = until + timedelta(days=1)
    board = build(jilin.real_store(until), WarningRequest(), jilin.context(today))
    return list(alarms_of_warning(board, at(today)))


def tiers(until: date, declared=(), rules=""):
    store = jilin.real_store(until)
    store.apply(Dataset.RISK_TIER, declared, reset=True)
    today = until + timedelta(days=1)
    board = build(store, RiskRequest(rule_set=rules), jilin.context(today))
    return list(alarms_of_risk(board, at(today)))


def test_the_outbreak_of_may_2020_is_one_alarm_from_its_first_day_to_its_last():
    assert [alarm.key for alarm in warned(date(2020, 5, 9))] == []
    first = warned(date(2020, 5, 10))
    assert [(alarm.key, alarm.region, alarm.kind) for alarm in first] == [
        (f"ears/{CITY}/C1/2020-05-10", CITY, "ears")
    ]
    assert "EARS C1" in first[0].text.en
    assert "吉林市自 2020-05-10 起触发预警" in first[0].text.zh
    keys = {alarm.key for day in range(11, 21) for alarm in warned(date(2020, 5, day))}
    assert keys == {first[0].key}


def test_a_computed_tier_that_changed_is_news_for_a_week_and_one_alarm():
    found = [
        alarm
        for day in range(6, 25)
        for alarm in tiers(date(2020, 5, day), rules="national-2020-02")
        if alarm.region == CITY
    ]
    rises = {alarm.key for alarm in found if alarm.severity < 4}
    assert len(rises) == 1
    assert len(found) > len({alarm.key for alarm in found})
    assert min(alarm.raised_at for alarm in found) == at(date(2020, 5, 9))


def tier(code: str, since: date, name: str) -> dict[str, object]:
    return {
        "region": code,
        "valid_from": since,
        "tier": name,
        "rule_set": "jilin-2020-five",
        "declared_by": "省政府",
    }


def test_a_declared_tier_raises_an_alarm_that_says_from_what_to_what_and_by_whom():
    declared = [tier(CITY, date(2020, 5, 1), "低"), tier(CITY, date(2020, 5, 16), "高")]
    found = [a for a in tiers(date(2020, 5, 17), declared) if a.region == CITY]
    assert [alarm.severity for alarm in found] == [2]
    assert "省政府宣布" in found[0].text.zh
    assert "由低风险" in found[0].text.zh or "由低" in found[0].text.zh
    assert [a for a in tiers(date(2020, 5, 30), declared) if a.region == CITY] == []


def test_a_tier_declared_anew_without_a_change_raises_nothing():
    declared = [tier(CITY, date(2020, 5, 1), "低"), tier(CITY, date(2020, 5, 16), "低")]
    assert [a for a in tiers(date(2020, 5, 17), declared) if a.region == CITY] == []


def test_a_fall_is_told_as_the_mildest():
    declared = [tier(CITY, date(2020, 5, 1), "高"), tier(CITY, date(2020, 5, 16), "低")]
    assert [a.severity for a in tiers(date(2020, 5, 17), declared) if a.region == CITY] == [4]


def test_the_owner_of_a_database_may_raise_alarms(engine: Engine, database_url: str) -> None:
    assert may_raise(database_url)


@pytest.mark.postgresql
def test_the_board_shows_who_acknowledged_an_alarm_and_when(postgresql_engine: Engine) -> None:
    alert = DATASET_TABLES["alert"]
    key = f"ears/{CITY}/C1/2020-05-10"
    seen = at(date(2020, 5, 11))
    row = {
        "region": CITY, "kind": "ears", "severity": 3, "raised_at": at(date(2020, 5, 10)),
        "text": "预警", "key": key,
    }  # fmt: skip
    with writing(postgresql_engine) as connection:
        connection.execute(insert(alert).values(row))
        again = postgresql_insert(alert).values(row).on_conflict_do_nothing()
        connection.execute(again)
        connection.execute(alert.update().values(acknowledged_by="王", acknowledged_at=seen))
        held = connection.execute(select(alert)).mappings().all()
    store = jilin.real_store(date(2020, 5, 11))
    store.apply(Dataset.ALERT, held, reset=True)
    board = build(store, WarningRequest(), jilin.context(date(2020, 5, 12)))
    found = next(row for row in board.rows if row.region == CITY)
    assert (found.alarm, found.acknowledged_by, found.acknowledged_at) == (key, "王", seen)
    assert len(held) == 1
