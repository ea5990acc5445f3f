"""From a snapshot to the table that stands behind a tile, with its basis, source and truth state.

Pure functions: they ask nothing and change nothing.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import cast

from console.domain import (
    tabulation_places,
    tabulation_response,
    tabulation_series,
    tabulation_supply,
)
from console.domain.formulas import formula_of
from console.domain.provenance import BASIS_WORDS, Provenance
from console.domain.snapshots import (
    HeadlineSnapshot,
    MapSnapshot,
    MaterialsSnapshot,
    Snapshot,
    StatusSnapshot,
    TrendSnapshot,
)
from console.domain.snapshots_analysis import (
    ReproductionSnapshot,
    RiskSnapshot,
    WarningSnapshot,
)
from console.domain.snapshots_response import (
    FacilitiesSnapshot,
    InvestigationSnapshot,
    NetworkSnapshot,
)
from console.domain.snapshots_timeliness import TimelinessSnapshot
from console.domain.supply import BalanceSnapshot, FlowsSnapshot, PlanSnapshot
from console.domain.tabulation_table import Cell, Grid, Table, yes
from console.domain.truth import TRUTH_WORDS, TruthMark
from console.domain.wording import Text

_GRIDS = cast(
    "Mapping[type, Callable[[Snapshot], tuple[Grid, ...]]]",
    {
        TrendSnapshot: tabulation_series.trend,
        ReproductionSnapshot: tabulation_series.reproduction,
        MapSnapshot: tabulation_places.map_values,
        MaterialsSnapshot: tabulation_places.materials,
        WarningSnapshot: tabulation_places.warning,
        RiskSnapshot: tabulation_places.risk,
        TimelinessSnapshot: tabulation_places.timeliness,
        HeadlineSnapshot: tabulation_response.headline,
        StatusSnapshot: tabulation_response.status,
        InvestigationSnapshot: tabulation_response.investigation,
        NetworkSnapshot: tabulation_response.network,
        FacilitiesSnapshot: tabulation_response.facilities,
        FlowsSnapshot: tabulation_supply.flows,
        BalanceSnapshot: tabulation_supply.balance,
        PlanSnapshot: tabulation_supply.plan,
    },
)

_REMARK = Text("备注", "Remark")
_GAPS = Text(
    "空格表示未公布或不详，不是零", "An empty cell is not published or not known, not zero"
)
_NO_FIGURES = Text("该画面没有数据表，仅有说明行", "This tile has no table of figures: header only")


def tabulate(title: str, snapshot: Snapshot | None, mark: TruthMark, taken_at: datetime) -> Table:
    """Return the table behind a tile.

    Args:
        title: The tile's heading.
        snapshot: What the tile shows; None = nothing from the database.
        mark: The truth mark that it carries.
        taken_at: When the picture was taken, aware.

    Returns:
        Header lines, and the figures where there is a table for this kind of snapshot; where there
        is none, a line says so.
    """
    lines: list[tuple[Text, Cell]] = [(Text("取数时间", "Taken at"), taken_at)]
    lines += _truth_lines(mark)
    if snapshot is None:
        return Table(title, (*lines, (_REMARK, _NO_FIGURES)))
    lines += _source_lines(snapshot.provenance)
    lines.append((Text("计算方法", "Formula"), formula_of(snapshot)))
    grid_of = _GRIDS.get(type(snapshot))
    if grid_of is None:
        return Table(title, (*lines, (_REMARK, _NO_FIGURES)))
    return Table(title, (*lines, (_REMARK, _GAPS)), grid_of(snapshot))


def _truth_lines(mark: TruthMark) -> list[tuple[Text, Cell]]:
    return [
        (Text("真实状态", "Truth state"), TRUTH_WORDS[mark.truth]),
        (Text("状态起始", "In this state since"), mark.since),
        (Text("演示数据", "Demonstration data"), yes(so=mark.demo)),
    ]


def _source_lines(provenance: Provenance) -> list[tuple[Text, Cell]]:
    datasets = " ".join(dataset.value for dataset in provenance.datasets)
    return [
        (Text("数据截至", "As of"), provenance.as_of),
        (Text("统计口径", "Basis"), BASIS_WORDS[provenance.basis]),
        (Text("数据来源", "Source"), provenance.source),
        (Text("数据集", "Datasets"), datasets),
        (Text("报告时间", "Reported at"), provenance.reported_at),
        (Text("与数据库核对时间", "Confirmed with the database at"), provenance.confirmed_at),
    ]
