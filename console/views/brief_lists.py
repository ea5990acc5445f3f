"""The lists of the daily brief: changes of risk, alarms, gaps of materials, the plan."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF

from console.domain.brief import Brief
from console.domain.snapshots import MaterialCell, MaterialsSnapshot
from console.domain.snapshots_analysis import AlarmState, RiskRow, WarningRow
from console.domain.wording import Lang, Text
from console.domain.workflow import LINE_WORDS, STATE_WORDS, PlanRecord
from console.views.paper import (
    BAD,
    GOOD,
    INK,
    RIGHT,
    SOFT,
    WARN,
    Letters,
    Paper,
    PaperColumn,
    draw_table,
)
from console.widgets import figures

RISK_TITLE = Text("风险变化与预警（近 7 天）", "Changes of risk and alarms (7 days)")
GAPS_TITLE = Text("物资缺口", "Gaps of materials")
PLAN_TITLE = Text("调拨方案", "Plan of allocation")
_MORE = Text("另有 {0} 项，见大屏", "{0} more on the wall")
_LINE = 44.0

Row = list[tuple[str, str]]


def wanted(brief: Brief) -> tuple[int, int]:
    """Return how many lines the lists of risk and of gaps would fill."""
    risk = 2 + _origin_lines(brief) + len(brief.changes()) + len(brief.alarms())
    gaps = 1 + len(worst_cells(brief.materials)) if brief.materials is not None else 1
    return risk, gaps


def height_of(lines: int) -> float:
    """Return the height of a part with so many lines and its title."""
    return 80 + _LINE * max(2, lines)


def draw_risk(paper: Paper, rect: QRectF, brief: Brief) -> None:
    """Draw how many places are in each tier, whose tier changed, and where a rule alarms."""
    lang = brief.lang
    if brief.risk is None or brief.warning is None:
        return _say(paper, rect, Text("没有数据", "no data"), lang)
    tiers = " · ".join(f"{name.of(lang)} {count}" for name, count in brief.tiers())
    rules = brief.risk.rules
    source = rules.title.of(lang) if rules else Text("无适用规则", "no rules in force").of(lang)
    head = QRectF(rect.left(), rect.top(), rect.width(), _LINE)
    joint = "：" if lang is Lang.ZH else ": "
    paper.text(head, f"{source}{joint}{tiers or '—'}", Letters(26))
    below = rect.adjusted(0, _LINE * (1 + _origin_lines(brief)), 0, 0)
    origin = QRectF(rect.left(), head.bottom(), rect.width(), below.top() - head.bottom())
    paper.paragraph(origin, _origin_words(brief, lang), Letters(22, colour=WARN))
    rows = [_change(row, lang) for row in brief.changes()]
    rows += [_alarm(row, lang) for row in brief.alarms()]
    if not rows:
        quiet = Text("近 7 天无等级变化，无预警。", "No tier changed and no rule alarmed.")
        return _say(paper, below, quiet, lang)
    columns = (
        PaperColumn(Text("地区", "Place").of(lang), 26),
        PaperColumn(Text("变化或预警", "Change or alarm").of(lang), 52),
        PaperColumn(Text("起始", "Since").of(lang), 22, RIGHT),
    )
    return _table(paper, below, columns, rows, lang)


def _origin_lines(brief: Brief) -> int:
    """Return how many lines it takes to say that tiers are computed, and what they do not know."""
    count, unknown = brief.computed()
    return (2 if unknown else 1) if count else 0


def _origin_words(brief: Brief, lang: Lang) -> str:
    count, unknown = brief.computed()
    if not count:
        return ""
    told = Text(f"其中 {count} 个等级为测算", f"{count} of them computed, not declared").of(lang)
    if not unknown:
        return told
    facts = Text("、", ", ").of(lang).join(fact.of(lang) for fact in unknown)
    grave = Text("；以下情况不详，实际等级可能更高：", "; may be graver, for these are not known: ")
    return f"{told}{grave.of(lang)}{facts}"


def _change(row: RiskRow, lang: Lang) -> Row:
    colour = {True: BAD, False: GOOD, None: INK}[row.rose]
    before = row.before.of(lang) if row.before is not None else "—"
    made = Text("公布", "declared") if row.declared else Text("测算", "computed")
    words = f"{before} → {row.tier.of(lang)} · {made.of(lang)}"
    return [(row.name.of(lang), INK), (words, colour), (_day(row.since), INK)]


def _alarm(row: WarningRow, lang: Lang) -> Row:
    rules = "+".join(row.raised_by or row.last_rules)
    present = row.state is AlarmState.ALARM
    state = Text("正在预警", "alarming") if present else Text("近期预警", "alarmed lately")
    seen = Text("已确认", "acknowledged") if row.acknowledged_by else Text("未确认", "not seen yet")
    words = f"{state.of(lang)} {rules} · {seen.of(lang)}"
    return [
        (row.name.of(lang), INK),
        (words, BAD if present else WARN),
        (_day(row.since or row.last_alarm), INK),
    ]


def draw_gaps(paper: Paper, rect: QRectF, brief: Brief) -> None:
    """Draw the materials that run short soonest, critical ones first."""
    lang, found = brief.lang, brief.materials
    if found is None:
        return _say(paper, rect, Text("没有数据", "no data"), lang)
    cells = worst_cells(found)
    if not any(cell.gap is not None for row in found.cells for cell in row):
        unknown = Text("未上报储备，缺口不详。", "No stock was reported: gaps are not known.")
        return _say(paper, rect, unknown, lang)
    if not cells:
        none = Text("各地均无缺口。", "No place is short of anything.")
        return _say(paper, rect, none, lang)
    columns = (
        PaperColumn(Text("地区", "Place").of(lang), 27),
        PaperColumn(Text("物资", "Material").of(lang), 35),
        PaperColumn(Text("可用天数", "Cover, days").of(lang), 18, RIGHT),
        PaperColumn(Text("缺口", "Gap").of(lang), 20, RIGHT),
    )
    names = {place.code: place.name for place in found.places}
    materials = {material.code: material for material in found.materials}
    rows: list[Row] = []
    for cell in cells:
        material = materials[cell.material]
        short = cell.cover_days is not None and cell.cover_days < 3
        gap = f"{figures.amount(cell.gap, lang)} {material.unit.of(lang)}"
        rows.append(
            [
                (names[cell.region].of(lang) if cell.region in names else cell.region, INK),
                (material.name.of(lang), INK),
                (figures.days(cell.cover_days), BAD if short else INK),
                (gap, INK),
            ]
        )
    return _table(paper, rect, columns, rows, lang)


def worst_cells(found: MaterialsSnapshot) -> list[MaterialCell]:
    """Return the cells with a gap: critical materials first, then least cover."""
    critical = {material.code for material in found.materials if material.critical}
    cells = [cell for row in found.cells for cell in row if cell.gap]

    def order(cell: MaterialCell) -> tuple[bool, float, float]:
        cover = cell.cover_days if cell.cover_days is not None else float("inf")
        return (cell.material not in critical, cover, -(cell.gap or 0.0))

    return sorted(cells, key=order)


def draw_plan(paper: Paper, rect: QRectF, brief: Brief) -> None:
    """Draw the newest plan that is not taken back: who sends what to whom, and how far it is."""
    lang = brief.lang
    plan = brief.plan.plan if brief.plan is not None else None
    if plan is None:
        none = Text("没有有效方案。", "There is no plan in force.")
        return _say(paper, rect, none, lang)
    columns = (
        PaperColumn(Text("发出", "From").of(lang), 18),
        PaperColumn(Text("接收", "To").of(lang), 18),
        PaperColumn(Text("物资", "Material").of(lang), 28),
        PaperColumn(Text("数量", "Quantity").of(lang), 16, RIGHT),
        PaperColumn(Text("到货日", "Due").of(lang), 10, RIGHT),
        PaperColumn(Text("状态", "State").of(lang), 10, RIGHT),
    )
    lines = sorted(plan.lines, key=lambda line: line.number)
    rows: list[Row] = [
        [
            (line.source_name.of(lang), INK),
            (line.target_name.of(lang), INK),
            (line.material_name.of(lang), INK),
            (f"{figures.count(line.quantity)} {line.unit.of(lang)}", INK),
            (_day(line.due_on), INK),
            (LINE_WORDS[line.state].of(lang), INK),
        ]
        for line in lines
    ]
    return _table(paper, rect, columns, rows, lang)


def plan_words(plan: PlanRecord | None, lang: Lang) -> str:
    """Return a plan's number, state and size."""
    if plan is None:
        return ""
    step = plan.steps[-1] if plan.steps else None
    at = f"{step.at.astimezone():%m-%d %H:%M}" if step is not None else ""
    count = Text(f"{len(plan.lines)} 行", f"{len(plan.lines)} lines").of(lang)
    parts = (plan.number, STATE_WORDS[plan.state].of(lang), at, count)
    return " · ".join(part for part in parts if part)


def _table(
    paper: Paper,
    rect: QRectF,
    columns: tuple[PaperColumn, ...],
    rows: list[Row],
    lang: Lang,
) -> None:
    """Draw the rows there is room for, and say how many more there are."""
    room = int((rect.height() - _LINE) // _LINE)
    fitting = len(rows) <= room
    drawn = draw_table(paper, rect if fitting else rect.adjusted(0, 0, 0, -_LINE), columns, rows)
    if drawn < len(rows):
        top = rect.top() + _LINE * (drawn + 1)
        paper.line(QPointF(rect.left(), top), QPointF(rect.right(), top), SOFT, 1)
        words = _MORE.of(lang).format(len(rows) - drawn)
        paper.text(
            QRectF(rect.left() + 4, top, rect.width(), _LINE), words, Letters(24, colour=SOFT)
        )


def _say(paper: Paper, rect: QRectF, words: Text, lang: Lang) -> None:
    line = QRectF(rect.left(), rect.top(), rect.width(), _LINE)
    paper.text(line, words.of(lang), Letters(27, colour=SOFT))


def _day(day: date | None) -> str:
    return f"{day:%m-%d}" if day is not None else "—"
