"""How the figures of each display are computed, in a few lines; docs/methods.md has it in full."""

from collections.abc import Mapping

from console.domain.requests import MapMetric
from console.domain.snapshots import (
    HeadlineSnapshot,
    MapSnapshot,
    MaterialsSnapshot,
    Snapshot,
    StatusSnapshot,
    TrendSnapshot,
)
from console.domain.snapshots_analysis import ReproductionSnapshot, RiskSnapshot, WarningSnapshot
from console.domain.snapshots_response import (
    FacilitiesSnapshot,
    InvestigationSnapshot,
    NetworkSnapshot,
)
from console.domain.snapshots_timeliness import TimelinessSnapshot
from console.domain.supply import BalanceSnapshot, FlowsSnapshot, PlanSnapshot
from console.domain.wording import NOTHING, Text

_SUM = Text(
    "地区数 = 本级各行 + 所有下级各行；未公布的行不计入，也不当作零。",
    "A region's figure = its own rows + those of every region below it; what was not published is "
    "left out and never zero.",
)
_GAP = Text(
    "缺口 = max(0, H × 日需求 − 库存 − H 天内到货)；日需求未报时用日消耗（最近 7 个上报日均值）。",
    "Gap = max(0, H × need a day − stock − what is due within H days); where need is not stated, "
    "use a day (mean of the newest 7 reported days) stands for it.",
)
_TIER = Text(
    "主管部门公布的等级优先；否则按规则集由累计、14 天内新增和无新增天数推算。",
    "A declared tier goes first; else it follows by the rule set from total, new in 14 days and "
    "days without a new case.",
)
_METRICS: Mapping[MapMetric, Text] = {
    MapMetric.NEW: Text("最新公布日的新增确诊。", "New confirmed cases of the newest day."),
    MapMetric.CUMULATIVE: Text(
        "C(t) = Σ 截至 t 的新增（更正为负）。", "C(t) = Σ new up to t, corrections being negative."
    ),
    MapMetric.ACTIVE: Text(
        "现有 = 累计确诊 − 治愈 − 死亡；治愈从未公布时用在院人数。",
        "Active = confirmed − recovered − deaths; where recoveries were never published, the "
        "number in hospital.",
    ),
    MapMetric.PER_100K: Text(
        "14 天（t−13 至 t）确诊 × 100,000 / 人口。",
        "Confirmed of the 14 days t−13 … t × 100,000 / population.",
    ),
    MapMetric.GAP: _GAP,
    MapMetric.RISK: _TIER,
}
_KINDS: Mapping[type, Text] = {
    HeadlineSnapshot: Text(
        "新增 = 最新公布日的计数；累计 C(t) = Σ 新增；现有 = 累计确诊 − 治愈 − 死亡；"
        "紧缺 = 地区内有缺口的关键物资种数。前一日、一周前为同一指标在该日的数。",
        "New = the count of the newest day; total C(t) = Σ new; active = confirmed − recovered − "
        "deaths; materials short = kinds of critical material with a gap in the region. Day and "
        "week before are the same figure on those days.",
    ),
    TrendSnapshot: Text(
        "7 日均值 = t−6 至 t 各公布日的均值，公布不足 4 天则不显示；"
        "预测 = 基线与衰减更新过程两模型分位数的平均。",
        "7-day mean = mean of the published days among t−6 … t, none where fewer than 4 were; "
        "forecast = mean, quantile by quantile, of a baseline and a damped renewal process.",
    ),
    WarningSnapshot: Text(
        "C1：y > 前 7 日均值 + z·sd；C2：同式，滞后 2 天；C3：累加 C2 前两日的超出量。"
        "sd 以 n−1 为分母，不低于 0.5。",
        "C1: y > mean + z·sd of the 7 days before; C2: the same, lagged by 2 days; C3 adds the C2 "
        "excesses of the two days before. sd has n−1 below, and is at least 0.5.",
    ),
    RiskSnapshot: _TIER,
    TimelinessSnapshot: Text(
        "每例两时刻之差（小时），按报告所在周取中位数和第 90 百分位（线性插值）；"
        "时刻缺失的病例不计，负值保留。",
        "Hours between two moments of each case; median and 90th percentile of the week of report "
        "(linear interpolation). A case without a moment tells nothing; negative ones are kept.",
    ),
    InvestigationSnapshot: Text(
        "占比 = 最近 14 个完整日之和相除（阳性/排查，随访/追踪）；未完整的日不计。",
        "Shares = ratios of the sums over the newest 14 finished days (positive / screened, "
        "followed / traced); days that are not finished are left out.",
    ),
    NetworkSnapshot: Text(
        "按时 = 最近一次报送距今不超过其报送周期的 1.5 倍。",
        "In time = the last report is at most 1.5 of the unit's own rhythms old.",
    ),
    FacilitiesSnapshot: Text(
        "使用率 = 已用 / 总床位，只计两项都上报的机构；其余单列为未报。",
        "Load = used / total beds over the sites that state both; the others are counted apart.",
    ),
    StatusSnapshot: Text(
        "状态 = 数据库连接静默时长与报告距今时长两者中较差的一个。",
        "State = the worse of two ages: how long the link is silent, how old the newest report is.",
    ),
    FlowsSnapshot: Text(
        "在途 = 已发出未到货之和；已到 = 近期到货之和；待发 = 已批准方案中未发出之和。",
        "On its way = Σ sent and not arrived; arrived = Σ of the last days; to be sent = Σ "
        "promised and not sent yet.",
    ),
    BalanceSnapshot: Text(
        "期初 + 生产 + 到货 − 发出 − 消耗 + 盘点差额 = 期末。",
        "Opening + produced + arrived − sent − consumed + recounted = closing.",
    ),
    PlanSnapshot: Text(
        "各地加权可用天数按字典序最大最小分配，满足后运费最低；每行附理由。",
        "Weighted days of cover are lexicographically max-min, then the carriage is cheapest; "
        "every line says why.",
    ),
}


def formula_of(snapshot: Snapshot) -> Text:
    """Return how the figures of ``snapshot`` are computed, with the sizes that were used."""
    if isinstance(snapshot, MapSnapshot):
        return _joined(_METRICS[snapshot.request.metric], _SUM)
    if isinstance(snapshot, MaterialsSnapshot):
        days = snapshot.horizon_days
        cover = Text(
            f"可用天数 = 库存 / 日消耗；H = {days} 天。",
            f"Days of cover = stock / use a day; H = {days} days.",
        )
        return _joined(cover, _GAP)
    if isinstance(snapshot, ReproductionSnapshot):
        return _reproduction(snapshot)
    found = _KINDS.get(type(snapshot), NOTHING)
    return _joined(found, _SUM) if isinstance(snapshot, HeadlineSnapshot | TrendSnapshot) else found


def _reproduction(snapshot: ReproductionSnapshot) -> Text:
    interval = f"{snapshot.serial_mean:g} ± {snapshot.serial_std:g}"
    return Text(
        f"Cori 等 2013：R ~ Gamma(1 + Σ 本地病例, 1/(1/5 + ΣΛ))，窗口 {snapshot.window} 天，"
        f"代际间隔 {interval} 天；增长率 = log I 的最小二乘斜率。",
        f"Cori et al. 2013: R ~ Gamma(1 + Σ local cases, 1/(1/5 + ΣΛ)), windows of "
        f"{snapshot.window} days, serial interval {interval} days; growth = least-squares slope "
        f"of log I.",
    )


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.zh}{second.zh}", f"{first.en} {second.en}")
