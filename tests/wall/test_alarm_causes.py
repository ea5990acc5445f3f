"""What the console raises alarms over, told from facts alone."""

from datetime import UTC, datetime, timedelta

import pytest

from console.domain.duty import AlarmKind
from console.domain.feeds import FeedFault, FeedState, FeedStatus, Stream
from console.domain.posts import Post
from console.domain.roll_call import Presence, RollCall, RollPost
from console.domain.truth import LinkState
from console.domain.wording import Text
from console.wall.alarm_book import AlarmBook
from console.wall.alarm_causes import AlarmLimits, Cause, Facts, causes

NOW = datetime(2026, 2, 6, 4, tzinfo=UTC)
LIMITS = AlarmLimits()
POST = Post("P1", "220282", Text("桦甸", "Huadian"), "county", main_url="rtsp://10.0.0.1/x")


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def judged(**facts: object) -> dict[str, Cause | None]:
    return causes(Facts(**{"feeds": {}, **facts}), LIMITS, NOW)


def feed(state: FeedState, fault: FeedFault = FeedFault.NONE, post: Post = POST) -> Cause | None:
    status = FeedStatus(post=post.code, stream=Stream.SUB, state=state, since=NOW, fault=fault)
    return judged(posts=(post,), feeds={post.code: status})[f"feed/{post.code}"]


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (FeedState.STALE, AlarmKind.FEED),
        (FeedState.DOWN, AlarmKind.FEED),
        (FeedState.NOT_MOVING, AlarmKind.STILL),
        (FeedState.REFUSED, AlarmKind.REFUSED),
    ],
)
def test_an_expected_post_without_a_moving_picture_is_a_cause(
    state: FeedState, kind: AlarmKind
) -> None:
    cause = feed(state)
    assert cause is not None
    assert (cause.kind, cause.region, cause.post) == (kind, "220282", "P1")
    assert cause.after == LIMITS.feed


def test_the_words_name_the_post_its_state_and_the_fault() -> None:
    cause = feed(FeedState.REFUSED, FeedFault.UNAUTHORIZED)
    assert cause is not None
    assert cause.text == Text(
        "桦甸：被拒绝（口令错误（401））", "Huadian: Refused (Wrong password (401))"
    )


def test_a_live_picture_and_a_post_that_is_not_expected_are_none() -> None:
    assert feed(FeedState.LIVE) is None
    other = Post("P2", "220282", Text("甲", "A"), "mobile", main_url="rtsp://x/y", expected=False)
    assert feed(FeedState.DOWN, post=other) is None


@pytest.mark.parametrize("state", [FeedState.IDLE, FeedState.CONNECTING])
def test_a_feed_that_nobody_looks_at_or_that_is_being_called_is_not_judged(
    state: FeedState,
) -> None:
    status = FeedStatus(post="P1", stream=Stream.SUB, state=state, since=NOW)
    assert "feed/P1" not in judged(posts=(POST,), feeds={"P1": status})
    assert "feed/P1" not in judged(posts=(POST,))


def test_a_link_that_is_silent_for_too_long_is_a_cause() -> None:
    for seconds, lost in ((5, False), (31, True)):
        link = LinkState(ago(seconds), connected=True)
        assert (judged(link=link)["link/database"] is not None) == lost
    assert "link/database" not in judged()
    assert "link/database" not in judged(link=LinkState(None, connected=False))


def test_alerts_that_cannot_be_received_are_the_gravest_cause() -> None:
    silent = judged(link=LinkState(ago(121), connected=False))["alerts/database"]
    assert silent is not None
    assert (silent.kind, silent.severity) == (AlarmKind.ALERTS, 1)


def test_alerts_that_are_not_read_are_missed_though_the_link_is_well() -> None:
    link = LinkState(ago(1), connected=True)
    assert judged(link=link, alerts_confirmed_at=ago(1))["alerts/database"] is None
    assert judged(link=link, alerts_confirmed_at=ago(200))["alerts/database"] is not None


def test_a_database_that_never_answered_is_an_alarm_as_well() -> None:
    assert judged(alerts_confirmed_at=ago(200))["alerts/database"] is not None


def test_records_that_wait_on_a_machine_are_a_cause_of_that_machine() -> None:
    waiting = judged(queue=3, machine="desk-1")["queue/desk-1"]
    assert waiting is not None
    assert waiting.after == timedelta(seconds=60)
    assert "desk-1" in waiting.text.zh
    assert judged(queue=0, machine="desk-1")["queue/desk-1"] is None
    assert not [name for name in judged() if name.startswith("queue")]


def test_who_was_missing_at_the_last_roll_call_is_a_cause_and_who_was_excused_is_none() -> None:
    posts = [RollPost(code, "220282", Text(f"位{code}", f"Post {code}")) for code in "ABC"]
    call = RollCall.start(posts, NOW, "王").mark("A", Presence.VOICE, NOW, "王")
    call = call.mark("B", Presence.EXCUSED, NOW, "王").finish(NOW, "王")
    found = judged(roll_call=call)
    assert (found["roll_call/A"], found["roll_call/B"]) == (None, None)
    missing = found["roll_call/C"]
    assert missing is not None
    assert (missing.kind, missing.text.zh) == (AlarmKind.ROLL_CALL, "位C点名未到")


def test_a_queue_that_empties_within_its_minute_is_no_alarm_and_one_that_stays_is() -> None:
    book = AlarmBook(LIMITS)
    for second in range(300):
        count = 1 if second % 50 else 0
        moment = NOW + timedelta(seconds=second)
        assert book.observe(causes(Facts(feeds={}, queue=count), LIMITS, moment), moment) == ()
    raised = []
    for second in range(300, 420):
        moment = NOW + timedelta(seconds=second)
        raised += book.observe(causes(Facts(feeds={}, queue=1), LIMITS, moment), moment)
    assert [step.alarm.kind for step in raised] == [AlarmKind.QUEUE]
