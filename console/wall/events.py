"""What happened to the wall: one event for every change, with who, when and from where."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.wording import Text
from console.wall.precedence import Source
from console.wall.state import WallState


class Step(StrEnum):
    """What a change was."""

    LOAD = "load"
    TAKE = "take"
    REGION = "region"
    MATERIAL = "material"
    UNDO = "undo"
    SAFE = "safe"
    FREEZE = "freeze"
    THAW = "thaw"
    BLANK = "blank"
    UNBLANK = "unblank"
    PANIC = "panic"
    RELEASE = "release"
    SPOTLIGHT = "spotlight"
    SPOTLIGHT_OFF = "spotlight_off"
    CUE = "cue"
    PROPOSAL = "proposal"
    ALARM = "alarm"
    ARM = "arm"
    DISARM = "disarm"
    CORRECTION = "correction"
    FOLLOW = "follow"


STEP_WORDS = {
    Step.LOAD: Text("预监装载", "loaded into preview"),
    Step.TAKE: Text("切换", "take"),
    Step.REGION: Text("选择地区", "region"),
    Step.MATERIAL: Text("选择物资", "material"),
    Step.UNDO: Text("撤销", "undo"),
    Step.SAFE: Text("安全画面", "safe scene"),
    Step.FREEZE: Text("定格", "freeze"),
    Step.THAW: Text("解除定格", "unfreeze"),
    Step.BLANK: Text("黑屏", "blank"),
    Step.UNBLANK: Text("恢复画面", "picture back"),
    Step.PANIC: Text("紧急黑屏", "panic"),
    Step.RELEASE: Text("解除锁定", "release"),
    Step.SPOTLIGHT: Text("放大图块", "spotlight"),
    Step.SPOTLIGHT_OFF: Text("还原图块", "spotlight off"),
    Step.CUE: Text("流程步骤", "cue"),
    Step.PROPOSAL: Text("告警建议", "alarm proposes"),
    Step.ALARM: Text("告警切换", "alarm takes"),
    Step.ARM: Text("告警规则启用自动切换", "alarm rules armed"),
    Step.DISARM: Text("告警规则停用自动切换", "alarm rules disarmed"),
    Step.CORRECTION: Text("更正代码", "code corrected"),
    Step.FOLLOW: Text("跟随其他节点", "following another node"),
}

UNRECORDED = frozenset({Step.LOAD, Step.CORRECTION, Step.FOLLOW})
"""Steps that change nothing in front of people, or that another node has recorded."""


@dataclass(frozen=True, slots=True)
class WallEvent:
    """One change of the wall, told to everything that shows or records it.

    Attributes:
        id: A random identity (UUID 4), by which it is delivered once.
        step: What the change was.
        source: Where it came from.
        before: The state before it.
        after: The state after it, which also says who, when and from which desk.
    """

    id: str
    step: Step
    source: Source
    before: WallState
    after: WallState

    @property
    def at(self) -> datetime:
        """When it happened."""
        if self.after.at is None:
            raise ValueError(self.id)
        return self.after.at
