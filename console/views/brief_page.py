"""The daily brief on one page of A4: headline, map, trend, risk, gaps, plan, and how true it is."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from console.domain.boundaries import Boundaries
from console.domain.brief import Brief, DatasetAge
from console.domain.snapshots import HeadlineFigure
from console.domain.truth import Truth
from console.domain.wording import Lang, Text
from console.views import brief_chart, brief_lists, brief_map
from console.views.paper import (
    BAD,
    CENTRE,
    GOOD,
    INK,
    LINE,
    MADE_UP,
    PAGE,
    PALE,
    RIGHT,
    SOFT,
    WARN,
    Letters,
    Paper,
)
from console.widgets import figures

_MARGIN = 130.0
_GUTTER = 50.0
_GAP, _FOOT = 34.0, 190.0
_LEAST_TO_WRITE, _WRITTEN_LINE = 250.0, 90.0
_HIGHEST_PICTURES, _HIGHEST_LISTS, _HIGHEST_PLAN = 1080.0, 640.0, 520.0
_TITLE = Text("{0}疫情防控每日简报", "Daily epidemic brief: {0}")
_MADE = Text("编制 {0}", "made {0}")
_AS_OF = Text("数据截至 {0}", "figures as of {0}")
_ALL_WELL = Text("各项数据均为最新。", "All figures are up to date.")
_DASH = Text("— 表示未公布，不是零。", "— is not published, which is not zero.")
_DAY = Text("较前日 {0}", "day {0}")
_WEEK = Text("较上周 {0}", "week {0}")
_REMARKS = Text("批示", "Remarks")
_NO_SOURCE = Text("来源未注明", "source not stated")
_TRUTH = Text("数据来源与状态", "Sources and their state")
_COLOURS = {
    Truth.LIVE: GOOD,
    Truth.LATE: WARN,
    Truth.STALE: WARN,
    Truth.LOST: BAD,
    Truth.DEMO: MADE_UP,
    Truth.FROZEN: SOFT,
    Truth.REPLAY: SOFT,
}


def draw_brief(painter: QPainter, brief: Brief, boundaries: Boundaries | None) -> None:
    """Paint the page; the painter's unit is a tenth of a millimetre, its origin the paper's corner.

    Args:
        painter: On a page of A4, upright.
        brief: What it tells.
        boundaries: The outlines of the map; None = there are none.
    """
    paper = Paper(painter)
    page = PAGE.adjusted(_MARGIN, 110, -_MARGIN, -90)
    top = _header(paper, page, brief)
    top = _figures(paper, QRectF(page.left(), top, page.width(), 196), brief) + _GAP
    foot = page.bottom() - _FOOT
    heights = _heights(brief, foot - _GAP - top)
    top = _pictures(paper, QRectF(page.left(), top, page.width(), heights[0]), brief, boundaries)
    top = _lists(paper, QRectF(page.left(), top, page.width(), heights[1]), brief)
    top = _plan(paper, QRectF(page.left(), top, page.width(), heights[2]), brief)
    _space_to_write(paper, QRectF(page.left(), top, page.width(), foot - _GAP - top), brief.lang)
    _footer(paper, QRectF(page.left(), foot, page.width(), _FOOT), brief)


def _heights(brief: Brief, room: float) -> tuple[float, float, float]:
    """Return the heights of pictures, lists and plan: the pictures take what lists do not need."""
    free = room - 2 * _GAP
    lists = min(_HIGHEST_LISTS, max(map(brief_lists.height_of, brief_lists.wanted(brief))))
    lines = len(brief.plan.plan.lines) if brief.plan is not None and brief.plan.plan else 0
    plan = min(_HIGHEST_PLAN, brief_lists.height_of(lines + 1))
    pictures = min(_HIGHEST_PICTURES, free - lists - plan)
    return pictures, lists, plan


def _pictures(paper: Paper, rect: QRectF, brief: Brief, boundaries: Boundaries | None) -> float:
    lang = brief.lang
    left, right = _halves(rect)
    unit = brief.map.unit.of(lang) if brief.map is not None else ""
    room = paper.section(left, brief_map.TITLE.of(lang), unit)
    brief_map.draw_map(paper, room, brief, boundaries)
    room = paper.section(right, brief_chart.TITLE.of(lang), _day_words(brief))
    brief_chart.draw_chart(paper, room, brief)
    return rect.bottom() + _GAP


def _lists(paper: Paper, rect: QRectF, brief: Brief) -> float:
    lang = brief.lang
    left, right = _halves(rect)
    brief_lists.draw_risk(paper, paper.section(left, brief_lists.RISK_TITLE.of(lang)), brief)
    horizon = brief.materials.horizon_days if brief.materials is not None else 0
    remark = Text(f"{horizon} 天内", f"within {horizon} days").of(lang) if horizon else ""
    room = paper.section(right, brief_lists.GAPS_TITLE.of(lang), remark)
    brief_lists.draw_gaps(paper, room, brief)
    return rect.bottom() + _GAP


def _plan(paper: Paper, rect: QRectF, brief: Brief) -> float:
    record = brief.plan.plan if brief.plan is not None else None
    remark = brief_lists.plan_words(record, brief.lang)
    room = paper.section(rect, brief_lists.PLAN_TITLE.of(brief.lang), remark)
    brief_lists.draw_plan(paper, room, brief)
    return rect.bottom() + _GAP


def _space_to_write(paper: Paper, rect: QRectF, lang: Lang) -> None:
    """Use what is left for the reader's own words, where there is room for two lines."""
    if rect.height() < _LEAST_TO_WRITE:
        return
    room = paper.section(rect, _REMARKS.of(lang))
    top = room.top() + _WRITTEN_LINE
    while top <= room.bottom():
        paper.line(QPointF(room.left(), top), QPointF(room.right(), top), LINE, 1)
        top += _WRITTEN_LINE


def _halves(rect: QRectF) -> tuple[QRectF, QRectF]:
    half = (rect.width() - _GUTTER) / 2
    left = QRectF(rect.left(), rect.top(), half, rect.height())
    return left, left.translated(half + _GUTTER, 0)


def _header(paper: Paper, page: QRectF, brief: Brief) -> float:
    """Draw title, dates, and what must be known first; return where the page goes on."""
    lang = brief.lang
    title = _TITLE.of(lang).format(brief.region_name)
    line = QRectF(page.left(), page.top(), page.width() - 420, 92)
    paper.text(line, title, Letters(66, bold=True))
    at = f"{brief.made_at.astimezone():%Y-%m-%d %H:%M}"
    day = f"{brief.as_of}" if brief.as_of else "—"
    beside = QRectF(page.right() - 420, page.top(), 420, 46)
    paper.text(beside, _AS_OF.of(lang).format(day), Letters(32, bold=True, align=RIGHT))
    made = Letters(24, colour=SOFT, align=RIGHT)
    paper.text(beside.translated(0, 46), _MADE.of(lang).format(at), made)
    return _known_first(paper, page, brief) + 30


def _known_first(paper: Paper, page: QRectF, brief: Brief) -> float:
    """Draw the frame with what must be known first, all of it; return its lower edge."""
    lang = brief.lang
    warnings = [words.of(lang) for words in brief.warnings()]
    calm = not warnings
    colour = GOOD if calm else MADE_UP if brief.demo else BAD
    joint = "" if lang is Lang.ZH else " "
    told = joint.join(warnings) if warnings else _ALL_WELL.of(lang)
    letters = Letters(29, bold=not calm, colour=colour)
    inner = page.width() - 42
    long = letters.width(told) > inner
    if long:
        letters = replace(letters, size=25)
    box = QRectF(page.left(), page.top() + 104, page.width(), 86 if long else 62)
    paper.box(box, PALE, colour)
    paper.box(QRectF(box.left(), box.top(), 12, box.height()), colour)
    room = box.adjusted(28, 0, -14, 0)
    if long:
        paper.paragraph(room.adjusted(0, 6, 0, 0), told, letters)
    else:
        paper.text(room, told, letters)
    return box.bottom()


def _figures(paper: Paper, rect: QRectF, brief: Brief) -> float:
    """Draw the headline figures side by side, each with its change; return their lower edge."""
    found = brief.headline.figures if brief.headline is not None else ()
    if not found:
        none = Text("没有数据", "no data").of(brief.lang)
        paper.text(rect, none, Letters(40, colour=SOFT, align=CENTRE))
        return rect.bottom()
    width = rect.width() / len(found)
    for index, figure in enumerate(found):
        cell = QRectF(rect.left() + index * width, rect.top(), width, rect.height())
        if index:
            paper.line(cell.topLeft() + QPointF(0, 20), cell.bottomLeft() - QPointF(0, 10), LINE, 2)
        _figure(paper, cell.adjusted(14, 0, -10, 0), figure, brief.lang)
    return rect.bottom()


def _figure(paper: Paper, cell: QRectF, figure: HeadlineFigure, lang: Lang) -> None:
    def row(top: float, height: float) -> QRectF:
        return QRectF(cell.left(), cell.top() + top, cell.width(), height)

    paper.text(row(0, 40), figure.label.of(lang), Letters(26, colour=SOFT))
    value = figures.headline(figure.value, lang)
    paper.text(row(40, 82), value, Letters(70, bold=True))
    day = figures.change(figure.value, figure.day_before, lang)
    week = figures.change(figure.value, figure.week_before, lang)
    paper.text(row(124, 34), _DAY.of(lang).format(day), Letters(23, colour=_tone(figure, day)))
    paper.text(row(158, 34), _WEEK.of(lang).format(week), Letters(23, colour=_tone(figure, week)))


def _tone(figure: HeadlineFigure, change: str) -> str:
    """Return red for the worse and green for the better; the arrow says it in grey print."""
    if figure.rise_is_bad is None or change[:1] not in "▲▼":
        return SOFT
    return BAD if (change[0] == "▲") == figure.rise_is_bad else GOOD


def _day_words(brief: Brief) -> str:
    day = brief.trend.provenance.as_of if brief.trend is not None else None
    return _AS_OF.of(brief.lang).format(day) if day is not None else ""


def _footer(paper: Paper, rect: QRectF, brief: Brief) -> None:
    """Draw each dataset with its newest day and truth state."""
    lang = brief.lang
    remark = " · ".join((brief.source or _NO_SOURCE.of(lang), _DASH.of(lang)))
    room = paper.section(rect, _TRUTH.of(lang), remark)
    ages = brief.ages
    if not ages:
        none = Text("没有取得任何数据集的状态。", "The state of no dataset is known.").of(lang)
        paper.text(QRectF(room.left(), room.top(), room.width(), 40), none, Letters(25, colour=BAD))
        return
    width = room.width() / len(ages)
    for index, age in enumerate(ages):
        cell = QRectF(room.left() + index * width, room.top(), width - 12, 34)
        paper.text(cell, age.name.of(lang), Letters(25, bold=True, colour=INK))
        colour = SOFT if age.is_empty else _COLOURS[age.mark.truth]
        paper.text(cell.translated(0, 36), _state(age, lang), Letters(23, colour=colour))
        changed = age.state.changed_at
        moment = f"{changed.astimezone():%m-%d %H:%M}" if changed is not None else "—"
        words = Text(f"变更 {moment} · {age.state.rows:,} 行",
                     f"changed {moment} · {age.state.rows:,} rows").of(lang)  # fmt: skip
        paper.text(cell.translated(0, 70), words, Letters(21, colour=SOFT))


def _state(age: DatasetAge, lang: Lang) -> str:
    day = age.state.newest_day
    words = age.words.of(lang)
    return f"{words} · {_AS_OF.of(lang).format(day)}" if day is not None else words
