"""The curve of the daily brief: daily cases, their mean, the fan, gaps, notes, unfinished days."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from console.domain.brief import Brief
from console.domain.snapshots import TrendSeries, TrendSnapshot
from console.domain.snapshots_analysis import TrendForecast
from console.domain.wording import Lang, Text
from console.views.paper import (
    ACCENT,
    CENTRE,
    INK,
    LINE,
    MADE_UP,
    RIGHT,
    SOFT,
    WARN,
    Letters,
    Paper,
)

TITLE = Text("新增确诊与 7 日预测", "New cases, and 7 days ahead")
_DAYS = 60
_NOT = Text("没有数据", "no data")
_KEY = Text(
    "柱：新增　线：7 日均值　斜纹：未完整日　×：未公布（不是零）　"
    "▲：更正或口径变化　扇形：预测（50 %、95 %）",
    "bars: new · line: 7-day mean · hatched: day not complete · ×: not published (not zero) · "
    "▲: correction or new definition · fan: forecast (50 %, 95 %)",
)
_TICKS = 4


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and cases to the page."""

    rect: QRectF
    first: date
    days: int
    low: float
    high: float

    def x(self, day: date) -> float:
        """Return the middle of ``day``."""
        return self.rect.left() + ((day - self.first).days + 0.5) * self.width

    def y(self, cases: float) -> float:
        """Return the height of ``cases``."""
        share = (cases - self.low) / (self.high - self.low)
        return self.rect.bottom() - share * self.rect.height()

    @property
    def width(self) -> float:
        """The width of a day."""
        return self.rect.width() / self.days


def draw_chart(paper: Paper, rect: QRectF, brief: Brief) -> None:
    """Draw the newest 60 days and the forecast into ``rect``, with what they mean below."""
    trend, lang = brief.trend, brief.lang
    if trend is None or trend.first_day is None or not trend.series:
        paper.text(rect, _NOT.of(lang), Letters(28, colour=SOFT, align=CENTRE))
        return
    below = QRectF(rect.left(), rect.bottom() - 96, rect.width(), 96)
    plot = rect.adjusted(60, 10, -4, -148)
    days = _newest(trend, trend.series[0])
    scale = _scale(plot, trend, days)
    _axes(paper, scale, lang)
    fan = trend.forecast
    if fan is not None and fan.first_day is not None:
        _fan(paper, scale, fan)
    for day, new, _ in days:
        _bar(paper, scale, trend, day, new)
    _mean(paper, scale, days)
    for note in trend.notes:
        if note.day >= scale.first:
            _triangle(paper, scale, note.day)
    paper.paragraph(below, f"{_KEY.of(lang)}\n{_fan_words(fan, lang)}", Letters(20, colour=SOFT))


def _newest(trend: TrendSnapshot, series: TrendSeries) -> list[tuple[date, float, float]]:
    first = trend.first_day or date.min
    begin = max(0, len(series.new) - _DAYS)
    return [
        (first + timedelta(days=index), float(series.new[index]), float(series.mean7[index]))
        for index in range(begin, len(series.new))
    ]


def _scale(plot: QRectF, trend: TrendSnapshot, days: list[tuple[date, float, float]]) -> _Scale:
    first, last = days[0][0], days[-1][0]
    figures = [new for _, new, _ in days if not math.isnan(new)]
    fan = trend.forecast
    if fan is not None and fan.first_day is not None:
        last = max(last, fan.first_day + timedelta(days=int(fan.quantiles.shape[1]) - 1))
        figures.append(float(fan.quantiles[-1].max()))
    high, low = max([*figures, 4.0]), min([*figures, 0.0])
    step = _step((high - low) / _TICKS)
    high, low = math.ceil(high / step) * step, math.floor(low / step) * step
    return _Scale(plot, first, (last - first).days + 1, low, high)


def _step(rough: float) -> float:
    """Return the round number at or above ``rough``: 1, 2 or 5 with zeros."""
    size = 10.0 ** math.floor(math.log10(max(rough, 1e-9)))
    return max(1.0, next(size * k for k in (1, 2, 5, 10) if size * k >= rough))


def _axes(paper: Paper, scale: _Scale, lang: Lang) -> None:
    plot, step = scale.rect, _step((scale.high - scale.low) / _TICKS)
    at = scale.low
    while at <= scale.high + step / 2:
        y = scale.y(at)
        zero = abs(at) < step / 2
        paper.line(QPointF(plot.left(), y), QPointF(plot.right(), y), SOFT if zero else LINE, 2)
        label = QRectF(plot.left() - 64, y - 16, 56, 32)
        paper.text(label, f"{at:,.0f}".replace("-", "−"), Letters(22, colour=SOFT, align=RIGHT))
        at += step
    every = max(1, scale.days // 5)
    for number in range(0, scale.days, every):
        day = scale.first + timedelta(days=number)
        label = QRectF(scale.x(day) - 60, plot.bottom() + 6, 120, 32)
        paper.text(label, f"{day:%m-%d}", Letters(22, colour=SOFT, align=CENTRE))
    unit = Text("例/日", "a day").of(lang)
    paper.text(QRectF(plot.left() + 6, plot.top() - 6, 120, 28), unit, Letters(20, colour=SOFT))


def _bar(paper: Paper, scale: _Scale, trend: TrendSnapshot, day: date, new: float) -> None:
    middle, half = scale.x(day), scale.width * 0.38
    zero = scale.y(0)
    if math.isnan(new):
        cross = QRectF(middle - 16, zero - 30, 32, 28)
        paper.text(cross, "×", Letters(22, colour=SOFT, align=CENTRE))
        return
    top = scale.y(new)
    rect = QRectF(middle - half, min(top, zero), 2 * half, max(2.0, abs(zero - top)))
    unfinished = trend.incomplete_from is not None and day >= trend.incomplete_from
    if unfinished:
        paper.box(rect, paper.hatch, SOFT)
    else:
        paper.box(rect, WARN if new < 0 else "#8fa3b5")


def _mean(paper: Paper, scale: _Scale, days: list[tuple[date, float, float]]) -> None:
    """Draw the mean as a line that breaks where it is not known."""
    run: list[QPointF] = []
    painter = paper.painter
    painter.setPen(QPen(QColor(ACCENT), 6))
    for day, _, mean in [*days, (days[-1][0], 0.0, math.nan)]:
        if not math.isnan(mean):
            run.append(QPointF(scale.x(day), scale.y(mean)))
        elif run:
            painter.drawPolyline(QPolygonF(run))
            run = []


def _fan(paper: Paper, scale: _Scale, fan: TrendForecast) -> None:
    first = fan.first_day
    if first is None:
        return
    days = [first + timedelta(days=index) for index in range(int(fan.quantiles.shape[1]))]
    painter = paper.painter
    painter.setPen(Qt.PenStyle.NoPen)
    for low, high, shade in ((0, 4, 50), (1, 3, 90)):
        up = [
            QPointF(scale.x(d), scale.y(q)) for d, q in zip(days, fan.quantiles[high], strict=True)
        ]
        back = [
            QPointF(scale.x(d), scale.y(q)) for d, q in zip(days, fan.quantiles[low], strict=True)
        ]
        colour = QColor(ACCENT)
        colour.setAlpha(shade)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([*up, *reversed(back)]))
    middle = [QPointF(scale.x(d), scale.y(q)) for d, q in zip(days, fan.quantiles[2], strict=True)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(INK), 3, Qt.PenStyle.DashLine))
    painter.drawPolyline(QPolygonF(middle))


def _triangle(paper: Paper, scale: _Scale, day: date) -> None:
    x, top = scale.x(day), scale.rect.top()
    paper.painter.setPen(Qt.PenStyle.NoPen)
    paper.painter.setBrush(QColor(MADE_UP))
    corners = (QPointF(x - 9, top + 16), QPointF(x + 9, top + 16), QPointF(x, top))
    paper.painter.drawPolygon(QPolygonF(list(corners)))


def _fan_words(fan: TrendForecast | None, lang: Lang) -> str:
    if fan is None:
        return ""
    if fan.refused is not None:
        return fan.refused.of(lang)
    score = fan.score
    if score is None:
        return Text("预测未经检验（序列太短）", "The forecast is untested: too short a series").of(
            lang
        )
    covered, worth = f"{score.coverage:.0%}", f"{score.relative_wis:.2f}"
    return Text(
        f"预测在本序列上的检验：95 % 区间实际覆盖 {covered}，误差为基线的 {worth} 倍"
        f"（{score.origins} 次）",
        f"Tried {score.origins} × on this very series: the 95 % fan held {covered}, error {worth} "
        "of the baseline's",
    ).of(lang)
