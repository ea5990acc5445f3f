"""Alarms: latched until somebody acknowledges them, one a cause however it flaps."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.duty import Alarm, AlarmKind
from console.domain.wording import Text
from console.wall.alarm_book import AlarmBook, Step, Turn
from console.wall.alarm_causes import AlarmLimits, Cause

NOON = datetime(2026, 2, 6, 4, tzinfo=UTC)
DOWN = Cause(AlarmKind.FEED, 3, Text("中断", "Down"), timedelta(seconds=30), "220282", "P1")
AT_ONCE = Cause(AlarmKind.LINK, 2, Text("断", "Lost"))
FEED, LINK = "feed/P1", "link/database"


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def passed(
    book: AlarmBook, since: int, until: int, seen: Mapping[str, Cause | None]
) -> list[tuple[int, Step]]:
    """Observe ``seen`` once a second; return what happened and when."""
    return [(now, step) for now in range(since, until) for step in book.observe(seen, at(now))]


def turns(steps: list[tuple[int, Step]]) -> list[tuple[int, Turn]]:
    return [(now, step.turn) for now, step in steps]


def test_what_lasts_longer_than_its_limit_is_raised_once() -> None:
    book = AlarmBook()
    steps = passed(book, 0, 300, {FEED: DOWN})
    assert turns(steps) == [(30, Turn.RAISED)]
    (alarm,) = book.alarms
    assert (alarm.key, alarm.region, alarm.post) == ("feed/P1/1", "220282", "P1")
    assert (alarm.raised_at, alarm.severity, alarm.text) == (at(30), 3, DOWN.text)


def test_what_ends_before_its_limit_is_no_alarm() -> None:
    book = AlarmBook()
    for start in range(0, 300, 30):
        assert passed(book, start, start + 29, {FEED: DOWN}) == []
        assert passed(book, start + 29, start + 30, {FEED: None}) == []
    assert book.alarms == ()


def test_an_alarm_whose_cause_went_away_stays_until_it_is_acknowledged() -> None:
    book = AlarmBook()
    passed(book, 0, 1, {LINK: AT_ONCE})
    assert turns(passed(book, 10, 100, {LINK: None})) == [(40, Turn.CLEARED)]
    (alarm,) = book.alarms
    assert alarm.cleared_at == at(10)
    assert book.acknowledge(alarm.key, "王", at(200)) is not None
    assert book.alarms == ()


def test_an_alarm_that_was_acknowledged_stays_while_its_cause_is_there() -> None:
    book = AlarmBook()
    passed(book, 0, 1, {LINK: AT_ONCE})
    book.acknowledge("link/database/1", "王", at(5))
    assert passed(book, 5, 100, {LINK: AT_ONCE}) == []
    assert [alarm.is_latched for alarm in book.alarms] == [False]
    assert turns(passed(book, 100, 131, {LINK: None})) == [(130, Turn.CLEARED)]
    assert book.alarms == ()


def test_the_next_incident_after_one_that_is_over_is_a_new_alarm() -> None:
    book = AlarmBook()
    passed(book, 0, 1, {LINK: AT_ONCE})
    book.acknowledge("link/database/1", "王", at(5))
    passed(book, 5, 100, {LINK: None})
    passed(book, 100, 101, {LINK: AT_ONCE})
    assert [alarm.key for alarm in book.alarms] == ["link/database/2"]


def test_a_cause_that_flaps_is_one_alarm_and_must_stay_away_ever_longer() -> None:
    book = AlarmBook()
    steps: list[tuple[int, Step]] = []
    for start in range(0, 2000, 100):
        steps += passed(book, start, start + 40, {LINK: AT_ONCE})
        steps += passed(book, start + 40, start + 100, {LINK: None})
    # The first minute of quiet clears it; after that a minute is too little to be believed.
    assert turns(steps) == [(0, Turn.RAISED), (70, Turn.CLEARED), (100, Turn.REOPENED)]
    assert [alarm.cleared_at for alarm in book.alarms] == [None]


def test_what_cannot_be_judged_neither_comes_nor_goes() -> None:
    book = AlarmBook()
    passed(book, 0, 1, {LINK: AT_ONCE})
    assert passed(book, 1, 500, {}) == []
    assert [alarm.cleared_at for alarm in book.alarms] == [None]


def test_acknowledging_twice_is_once_and_the_first_name_stands() -> None:
    book = AlarmBook()
    passed(book, 0, 1, {LINK: AT_ONCE})
    first = book.acknowledge("link/database/1", "王", at(2))
    assert first is not None
    assert book.acknowledge("link/database/1", "李", at(3)) is None
    assert [alarm.acknowledged_by for alarm in book.alarms] == ["王"]
    assert book.acknowledge("nothing/1", "王", at(3)) is None


def test_a_clock_that_was_set_back_raises_nothing_at_once_and_acknowledges_nothing_early() -> None:
    book = AlarmBook()
    passed(book, 0, 29, {FEED: DOWN})
    assert passed(book, -3600, -3580, {FEED: DOWN}) == []
    passed(book, -3580, -3500, {FEED: DOWN})
    step = book.acknowledge("feed/P1/1", "王", at(-9000))
    assert step is not None
    assert step.alarm.acknowledged_at == step.alarm.raised_at


# -- with the database ------------------------------------------------------------------------


def raised(number: int = 1, **more: object) -> Alarm:
    values = {
        "key": f"{LINK}/{number}",
        "region": "",
        "post": "",
        "kind": AlarmKind.LINK,
        "severity": 2,
        "raised_at": at(0),
        "text": AT_ONCE.text,
    }
    return Alarm(**{**values, **more})


SEEN = {"acknowledged_by": "李", "acknowledged_at": at(50)}


def test_two_consoles_give_one_incident_one_key() -> None:
    past = [raised(4, **SEEN, cleared_at=at(60))]
    books = [AlarmBook(), AlarmBook()]
    keys = set()
    for delay, book in enumerate(books):
        book.merge(past)
        for _, step in passed(book, 100 + delay, 110, {LINK: AT_ONCE}):
            keys.add(step.alarm.key)
    assert keys == {f"{LINK}/5"}


def test_what_another_console_raised_and_acknowledged_is_shown_here() -> None:
    book = AlarmBook()
    book.merge([raised()])
    assert [alarm.is_latched for alarm in book.alarms] == [True]
    book.merge([raised(**SEEN)])
    assert [alarm.acknowledged_by for alarm in book.alarms] == ["李"]
    book.merge([raised(**SEEN, cleared_at=at(60))])
    assert book.alarms == ()


def test_an_acknowledgement_stands_though_the_database_has_not_heard_of_it() -> None:
    book = AlarmBook()
    passed(book, 0, 1, {LINK: AT_ONCE})
    book.merge([raised()])
    book.acknowledge(f"{LINK}/1", "王", at(2))
    book.merge([raised()])
    assert [alarm.acknowledged_by for alarm in book.alarms] == ["王"]
    passed(book, 5, 60, {LINK: None})
    book.merge([raised()])
    assert book.alarms == ()


def test_an_alert_of_another_program_is_listed_until_it_is_acknowledged() -> None:
    book = AlarmBook()
    foreign = raised(key="alert/77", kind="material")
    book.merge([foreign])
    assert book.acknowledge("alert/77", "王", at(2)) is not None
    assert book.alarms == ()
    book.merge([foreign])
    assert book.alarms == ()


def test_whoever_sees_a_cause_knows_best_whether_it_is_there() -> None:
    book = AlarmBook()
    passed(book, 0, 1, {LINK: AT_ONCE})
    book.merge([raised(cleared_at=at(9))])
    assert [alarm.cleared_at for alarm in book.alarms] == [None]
    blind = AlarmBook()
    blind.merge([raised()])
    blind.merge([raised(cleared_at=at(9))])
    assert [alarm.cleared_at for alarm in blind.alarms] == [at(9)]


def test_an_alarm_that_nobody_sees_any_more_is_cleared_by_who_can_judge_it() -> None:
    book = AlarmBook()
    book.merge([raised()])
    assert turns(passed(book, 0, 60, {LINK: None})) == [(30, Turn.CLEARED)]


# -- the promises -----------------------------------------------------------------------------

NAMES = st.sampled_from([FEED, LINK, "queue/desk"])
OPS = st.lists(
    st.one_of(
        st.tuples(st.just("there"), NAMES),
        st.tuples(st.just("gone"), NAMES),
        st.tuples(st.just("restart"), NAMES),
        st.tuples(st.just("acknowledge"), NAMES),
        st.tuples(st.just("merge"), NAMES),
    ),
    max_size=60,
)


@given(ops=OPS)
def test_an_alarm_that_nobody_acknowledged_never_vanishes(ops: list[tuple[str, str]]) -> None:
    book, now = AlarmBook(AlarmLimits(settle=timedelta(seconds=20))), NOON
    latched: set[str] = set()
    stored: dict[str, Alarm] = {}
    for op, name in ops:
        now += timedelta(seconds=15)
        if op in ("there", "gone"):
            cause = replace(DOWN, post=name) if op == "there" else None
            for step in book.observe({name: cause}, now):
                stored[step.alarm.key] = step.alarm
                latched |= {step.alarm.key} if step.turn is Turn.RAISED else set()
        elif op == "acknowledge":
            for alarm in book.alarms[:1]:
                book.acknowledge(alarm.key, "王", now)
                latched.discard(alarm.key)
        elif op == "merge":
            book.merge(stored.values())
        else:
            book = AlarmBook.from_state(json.loads(json.dumps(book.to_state())))
        assert latched == {alarm.key for alarm in book.alarms if alarm.is_latched}
        assert book.latched == len(latched)
        names = [alarm.key.rpartition("/")[0] for alarm in book.alarms]
        assert len(names) == len(set(names))


@given(ops=OPS)
def test_the_state_that_is_read_back_is_the_state(ops: list[tuple[str, str]]) -> None:
    book, now = AlarmBook(), NOON
    for op, name in ops:
        now += timedelta(seconds=20)
        if op == "acknowledge":
            for alarm in book.alarms[:1]:
                book.acknowledge(alarm.key, "王", now)
        else:
            book.observe({name: DOWN if op == "there" else None}, now)
    again = AlarmBook.from_state(json.loads(json.dumps(book.to_state())))
    assert again.alarms == book.alarms
    assert again.to_state() == book.to_state()


@pytest.mark.parametrize("state", [{}, {"alarms": [{}]}, {"alarms": 3}])
def test_what_is_no_state_is_refused(state: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no book"):
        AlarmBook.from_state(state)
