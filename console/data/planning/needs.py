"""What places will need: burn rates led into the days planned by the forecast of cases."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from console.analysis.corrections import booked_back
from console.analysis.forecast import Forecast, long_enough, mean_of_both
from console.analysis.need import Need, forward_need
from console.analysis.need_figures import PlanningFigures
from console.data.grid import FloatArray
from console.data.planning.places import Unit
from console.data.planning.stock import CARE_DAYS
from console.data.snapshots.context import BuildContext
from console.data.snapshots.reporting import finished_series
from console.data.store import Store
from console.domain.planning import NeedCase
from console.domain.wording import NOTHING, Text

#: Cases older than this against the first day planned lead no need.
_OLD_DAYS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Outbreak:
    """A place's forecast of cases over the days planned, and its cases in care."""

    forecast: Forecast
    recent: FloatArray


def outbreak_of(store: Store, unit: Unit, start: date, horizon: int) -> Outbreak | None:
    """Return the course of cases in ``unit``; None where no forecast can be made."""
    context = BuildContext(
        confirmed_at=None, demo=False, source=NOTHING, states={}, horizon_days=horizon, today=start
    )
    first, finished, _ = finished_series(store, unit.code, context)
    gaps = np.flatnonzero(np.isnan(finished))
    history = booked_back(finished)[gaps[-1] + 1 if len(gaps) else 0 :]
    ahead = start.toordinal() - (first + len(finished))
    if ahead > _OLD_DAYS or not long_enough(history):
        return None
    skipped = max(0, ahead)
    forecast = mean_of_both(history, horizon + skipped)
    return Outbreak(Forecast(forecast.quantiles[:, skipped:]), history[-CARE_DAYS:])


def needs_of(
    burn: FloatArray, outbreaks: list[Outbreak | None], horizon: int, share: float
) -> Need:
    """Return the need of one material in every place, shape (places, horizon) each.

    Args:
        burn: Units a day, shape (places,); NaN (not known) needs nothing.
        outbreaks: The course of cases of each place.
        horizon: Days planned.
        share: The part of the use that follows cases.
    """
    rates = np.nan_to_num(burn)
    rows = [
        forward_need(
            rates[at : at + 1],
            horizon,
            one.forecast if one else None,
            one.recent if one else None,
            share,
        )
        for at, one in enumerate(outbreaks)
    ]
    return Need(
        np.concatenate([row.low for row in rows]),
        np.concatenate([row.middle for row in rows]),
        np.concatenate([row.high for row in rows]),
    )


def chosen(need: Need, case: NeedCase) -> FloatArray:
    """Return the course of ``need`` that is planned for."""
    return {NeedCase.LOW: need.low, NeedCase.MIDDLE: need.middle, NeedCase.HIGH: need.high}[case]


def need_words(need: Need, case: NeedCase, led: int, figures: PlanningFigures | None) -> Text:
    """Say what is needed over the days planned, its range, and what leads it.

    Args:
        need: The need.
        case: The course planned for.
        led: How many places have a forecast.
        figures: The material's planning figures, which state the share that follows cases.
    """
    low, middle, high = (float(one.sum()) for one in (need.low, need.middle, need.high))
    if not led or figures is None:
        return Text(
            f"计划期需求 {middle:,.0f}，按当前消耗不变（无可用病例预测）",
            f"need over the days planned {middle:,.0f}, at the present burn (no forecast of cases)",
        )
    taken = {NeedCase.LOW: "下限", NeedCase.MIDDLE: "中值", NeedCase.HIGH: "上限"}[case]
    share = figures.case_share.value
    return Text(
        f"计划期需求 {middle:,.0f}（{low:,.0f}–{high:,.0f}），取{taken}；{led} 地按病例预测，"
        f"随病例变化的部分占 {share:.0%}",
        f"need over the days planned {middle:,.0f} ({low:,.0f}–{high:,.0f}), {case.value} taken;"
        f" {led} places by their forecast of cases, {share:.0%} of use follows cases",
    )
