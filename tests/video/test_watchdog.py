"""The state of a feed: live only while decoded pictures arrive and differ."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.feeds import FeedFault, FeedState
from console.video.fingerprint import Comparison, Fingerprint
from console.video.watchdog import Difference, Watchdog

TICK = 0.04


def fed(differences, start=0.0, tick=TICK):
    """Return a watchdog after frames that came regularly, and the moment of the last one."""
    dog = Watchdog(0.0)
    dog.connecting(0.0)
    now = start
    for difference in differences:
        now += tick
        dog.frame(now, difference)
    return dog, now


def test_a_feed_is_connecting_until_its_first_decoded_frame():
    dog = Watchdog(0.0)
    dog.connecting(1.0)
    assert dog.verdict(5.0).state is FeedState.CONNECTING
    dog.frame(6.0, Difference.MOTION)
    assert dog.verdict(6.0).state is FeedState.LIVE


def test_a_silence_is_stale_after_one_second_and_down_after_three():
    dog, last = fed([Difference.MOTION] * 50)
    assert dog.verdict(last + 0.9).state is FeedState.LIVE
    assert dog.verdict(last + 1.1).state is FeedState.STALE
    assert dog.verdict(last + 3.1).state is FeedState.DOWN


def test_frames_out_of_a_buffer_that_filled_in_a_stall_are_late_and_not_live():
    dog, last = fed([Difference.MOTION] * 50)
    for behind in (5.0, 3.0, 1.5):
        last += TICK
        dog.frame(last, Difference.MOTION, behind)
        assert dog.verdict(last).state is FeedState.STALE
        assert dog.verdict(last).fault is FeedFault.LATE
        assert dog.live_until(last) < last
    dog.frame(last + TICK, Difference.MOTION, 0.1)
    assert dog.verdict(last + TICK).state is FeedState.LIVE
    assert dog.verdict(last + TICK).fault is FeedFault.NONE


@given(
    st.lists(st.tuples(st.floats(0.01, 2.0), st.sampled_from(Difference), st.floats(0.0, 2.0))),
    st.floats(0.0, 3.0),
)
def test_until_when_a_frame_is_live_is_what_the_watchdog_will_say_if_nothing_more_comes(
    frames, later
):
    dog, now = Watchdog(0.0), 0.0
    for step, difference, late in frames:
        now += step
        dog.frame(now, difference, late)
    live_until = dog.live_until(now)
    # A cell that hears nothing more may be stricter than the feed itself, and never laxer.
    if now + later <= live_until:
        assert dog.verdict(now + later).state is FeedState.LIVE


def test_frames_that_never_differ_are_not_moving_within_two_seconds():
    dog, last = fed([Difference.MOTION] * 50)
    moment = last
    while dog.verdict(moment).state is FeedState.LIVE:
        moment += TICK
        dog.frame(moment, Difference.NONE)
        assert moment - last < 2
    assert dog.verdict(moment).state is FeedState.NOT_MOVING


def test_a_frozen_picture_is_not_revived_by_the_noise_of_its_key_frames():
    dog, last = fed([Difference.MOTION] * 50)
    for n in range(250):
        last += TICK
        dog.frame(last, Difference.NOISE if n % 25 == 0 else Difference.NONE)
    assert dog.verdict(last).state is FeedState.NOT_MOVING


def test_a_frozen_picture_is_not_revived_while_its_encoder_refines_it():
    # Seen with x264: noise in all pictures of every fourth second, from the freeze on.
    dog, start = fed([Difference.MOTION] * 50)
    last, states = start, set()
    for n in range(500):
        last += TICK
        second, key = n // 25 % 4, n % 25 == 0
        refined = Difference.NOISE if second == 0 else Difference.NONE
        dog.frame(last, Difference.REPAINTED if key else refined)
        if last - start >= 2:
            states.add(dog.verdict(last).state)
    assert states == {FeedState.NOT_MOVING}


def test_a_stream_of_key_frames_alone_is_live_by_motion_and_by_nothing_less():
    dog, last = fed([Difference.MOTION] + [Difference.REPAINTED] * 100)
    assert dog.verdict(last).state is FeedState.NOT_MOVING
    dog.frame(last + TICK, Difference.MOTION)
    assert dog.verdict(last + TICK).state is FeedState.LIVE


def test_an_empty_room_stays_live_by_the_noise_of_its_sensor():
    dog, last = fed([Difference.MOTION] * 5 + [Difference.NOISE] * 1000)
    assert dog.verdict(last).state is FeedState.LIVE


def test_a_stream_of_one_frame_a_second_is_not_called_still_after_one_frame():
    dog, last = fed([Difference.MOTION, Difference.NONE, Difference.NONE], tick=0.9)
    assert dog.verdict(last).state is FeedState.LIVE
    dog, last = fed([Difference.MOTION] + [Difference.NONE] * 6, tick=0.9)
    assert dog.verdict(last).state is FeedState.NOT_MOVING


def test_a_refusal_keeps_its_reason_until_the_next_frame():
    dog, last = fed([Difference.MOTION] * 9)
    dog.failed(last, FeedFault.UNAUTHORIZED, refused=True)
    verdict = dog.verdict(last + 100)
    assert (verdict.state, verdict.fault) == (FeedState.REFUSED, FeedFault.UNAUTHORIZED)
    dog.connecting(last + 101)
    assert dog.verdict(last + 101).fault is FeedFault.UNAUTHORIZED
    dog.frame(last + 102, Difference.MOTION)
    assert dog.verdict(last + 102).fault is FeedFault.NONE


def test_a_feed_is_steady_only_after_ten_seconds_of_live_without_a_break():
    dog, last = fed([Difference.MOTION] * 200)
    assert not dog.steady(last)
    for _ in range(100):
        last += TICK
        dog.frame(last, Difference.MOTION)
    assert dog.steady(last)
    dog.verdict(last + 2)
    assert not dog.steady(last + 2)


def test_since_is_when_the_state_began():
    dog, last = fed([Difference.MOTION] * 50)
    went = dog.verdict(last + 1.5).since
    assert dog.verdict(last + 2.5).since == went == last + 1.5


facts = st.lists(
    st.tuples(
        st.floats(0.001, 2.0),
        st.sampled_from(["frame", "same", "connect", "fail", "refuse", "stop", "ask"]),
    ),
    max_size=60,
)


@given(facts)
def test_nothing_is_live_without_a_frame_of_the_last_second(steps):
    dog, now, last = Watchdog(0.0), 0.0, None
    for pause, step in steps:
        now += pause
        if step in {"frame", "same"}:
            dog.frame(now, Difference.MOTION if step == "frame" else Difference.NONE)
            last = now
        elif step == "connect":
            dog.connecting(now)
        elif step in {"fail", "refuse"}:
            dog.failed(now, FeedFault.NO_ANSWER, refused=step == "refuse")
            last = None
        elif step == "stop":
            dog.stopped(now)
            last = None
        if step == "connect":
            last = None
        if dog.verdict(now).state is FeedState.LIVE:
            assert last is not None
            assert now - last <= 1.0


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda frame, _random: frame, Difference.NONE),
        (
            lambda frame, random: np.clip(
                frame.astype(int) + random.integers(-3, 4, frame.shape), 0, 255
            ).astype(np.uint8),
            Difference.NOISE,
        ),
        (lambda frame, _random: np.roll(frame, 20, axis=1), Difference.MOTION),
        (lambda frame, _random: frame[::2, ::2].copy(), Difference.MOTION),
    ],
    ids=["the same", "sensor noise", "moved", "another size"],
)
def test_a_fingerprint_tells_the_same_from_noise_from_motion(change, expected):
    random = np.random.default_rng(1)
    frame = random.integers(0, 255, (360, 640, 3), dtype=np.uint8)
    prints = Fingerprint()
    assert prints.compare(frame) is Difference.MOTION
    assert prints.compare(change(frame.copy(), random)) is expected


def test_the_digits_of_a_clock_in_a_corner_are_motion_but_not_across_a_key_frame():
    dark = np.full((1080, 1920, 3), 90, np.uint8)
    light = dark.copy()
    light[40:70, 60:80] = 230  # one stroke of one digit
    for key_between, expected in ((False, Difference.MOTION), (True, Difference.REPAINTED)):
        prints = Fingerprint()
        prints.compare(dark)
        assert prints.compare(light, key_between=key_between) is expected


def test_a_person_who_walks_is_motion_across_a_key_frame_too():
    frame = np.full((720, 1280, 3), 90, np.uint8)
    prints = Fingerprint()
    prints.compare(frame)
    frame[300:500, 600:680] = 150
    assert prints.compare(frame, key_between=True) is Difference.MOTION


class Room:
    """A room with a clock in a corner, as a comparison gets it; counts the questions for keys."""

    def __init__(self) -> None:
        self.comparison = Comparison()
        self.asked = 0
        self.keys: list[bool] = []

    def _key(self) -> bool:
        self.asked += 1
        return self.keys.pop(0) if self.keys else False

    def shows(self, *, clock: int = 0, person: int = 0, skipped: int = 0) -> Difference:
        picture = np.full((1080, 1920, 3), 90, np.uint8)
        picture[40:70, 60:80] += np.uint8(clock % 2 * 140)
        picture[300:600, 600 + person : 800 + person] = 150
        for _ in range(skipped + 1):
            self.comparison.passed(self._key)
        return self.comparison.compare(picture)


def test_while_a_picture_moves_nobody_asks_for_its_key_frames():
    room = Room()
    assert {room.shows(person=40 * n, skipped=4) for n in range(20)} == {Difference.MOTION}
    assert room.asked <= 5


def test_right_after_motion_a_stroke_of_a_clock_may_be_a_key_frames_doing_and_counts_for_nothing():
    room = Room()
    room.shows()
    assert room.shows(clock=1) is Difference.REPAINTED


def test_in_a_room_where_nothing_moves_the_stroke_of_a_clock_is_motion():
    room = Room()
    assert room.shows() is Difference.MOTION
    assert room.shows() is Difference.NONE
    assert room.shows(clock=1, skipped=4) is Difference.MOTION


@given(st.integers(0, 4))
def test_one_key_frame_among_the_pictures_that_were_passed_over_is_known(place):
    room = Room()
    room.shows()
    room.shows()
    room.keys = [n == place for n in range(5)]
    assert room.shows(clock=1, skipped=4) is Difference.REPAINTED
