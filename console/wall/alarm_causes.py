"""What the console itself raises alarms over: told from the facts of one moment, and nothing else.

A cause that cannot be judged is left out: an alarm over it neither comes nor goes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.duty import AlarmKind
from console.domain.feeds import FAULT_WORDS, FEED_WORDS, FeedState, FeedStatus
from console.domain.posts import Post
from console.domain.roll_call import PRESENT, Presence, RollCall
from console.domain.truth import LinkState
from console.domain.wording import NOTHING, Lang, Text


@dataclass(frozen=True, slots=True)
class AlarmLimits:
    """How long something may last before it is an alarm.

    Attributes:
        feed: An expected post without a moving picture.
        link: The database not confirmed.
        alerts: Alerts not confirmed to be all here: alarms themselves may be missing.
        queue: Duty records that wait on this machine.
        settle: How long a cause must be gone for good before its alarm is cleared.
    """

    feed: timedelta = timedelta(seconds=30)
    link: timedelta = timedelta(seconds=30)
    alerts: timedelta = timedelta(seconds=120)
    queue: timedelta = timedelta(seconds=60)
    settle: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that is the matter now.

    Attributes:
        kind: What sort of alarm it makes.
        severity: 1 (gravest) to 4.
        text: In words.
        after: How long it must last to be an alarm.
        region: The region concerned, "" = the province.
        post: The post concerned, "" = none.
    """

    kind: AlarmKind
    severity: int
    text: Text
    after: timedelta = timedelta(0)
    region: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known at one moment; None = not known.

    Attributes:
        posts: The command posts.
        feeds: States of the feeds that somebody watches, by post.
        link: The link to the database.
        alerts_confirmed_at: When all alerts were last known to be here.
        queue: How many duty records wait on this machine.
        may_write: Whether the database lets this machine's login write them.
        roll_call: The last one that was closed.
        machine: This console's name, for what concerns it alone.
    """

    posts: tuple[Post, ...] = ()
    feeds: Mapping[str, FeedStatus]
    link: LinkState | None = None
    alerts_confirmed_at: datetime | None = None
    queue: int | None = None
    may_write: bool = True
    roll_call: RollCall | None = None
    machine: str = ""


Judgement = tuple[str, Cause | None]
"""What a cause is known by, and the cause; None = it is not there."""


def causes(facts: Facts, limits: AlarmLimits, now: datetime) -> dict[str, Cause | None]:
    """Return everything that can be judged from ``facts``, by what it is known by."""
    found: dict[str, Cause | None] = {}
    found.update(_feeds(facts, limits))
    found.update(_link(facts, limits, now))
    found.update(_queue(facts, limits))
    found.update(_roll_call(facts))
    return found


def _feeds(facts: Facts, limits: AlarmLimits) -> Iterator[Judgement]:
    for post in facts.posts:
        status = facts.feeds.get(post.code)
        if status is None or status.state in _UNDECIDED:
            continue
        is_well = status.state is FeedState.LIVE or not post.expected
        yield f"feed/{post.code}", None if is_well else _feed(post, status, limits)


#: Nobody looks, or it is just being called: neither says anything about the post.
_UNDECIDED = frozenset({FeedState.IDLE, FeedState.CONNECTING})
_FEED_KINDS = {FeedState.NOT_MOVING: AlarmKind.STILL, FeedState.REFUSED: AlarmKind.REFUSED}
_FEED_SEVERITY = 3


def _feed(post: Post, status: FeedStatus, limits: AlarmLimits) -> Cause:
    state, fault = FEED_WORDS[status.state], FAULT_WORDS[status.fault]
    name = post.name
    return Cause(
        kind=_FEED_KINDS.get(status.state, AlarmKind.FEED),
        severity=_FEED_SEVERITY,
        text=Text(
            f"{name.of(Lang.ZH)}：{state.zh}" + f"（{fault.zh}）" * (fault != NOTHING),
            f"{name.of(Lang.EN)}: {state.en}" + f" ({fault.en})" * (fault != NOTHING),
        ),
        after=limits.feed,
        region=post.region,
        post=post.code,
    )


def _link(facts: Facts, limits: AlarmLimits, now: datetime) -> Iterator[Judgement]:
    confirmed = facts.link.confirmed_at if facts.link is not None else None
    if confirmed is not None:
        silent = now - confirmed > limits.link
        yield "link/database", _LINK_LOST if silent else None
    received = facts.alerts_confirmed_at
    moments = [moment for moment in (confirmed, received) if moment is not None]
    if moments:
        missing = now - min(moments) > limits.alerts
        yield "alerts/database", _ALERTS_LOST if missing else None


_LINK_LOST = Cause(
    AlarmKind.LINK,
    2,
    Text(
        "与中心数据库失去联系，屏上数据不再更新",
        "The central database is out of reach: what is shown is not kept up to date",
    ),
)
_ALERTS_LOST = Cause(
    AlarmKind.ALERTS,
    1,
    Text(
        "收不到中心的预警和告警：其他来源的告警可能缺失，请电话核实",
        "Alerts of the centre are not received: some may be missing here, ask by telephone",
    ),
)


def _queue(facts: Facts, limits: AlarmLimits) -> Iterator[Judgement]:
    if facts.queue is None:
        return
    waits = Cause(
        AlarmKind.QUEUE,
        2,
        _waiting_words(facts),
        limits.queue,
    )
    yield f"queue/{facts.machine}", waits if facts.queue else None


def _waiting_words(facts: Facts) -> Text:
    if facts.may_write:
        return Text(
            f"{facts.machine}的值班记录未能送入数据库，暂存本机",
            f"Duty records of {facts.machine} do not reach the database and wait on the machine",
        )
    return Text(
        f"{facts.machine}用的是只读账号：值班记录只存本机，其他席位看不到",
        f"The login of {facts.machine} may only read: its duty records stay on the machine,"
        " and no other desk sees them",
    )


def _roll_call(facts: Facts) -> Iterator[Judgement]:
    call = facts.roll_call
    if call is None:
        return
    for post in call.expected:
        presence = call.presence(post.code)
        if presence in PRESENT or presence is Presence.EXCUSED:
            yield f"roll_call/{post.code}", None
        else:
            yield (
                f"roll_call/{post.code}",
                Cause(
                    AlarmKind.ROLL_CALL,
                    3,
                    Text(
                        f"{post.name.of(Lang.ZH)}点名未到",
                        f"{post.name.of(Lang.EN)} missing at roll call",
                    ),
                    region=post.region,
                    post=post.code,
                ),
            )
