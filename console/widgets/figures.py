"""Numbers as the wall writes them, in the manner of either language."""

import math

from console.domain.wording import Lang

NOT_PUBLISHED = "—"


def count(value: float | None) -> str:
    """Return a whole number with thousands separators; a dash where it was not published."""
    if value is None or math.isnan(value):
        return NOT_PUBLISHED
    return f"{value:,.0f}".replace("-", "−")


def amount(value: float | None, lang: Lang) -> str:
    """Return a quantity short enough for a cell: 12.3万 in Chinese, 123k in English."""
    if value is None or math.isnan(value):
        return NOT_PUBLISHED
    steps = ((1e8, "亿"), (1e4, "万")) if lang is Lang.ZH else ((1e9, "bn"), (1e6, "m"), (1e3, "k"))
    for size, suffix in steps:
        if abs(value) >= size:
            scaled = value / size
            digits = 0 if abs(scaled) >= 100 else 1
            return f"{scaled:,.{digits}f}".replace("-", "−") + suffix
    return count(value)


def days(value: float | None) -> str:
    """Return days of cover with one decimal below ten; ∞ where nothing is consumed."""
    if value is None or math.isnan(value):
        return NOT_PUBLISHED
    if math.isinf(value) or value >= 1000:
        return "∞" if math.isinf(value) else ">999"
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"


def headline(value: float | None, lang: Lang) -> str:
    """Return a headline figure: every digit below a million, three and a unit from there on."""
    if value is None or math.isnan(value) or abs(value) < 1e6:
        return count(value)
    return amount(value, lang)


def change(value: float | None, before: float | None, lang: Lang) -> str:
    """Return the change from ``before`` to ``value`` as an arrow and a number."""
    if value is None or before is None or math.isnan(value) or math.isnan(before):
        return NOT_PUBLISHED
    difference = value - before
    if difference == 0:
        return "±0"
    return f"{'▲' if difference > 0 else '▼'}{amount(abs(difference), lang)}"
