"""The figures behind headline, data status, investigation, reporting network and beds."""

from collections.abc import Iterable
from datetime import timedelta

from console.domain.datasets import DATASET_WORDS, Dataset
from console.domain.snapshots import HeadlineSnapshot, StatusSnapshot
from console.domain.snapshots_response import (
    FacilitiesSnapshot,
    FacilityLoad,
    Grouping,
    InvestigationSnapshot,
    NetworkSnapshot,
)
from console.domain.tabulation_table import CODE, DAY, PLACE, Cell, Column, Grid, known
from console.domain.wording import Text

_GROUPS = {
    Grouping.LEVEL: Text("按层级", "By level"),
    Grouping.REGION: Text("按地区", "By region"),
    Grouping.SYSTEM: Text("按系统", "By system"),
    Grouping.SECTOR: Text("按领域", "By sector"),
}
_BEHIND = {
    "screened": Dataset.INVESTIGATION_DAILY,
    "materials_short": Dataset.MATERIAL_DAILY,
}
_STAGES = {
    "screened": Text("排查人数", "Screened"),
    "contacts_traced": Text("追踪密接", "Contacts traced"),
    "contacts_followed": Text("随访密接", "Contacts followed"),
    "under_observation": Text("医学观察", "Under observation"),
    "released": Text("解除观察", "Released"),
    "positive": Text("检出阳性", "Positive"),
}


def headline(snapshot: HeadlineSnapshot) -> tuple[Grid, ...]:
    """Return a row for each figure with what it was the day and the week before."""
    columns = (
        Column(Text("指标", "Figure")),
        Column(Text("单位", "Unit")),
        Column(Text("数值", "Value")),
        Column(Text("前一日", "Day before")),
        Column(Text("一周前", "Week before")),
        DAY,
    )
    rows = tuple(
        (f.label, f.unit, known(f.value), known(f.day_before), known(f.week_before), f.as_of)
        for f in snapshot.figures
    )
    datasets = tuple(_BEHIND.get(f.key, Dataset.CASE_DAILY) for f in snapshot.figures)
    return (Grid(columns, rows, datasets=datasets),)


def status(snapshot: StatusSnapshot) -> tuple[Grid, ...]:
    """Return a row for each dataset."""
    names = (
        Text("数据集", "Dataset"),
        Text("表", "Table"),
        Text("最新数据日", "Newest day"),
        Text("报告时间", "Reported at"),
        Text("最近变更", "Changed at"),
        Text("行数", "Rows"),
        Text("修订号", "Revision"),
    )
    rows = tuple(
        (
            DATASET_WORDS[state.dataset],
            state.dataset.value,
            state.newest_day,
            state.reported_at,
            state.changed_at,
            state.rows,
            state.revision,
        )
        for state in snapshot.datasets
    )
    datasets = tuple(state.dataset for state in snapshot.datasets)
    return (Grid(tuple(Column(name) for name in names), rows, datasets=datasets),)


def investigation(snapshot: InvestigationSnapshot) -> tuple[Grid, ...]:
    """Return the sums of the fortnight with their shares, and a row a day."""
    names = [_STAGES.get(stage.key, Text(stage.key, stage.key)) for stage in snapshot.stages]
    sums = Grid(
        (
            Column(Text("环节", "Step")),
            Column(Text("两周合计", "Sum of the fortnight")),
            Column(Text("占比", "Share"), Text("%", "%")),
            Column(Text("占比的分母", "Share of")),
        ),
        tuple(
            (
                name,
                known(stage.total),
                None if stage.share is None else round(100 * stage.share, 2),
                _STAGES.get(stage.share_of),
            )
            for name, stage in zip(names, snapshot.stages, strict=True)
        ),
        Text("合计", "Sums"),
    )
    if snapshot.first_day is None:
        return (sums,)
    days = max((len(stage.values) for stage in snapshot.stages), default=0)
    daily = Grid(
        (DAY, *(Column(name) for name in names)),
        tuple(
            (
                snapshot.first_day + timedelta(days=index),
                *(known(float(stage.values[index])) for stage in snapshot.stages),
            )
            for index in range(days)
        ),
        Text("逐日", "By day"),
    )
    return sums, daily


def network(snapshot: NetworkSnapshot) -> tuple[Grid, ...]:
    """Return a row for each group of units, and one for each unit that is silent."""
    groups = Grid(
        (
            Column(Text("分组", "Grouping")),
            CODE,
            Column(Text("名称", "Name")),
            Column(Text("应报单位", "Expected")),
            Column(Text("按时报送", "In time")),
        ),
        tuple(
            (_GROUPS[kind], group.region or None, group.name, group.expected, group.in_time)
            for kind, found in snapshot.groups
            for group in found
        ),
        Text("应报与实报", "Expected and in time"),
    )
    silent = Grid(
        (
            CODE,
            PLACE,
            Column(Text("单位编码", "Unit code")),
            Column(Text("单位", "Unit")),
            Column(Text("系统", "System")),
            Column(Text("领域", "Sector")),
            Column(Text("最近报送", "Last report")),
        ),
        tuple(
            (u.region, u.region_name, u.code, u.name, u.system, u.sector, u.last_report_at)
            for u in snapshot.silent
        ),
        Text("未按时报送", "Silent units"),
    )
    return groups, silent


def facilities(snapshot: FacilitiesSnapshot) -> tuple[Grid, ...]:
    """Return a row for each place, and one for each kind of site."""
    return (
        _loads(snapshot.places, PLACE, Text("按地区", "By place")),
        _loads(snapshot.kinds, Column(Text("类别", "Kind")), Text("按类别", "By kind")),
    )


def _loads(loads: Iterable[FacilityLoad], first: Column, name: Text) -> Grid:
    names = (
        Text("机构数", "Sites"),
        Text("未报床位机构", "Sites that state none"),
        Text("床位", "Beds"),
        Text("已用床位", "Beds used"),
        Text("重症床位", "ICU beds"),
        Text("已用重症床位", "ICU beds used"),
    )
    return Grid((CODE, first, *(Column(word) for word in names)), tuple(map(_load, loads)), name)


def _load(load: FacilityLoad) -> tuple[Cell, ...]:
    beds = (load.beds.total, load.beds.used, load.icu.total, load.icu.used)
    return (load.region or None, load.name, load.sites, load.silent, *map(known, beds))
