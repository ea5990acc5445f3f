"""Lost time is counted only while somebody looked."""

from datetime import UTC, datetime, timedelta

from console.domain.feeds import FeedState
from console.wall.feed_times import FeedTime, FeedTimes

NOON = datetime(2020, 5, 20, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_time_without_a_moving_picture_is_lost():
    times = FeedTimes()
    times.see("A", FeedState.LIVE, NOON)
    times.see("A", FeedState.NOT_MOVING, NOON + MINUTE)
    times.see("A", FeedState.LIVE, NOON + 3 * MINUTE)
    assert times.all(NOON + 4 * MINUTE) == {"A": FeedTime(4 * MINUTE, 2 * MINUTE)}


def test_what_nobody_looked_at_counts_for_nothing():
    times = FeedTimes()
    times.see("A", FeedState.IDLE, NOON)
    times.see("A", FeedState.CONNECTING, NOON)
    assert times.all(NOON + MINUTE) == {}
    times.see("B", FeedState.DOWN, NOON)
    assert times.of("B", NOON + timedelta(hours=5)).lost == timedelta(minutes=10)


def test_a_clock_set_back_takes_nothing_away():
    times = FeedTimes()
    times.see("A", FeedState.DOWN, NOON)
    assert times.of("A", NOON - MINUTE) == FeedTime()


def test_a_new_shift_begins_at_zero():
    times = FeedTimes()
    times.see("A", FeedState.DOWN, NOON)
    times.begin_anew(NOON + MINUTE)
    assert times.of("A", NOON + 2 * MINUTE) == FeedTime(MINUTE, MINUTE)
