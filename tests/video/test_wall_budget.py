"""Streams and rates by size and load: small tiles small streams, the one in focus never shed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from console.domain.feeds import Stream
from console.video.wall_budget import FeedNeed, LoadLimits, Share, WallBudget, stream_by_size

SMALL, LARGE = (480, 270), (1280, 720)
LIMITS = LoadLimits()

needs_of = st.lists(
    st.builds(
        FeedNeed,
        post=st.uuids().map(str),
        size=st.tuples(st.integers(80, 3840), st.integers(45, 2160)),
        focus=st.booleans(),
        stream=st.sampled_from([None, None, Stream.MAIN, Stream.SUB]),
        has_sub=st.booleans(),
    ),
    max_size=64,
    unique_by=lambda need: need.post,
)


def cost(share: Share, need: FeedNeed) -> float:
    width, height = need.main_size if share.stream is Stream.MAIN else need.sub_size
    return width * height * (25 + (share.max_fps or 25))


def test_small_tiles_take_the_sub_stream_and_large_ones_the_main():
    needs = [FeedNeed("small", SMALL), FeedNeed("large", LARGE)]
    shares = WallBudget().plan(needs, 0.1, 0.0)
    assert shares == {"small": Share(Stream.SUB), "large": Share(Stream.MAIN)}


def test_the_only_stream_there_is_is_taken_whatever_is_wished():
    need = FeedNeed("a", SMALL, has_sub=False, stream=Stream.SUB)
    assert stream_by_size(need, None) is Stream.MAIN
    assert stream_by_size(replace(need, has_sub=True, has_main=False), None) is Stream.SUB


@given(st.integers(300, 600))
def test_a_tile_that_is_dragged_about_one_size_does_not_flutter(height):
    need = FeedNeed("a", (640, height))
    first = stream_by_size(need, None)
    second = stream_by_size(need, first)
    assert stream_by_size(need, second) is second is first


@given(needs_of, st.lists(st.floats(0, 1), min_size=1, max_size=80))
def test_nothing_in_focus_is_ever_shed(needs, loads):
    budget = WallBudget()
    for step, load in enumerate(loads):
        shares = budget.plan(needs, load, step * 2.0)
        for need in needs:
            if need.focus:
                last = shares[need.post].stream
                assert shares[need.post] == Share(stream_by_size(need, last))


@given(needs_of)
def test_under_lasting_overload_everything_else_ends_small_and_slow_and_no_step_costs_more(needs):
    budget, last = WallBudget(), None
    for step in range(200):
        shares = budget.plan(needs, 1.0, step * 4.0)
        costs = {need.post: cost(shares[need.post], need) for need in needs}
        assert last is None or all(costs[post] <= last[post] for post in costs)
        last = costs
    for need in needs:
        if not need.focus:
            assert shares[need.post].max_fps == 5.0
            assert shares[need.post].stream is Stream.SUB or not need.has_sub


@given(needs_of, st.floats(LIMITS.low, LIMITS.high), st.integers(0, 20))
def test_between_the_limits_nothing_changes(needs, load, shed):
    budget = WallBudget()
    for step in range(shed):
        budget.plan(needs, 1.0, step * 4.0)
    now = shed * 4.0
    first = budget.plan(needs, load, now)
    assert all(budget.plan(needs, load, now + n * 60.0) == first for n in range(1, 10))


def test_sub_streams_come_before_fewer_pictures():
    needs = [FeedNeed(str(n), LARGE) for n in range(8)]
    budget = WallBudget()
    plans = [budget.plan(needs, 1.0, step * 4.0) for step in range(8)]
    reduced = [plan for plan in plans if any(share.max_fps for share in plan.values())]
    assert reduced
    for plan in reduced:
        assert {share.stream for share in plan.values()} == {Stream.SUB}


def test_a_machine_that_stays_full_has_everything_shed_within_a_quarter_of_a_minute():
    needs = [FeedNeed(str(n), SMALL) for n in range(64)]
    budget = WallBudget()
    for second in range(15):
        shares = budget.plan(needs, 1.0, float(second))
    assert {share.max_fps for share in shares.values()} == {5.0}


def test_a_load_that_swings_is_answered_more_and_more_slowly():
    needs = [FeedNeed(str(n), LARGE) for n in range(8)]
    budget, changes, last = WallBudget(), [], None
    for second in range(3600):
        depth = sum(share.stream is Stream.SUB for share in (last or {}).values())
        load = 0.9 if depth < 2 else 0.4  # one step too few is too much, one enough is plenty
        shares = budget.plan(needs, load, float(second))
        if last is not None and shares != last:
            changes.append(second)
        last = shares
    assert len([second for second in changes if second > 1800]) <= 14


def test_all_comes_back_when_the_load_has_gone():
    needs = [FeedNeed(str(n), LARGE) for n in range(9)]
    budget = WallBudget()
    for step in range(10):
        budget.plan(needs, 1.0, step * 4.0)
    for step in range(4000):
        shares = budget.plan(needs, 0.1, 40.0 + step * 2.0)
    assert set(shares.values()) == {Share(Stream.MAIN)}
