"""The roll call of the command posts: who was expected, who answered and how, who is missing.

A picture that does not move is nobody's answer. A moving one is proposed to the caller; it counts
by itself only where the centre has set it so, and only for as long as it moves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self

from console.domain.duty import new_uid
from console.domain.feeds import FeedState
from console.domain.wording import Text


class Presence(StrEnum):
    """How a post answered, if it did."""

    VIDEO = "video"
    VOICE = "voice"
    EXCUSED = "excused"
    MISSING = "missing"


PRESENCE_WORDS = {
    Presence.VIDEO: Text("视频到", "Present by video"),
    Presence.VOICE: Text("语音到", "Present by voice"),
    Presence.EXCUSED: Text("请假", "Excused"),
    Presence.MISSING: Text("未到", "Missing"),
}
#: What counts as being there.
PRESENT = frozenset({Presence.VIDEO, Presence.VOICE})

#: Who answers for a post whose moving picture counts by itself.
BY_PICTURE = ""


@dataclass(frozen=True, slots=True)
class RollPost:
    """A post that is expected to answer."""

    code: str
    region: str
    name: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What was marked for a post, when and by whom; :data:`BY_PICTURE` = by its moving picture."""

    presence: Presence
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sheet.

    Attributes:
        post: The post.
        presence: How it answered; missing where it did not.
        at: When it was marked; None = never.
        by: Who marked it, "" = nobody or its picture.
        missing_since: Since when it has been missing; None = it is not.
    """

    post: RollPost
    presence: Presence
    at: datetime | None
    by: str
    missing_since: datetime | None


@dataclass(frozen=True, slots=True)
class RollCall:
    """One roll call; every step returns a new one.

    Attributes:
        uid: Its UUID, the one of its entry in the duty log.
        started_at: When it was begun.
        started_by: Who called.
        expected: The posts, in the order in which they are called.
        answers: What was marked, by the post's code.
        proposed: Posts whose picture moves now and that nobody has marked.
        live_counts: Whether a moving picture counts by itself.
        carried: Since when a post has been missing that was missing last time already.
        finished_at: When it was closed; None = it goes on.
        finished_by: Who closed it.
    """

    uid: str
    started_at: datetime
    started_by: str
    expected: tuple[RollPost, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict, hash=False)
    proposed: frozenset[str] = frozenset()
    live_counts: bool = False
    carried: Mapping[str, datetime] = field(default_factory=dict, hash=False)
    finished_at: datetime | None = None
    finished_by: str = ""

    @classmethod
    def start(
        cls,
        posts: Iterable[RollPost],
        at: datetime,
        by: str,
        *,
        live_counts: bool = False,
        last: Self | None = None,
    ) -> Self:
        """Begin a roll call of ``posts``.

        Args:
            posts: Who is expected, in the order of calling; a code that comes twice counts once.
            at: Now.
            by: Who calls.
            live_counts: Whether a moving picture counts by itself.
            last: The roll call before, which tells since when posts have been missing.
        """
        expected = tuple({post.code: post for post in posts}.values())
        carried: dict[str, datetime] = {}
        if last is not None:
            absent = {row.post.code: row.missing_since for row in last.sheet()}
            carried = {p.code: since for p in expected if (since := absent.get(p.code))}
        return cls(new_uid(), at, by, expected, live_counts=live_counts, carried=carried)

    def mark(self, code: str, presence: Presence, at: datetime, by: str) -> Self:
        """Note how a post answered; what was marked before is replaced.

        Raises:
            ValueError: The roll call is over, nobody marks, or the post is not expected.
        """
        self._demand_open(code)
        if not by:
            msg = "somebody must mark a post"
            raise ValueError(msg)
        return self._with(code, Answer(presence, at, by))

    def unmark(self, code: str) -> Self:
        """Take back what was marked for a post.

        Raises:
            ValueError: The roll call is over, or the post is not expected.
        """
        self._demand_open(code)
        kept = {other: answer for other, answer in self.answers.items() if other != code}
        return replace(self, answers=kept)

    def see(self, code: str, state: FeedState, at: datetime) -> Self:
        """Note the state of a post's picture: only a moving one is proposed, or counts.

        What a person marked stays as it is. Posts that are not expected are passed over, and so is
        everything once the roll call is over.
        """
        if self.is_over or not self._expects(code):
            return self
        held = self.answers.get(code)
        by_person = held is not None and held.by != BY_PICTURE
        moves = state is FeedState.LIVE
        if by_person or not moves:
            gone = replace(self, proposed=self.proposed - {code})
            # A picture that stopped answers for nobody any more.
            return gone.unmark(code) if held is not None and not by_person else gone
        if not self.live_counts:
            return replace(self, proposed=self.proposed | {code})
        return self if held else self._with(code, Answer(Presence.VIDEO, at, BY_PICTURE))

    def finish(self, at: datetime, by: str) -> Self:
        """Close it: who was not marked is missing.

        Raises:
            ValueError: It is over already.
        """
        self._demand_open()
        return replace(self, finished_at=at, finished_by=by, proposed=frozenset())

    @property
    def is_over(self) -> bool:
        """Whether it was closed."""
        return self.finished_at is not None

    def presence(self, code: str) -> Presence:
        """Return how a post answered; missing where nothing was marked."""
        answer = self.answers.get(code)
        return answer.presence if answer else Presence.MISSING

    def count(self, *kinds: Presence) -> int:
        """Return how many of the expected posts answered in one of these ways."""
        return sum(self.presence(post.code) in kinds for post in self.expected)

    def unmarked(self) -> tuple[RollPost, ...]:
        """Return the posts that nothing was marked for, in the order of calling."""
        return tuple(post for post in self.expected if post.code not in self.answers)

    def missing(self) -> tuple[RollPost, ...]:
        """Return the posts that did not answer, or were marked as missing."""
        return tuple(p for p in self.expected if self.presence(p.code) is Presence.MISSING)

    def missing_since(self, code: str) -> datetime | None:
        """Return since when an expected post has been missing; None = it is not."""
        if self.presence(code) is not Presence.MISSING:
            return None
        return self.carried.get(code, self.started_at)

    def sheet(self) -> tuple[SheetRow, ...]:
        """Return the sheet, one row a post in the order of calling."""
        rows = []
        for post in self.expected:
            answer = self.answers.get(post.code)
            rows.append(
                SheetRow(
                    post,
                    self.presence(post.code),
                    answer.at if answer else None,
                    answer.by if answer else "",
                    self.missing_since(post.code),
                )
            )
        return tuple(rows)

    def to_detail(self) -> dict[str, object]:
        """Return it as JSON knows it, for its entry in the duty log."""
        return {
            "uid": self.uid,
            "started_at": self.started_at.isoformat(),
            "started_by": self.started_by,
            "finished_at": self.finished_at.isoformat() if self.finished_at else None,
            "finished_by": self.finished_by,
            "live_counts": self.live_counts,
            "expected": [[p.code, p.region, p.name.zh, p.name.en] for p in self.expected],
            "answers": {
                code: [answer.presence.value, answer.at.isoformat(), answer.by]
                for code, answer in self.answers.items()
            },
            "proposed": sorted(self.proposed),
            "carried": {code: since.isoformat() for code, since in self.carried.items()},
        }

    @classmethod
    def from_detail(cls, detail: Mapping[str, Any]) -> Self:
        """Return the roll call that :meth:`to_detail` wrote.

        Raises:
            ValueError: ``detail`` is none.
        """
        try:
            ended = detail["finished_at"]
            return cls(
                uid=str(detail["uid"]),
                started_at=_read(detail["started_at"]),
                started_by=str(detail["started_by"]),
                expected=tuple(
                    RollPost(code, region, Text(zh, en))
                    for code, region, zh, en in detail["expected"]
                ),
                answers={
                    code: Answer(Presence(presence), _read(at), by)
                    for code, (presence, at, by) in detail["answers"].items()
                },
                proposed=frozenset(detail["proposed"]),
                live_counts=bool(detail["live_counts"]),
                carried={code: _read(since) for code, since in detail["carried"].items()},
                finished_at=_read(ended) if ended else None,
                finished_by=str(detail["finished_by"]),
            )
        except (KeyError, TypeError, AttributeError) as error:
            msg = f"this is no roll call: {error!r}"
            raise ValueError(msg) from error

    def _with(self, code: str, answer: Answer) -> Self:
        return replace(
            self, answers={**self.answers, code: answer}, proposed=self.proposed - {code}
        )

    def _demand_open(self, code: str | None = None) -> None:
        if self.is_over:
            msg = "the roll call is over"
            raise ValueError(msg)
        if code is not None and not self._expects(code):
            msg = f"{code} is not expected"
            raise ValueError(msg)

    def _expects(self, code: str) -> bool:
        return any(post.code == code for post in self.expected)


def _read(text: object) -> datetime:
    moment = datetime.fromisoformat(str(text))
    if moment.tzinfo is None:
        msg = f"a moment needs a time zone: {text!r}"
        raise ValueError(msg)
    return moment
