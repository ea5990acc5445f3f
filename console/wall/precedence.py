"""Who may change the wall when: the order of precedence, as data."""

from dataclasses import dataclass
from enum import IntEnum

from console.domain.errors import ConsoleError
from console.domain.wording import Text


class Source(IntEnum):
    """Where a change comes from; the higher one wins."""

    SCHEDULE = 1
    OPERATOR = 2
    ALARM = 3
    BLANK = 4
    PANIC = 5


@dataclass(frozen=True, slots=True)
class Rank:
    """One rank of the order, in words.

    Attributes:
        source: The rank.
        title: What it is called.
        holds: What a lower source is told while this one holds the wall.
        lifted: How it lets go.
    """

    source: Source
    title: Text
    holds: Text
    lifted: Text


PRECEDENCE = (
    Rank(
        Source.PANIC,
        Text("紧急黑屏", "Panic"),
        Text("大屏已紧急黑屏并锁定。", "The wall is black and held by the panic key."),
        Text("Shift+F12 解除后再操作。", "Release it with Shift+F12 first."),
    ),
    Rank(
        Source.BLANK,
        Text("黑屏", "Blank"),
        Text("大屏处于黑屏状态。", "The wall is blank."),
        Text("按 B 恢复画面后再操作。", "Bring the picture back with B first."),
    ),
    Rank(
        Source.ALARM,
        Text("告警占用", "Alarm hold"),
        Text("告警正在占用大屏。", "An alarm holds the wall."),
        Text("Shift+F12 确认告警后再操作。", "Acknowledge it with Shift+F12 first."),
    ),
    Rank(
        Source.OPERATOR,
        Text("操作员", "Operator"),
        Text("操作员已接管大屏。", "The operator has taken the wall over."),
        Text("按 PageDown 继续流程单。", "PageDown goes on with the cue sheet."),
    ),
    Rank(
        Source.SCHEDULE,
        Text("流程单", "Cue sheet"),
        Text("流程单正在播放。", "The cue sheet is running."),
        Text("操作员可随时接管。", "The operator can take over at any time."),
    ),
)
"""Highest first: a change is refused while anything above its source holds the wall."""

_RANKS = {rank.source: rank for rank in PRECEDENCE}


class RefusedError(ConsoleError):
    """A change that a higher source does not let through; it says whose hold and how it ends."""

    def __init__(self, source: Source, holder: Source) -> None:
        rank = _RANKS[holder]
        place = f"{_RANKS[source].title.zh} / {_RANKS[source].title.en}"
        super().__init__(place, rank.holds, rank.lifted)
        self.source = source
        self.holder = holder


class RefusedArmingError(ConsoleError):
    """No rule of the file may take the wall by itself, and so there is nothing to arm."""

    def __init__(self) -> None:
        super().__init__(
            "alarm_scenes.toml",
            Text("没有可启用自动切换的告警规则。", "No alarm rule may take the wall by itself."),
            Text("在规则文件中设置 armed = true。", "Set armed = true in the file of rules."),
        )


def demand(source: Source, holder: Source) -> None:
    """Let ``source`` change a wall that ``holder`` holds.

    Raises:
        RefusedError: ``holder`` is the higher of the two.
    """
    if source < holder:
        raise RefusedError(source, holder)
