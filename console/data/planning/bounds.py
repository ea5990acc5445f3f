"""What the officer decided beforehand, put into the problem, and said with what came of it."""

from dataclasses import replace

import numpy as np

from console.analysis.plan_model import Lock, Plan, Problem
from console.domain.errors import ConsoleError
from console.domain.plan_bounds import Bound, FixShipment, KeepUnits
from console.domain.wording import Text

#: Units by which a shipment may differ from what was fixed: rounding, no more.
_ROUNDING = 0.5

_CHANGE_IT = Text("请改正或移除该项决定。", "Change or remove that decision.")


def bound(problem: Problem, decided: Bound) -> Problem:
    """Return ``problem`` with one more decision of the officer in it.

    Raises:
        ConsoleError: It names what is not planned, goes by no road, or leaves on no day planned.
    """
    places = (
        (decided.source, decided.target) if isinstance(decided, FixShipment) else (decided.place,)
    )
    known = all(place in problem.place_index for place in places)
    if not known or decided.material not in problem.goods_index or not 0 <= decided.units < np.inf:
        raise _refused(
            Text("涉及的地点或物资不在本次测算内，或数量不当。", "It names what is not planned.")
        )
    if isinstance(decided, FixShipment):
        return _fixed(problem, decided)
    row, column = problem.place_index[decided.place], problem.goods_index[decided.material]
    if isinstance(decided, KeepUnits):
        return _kept(problem, decided, (row, column))
    cap, pack = problem.cap.copy(), problem.goods[column].pack
    cap[row, column] = min(cap[row, column], decided.units // pack * pack)
    return replace(problem, cap=cap)


def _fixed(problem: Problem, decided: FixShipment) -> Problem:
    day = (decided.day - problem.start).days
    if not 0 <= day < problem.days:
        raise _refused(
            Text(f"{decided.day} 不在计划期内。", f"{decided.day} is none of the days planned.")
        )
    if not any((o.source, o.target) == (decided.source, decided.target) for o in problem.lanes):
        source, target = (_name(problem, code) for code in (decided.source, decided.target))
        raise _refused(
            Text(
                f"按所选规则，没有由{source.zh}到{target.zh}的调运路线。",
                f"By the chosen rule no road leads from {source.en} to {target.en}.",
            )
        )
    lock = Lock(decided.source, decided.target, decided.material, decided.units, day)
    return replace(problem, locks=(*problem.locks, lock))


def _kept(problem: Problem, decided: KeepUnits, at: tuple[int, int]) -> Problem:
    if np.isinf(problem.floor[at]):
        name = _name(problem, decided.place)
        raise _refused(
            Text(
                f"{name.zh}本就不外调该物资。", f"{name.en} sends none of this material on anyway."
            )
        )
    floor = problem.floor.copy()
    floor[at] = decided.units
    return replace(problem, floor=floor)


def _refused(problem: Text) -> ConsoleError:
    return ConsoleError("", Text(f"人工决定无法采用：{problem.zh}", problem.en), _CHANGE_IT)


def _name(problem: Problem, place: str) -> Text:
    return problem.places[problem.place_index[place]].name


def bound_words(problem: Problem, decided: Bound, made: Plan) -> Text:
    """Say what was decided, and what came of it in ``made``.

    Args:
        problem: A problem with the places and materials of the decision.
        decided: The decision.
        made: The plan that was made with it.
    """
    goods = problem.goods[problem.goods_index[decided.material]]
    unit = Text(goods.unit, goods.unit_en or goods.unit)
    amount = Text(
        f"{goods.name.zh} {decided.units:,.0f} {unit.zh}",
        f"{decided.units:,.0f} {unit.en} of {goods.name.en}",
    )
    if isinstance(decided, FixShipment):
        ends = _name(problem, decided.source), _name(problem, decided.target)
        kept = _came_of(problem, decided, made, unit)
        return Text(
            f"锁定 {decided.day:%m-%d} {ends[0].zh}→{ends[1].zh} {amount.zh}：{kept.zh}",
            f"fixed for {decided.day:%m-%d}, {ends[0].en} → {ends[1].en}, {amount.en}: {kept.en}",
        )
    name = _name(problem, decided.place)
    if isinstance(decided, KeepUnits):
        sent = sum(
            line.quantity
            for line in made.lines
            if (line.source, line.material) == (decided.place, decided.material)
        )
        return Text(
            f"{name.zh}至少保留{amount.zh}：方案由其调出 {sent:,.0f} {unit.zh}",
            f"{name.en} keeps {amount.en}: the plan takes {sent:,.0f} {unit.en} from it",
        )
    came = sum(
        line.quantity
        for line in made.lines
        if (line.target, line.material) == (decided.place, decided.material)
    )
    return Text(
        f"{name.zh}至多调入{amount.zh}：方案调入 {came:,.0f} {unit.zh}",
        f"{name.en} is sent at most {amount.en}: the plan sends {came:,.0f} {unit.en}",
    )


def _came_of(problem: Problem, decided: FixShipment, made: Plan, unit: Text) -> Text:
    road = (decided.source, decided.target)
    if not any((lane.source, lane.target) == road for lane in problem.lanes):
        return Text("按假设该路线中断，未发", "not sent, as its road is supposed to be lost")
    day = (decided.day - problem.start).days
    sent = sum(
        line.quantity
        for line in made.lines
        if line.locked
        and (line.source, line.target, line.material, line.day) == (*road, decided.material, day)
    )
    if sent >= decided.units - _ROUNDING:
        return Text("照办，该路线不再另发", "kept, and nothing else goes by this road")
    return Text(f"只能发 {sent:,.0f} {unit.zh}", f"only {sent:,.0f} {unit.en} can be sent")
