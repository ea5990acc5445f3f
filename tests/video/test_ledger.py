"""What is counted of a feed: reconnects, time lost, rates, missing pictures, growing delay."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.video.ledger import Lasting, Ledger, Rate, StreamClock

TODAY, TOMORROW = date(2022, 4, 1), date(2022, 4, 2)


def test_reconnects_are_those_of_the_last_hour():
    ledger = Ledger()
    for moment in (0, 1000, 3000):
        ledger.reconnected(moment)
    assert ledger.reconnects(3500) == 3
    assert ledger.reconnects(3601) == 2
    assert ledger.reconnects(9000) == 0


def test_lost_time_is_counted_while_not_live_and_starts_anew_each_day():
    ledger = Ledger()
    ledger.look(0, TODAY, live=True)
    ledger.look(10, TODAY, live=True)
    ledger.look(15, TODAY, live=False)
    ledger.look(20, TODAY, live=False)
    assert ledger.lost_today == timedelta(seconds=10)
    ledger.look(25, TOMORROW, live=False)
    assert ledger.lost_today == timedelta(0)


@given(st.integers(2, 60), st.integers(0, 1000))
def test_a_rate_is_what_comes_in_a_second(fps, start):
    rate = Rate()
    for n in range(200):
        rate.count(start + n / 10, n * fps // 10)
    assert rate.per_second == pytest.approx(fps, abs=0.5)


def played(times, delays=None):
    clock = StreamClock()
    for n, time in enumerate(times):
        clock.picture(100 + time + (delays[n] if delays else 0.0), time)
    return clock


def test_pictures_missing_from_the_streams_own_times_are_counted():
    times = [n / 25 for n in range(100)]
    assert played(times).missing == 0
    assert played(times[:50] + times[53:]).missing == 3


def test_pictures_are_found_missing_where_only_every_fourth_one_is_noted():
    clock = StreamClock()
    times = [n / 25 for n in range(400)]
    for seen in (times[:200:4], times[202::4]):
        for time in seen:
            clock.picture(100 + time, time, pictures=4)
    assert clock.missing == 2


def test_a_delay_that_grows_is_seen_and_one_that_stays_is_not():
    times = [n / 25 for n in range(250)]
    assert played(times, [0.8] * 250).behind == pytest.approx(0, abs=0.01)
    assert played(times, [n / 50 for n in range(250)]).behind == pytest.approx(4.98, abs=0.05)


def test_a_burst_after_a_stall_brings_the_delay_back_to_nothing():
    times = [n / 25 for n in range(200)]
    stalled = [0.0] * 100 + [max(0.0, 5 - n / 10) for n in range(100)]
    assert played(times, stalled).behind == pytest.approx(0, abs=0.01)


def test_a_camera_that_sets_its_clock_is_not_called_late():
    for jump in (3600, -3600):
        times = [n / 25 for n in range(100)] + [jump + n / 25 for n in range(100, 200)]
        clock = StreamClock()
        for n, time in enumerate(times):
            clock.picture(100 + n / 25, time)
        assert clock.behind == pytest.approx(0, abs=0.01)
        assert clock.missing == 0


def test_pictures_from_a_buffer_after_a_stall_are_late_until_they_are_level_with_the_present():
    clock = StreamClock()
    for n in range(100):
        clock.picture(100 + n / 25, n / 25)
    late = []
    for n in range(100, 400):  # nothing came for five seconds, then four times as fast as life
        clock.picture(109 + (n - 100) / 100, n / 25)
        late.append(clock.late)
    assert late[0] == pytest.approx(5.0, abs=0.01)
    assert late == sorted(late, reverse=True)
    assert late[-1] == pytest.approx(0.0, abs=0.01)


def test_a_stall_in_which_pictures_were_thrown_away_makes_the_rest_of_the_buffer_late():
    clock = StreamClock()
    for n in range(100):
        clock.picture(100 + n / 25, n / 25)
    clock.picture(114.0, 11.0)  # ten seconds later, a picture of three seconds ago
    assert clock.late == pytest.approx(3.0, abs=0.05)


def test_a_camera_whose_clock_runs_wrong_by_four_thousandths_is_not_called_late():
    clock = StreamClock()
    for n in range(25 * 900):
        clock.picture(100 + n / 25 * 1.004, n / 25)
        assert clock.late < 0.6


def test_how_long_something_lasts_begins_anew_after_every_break():
    lasting = Lasting()
    assert lasting.note(1.0, so=True) == 0.0
    assert lasting.note(4.0, so=True) == 3.0
    assert lasting.note(5.0, so=False) == 0.0
    assert lasting.note(6.0, so=True) == 0.0
