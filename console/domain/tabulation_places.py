"""Places as rows: the figures behind map, materials, early warning, risk and the four earlies."""

from datetime import timedelta
from math import isinf

from console.domain import tabulation_supply
from console.domain.regions import Region
from console.domain.snapshots import MapSnapshot, MaterialCell, MaterialInfo, MaterialsSnapshot
from console.domain.snapshots_analysis import AlarmState, RiskSnapshot, WarningRow, WarningSnapshot
from console.domain.snapshots_timeliness import TimelinessPlace, TimelinessSnapshot
from console.domain.tabulation_table import (
    CASES,
    CODE,
    PLACE,
    Cell,
    Column,
    Grid,
    known,
    listed,
    yes,
)
from console.domain.wording import Text

_DAYS = Text("天", "days")
_HOURS = Text("小时", "hours")
_STATES = {
    AlarmState.ALARM: Text("预警", "alarm"),
    AlarmState.RECENT: Text("近期预警", "alarm in the last week"),
    AlarmState.QUIET: Text("平稳", "quiet"),
    AlarmState.UNJUDGED: Text("无法判断", "cannot be judged"),
}
_STEPS = {
    "onset_report": Text("发病至报告", "Onset to report"),
    "report_isolation": Text("报告至隔离", "Report to isolation"),
    "isolation_treatment": Text("隔离至收治", "Isolation to treatment"),
}
_TRENDS = {
    1: Text("变慢", "slower"),
    -1: Text("变快", "faster"),
    0: Text("持平", "neither slower nor faster"),
}


def map_values(snapshot: MapSnapshot) -> tuple[Grid, ...]:
    """Return a row for each region of the map, and one for what belongs to no area."""
    columns = (
        CODE,
        PLACE,
        Column(Text("数值", "Value"), snapshot.unit),
        Column(Text("文字", "In words")),
        Column(Text("依据", "Why")),
    )
    rows: list[tuple[Cell, ...]] = [
        (v.region, v.name, known(v.value), v.words, listed(v.why) if v.why else None)
        for v in snapshot.values
    ]
    if snapshot.unmapped is not None:
        nowhere = Text("境外输入或来源未公布", "imported or not attributed")
        rows.append((None, nowhere, known(snapshot.unmapped), None, None))
    return (Grid(columns, tuple(rows)),)


def materials(snapshot: MaterialsSnapshot) -> tuple[Grid, ...]:
    """Return a row for each place and material, after the totals of the region."""
    named = (Text("在库", "In stock"), Text("日消耗", "Used a day"), Text("日需求", "Needed a day"))
    columns = (
        CODE,
        PLACE,
        Column(Text("物资代码", "Material code")),
        Column(Text("物资", "Material")),
        Column(Text("单位", "Unit")),
        *(Column(name, Text("按单位列", "see Unit")) for name in named),
        Column(Text("可用天数", "Cover"), _DAYS),
        Column(
            Text(f"{snapshot.horizon_days} 天缺口", f"Gap over {snapshot.horizon_days} days"),
            Text("按单位列", "see Unit"),
        ),
        Column(Text("在途", "In transit"), Text("按单位列", "see Unit")),
        Column(Text("数据日期", "Day of the figures")),
        Column(Text("预计耗尽日", "Runs dry on")),
    )
    total = snapshot.region_name
    whole = Text(f"{total.zh or total.en} 合计", f"{total.en or total.zh}: total")
    rows = [
        _material_row(whole, material, cell)
        for material, cell in zip(snapshot.materials, snapshot.totals, strict=True)
    ]
    for place, cells in zip(snapshot.places, snapshot.cells, strict=True):
        rows += _place_rows(place, snapshot.materials, cells)
    grid = Grid(columns, tuple(rows), Text("储备与缺口", "Cover and gap"))
    if snapshot.series is None:
        return (grid,)
    code = snapshot.series.material
    names = {material.code: material.name for material in snapshot.materials}
    return grid, tabulation_supply.series(snapshot.series, names.get(code, Text(code, code)))


def _place_rows(
    place: Region, stuffs: tuple[MaterialInfo, ...], cells: tuple[MaterialCell, ...]
) -> list[tuple[Cell, ...]]:
    return [_material_row(place.name, m, cell) for m, cell in zip(stuffs, cells, strict=True)]


def _material_row(place: Text, material: MaterialInfo, cell: MaterialCell) -> tuple[Cell, ...]:
    cover: Cell = known(cell.cover_days)
    if cell.cover_days is not None and isinf(cell.cover_days):
        cover = Text("无消耗", "nothing is used")
    figures = (known(cell.reserve), known(cell.burn), known(cell.demand), cover, known(cell.gap))
    named = (cell.region, place, material.code, material.name, material.unit)
    return (*named, *figures, cell.in_transit, cell.day, cell.dry_on)


def warning(snapshot: WarningSnapshot) -> tuple[Grid, ...]:
    """Return a row for each place: its newest day, each rule's limit and verdict, the alarm."""
    rules = tuple(rule for rule, _ in snapshot.alphas)
    verdicts = [
        column
        for rule in rules
        for column in (
            Column(Text(f"{rule} 上限", f"{rule}: upper limit"), CASES),
            Column(Text(f"{rule} 报警", f"{rule}: alarm")),
        )
    ]
    columns = (
        CODE,
        PLACE,
        Column(Text("状态", "State")),
        Column(Text("最近完整日", "Newest finished day")),
        Column(Text("当日病例", "Cases of that day"), CASES),
        *verdicts,
        Column(Text("预警起始日", "Alarm since")),
        Column(Text("首日触发规则", "Raised by")),
        Column(Text("最近预警日", "Last alarm")),
        Column(Text("确认人", "Acknowledged by")),
        Column(Text("确认时间", "Acknowledged at")),
    )
    rows = tuple(_warning_row(row, rules) for row in snapshot.rows)
    return (Grid(columns, rows), *_counts(snapshot))


def _counts(snapshot: WarningSnapshot) -> tuple[Grid, ...]:
    """Return what the rules judge: each place's counts, a column a day."""
    last = snapshot.provenance.as_of
    days = max((len(row.counts) for row in snapshot.rows), default=0)
    if last is None or not days:
        return ()
    named = (str(last - timedelta(days=days - 1 - index)) for index in range(days))
    columns = (CODE, PLACE, *(Column(Text(day, day), CASES) for day in named))
    rows = tuple(
        (row.region, row.name, *(known(float(count)) for count in row.counts))
        for row in snapshot.rows
    )
    return (Grid(columns, rows, Text("逐日病例", "Cases by day")),)


def _warning_row(row: WarningRow, rules: tuple[str, ...]) -> tuple[Cell, ...]:
    by_rule = {verdict.rule: verdict for verdict in row.verdicts}
    cells: list[Cell] = [row.region, row.name, _STATES[row.state], row.day, known(row.observed)]
    for rule in rules:
        found = by_rule.get(rule)
        upper = known(found.upper) if found is not None else None
        cells += [upper, yes(so=found.alarm) if found is not None and upper is not None else None]
    cells += [row.since, " ".join(row.raised_by) or None, row.last_alarm]
    cells += [row.acknowledged_by or None, row.acknowledged_at]
    return tuple(cells)


def risk(snapshot: RiskSnapshot) -> tuple[Grid, ...]:
    """Return a row for each place: its tier, since when, by whom, why, and what is unknown."""
    names = (
        Text("等级", "Tier"),
        Text("级序（1 为最低）", "Rank (1 = lowest)"),
        Text("共几级", "Ranks"),
        Text("主管部门公布", "Declared by an authority"),
        Text("起始日", "Since"),
        Text("此前已是", "Held before that day"),
        Text("此前等级", "Tier before"),
        Text("规则", "Rule set"),
        Text("依据", "Reasons"),
        Text("未知事项", "Unknown"),
    )
    rows = tuple(
        (
            row.region,
            row.name,
            row.tier,
            row.rank,
            row.ranks or None,
            yes(so=row.declared),
            row.since,
            yes(so=row.since_earlier),
            row.before,
            row.rule_set,
            listed(row.reasons),
            listed(row.unknown),
        )
        for row in snapshot.rows
    )
    return (Grid((CODE, PLACE, *(Column(name) for name in names)), rows),)


def timeliness(snapshot: TimelinessSnapshot) -> tuple[Grid, ...]:
    """Return a row for each place and step, the region itself first."""
    columns = (
        CODE,
        PLACE,
        Column(Text("个案库病例", "Cases of the line list"), CASES),
        Column(Text("公布病例", "Published cases"), CASES),
        Column(Text("环节", "Step")),
        Column(Text("中位数", "Median"), _HOURS),
        Column(Text("第 90 百分位", "90th percentile"), _HOURS),
        Column(Text("目标", "Target"), _HOURS),
        Column(Text("有记录病例", "Cases that tell it"), CASES),
        Column(Text("顺序颠倒病例", "Later event came first"), CASES),
        Column(Text("较前几周", "Against the weeks before")),
    )
    whole = () if snapshot.whole is None else (snapshot.whole,)
    rows = [row for place in (*whole, *snapshot.places) for row in _step_rows(place)]
    return (Grid(columns, tuple(rows)),)


def _step_rows(place: TimelinessPlace) -> list[tuple[Cell, ...]]:
    named = (place.region, place.name, place.cases, known(place.published))
    rows: list[tuple[Cell, ...]] = []
    for step in place.steps:
        hours = (known(step.median), known(step.p90), known(step.target))
        trend = _TRENDS[step.trend] if step.trend is not None else None
        words = _STEPS.get(step.key, Text(step.key, step.key))
        rows.append((*named, words, *hours, step.told, step.before, trend))
    return rows
