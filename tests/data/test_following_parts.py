"""The small parts of following a database: trust, pace, spool, bell."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.data import trust as trust_module
from console.data.delta import Mark
from console.data.pace import Allowance, Backoff
from console.data.reader import UNMARKED_EPOCH
from console.data.spool import Spool
from console.data.trust import Trust
from console.data.waking import Bell, wait_for
from console.domain.datasets import Dataset

NOON = datetime(2022, 3, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=10)
CASES = Dataset.CASE_DAILY


@pytest.fixture
def bell() -> Iterator[Bell]:
    bell = Bell()
    yield bell
    bell.close()


def test_nothing_is_confirmed_before_anything_is_shown() -> None:
    trust = Trust()
    assert not trust.agree({}, NOON)
    assert trust.confirmed_at() is None


def test_a_beat_confirms_only_what_is_shown_as_the_database_holds_it() -> None:
    trust = Trust()
    trust.show({CASES: Mark(5, 1)}, NOON, whole=True)
    for other in ({"case_daily": Mark(6, 1)}, {"case_daily": Mark(5, 2)}, {}):
        assert not trust.agree(other, LATER)
        assert trust.confirmed_at() == NOON
    assert trust.agree({"case_daily": Mark(5, 1, NOON), "expert": Mark(9, 9)}, LATER)
    assert trust.confirmed_at() == LATER


def test_what_is_shown_in_part_confirms_nothing() -> None:
    trust = Trust()
    trust.show({CASES: Mark(5, 1), Dataset.EXPERT: Mark(1, 1)}, NOON, whole=True)
    trust.show_less()
    assert not trust.agree({"case_daily": Mark(6, 1), "expert": Mark(1, 1)}, LATER)
    assert trust.confirmed_at() == NOON


def test_views_without_revisions_are_confirmed_only_by_reading_them() -> None:
    trust = Trust()
    marks = {CASES: Mark(5, 1), Dataset.EXPERT: Mark(77, UNMARKED_EPOCH)}
    trust.show(marks, NOON, whole=True)
    trust.agree({"case_daily": Mark(5, 1)}, LATER)
    trust.show(marks, LATER, whole=False)
    assert trust.confirmed_at() == NOON
    trust.show(marks, LATER, whole=True)
    assert trust.confirmed_at() == LATER


def test_an_older_confirmation_never_replaces_a_newer_one() -> None:
    trust = Trust()
    trust.show({CASES: Mark(5, 1)}, LATER, whole=True)
    trust.agree({"case_daily": Mark(5, 1)}, NOON)
    assert trust.confirmed_at() == LATER


def test_a_wall_clock_that_is_set_back_makes_nothing_look_younger(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Clock(datetime):
        behind = timedelta(0)

        @classmethod
        def now(cls, _zone: object = None) -> datetime:
            return datetime.now(UTC) - cls.behind

    monkeypatch.setattr(trust_module, "datetime", Clock)
    trust = Trust()
    moment = Clock.now() - timedelta(seconds=100)
    trust.show({CASES: Mark(5, 1)}, moment, whole=True)
    assert trust.confirmed_at() == moment
    Clock.behind = timedelta(hours=1)
    age = Clock.now() - trust.confirmed_at()
    assert timedelta(seconds=99) < age < timedelta(seconds=160)


def test_a_confirmation_from_the_future_confirms_nothing() -> None:
    trust = Trust()
    trust.show({CASES: Mark(5, 1)}, datetime.now(UTC) + timedelta(days=1), whole=True)
    assert trust.confirmed_at() is None


def test_waits_double_from_half_a_second_to_eight_and_begin_anew_after_success() -> None:
    backoff = Backoff()
    waits = [backoff.wait() for _ in range(7)]
    for wait, longest in zip(waits, (0.5, 1, 2, 4, 8, 8, 8), strict=True):
        assert 0.7 * longest <= wait <= longest
    backoff.reset()
    assert backoff.wait() <= 0.5


def test_single_events_pass_at_once_and_many_at_the_rate() -> None:
    clock = [0.0]
    allowance = Allowance(10, 3, clock=lambda: clock[0])
    for _ in range(3):
        assert allowance.wait() == 0
        allowance.use()
    passed = 0
    for _ in range(1000):
        clock[0] += 0.01
        if allowance.wait() == 0:
            allowance.use()
            passed += 1
    assert 98 <= passed <= 101
    clock[0] += 60
    assert [allowance.wait(), allowance.use(), allowance.wait()] == [0, None, 0]


_VALUES = st.tuples(
    st.text(max_size=5),
    st.one_of(st.none(), st.dates()),
    st.one_of(st.none(), st.integers(-(2**62), 2**62), st.booleans()),
    st.one_of(st.none(), st.floats(allow_nan=False)),
)


@given(st.lists(st.lists(_VALUES, max_size=20), max_size=8), st.booleans())
def test_a_spool_gives_back_what_it_was_given(
    chunks: list[list[tuple[object, ...]]],
    packable: bool,  # noqa: FBT001 - hypothesis gives it
) -> None:
    spool = Spool((1,), packable=packable, keep_open=10)
    for chunk in chunks:
        spool.add(list(chunk))
    expected = [row for chunk in chunks for row in chunk]
    for _ in range(2):
        assert [row for chunk in spool.chunks() for row in chunk] == expected
    assert len(spool) == len(expected)


def test_a_spool_of_many_rows_takes_little_memory() -> None:
    spool = Spool((1,), packable=True)
    for number in range(30):
        spool.add([("220103", date(2020, 1, 1), number, None)] * 4000)
    packed = [chunk for chunk in spool._chunks if isinstance(chunk, bytes)]
    assert len(packed) == 25
    assert sum(map(len, packed)) < 100_000


def test_a_bell_ends_a_wait_for_a_silent_socket_and_rings_on_until_hushed(bell: Bell) -> None:
    one, other = socket.socketpair()
    with one, other:
        ringer = threading.Timer(0.05, bell.ring)
        ringer.start()
        assert wait_for(bell, one.fileno(), seconds=30) == (False, True)
        ringer.join()
        assert bell.is_rung()
        assert bell.hush()
        assert not bell.is_rung()


def test_a_wait_ends_by_itself_and_by_what_is_waited_for(bell: Bell) -> None:
    one, other = socket.socketpair()
    with one, other:
        begun = time.monotonic()
        assert wait_for(bell, one.fileno(), seconds=0.05) == (False, False)
        assert time.monotonic() - begun >= 0.04
        other.send(b"!")
        assert wait_for(bell, one.fileno(), seconds=30) == (True, False)


def test_a_bell_may_ring_after_it_was_closed() -> None:
    bell = Bell()
    bell.close()
    bell.ring()
