"""What a cell says in words of its feed: what is wrong, what to do, of when the picture is."""

from datetime import datetime, timedelta
from functools import cache

from console.domain.feeds import (
    FAULT_REMEDIES,
    FAULT_WORDS,
    FEED_WORDS,
    FeedFault,
    FeedState,
    FeedStatus,
    Stream,
)
from console.domain.wording import NOTHING, Text
from console.widgets.ages import span_words

SD = Text("标清", "SD")
FEWER = Text("减帧", "fewer frames")

#: What to do about a state that has no fault of its own.
_STATE_REMEDIES = {
    FeedState.STALE: Text(
        "若持续，请联系点位检查网络。", "If it lasts, ask the post to check its line."
    ),
    FeedState.NOT_MOVING: Text(
        "请点位检查摄像机或编码器是否卡死。",
        "Ask the post whether its camera or encoder hangs.",
    ),
    FeedState.DOWN: Text("将自动重连。", "It is called again by itself."),
}


def fault_words(status: FeedStatus, note: Text = NOTHING) -> Text:
    """Return what is wrong; ``note`` says why a feed is not even tried."""
    if status.state is FeedState.IDLE and note != NOTHING:
        return note
    if status.fault is not FeedFault.NONE:
        return FAULT_WORDS[status.fault]
    return FEED_WORDS[status.state]


def remedy_words(status: FeedStatus) -> Text:
    """Return what to do about it, or nothing where waiting is all."""
    if status.fault is not FeedFault.NONE:
        return FAULT_REMEDIES[status.fault]
    return _STATE_REMEDIES.get(status.state, NOTHING)


def last_picture_words(at: datetime, now: datetime) -> tuple[Text, Text]:
    """Return of when the last picture is and how long ago that was, at length and in short."""
    age, clock = span_words(max(timedelta(0), now - at)), clock_words(at, now)
    short = Text(f"{clock} · {age.zh}前", f"{clock} · {age.en} ago")
    return Text(f"最后画面 {short.zh}", f"Last picture {short.en}"), short


def clock_words(at: datetime, now: datetime) -> str:
    """Return the time of day, with its day where that is not today."""
    local = at.astimezone()
    if local.date() == now.astimezone().date():
        return f"{local:%H:%M:%S}"
    return f"{local:%m-%d %H:%M:%S}"


def quality_words(status: FeedStatus) -> Text:
    """Return the marks of a picture that is less than the post's best."""
    return _quality(status.stream, status.reduced)


@cache
def _quality(stream: Stream, reduced: bool) -> Text:  # noqa: FBT001 - the cache's key
    marks = [SD] if stream is Stream.SUB else []
    marks += [FEWER] if reduced else []
    return Text(" ".join(mark.zh for mark in marks), " ".join(mark.en for mark in marks))


def delay_words(status: FeedStatus) -> Text:
    """Return how late live pictures are, where that is known; drawn ones are never late."""
    delay = status.figures.delay
    if delay is None or status.demo or status.state is not FeedState.LIVE:
        return NOTHING
    seconds = max(0.0, delay.total_seconds())
    return Text(f"延迟 {seconds:.1f} 秒", f"delay {seconds:.1f} s")
