"""What every place needs: how fast it uses a material, what it will need, and when it runs dry.

Burn rates come from one of three methods, chosen for each material and named in the result. NaN
means "not known". Formulas and sources are in docs/methods.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from console.analysis.forecast import Forecast
from console.analysis.need_figures import BASIS_WORDS, Basis, PlanningFigures
from console.analysis.supply import burn_rate
from console.domain.wording import Text

FloatArray = npt.NDArray[np.float64]

#: Days of the newest history that a burn rate is taken from.
WINDOW = 7

#: Days that two stocktakes must lie apart: a single day says more of delivery times than of use.
LEAST_DAYS = 2

#: The share of places that a method must know the rate of to be chosen for a material.
LEAST_KNOWN = 0.5


class Method(StrEnum):
    """Where a burn rate comes from."""

    CONSUMPTION = "consumption"
    STOCK = "stock"
    PLANNING = "planning"


METHOD_WORDS = {
    Method.CONSUMPTION: Text("按上报消耗", "from reported consumption"),
    Method.STOCK: Text("按库存变化推算", "from differences of stock"),
    Method.PLANNING: Text("按计划指标测算", "from planning figures"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One material over the newest days, arrays of shape (places, days); NaN = not reported."""

    consumed: FloatArray
    reserve: FloatArray
    produced: FloatArray
    received: FloatArray
    sent: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Burn:
    """How fast one material is used.

    Attributes:
        rate: Units a day, shape (places,); NaN where the method does not know it.
        method: The method, the same for all places.
        words: The same in words, with the source of a planning figure.
    """

    rate: FloatArray
    method: Method
    words: Text


def burn_from_stock(history: History, *, days: int = WINDOW) -> FloatArray:
    """Return what stocktakes say was used, in units a day, shape (places,).

    Of the first and last stocktake within the newest ``days`` + 1 days, at least two days apart:

        burn = (stock₁ + produced + received − sent − stock₂) / days between

    with what was produced, received and sent after the first and up to the second; not reported
    counts as none. NaN without such a pair, and where the stock rose by more than came: that is a
    missing entry, no negative use.
    """
    stock = history.reserve[:, -(days + 1) :]
    count = stock.shape[1]
    if not count:
        return np.full(len(stock), np.nan)
    known = ~np.isnan(stock)
    first = known.argmax(axis=1)
    last = count - 1 - known[:, ::-1].argmax(axis=1)
    day = np.arange(count)
    between = (day > first[:, None]) & (day <= last[:, None])
    net = sum(
        sign * np.where(between, np.nan_to_num(flow[:, -(days + 1) :]), 0.0).sum(axis=1)
        for flow, sign in ((history.produced, 1), (history.received, 1), (history.sent, -1))
    )
    rows = np.arange(len(stock))
    used = stock[rows, first] + net - stock[rows, last]
    apart = np.where(known.any(axis=1), last - first, 0)
    rate: FloatArray = used / np.maximum(apart, 1)
    return np.where((apart >= LEAST_DAYS) & (rate >= 0), rate, np.nan)


def burn_from_figures(figures: PlanningFigures, counts: FloatArray, basis: Basis) -> FloatArray:
    """Return planning figure times ``counts`` (beds, cases or staff of each place), units a day."""
    return figures.rates[basis].value * counts


def burn(
    history: History,
    figures: PlanningFigures | None = None,
    counts: Mapping[Basis, FloatArray] | None = None,
    method: Method | None = None,
) -> Burn:
    """Return the burn rate of one material, by one method for all places.

    Args:
        history: What was reported.
        figures: Its planning figures, if there are any.
        counts: Occupied beds, cases in care, staff on duty of each place, shape (places,).
        method: The method; where omitted, the first of consumption, stock and planning figures that
            knows the rate of at least half of the places, else the one that knows most.
    """
    given = {
        Method.CONSUMPTION: Burn(
            burn_rate(history.consumed, WINDOW),
            Method.CONSUMPTION,
            METHOD_WORDS[Method.CONSUMPTION],
        ),
        Method.STOCK: Burn(burn_from_stock(history), Method.STOCK, METHOD_WORDS[Method.STOCK]),
        Method.PLANNING: _planned(len(history.consumed), figures, counts or {}),
    }
    if method is not None:
        return given[method]
    for one in given.values():
        if np.mean(~np.isnan(one.rate)) >= LEAST_KNOWN:
            return one
    return max(given.values(), key=lambda one: int((~np.isnan(one.rate)).sum()))


def _planned(
    places: int, figures: PlanningFigures | None, counts: Mapping[Basis, FloatArray]
) -> Burn:
    words = METHOD_WORDS[Method.PLANNING]
    if figures is None or figures.basis not in counts:
        return Burn(np.full(places, np.nan), Method.PLANNING, words)
    rate, per = figures.rates[figures.basis], BASIS_WORDS[figures.basis]
    words = Text(
        f"{words.zh}：每{per.zh}每日 {rate.value:g}（{rate.source.zh}）",
        f"{words.en}: {rate.value:g} a day per {per.en} ({rate.source.en})",
    )
    return Burn(
        burn_from_figures(figures, counts[figures.basis], figures.basis), Method.PLANNING, words
    )


@dataclass(frozen=True, slots=True, eq=False)
class Need:
    """Need a day over the horizon, arrays of shape (places, horizon): middle, and its range."""

    low: FloatArray
    middle: FloatArray
    high: FloatArray


def forward_need(
    rate: FloatArray,
    horizon: int,
    forecast: Forecast | None = None,
    recent: FloatArray | None = None,
    case_share: float = 0.0,
) -> Need:
    """Return the need of the next days.

    need(t) = burn · (1 − share + share · L(t) / L(0)), where L(t) is the number of cases of the
    last ``len(recent)`` days up to t: those who are in care. The range takes the 2.5 % and 97.5 %
    quantiles of every day together, so that it is wide rather than narrow. Without a forecast, or
    where nobody is in care now, need stays at the burn rate.

    Args:
        rate: Units a day, shape (places,).
        horizon: Days to look ahead.
        forecast: New cases a day for at least ``horizon`` days.
        recent: New cases of the days that a case stays in care, up to today, shape (stay,).
        case_share: The part of the use that follows cases, 0 to 1.
    """
    flat = np.repeat(rate[:, None], horizon, axis=1)
    if forecast is None or recent is None or recent.sum() <= 0:
        return Need(flat, flat, flat)
    low, middle, high = (
        flat * (1 - case_share + case_share * _load(recent, forecast.quantiles[at, :horizon]))
        for at in (0, len(forecast.quantiles) // 2, -1)
    )
    return Need(low, middle, high)


def _load(recent: FloatArray, coming: FloatArray) -> FloatArray:
    """Return cases in care on each coming day over those of today, shape (horizon,)."""
    every = np.concatenate([recent, coming])
    stay = len(recent)
    sums = np.cumsum(np.concatenate([[0.0], every]))
    load: FloatArray = (sums[stay + 1 :] - sums[1 : len(coming) + 1]) / recent.sum()
    return load


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """What becomes of the stock of each place, shape (places,) each.

    Attributes:
        cover_days: Days that stock and arrivals last, with the part of the last day that is met;
            infinite where they last beyond the horizon, NaN where stock or need is not known.
        gap: Need of the horizon that finds no stock on its day, in units.
        dry_day: The first day, counted from 0, on which need is not met; −1 where there is none.
    """

    cover_days: FloatArray
    gap: FloatArray
    dry_day: npt.NDArray[np.int_]

    def dry_dates(self, first: date) -> tuple[date | None, ...]:
        """Return the dates on which the places run dry, where ``first`` is day 0."""
        return tuple(first + timedelta(days=int(day)) if day >= 0 else None for day in self.dry_day)


def outlook(stock: FloatArray, need: FloatArray, inflow: FloatArray) -> Outlook:
    """Follow the stock of each place day by day; what arrives can be used on the same day.

    Args:
        stock: Units in the morning of day 0, shape (places,).
        need: Units needed a day, shape (places, horizon).
        inflow: Units that arrive or are produced a day, shape (places, horizon).
    """
    unmet = np.zeros_like(need)
    left = stock.astype(np.float64)
    there = np.zeros_like(need)
    for day in range(need.shape[1]):
        there[:, day] = left + inflow[:, day]
        unmet[:, day] = np.maximum(0.0, need[:, day] - there[:, day])
        left = np.maximum(0.0, there[:, day] - need[:, day])
    known = ~np.isnan(stock) & ~np.isnan(need).any(axis=1) & ~np.isnan(inflow).any(axis=1)
    short = unmet > 0
    dry = np.where(known & short.any(axis=1), short.argmax(axis=1), -1)
    rows = np.arange(len(need))
    share = np.zeros(len(need))
    np.divide(there[rows, dry], need[rows, dry], out=share, where=dry >= 0)
    cover = np.where(dry >= 0, dry + share, np.inf)
    return Outlook(np.where(known, cover, np.nan), np.where(known, unmet.sum(axis=1), np.nan), dry)
