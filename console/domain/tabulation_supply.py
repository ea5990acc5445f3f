"""The figures behind flows of supply, the account of materials, and the plan of allocation."""

from datetime import timedelta
from math import isinf

from console.domain.snapshots import MaterialSeries
from console.domain.supply import BalanceRow, BalanceSnapshot, FlowsSnapshot, PlanSnapshot
from console.domain.tabulation_table import DAY, Cell, Column, Grid, known
from console.domain.wording import Text
from console.domain.workflow import LINE_WORDS


def series(found: MaterialSeries, name: Text) -> Grid:
    """Return a row a day: stock, demand, production, use, shipped and arrived of one material."""
    columns = (
        DAY,
        Column(Text("在库", "In stock")),
        Column(Text("日需求", "Needed a day")),
        Column(Text("生产", "Produced")),
        Column(Text("消耗", "Consumed")),
        Column(Text("发出", "Shipped")),
        Column(Text("到货", "Arrived")),
    )
    first = found.first_day
    if first is None:
        return Grid(columns, (), name)
    figures = (
        found.reserve,
        found.demand,
        found.produced,
        found.consumed,
        found.shipped,
        found.arrived,
    )
    rows = tuple(
        (first + timedelta(days=index), *(known(float(value)) for value in values))
        for index, values in enumerate(zip(*figures, strict=True))
    )
    return Grid(columns, rows, name)


def flows(snapshot: FlowsSnapshot) -> tuple[Grid, ...]:
    """Return a row for each way from one place to another."""
    unit = snapshot.unit
    columns = (
        Column(Text("发出地", "From")),
        Column(Text("接收地", "To")),
        Column(Text("在途", "On its way"), unit),
        Column(Text("已到", "Arrived"), unit),
        Column(Text("待发", "To be sent"), unit),
    )
    rows = tuple(
        (arc.source_name, arc.target_name, arc.shipped, arc.arrived, arc.planned)
        for arc in snapshot.arcs
    )
    return (Grid(columns, rows, snapshot.material),)


def balance(snapshot: BalanceSnapshot) -> tuple[Grid, ...]:
    """Return the account of each material."""
    names = (
        Text("物资代码", "Material code"),
        Text("物资", "Material"),
        Text("单位", "Unit"),
        Text("期初", "Opening"),
        Text("生产", "Produced"),
        Text("到货", "Arrived"),
        Text("发出", "Sent"),
        Text("消耗", "Consumed"),
        Text("盘点差额", "Recounted"),
        Text("期末", "Closing"),
        Text("在途", "In transit"),
        Text(f"{snapshot.horizon_days} 天缺口", f"Gap over {snapshot.horizon_days} days"),
        Text("可用天数", "Days of cover"),
    )
    return (Grid(tuple(Column(name) for name in names), tuple(map(_account, snapshot.rows))),)


def _account(row: BalanceRow) -> tuple[Cell, ...]:
    entries = (row.opening, row.produced, row.arrived, row.sent, row.consumed, row.difference)
    cover = row.cover_days
    lasting = Text("无消耗", "nothing is used") if cover is not None and isinf(cover) else cover
    ends = (known(row.closing), row.in_transit, known(row.gap), lasting)
    return (row.material, row.name, row.unit, *map(known, entries), *ends)


def plan(snapshot: PlanSnapshot) -> tuple[Grid, ...]:
    """Return the lines of the newest plan; none where there is none."""
    if snapshot.plan is None:
        return ()
    names = (
        Text("行号", "Line"),
        Text("物资", "Material"),
        Text("单位", "Unit"),
        Text("发出地", "From"),
        Text("接收地", "To"),
        Text("数量", "Quantity"),
        Text("发运日", "Send on"),
        Text("到货日", "Due on"),
        Text("状态", "State"),
        Text("实到", "Arrived"),
        Text("理由", "Reason"),
    )
    rows = tuple(
        (
            line.number,
            line.material_name,
            line.unit,
            line.source_name,
            line.target_name,
            line.quantity,
            line.send_on,
            line.due_on,
            LINE_WORDS[line.state],
            known(line.arrived),
            line.reason,
        )
        for line in snapshot.plan.lines
    )
    title = Text(f"方案 {snapshot.plan.number}", f"Plan {snapshot.plan.number}")
    return (Grid(tuple(Column(name) for name in names), rows, title),)
