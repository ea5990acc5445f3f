"""From a plan to what people are shown: lines, covers, balances, the proof, and in words."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import numpy as np

from console.analysis.need import outlook
from console.analysis.plan import plan
from console.analysis.plan_check import check
from console.analysis.plan_model import (
    FloatArray,
    Plan,
    PlanCancelledError,
    Problem,
    Progress,
)
from console.analysis.plan_whatif import worth_of_more
from console.data.planning.bounds import bound_words
from console.data.planning.problem import Posed
from console.data.planning.reading import Reading
from console.data.planning.rulebook import rule_choice
from console.domain.planning import (
    PlanAsk,
    PlanBalance,
    PlanCover,
    PlanLevel,
    PlanLine,
    PlanOutcome,
    PlanProgress,
    PlanShortage,
)
from console.domain.wording import Text

#: Problems of more places than this are not planned again and again for what more would buy.
_WORTH_PLACES = 200

_CHECKING = Text("独立校核", "independent check")
_WORTH = Text("测算增量价值", "what more would buy")


class Solving:
    """Plans one problem, proves the plan, and puts it into words.

    Args:
        progress: Told before each step, on the caller's thread.
        cancelled: Asked before each step.
    """

    def __init__(
        self, progress: Callable[[PlanProgress], None], cancelled: Callable[[], bool]
    ) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def solve(self, reading: Reading, ask: PlanAsk, posed: Posed, made_at: datetime) -> PlanOutcome:
        """Return the plan, or, where the proof fails, an outcome without lines that says why.

        Raises:
            PlanCancelledError: It was cancelled.
        """
        problem = posed.problem
        self._planning = 2 * len(problem.goods)
        self._after = 1 + len(problem.goods)
        made = plan(problem, self._pass_on, self._cancelled)
        self._tell(self._planning, _CHECKING)
        violations = tuple(_named(posed, one.place, one.words) for one in check(problem, made))
        flows = _flows(problem, made)
        return PlanOutcome(
            ask=ask,
            rule=rule_choice(posed.rules),
            start=problem.start,
            made_at=made_at,
            places=posed.places,
            goods=posed.goods,
            lines=() if violations else _lines(problem, made, flows),
            covers=() if violations else _covers(problem, made, flows),
            shortages=() if violations else _shortages(problem, made),
            levels=tuple(PlanLevel(o.material, o.before, o.after, o.bound) for o in made.levels),
            balances=() if violations else _balances(problem, made, flows),
            worth=() if violations else self._worth(posed),
            notes=posed.notes,
            violations=violations,
            cost=made.cost,
            basis=reading.basis,
            fixed=tuple(bound_words(problem, decided, made) for decided in ask.bounds),
        )

    def _pass_on(self, step: Progress) -> None:
        # A material that is planned anew is one step more.
        self._planning = step.total
        self._tell(step.done, step.words)

    def _tell(self, done: int, words: Text) -> None:
        self._progress(PlanProgress(done, self._planning + self._after, words))

    def _worth(self, posed: Posed) -> tuple[Text, ...]:
        problem = posed.problem
        if len(problem.places) > _WORTH_PLACES:
            return ()
        done = self._planning + 1
        said = []
        for column in range(len(problem.goods)):
            if self._cancelled():
                raise PlanCancelledError
            self._tell(done + column, _WORTH)
            said.append(_worth_words(posed, column))
        return tuple(said)


def _named(posed: Posed, code: str, words: Text) -> Text:
    name = next((place.name for place in posed.places if place.code == code), None)
    if name is None or name.zh in words.zh:
        return words
    return Text(f"{name.zh}：{words.zh}", f"{name.en}: {words.en}")


def _worth_words(posed: Posed, column: int) -> Text:
    """Say what more of one material at the depot would buy: its shadow price in whole cartons."""
    problem, goods = posed.problem, posed.goods[column]
    at = next((i for i, place in enumerate(posed.places) if place.depot), 0)
    place = posed.places[at]
    wanted = max(1.0, float(problem.burn[:, column].sum()) / 100)
    units = float(np.ceil(wanted / goods.pack) * goods.pack)
    worth = worth_of_more(problem, place.code, goods.code, units)
    more = Text(
        f"{place.name.zh}再多 {units:,.0f} {goods.unit.zh}{goods.name.zh}",
        f"{units:,.0f} {goods.unit.en} more of {goods.name.en} at {place.name.en}",
    )
    if worth.cover_days <= 1e-6 and worth.met_units <= 1e-6:
        return Text(f"{more.zh}：不增加任何保障。", f"{more.en} would buy nothing.")
    return Text(
        f"{more.zh}：最紧张处加权保障"
        f"增加 {worth.cover_days:.2f} 天，多满足需求 {worth.met_units:,.0f} {goods.unit.zh}。",
        f"{more.en} would buy"
        f" {worth.cover_days:.2f} weighted days of cover for the worst off, and meet"
        f" {worth.met_units:,.0f} {goods.unit.en} more of the need.",
    )


class _Flows:
    """What leaves and comes by place, material and day; ``late`` arrives after the days planned."""

    def __init__(self, problem: Problem) -> None:
        self.out = np.zeros_like(problem.need)
        self.came = np.zeros_like(problem.need)
        self.late = np.zeros(len(problem.goods))


def _flows(problem: Problem, made: Plan) -> _Flows:
    flows = _Flows(problem)
    for line in made.lines:
        column = problem.goods_index[line.material]
        flows.out[problem.place_index[line.source], column, line.day] += line.quantity
        if line.arrives < problem.days:
            flows.came[problem.place_index[line.target], column, line.arrives] += line.quantity
        else:
            flows.late[column] += line.quantity
    return flows


def _dry(problem: Problem, moved: FloatArray) -> list[list[date | None]]:
    """Return the day on which each place runs dry of each material, by column and row."""
    return [
        list(
            outlook(
                problem.stock[:, column],
                problem.need[:, column],
                (problem.production + problem.due + moved)[:, column],
            ).dry_dates(problem.start)
        )
        for column in range(len(problem.goods))
    ]


def _covers(problem: Problem, made: Plan, flows: _Flows) -> tuple[PlanCover, ...]:
    before = _dry(problem, np.zeros_like(problem.need))
    after = _dry(problem, flows.came - flows.out)
    return tuple(
        PlanCover(
            place.code,
            goods.code,
            float(made.cover_before[row, column]),
            float(made.cover_after[row, column]),
            before[column][row],
            after[column][row],
        )
        for column, goods in enumerate(problem.goods)
        for row, place in enumerate(problem.places)
        if problem.burn[row, column] > 0
    )


def _lines(problem: Problem, made: Plan, flows: _Flows) -> tuple[PlanLine, ...]:
    dry = {(one.place, one.material): one for one in _covers(problem, made, flows)}
    return tuple(
        PlanLine(
            number=number,
            material=line.material,
            source=line.source,
            target=line.target,
            send_on=problem.start + timedelta(days=line.day),
            due_on=problem.start + timedelta(days=line.arrives),
            quantity=line.quantity,
            pack=problem.goods[problem.goods_index[line.material]].pack,
            source_cover=line.source_cover,
            target_cover=line.target_cover,
            target_dry=(found.dry_before, found.dry_after) if found else (None, None),
            reason=line.reason,
            locked=line.locked,
        )
        for number, line in enumerate(made.lines, 1)
        for found in [dry.get((line.target, line.material))]
    )


def _shortages(problem: Problem, made: Plan) -> tuple[PlanShortage, ...]:
    return tuple(
        PlanShortage(
            short.place,
            short.material,
            short.quantity,
            problem.start + timedelta(days=short.first_day),
            short.words,
        )
        for short in made.shortfalls
    )


def _balances(problem: Problem, made: Plan, flows: _Flows) -> tuple[PlanBalance, ...]:
    stock = problem.stock.copy()
    met = np.zeros_like(stock)
    for day in range(problem.days):
        stock += problem.production[:, :, day] + problem.due[:, :, day]
        stock += flows.came[:, :, day] - flows.out[:, :, day]
        used = np.minimum(np.maximum(stock, 0.0), problem.need[:, :, day])
        met += used
        stock -= used
    need = problem.need.sum(axis=(0, 2))
    return tuple(
        PlanBalance(
            goods.code,
            stock=float(problem.stock[:, column].sum()),
            produced=float(problem.production[:, column].sum()),
            coming=float(problem.due[:, column].sum()),
            need=float(need[column]),
            met=float(met[:, column].sum()),
            gap=float(made.unmet[:, column].sum()),
            gap_before=float(made.unmet_before[:, column].sum()),
            left=float(stock[:, column].sum()),
            on_road=float(flows.late[column]),
            moved=float(flows.out[:, column].sum()),
        )
        for column, goods in enumerate(problem.goods)
    )
