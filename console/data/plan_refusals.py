"""Why a step of a plan is refused, in words, and what to do."""

from datetime import datetime

from console.data.days import CENTRE_ZONE
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.domain.workflow import STATE_WORDS, PlanState

#: Where it lies is plain to the officer who takes the step: no name of a table helps him.
_PLACE = ""

_LOOK = Text("请刷新方案列表。", "Look at the list of plans again.")
_AGAIN = Text("请重新测算后再批准。", "Make the plan anew, then approve it.")


def nobody() -> ConsoleError:
    """Nobody says who does it."""
    return ConsoleError(
        _PLACE,
        Text("未填写经办人。", "It is not said who does this."),
        Text("请填写姓名。", "Enter your name."),
    )


def no_right() -> ConsoleError:
    """The database lets this user read plans, and no more."""
    return ConsoleError(
        _PLACE,
        Text(
            "您的数据库用户只能查看，无权保存、批准或办理调拨方案。",
            "Your database user may look at plans, but not keep, approve or carry out any.",
        ),
        Text(
            "请由有权限的人员办理，或请管理员授予角色 console_operator。",
            "Let somebody do it who may, or ask the administrator for the role console_operator.",
        ),
    )


def no_such_plan() -> ConsoleError:
    """No plan of that name is on record."""
    return ConsoleError(_PLACE, Text("没有这个方案。", "There is no such plan."), _LOOK)


def unsound() -> ConsoleError:
    """The plan failed the independent check, or has no lines."""
    return ConsoleError(
        _PLACE,
        Text(
            "方案未通过独立校核或没有调拨。",
            "The plan failed the independent check, or sends nothing.",
        ),
        Text("不能保存这样的方案。", "Such a plan is not kept."),
    )


def hypothetical() -> ConsoleError:
    """What-if plans rest on what is not so."""
    return ConsoleError(
        _PLACE,
        Text("这是假设情形下的方案。", "This plan supposes what is not so."),
        Text("请先取消假设，再测算。", "Drop the what-if and plan again."),
    )


def in_other_state(
    number: str, state: PlanState, by: str | None, at: datetime | None
) -> ConsoleError:
    """The plan is further than the step expects: somebody was quicker."""
    words, moment = STATE_WORDS[state], at.astimezone(CENTRE_ZONE) if at else None
    zh = f"{moment:%m-%d %H:%M} 由{by}" if moment and by else ""
    en = f" by {by} at {moment:%m-%d %H:%M}" if moment and by else ""
    return ConsoleError(
        f"{_PLACE} {number}".strip(),
        Text(f"该方案{zh}{words.zh}。", f"The plan was {words.en}{en}."),
        _LOOK,
    )


def promised_meanwhile(number: str, by: str) -> ConsoleError:
    """Another plan, approved since, sends the same material from or to the same places."""
    return ConsoleError(
        _PLACE,
        Text(
            f"测算之后，{by}已批准涉及相同物资和地点的方案 {number}。",
            f"Since this was planned, {by} approved plan {number}: same material, same places.",
        ),
        _AGAIN,
    )


def not_there_any_more(place: Text, goods: Text, there: float, wanted: float) -> ConsoleError:
    """A source no longer has what the plan sends."""
    return ConsoleError(
        _PLACE,
        Text(
            f"{place.zh}现有{goods.zh} {there:,.0f}，不足方案所发 {wanted:,.0f}。",
            f"{place.en} now has {there:,.0f} of {goods.en}, less than the {wanted:,.0f} planned.",
        ),
        _AGAIN,
    )


def nothing_to_do() -> ConsoleError:
    """No line is in the state that the step needs."""
    return ConsoleError(
        _PLACE, Text("没有可办理的明细。", "No line is ready for this step."), _LOOK
    )


def no_such_amount(sent: float) -> ConsoleError:
    """What arrived is not between nothing and what was sent."""
    return ConsoleError(
        _PLACE,
        Text(
            f"到货数量应大于 0 且不超过 {sent:,.0f}。",
            f"What arrived must be above 0 and at most {sent:,.0f}.",
        ),
        Text("全部未到请登记为损失。", "Where nothing came, enter the line as lost."),
    )
