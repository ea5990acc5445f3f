"""The roll call: what is marked stands, what moves is proposed, and nothing frozen counts."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.feeds import FeedState
from console.domain.roll_call import BY_PICTURE, PRESENT, Presence, RollCall, RollPost
from console.domain.roll_call_words import result_words
from console.domain.wording import Text

NOON = datetime(2026, 2, 6, 4, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
POSTS = tuple(
    RollPost(code, "220000", Text(zh, en))
    for code, zh, en in (("A", "长春", "Changchun"), ("B", "桦甸", "Huadian"), ("C", "", "Post C"))
)
CODES = st.sampled_from([post.code for post in POSTS])
STATES = st.sampled_from(FeedState)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("mark"), CODES, st.sampled_from(Presence)),
        st.tuples(st.just("unmark"), CODES, st.none()),
        st.tuples(st.just("see"), CODES, STATES),
    ),
    max_size=20,
)


def begun(*, live_counts: bool = False, last: RollCall | None = None) -> RollCall:
    return RollCall.start(POSTS, NOON, "王", live_counts=live_counts, last=last)


def led(call: RollCall, steps: list[tuple[str, str, object]]) -> RollCall:
    for number, (step, code, value) in enumerate(steps):
        at = NOON + timedelta(seconds=number)
        if step == "mark":
            assert isinstance(value, Presence)
            call = call.mark(code, value, at, "李")
        elif step == "unmark":
            call = call.unmark(code)
        else:
            assert isinstance(value, FeedState)
            call = call.see(code, value, at)
    return call


def test_whoever_was_not_marked_is_missing() -> None:
    call = begun().mark("A", Presence.VOICE, LATER, "王").mark("B", Presence.EXCUSED, LATER, "王")
    closed = call.finish(LATER, "王")
    assert [row.presence for row in closed.sheet()] == [
        Presence.VOICE,
        Presence.EXCUSED,
        Presence.MISSING,
    ]
    assert [post.code for post in closed.missing()] == ["C"]
    assert (closed.finished_at, closed.finished_by) == (LATER, "王")


def test_a_moving_picture_is_proposed_and_counts_only_once_somebody_marks_it() -> None:
    call = begun().see("A", FeedState.LIVE, NOON)
    assert call.proposed == {"A"}
    assert call.count(*PRESENT) == 0
    marked = call.mark("A", Presence.VIDEO, LATER, "王")
    assert marked.proposed == frozenset()
    assert marked.count(Presence.VIDEO) == 1


@pytest.mark.parametrize("state", [state for state in FeedState if state is not FeedState.LIVE])
def test_a_picture_that_does_not_move_is_neither_proposed_nor_counted(state: FeedState) -> None:
    for live_counts in (False, True):
        call = begun(live_counts=live_counts).see("A", FeedState.LIVE, NOON).see("A", state, LATER)
        assert call.proposed == frozenset()
        assert call.presence("A") is Presence.MISSING
        assert call.finish(LATER, "王").count(*PRESENT) == 0


def test_where_the_centre_wants_it_a_moving_picture_counts_and_says_who_answered() -> None:
    (row, *_) = begun(live_counts=True).see("A", FeedState.LIVE, LATER).sheet()
    assert (row.presence, row.at, row.by) == (Presence.VIDEO, LATER, BY_PICTURE)


def test_a_picture_that_freezes_takes_back_nothing_that_a_person_marked() -> None:
    call = begun(live_counts=True).see("A", FeedState.LIVE, NOON)
    call = call.mark("A", Presence.VOICE, LATER, "王").see("A", FeedState.NOT_MOVING, LATER)
    assert call.presence("A") is Presence.VOICE


def test_a_mark_can_be_replaced_and_taken_back_until_the_end() -> None:
    call = begun().mark("A", Presence.EXCUSED, NOON, "王").mark("A", Presence.VOICE, LATER, "李")
    assert call.sheet()[0].by == "李"
    assert call.unmark("A").presence("A") is Presence.MISSING
    closed = call.finish(LATER, "王")
    for act in (
        lambda: closed.mark("A", Presence.VIDEO, LATER, "王"),
        lambda: closed.unmark("A"),
        lambda: closed.finish(LATER, "王"),
    ):
        with pytest.raises(ValueError, match="over"):
            act()
    assert closed.see("A", FeedState.DOWN, LATER) == closed


def test_nobody_who_is_not_expected_is_marked_and_nobody_marks_without_a_name() -> None:
    with pytest.raises(ValueError, match="not expected"):
        begun().mark("Z", Presence.VIDEO, NOON, "王")
    with pytest.raises(ValueError, match="somebody"):
        begun().mark("A", Presence.VIDEO, NOON, "")
    call = begun()
    assert call.see("Z", FeedState.LIVE, NOON) == call


def test_who_is_missing_again_has_been_missing_since_the_first_time() -> None:
    first = begun().mark("A", Presence.VIDEO, NOON, "王").finish(LATER, "王")
    day = timedelta(days=1)
    second = RollCall.start(POSTS, NOON + day, "王", last=first)
    second = second.mark("C", Presence.VOICE, NOON + day, "王").finish(LATER + day, "王")
    third = RollCall.start(POSTS, NOON + 2 * day, "王", last=second)
    since = {post.code: third.missing_since(post.code) for post in POSTS}
    assert since == {"A": NOON + day, "B": NOON, "C": NOON + 2 * day}
    assert third.mark("B", Presence.VIDEO, LATER, "王").missing_since("B") is None


def test_a_post_that_is_listed_twice_is_called_once() -> None:
    assert RollCall.start((*POSTS, POSTS[0]), NOON, "王").expected == POSTS


def test_the_result_names_who_is_missing_since_when_in_both_languages() -> None:
    call = begun().mark("A", Presence.VIDEO, NOON, "王").mark("B", Presence.EXCUSED, NOON, "王")
    assert result_words(call.finish(LATER, "王"), UTC) == Text(
        "应到3，实到1（视频1、语音0），请假1，未到1：Post C（自02-06 04:00）。",
        "3 expected, 1 present (1 by video, 0 by voice), 1 excused, 1 missing:"
        " Post C (since 02-06 04:00).",
    )
    whole = call.mark("C", Presence.VOICE, NOON, "王")
    assert result_words(whole, UTC).zh == "应到3，实到2（视频1、语音1），请假1，未到0。"


@given(steps=STEPS, live_counts=st.booleans(), over=st.booleans())
def test_a_roll_call_comes_back_from_the_log_as_it_was(
    steps: list[tuple[str, str, object]], *, live_counts: bool, over: bool
) -> None:
    call = led(begun(live_counts=live_counts), steps)
    call = call.finish(LATER, "王") if over else call
    assert RollCall.from_detail(json.loads(json.dumps(call.to_detail()))) == call


@given(steps=STEPS, live_counts=st.booleans())
def test_every_expected_post_is_counted_once(
    steps: list[tuple[str, str, object]], *, live_counts: bool
) -> None:
    call = led(begun(live_counts=live_counts), steps)
    assert sum(call.count(presence) for presence in Presence) == len(POSTS)
    assert len(call.sheet()) == len(POSTS)


@given(steps=STEPS, live_counts=st.booleans())
def test_no_picture_counts_that_was_not_moving_when_it_was_last_seen(
    steps: list[tuple[str, str, object]], *, live_counts: bool
) -> None:
    call = led(begun(live_counts=live_counts), steps)
    last = {code: value for step, code, value in steps if step == "see"}
    for code, answer in call.answers.items():
        if answer.by == BY_PICTURE:
            assert last[code] is FeedState.LIVE
    assert all(last[code] is FeedState.LIVE for code in call.proposed)


@pytest.mark.parametrize("detail", [{}, {"uid": "1"}, {**begun().to_detail(), "answers": None}])
def test_what_is_no_roll_call_is_refused(detail: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no roll call"):
        RollCall.from_detail(detail)
