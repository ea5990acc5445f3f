"""Calls with posts and experts: the words, and what each state means for whoever looks at it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.truth import Truth, TruthMark
from console.domain.wording import NOTHING, Text


class PartyKind(StrEnum):
    """Who is at the other end."""

    POST = "post"
    EXPERT = "expert"
    CONSOLE = "console"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever can be called; ``address`` may hold a password and does not show in ``repr``.

    Attributes:
        code: The key of the post or expert, or the name of the other console.
        kind: Who it is.
        name: As the tile shows it.
        region: The region that it speaks for, "" = none.
        duty: What it is there for: the post's kind, or the expert's speciality and institution.
        address: Where it is called, "" = through the central database.
        phone: The telephone to fall back on.
    """

    code: str
    kind: PartyKind
    name: Text
    region: str = ""
    duty: Text = NOTHING
    address: str = field(default="", repr=False)
    phone: str = ""


class CallStage(StrEnum):
    """Where a call stands; a call that was never placed is no call."""

    RINGING = "ringing"
    CONNECTED = "connected"
    ON_AIR = "on_air"
    ENDED = "ended"


STAGE_WORDS = {
    CallStage.RINGING: Text("呼叫中", "Ringing"),
    CallStage.CONNECTED: Text("已接通（未上屏）", "Connected, off air"),
    CallStage.ON_AIR: Text("正在上屏", "On air"),
    CallStage.ENDED: Text("已结束", "Ended"),
}


class EndReason(StrEnum):
    """Why a call is over."""

    HUNG_UP = "hung_up"
    FAR_HUNG_UP = "far_hung_up"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    LOST = "lost"
    FAILED = "failed"


END_WORDS = {
    EndReason.HUNG_UP: Text("本方已挂断", "Hung up here"),
    EndReason.FAR_HUNG_UP: Text("对方已挂断", "The other side hung up"),
    EndReason.BUSY: Text("对方占线", "Busy"),
    EndReason.NO_ANSWER: Text("无人接听", "No answer"),
    EndReason.REFUSED: Text("对方拒接", "Refused"),
    EndReason.LOST: Text("线路中断，未能恢复", "The line was lost and did not come back"),
    EndReason.FAILED: Text("无法接通", "Could not be connected"),
}

#: Reasons after which a person should try again or take the telephone.
UNANSWERED = frozenset(
    {EndReason.BUSY, EndReason.NO_ANSWER, EndReason.REFUSED, EndReason.FAILED, EndReason.LOST}
)


class Media(StrEnum):
    """What comes from the other side, told by decoded pictures and not by the connection."""

    NONE = "none"
    CONNECTING = "connecting"
    MOVING = "moving"
    SOUND = "sound"
    STILL = "still"
    LOST = "lost"


MEDIA_WORDS = {
    Media.NONE: NOTHING,
    Media.CONNECTING: Text("正在接通", "Connecting"),
    Media.MOVING: Text("画面正常", "Picture moving"),
    Media.SOUND: Text("仅有声音", "Sound only"),
    Media.STILL: Text("画面静止", "Picture not moving"),
    Media.LOST: Text("线路中断，正在恢复", "Line lost, coming back"),
}

_TRUTH = {
    Media.NONE: Truth.LOST,
    Media.CONNECTING: Truth.LOST,
    Media.MOVING: Truth.LIVE,
    Media.SOUND: Truth.LIVE,
    Media.STILL: Truth.STALE,
    Media.LOST: Truth.LOST,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQuality:
    """How well the other side's pictures come; None = not known yet.

    Attributes:
        loss: Share of packets lost in the last seconds, 0 to 1.
        delay: The round trip.
        frames: Pictures decoded a second.
        width: Of the picture, in pixels.
        height: Likewise.
    """

    loss: float | None = None
    delay: timedelta | None = None
    frames: float | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class AirSpan:
    """A time on the wall; ``until`` is None while it lasts."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, from the ring to its end.

    Attributes:
        key: Its key, a UUID, the same at both ends.
        party: The other side.
        outgoing: Whether it was placed here.
        stage: Where it stands.
        placed_at: When it began to ring.
        answered_at: When it was answered; None = not (yet).
        ended_at: When it was over; None = not yet.
        reason: Why it was over.
        media: What comes from the other side.
        media_since: Since when.
        held: Whether neither side is seen or heard by the other for the while.
        muted: Whether our microphone is off.
        on_air: The times on the wall, oldest first.
        quality: How well the pictures come.
    """

    key: str
    party: Party
    outgoing: bool
    stage: CallStage
    placed_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    reason: EndReason | None = None
    media: Media = Media.NONE
    media_since: datetime | None = None
    held: bool = False
    muted: bool = False
    on_air: tuple[AirSpan, ...] = ()
    quality: CallQuality = CallQuality()

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.stage is CallStage.ENDED

    @property
    def is_answered(self) -> bool:
        """Whether the two sides are through to each other now."""
        return self.stage in (CallStage.CONNECTED, CallStage.ON_AIR)

    @property
    def is_missed(self) -> bool:
        """Whether the other side rang and nobody here answered."""
        return self.is_over and not self.outgoing and self.answered_at is None

    def lasted(self, now: datetime) -> timedelta:
        """Return how long the two sides have been, or were, through to each other."""
        if self.answered_at is None:
            return timedelta(0)
        return (self.ended_at or now) - self.answered_at


def truth_of_call(call: Call, *, demo: bool = False) -> TruthMark:
    """Return the truth mark of a tile that shows ``call``: only moving pictures are LIVE.

    A call on hold is FROZEN: somebody here stopped its picture.
    """
    truth = Truth.LOST if call.is_over else _TRUTH[call.media]
    if call.held and not call.is_over:
        truth = Truth.FROZEN
    if truth is Truth.LIVE:
        return TruthMark(Truth.DEMO if demo else truth, None, demo=demo)
    return TruthMark(truth, call.media_since or call.placed_at, demo=demo)
