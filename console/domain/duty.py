"""The duty officer's log and alarms: what was written down, and what nobody may overlook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import uuid4

from console.domain.provenance import Provenance
from console.domain.wording import Text

#: The gravest severity, red, and the mildest, blue, as in the national four-level scale.
GRAVEST, MILDEST = 1, 4


class EntryKind(StrEnum):
    """What an entry of the duty log is."""

    NOTE = "note"
    SNAPSHOT = "snapshot"
    ROLL_CALL = "roll_call"
    HANDOVER = "handover"
    ALARM = "alarm"
    CALL = "call"
    PLAN = "plan"


ENTRY_WORDS = {
    EntryKind.NOTE: Text("记事", "Note"),
    EntryKind.SNAPSHOT: Text("截图", "Snapshot"),
    EntryKind.ROLL_CALL: Text("点名", "Roll call"),
    EntryKind.HANDOVER: Text("交接班", "Handover"),
    EntryKind.ALARM: Text("告警", "Alarm"),
    EntryKind.CALL: Text("通话", "Call"),
    EntryKind.PLAN: Text("调拨", "Allocation"),
}


class AlarmKind(StrEnum):
    """What the console itself raises an alarm over; other programs have kinds of their own."""

    FEED = "feed"
    STILL = "still"
    REFUSED = "refused"
    LINK = "link"
    DATA = "data"
    ALERTS = "alerts"
    QUEUE = "queue"
    ROLL_CALL = "roll_call"


ALARM_WORDS: Mapping[str, Text] = {
    AlarmKind.FEED: Text("视频中断", "No picture"),
    AlarmKind.STILL: Text("画面静止", "Picture not moving"),
    AlarmKind.REFUSED: Text("视频被拒", "Picture refused"),
    AlarmKind.LINK: Text("数据库中断", "Database lost"),
    AlarmKind.DATA: Text("数据陈旧", "Data stale"),
    AlarmKind.ALERTS: Text("预警收不到", "Alerts not received"),
    AlarmKind.QUEUE: Text("日志待送", "Log not delivered"),
    AlarmKind.ROLL_CALL: Text("点名未到", "Missing at roll call"),
    # Kinds that the centre's programs raise.
    "material": Text("物资", "Materials"),
    "report": Text("报送", "Reporting"),
    "ears": Text("疫情预警", "Early warning"),
}

SEVERITY_WORDS = {
    1: Text("特别重大", "Extremely grave"),
    2: Text("重大", "Grave"),
    3: Text("较大", "Serious"),
    4: Text("一般", "Moderate"),
}


def alarm_words(kind: str) -> Text:
    """Return the name of a kind of alarm; an unknown one stands for itself."""
    return ALARM_WORDS.get(kind, Text(kind, kind))


def new_uid() -> str:
    """Return a UUID for an entry that is about to be made."""
    return str(uuid4())


def _demand_zone(*moments: datetime | None) -> None:
    for moment in moments:
        if moment is not None and moment.tzinfo is None:
            msg = f"a moment needs a time zone: {moment!r}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """One entry of the duty log; never changed once it was made.

    Attributes:
        uid: Its UUID, under which it is kept once however often it is delivered.
        at: When.
        by: Who wrote it.
        kind: What it is.
        text: The entry, as it was written.
        region: The code of the region concerned, "" = none.
        post: The code of the command post concerned, "" = none.
        picture: The file of a snapshot, "" = none.
        detail: The rest, as JSON knows it (the answers of a roll call, say).
    """

    uid: str
    at: datetime
    by: str
    kind: EntryKind
    text: str
    region: str = ""
    post: str = ""
    picture: str = ""
    detail: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _demand_zone(self.at)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm: it stays listed until somebody acknowledged it, whatever became of its cause.

    Attributes:
        key: What it is known by everywhere; the same alarm is raised once on all consoles.
        region: The code of the region concerned, "" = the province.
        post: The code of the command post concerned, "" = none.
        kind: One of :class:`AlarmKind`, or what another program calls it.
        severity: 1 (gravest, red) to 4 (blue).
        raised_at: When.
        text: What is the matter, in words.
        acknowledged_by: Who acknowledged it, "" = nobody yet.
        acknowledged_at: When.
        cleared_at: When its cause went away; None = it has not, as far as is known.
    """

    key: str
    region: str
    post: str
    kind: str
    severity: int
    raised_at: datetime
    text: Text
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    cleared_at: datetime | None = None

    def __post_init__(self) -> None:
        _demand_zone(self.raised_at, self.acknowledged_at, self.cleared_at)

    @property
    def is_latched(self) -> bool:
        """Whether nobody acknowledged it yet."""
        return self.acknowledged_at is None

    @property
    def is_active(self) -> bool:
        """Whether its cause is still there; nobody tells of those of other programs."""
        return self.cleared_at is None and self.kind in set(AlarmKind)

    @property
    def is_listed(self) -> bool:
        """Whether it belongs on the desk: not acknowledged, or its cause is still there."""
        return self.is_latched or self.is_active

    @property
    def rank(self) -> tuple[bool, int, float, str]:
        """What orders a list: those not acknowledged, the gravest, the newest first."""
        return not self.is_latched, self.severity, -self.raised_at.timestamp(), self.key


@dataclass(frozen=True, slots=True)
class DutyLogRequest:
    """The newest ``limit`` entries of the duty log."""

    limit: int = 200


@dataclass(frozen=True, slots=True)
class AlarmsRequest:
    """The alarms that the database holds: all that are not acknowledged, and the last others."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DutyLogSnapshot:
    """Entries of the duty log, newest first."""

    request: DutyLogRequest
    provenance: Provenance
    entries: tuple[DutyEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AlarmsSnapshot:
    """Alarms, those that matter most first (see :attr:`Alarm.rank`)."""

    request: AlarmsRequest
    provenance: Provenance
    alarms: tuple[Alarm, ...]


DutyRequest = DutyLogRequest | AlarmsRequest
DutySnapshot = DutyLogSnapshot | AlarmsSnapshot
