"""The datasets of the central database that the console reads, and the rhythm they come in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from console.domain.wording import Text


class Dataset(StrEnum):
    """A table of the data contract; the value is its name in the database."""

    ABOUT = "about"
    REGION = "region"
    CASE_DAILY = "case_daily"
    CASE_NOTE = "case_note"
    CASE_TOTAL = "case_total"
    TIMELINESS_DAILY = "timeliness_daily"
    TIMELINESS_WEEKLY = "timeliness_weekly"
    RECORD_DAILY = "record_daily"
    INVESTIGATION_DAILY = "investigation_daily"
    REPORTING_UNIT = "reporting_unit"
    MATERIAL = "material"
    MATERIAL_DAILY = "material_daily"
    MATERIAL_FLOW = "material_flow"
    FACILITY = "facility"
    RISK_TIER = "risk_tier"
    COMMAND_POST = "command_post"
    EXPERT = "expert"
    ALERT = "alert"
    DUTY_LOG = "duty_log"
    ALLOCATION_PLAN = "allocation_plan"
    ALLOCATION_LINE = "allocation_line"
    WALL_STATE = "wall_state"
    WALL_EVENT = "wall_event"


DATASET_WORDS = {
    Dataset.ABOUT: Text("数据库说明", "About"),
    Dataset.REGION: Text("行政区划", "Regions"),
    Dataset.CASE_DAILY: Text("病例日报", "Daily cases"),
    Dataset.CASE_NOTE: Text("病例说明", "Case notes"),
    Dataset.CASE_TOTAL: Text("发布总数", "Published totals"),
    Dataset.TIMELINESS_DAILY: Text("四早时效", "Timeliness"),
    Dataset.TIMELINESS_WEEKLY: Text("四早周报", "Timeliness by week"),
    Dataset.RECORD_DAILY: Text("个案日计数", "Line-list counts"),
    Dataset.INVESTIGATION_DAILY: Text("排查流调", "Investigation"),
    Dataset.REPORTING_UNIT: Text("报送单位", "Reporting units"),
    Dataset.MATERIAL: Text("物资目录", "Materials"),
    Dataset.MATERIAL_DAILY: Text("物资日报", "Daily materials"),
    Dataset.MATERIAL_FLOW: Text("物资调拨", "Shipments"),
    Dataset.FACILITY: Text("定点机构", "Facilities"),
    Dataset.RISK_TIER: Text("风险等级", "Risk tiers"),
    Dataset.COMMAND_POST: Text("指挥点位", "Command posts"),
    Dataset.EXPERT: Text("专家", "Experts"),
    Dataset.ALERT: Text("预警", "Alerts"),
    Dataset.DUTY_LOG: Text("值班日志", "Duty log"),
    Dataset.ALLOCATION_PLAN: Text("调拨方案", "Allocation plans"),
    Dataset.ALLOCATION_LINE: Text("调拨明细", "Plan lines"),
    Dataset.WALL_STATE: Text("大屏状态", "Wall state"),
    Dataset.WALL_EVENT: Text("大屏记录", "Wall events"),
}

_DAY = timedelta(days=1)

#: How often a report is due; datasets that change only when something happens have no rhythm.
EXPECTED_EVERY: dict[Dataset, timedelta] = {
    Dataset.CASE_DAILY: _DAY,
    Dataset.TIMELINESS_DAILY: _DAY,
    Dataset.INVESTIGATION_DAILY: _DAY,
    Dataset.MATERIAL_DAILY: _DAY,
    # Registers without a day of their own: whoever keeps them confirms them daily.
    Dataset.REPORTING_UNIT: _DAY,
    Dataset.FACILITY: _DAY,
}


@dataclass(frozen=True, slots=True)
class DatasetState:
    """How far the console holds one dataset.

    ``newest_day`` is the last day that the data speak of (None for undated data or none yet);
    ``reported_at`` is when that was reported: the change stamp, but never later than the end of
    ``newest_day``, so that a late import of old figures does not look new.
    """

    dataset: Dataset
    revision: int
    epoch: int
    changed_at: datetime | None
    newest_day: date | None
    reported_at: datetime | None
    rows: int
