"""Examines an address that somebody typed, off the GUI thread, and says in words what is there."""

import threading

from PySide6.QtCore import QObject, Signal

from console.domain.errors import ConsoleError
from console.domain.feeds import FAULT_REMEDIES, FAULT_WORDS, FeedFault, FeedPost
from console.domain.wording import Text
from console.video.address import parse_address
from console.video.credentials import with_login
from console.video.pattern import PATTERNS
from console.video.probe import Probe, examine

_SECONDS = 4.0
_JOIN_SECONDS = 1.0
_RARE_KEY = 2.5
"""Seconds between key frames above which a tile waits long for its first picture."""

_DEMO = Text("演示信号，无需服务器", "A demonstration picture; it needs no server")
_NO_DEMO = Text("没有这种演示信号", "There is no such demonstration picture")


def address_fault(text: str, also_allowed: frozenset[str]) -> ConsoleError | None:
    """Return what is wrong with an address of a picture as it is written; None = nothing."""
    scheme, _, rest = text.partition(":")
    if scheme == "demo":
        names = ", ".join(sorted(PATTERNS))
        remedy = Text(f"可用：{names}。", f"There are: {names}.")
        return None if rest in PATTERNS else ConsoleError(text[:40], _NO_DEMO, remedy)
    try:
        parse_address(text, also_allowed=also_allowed)
    except ConsoleError as error:
        return error
    return None


class PostTests(QObject):
    """Runs at most one examination of each field at a time; a new one replaces the answer."""

    verdict = Signal(str, object, bool)
    """The field, the :class:`Text` to say, and whether pictures come."""

    _done = Signal(str, int, object)

    def __init__(self, also_allowed: frozenset[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._also_allowed = also_allowed
        self._numbers: dict[str, int] = {}
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []
        self._done.connect(self._tell)

    def check(self, text: str) -> ConsoleError | None:
        """Say what is wrong with an address as it is written; None = nothing."""
        return address_fault(text, self._also_allowed)

    def begin(self, field: str, post: FeedPost) -> None:
        """Examine the main address of ``post``; :attr:`verdict` follows."""
        number = self._numbers.get(field, 0) + 1
        self._numbers[field] = number
        if post.main.startswith("demo:"):
            self._done.emit(field, number, _DEMO)
            return
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(
            target=self._run, args=(field, number, post), name="post test", daemon=True
        )
        self._threads.append(thread)
        thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self._ending.set()
        for thread in self._threads:
            thread.join(_JOIN_SECONDS)

    def _run(self, field: str, number: int, post: FeedPost) -> None:
        try:
            address = parse_address(post.main, also_allowed=self._also_allowed)
            found: object = examine(
                with_login(address, post.code), seconds=_SECONDS, cancelled=self._ending.is_set
            )
        except ConsoleError as error:
            found = error
        if not self._ending.is_set():
            self._done.emit(field, number, found)

    def _tell(self, field: str, number: int, found: object) -> None:
        if number != self._numbers.get(field):
            return
        if isinstance(found, Probe):
            self.verdict.emit(field, words_of(found), found.fault is FeedFault.NONE)
        elif isinstance(found, ConsoleError):
            self.verdict.emit(field, _joined(found.problem, found.remedy), False)  # noqa: FBT003
        else:
            self.verdict.emit(field, found, True)  # noqa: FBT003 - a signal has no keywords


def _joined(one: Text, other: Text) -> Text:
    return Text(f"{one.zh} {other.zh}".strip(), f"{one.en} {other.en}".strip())


def words_of(found: Probe) -> Text:
    """Return in words what an address sends, or why nothing comes and what to do."""
    if found.fault is not FeedFault.NONE:
        return _joined(FAULT_WORDS[found.fault], FAULT_REMEDIES[found.fault])
    parts = [found.codec]
    if found.width and found.height:
        parts.append(f"{found.width}×{found.height}")
    zh, en = list(parts), list(parts)
    if found.fps is not None:
        zh.append(f"{found.fps:.0f} 帧/秒")
        en.append(f"{found.fps:.0f} pictures/s")
    if found.key_interval is not None:
        zh.append(f"关键帧间隔 {found.key_interval:.1f} 秒")
        en.append(f"key frame every {found.key_interval:.1f} s")
        if found.key_interval > _RARE_KEY:
            zh.append("间隔过长，建议 1–2 秒")
            en.append("too rare: set 1–2 s")
    if found.delay is not None:
        zh.append(f"时延 {found.delay:.1f} 秒")
        en.append(f"delay {found.delay:.1f} s")
    return Text("可用：" + "，".join(filter(None, zh)), "Good: " + ", ".join(filter(None, en)))
