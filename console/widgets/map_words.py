"""Names and numbers as the map writes them: short enough for an area, true enough to read out."""

import math
import re

from console.domain.requests import MapMetric
from console.domain.snapshots import MapClass
from console.domain.wording import Lang, Text
from console.widgets.figures import NOT_PUBLISHED, amount

_PEOPLES = (
    "朝鲜族|满族|蒙古族|回族|藏族|壮族|苗族|瑶族|侗族|彝族|白族|傣族|黎族|羌族|土家族|布依族|哈尼族|维吾尔族"
    "|哈萨克族?|柯尔克孜族?|锡伯族?|达斡尔族?|鄂温克族|鄂伦春族?|傈僳族|拉祜族|佤族|纳西族|景颇族|畲族|仫佬族|毛南族|土族|撒拉族|保安族"
    "|东乡族|裕固族|塔吉克族?|仡佬族|普米族|独龙族|怒族|各族|蒙古|回"
)
_AUTONOMOUS = re.compile(rf"^(?P<name>.{{2,}}?)(?:{_PEOPLES})+自治(?P<rank>[州县旗区])$")
_RANK_WORDS = re.compile(
    r"\s+(?:[A-Z][\w'-]+\s+)?(?:Autonomous\b.*|City|County|District|Prefecture|Banner|League)$"
)


def short_name(name: Text, lang: Lang) -> str:
    """Return the name that people say: 延边州, 前郭尔罗斯县, Yanbian, Tonghua County → Tonghua.

    In Chinese 市, 县 and 区 stay, as they tell 通化市 from 通化县.
    """
    full = name.of(lang)
    if lang is Lang.ZH:
        found = _AUTONOMOUS.match(full)
        return found["name"] + found["rank"] if found else full
    return _RANK_WORDS.sub("", full, count=1) or full


def figure(value: float | None, metric: MapMetric, lang: Lang) -> str:
    """Return ``value`` for an area: a dash where not published, one decimal for rates."""
    if value is None or math.isnan(value):
        return NOT_PUBLISHED
    if metric is MapMetric.PER_100K and value != 0 and abs(value) < 1000:
        return f"{value:,.1f}".replace("-", "−")
    return amount(value, lang)


def class_range(klass: MapClass, metric: MapMetric, lang: Lang) -> str:
    """Return a legend class in words: ``0``, ``1–9``, ``≥ 100``; rates as ``0.5–<1``.

    Counts are whole numbers: below 1 is 0, or less where corrections can make a count negative.
    """
    if klass.name is not None:
        return klass.name.of(lang)
    low = -math.inf if klass.low is None else klass.low
    high = math.inf if klass.high is None else klass.high
    whole = metric is not MapMetric.PER_100K and all(
        edge.is_integer() for edge in (low, high) if math.isfinite(edge)
    )
    last = high - 1 if whole else high
    if math.isinf(high):
        return f"≥ {_edge(low, lang)}"
    if math.isinf(low):
        least = "≤" if whole else "<"
        never_negative = whole and last == 0 and metric is not MapMetric.NEW
        return "0" if never_negative else f"{least} {_edge(last, lang)}"
    if whole and last <= low:
        return _edge(low, lang)
    return f"{_edge(low, lang)}{'–' if whole else '–<'}{_edge(last, lang)}"


def _edge(value: float, lang: Lang) -> str:
    return amount(value, lang) if value.is_integer() else f"{value:g}"
