"""Why each line of a plan is there, in one sentence per language."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from console.analysis.plan_model import FloatArray, Goods, Lane, Line, Place, Problem
from console.domain.wording import Text


@dataclass(frozen=True, slots=True)
class Shipment:
    """Units of the material in ``column`` that leave along ``lane`` on ``day``."""

    lane: Lane
    column: int
    day: int
    quantity: float
    locked: bool


def lines_of(
    problem: Problem, shipments: list[Shipment], before: FloatArray, after: FloatArray
) -> tuple[Line, ...]:
    """Return the shipments as lines with their reasons, the worst-off targets of a material first.

    Args:
        problem: The problem.
        shipments: What is sent.
        before: Days of cover without the plan, shape (P, M).
        after: Days of cover with it.
    """
    rank, users = _ranks(problem, before)
    at = problem.place_index

    def place(sent: Shipment) -> int:
        return int(rank[at[sent.lane.target], sent.column])

    ordered = sorted(shipments, key=lambda sent: (sent.column, place(sent), sent.day))
    return tuple(
        _line(problem, sent, (before, after), _order(sent, place(sent), users[sent.column]))
        for sent in ordered
    )


def _order(sent: Shipment, place: int, of: int) -> Text:
    if sent.locked:
        return Text("人工锁定", "locked by hand")
    return Text(f"加权保障天数由低到高第 {place}/{of} 位", f"no. {place} of {of} by least cover")


def _ranks(problem: Problem, before: FloatArray) -> tuple[npt.NDArray[np.int_], list[int]]:
    """Return the rank of every place by weighted cover, 1 = the least, and how many use it."""
    weighted = before / problem.weights[:, None]
    order = np.argsort(weighted, axis=0, kind="stable")
    rank = np.empty(order.shape, np.int_)
    np.put_along_axis(rank, order, np.arange(1, len(order) + 1)[:, None], axis=0)
    return rank, [int(count) for count in (problem.burn > 0).sum(axis=0)]


def _line(
    problem: Problem, sent: Shipment, cover: tuple[FloatArray, FloatArray], order: Text
) -> Line:
    source, target = (problem.place_index[end] for end in (sent.lane.source, sent.lane.target))
    column = sent.column
    giving = float(cover[0][source, column]), float(cover[1][source, column])
    taking = float(cover[0][target, column]), float(cover[1][target, column])
    moved = _moved(problem, sent)
    ends = problem.places[source].name, problem.places[target].name
    left = _left(problem.places[source], giving)
    reason = Text(
        f"{ends[1].zh}（{order.zh}）：{moved.zh}，"
        f"保障由 {taking[0]:.1f} 天到 {taking[1]:.1f} 天；{left.zh}。",
        f"{ends[1].en} ({order.en}): {moved.en}; cover {taking[0]:.1f} to {taking[1]:.1f} days;"
        f" {left.en}.",
    )
    arrives = sent.day + sent.lane.lead_days
    code = problem.goods[column].code
    return Line(
        code,
        sent.lane.source,
        sent.lane.target,
        sent.day,
        arrives,
        sent.quantity,
        sent.locked,
        giving,
        taking,
        reason,
    )


def _moved(problem: Problem, sent: Shipment) -> Text:
    goods, source = (
        problem.goods[sent.column],
        problem.places[problem.place_index[sent.lane.source]],
    )
    leaves = _day(problem.start, sent.day)
    arrives = _day(problem.start, sent.day + sent.lane.lead_days)
    cartons = sent.quantity / goods.pack
    return Text(
        f"{leaves.zh}由{source.name.zh}发{_amount(goods, sent.quantity).zh}（{cartons:,.10g} 箱），"
        f"{arrives.zh}到",
        f"{_amount(goods, sent.quantity).en} ({cartons:,.10g} cartons) leave {source.name.en} on"
        f" {leaves.en} and arrive on {arrives.en}",
    )


def _left(source: Place, cover: tuple[float, float]) -> Text:
    if np.isinf(cover[0]):
        return Text(f"{source.name.zh}自身不使用", f"{source.name.en} itself uses none")
    return Text(
        f"{source.name.zh}自身由 {cover[0]:.1f} 天到 {cover[1]:.1f} 天",
        f"{source.name.en} itself goes from {cover[0]:.1f} to {cover[1]:.1f} days",
    )


def unmet_words(problem: Problem, place: int, column: int, units: float, first: int) -> Text:
    """Say which need cannot be met, by how much, and from which day."""
    goods, name = problem.goods[column], problem.places[place].name
    day, amount = _day(problem.start, first), _amount(goods, units)
    need = float(problem.need[place, column].sum())
    share = units / need
    return Text(
        f"{name.zh}：{day.zh}起缺{amount.zh}，占计划期需求的 {share:.0%}。",
        f"{name.en}: short of {amount.en} from {day.en} on, {share:.0%} of the need planned.",
    )


def _amount(goods: Goods, units: float) -> Text:
    return Text(
        f"{goods.name.zh} {units:,.0f} {goods.unit}",
        f"{units:,.0f} {goods.unit_en or goods.unit} of {goods.name.en}",
    )


def _day(start: date, day: int) -> Text:
    on = start + timedelta(days=day)
    return Text(f"{on.month}月{on.day}日", f"{on:%Y-%m-%d}")
