"""Examines the addresses of many posts, several at once, and says in words what is there."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum

from console.domain.errors import ConsoleError
from console.domain.feeds import FAULT_REMEDIES, FAULT_WORDS, FeedFault, FeedPost, Stream
from console.domain.wording import NOTHING, Text
from console.video.address import parse_address
from console.video.credentials import with_login
from console.video.pattern import PATTERNS
from console.video.probe import Probe, examine

#: Posts that are asked at once: enough for a province in minutes, too few to flood its lines.
_AT_ONCE = 8
#: Seconds between key frames above which a tile waits long for its first picture.
_RARE_KEY = 2.5
#: Seconds of delay above which a talk with the post becomes a pain.
_LATE = 2.0
_FEW_PICTURES = 8.0
_REHEARSAL = "demo:"
#: A small picture is one that many can be shown of; beyond this it saves nothing.
_SMALL_LINES = 720


class Level(StrEnum):
    """Whether a feed will do."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


LEVEL_WORDS = {
    Level.OK: Text("可用", "OK"),
    Level.WARN: Text("提醒", "WARN"),
    Level.FAIL: Text("不可用", "FAIL"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found at one address of a post; None = not known.

    Attributes:
        post: The post's code.
        name: Its name.
        stream: Which of its streams.
        address: The address without its login, "" = there is none.
        level: Whether it will do.
        fault: Why it does not come.
        codec: As people write it.
        width: Pixels.
        height: Pixels.
        fps: Pictures a second.
        key_interval: Seconds between key frames.
        delay: Seconds from the sender's clock to here.
        answered_after: Seconds until the answer.
        rehearsal: Whether it is a demonstration's picture, without any server.
        verdict: In words.
        remedy: What to do; empty where nothing is to be done.
    """

    post: str
    name: Text
    stream: Stream
    address: str
    level: Level
    fault: FeedFault = FeedFault.NONE
    codec: str = ""
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    key_interval: float | None = None
    delay: float | None = None
    answered_after: float | None = None
    rehearsal: bool = False
    verdict: Text
    remedy: Text = NOTHING


def survey(
    posts: Iterable[FeedPost],
    *,
    seconds: float = 5.0,
    also_allowed: frozenset[str] = frozenset(),
    ended: threading.Event | None = None,
) -> Iterator[Finding]:
    """Yield a finding for each address of each post, in their order, as they come in.

    Args:
        posts: Whom to ask.
        seconds: How long packets are taken from each address that answers.
        also_allowed: Of ``http``, ``https`` and ``file``, those that the settings allow.
        ended: Set by whoever wants no more.
    """
    stop = ended or threading.Event()
    jobs = [(post, stream) for post in posts for stream in _streams(post)]

    def look(job: tuple[FeedPost, Stream]) -> Finding:
        return _look(*job, seconds, also_allowed, stop.is_set)

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="feed check") as pool:
        try:
            yield from pool.map(look, jobs)
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def _streams(post: FeedPost) -> tuple[Stream, ...]:
    if not post.main and not post.sub:
        return (Stream.MAIN,)
    given = ((Stream.MAIN, post.main), (Stream.SUB, post.sub))
    return tuple(stream for stream, address in given if address)


def _look(
    post: FeedPost,
    stream: Stream,
    seconds: float,
    also_allowed: frozenset[str],
    cancelled: Callable[[], bool],
) -> Finding:
    text = post.main if stream is Stream.MAIN else post.sub
    if not text:
        return _plain(post, stream, Level.WARN, _NO_ADDRESS, _NO_ADDRESS_REMEDY)
    if text.startswith(_REHEARSAL):
        return _rehearsal(post, stream, text)
    try:
        address = with_login(
            parse_address(text, also_allowed=also_allowed, place=post.code), post.code
        )
    except ConsoleError as error:
        refused = _plain(post, stream, Level.FAIL, error.problem, error.remedy)
        return replace(refused, fault=FeedFault.BAD_ADDRESS)
    return _judged(
        post, stream, str(address), examine(address, seconds=seconds, cancelled=cancelled)
    )


_NO_ADDRESS = Text("未登记视频地址", "no address is on record")
_NO_ADDRESS_REMEDY = Text("请在点位资料中补填。", "Enter one in the data of the post.")


def _plain(
    post: FeedPost,
    stream: Stream,
    level: Level,
    verdict: Text,
    remedy: Text,
) -> Finding:
    return Finding(
        post=post.code,
        name=post.name,
        stream=stream,
        address="",
        level=level,
        verdict=verdict,
        remedy=remedy,
    )


def _rehearsal(post: FeedPost, stream: Stream, text: str) -> Finding:
    name = text.removeprefix(_REHEARSAL)
    is_known = name in PATTERNS
    names = ", ".join(sorted(PATTERNS))
    return Finding(
        post=post.code,
        name=post.name,
        stream=stream,
        address=text if is_known else _REHEARSAL,
        level=Level.OK if is_known else Level.FAIL,
        fault=FeedFault.NONE if is_known else FeedFault.BAD_ADDRESS,
        rehearsal=True,
        verdict=Text("演练信号，无需服务器", "a rehearsal picture, without a server")
        if is_known
        else Text("没有这种演练信号", "there is no such rehearsal picture"),
        remedy=NOTHING if is_known else Text(f"可用：{names}。", f"There are: {names}."),
    )


def _judged(post: FeedPost, stream: Stream, address: str, found: Probe) -> Finding:
    level, verdict, remedy = _verdict(stream, found)
    return Finding(
        post=post.code,
        name=post.name,
        stream=stream,
        address=address,
        level=level,
        fault=found.fault,
        codec=found.codec,
        width=found.width,
        height=found.height,
        fps=found.fps,
        key_interval=found.key_interval,
        delay=found.delay,
        answered_after=found.answered_after,
        verdict=verdict,
        remedy=remedy,
    )


def _verdict(stream: Stream, found: Probe) -> tuple[Level, Text, Text]:
    """Return the level, and the first thing that somebody should mend."""
    if found.fault is not FeedFault.NONE:
        return Level.FAIL, FAULT_WORDS[found.fault], FAULT_REMEDIES[found.fault]
    doubts = (
        (found.key_interval is None or found.key_interval > _RARE_KEY, _RARE, _RARE_REMEDY),
        (found.delay is not None and found.delay > _LATE, _DELAYED, _DELAYED_REMEDY),
        (found.fps is not None and found.fps < _FEW_PICTURES, _FEW, _FEW_REMEDY),
        (stream is Stream.SUB and (found.height or 0) >= _SMALL_LINES, _LARGE, _LARGE_REMEDY),
    )
    for doubtful, problem, remedy in doubts:
        if doubtful:
            return Level.WARN, problem, remedy
    return Level.OK, _GOOD, NOTHING


_GOOD = Text("画面正常", "pictures come")
_RARE = Text("关键帧太少，首帧和恢复会慢", "key frames are rare: first pictures come late")
_RARE_REMEDY = FAULT_REMEDIES[FeedFault.NO_KEY_FRAME]
_DELAYED = Text("延迟超过2秒（或点位时钟不准）", "more than 2 s late, or the post's clock is wrong")
_DELAYED_REMEDY = Text(
    "请关闭编码器缓冲，并给设备校时（NTP）。",
    "Switch off the encoder's buffer; set its clock (NTP).",
)
_FEW = Text("每秒不足8帧", "fewer than 8 pictures a second")
_FEW_REMEDY = Text("请检查编码器帧率和线路带宽。", "Check the encoder's rate and the line.")
_LARGE = Text("子码流太大，起不到减负作用", "the small stream is large, and saves nothing")
_LARGE_REMEDY = Text("请把子码流设为640×360。", "Set the small stream to 640×360.")
